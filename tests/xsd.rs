//! `schemas/release.xsd` is made from `schemas/release.schema.json`, so that a field is described in one place.
//! `BLESS=1 cargo test` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use serde_json::{Map, Value};
use std::{env, fmt::Write, fs};

#[test]
fn the_xsd_is_made_from_the_json_schema() {
    let path = "schemas/release.xsd";
    let schema: Value = serde_json::from_str(&fs::read_to_string("schemas/release.schema.json").unwrap()).unwrap();
    let made = Xsd::of(&schema);
    if env::var_os("BLESS").is_some() {
        fs::write(path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), made, "BLESS=1 cargo test writes {path} anew");
}

/// An XML Schema on its way.
struct Xsd {
    text: String,
    depth: usize,
}

impl Xsd {
    fn of(schema: &Value) -> String {
        let mut xsd = Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 };
        xsd.open(
            "xs:schema",
            "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:gatefold:release:1\" \
             targetNamespace=\"urn:gatefold:release:1\" elementFormDefault=\"qualified\"",
        );
        xsd.line("<!-- Made from release.schema.json, which says what every field means. Identifiers are in their compact form. -->");
        xsd.line("<xs:element name=\"release\" type=\"release\"/>");
        xsd.line("<!-- All records of a catalog in one file. -->");
        xsd.open("xs:element", "name=\"releases\"");
        xsd.open("xs:complexType", "");
        xsd.open("xs:sequence", "");
        xsd.line("<xs:element name=\"release\" type=\"release\" minOccurs=\"0\" maxOccurs=\"unbounded\"/>");
        for element in ["xs:sequence", "xs:complexType", "xs:element"] {
            xsd.close(element);
        }
        xsd.object(Some("release"), schema);
        for (name, definition) in object(&schema["$defs"]).iter().filter(|(name, _)| *name != "allow") {
            xsd.define(Some(name), definition);
        }
        xsd.close("xs:schema");
        xsd.text
    }

    /// A type, named or in place.
    fn define(&mut self, name: Option<&str>, schema: &Value) {
        if let Some(branches) = schema["oneOf"].as_array() {
            // Short forms are spelled out in the XML.
            let long = branches.iter().find(|branch| branch["properties"].is_object()).expect("one form has fields");
            return self.object(name, &documented(long, schema));
        }
        match schema["type"].as_str() {
            Some("object") => self.object(name, schema),
            Some("array") => self.list(name, schema),
            _ => self.simple(name, schema),
        }
    }

    fn object(&mut self, name: Option<&str>, schema: &Value) {
        self.open("xs:complexType", &named(name));
        self.document(schema);
        self.open("xs:all", "");
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (field, rules) in object(&schema["properties"]) {
            // The short form of an event, of which the XML has the event; and what is said to Gatefold alone.
            if ["release_date", "allow"].contains(&field.as_str()) {
                continue;
            }
            let optional =
                if required.contains(&field.as_str()) || field == "release_events" { "" } else { " minOccurs=\"0\"" };
            self.element(&format!("name=\"{field}\"{optional}"), rules);
        }
        self.close("xs:all");
        self.close("xs:complexType");
    }

    fn list(&mut self, name: Option<&str>, schema: &Value) {
        self.open("xs:complexType", &named(name));
        self.open("xs:sequence", "");
        let list = name.unwrap_or_default();
        let item = singular(list.rsplit('/').next().unwrap_or_default());
        self.element(&format!("name=\"{item}\" maxOccurs=\"unbounded\""), &schema["items"]);
        self.close("xs:sequence");
        self.close("xs:complexType");
    }

    fn element(&mut self, attributes: &str, rules: &Value) {
        if let Some(name) = rules["$ref"].as_str().and_then(|pointer| pointer.strip_prefix("#/$defs/")) {
            // A list's items are named after its field, which may not be the type's name.
            let field = attributes.split('"').nth(1).unwrap_or_default();
            if name == "territories" && field != name {
                return self.named_list(attributes, field);
            }
            self.open("xs:element", &format!("{attributes} type=\"{name}\""));
            self.document(rules);
            return self.close("xs:element");
        }
        self.open("xs:element", attributes);
        self.document(rules);
        let field = attributes.split('"').nth(1).unwrap_or_default().to_owned();
        match rules["type"].as_str() {
            Some("array") => {
                self.open("xs:complexType", "");
                self.open("xs:sequence", "");
                self.element(&format!("name=\"{}\" maxOccurs=\"unbounded\"", singular(&field)), &rules["items"]);
                self.close("xs:sequence");
                self.close("xs:complexType");
            }
            _ => self.define(None, rules),
        }
        self.close("xs:element");
    }

    fn named_list(&mut self, attributes: &str, field: &str) {
        self.open("xs:element", attributes);
        self.open("xs:complexType", "");
        self.open("xs:sequence", "");
        self.line(&format!("<xs:element name=\"{}\" type=\"territory\" maxOccurs=\"unbounded\"/>", singular(field)));
        self.close("xs:sequence");
        self.close("xs:complexType");
        self.close("xs:element");
    }

    fn simple(&mut self, name: Option<&str>, schema: &Value) {
        self.open("xs:simpleType", &named(name));
        if name.is_some() {
            self.document(schema);
        }
        if schema["anyOf"].is_array() {
            self.line("<xs:union memberTypes=\"xs:date xs:gYearMonth xs:gYear\"/>");
            return self.close("xs:simpleType");
        }
        let base = match (schema["type"].as_str(), schema["format"].as_str()) {
            (_, Some("date")) => "xs:date",
            (Some("integer"), _) => "xs:integer",
            (Some("boolean"), _) => "xs:boolean",
            _ => "xs:string",
        };
        self.open("xs:restriction", &format!("base=\"{base}\""));
        for value in schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.line(&format!("<xs:enumeration value=\"{value}\"/>"));
        }
        if let Some(pattern) = schema["pattern"].as_str() {
            self.line(&format!("<xs:pattern value=\"{}\"/>", escape(&regex(pattern))));
        }
        for (ours, theirs) in [("minimum", "minInclusive"), ("maximum", "maxInclusive")] {
            if let Some(bound) = schema[ours].as_i64() {
                self.line(&format!("<xs:{theirs} value=\"{bound}\"/>"));
            }
        }
        self.close("xs:restriction");
        self.close("xs:simpleType");
    }

    fn document(&mut self, schema: &Value) {
        if let Some(text) = schema["description"].as_str() {
            self.open("xs:annotation", "");
            self.line(&format!("<xs:documentation>{}</xs:documentation>", escape(text)));
            self.close("xs:annotation");
        }
    }

    fn open(&mut self, element: &str, attributes: &str) {
        let blank = if attributes.is_empty() { "" } else { " " };
        self.line(&format!("<{element}{blank}{attributes}>"));
        self.depth += 1;
    }

    fn close(&mut self, element: &str) {
        self.depth -= 1;
        self.line(&format!("</{element}>"));
    }

    fn line(&mut self, text: &str) {
        writeln!(self.text, "{:1$}{text}", "", self.depth * 2).unwrap();
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("the schema has an object there")
}

/// The long form with the description that both forms share.
fn documented(long: &Value, schema: &Value) -> Value {
    let mut long = long.clone();
    long["description"] = schema["description"].clone();
    long
}

fn named(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!("name=\"{name}\""))
}

fn singular(list: &str) -> String {
    match list {
        "media" => "medium".to_owned(),
        _ => list
            .strip_suffix("ies")
            .map_or_else(|| list.strip_suffix('s').unwrap_or(list).to_owned(), |stem| format!("{stem}y")),
    }
}

/// A pattern of JSON Schema as XML Schema writes it: it always speaks of the whole text.
fn regex(pattern: &str) -> String {
    let inner = pattern.strip_prefix('^').and_then(|inner| inner.strip_suffix('$'));
    let whole = inner.map_or_else(|| format!("[\\s\\S]*{pattern}[\\s\\S]*"), str::to_owned);
    whole.replace("(?:", "(")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

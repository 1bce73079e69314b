//! A record as a person would write it: YAML in the order of the schema, short things on one line, quotes only where YAML needs
//! them. What was written is read back as what was meant.
mod order;
mod scalar;

pub(crate) use order::{Place, of as order};
pub(crate) use scalar::{Surroundings, is_plain, is_printable, literal, quoted, scalar};

use crate::schema::Schema;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// A line is no longer than that, if it can be helped.
const WIDE: usize = 120;

/// Lists whose entries have several lines each.
const BLOCKS: &[&str] = &["tracks", "media", "deals", "release_events"];

/// Lists whose entries have a line each.
const ROWS: &[&str] = &["credits", "titles", "allow"];

/// The text of a document that the schema is about, with the line that tells editors where the schema is. Fields that are `null`
/// are left out; what the schema does not know stands last.
pub(crate) fn document(value: &Map<String, Value>, schema: &Schema, schema_path: &str) -> String {
    let order = order::of(schema);
    let mut page = Page { text: format!("# yaml-language-server: $schema={schema_path}\n") };
    page.fields(value, &Place::of(&order), 0);
    page.text
}

/// One entry of a roster, on a line of its own where it fits, indented by so many blanks.
pub(crate) fn entry(name: &str, value: &Value, schema: &Schema, indent: usize) -> String {
    let order = order::of(schema);
    let mut page = Page { text: String::new() };
    page.field(name, value, &Place::of(&order).field("performers").field(name), indent);
    page.text
}

/// A field on a line of its own, or on several, indented by so many blanks.
pub(crate) fn field(name: &str, value: &Value, place: &Place<'_>, indent: usize) -> String {
    let mut page = Page { text: String::new() };
    page.field(name, value, place, indent);
    page.text
}

/// An entry of the list of that name, with its dash, indented by so many blanks.
pub(crate) fn item(list: &str, value: &Value, place: &Place<'_>, indent: usize, shape: Shape) -> String {
    let mut page = Page { text: String::new() };
    page.item(shape, list, value, place, indent);
    page.text
}

/// How an entry of a list is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As entries of its list usually are.
    Usual,
    /// On one line, in braces.
    Row,
    /// A line for each of its fields.
    Block,
}

/// A text on its way.
struct Page {
    text: String,
}

impl Page {
    fn fields(&mut self, map: &Map<String, Value>, place: &Place<'_>, indent: usize) {
        for (name, value) in place.sorted(map) {
            if indent == 0 && matches!(name, "tracks" | "media") {
                self.text.push('\n');
            }
            self.field(name, value, &place.field(name), indent);
        }
    }

    fn field(&mut self, name: &str, value: &Value, place: &Place<'_>, indent: usize) {
        let start = format!("{:indent$}{}:", "", scalar(name, Surroundings::Key));
        self.text.push_str(&start);
        match value {
            Value::Object(map) if is_roster(name, indent) || !is_short(value, place, start.len()) => {
                self.text.push('\n');
                self.fields(map, place, indent + 2);
            }
            Value::Array(list) if !is_row(name, list) || !is_short(value, place, start.len()) => {
                self.text.push('\n');
                for item in list {
                    self.item(Shape::Usual, name, item, &place.item(), indent + 2);
                }
            }
            Value::String(text) => match scalar::block(text, indent + 2) {
                Some(block) => self.line(&block),
                None => self.line(&scalar(text, Surroundings::Block)),
            },
            other => self.line(&flow(other, place, scalar)),
        }
    }

    fn item(&mut self, shape: Shape, list: &str, item: &Value, place: &Place<'_>, indent: usize) {
        let is_block = || match shape {
            Shape::Usual => BLOCKS.contains(&list) || !is_short(item, place, indent + 2),
            Shape::Row => false,
            Shape::Block => true,
        };
        match item {
            Value::Object(map) if !map.is_empty() && is_block() => {
                let mut inner = Page { text: String::new() };
                inner.fields(map, place, indent + 2);
                // The first field stands behind the dash.
                let _ = write!(self.text, "{:indent$}- ", "");
                self.text.push_str(inner.text.get(indent + 2..).unwrap_or_default());
            }
            other => {
                let text = flow(other, place, scalar);
                let _ = write!(self.text, "{:indent$}-", "");
                self.line(&text);
            }
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push(' ');
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Whether a list may stand on one line.
fn is_row(name: &str, list: &[Value]) -> bool {
    list.is_empty() || !(BLOCKS.contains(&name) || ROWS.contains(&name))
}

/// The entries of a roster have a line each, however few they are.
fn is_roster(name: &str, indent: usize) -> bool {
    indent == 0 && name == "performers"
}

fn is_short(value: &Value, place: &Place<'_>, before: usize) -> bool {
    before + flow(value, place, scalar).chars().count() < WIDE
}

/// A value on one line: `[Zveri, Petr Pogodaev]`, `{year: 2018, owner: Milan Records}`; with texts written as is told.
pub(crate) fn flow(value: &Value, place: &Place<'_>, text: fn(&str, Surroundings) -> String) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(own) => text(own, Surroundings::Flow),
        Value::Array(list) => {
            let items: Vec<String> = list.iter().map(|item| flow(item, &place.item(), text)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(map) => {
            let field = |(name, value): (&str, &Value)| {
                format!("{}: {}", text(name, Surroundings::Key), flow(value, &place.field(name), text))
            };
            let fields: Vec<String> = place.sorted(map).into_iter().map(field).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{document, entry};
    use crate::{
        document::{self, Limits},
        generator,
        schema::{PERFORMERS, RELEASE},
        source::{File, Source},
        value::value,
    };
    use serde_json::{Value, json};

    /// What our own reader makes of a text, and how much it finds.
    fn read(text: &str) -> (Value, Vec<String>) {
        let source = Source::whole(File { number: 0, path: "record.yaml".into() }, text.to_owned());
        let mut found = Vec::new();
        let mut documents = document::read(&source, &Limits::default(), &mut found);
        let tape = documents.tapes.first_mut().expect("there is a document");
        let value = value(tape, 0);
        RELEASE.check(&source, tape, &mut found);
        (value, found.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn any_record_is_read_back_as_it_was_by_two_readers() {
        for seed in 0..500 {
            let record = generator::everything(seed);
            let map = record.as_object().expect("a record has fields");
            let text = document(map, &RELEASE, "../schemas/release.schema.json");
            let (again, found) = read(&text);
            assert_eq!(again, record, "{text}");
            assert_eq!(found, [""; 0], "{text}");
            let second: Value = serde_yaml::from_str(&text).expect("it is YAML");
            assert_eq!(second, record, "{text}");
        }
    }

    #[test]
    fn any_text_is_read_back_as_it_was() {
        let mut dice = generator::Dice::new(7);
        let signs: Vec<char> =
            " \n\t:#-?,[]{}&*!|>'\"%@`~=<.0123eExNOonyé\u{85}\u{A0}\u{2028}\u{FEFF}🎵\\".chars().collect();
        for _ in 0..5000 {
            let length = 1 + dice.below(12);
            let text: String = (0..length).map(|_| *dice.one(&signs)).collect();
            let record = json!({"title": text, "genres": [text, "b"], "p_line": {"owner": text}, "notes": format!("a\n{text}\n")});
            let map = record.as_object().expect("a record has fields");
            let written = document(map, &RELEASE, "x");
            assert_eq!(read(&written).0, record, "{written}");
        }
    }

    #[test]
    fn a_record_looks_as_if_a_person_had_written_it() {
        let record = json!({
            "title": "Leto", "type": "album", "performers": ["Various Artists"], "barcode": "0077778620921",
            "notes": "One.\nTwo.\n",
            "p_line": {"owner": "Milan Records", "year": 2018},
            "release_events": [{"territories": ["NO", "FR"], "date": "2018-11-30"}],
            "original_release_date": "1968",
            "credits": [{"name": "Roma Zver", "role": "producer"}],
            "tracks": [
                {"number": 1, "title": "My Friends (Are Marchin’, Their Life Away)", "duration": "3:07", "isrc": "GBXWZ0800015",
                 "performers": ["Zveri", {"name": "Jenia Lubich", "role": "featured"}]},
                {"number": 2, "title": "Yes", "bonus": true},
            ],
        });
        let text = document(record.as_object().expect("it has fields"), &RELEASE, "../schemas/release.schema.json");
        assert_eq!(
            text,
            "\
# yaml-language-server: $schema=../schemas/release.schema.json
title: Leto
type: album
performers: [Various Artists]
barcode: \"0077778620921\"
release_events:
  - date: 2018-11-30
    territories: [\"NO\", FR]
original_release_date: \"1968\"
p_line: {year: 2018, owner: Milan Records}
credits:
  - {name: Roma Zver, role: producer}

tracks:
  - number: 1
    title: My Friends (Are Marchin’, Their Life Away)
    performers: [Zveri, {name: Jenia Lubich, role: featured}]
    isrc: GBXWZ0800015
    duration: \"3:07\"
  - number: 2
    title: \"Yes\"
    bonus: true
notes: |
  One.
  Two.
"
        );
    }

    #[test]
    fn an_entry_of_a_roster_has_a_line() {
        let value = json!({"native_name": "Звери", "type": "group", "ids": [{"namespace": "A", "id": "1"}]});
        assert_eq!(
            entry("GSh: x", &value, &PERFORMERS, 2),
            "  \"GSh: x\": {type: group, native_name: Звери, ids: [{namespace: A, id: \"1\"}]}\n"
        );
    }
}

//! The JSON Schemas, and a document held against one: each violation walked back to the smallest place that is wrong.
mod dates;
#[cfg(test)]
mod differential;
mod fields;
pub(crate) mod json;
mod meant;
mod pattern;
mod quick;
mod types;
mod violations;
mod walk;

pub(crate) use fields::Step;
pub(crate) use meant::nearest;
pub(crate) use walk::singular;

use crate::{
    diagnostic::{Diagnostic, MOST, cap},
    published::{self, Published},
    rule::rows,
    source::Source,
    tape::Tape,
};
use json::{NodeRef, TapeJson};
use jsonschema::{PatternOptions, Validator};
use quick::Quick;
use serde_json::Value;
use std::sync::OnceLock;

rows! {
    UNKNOWN_FIELD: "S001", "unknown-field", Error, Reading;
    MISSING_FIELD: "S002", "missing-field", Error, Reading;
    WRONG_TYPE: "S003", "wrong-type", Error, Reading, Safe;
    UNKNOWN_VALUE: "S004", "unknown-value", Error, Reading;
    WRONG_FORM: "S005", "wrong-form", Error, Reading, Proposal;
    EMPTY_LIST: "S006", "empty-list", Error, Reading;
    REPEATED_ITEM: "S007", "repeated-item", Error, Reading;
    OUT_OF_RANGE: "S008", "number-out-of-range", Error, Reading;
    IMPOSSIBLE_DATE: "S009", "impossible-date", Error, Reading, Proposal;
    INCOMPLETE_DATE: "S010", "incomplete-date", Error, Reading;
    DATE_FORM: "S011", "date-form", Error, Reading, Safe;
    CONFLICTING_FIELDS: "S012", "conflicting-fields", Error, Reading;
}

/// A JSON Schema that documents are held against.
pub struct Schema {
    /// What `gatefold schema` calls it.
    pub name: &'static str,
    /// The schema as it is published.
    pub text: &'static str,
    /// What a document of this schema is called in a sentence.
    pub(crate) subject: &'static str,
    published: &'static Published,
    quick: OnceLock<Quick>,
    /// Made ready when the first faulty document comes: that takes longer than to look at very many sound ones.
    validator: OnceLock<Validator<TapeJson>>,
}

/// The schema of a release record.
pub(crate) static RELEASE: Schema = Schema::new("release", "the release", &published::RELEASE);

/// The schema of a roster.
pub(crate) static PERFORMERS: Schema = Schema::new("performers", "the roster", &published::PERFORMERS);

/// The schema of the settings.
pub(crate) static CONFIG: Schema = Schema::new("config", "the settings file", &published::CONFIG);

/// The schema of the JSON report.
static REPORT: Schema = Schema::new("report", "the report", &published::REPORT);

/// The schemas of what people write in a catalog.
pub(crate) fn of_records() -> impl Iterator<Item = &'static Schema> {
    [&RELEASE, &PERFORMERS, &CONFIG].into_iter()
}

/// All schemas.
pub(crate) fn all() -> impl Iterator<Item = &'static Schema> {
    of_records().chain([&REPORT])
}

fn validator(schema: &Value) -> Validator<TapeJson> {
    jsonschema::options_for::<TapeJson>()
        .offline()
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false)
        .with_pattern_options(PatternOptions::regex())
        .build(schema)
        .expect("the schema is a JSON Schema, as a test has seen")
}

impl Schema {
    const fn new(name: &'static str, subject: &'static str, published: &'static Published) -> Self {
        Self { name, text: published.text, subject, published, quick: OnceLock::new(), validator: OnceLock::new() }
    }

    fn value(&self) -> &'static Value {
        self.published.value()
    }

    fn quick(&self) -> &Quick {
        self.quick.get_or_init(|| Quick::new(self.value()))
    }

    fn validator(&self) -> &Validator<TapeJson> {
        self.validator.get_or_init(|| validator(self.value()))
    }

    /// Reports whatever the schema does not allow, and marks it on the tape.
    pub(crate) fn check(&self, source: &Source, tape: &mut Tape<'_>, findings: &mut Vec<Diagnostic>) {
        if self.quick().is_sound(tape) || self.validator().is_valid(NodeRef { tape, index: 0 }) {
            return;
        }
        let mut walk = walk::Walk { schema: self, source, tape, findings: Vec::new(), faults: Vec::new() };
        let mut count = 0;
        for error in self.validator().iter_errors(NodeRef { tape, index: 0 }).take(MOST) {
            walk.report(&error);
            count += 1;
        }
        let walk::Walk { findings: mut found, faults, .. } = walk;
        found.dedup();
        let known = findings.len();
        findings.append(&mut found);
        cap(findings, known);
        for node in faults {
            tape.fault(node);
        }
        // What lies behind was not looked at: nothing of the document is used.
        if count == MOST {
            tape.fault(0);
        }
    }

    /// A place in the schema itself.
    fn at(&self, pointer: &str) -> &Value {
        self.value().pointer(pointer).unwrap_or(&Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::{json::NodeRef, json::TapeJson, of_records};
    use crate::{
        document::{self, Limits},
        source::{File, Source},
    };
    use jsonschema::json::conformance;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn the_tape_keeps_the_contract_of_the_schema_library() {
        let text = conformance::document().to_string();
        let source = Source::whole(File { number: 0, path: "conformance.json".into() }, text);
        let mut findings = Vec::new();
        let tapes = document::read(&source, &Limits::default(), &mut findings).tapes;
        assert_eq!(findings, []);
        conformance::assert_conformance::<TapeJson>(&NodeRef { tape: &tapes[0], index: 0 });
    }

    #[test]
    fn the_schemas_are_schemas_and_their_examples_are_valid() {
        for schema in of_records() {
            jsonschema::meta::validate(schema.value()).expect("a schema");
            let validator =
                jsonschema::options().should_validate_formats(true).build(schema.value()).expect("a schema");
            for example in schema.value()["examples"].as_array().expect("the schema has examples") {
                validator.validate(example).expect("an example of the whole is valid");
            }
            for (pointer, part) in parts(schema.value(), String::new()) {
                let Some(examples) = part["examples"].as_array().filter(|_| pointer != "/examples") else {
                    continue;
                };
                let root = serde_json::json!({"$defs": schema.value()["$defs"], "allOf": [part]});
                let validator = jsonschema::options()
                    .should_validate_formats(true)
                    .build(&root)
                    .expect("a part of a schema is one");
                for example in examples {
                    assert!(
                        validator.is_valid(example),
                        "{}: the example {example} of {pointer} is not valid",
                        schema.name
                    );
                }
            }
        }
    }

    #[test]
    fn every_field_is_titled_described_and_has_an_example() {
        for schema in of_records() {
            for (pointer, part) in parts(schema.value(), String::new()) {
                let Some(fields) = part["properties"].as_object() else {
                    continue;
                };
                assert_eq!(part["additionalProperties"], false, "{pointer} takes unknown fields");
                for (name, field) in fields {
                    for word in ["title", "description", "examples"] {
                        assert!(!field[word].is_null(), "{}: {pointer}/properties/{name} has no {word}", schema.name);
                    }
                }
            }
        }
    }

    /// A misspelled keyword would be ignored in silence, and one without words of ours would be reported in the library's.
    #[test]
    fn the_schemas_use_only_keywords_that_have_words() {
        const KNOWN: &str = "$schema $id $ref $defs title description examples type required properties additionalProperties propertyNames items \
             enum pattern patternErrorMessage format minItems uniqueItems minProperties minimum maximum oneOf anyOf allOf not";
        let known: BTreeSet<&str> = KNOWN.split_whitespace().collect();
        for schema in of_records() {
            for (pointer, part) in parts(schema.value(), String::new()) {
                for keyword in part.as_object().into_iter().flatten().map(|(keyword, _)| keyword.as_str()) {
                    assert!(known.contains(keyword), "{}: {pointer} has the keyword {keyword}", schema.name);
                }
            }
        }
    }

    /// Every subschema with its pointer.
    fn parts(schema: &Value, pointer: String) -> Vec<(String, &Value)> {
        let mut found = Vec::new();
        for (keyword, value) in schema.as_object().into_iter().flatten() {
            let at = format!("{pointer}/{keyword}");
            match (keyword.as_str(), value) {
                ("properties" | "$defs", Value::Object(named)) => {
                    found.extend(named.iter().flat_map(|(name, part)| parts(part, format!("{at}/{name}"))));
                }
                ("oneOf" | "anyOf" | "allOf", Value::Array(list)) => {
                    found
                        .extend(list.iter().enumerate().flat_map(|(index, part)| parts(part, format!("{at}/{index}"))));
                }
                ("items" | "not" | "additionalProperties" | "propertyNames", Value::Object(_)) => {
                    found.extend(parts(value, at));
                }
                _ => {}
            }
        }
        found.push((pointer, schema));
        found
    }
}

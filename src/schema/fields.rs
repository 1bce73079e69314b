//! What a schema says of a field, in its own words: for people who write a document, not for those who check one.
use super::Schema;
use serde_json::Value;

/// A step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The value of that field.
    Field(String),
    /// An entry of a list, whichever.
    Item,
}

/// What is known of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct About<'s> {
    pub(crate) title: &'s str,
    pub(crate) description: &'s str,
    pub(crate) examples: Vec<&'s Value>,
}

/// A reference leads to no longer chain of others.
const LONGEST_CHAIN: usize = 16;

impl Schema {
    /// What is said of a place; nothing, if there is no such field.
    pub(crate) fn about(&self, path: &[Step]) -> Option<About<'_>> {
        let part = self.parts(path).into_iter().find(|part| part["title"].is_string())?;
        Some(About {
            title: part["title"].as_str().unwrap_or_default(),
            description: part["description"].as_str().unwrap_or_default(),
            examples: part["examples"].as_array().map_or_else(Vec::new, |list| list.iter().collect()),
        })
    }

    /// The values that a place may have, if they are a closed list.
    pub(crate) fn values(&self, path: &[Step]) -> Vec<&str> {
        let lists = self.parts(path).into_iter().filter_map(|part| part["enum"].as_array());
        lists.flatten().filter_map(Value::as_str).collect()
    }

    /// The names of the fields that a place may have.
    pub(crate) fn fields(&self, path: &[Step]) -> Vec<&str> {
        let fields = self.parts(path).into_iter().filter_map(|part| part["properties"].as_object());
        fields.flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// All parts of the schema that are about a place, the one that is nearest to it first.
    fn parts(&self, path: &[Step]) -> Vec<&Value> {
        let mut parts = self.with_alternatives(vec![self.value()]);
        for step in path {
            parts = self.with_alternatives(parts.into_iter().filter_map(|part| inner(part, step)).collect());
        }
        parts
    }

    /// The parts, and what they refer to or consist of.
    fn with_alternatives<'s>(&'s self, parts: Vec<&'s Value>) -> Vec<&'s Value> {
        let mut all = parts;
        let mut from = 0;
        for _ in 0..LONGEST_CHAIN {
            let behind = all.len();
            for at in from..behind {
                let part = all[at];
                let named = part["$ref"].as_str().and_then(|name| name.strip_prefix('#'));
                all.extend(named.map(|pointer| self.at(pointer)));
                let lists = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|word| part[word].as_array());
                all.extend(lists.flatten());
            }
            from = behind;
        }
        all
    }
}

/// The part of a schema that is about the next step.
fn inner<'s>(part: &'s Value, step: &Step) -> Option<&'s Value> {
    match step {
        Step::Item => part.get("items"),
        Step::Field(name) => match part.get("properties").and_then(|fields| fields.get(name)) {
            None => part.get("additionalProperties").filter(|part| part.is_object()),
            field => field,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Step;
    use crate::schema::{PERFORMERS, RELEASE};

    fn path(text: &str) -> Vec<Step> {
        let step = |word: &str| if word == "*" { Step::Item } else { Step::Field(word.to_owned()) };
        text.split('/').filter(|word| !word.is_empty()).map(step).collect()
    }

    #[test]
    fn a_field_is_explained_wherever_it_stands() {
        for (place, title) in [
            ("", "Release"),
            ("catalog_number", "Catalog number"),
            ("tracks/*/isrc", "ISRC"),
            ("media/*/tracks/*/title", "Title"),
            ("tracks/*/performers/*/role", "Role"),
            ("tracks/*/performers/*", "Performer"),
        ] {
            let about = RELEASE.about(&path(place)).unwrap_or_else(|| panic!("{place} is known"));
            assert_eq!(about.title, title, "{place}");
            assert!(!about.description.is_empty());
        }
        assert_eq!(PERFORMERS.about(&path("performers/Zveri/isni")).map(|about| about.title), Some("ISNI"));
        for place in ["nonsense", "title/nonsense", "tracks/title", "*", "tracks/*/*"] {
            assert_eq!(RELEASE.about(&path(place)), None, "{place}");
        }
    }

    #[test]
    fn closed_lists_are_known() {
        assert_eq!(RELEASE.values(&path("type")), ["album", "single", "ep", "broadcast", "other"]);
        assert_eq!(RELEASE.values(&path("tracks/*/performers/*/role")), ["main", "featured", "with", "remixer"]);
        assert!(RELEASE.values(&path("release_events/*/territories/*")).contains(&"FR"));
        assert!(RELEASE.values(&path("title")).is_empty());
        assert!(RELEASE.fields(&[]).contains(&"tracks"));
    }
}

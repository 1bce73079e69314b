//! The order of fields, which is that of the schema's own text.
use crate::schema::Schema;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};
use std::fmt;

/// A JSON text with its fields in their order; of the leaves, only texts are kept.
#[derive(Debug, Default)]
pub(crate) struct Ordered {
    fields: Vec<(String, Ordered)>,
    items: Vec<Ordered>,
    text: String,
}

/// The order of a schema.
pub(crate) fn of(schema: &Schema) -> Ordered {
    serde_json::from_str(schema.text).expect("our own schemas are JSON")
}

impl Ordered {
    fn field(&self, name: &str) -> Option<&Self> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }
}

/// What a schema says of a place in a document; several parts, where it has alternatives.
#[derive(Debug)]
pub(crate) struct Place<'o> {
    whole: &'o Ordered,
    parts: Vec<&'o Ordered>,
}

impl<'o> Place<'o> {
    pub(crate) fn of(whole: &'o Ordered) -> Self {
        Self { whole, parts: vec![whole] }
    }

    /// The place of a field.
    pub(crate) fn field(&self, name: &str) -> Self {
        self.step(|part| {
            let named = part.field("properties").and_then(|fields| fields.field(name));
            named.or_else(|| part.field("additionalProperties"))
        })
    }

    /// The place of a list's entries.
    pub(crate) fn item(&self) -> Self {
        self.step(|part| part.field("items"))
    }

    fn step(&self, step: impl Fn(&'o Ordered) -> Option<&'o Ordered>) -> Self {
        let mut parts = Vec::new();
        for part in self.parts.iter().filter_map(|part| step(part)) {
            self.add(part, &mut parts, 0);
        }
        Self { whole: self.whole, parts }
    }

    /// Adds a part, what it refers to, and what it leaves to choose from.
    fn add(&self, part: &'o Ordered, parts: &mut Vec<&'o Ordered>, depth: usize) {
        const DEEPEST: usize = 8;
        parts.push(part);
        if depth == DEEPEST {
            return;
        }
        let name = part.field("$ref").and_then(|name| name.text.strip_prefix("#/$defs/"));
        let named = name.and_then(|name| self.whole.field("$defs")?.field(name));
        let choices = ["oneOf", "anyOf"].into_iter().filter_map(|word| part.field(word)).flat_map(|list| &list.items);
        named.into_iter().chain(choices).for_each(|part| self.add(part, parts, depth + 1));
    }

    /// The fields of a value in the order of the schema, without those that are nothing.
    pub(crate) fn sorted<'v>(&self, map: &'v Map<String, Value>) -> Vec<(&'v str, &'v Value)> {
        let mut fields: Vec<(&str, &Value)> =
            map.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.as_str(), value)).collect();
        fields.sort_by_cached_key(|(name, _)| self.rank(name));
        fields
    }

    /// Where a field stands among the others; behind all of them, if the schema does not name it.
    pub(crate) fn rank(&self, name: &str) -> usize {
        let lists = self.parts.iter().filter_map(|part| part.field("properties"));
        lists.flat_map(|list| &list.fields).position(|(own, _)| own == name).unwrap_or(usize::MAX)
    }
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Ordered;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut ordered = Ordered::default();
                while let Some(field) = map.next_entry()? {
                    ordered.fields.push(field);
                }
                Ok(ordered)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ordered, A::Error> {
                let mut ordered = Ordered::default();
                while let Some(item) = list.next_element()? {
                    ordered.items.push(item);
                }
                Ok(ordered)
            }

            fn visit_str<E>(self, text: &str) -> Result<Ordered, E> {
                Ok(Ordered { text: text.to_owned(), ..Ordered::default() })
            }

            fn visit_bool<E>(self, _: bool) -> Result<Ordered, E> {
                Ok(Ordered::default())
            }

            fn visit_u64<E>(self, _: u64) -> Result<Ordered, E> {
                Ok(Ordered::default())
            }

            fn visit_i64<E>(self, _: i64) -> Result<Ordered, E> {
                Ok(Ordered::default())
            }

            fn visit_f64<E>(self, _: f64) -> Result<Ordered, E> {
                Ok(Ordered::default())
            }

            fn visit_unit<E>(self) -> Result<Ordered, E> {
                Ok(Ordered::default())
            }
        }

        deserializer.deserialize_any(Any)
    }
}

//! The tape as records, through serde. A node with a finding is absent; nothing else can go wrong that the schema has not said.
use crate::{
    number,
    span::Packed,
    tape::{Index, Kind, Tape, same},
};
use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{BorrowedStrDeserializer, U64Deserializer, U128Deserializer},
    },
    forward_to_deserialize_any,
};
use std::fmt;

/// The word by which an enumeration learns that a value was given and could not be read.
pub(crate) const UNREADABLE: &str = "$unreadable";

/// What a type did not take. It is seldom, so it must not make room for itself wherever a value is returned.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Box<Refused>);

/// The node, and what is said of it.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) node: Option<Index>,
    pub(crate) message: String,
}

impl Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Refused { node: None, message: message.to_string() }))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Refusal {}

/// Decodes a whole document.
///
/// # Errors
///
/// The first node that its type does not take.
pub(crate) fn decode<'a, T: Deserialize<'a>>(tape: &'a Tape<'a>) -> Result<T, Refusal> {
    T::deserialize(Node { tape, index: 0 })
}

#[derive(Clone, Copy)]
struct Node<'a> {
    tape: &'a Tape<'a>,
    index: Index,
}

impl Node<'_> {
    fn at(self, index: Index) -> Self {
        Self { index, ..self }
    }

    fn is_absent(self) -> bool {
        self.tape.is_faulty(self.index) || self.tape.kind(self.index) == Kind::Null
    }

    /// Where to point at: a mapping is known by its first key.
    fn place(self) -> crate::span::Span {
        match self.tape.kind(self.index) {
            Kind::Mapping => self.tape.span(self.tape.entries(self.index).next().map_or(self.index, |(key, _)| key)),
            _ => self.tape.span(self.index),
        }
    }

    fn located<T>(self, result: Result<T, Refusal>) -> Result<T, Refusal> {
        result.map_err(|mut refusal| {
            refusal.0.node.get_or_insert(self.index);
            refusal
        })
    }
}

impl<'a> Deserializer<'a> for Node<'a> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let text = || self.tape.text(self.index);
        let result = match self.tape.kind(self.index) {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(text().starts_with(['t', 'T'])),
            Kind::Text => visitor.visit_borrowed_str(text()),
            Kind::Int
                if text().len() < 19
                    && let Ok(whole) = text().parse() =>
            {
                visitor.visit_u64(whole)
            }
            Kind::Int | Kind::Float => match number::value(text()) {
                Some(number) => match (number.as_u64(), number.as_i64()) {
                    (Some(whole), _) => visitor.visit_u64(whole),
                    (_, Some(whole)) => visitor.visit_i64(whole),
                    // A whole number may be written as `7.0`: to the schema it is an integer.
                    _ => match number.as_f64() {
                        Some(float) if float.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&float) =>
                        {
                            #[allow(clippy::cast_sign_loss, reason = "the range was just looked at")]
                            visitor.visit_u64(float as u64)
                        }
                        float => visitor.visit_f64(float.unwrap_or_default()),
                    },
                },
                None => visitor.visit_unit(),
            },
            Kind::Sequence => visitor.visit_seq(Sequence { node: self, items: self.tape.items(self.index) }),
            Kind::Mapping => visitor.visit_map(Mapping::new(self, &[])),
        };
        self.located(result)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.is_absent() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    /// A text where fields are expected is the short form: the value of the first field.
    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let result = match self.tape.kind(self.index) {
            _ if self.is_absent() => visitor.visit_map(Short(None)),
            Kind::Text => visitor.visit_map(Short(fields.first().map(|field| (*field, self, false)))),
            Kind::Mapping => visitor.visit_map(Mapping::new(self, fields)),
            _ => return self.deserialize_any(visitor),
        };
        self.located(result)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if !self.is_absent() {
            return self.deserialize_any(visitor);
        }
        let items = self.tape.no_items(self.index);
        self.located(visitor.visit_seq(Sequence { node: self, items }))
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.tape.kind(self.index) {
            _ if self.is_absent() => self.located(visitor.visit_map(Short(None))),
            _ => self.deserialize_any(visitor),
        }
    }

    /// Only a `Spanned` is one.
    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_seq(Located { node: self, is_placed: false })
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let word = if self.is_absent() { UNREADABLE } else { self.tape.text(self.index) };
        self.located(visitor.visit_enum(word.into_deserializer()))
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct newtype_struct tuple identifier ignored_any
    }
}

/// The items of a sequence that have no finding.
struct Sequence<'a> {
    node: Node<'a>,
    items: crate::tape::Items<'a>,
}

impl<'a> SeqAccess<'a> for Sequence<'a> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        let node = self.node;
        let next = self.items.find(|item| !node.at(*item).is_absent());
        next.map(|item| seed.deserialize(node.at(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.node.tape.count(self.node.index))
    }
}

/// The entries of a mapping. One whose value has a finding is told too: it is there, and absent.
struct Mapping<'a> {
    node: Node<'a>,
    entries: crate::tape::Entries<'a>,
    value: Option<Index>,
    /// The names of the fields, where it becomes a structure, and which of them is likely to come next.
    fields: &'static [&'static str],
    next: usize,
}

impl<'a> Mapping<'a> {
    fn new(node: Node<'a>, fields: &'static [&'static str]) -> Self {
        Self { node, entries: node.tape.entries(node.index), value: None, fields, next: 0 }
    }

    /// The number of the field of that name; one behind them all, if there is none.
    fn field(&mut self, name: &[u8]) -> usize {
        let is_it = |field: &&str| same(field.as_bytes(), name);
        let behind = self.fields[self.next..].iter().position(is_it).map(|step| self.next + step);
        let at = behind.or_else(|| self.fields[..self.next].iter().position(is_it));
        self.next = at.map_or(self.next, |at| at + 1);
        at.unwrap_or(self.fields.len())
    }
}

impl<'a> MapAccess<'a> for Mapping<'a> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        let node = self.node;
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        if self.fields.is_empty() {
            return seed.deserialize(node.at(key)).map(Some);
        }
        let field = self.field(node.tape.bytes(key));
        seed.deserialize(U64Deserializer::<Refusal>::new(field as u64)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let value = self.value.take().expect("a value is asked for behind its key");
        seed.deserialize(self.node.at(value))
    }
}

/// A structure written as the text of its first field, or not readable at all.
struct Short<'a>(Option<(&'static str, Node<'a>, bool)>);

impl<'a> MapAccess<'a> for Short<'a> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        match &mut self.0 {
            Some((field, _, told @ false)) => {
                *told = true;
                seed.deserialize(BorrowedStrDeserializer::new(field)).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let (_, node, _) = self.0.expect("a value is asked for behind its key");
        seed.deserialize(node)
    }
}

/// A value with its place: first the place as one number, then the value.
struct Located<'a> {
    node: Node<'a>,
    is_placed: bool,
}

impl<'a> SeqAccess<'a> for Located<'a> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        if self.is_placed {
            return seed.deserialize(self.node).map(Some);
        }
        self.is_placed = true;
        let is_quoted = self.node.tape.is_quoted(self.node.index);
        let place = Packed::new(self.node.place(), is_quoted);
        seed.deserialize(U128Deserializer::<Refusal>::new(place.0)).map(Some)
    }
}

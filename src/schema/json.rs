//! The tape as the `jsonschema` crate reads it: no copy of the document is made.
use crate::{
    number,
    span::Span,
    tape::{Content, Entries, Index, Items, Kind, Tape},
    value::value,
};
use jsonschema::{
    JsonType,
    json::{Array, Json, JsonNumber, Node, NodeIdentity, Object},
};
use serde_json::{Number, Value};
use std::{borrow::Cow, ops::ControlFlow};

/// The representation by its name.
pub(super) struct TapeJson;

/// A node and its tape.
#[derive(Clone, Copy)]
pub(super) struct NodeRef<'a> {
    pub(super) tape: &'a Tape<'a>,
    pub(super) index: Index,
}

impl Json for TapeJson {
    type Node<'a> = NodeRef<'a>;
    type PreparedKey = String;
    type StringBuffer = Tape<'static>;

    const ACYCLIC: bool = true;
    // A look-up walks the entries, so one walk over them all is as dear as a look-up.
    const KEYS_PER_LOOKUP: usize = 32;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut Tape<'static>, string: &str, f: impl FnOnce(NodeRef<'_>) -> T) -> T {
        *buffer = Tape::default();
        let index = buffer.scalar(Kind::Text, Span::default(), true, &Content::Own(string));
        f(NodeRef { tape: buffer, index })
    }
}

impl<'a> Node<'a, TapeJson> for NodeRef<'a> {
    type Object = Mapping<'a>;
    type Array = Sequence<'a>;
    type Number = TapeNumber;

    fn as_object(&self) -> Option<Mapping<'a>> {
        (self.tape.kind(self.index) == Kind::Mapping).then_some(Mapping(*self))
    }

    fn as_array(&self) -> Option<Sequence<'a>> {
        (self.tape.kind(self.index) == Kind::Sequence).then_some(Sequence(*self))
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        (self.tape.kind(self.index) == Kind::Text).then(|| Cow::Borrowed(self.tape.text(self.index)))
    }

    fn as_number(&self) -> Option<TapeNumber> {
        matches!(self.tape.kind(self.index), Kind::Int | Kind::Float).then(|| {
            // One that JSON cannot hold has its finding already.
            TapeNumber(number::value(self.tape.text(self.index)).unwrap_or_else(|| 0.into()))
        })
    }

    fn as_boolean(&self) -> Option<bool> {
        (self.tape.kind(self.index) == Kind::Bool).then(|| self.tape.text(self.index).starts_with(['t', 'T']))
    }

    fn is_null(&self) -> bool {
        self.tape.kind(self.index) == Kind::Null
    }

    fn is_number(&self) -> bool {
        matches!(self.tape.kind(self.index), Kind::Int | Kind::Float)
    }

    fn json_type(&self) -> JsonType {
        match self.tape.kind(self.index) {
            Kind::Null => JsonType::Null,
            Kind::Bool => JsonType::Boolean,
            Kind::Int | Kind::Float => JsonType::Number,
            Kind::Text => JsonType::String,
            Kind::Sequence => JsonType::Array,
            Kind::Mapping => JsonType::Object,
        }
    }

    /// Numbers are equal by their worth: 42 is 42.0.
    fn equals_value(&self, expected: &Value) -> bool {
        let NodeRef { tape, index } = *self;
        match (tape.kind(index), expected) {
            (Kind::Null, Value::Null) => true,
            (Kind::Bool, Value::Bool(value)) => self.as_boolean() == Some(*value),
            (Kind::Text, Value::String(text)) => tape.text(index) == text,
            (Kind::Int | Kind::Float, Value::Number(other)) => number::value(tape.text(index)).is_some_and(|number| {
                number == *other || ((number.is_f64() || other.is_f64()) && number.as_f64() == other.as_f64())
            }),
            (Kind::Sequence, Value::Array(items)) => {
                let equal = |(index, item): (Index, &Value)| NodeRef { tape, index }.equals_value(item);
                tape.count(index) == items.len() && tape.items(index).zip(items).all(equal)
            }
            (Kind::Mapping, Value::Object(fields)) => {
                let equal = |(key, index): (Index, Index)| {
                    fields.get(tape.text(key)).is_some_and(|field| NodeRef { tape, index }.equals_value(field))
                };
                tape.count(index) == fields.len() && tape.entries(index).all(equal)
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(value(self.tape, self.index))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::tagged(std::ptr::from_ref(self.tape) as usize, self.index as u32))
    }
}

pub(super) struct TapeNumber(Number);

impl JsonNumber for TapeNumber {
    fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Borrowed(&self.0)
    }
}

pub(super) struct Mapping<'a>(NodeRef<'a>);

impl<'a> Object<'a, TapeJson> for Mapping<'a> {
    type Node = NodeRef<'a>;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        self.0.tape.count(self.0.index)
    }

    fn get(&self, key: &String) -> Option<NodeRef<'a>> {
        let NodeRef { tape, index } = self.0;
        tape.entry(index, key).map(|(_, index)| NodeRef { tape, index })
    }

    fn members(&self) -> Members<'a> {
        Members { tape: self.0.tape, entries: self.0.tape.entries(self.0.index) }
    }

    fn try_for_each_name_node<B>(
        &self,
        _: &mut Tape<'static>,
        mut f: impl FnMut(NodeRef<'_>) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let tape = self.0.tape;
        tape.entries(self.0.index).try_for_each(|(index, _)| f(NodeRef { tape, index }))
    }
}

pub(super) struct Members<'a> {
    tape: &'a Tape<'a>,
    entries: Entries<'a>,
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, NodeRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let tape = self.tape;
        self.entries.next().map(|(key, index)| (tape.text(key), NodeRef { tape, index }))
    }
}

pub(super) struct Sequence<'a>(NodeRef<'a>);

impl<'a> Array<'a, TapeJson> for Sequence<'a> {
    type Node = NodeRef<'a>;
    type ElementsIter = Elements<'a>;

    fn len(&self) -> usize {
        self.0.tape.count(self.0.index)
    }

    fn elements(&self) -> Elements<'a> {
        Elements { tape: self.0.tape, items: self.0.tape.items(self.0.index) }
    }
}

pub(super) struct Elements<'a> {
    tape: &'a Tape<'a>,
    items: Items<'a>,
}

impl<'a> Iterator for Elements<'a> {
    type Item = NodeRef<'a>;

    fn next(&mut self) -> Option<NodeRef<'a>> {
        let tape = self.tape;
        self.items.next().map(|index| NodeRef { tape, index })
    }
}

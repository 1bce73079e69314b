//! The tape as records. A node with a finding is absent; nothing else can go wrong that the schema has not said.
use crate::{
    names::{self, names},
    number,
    span::Spanned,
    tape::{self, Index, Kind, Tape, same},
};
use compact_str::CompactString;
use serde::{Deserialize, de::IntoDeserializer};
use std::fmt;

/// The word by which an enumeration learns that a value was given and could not be read.
pub(crate) const UNREADABLE: &str = "$unreadable";

/// What a type did not take. It is seldom, so it must not make room for itself wherever a value is returned.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Box<Refused>);

/// The node, and what is said of it.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) node: Index,
    pub(crate) message: String,
}

/// Something that a node of the tape can be read as.
pub(crate) trait Decode: Default {
    /// Reads the node.
    ///
    /// # Errors
    ///
    /// The first node, of all that it holds, that its type does not take.
    fn decode(node: Node<'_>) -> Result<Self, Refusal> {
        let mut value = Self::default();
        value.fill(node).map(|()| value)
    }

    /// The same into a place that a large value need not be moved to.
    ///
    /// # Errors
    ///
    /// As [`Decode::decode`].
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        *self = Self::decode(node)?;
        Ok(())
    }
}

/// Decodes a whole document.
///
/// # Errors
///
/// The first node that its type does not take.
pub(crate) fn decode<T: Decode>(tape: &Tape<'_>) -> Result<T, Refusal> {
    T::decode(Node::new(tape, 0))
}

/// A node of a tape.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    tape: &'a Tape<'a>,
    index: Index,
    own: &'a tape::Node,
}

impl<'a> Node<'a> {
    #[inline]
    fn new(tape: &'a Tape<'a>, index: Index) -> Self {
        Self { tape, index, own: tape.node(index) }
    }

    fn at(self, index: Index) -> Self {
        Self::new(self.tape, index)
    }

    #[inline]
    pub(crate) fn is_absent(self) -> bool {
        self.own.is_faulty() || self.own.kind() == Kind::Null
    }

    /// Where to point at: a mapping is known by its first key.
    fn place(self) -> crate::span::Span {
        match self.own.kind() {
            Kind::Mapping => self.tape.span(self.tape.entries(self.index).next().map_or(self.index, |(key, _)| key)),
            _ => self.own.span(),
        }
    }

    /// What is said where a type does not take the node.
    pub(crate) fn refused(self, message: impl fmt::Display) -> Refusal {
        Refusal(Box::new(Refused { node: self.index, message: message.to_string() }))
    }

    /// The node as a text.
    ///
    /// # Errors
    ///
    /// It is none.
    pub(crate) fn text(self) -> Result<&'a str, Refusal> {
        match self.own.kind() {
            Kind::Text => Ok(self.tape.text_of(self.own)),
            _ => Err(self.refused("this is no text")),
        }
    }

    /// The node as a word of an enumeration.
    ///
    /// # Errors
    ///
    /// It is no such word.
    pub(crate) fn word<T: Deserialize<'a>>(self) -> Result<T, Refusal> {
        let word = if self.is_absent() { UNREADABLE } else { self.tape.text_of(self.own) };
        T::deserialize(word.into_deserializer()).map_err(|error: serde::de::value::Error| self.refused(error))
    }

    /// The node as a whole number.
    fn whole(self) -> Option<u64> {
        let text = self.tape.text_of(self.own);
        match self.own.kind() {
            Kind::Int if text.len() < 19 && !text.starts_with('0') => text.parse().ok(),
            Kind::Int | Kind::Float => {
                let number = number::value(text)?;
                // A whole number may be written as `7.0`: to the schema it is an integer.
                number.as_u64().or_else(|| match number.as_f64() {
                    Some(float) if float.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&float) =>
                    {
                        #[allow(clippy::cast_sign_loss, reason = "the range was just looked at")]
                        Some(float as u64)
                    }
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// How many items a list or entries a mapping has, those with a finding too.
    pub(crate) fn count(self) -> usize {
        if self.is_absent() { 0 } else { self.tape.count(self.index) }
    }

    /// The items of a list that have no finding.
    fn items(self) -> Result<impl Iterator<Item = Self>, Refusal> {
        let items = match self.own.kind() {
            _ if self.is_absent() => self.tape.no_items(self.index),
            Kind::Sequence => self.tape.items(self.index),
            _ => return Err(self.refused("this is no list")),
        };
        Ok(items.map(move |item| self.at(item)).filter(|item| !item.is_absent()))
    }

    /// The entries of a mapping, key and value. One whose value has a finding is told too: it is there, and absent.
    ///
    /// # Errors
    ///
    /// It is no mapping.
    pub(crate) fn entries(self) -> Result<impl Iterator<Item = (Self, Self)>, Refusal> {
        let entries = match self.own.kind() {
            _ if self.is_absent() => self.tape.no_entries(self.index),
            Kind::Mapping => self.tape.entries(self.index),
            _ => return Err(self.refused("these are no fields")),
        };
        Ok(entries.map(move |(key, value)| (self.at(key), self.at(value))))
    }
}

/// A structure whose fields are those of a mapping. [`fields`] makes one.
pub(crate) trait Fields: Default {
    /// What the fields are called.
    const NAMES: &'static [&'static str];

    /// The number of the field of each known name.
    fn places() -> &'static Places;

    /// Reads the node as the field of that number.
    ///
    /// # Errors
    ///
    /// As [`Decode::decode`].
    fn set(&mut self, field: usize, node: Node<'_>) -> Result<(), Refusal>;
}

/// Which field of a structure a known name is.
pub(crate) struct Places([u8; names::COUNT]);

impl Places {
    pub(crate) fn new(fields: &[&str]) -> Self {
        let mut places = [u8::MAX; names::COUNT];
        for (number, field) in (0..u8::MAX).zip(fields) {
            places[names().find(field.as_bytes()).number()] = number;
        }
        Self(places)
    }
}

/// The number of the field that a key names; a high one, if there is none.
fn field<T: Fields>(places: &Places, node: Node<'_>, key: Index) -> usize {
    let key = node.tape.node(key);
    let by_letters = || T::NAMES.iter().position(|name| same(name.as_bytes(), node.tape.bytes_of(key)));
    match key.name() {
        names::Name::UNKNOWN => by_letters().unwrap_or(usize::MAX),
        name => usize::from(places.0[name.number()]),
    }
}

/// Reads the fields of a structure. A text where they are expected is the short form: the value of the first one.
///
/// # Errors
///
/// As [`Decode::decode`].
pub(crate) fn fill<T: Fields>(structure: &mut T, node: Node<'_>) -> Result<(), Refusal> {
    match node.own.kind() {
        _ if node.is_absent() => Ok(()),
        Kind::Text => structure.set(0, node),
        Kind::Mapping => {
            let places = T::places();
            for (key, value) in node.tape.entries(node.index) {
                structure.set(field::<T>(places, node, key), node.at(value))?;
            }
            Ok(())
        }
        _ => Err(node.refused("these are no fields")),
    }
}

/// A structure, and its fields as the record has them; one that goes by another name there says so (`kind = "type"`). Fields
/// that no record has stand behind `with`.
macro_rules! fields {
    (
        $(#[$meta:meta])*
        $visible:vis struct $type:ident {
            $($(#[$field_meta:meta])* $field_visible:vis $field:ident $(= $name:literal)?: $of:ty,)+
        }
        $(with { $($(#[$other_meta:meta])* $other:ident: $other_of:ty,)+ })?
    ) => {
        $(#[$meta])*
        $visible struct $type {
            $($(#[$field_meta])* $field_visible $field: $of,)+
            $($($(#[$other_meta])* $other: $other_of,)+)?
        }

        impl $crate::decode::Decode for $type {
            fn fill(&mut self, node: $crate::decode::Node<'_>) -> Result<(), $crate::decode::Refusal> {
                $crate::decode::fill(self, node)
            }
        }

        impl $crate::decode::Fields for $type {
            const NAMES: &'static [&'static str] = &[$($crate::decode::name!($field $(= $name)?)),+];

            fn places() -> &'static $crate::decode::Places {
                static PLACES: std::sync::LazyLock<$crate::decode::Places> =
                    std::sync::LazyLock::new(|| $crate::decode::Places::new($type::NAMES));
                &PLACES
            }

            fn set(
                &mut self,
                field: usize,
                node: $crate::decode::Node<'_>,
            ) -> Result<(), $crate::decode::Refusal> {
                let mut number = 0..;
                $(if number.next() == Some(field) {
                    return $crate::decode::Decode::fill(&mut self.$field, node);
                })+
                Ok(())
            }
        }
    };
}
pub(crate) use fields;

/// What a field is called in the record.
macro_rules! name {
    ($field:ident = $name:literal) => {
        $name
    };
    ($field:ident) => {
        stringify!($field)
    };
}
pub(crate) use name;

impl<T: Decode> Decode for Option<T> {
    fn decode(node: Node<'_>) -> Result<Self, Refusal> {
        if node.is_absent() { Ok(None) } else { T::decode(node).map(Some) }
    }

    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        if node.is_absent() {
            *self = None;
            return Ok(());
        }
        self.insert(T::default()).fill(node)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        T::fill(self, node)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        let items = node.items()?;
        let known = self.len();
        // In their places at once: a track is large.
        let count = node.count();
        self.reserve_exact(count);
        self.resize_with(known + count, T::default);
        let mut filled = known;
        for (value, item) in self[known..].iter_mut().zip(items) {
            value.fill(item)?;
            filled += 1;
        }
        self.truncate(filled);
        Ok(())
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        self.span = node.place();
        self.quoted = node.own.is_quoted();
        self.value.fill(node)
    }
}

impl Decode for CompactString {
    /// Writes the text where it stays: to move what was written just now takes as long as to write it.
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        let text = node.text()?;
        if text.len() > size_of::<Self>() {
            *self = Self::new(text);
        } else {
            self.clear();
            self.push_str(text);
        }
        Ok(())
    }
}

impl Decode for bool {
    fn decode(node: Node<'_>) -> Result<Self, Refusal> {
        match node.own.kind() {
            Kind::Bool => Ok(node.tape.text_of(node.own).starts_with(['t', 'T'])),
            _ => Err(node.refused("this is neither yes nor no")),
        }
    }
}

/// Lets whole numbers stand in a record.
macro_rules! whole {
    ($($type:ty),+) => {$(
        impl Decode for $type {
            fn decode(node: Node<'_>) -> Result<Self, Refusal> {
                let whole = node.whole().and_then(|whole| whole.try_into().ok());
                whole.ok_or_else(|| node.refused("this is no number that a record can hold here"))
            }
        }
    )+};
}
whole!(u16, u32);

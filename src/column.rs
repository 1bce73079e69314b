//! What a column is: its name, the field of the record that it shows, and how it takes the value from a row.
use crate::{
    record::{Text, date::Date, duration::Duration},
    span::{Span, Spanned},
};
use std::borrow::Cow;

/// A column of a table. `F` is the function from a row of that table to a cell.
#[derive(Debug)]
pub(crate) struct Column<F> {
    /// What it is called in a CSV, where releases and tracks share a row.
    pub(crate) name: &'static str,
    /// The field, as the schema has it; seen from what a row is about, or with a `/` in front from the record.
    pub(crate) field: &'static str,
    pub(crate) kind: Kind,
    pub(crate) on: On,
    pub(crate) cell: F,
}

/// A row of a table of columns.
pub(crate) const fn column<F: Copy>(name: &'static str, field: &'static str, kind: Kind, on: On, cell: F) -> Column<F> {
    Column { name, field, kind, on, cell }
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text of people: a title, a name.
    Words,
    /// An identifier, or a word of a closed list.
    Code,
    Number,
    Date,
    Duration,
    Flag,
    /// Several entries.
    List,
    /// A text on several lines.
    Notes,
}

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Both,
    Csv,
    Sheet,
    /// On a sheet, for reading only: the fact has its place elsewhere.
    Reading,
    /// On a sheet, and not shown.
    Hidden,
}

impl On {
    pub(crate) const fn is_csv(self) -> bool {
        matches!(self, Self::Both | Self::Csv)
    }

    pub(crate) const fn is_sheet(self) -> bool {
        !matches!(self, Self::Csv)
    }
}

/// A value, and where it was written.
#[derive(Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) span: Option<Span>,
}

/// What a cell says.
#[derive(Debug)]
pub(crate) enum Value<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(u32),
    Date(Date),
    Duration(Duration),
    Flag(bool),
    List(Vec<Entry<'a>>),
}

/// An entry of a list: its text and where it was written.
pub(crate) type Entry<'a> = (Cow<'a, str>, Option<Span>);

impl<'a> Cell<'a> {
    pub(crate) const NOTHING: Self = Self { value: Value::Nothing, span: None };

    pub(crate) fn new<T>(value: Option<&'a Spanned<T>>, make: impl FnOnce(&'a T) -> Value<'a>) -> Self {
        value.map_or(Self::NOTHING, |value| Self { value: make(&value.value), span: Some(value.span) })
    }

    pub(crate) fn text(value: Option<&'a Spanned<Text>>) -> Self {
        Self::new(value, |text| Value::Text(text.as_str().into()))
    }

    pub(crate) fn number(value: Option<&'a Spanned<u32>>) -> Self {
        Self::new(value, |number| Value::Number(*number))
    }

    /// What has no one place.
    pub(crate) fn made(value: Option<Value<'a>>) -> Self {
        Self { value: value.unwrap_or(Value::Nothing), span: None }
    }

    pub(crate) fn list(entries: impl Iterator<Item = Entry<'a>>) -> Self {
        let entries: Vec<_> = entries.collect();
        Self { value: if entries.is_empty() { Value::Nothing } else { Value::List(entries) }, span: None }
    }
}

//! What a column is: its name, the field of the record that it shows, and how it takes the value from a row.
use crate::{
    record::{Text, date::Date, duration::Duration, performer::Role},
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
    pub(crate) back: Back,
}

/// A row of a table of columns.
pub(crate) const fn column<F: Copy>(name: &'static str, field: &'static str, kind: Kind, on: On, cell: F) -> Column<F> {
    Column { name, field, kind, on, cell, back: Back::Plain }
}

/// The same for a column that is read back in a way of its own.
pub(crate) const fn special<F: Copy>(
    name: &'static str,
    field: &'static str,
    kind: Kind,
    on: On,
    back: Back,
    cell: F,
) -> Column<F> {
    Column { name, field, kind, on, cell, back }
}

impl<F> Column<F> {
    /// What is known of it without a row.
    pub(crate) const fn field(&self, name: &'static str) -> Field {
        Field { name, path: self.field, kind: self.kind, on: self.on, back: self.back }
    }
}

/// A column on its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// What stands at its head.
    pub(crate) name: &'static str,
    /// What it is about, as [`Column::field`].
    pub(crate) path: &'static str,
    pub(crate) kind: Kind,
    pub(crate) on: On,
    pub(crate) back: Back,
}

/// How a cell becomes a value of the record again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Back {
    /// As its kind says.
    Plain,
    /// The text, or each entry of the list, has parts.
    Parts(&'static Written),
    /// All performers of this role; the columns of all roles together are the list.
    Performers(Role),
    /// How performers are named on the sleeve.
    CreditedAs,
    /// The first day of the release, which is the only one or stands among the events.
    FirstDay,
    /// The days of the release, entries with parts.
    Events(&'static Written),
    /// What medium a track is on, which says where its row belongs.
    Medium,
}

/// How a text with parts, such as `Roma Zver (producer)`, becomes a value again.
#[derive(Debug)]
pub(crate) struct Written {
    /// Reads it; nothing, if it is not written so.
    pub(crate) read: fn(&str) -> Option<serde_json::Value>,
    /// What it looks like.
    pub(crate) like: &'static str,
}

/// What parts the entries of a list in a CSV.
pub(crate) const SEPARATOR: &str = "; ";

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

/// A value, and where it was written. One cell may serve one column after another: its lists then need room only once.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) span: Option<Span>,
    /// Room for the entries of a list.
    room: Vec<Entry<'a>>,
}

/// What a cell says.
#[derive(Debug, Default)]
pub(crate) enum Value<'a> {
    #[default]
    Nothing,
    Text(Cow<'a, str>),
    Number(u32),
    Date(Date),
    Duration(Duration),
    Flag(bool),
    List(Vec<Entry<'a>>),
}

/// An entry of a list.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Where it was written.
    pub(crate) span: Option<Span>,
    /// Whether its text says what its parts were: `A (B) (C)` might be read in two ways.
    pub(crate) is_clear: bool,
}

impl<'a> Entry<'a> {
    pub(crate) fn new(text: impl Into<Cow<'a, str>>, span: Option<Span>) -> Self {
        Self { text: text.into(), span, is_clear: true }
    }
}

impl<'a> Cell<'a> {
    /// The cell that a column fills.
    pub(crate) fn filled(fill: impl FnOnce(&mut Self)) -> Self {
        let mut cell = Self::default();
        fill(&mut cell);
        cell
    }

    /// Makes room for the next value.
    pub(crate) fn clear(&mut self) {
        if let Value::List(entries) = &mut self.value {
            entries.clear();
            self.room = std::mem::take(entries);
        }
        self.value = Value::Nothing;
        self.span = None;
    }

    pub(crate) fn put<T>(&mut self, value: Option<&'a Spanned<T>>, make: impl FnOnce(&'a T) -> Value<'a>) {
        if let Some(value) = value {
            self.value = make(&value.value);
            self.span = Some(value.span);
        }
    }

    pub(crate) fn put_text(&mut self, value: Option<&'a Spanned<Text>>) {
        self.put(value, |text| Value::Text(text.as_str().into()));
    }

    pub(crate) fn put_number(&mut self, value: Option<&'a Spanned<u32>>) {
        self.put(value, |number| Value::Number(*number));
    }

    /// What has no one place.
    pub(crate) fn put_made(&mut self, value: Option<Value<'a>>) {
        if let Some(value) = value {
            self.value = value;
        }
    }

    /// A list without an entry says nothing.
    pub(crate) fn put_list(&mut self, entries: impl Iterator<Item = Entry<'a>>) {
        self.room.extend(entries);
        if !self.room.is_empty() {
            self.value = Value::List(std::mem::take(&mut self.room));
        }
    }
}

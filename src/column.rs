//! What a column is: its name, the field of the record that it shows, and how it takes the value from a row.
use crate::{
    record::{Text, date::Date, duration::Duration, performer::Role},
    span::{Span, Spanned},
};

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

/// A value, and where it was written. One cell may serve one column after another: what it is made of then needs room only once.
#[derive(Debug, Default)]
pub(crate) struct Cell<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) span: Option<Span>,
    /// A text that is made of several parts, or the entries of a list as one text.
    made: String,
    entries: Vec<Part>,
}

/// What a cell says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Value<'a> {
    #[default]
    Nothing,
    Text(Stored<'a>),
    Number(u32),
    Date(Date),
    Duration(Duration),
    Flag(bool),
    /// The entries that stand in the cell.
    List,
}

/// Where the text of a cell is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stored<'a> {
    /// In the record.
    There(&'a str),
    /// The same for the letters and digits of an identifier, all of them ASCII.
    Signs(&'a [u8]),
    /// In the cell, since it is made of several parts.
    Made,
}

/// Where the text of an entry begins and ends, and what is known of it.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: usize,
    end: usize,
    origin: Origin,
}

/// What is known of the text of an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// Where it was written.
    pub(crate) span: Option<Span>,
    /// Whether its text says what its parts were: `A (B) (C)` might be read in two ways.
    pub(crate) is_clear: bool,
}

impl Origin {
    /// That of a text which can be read in one way only.
    pub(crate) const fn clear(span: Option<Span>) -> Self {
        Self { span, is_clear: true }
    }
}

/// An entry of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'c> {
    pub(crate) text: &'c str,
    pub(crate) origin: Origin,
}

impl<'a> Value<'a> {
    /// A text of the record.
    pub(crate) const fn of(text: &'a str) -> Self {
        Self::Text(Stored::There(text))
    }

    /// The signs of an identifier.
    pub(crate) const fn signs(signs: &'a [u8]) -> Self {
        Self::Text(Stored::Signs(signs))
    }
}

impl<'a> Cell<'a> {
    /// The cell that a column fills.
    pub(crate) fn filled(fill: impl FnOnce(&mut Self)) -> Self {
        let mut cell = Self::default();
        fill(&mut cell);
        cell
    }

    /// A cell with room for nearly every value.
    pub(crate) fn roomy() -> Self {
        Self { made: String::with_capacity(256), entries: Vec::with_capacity(8), ..Self::default() }
    }

    /// Makes room for the next value.
    pub(crate) fn clear(&mut self) {
        self.value = Value::Nothing;
        self.span = None;
        self.made.clear();
        self.entries.clear();
    }

    /// The text, of several parts or of one; the entries of a list with [`SEPARATOR`] between.
    pub(crate) fn text(&self) -> &str {
        match self.value {
            Value::Text(Stored::There(text)) => text,
            Value::Text(Stored::Signs(signs)) => str::from_utf8(signs).unwrap_or_default(),
            _ => &self.made,
        }
    }

    /// The entries of a list.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> + Clone {
        self.entries.iter().map(|part| Entry { text: &self.made[part.start..part.end], origin: part.origin })
    }

    pub(crate) fn put<T>(&mut self, value: Option<&'a Spanned<T>>, make: impl FnOnce(&'a T) -> Value<'a>) {
        if let Some(value) = value {
            self.value = make(&value.value);
            self.span = Some(value.span);
        }
    }

    pub(crate) fn put_text(&mut self, value: Option<&'a Spanned<Text>>) {
        self.put(value, |text| Value::of(text));
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

    /// A text that is written here; one without a character says nothing.
    pub(crate) fn put_written(&mut self, span: Option<Span>, write: impl FnOnce(&mut String)) {
        write(&mut self.made);
        if !self.made.is_empty() {
            self.value = Value::Text(Stored::Made);
            self.span = span;
        }
    }

    /// A list, of which each entry is written; one without an entry says nothing.
    pub(crate) fn put_list<T>(&mut self, list: impl Iterator<Item = T>, write: impl Fn(T, &mut String) -> Origin) {
        for entry in list {
            if !self.entries.is_empty() {
                self.made.push_str(SEPARATOR);
            }
            let start = self.made.len();
            let origin = write(entry, &mut self.made);
            self.entries.push(Part { start, end: self.made.len(), origin });
        }
        if !self.entries.is_empty() {
            self.value = Value::List;
        }
    }
}

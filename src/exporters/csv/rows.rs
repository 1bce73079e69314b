//! The cells of rows, as a CSV has them, and what it could not hold of them.
use super::field::write_field;
use crate::{
    ascii::has,
    column::{Cell, Column, Entry, Kind, SEPARATOR, Value},
    columns::{RELEASE, TRACK, TrackRow},
    dialect::{Dialect, guarded, is_changed, is_run},
    digits::{self, Bytes},
    ern,
    exporter::{Loss, Told},
    record::release::Release,
    span::Span,
};
use std::{
    borrow::Cow,
    io::{self, Write as _},
};

/// What writes the cells of one row after another.
pub(super) struct Rows<'a> {
    dialect: Dialect,
    delimiter: u8,
    pub(super) told: Told,
    /// What the columns fill, one after another.
    cell: Cell<'a>,
    /// The entries of a list as one text.
    list: String,
}

impl<'a> Rows<'a> {
    pub(super) fn new(dialect: Dialect) -> Self {
        let delimiter = dialect.delimiter();
        Self { dialect, delimiter, told: Told::default(), cell: Cell::default(), list: String::new() }
    }

    /// Writes what is said of a release, each cell with a delimiter behind it.
    pub(super) fn write_release(&mut self, release: &'a Release, out: &mut Vec<u8>) -> io::Result<()> {
        RELEASE.iter().try_for_each(|column| self.write(column, |fill, cell| fill(release, cell), out))
    }

    /// The same for a track.
    pub(super) fn write_track(&mut self, row: &TrackRow<'a>, out: &mut Vec<u8>) -> io::Result<()> {
        // A loop that is written out: where it is known which function a column has, nothing needs to be called.
        macro_rules! write_columns {
            ($($at:literal)*) => {{
                const { assert!(TRACK.len() <= [$($at),*].len(), "the columns of a track are more than are written") };
                $(if let Some(column) = TRACK.get($at) {
                    self.write(column, |fill, cell| fill(row, cell), out)?;
                })*
            }};
        }
        write_columns!(
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
        );
        Ok(())
    }

    #[expect(
        clippy::inline_always,
        reason = "most columns say nothing of most tracks: a call would cost more than it does"
    )]
    #[inline(always)]
    fn write<F: Copy>(
        &mut self,
        column: &Column<F>,
        fill: impl FnOnce(F, &mut Cell<'a>),
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        if !column.on.is_csv() {
            return Ok(());
        }
        fill(column.cell, &mut self.cell);
        if !matches!(self.cell.value, Value::Nothing) {
            self.write_cell(column.name, column.kind, out)?;
            self.cell.clear();
        }
        out.push(self.delimiter);
        Ok(())
    }

    fn write_cell(&mut self, name: &'static str, kind: Kind, out: &mut Vec<u8>) -> io::Result<()> {
        let Self { dialect, delimiter, told, cell, list } = self;
        let text = match &cell.value {
            Value::Nothing => return Ok(()),
            // Numbers, days and yes or no may be what a spreadsheet takes them for, and no sign in them parts fields.
            Value::Number(number) => return digits::write(*number, 1, &mut Bytes(out)).map_err(io::Error::other),
            Value::Date(date) => return write!(out, "{date}"),
            Value::Flag(flag) => return write!(out, "{flag}"),
            Value::Duration(duration) if !dialect.has_guards() => {
                return duration.write(&mut Bytes(out)).map_err(io::Error::other);
            }
            Value::Duration(duration) => &duration.to_string(),
            Value::Text(text) => &**text,
            Value::List(entries) => {
                let torn =
                    entries.iter().filter(|entry| has(entry.text.as_bytes(), |byte| byte == b';') || !entry.is_clear);
                let torn = torn.filter_map(|entry| Some(loss(name, entry.span?, entry.is_clear)));
                told.losses.extend(torn);
                listed(entries, list)
            }
        };
        let is_misread = is_run(text) || (kind == Kind::Words && is_changed(text));
        if is_misread && !dialect.has_guards() {
            told.misread.push(text.into());
        }
        let text = if dialect.has_guards() { guarded(text) } else { Cow::Borrowed(text) };
        write_field(&text, *delimiter, out);
        Ok(())
    }
}

/// The entries of a list as one text, in a room for it.
fn listed<'t>(entries: &'t [Entry<'_>], room: &'t mut String) -> &'t str {
    let [first, others @ ..] = entries else { return "" };
    if others.is_empty() {
        return &first.text;
    }
    room.clear();
    room.push_str(&first.text);
    for entry in others {
        room.push_str(SEPARATOR);
        room.push_str(&entry.text);
    }
    room
}

fn loss(column: &str, span: Span, is_clear: bool) -> Loss {
    let (message, help) = if is_clear {
        (
            format!("the CSV column `{column}` cannot hold this as one entry: `;` parts the entries of a list"),
            "write two entries, if they are two; else take it from the JSON or XML, which hold it as it is",
        )
    } else {
        (
            format!("the CSV column `{column}` cannot say where the parts of this begin and end"),
            "take it from the JSON or XML, which hold it as it is",
        )
    };
    Loss { kind: ern::Kind::NotCarried, span, message, help: help.to_owned() }
}

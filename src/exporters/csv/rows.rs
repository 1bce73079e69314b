//! The cells of rows, as a CSV has them, and what it could not hold of them.
use super::field::{push, push_first, write_field};
use crate::{
    ascii::{STEP, among, has},
    column::{Cell, Column, Kind, Stored, Value},
    columns::{RELEASE, TRACK, TrackRow},
    dialect::{Dialect, guarded, is_changed, is_run},
    digits::{self, Bytes},
    ern,
    exporter::{Loss, Told},
    record::release::Release,
    span::Span,
};
use std::{fmt::Write as _, io};

/// What writes the cells of one row after another.
pub(super) struct Rows<'a> {
    /// What the columns fill, one after another.
    cell: Cell<'a>,
    pen: Pen,
}

/// What writes a cell.
struct Pen {
    dialect: Dialect,
    delimiter: u8,
    /// How many delimiters stand before the next cell: most cells say nothing, and these are written at once.
    due: usize,
    told: Told,
}

impl<'a> Rows<'a> {
    pub(super) fn new(dialect: Dialect) -> Self {
        let pen = Pen { dialect, delimiter: dialect.delimiter(), due: 0, told: Told::default() };
        Self { cell: Cell::roomy(), pen }
    }

    /// What could not be said in them.
    pub(super) fn told(self) -> Told {
        self.pen.told
    }

    /// Writes what is said of a release, the beginning of its rows. How many delimiters are due behind it is given back.
    pub(super) fn write_release(&mut self, release: &'a Release, out: &mut Vec<u8>) -> io::Result<usize> {
        RELEASE.iter().try_for_each(|column| self.write(column, |fill, cell| fill(release, cell), out))?;
        Ok(std::mem::take(&mut self.pen.due))
    }

    /// Writes what is said of a track, behind what is said of its release.
    pub(super) fn write_track(&mut self, row: &TrackRow<'a>, due: usize, out: &mut Vec<u8>) -> io::Result<()> {
        self.pen.due = due;
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
        // Nothing comes behind the last cell of a row.
        self.pen.due -= 1;
        self.pen.write_due(out);
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
        match self.cell.value {
            Value::Nothing => {}
            Value::Text(Stored::There(text)) => {
                self.cell.value = Value::Nothing;
                self.pen.write_text(text, column.kind, out);
            }
            _ => {
                self.pen.write_cell(&self.cell, column.name, column.kind, out)?;
                self.cell.clear();
            }
        }
        self.pen.due += 1;
        Ok(())
    }
}

impl Pen {
    /// Writes the delimiters that are due.
    fn write_due(&mut self, out: &mut Vec<u8>) {
        match std::mem::take(&mut self.due) {
            0 => {}
            due @ ..=STEP => push_first(&[self.delimiter; STEP], due, out),
            due => out.resize(out.len() + due, self.delimiter),
        }
    }

    /// Writes the delimiters that are due, and lets a cell be written behind them.
    fn begun<'o>(&mut self, out: &'o mut Vec<u8>) -> Bytes<'o> {
        self.write_due(out);
        Bytes(out)
    }

    /// Writes a cell that says something.
    fn write_cell(&mut self, cell: &Cell<'_>, name: &'static str, kind: Kind, out: &mut Vec<u8>) -> io::Result<()> {
        match cell.value {
            Value::Nothing => return Ok(()),
            Value::Text(Stored::Signs(signs)) if !self.dialect.has_guards() => {
                self.write_due(out);
                push(signs, out);
            }
            Value::Text(_) => self.write_text(cell.text(), kind, out),
            Value::List => {
                self.told.losses.extend(torn(cell).map(|origin| loss(name, origin)));
                self.write_text(cell.text(), kind, out);
            }
            Value::Duration(duration) if self.dialect.has_guards() => {
                self.write_text(&duration.to_string(), kind, out);
            }
            // Numbers, days and yes or no may be what a spreadsheet takes them for, and no sign in them parts fields.
            Value::Duration(duration) => duration.write(&mut self.begun(out)).map_err(io::Error::other)?,
            Value::Number(number) => digits::write(number, 1, &mut self.begun(out)).map_err(io::Error::other)?,
            Value::Date(date) => write!(self.begun(out), "{date}").map_err(io::Error::other)?,
            Value::Flag(flag) => write!(self.begun(out), "{flag}").map_err(io::Error::other)?,
        }
        Ok(())
    }

    /// Writes a text as the dialect has it.
    fn write_text(&mut self, text: &str, kind: Kind, out: &mut Vec<u8>) {
        self.write_due(out);
        if self.dialect.has_guards() {
            write_field(&guarded(text), self.delimiter, out);
            return;
        }
        if is_run(text) || (kind == Kind::Words && is_changed(text)) {
            self.told.misread.push(text.into());
        }
        write_field(text, self.delimiter, out);
    }
}

/// The entries of a list that cannot be told from it again.
fn torn(cell: &Cell<'_>) -> impl Iterator<Item = (Span, bool)> {
    let torn = cell
        .entries()
        .filter(|entry| !entry.origin.is_clear || has(entry.text.as_bytes(), |bytes| among(bytes, [b';'])));
    torn.filter_map(|entry| Some((entry.origin.span?, entry.origin.is_clear)))
}

fn loss(column: &str, (span, is_clear): (Span, bool)) -> Loss {
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

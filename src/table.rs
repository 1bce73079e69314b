//! What a file of tables holds, cell by cell: a CSV, a workbook. What its columns mean is none of its business.
mod book;
mod opened;
mod text;

use crate::{
    dialect::Dialect,
    record::{Text, date::Date},
};
use std::borrow::Cow;

/// A sheet of a workbook, or a CSV, which has no name.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// The rows in which something stands, from the top.
    pub(crate) lines: Vec<Line>,
    /// The cells that are one: the first and the last one.
    pub(crate) merged: Vec<(Cell, Cell)>,
}

/// A row, from 0, and the cells in which something stands, from the left.
#[derive(Debug, Default)]
pub(crate) struct Line {
    pub(crate) row: u32,
    pub(crate) cells: Vec<(u32, Given)>,
}

/// A row and a column, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) row: u32,
    pub(crate) col: u32,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    Text(Text),
    Number(f64),
    Day(Date),
    /// A playing time or a time of the day, in seconds.
    Seconds(u32),
    Flag(bool),
    /// A formula; what it came to is of no account.
    Formula(Text),
    /// What a spreadsheet writes where it could not reckon, such as `#REF!`.
    Fault(Text),
}

/// Why a file has no tables that can be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// So many cells are more than any catalog has; each takes up to 100 bytes of memory.
const MOST_CELLS: usize = 10_000_000;
/// So many bytes of text, with those that stand in several cells counted for each.
const MOST_BYTES: usize = 512 << 20;

/// What is left of what a file may hold.
struct Room {
    cells: usize,
    bytes: usize,
}

impl Room {
    fn new() -> Self {
        Self { cells: MOST_CELLS, bytes: MOST_BYTES }
    }

    fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        let left = (self.cells.checked_sub(1), self.bytes.checked_sub(bytes));
        let (Some(cells), Some(bytes)) = left else { return Err(Unreadable::too_large()) };
        (self.cells, self.bytes) = (cells, bytes);
        Ok(())
    }
}

impl Unreadable {
    fn new(message: impl Into<String>, help: &str) -> Self {
        Self { message: message.into(), help: help.to_owned() }
    }

    fn too_large() -> Self {
        let message = format!("it holds more than {MOST_CELLS} cells, or more text than 512 MB");
        Self::new(message, "import it in parts")
    }
}

/// Whether the bytes are those of a workbook; else they may be a CSV.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    const ZIP: &[u8] = b"PK\x03\x04";
    /// Of the files of Excel before 2007, and of workbooks with a password.
    const OLD: &[u8] = b"\xD0\xCF\x11\xE0";
    bytes.starts_with(ZIP) || bytes.starts_with(OLD)
}

/// The tables of a file, in their order. Where nobody says how a CSV is written, it is known by its beginning.
pub(crate) fn read(bytes: Vec<u8>, dialect: Option<Dialect>) -> Result<Vec<Table>, Unreadable> {
    if is_workbook(&bytes) { book::read(bytes) } else { Ok(vec![text::read(&bytes, dialect)?]) }
}

impl Cell {
    /// The cell as people name it: `Tracks!F12`, in a CSV `F12`.
    pub(crate) fn name(self, table: &str) -> String {
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(self.col).unwrap_or(u16::MAX));
        let parting = if table.is_empty() { "" } else { "!" };
        format!("{table}{parting}{column}{}", self.row + 1)
    }
}

impl Given {
    /// The number, if it is a whole one that counts something.
    #[allow(clippy::cast_sign_loss, reason = "it was looked at")]
    pub(crate) fn whole(&self) -> Option<u32> {
        match self {
            Self::Number(number) if number.fract() == 0.0 && (0.0..4e9).contains(number) => Some(*number as u32),
            _ => None,
        }
    }

    /// What it looks like.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Fault(text) => text.as_str().into(),
            Self::Formula(text) => format!("={}", text.strip_prefix("of:=").unwrap_or(text)).into(),
            Self::Number(number) if *number != 0.0 && !(1e-5..1e12).contains(&number.abs()) => {
                format!("{number:E}").into()
            }
            Self::Number(number) => number.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Seconds(seconds) => crate::record::duration::Duration { seconds: *seconds }.to_string().into(),
            Self::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.into(),
        }
    }
}

//! Tables turned into records: which rows belong to which release, what each cell says, and what is wrong with them.
//!
//! What cannot be understood is a complaint with its cell, and the record that it is about is left alone.
mod assemble;
mod complaint;
mod credits;
mod dates;
mod draft;
mod flat;
mod heads;
mod known;
mod performers;
mod roster;
mod rows;
mod said;
mod shops;

pub(crate) use assemble::assemble;
pub(crate) use complaint::{Complaint, MANY, excerpt};
pub(crate) use draft::{Draft, Drafts, drafts};
pub(crate) use known::{Standing, known};
pub(crate) use roster::roster;

use crate::rule::rows;

rows! {
    UNREADABLE: "W001", "sheet-unreadable", Error, Reading;
    UNKNOWN_COLUMN: "W002", "unknown-column", Error, Reading;
    CELL_FORM: "W003", "cell-form", Error, Reading;
    FORMULA: "W004", "formula-in-cell", Error, Reading;
    MERGED: "W005", "merged-cells", Error, Reading;
    EMPTY_ROW: "W006", "empty-row", Error, Reading;
    PADDED: "W007", "padded-cell", Error, Reading;
    TRACK_TWICE: "W008", "track-twice", Error, Reading;
    ROWS_DIFFER: "W009", "rows-differ", Error, Reading;
    FILE_TWICE: "W010", "file-claimed-twice", Error, Reading;
    LOST_ROW: "W011", "row-without-place", Error, Reading;
    READING_ONLY: "W012", "reading-only-cell", Error, Reading;
    TEXT_CUT: "W013", "text-cut", Error, Reading;
}

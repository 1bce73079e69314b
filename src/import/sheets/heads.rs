//! What the columns of a table are: their titles, held against those that are known.
use super::{Complaint, UNKNOWN_COLUMN};
use crate::{
    column::Field,
    schema::nearest,
    sheet::Sheet,
    table::{Cell, Given, Table},
    workbook::{KEY, PLACE},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// How tables are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A sheet for each kind of row.
    Book,
    /// A row a track, with the release's fields repeated.
    Flat,
}

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A field of what a sheet is about, by its number there.
    Field(Sheet, usize),
    /// The release that a row belongs to.
    Key,
    /// The file that it is from.
    Record,
    /// Which record of the file.
    Document,
    /// Where in the record.
    Pointer,
}

/// The columns of a table, and the row in which their titles stand.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) row: u32,
    pub(super) columns: BTreeMap<u32, Head>,
    /// Those with a title that nobody knows.
    pub(super) unknown: BTreeSet<u32>,
}

impl Shape {
    pub(crate) fn fields(self, sheet: Sheet) -> &'static [Field] {
        match self {
            Self::Book => sheet.fields(),
            Self::Flat => sheet.flat_fields(),
        }
    }
}

impl Heads {
    /// The columns of a table; `sheets` are those that its columns may be about.
    pub(super) fn new(
        table: &Table,
        at: usize,
        shape: Shape,
        sheets: &[Sheet],
        complaints: &mut Vec<Complaint>,
    ) -> Self {
        let mut heads = Self::default();
        let Some(first) = table.lines.first() else { return heads };
        heads.row = first.row;
        let known: Vec<(&str, Head)> = known(shape, sheets).collect();
        // The columns with a title, and those in which something stands.
        let own = first.cells.iter().map(|(col, given)| (*col, given.shown()));
        let mut titled: BTreeMap<u32, Cow<'_, str>> = own.collect();
        for (col, _) in table.lines[1..].iter().flat_map(|line| &line.cells) {
            titled.entry(*col).or_default();
        }
        for (col, title) in titled {
            let title = &*title;
            let head = known.iter().find(|(name, _)| *name == title.trim()).map(|(_, head)| *head);
            let cell = Cell { row: first.row, col };
            let mut complain = |message: String, help: String| {
                complaints.push(Complaint { rule: &UNKNOWN_COLUMN, table: at, cell, message, help });
            };
            match head {
                Some(head) if heads.columns.values().any(|other| *other == head) => {
                    complain(format!("is the second column `{title}`"), "delete one of the two".to_owned());
                    heads.unknown.insert(col);
                }
                Some(head) => _ = heads.columns.insert(col, head),
                None => {
                    heads.unknown.insert(col);
                    let names = known.iter().map(|(name, _)| *name);
                    match nearest(title, names) {
                        _ if title.is_empty() => {
                            complain(
                                "has no title, and something stands in its column".to_owned(),
                                "give the column a title, or delete it".to_owned(),
                            );
                        }
                        Some(near) => complain(
                            format!("says `{title}`, and no column has that title"),
                            format!("write `{near}`, if that is meant"),
                        ),
                        None => complain(
                            format!("says `{title}`, and no column has that title"),
                            "delete the column: a record has no place for it".to_owned(),
                        ),
                    }
                }
            }
        }
        heads
    }

    /// What stands in the one column of that kind, and where.
    pub(super) fn find<'l>(&self, head: Head, cells: &'l [(u32, Given)]) -> Option<(u32, &'l Given)> {
        let (col, _) = self.columns.iter().find(|(_, own)| **own == head)?;
        cells.iter().find(|(own, _)| own == col).map(|(col, given)| (*col, given))
    }
}

/// The titles that columns may have.
fn known(shape: Shape, sheets: &[Sheet]) -> impl Iterator<Item = (&'static str, Head)> {
    let fields = sheets.iter().flat_map(move |sheet| {
        let own = shape.fields(*sheet).iter().enumerate();
        own.map(move |(at, field)| (field.name, Head::Field(*sheet, at)))
    });
    let [record, document, pointer] = PLACE;
    let place = [(KEY, Head::Key), (record, Head::Record), (document, Head::Document), (pointer, Head::Pointer)];
    fields.chain(place)
}

//! A row that was read: what each of its cells says, under its field.
use super::{
    CELL_FORM, Complaint, FORMULA,
    heads::{Head, Heads, Shape},
    said::{Manner, Said},
};
use crate::{
    sheet::Sheet,
    table::{Cell, Given, Line},
};

/// A row of one sheet, or the part of a row that is about a release or a track.
#[derive(Clone, Debug)]
#[allow(clippy::struct_field_names, reason = "a row of a sheet is a row")]
pub(crate) struct Row {
    pub(super) table: usize,
    pub(super) row: u32,
    pub(super) sheet: Sheet,
    pub(super) shape: Shape,
    /// Where in the record it is from, if it says so.
    pub(super) pointer: Option<String>,
    /// For each field of its sheet the column and what it says; nothing, if the table has no such column.
    pub(super) cells: Vec<Option<(u32, Said)>>,
    /// Of a shop's sheet: the number of each of its columns, that of the field, and what the cell says.
    pub(super) told: Vec<(usize, usize, String)>,
}

impl Row {
    /// What a line says of one sheet's fields. Says too whether all of it is understood.
    pub(super) fn new(
        (line, table): (&Line, usize),
        heads: &Heads,
        (shape, sheet, manner): (Shape, Sheet, Manner),
        complaints: &mut Vec<Complaint>,
    ) -> (Self, bool) {
        let fields = shape.fields(sheet);
        let mut cells: Vec<Option<(u32, Said)>> = vec![None; fields.len()];
        let mut is_sound = true;
        for (col, head) in &heads.columns {
            let Head::Field(own, at) = *head else { continue };
            if own != sheet {
                continue;
            }
            let given = line.cells.iter().find(|(own, _)| own == col).map(|(_, given)| given.clone());
            let cell = Cell { row: line.row, col: *col };
            let said = match given {
                None => Said::Nothing,
                Some(given) if checked(&given, table, cell, complaints) => Said::new(given, fields[at].kind, manner),
                Some(_) => {
                    is_sound = false;
                    continue;
                }
            };
            cells[at] = Some((*col, said));
        }
        let text = |head| heads.find(head, &line.cells).map(|(_, given)| given.shown().into_owned());
        (Self { table, row: line.row, sheet, shape, pointer: text(Head::Pointer), cells, told: Vec::new() }, is_sound)
    }

    /// Where a field is among those of its sheet.
    pub(super) fn field(&self, name: &str) -> Option<usize> {
        self.shape.fields(self.sheet).iter().position(|field| field.name == name)
    }

    /// What it says under a name; nothing, too, if there is no such column.
    pub(super) fn said(&self, name: &str) -> &Said {
        const NOTHING: &Said = &Said::Nothing;
        let cell = self.field(name).and_then(|at| self.cells[at].as_ref());
        cell.map_or(NOTHING, |(_, said)| said)
    }

    /// A complaint about one of its cells; about the row, if it has no such cell.
    pub(super) fn complaint(
        &self,
        rule: &'static crate::rule::Rule,
        name: &str,
        message: String,
        help: &str,
    ) -> Complaint {
        let at = self.field(name).and_then(|at| self.cells[at].as_ref());
        let first = || self.cells.iter().flatten().map(|(col, _)| *col).min().unwrap_or_default();
        let cell = Cell { row: self.row, col: at.map_or_else(first, |(col, _)| *col) };
        Complaint { rule, table: self.table, cell, message, help: help.to_owned() }
    }
}

/// Whether a cell says anything for sure.
pub(super) fn checked(given: &Given, table: usize, cell: Cell, complaints: &mut Vec<Complaint>) -> bool {
    let (rule, message, help) = match given {
        Given::Formula(_) => {
            (&FORMULA, "is a formula".to_owned(), "write what it comes to in its place (copy, then paste values only)")
        }
        Given::Fault(text) => {
            (&CELL_FORM, format!("says `{text}`: a spreadsheet could not reckon it"), "write what it should say")
        }
        _ => return true,
    };
    complaints.push(Complaint { rule, table, cell, message, help: help.to_owned() });
    false
}

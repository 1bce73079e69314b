//! What is wrong in a table, and in which cell.
use crate::{
    excerpt::Excerpt,
    finding::Finding,
    printable::{line_start, printable},
    rule::Rule,
    source::{File, Place, Position},
    table::{Cell, Table},
};

/// Something that is wrong with a cell or a row.
#[derive(Debug)]
pub(crate) struct Complaint {
    pub(crate) rule: &'static Rule,
    /// Which table it is in, from 0.
    pub(crate) table: usize,
    pub(crate) cell: Cell,
    /// What is wrong, said of the cell: `is a number, and …`.
    pub(crate) message: String,
    pub(crate) help: String,
}

/// With so many complaints a file is not what it is taken for, and nothing of it is imported.
pub(crate) const MANY: usize = 10_000;

/// What is shown of a cell; nobody reads more.
const LONGEST: usize = 100;

impl Complaint {
    /// The finding, for people.
    pub(crate) fn finding(&self, tables: &[Table], file: &File) -> Finding {
        let table = &tables[self.table];
        let Cell { row, col } = self.cell;
        let of = |row: u32| table.lines.binary_search_by_key(&row, |line| line.row).ok().map(|at| &table.lines[at]);
        let given = |row: u32| of(row)?.cells.iter().find(|(own, _)| *own == col).map(|(_, given)| given.shown());
        let head = table.lines.first().map(|line| line.row).filter(|head| *head < row).and_then(given);
        let shown: String = given(row).unwrap_or_default().chars().take(LONGEST).collect();
        let (head, shown) =
            (head.map_or_else(String::new, |head| format!("{}: ", printable(&head))), printable(&shown).into_owned());
        let point = |col: u32| {
            let (line, column) = (row as usize + 1, col as usize + 1);
            Position { line, column, utf16_column: column, byte_column: column }
        };
        // A cell has no bytes of its own; its number keeps the order.
        let number = ((self.table as u64) << 48) + (u64::from(row) << 16) + u64::from(col);
        let place = Place { file: file.clone(), bytes: number..number + 1, start: point(col), end: point(col + 1) };
        let excerpt = excerpt(file, place.start, &head, &shown);
        let message = format!("{} {}", self.cell.name(&table.name), self.message);
        Finding::in_table(
            (self.rule.code, self.rule.name, self.rule.severity),
            place,
            excerpt,
            message,
            self.help.clone(),
        )
    }
}

/// What is shown at a place of a file of tables: what stands before it, and what is meant.
pub(crate) fn excerpt(file: &File, at: Position, head: &str, shown: &str) -> Excerpt {
    let text = [head, shown].concat();
    Excerpt {
        path: line_start(&file.path).into_owned(),
        line: at.line,
        column: at.column,
        first_line: at.line,
        places: vec![(head.len()..text.len(), String::new())],
        text,
    }
}

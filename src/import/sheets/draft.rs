//! What tables say of one release, row by row, before it is held against the record that there may be.
use super::{
    CELL_FORM, Complaint, EMPTY_ROW, FILE_TWICE, LOST_ROW, MANY, MERGED, UNREADABLE,
    flat::flat,
    heads::{Head, Heads, Shape},
    rows::Row,
    said::SHEET,
};
use crate::{
    sheet::Sheet,
    shop::Shop,
    table::{Cell, Line, Table},
};
use std::collections::{BTreeMap, HashMap};

/// What tables say of one release.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What it is called on the sheets: the name of its file.
    pub(crate) name: String,
    /// The path of its file, if the sheets say so.
    pub(crate) path: Option<String>,
    /// Which record of the file it is, from 0.
    pub(crate) document: usize,
    /// Whether something of it was not understood.
    pub(crate) is_faulty: bool,
    pub(super) shape: Shape,
    /// A cell that is about it.
    pub(super) table: usize,
    pub(super) cell: Cell,
    pub(super) release: Option<Row>,
    pub(super) tracks: Option<Vec<Row>>,
    pub(super) credits: Option<Vec<Row>>,
}

/// All that the tables of a file say.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) all: Vec<Draft>,
    pub(super) performers: Vec<Row>,
    /// Sheets that nobody has looked at.
    pub(crate) ignored: Vec<String>,
}

/// The sheet of the review workbook that is only for reading.
const FINDINGS: &str = "Findings";

/// What the tables of a file say of releases; of a shop's sheets, where one is named.
pub(crate) fn drafts(tables: &[Table], shop: Option<&Shop>, complaints: &mut Vec<Complaint>) -> Drafts {
    let sheets: Vec<Option<Sheet>> = tables.iter().map(|table| sheet(&table.name)).collect();
    let is_book = shop.is_none() && sheets.iter().any(Option::is_some);
    if !is_book {
        let mut all = Drafts::default();
        for (at, table) in tables.iter().enumerate().filter(|(_, table)| !table.lines.is_empty()) {
            flat((at, table), shop, &mut all.all, complaints);
        }
        if all.all.is_empty() && complaints.is_empty() {
            let (message, help) = ("holds nothing".to_owned(), "look whether it is the right file".to_owned());
            complaints.push(Complaint { rule: &UNREADABLE, table: 0, cell: Cell::default(), message, help });
        }
        return all;
    }
    let mut book = Book {
        tables,
        complaints,
        all: Drafts::default(),
        by_file: HashMap::new(),
        by_name: HashMap::new(),
        has_releases: false,
    };
    for wanted in Sheet::ALL {
        for at in (0..tables.len()).filter(|at| sheets[*at] == Some(wanted)) {
            book.read(at, wanted);
        }
    }
    let others = tables.iter().zip(&sheets).filter(|(table, sheet)| sheet.is_none() && table.name != FINDINGS);
    let used = others.filter(|(table, _)| !table.lines.is_empty());
    book.all.ignored = used.map(|(table, _)| table.name.clone()).collect();
    book.all
}

/// The sheet that a table is, or that it goes on with: `Tracks 2`.
fn sheet(name: &str) -> Option<Sheet> {
    let (first, number) = name.split_once(' ').unwrap_or((name, "2"));
    let sheet = Sheet::ALL.into_iter().find(|sheet| sheet.name() == first);
    sheet.filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A workbook as it is read.
struct Book<'a> {
    tables: &'a [Table],
    complaints: &'a mut Vec<Complaint>,
    all: Drafts,
    by_file: HashMap<(String, usize), usize>,
    by_name: HashMap<String, usize>,
    has_releases: bool,
}

impl Book<'_> {
    fn read(&mut self, at: usize, sheet: Sheet) {
        let table = &self.tables[at];
        let heads = Heads::new(table, at, Shape::Book, &[sheet], self.complaints);
        self.has_releases |= sheet == Sheet::Releases;
        let mut owners = BTreeMap::new();
        for line in table.lines.iter().skip(1) {
            if self.complaints.len() > MANY {
                break;
            }
            let (row, is_sound) = Row::new((line, at), &heads, (Shape::Book, sheet, SHEET), self.complaints);
            if sheet == Sheet::Performers {
                if is_sound {
                    self.all.performers.push(row);
                }
                continue;
            }
            let Some(owner) = self.owner(at, sheet, &heads, line) else { continue };
            owners.insert(line.row, owner);
            let draft = &mut self.all.all[owner];
            draft.is_faulty |= !is_sound;
            match sheet {
                Sheet::Releases => draft.release = Some(row),
                Sheet::Tracks => draft.tracks.get_or_insert_default().push(row),
                _ => draft.credits.get_or_insert_default().push(row),
            }
        }
        faults((at, table), &heads, &owners, &mut self.all.all, self.complaints);
    }

    /// The release that a row belongs to.
    fn owner(&mut self, at: usize, sheet: Sheet, heads: &Heads, line: &Line) -> Option<usize> {
        let first = line.cells.first().map_or(0, |(col, _)| *col);
        let key = heads.find(Head::Key, &line.cells);
        let cell = Cell { row: line.row, col: key.map_or(first, |(col, _)| col) };
        let name = key.map_or_else(String::new, |(_, given)| given.shown().trim().to_owned());
        let path = heads.find(Head::Record, &line.cells).map(|(_, given)| given.shown().into_owned());
        let found = heads.find(Head::Document, &line.cells).map(|(col, given)| (col, given, given.whole()));
        let document = match found {
            Some((_, _, Some(number))) => number as usize,
            Some((col, given, None)) => {
                let message = format!("says `{}`, and it should count the records of a file", given.shown());
                let cell = Cell { row: line.row, col };
                self.complaints.push(complaint(&CELL_FORM, at, cell, message, "leave the hidden columns as they are"));
                return None;
            }
            None => 0,
        };
        let file = path.map(|path| (path, document));
        let known = match &file {
            Some(file) => self.by_file.get(file),
            None => self.by_name.get(&name).filter(|_| !name.is_empty()),
        };
        match (known.copied(), sheet) {
            (Some(known), Sheet::Releases) => {
                let other = &mut self.all.all[known];
                let message =
                    format!("claims the same file as row {}, and a file is that of one release", other.cell.row + 1);
                other.is_faulty = true;
                let help = if file.is_some() {
                    "empty the hidden columns `record`, `document` and `pointer` of a row that is a new release"
                } else {
                    "give the release another name in the column `release`"
                };
                self.complaints.push(complaint(&FILE_TWICE, at, cell, message, help));
                None
            }
            (Some(known), _) => Some(known),
            (None, Sheet::Tracks | Sheet::Credits) if self.has_releases || (file.is_none() && name.is_empty()) => {
                let message = "is on a row that belongs to no release".to_owned();
                let help = "write into the column `release` what the release is called on the sheet Releases";
                self.complaints.push(complaint(&LOST_ROW, at, cell, message, help));
                None
            }
            (None, _) => {
                let own = self.all.all.len();
                if let Some(file) = &file {
                    self.by_file.insert(file.clone(), own);
                }
                self.by_name.entry(name.clone()).or_insert(own);
                let mut draft = Draft::new(name, Shape::Book, at, cell);
                (draft.path, draft.document) = file.map_or((None, 0), |(path, document)| (Some(path), document));
                self.all.all.push(draft);
                Some(own)
            }
        }
    }
}

impl Draft {
    pub(super) fn new(name: String, shape: Shape, table: usize, cell: Cell) -> Self {
        Self {
            name,
            path: None,
            document: 0,
            is_faulty: false,
            shape,
            table,
            cell,
            release: None,
            tracks: None,
            credits: None,
        }
    }

    /// A complaint about the release as a whole.
    pub(crate) fn complaint(&self, message: String, help: &str) -> Complaint {
        complaint(&FILE_TWICE, self.table, self.cell, message, help)
    }

    /// What a cell of its row says, in words.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.release.as_ref().and_then(|row| row.said(name).text())
    }
}

pub(super) fn complaint(
    rule: &'static crate::rule::Rule,
    table: usize,
    cell: Cell,
    message: String,
    help: &str,
) -> Complaint {
    Complaint { rule, table, cell, message, help: help.to_owned() }
}

/// What is wrong with whole rows and areas. The releases that they are about are left alone.
pub(super) fn faults(
    (at, table): (usize, &Table),
    heads: &Heads,
    owners: &BTreeMap<u32, usize>,
    drafts: &mut [Draft],
    complaints: &mut Vec<Complaint>,
) {
    let mut spoil = |row: u32| {
        if let Some(owner) = owners.get(&row) {
            drafts[*owner].is_faulty = true;
        }
    };
    for (above, below) in table.lines.iter().zip(table.lines.iter().skip(1)) {
        if below.row > above.row + 1 {
            let cell = Cell { row: above.row + 1, col: 0 };
            let message = "is in an empty row, with others below it".to_owned();
            complaints.push(complaint(
                &EMPTY_ROW,
                at,
                cell,
                message,
                "delete the row, or write into it what is missing",
            ));
            spoil(above.row);
            spoil(below.row);
        }
    }
    for line in &table.lines {
        if line.cells.iter().any(|(col, _)| heads.unknown.contains(col)) {
            spoil(line.row);
        }
    }
    for (first, last) in table.merged.iter().take(MANY) {
        let message = format!("is merged with the cells up to {}", last.name(""));
        complaints.push(complaint(
            &MERGED,
            at,
            *first,
            message,
            "part the cells again, and write into each what it should say",
        ));
        let rows: Vec<u32> = owners.range(first.row..=last.row.max(first.row)).map(|(row, _)| *row).collect();
        rows.into_iter().for_each(&mut spoil);
    }
}

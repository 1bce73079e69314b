//! A workbook to review: the records as the export has them, faulty ones too, with each finding on its cell.
use crate::{
    column::{Kind, On},
    printable::printable,
    reporter::{Report, Reporter},
    sheet::{Rows, Sheet},
    view::View,
    workbook::{At, Book, Entry, Head, Mark, lead},
};
use std::{
    collections::HashMap,
    io::{self, Seek, Write},
};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "xlsx",
    about: "a workbook with the records, their faults coloured and explained in notes; only for a file (`--report`)",
    reader: "editors who never open a terminal: Excel, LibreOffice, Google Sheets",
    is_workbook: true,
    write,
}];

const FINDINGS: &str = "Findings";

/// The columns of the findings.
const COLUMNS: [(&str, Kind, &str); 9] = [
    ("code", Kind::Code, "The rule: `gatefold explain CODE` tells its whole story."),
    ("name", Kind::Code, "The rule in words."),
    (
        "severity",
        Kind::Code,
        "An error keeps the record from being exported; a warning is probably wrong; an info is worth knowing.",
    ),
    ("cell", Kind::Code, "Leads to the cell. Empty, where it is on no sheet."),
    ("message", Kind::List, "What is wrong."),
    ("help", Kind::List, "What can be done."),
    ("file", Kind::Code, "The file that it is in."),
    ("line", Kind::Number, ""),
    ("column", Kind::Number, ""),
];

/// Nobody reads a longer note.
const LONGEST_NOTE: usize = 2000;

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let heads = COLUMNS.map(|(name, kind, note)| Head::plain(name, kind, On::Sheet, note)).to_vec();
    let mut book = Book::with_sheets(&[(FINDINGS, heads)])?;
    let views: Vec<View<'_>> = report.views().collect();
    let mut of_record: HashMap<(&str, usize), Vec<usize>> = HashMap::new();
    for (at, view) in views.iter().enumerate() {
        let document = view.document.unwrap_or_default();
        of_record.entry((view.finding.place.path(), document)).or_default().push(at);
    }
    let mut cells: Vec<Option<(At, usize)>> = vec![None; views.len()];
    if let Some(spool) = &report.checked.rows {
        for rows in spool.rows()? {
            let mut rows = rows?;
            let own = of_record.get(&(rows.path.as_str(), rows.document)).map_or(&[][..], Vec::as_slice);
            let found: Vec<_> = own.iter().filter_map(|at| Some((*at, rows.cell_of(views[*at].pointer?)?))).collect();
            let marks = marks(&views, &found);
            let sheets: Vec<Sheet> = rows.all.iter().map(|row| row.sheet).collect();
            seen_from_root(&mut rows, report);
            let places = book.add(rows, &marks)?;
            for (at, (row, field)) in found {
                let col = field.map_or(0, |field| field + lead(sheets[row]));
                cells[at] = places[row].clone().map(|place| (place, col));
            }
        }
    }
    for (view, cell) in views.iter().zip(&cells) {
        put(&mut book, view, cell.as_ref())?;
    }
    for failure in report.failures() {
        let texts = ["", "", "failure", "", &failure].map(Entry::Text);
        book.put(FINDINGS, texts.into_iter(), |_| None)?;
    }
    // What is written may not be sent to another thread; a file may.
    let mut file = tempfile::tempfile()?;
    book.write(&mut file)?;
    file.rewind()?;
    io::copy(&mut file, out).map(|_| ())
}

fn seen_from_root(rows: &mut Rows, report: &Report) {
    for path in [&mut rows.path, &mut rows.roster] {
        if !path.is_empty() {
            *path = report.root.path(path);
        }
    }
}

/// What the findings of a record say of its cells.
fn marks(views: &[View<'_>], found: &[(usize, (usize, Option<usize>))]) -> HashMap<(usize, Option<usize>), Mark> {
    let mut marks: HashMap<_, Mark> = HashMap::new();
    for (at, cell) in found {
        let view = &views[*at];
        let note = format!("{} {}\n{}", view.severity, view.title(), view.story());
        let severity = view.finding.severity;
        let mark = marks.entry(*cell).or_insert(Mark { severity, note: String::new() });
        mark.severity = mark.severity.min(severity);
        if !mark.note.is_empty() {
            mark.note += "\n\n";
        }
        mark.note += &note;
        if mark.note.len() > LONGEST_NOTE {
            mark.note.truncate(mark.note.floor_char_boundary(LONGEST_NOTE));
            mark.note.push('…');
        }
    }
    marks
}

/// A finding as a row.
fn put(book: &mut Book, view: &View<'_>, cell: Option<&(At, usize)>) -> io::Result<()> {
    let at = view.place.start.at;
    let (message, help) = (view.sentence(), view.help.join("\n"));
    let name = cell.map(|(at, col)| at.name(*col)).unwrap_or_default();
    let link = match cell {
        Some((at, col)) => Entry::Link(&name, at.link(*col)),
        None => Entry::Text(""),
    };
    let path = printable(&view.place.path);
    let row = [
        Entry::Text(view.code),
        Entry::Text(view.name),
        Entry::Text(view.severity),
        link,
        Entry::Text(&message),
        Entry::Text(&help),
        Entry::Text(&path),
        Entry::Number(at.line as u32),
        Entry::Number(at.column as u32),
    ];
    let colour = Mark { severity: view.finding.severity, note: String::new() };
    book.put(FINDINGS, row.into_iter(), |col| (COLUMNS[col].0 == "severity").then_some(&colour))?;
    Ok(())
}

//! A record as rows of sheets, on their own: what a workbook is written from.
use crate::{
    column::{self, Column, Field, On, Value},
    columns::{CREDIT, CreditRow, PERFORMER, PerformerRow, RELEASE, TRACK, TrackRow, Who, track_rows},
    record::{Record, Text},
    span::Span,
};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The sheets of a workbook, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Sheet {
    Releases,
    Tracks,
    Credits,
    Performers,
}

static FIELDS: LazyLock<[Vec<Field>; 4]> =
    LazyLock::new(|| [fields(RELEASE), fields(TRACK), fields(CREDIT), fields(PERFORMER)]);

/// The columns of a CSV that are about a release, and those about a track.
static FLAT: LazyLock<[Vec<Field>; 2]> = LazyLock::new(|| [flat_fields(RELEASE), flat_fields(TRACK)]);

fn flat_fields<F>(columns: &[Column<F>]) -> Vec<Field> {
    columns.iter().filter(|column| column.on.is_csv()).map(|column| column.field(column.name)).collect()
}

fn fields<F>(columns: &[Column<F>]) -> Vec<Field> {
    let own = columns.iter().filter(|column| column.on.is_sheet());
    own.map(|column| {
        // On a sheet of its own, a field has its own name.
        let is_plain = !column.field.is_empty() && !column.field.contains('/');
        let name = if is_plain { column.field } else { column.name };
        column.field(name)
    })
    .collect()
}

impl Sheet {
    pub(crate) const ALL: [Self; 4] = [Self::Releases, Self::Tracks, Self::Credits, Self::Performers];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Releases => "Releases",
            Self::Tracks => "Tracks",
            Self::Credits => "Credits",
            Self::Performers => "Performers",
        }
    }

    /// The same in a CSV, where releases and tracks share a row; nothing else is in it.
    pub(crate) fn flat_fields(self) -> &'static [Field] {
        match self {
            Self::Releases => &FLAT[0],
            Self::Tracks => &FLAT[1],
            Self::Credits | Self::Performers => &[],
        }
    }

    /// What a record says, column by column.
    pub(crate) fn fields(self) -> &'static [Field] {
        &FIELDS[self as usize]
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) enum Cell {
    #[default]
    Nothing,
    Text(Text),
    Number(u32),
    /// The days since 30 December 1899, as spreadsheets count from March 1900 on.
    Day(u32),
    Seconds(u32),
    Flag(bool),
}

/// A row, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) sheet: Sheet,
    /// The JSON Pointer to what it is about, in the record or, for a performer, in the roster.
    pub(crate) pointer: String,
    /// A cell for each field of the sheet.
    pub(crate) cells: Vec<Cell>,
}

/// All rows of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rows {
    /// What the record's exports are called.
    pub(crate) name: String,
    /// The path of its file.
    pub(crate) path: String,
    /// The path of the roster that its performers are in.
    pub(crate) roster: String,
    /// Which of the file's documents it is, from 0.
    pub(crate) document: usize,
    pub(crate) all: Vec<Row>,
}

/// A value that a cell cannot hold as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) span: Span,
    pub(crate) why: Why,
}

/// Why a cell cannot hold a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It has so many characters.
    TooLong(usize),
    /// XML, which a workbook is made of, has no such character.
    Sign(char),
    /// Line breaks part the entries of a list.
    Parted,
    /// Spreadsheets have no such day.
    OldDay(String),
}

/// The characters that a cell holds, as UTF-16 counts them.
pub(crate) const LONGEST: usize = 32_767;

/// What parts the entries of a list in a cell.
const SEPARATOR: &str = "\n";

/// Says where the entries of a list really stand: some may be left out, since they could not be read. It is given the pointer
/// to the list and the place among those that were read.
pub(crate) type Place<'p> = dyn Fn(&str, usize) -> usize + 'p;

impl Rows {
    /// The rows of a record.
    pub(crate) fn of(record: &Record, place: &Place<'_>, misfits: &mut Vec<Misfit>) -> Self {
        let release = &record.release;
        let mut rows = Vec::new();
        let cells = RELEASE
            .iter()
            .filter(|column| column.on.is_sheet())
            .map(|column| column::Cell::filled(|cell| (column.cell)(release, cell)));
        push(&mut rows, Sheet::Releases, String::new(), cells, misfits);
        credits(&mut rows, "", None, (&release.performers, &[], &release.credits), place, misfits);
        for (row, way) in track_rows(release) {
            let pointer = match way {
                (None, at) => format!("/tracks/{}", place("/tracks", at)),
                (Some(medium), at) => {
                    let list = format!("/media/{}/tracks", place("/media", medium));
                    format!("{list}/{}", place(&list, at))
                }
            };
            let cells = TRACK
                .iter()
                .filter(|column| column.on.is_sheet())
                .map(|column| column::Cell::filled(|cell| (column.cell)(&row, cell)));
            push(&mut rows, Sheet::Tracks, pointer.clone(), cells, misfits);
            let track = row.track;
            credits(
                &mut rows,
                &pointer,
                Some(row),
                (&track.performers, &track.writers, &track.credits),
                place,
                misfits,
            );
        }
        performers(&mut rows, record);
        let roster = record.roster.as_ref().map_or_else(String::new, |roster| roster.path.to_string());
        let path = crate::source::shown(&record.path);
        Self { name: record.name.to_string(), path, roster, document: 0, all: rows }
    }

    /// Shows a value that could not be read as it is written.
    pub(crate) fn fill(&mut self, pointer: &str, text: &str) {
        if let Some((row, Some(field))) = self.cell_of(pointer)
            && let cell = &mut self.all[row].cells[field]
            && *cell == Cell::Nothing
        {
            *cell = Cell::text(text, |_| ());
        }
    }

    /// The cell that a value stands in: the row, and the field; no field, if the row as a whole is meant.
    pub(crate) fn cell_of(&self, pointer: &str) -> Option<(usize, Option<usize>)> {
        let inside = |row: &Row| rest(pointer, &row.pointer).is_some();
        let own = self.all.iter().enumerate().filter(|(_, row)| row.sheet != Sheet::Performers && inside(row));
        let (at, row) = own.max_by_key(|(_, row)| row.pointer.len())?;
        let rest = rest(pointer, &row.pointer).unwrap_or_default();
        if rest.starts_with("media/") {
            // A medium has no row of its own: it stands beside its tracks.
            let mut parts = rest.splitn(3, '/').skip(1);
            let (medium, field) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let head = format!("/media/{medium}/");
            if let Some(at) = self.all.iter().position(|row| row.pointer.starts_with(&head)) {
                let column = Sheet::Tracks.fields().iter().rposition(|own| own.path == format!("/media/*/{field}"));
                return Some((at, column));
            }
        }
        let whole = if row.sheet == Sheet::Credits && rest.is_empty() { "name" } else { rest };
        let fields = row.sheet.fields().iter().enumerate().filter(|(_, own)| own.on != On::Hidden);
        let fitting = fields.filter(|(_, own)| is_about(own.path, whole));
        Some((at, fitting.max_by_key(|(_, own)| own.path.len()).map(|(at, _)| at)))
    }
}

/// What of a pointer lies behind another one.
fn rest<'p>(pointer: &'p str, before: &str) -> Option<&'p str> {
    let rest = pointer.strip_prefix(before)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// Whether a field holds the value at that end of a pointer, or a part of it.
fn is_about(field: &str, end: &str) -> bool {
    let within =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    !field.is_empty() && !end.is_empty() && (within(end, field) || within(field, end))
}

type Parts<'a> = (
    &'a [crate::record::performer::Performer],
    &'a [crate::record::credit::Writer],
    &'a [crate::record::credit::Contributor],
);

/// A row for everybody who has a part in a release or a track.
fn credits<'a>(
    rows: &mut Vec<Row>,
    pointer: &str,
    track: Option<TrackRow<'a>>,
    (performers, writers, others): Parts<'a>,
    place: &Place<'_>,
    misfits: &mut Vec<Misfit>,
) {
    let performers = performers.iter().map(Who::Performer).enumerate();
    let writers = writers.iter().map(Who::Writer).enumerate();
    let others = others.iter().map(Who::Other).enumerate();
    for (at, who) in performers.chain(writers).chain(others) {
        let list = [pointer, "/", who.list()].concat();
        let row = CreditRow { track, who };
        let pointer = format!("{list}/{}", place(&list, at));
        push(
            rows,
            Sheet::Credits,
            pointer,
            CREDIT.iter().map(|column| column::Cell::filled(|cell| (column.cell)(&row, cell))),
            misfits,
        );
    }
}

/// A row for each performer of a record, under the name that the roster has.
fn performers(rows: &mut Vec<Row>, record: &Record) {
    let mut seen = std::collections::BTreeSet::new();
    for performer in record.release.all_performers() {
        let Some(name) = record.canonical_name(performer).filter(|name| seen.insert(*name)) else { continue };
        let entry =
            performer.known().zip(record.roster.as_ref()).map(|(known, roster)| &roster.entries[known.entry()].1);
        let row = PerformerRow { name, entry };
        let pointer = format!("/performers/{}", name.replace('~', "~0").replace('/', "~1"));
        // What the roster cannot hold is no fault of this record.
        push(
            rows,
            Sheet::Performers,
            pointer,
            PERFORMER.iter().map(|column| column::Cell::filled(|cell| (column.cell)(&row, cell))),
            &mut Vec::new(),
        );
    }
}

fn push<'a>(
    rows: &mut Vec<Row>,
    sheet: Sheet,
    pointer: String,
    cells: impl Iterator<Item = column::Cell<'a>>,
    misfits: &mut Vec<Misfit>,
) {
    let mut all = Vec::with_capacity(sheet.fields().len());
    all.extend(cells.map(|cell| Cell::new(&cell, misfits)));
    rows.push(Row { sheet, pointer, cells: all });
}

impl Cell {
    /// A value as a cell holds it; what it cannot hold is told.
    fn new(cell: &column::Cell<'_>, misfits: &mut Vec<Misfit>) -> Self {
        let span = cell.span;
        let mut tell = |span: Option<Span>, why| misfits.extend(span.map(|span| Misfit { span, why }));
        match cell.value {
            Value::Nothing => Self::Nothing,
            Value::Number(number) => Self::Number(number),
            Value::Flag(flag) => Self::Flag(flag),
            Value::Duration(duration) => Self::Seconds(duration.seconds),
            Value::Date(date) => date.number_on_sheet().map_or_else(
                || {
                    tell(span, Why::OldDay(date.to_string()));
                    Self::Text(date.to_string().into())
                },
                Self::Day,
            ),
            Value::Text(_) => Self::text(cell.text(), |why| tell(span, why)),
            Value::List => {
                let places = cell.entries().filter(|entry| entry.text.contains(SEPARATOR));
                places.for_each(|entry| tell(entry.origin.span, Why::Parted));
                let first = cell.entries().find_map(|entry| entry.origin.span);
                let texts: Vec<&str> = cell.entries().map(|entry| entry.text).collect();
                Self::text(&texts.join(SEPARATOR), |why| tell(first, why))
            }
        }
    }

    /// A text, as far as a cell holds it.
    pub(crate) fn text(text: &str, mut tell: impl FnMut(Why)) -> Self {
        let mut own = Text::from(text);
        let is_lost = |sign: char| matches!(sign, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
        if let Some(sign) = text.chars().find(|sign| is_lost(*sign)) {
            tell(Why::Sign(sign));
            own = Text::from(text.replace(is_lost, "\u{FFFD}"));
        }
        // No text has more characters than bytes.
        if own.len() > LONGEST && own.encode_utf16().count() > LONGEST {
            tell(Why::TooLong(own.encode_utf16().count()));
            let mut units = 1;
            let fits = |sign: &char| {
                units += sign.len_utf16();
                units <= LONGEST
            };
            let kept: String = own.chars().take_while(fits).collect();
            own = Text::from(kept + "…");
        }
        if own.is_empty() { Self::Nothing } else { Self::Text(own) }
    }
}

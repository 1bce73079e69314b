//! A workbook for Excel and its like: the rows of records on four sheets, as they arrive.
mod fields;
mod look;

use crate::{
    column::{Field, Kind, On},
    diagnostic::Severity,
    record::Text,
    sheet::{Cell, Row, Rows, Sheet},
};
use fields::{about, choices};
use look::{HIGHEST, LINE, Look, PLACE_FIELDS, width};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError,
    utility::column_number_to_name,
};
use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// How much a sheet holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) rows: u32,
    pub(crate) links: u32,
}

/// What Excel takes.
const EXCEL: Room = Room { rows: 1_048_576, links: 65_530 };

/// How hard the file is compressed, from 1 to 9.
const COMPRESSION: u8 = 3;

/// A workbook on its way.
pub(crate) struct Book {
    inner: Workbook,
    /// Whether rows go to temporary files as they arrive.
    is_streamed: bool,
    room: Room,
    look: Look,
    tabs: Vec<Tab>,
    /// How often each name has come.
    names: HashMap<String, usize>,
    /// The performers by name and roster; they come last.
    performers: BTreeMap<(Text, String), Row>,
}

/// A sheet, and those that it goes on in.
struct Tab {
    name: &'static str,
    heads: Vec<Head>,
    /// Which worksheets they are; the last one grows.
    parts: Vec<usize>,
    next: u32,
    links: u32,
    /// The longest texts so far, in characters.
    widths: Vec<usize>,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) on: On,
    /// What is told of it in a note.
    pub(crate) note: String,
    /// The words that it may have, if they are few.
    pub(crate) choices: Vec<String>,
    /// Whether other words may stand there too.
    pub(crate) is_open: bool,
}

/// What is to be said of a cell.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) severity: Severity,
    pub(crate) note: String,
}

/// A place in the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) sheet: String,
    /// From 0.
    pub(crate) row: u32,
}

/// A cell of a row that is written.
pub(crate) enum Entry<'a> {
    Cell(&'a Cell),
    Text(&'a str),
    Number(u32),
    /// A text that leads to a cell of this workbook.
    Link(&'a str, String),
}

/// What the names of the columns of a medium begin with.
const MEDIUM: &str = "medium";

/// The name of the column that leads to the release.
pub(crate) const KEY: &str = "release";

/// The names of the columns that say where a row is from.
pub(crate) const PLACE: [&str; 3] = [PLACE_FIELDS[0].0, PLACE_FIELDS[1].0, PLACE_FIELDS[2].0];

/// Before the fields of a sheet stands the key of the release, but for performers, who belong to none.
pub(crate) const fn lead(sheet: Sheet) -> usize {
    if matches!(sheet, Sheet::Performers) { 0 } else { 1 }
}

impl Head {
    /// A head without a list to choose from.
    pub(crate) fn plain(name: &'static str, kind: Kind, on: On, note: &str) -> Self {
        Self { name, kind, on, note: note.to_owned(), choices: Vec::new(), is_open: false }
    }
}

impl At {
    /// A cell of the row as people name it: `Tracks!F12`.
    pub(crate) fn name(&self, col: usize) -> String {
        format!("{}!{}{}", self.sheet, column_number_to_name(col as u16), self.row + 1)
    }

    /// What leads to it.
    pub(crate) fn link(&self, col: usize) -> String {
        format!("internal:'{}'!{}{}", self.sheet, column_number_to_name(col as u16), self.row + 1)
    }
}

impl Book {
    /// A workbook of few rows is made in memory, one of many in temporary files.
    ///
    /// # Errors
    ///
    /// A temporary file cannot be made.
    pub(crate) fn new(is_streamed: bool) -> io::Result<Self> {
        Self::with_room(is_streamed, EXCEL, &[])
    }

    /// One of many rows, with sheets before the others.
    ///
    /// # Errors
    ///
    /// As [`Book::new`].
    pub(crate) fn with_sheets(before: &[(&'static str, Vec<Head>)]) -> io::Result<Self> {
        Self::with_room(true, EXCEL, before)
    }

    fn with_room(is_streamed: bool, room: Room, before: &[(&'static str, Vec<Head>)]) -> io::Result<Self> {
        let mut book = Workbook::new();
        // The clock is not asked, so that the same records give the same bytes.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(trouble)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day).set_author("Gatefold"));
        let (names, performers) = (HashMap::new(), BTreeMap::new());
        // A higher one takes twice as long for a tenth less.
        book.set_zip_compression_level(COMPRESSION);
        let mut own = Self { inner: book, is_streamed, room, look: Look::new(), tabs: Vec::new(), names, performers };
        let sheets = Sheet::ALL.iter().map(|sheet| (sheet.name(), heads(*sheet)));
        for (name, heads) in before.iter().cloned().chain(sheets) {
            let widths = vec![0; heads.len()];
            own.tabs.push(Tab { name, heads, parts: Vec::new(), next: 0, links: 0, widths });
            own.begin(own.tabs.len() - 1)?;
        }
        Ok(own)
    }

    /// Begins a sheet, or one that it goes on in.
    fn begin(&mut self, tab: usize) -> io::Result<()> {
        let number = self.tabs.iter().map(|tab| tab.parts.len()).sum();
        let part = self.tabs[tab].parts.len() + 1;
        let name = if part == 1 { self.tabs[tab].name.to_owned() } else { format!("{} {part}", self.tabs[tab].name) };
        let worksheet = if self.is_streamed {
            self.inner.add_worksheet_with_constant_memory().map_err(trouble)?
        } else {
            self.inner.add_worksheet()
        };
        worksheet.set_name(name).map_err(trouble)?;
        let tab = &mut self.tabs[tab];
        tab.parts.push(number);
        (tab.next, tab.links) = (1, 0);
        self.look.head(worksheet, &tab.heads).map_err(trouble)
    }

    /// Adds the rows of a record, some of whose cells are marked by row and field. Says where each row went.
    ///
    /// # Errors
    ///
    /// A temporary file cannot be written.
    pub(crate) fn add(
        &mut self,
        rows: Rows,
        marks: &HashMap<(usize, Option<usize>), Mark>,
    ) -> io::Result<Vec<Option<At>>> {
        let Rows { name, path, roster, document, all } = rows;
        let count = self.names.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        let key = if *count == 1 { name } else { format!("{name} ({count})") };
        let mut places = Vec::with_capacity(all.len());
        let mut target = String::new();
        for (at, row) in all.into_iter().enumerate() {
            if row.sheet == Sheet::Performers {
                let name = if let Some(Cell::Text(name)) = row.cells.first() { name.clone() } else { Text::default() };
                self.performers.entry((name, roster.clone())).or_insert(row);
                places.push(None);
                continue;
            }
            let head = match row.sheet {
                Sheet::Releases => Entry::Text(&key),
                _ => Entry::Link(&key, target.clone()),
            };
            let place = [Entry::Text(&path), Entry::Number(document as u32), Entry::Text(&row.pointer)];
            let own = |col: usize| marks.get(&(at, col.checked_sub(1))).filter(|_| col <= row.cells.len());
            let cells = std::iter::once(head).chain(row.cells.iter().map(Entry::Cell)).chain(place);
            let to = self.put(row.sheet.name(), cells, own)?;
            if row.sheet == Sheet::Releases {
                target = to.link(0);
            }
            places.push(Some(to));
        }
        Ok(places)
    }

    /// Adds a row to a sheet.
    ///
    /// # Errors
    ///
    /// A temporary file cannot be written.
    pub(crate) fn put<'a>(
        &mut self,
        sheet: &str,
        cells: impl Iterator<Item = Entry<'a>>,
        mark: impl Fn(usize) -> Option<&'a Mark>,
    ) -> io::Result<At> {
        let at = self.tabs.iter().position(|tab| tab.name == sheet).expect("the sheet was made with the book");
        if self.tabs[at].next == self.room.rows {
            self.begin(at)?;
        }
        let tab = &mut self.tabs[at];
        let row = tab.next;
        tab.next += 1;
        let part = *tab.parts.last().expect("a sheet has a part");
        let worksheet = self.inner.worksheet_from_index(part).map_err(trouble)?;
        let mut lines = 1;
        for (col, entry) in cells.enumerate() {
            let mark = mark(col);
            let entry = match entry {
                Entry::Link(text, _) if tab.links == self.room.links => Entry::Text(text),
                entry => entry,
            };
            tab.links += u32::from(matches!(entry, Entry::Link(..)));
            let (long, high) = careful(|| self.look.cell(worksheet, (row, col as u16), &entry, &tab.heads[col], mark))?;
            tab.widths[col] = tab.widths[col].max(long);
            lines = lines.max(high);
        }
        if lines > 1 {
            let height = u32::try_from(lines.min(HIGHEST)).map_or(LINE, f64::from) * LINE;
            careful(|| worksheet.set_row_height(row, height).map(|_| ()))?;
        }
        Ok(At { sheet: worksheet.name(), row })
    }

    /// Writes the workbook.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub(crate) fn write(mut self, out: impl Write + Send) -> io::Result<()> {
        for ((_, roster), row) in std::mem::take(&mut self.performers) {
            let place = [Entry::Text(&roster), Entry::Number(0), Entry::Text(&row.pointer)];
            let cells = row.cells.iter().map(Entry::Cell).chain(place);
            self.put(Sheet::Performers.name(), cells, |_| None)?;
        }
        for tab in &self.tabs {
            for (at, part) in tab.parts.iter().enumerate() {
                let last = if at + 1 == tab.parts.len() { tab.next - 1 } else { self.room.rows - 1 };
                let worksheet = self.inner.worksheet_from_index(*part).map_err(trouble)?;
                finish(worksheet, tab, last, self.room).map_err(trouble)?;
            }
        }
        careful(|| self.inner.save_to_writer(out))
    }
}

/// Sets what is known of a sheet when all its rows are there.
fn finish(worksheet: &mut Worksheet, tab: &Tab, last: u32, room: Room) -> Result<(), XlsxError> {
    let behind = tab.heads.len() as u16 - 1;
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.autofilter(0, 0, last, behind)?;
    worksheet.ignore_error_range(0, 0, room.rows - 1, behind, IgnoreError::NumberStoredAsText)?;
    worksheet.set_landscape().set_repeat_rows(0, 0)?;
    for (col, (head, long)) in (0..).zip(tab.heads.iter().zip(&tab.widths)) {
        worksheet.set_column_width(col, width(head, *long))?;
        // Nobody misses the medium where there are none.
        let is_bare = *long == 0 && head.name.starts_with(MEDIUM);
        if head.on == On::Hidden || is_bare {
            worksheet.set_column_hidden(col)?;
        }
        if !head.choices.is_empty() {
            let words = DataValidation::new().allow_list_strings(&head.choices)?;
            let words = words
                .set_error_title(head.name)?
                .set_error_message("This is none of the words of the list.")?
                .show_error_message(!head.is_open);
            worksheet.add_data_validation(1, col, room.rows - 1, col, &words)?;
        }
    }
    Ok(())
}

/// The heads of a sheet.
fn heads(sheet: Sheet) -> Vec<Head> {
    let key = Head::plain(KEY, Kind::Code, On::Reading, "Release\nThe name of the record's file.");
    let fields = sheet.fields().iter().map(|field: &Field| {
        let (choices, is_open) = choices(sheet, field);
        let note = about(sheet, field);
        Head { name: field.name, kind: field.kind, on: field.on, note, choices, is_open }
    });
    let place = PLACE_FIELDS.map(|(name, kind, note)| Head::plain(name, kind, On::Hidden, note));
    let lead = std::iter::once(key).take(lead(sheet));
    lead.chain(fields).chain(place).collect()
}

/// The library panics where a temporary file cannot take more.
fn careful<T>(act: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    catch_unwind(AssertUnwindSafe(act))
        .unwrap_or_else(|_| Err(XlsxError::CustomError("a temporary file cannot be written".to_owned())))
        .map_err(trouble)
}

fn trouble(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Book, Room};
    use crate::sheet::{Cell, Row, Rows, Sheet};
    use calamine::{Data, Reader, Xlsx};
    use std::{collections::HashMap, io::Cursor};

    /// A release with so many tracks.
    fn rows(tracks: u32) -> Rows {
        let row = |sheet: Sheet, pointer: String, number: u32| {
            let cells = sheet.fields().iter().map(|field| match field.name {
                "number" => Cell::Number(number),
                _ => Cell::Nothing,
            });
            Row { sheet, pointer, cells: cells.collect() }
        };
        let own = (1..=tracks).map(|number| row(Sheet::Tracks, format!("/tracks/{}", number - 1), number));
        let all = std::iter::once(row(Sheet::Releases, String::new(), 0)).chain(own).collect();
        Rows { name: "a".to_owned(), path: "a.yaml".to_owned(), all, ..Rows::default() }
    }

    #[test]
    fn a_full_sheet_goes_on_in_the_next() {
        for is_streamed in [false, true] {
            let mut book = Book::with_room(is_streamed, Room { rows: 4, links: 2 }, &[]).expect("a book");
            for tracks in [5, 2] {
                book.add(rows(tracks), &HashMap::new()).expect("room");
            }
            let mut bytes = Vec::new();
            book.write(&mut bytes).expect("room");
            let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
            let names = ["Releases", "Tracks", "Credits", "Performers", "Tracks 2", "Tracks 3"];
            assert_eq!(book.sheet_names(), names);
            let numbers = ["Tracks", "Tracks 2", "Tracks 3"].map(|name| {
                let sheet = book.worksheet_range(name).expect("it is there");
                let heads: Vec<&Data> = sheet.rows().next().expect("a head").iter().collect();
                let at = heads.iter().position(|head| **head == Data::String("number".to_owned())).expect("its column");
                sheet.rows().skip(1).map(|row| row[at].to_string()).collect::<Vec<_>>().concat()
            });
            assert_eq!(numbers, ["123", "451", "2"]);
            let sheet = book.worksheet_range("Tracks 3").expect("it is there");
            assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("a (2)".to_owned())));
        }
    }
}

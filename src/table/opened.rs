//! A workbook is a ZIP: what is in it, whether it is of a bearable size, whether it has macros. Nothing is taken out yet.
use super::{Cell, Unreadable};
use quick_xml::{Reader, events::Event};
use std::{
    borrow::Cow,
    io::{self, BufReader, Cursor, Read},
};
use zip::ZipArchive;

/// What was found out about a workbook.
pub(super) struct Opened {
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Xlsx,
    Ods {
        /// The merged cells of each sheet.
        merged: Vec<Vec<(Cell, Cell)>>,
    },
}

/// So many bytes a workbook may have, unpacked, and each of its parts but the sheets themselves.
const LONGEST: u64 = 1 << 30;
const LONGEST_PART: u64 = 256 << 20;
const MOST_PARTS: usize = 10_000;
/// Cells that a sheet of `LibreOffice` may say by “so many times”.
const MOST_REPEATED: u64 = 5_000_000;

impl Opened {
    pub(super) fn new(bytes: &[u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(b"PK") {
            let message = "it is a workbook of Excel before 2007, or it has a password";
            return Err(Unreadable::new(message, "save it as .xlsx without a password"));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
        let names = archive.file_names().map(|name| name.map(Cow::into_owned)).collect::<Result<Vec<String>, _>>();
        let names = names.map_err(|error| unsound(&error))?;
        if names.len() > MOST_PARTS {
            return Err(too_large());
        }
        let is_macro = |name: &String| {
            name.ends_with("vbaProject.bin") || name.starts_with("Basic/") || name.starts_with("Scripts/")
        };
        if names.iter().any(is_macro) {
            let message = "it is a workbook with macros: a program is in it";
            return Err(Unreadable::new(message, "save it as .xlsx, which has none"));
        }
        let has = |wanted: &str| names.iter().any(|name| name == wanted);
        let is_ods = has("content.xml");
        if !is_ods && !has("xl/workbook.xml") {
            let message = "it is a ZIP, and not a workbook";
            return Err(Unreadable::new(message, "save it as .xlsx in a spreadsheet program"));
        }
        measure(&mut archive)?;
        let kind = if is_ods {
            let content = archive.by_name("content.xml").map_err(|error| unsound(&error))?;
            Kind::Ods { merged: look(BufReader::new(content))? }
        } else {
            Kind::Xlsx
        };
        Ok(Self { kind })
    }
}

/// Unpacks all parts once, into nothing: what a ZIP says of their lengths may be a lie.
fn measure(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Unreadable> {
    let mut left = LONGEST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| unsound(&error))?;
        let is_sheet = part.name().is_ok_and(|name| name.starts_with("xl/worksheets/"));
        let most = if is_sheet { left } else { left.min(LONGEST_PART) };
        let length = io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(|error| unsound(&error))?;
        left = if length > most { return Err(too_large()) } else { left - length };
    }
    Ok(())
}

/// The merged cells of each sheet of `LibreOffice`'s; refused, if there are too many cells in few words.
fn look(content: impl io::BufRead) -> Result<Vec<Vec<(Cell, Cell)>>, Unreadable> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().check_end_names = false;
    let mut merged: Vec<Vec<(Cell, Cell)>> = Vec::new();
    let mut buffer = Vec::new();
    let (mut row, mut col, mut rows, mut width, mut sum) = (0_u64, 0_u64, 1_u64, 0_u64, 0_u64);
    // Where the last row and the last cell with something in it end; what is repeated behind them takes no room.
    let (mut last_row, mut last_col) = (0_u64, 0_u64);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| unsound(&error))?;
        let (element, is_empty) = match &event {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::Eof => return Ok(merged),
            _ => continue,
        };
        let number = |name: &str| -> u64 {
            let found = element.attributes().flatten().find(|own| own.key.as_ref() == name);
            found.and_then(|own| own.value.parse().ok()).unwrap_or(1)
        };
        match element.name().as_ref() {
            "table:table" => {
                merged.push(Vec::new());
                (row, col, rows, width, last_row) = (0, 0, 0, 0, 0);
            }
            "table:table-row" => {
                row = row.saturating_add(rows);
                rows = number("table:number-rows-repeated");
                (col, last_col) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let across = number("table:number-columns-repeated");
                let first = (row, col);
                col = col.saturating_add(across);
                let has_value =
                    !is_empty || element.attributes().flatten().any(|own| own.key.as_ref().starts_with("office:value"));
                if has_value {
                    width = width.max(col);
                    // All that calamine lays out for this cell: what stands before it in the row, and the rows before.
                    let across = col - last_col;
                    let down = if last_row <= row { row - last_row + rows } else { 0 };
                    sum = sum
                        .saturating_add(across.saturating_mul(rows))
                        .saturating_add(down.saturating_mul(width.min(col)));
                    last_col = col;
                    last_row = row.saturating_add(rows);
                    if sum > MOST_REPEATED {
                        return Err(too_large());
                    }
                }
                let (wide, high) = (number("table:number-columns-spanned"), number("table:number-rows-spanned"));
                if wide.max(high) > 1 {
                    let cell = |row: u64, col: u64| {
                        Some(Cell { row: u32::try_from(row).ok()?, col: u32::try_from(col).ok()? })
                    };
                    let last = cell(first.0.saturating_add(high - 1), first.1.saturating_add(wide - 1));
                    let area = cell(first.0, first.1).zip(last);
                    if let Some(sheet) = merged.last_mut() {
                        sheet.extend(area);
                    }
                }
            }
            _ => {}
        }
    }
}

fn too_large() -> Unreadable {
    Unreadable::new(
        "unpacked, it is larger than any catalog",
        "save it anew in a spreadsheet program, or import it in parts",
    )
}

fn unsound(error: &dyn std::fmt::Display) -> Unreadable {
    Unreadable::new(
        format!("it cannot be read as a workbook: {error}"),
        "open it in a spreadsheet program and save it anew as .xlsx",
    )
}

//! A workbook of Excel (`.xlsx`) or of `LibreOffice` (`.ods`), read by `calamine` once it is known to be of a bearable size.
use super::{
    Cell, Given, Line, Room, Table, Unreadable,
    opened::{Kind, Opened},
};
use crate::record::{Text, date::Date};
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xlsx};
use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// A workbook of other programs has few sheets.
const MOST_SHEETS: usize = 1000;

/// The tables of a workbook.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Table>, Unreadable> {
    let opened = Opened::new(&bytes)?;
    // Whatever is wrong with a file from a stranger must not end the program.
    let tables = catch_unwind(AssertUnwindSafe(|| match opened.kind {
        Kind::Xlsx => xlsx(bytes),
        Kind::Ods { merged } => ods(bytes, merged),
    }));
    let tables = tables.unwrap_or_else(|_| Err(unsound(&"it says what no spreadsheet program writes")))?;
    if tables.is_empty() {
        return Err(unsound(&"it has no sheet"));
    }
    Ok(tables)
}

fn xlsx(bytes: Vec<u8>) -> Result<Vec<Table>, Unreadable> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
    let mut room = Room::new();
    let names = book.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(Unreadable::too_large());
    }
    let mut tables = Vec::new();
    for name in names {
        let mut cells = Vec::new();
        let mut reader = match book.worksheet_cells_reader(&name) {
            Ok(reader) => reader,
            // A chart is a sheet too.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(unsound(&error)),
        };
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|error| unsound(&error))? {
            let given = match record.formula {
                Some(
                    calamine::XlsxFormulaMetadata::Normal { formula }
                    | calamine::XlsxFormulaMetadata::Shared { formula, .. },
                ) => worked_out(&formula),
                Some(_) => Given::Formula(Text::default()),
                None => match given(&record.value) {
                    Some(given) => given,
                    None => continue,
                },
            };
            room.take(weight(&given))?;
            let (row, col) = record.pos;
            cells.push((Cell { row, col }, given));
        }
        drop(reader);
        let merged = book.merge_cells_by_sheet_name(&name).map_err(|error| unsound(&error))?;
        let cell = |(row, col)| Cell { row, col };
        let merged = merged.into_iter().map(|area| (cell(area.start), cell(area.end))).collect();
        tables.push(Table { name, lines: lines(cells), merged });
    }
    Ok(tables)
}

fn ods(bytes: Vec<u8>, mut merged: Vec<Vec<(Cell, Cell)>>) -> Result<Vec<Table>, Unreadable> {
    let mut book: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| unsound(&error))?;
    let mut room = Room::new();
    let mut tables = Vec::new();
    for (at, name) in book.sheet_names().into_iter().enumerate() {
        let mut cells = Vec::new();
        let range = book.worksheet_range(&name).map_err(|error| unsound(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, value) in range.used_cells() {
            if let Some(given) = given(&as_ref(value)) {
                room.take(weight(&given))?;
                cells.push((Cell { row: top + row as u32, col: left + col as u32 }, given));
            }
        }
        let range = book.worksheet_formula(&name).map_err(|error| unsound(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, col, formula) in range.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            room.take(formula.len())?;
            cells.push((Cell { row: top + row as u32, col: left + col as u32 }, worked_out(formula)));
        }
        let merged = merged.get_mut(at).map(std::mem::take).unwrap_or_default();
        tables.push(Table { name, lines: lines(cells), merged });
    }
    Ok(tables)
}

/// Cells as rows; of two in one place the latter counts.
fn lines(mut cells: Vec<(Cell, Given)>) -> Vec<Line> {
    cells.sort_by_key(|(cell, _)| *cell);
    let mut lines: Vec<Line> = Vec::new();
    for (Cell { row, col }, given) in cells {
        match lines.last_mut().filter(|line| line.row == row) {
            Some(line) => match line.cells.last_mut().filter(|(last, _)| *last == col) {
                Some(last) => last.1 = given,
                None => line.cells.push((col, given)),
            },
            None => lines.push(Line { row, cells: vec![(col, given)] }),
        }
    }
    lines
}

/// A formula. `LibreOffice` writes yes and no as one.
fn worked_out(formula: &str) -> Given {
    match formula.trim_start_matches("of:").trim_start_matches('=') {
        "TRUE()" => Given::Flag(true),
        "FALSE()" => Given::Flag(false),
        _ => Given::Formula(formula.into()),
    }
}

fn weight(given: &Given) -> usize {
    match given {
        Given::Text(text) | Given::Formula(text) | Given::Fault(text) => text.len(),
        _ => 0,
    }
}

fn as_ref(data: &Data) -> DataRef<'_> {
    match data {
        Data::Empty => DataRef::Empty,
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

/// What stands in a cell, if anything does.
fn given(value: &DataRef<'_>) -> Option<Given> {
    Some(match value {
        DataRef::Empty | DataRef::SharedString("") => return None,
        DataRef::Int(number) => Given::Number(i32::try_from(*number).map_or(f64::MAX, f64::from)),
        DataRef::Float(number) => Given::Number(*number),
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::String(text) => Given::Text(text.as_str().into()),
        DataRef::SharedString(text) => Given::Text((*text).into()),
        DataRef::Bool(flag) => Given::Flag(*flag),
        DataRef::DateTime(time) => moment(time),
        DataRef::DateTimeIso(text) => {
            let day = text.split('T').next().unwrap_or_default();
            day.parse().map_or_else(|_| Given::Text(text.as_str().into()), Given::Day)
        }
        DataRef::DurationIso(text) => seconds(text).map_or_else(|| Given::Text(text.as_str().into()), Given::Seconds),
        DataRef::Error(error) => Given::Fault(error.to_string().into()),
    })
}

/// A day, or a time where there is none.
fn moment(time: &ExcelDateTime) -> Given {
    const DAY: f64 = 86_400.0;
    let number = time.as_f64();
    if !(0.0..3_000_000.0).contains(&number) {
        return Given::Number(number);
    }
    if time.is_duration() || number < 1.0 {
        return Given::Seconds(whole(number * DAY));
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    Date::new(year, month, day).map_or(Given::Number(number), Given::Day)
}

/// Seconds without their fractions; a spreadsheet reckons with parts of a day.
#[allow(clippy::cast_sign_loss, reason = "no time is less than nothing")]
fn whole(seconds: f64) -> u32 {
    seconds.round() as u32
}

/// The seconds of `PT00H03M20S`.
fn seconds(text: &str) -> Option<u32> {
    let (mut sum, mut number) = (0.0, String::new());
    for sign in text.strip_prefix("PT")?.chars() {
        let unit = match sign {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            sign => {
                number.push(if sign == ',' { '.' } else { sign });
                continue;
            }
        };
        sum += std::mem::take(&mut number).parse::<f64>().ok()? * unit;
    }
    (number.is_empty() && (0.0..4e9).contains(&sum)).then(|| whole(sum))
}

fn unsound(error: &dyn std::fmt::Display) -> Unreadable {
    Unreadable::new(
        format!("it cannot be read as a workbook: {error}"),
        "open it in a spreadsheet program and save it anew as .xlsx",
    )
}

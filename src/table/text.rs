//! A CSV in one of our dialects, which it is known by.
use super::{Given, Line, Room, Table, Unreadable};
use crate::dialect::{Dialect, unguarded};
use csv::{ReaderBuilder, StringRecord};

/// No spreadsheet has more columns.
const MOST_COLUMNS: usize = 16_384;

/// The one table of a CSV.
pub(super) fn read(bytes: &[u8], dialect: Option<Dialect>) -> Result<Table, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Unreadable::new(
            "it is neither a workbook nor a CSV in UTF-8",
            "save it as .xlsx, or as “CSV UTF-8” in Excel, or as CSV with Unicode (UTF-8) in LibreOffice",
        )
    })?;
    let dialect = dialect.unwrap_or_else(|| guessed(text));
    let text = text.trim_start_matches('\u{FEFF}');
    let mut builder = ReaderBuilder::new();
    let mut reader =
        builder.delimiter(dialect.delimiter()).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut table, mut room) = (Table::default(), Room::new());
    let mut record = StringRecord::new();
    let mut row = 0;
    loop {
        let before = reader.position().byte() as usize;
        if !reader.read_record(&mut record).map_err(|error| unsound(&error))? {
            break;
        }
        row += empty_lines(text, before);
        if record.len() > MOST_COLUMNS {
            return Err(Unreadable::new(
                format!("row {} has more than {MOST_COLUMNS} columns", row + 1),
                "look whether it is a CSV",
            ));
        }
        let mut own = Line { row, cells: Vec::new() };
        for (col, cell) in (0..).zip(record.iter()).filter(|(_, cell)| !cell.is_empty()) {
            room.take(cell.len())?;
            let cell = if dialect.has_guards() { unguarded(cell) } else { cell };
            own.cells.push((col, Given::Text(cell.into())));
        }
        if !own.cells.is_empty() {
            table.lines.push(own);
        }
        row += 1;
    }
    Ok(table)
}

/// How many empty lines stand at a place. The reader passes over them, and spreadsheets do not.
fn empty_lines(text: &str, from: usize) -> u32 {
    let bytes = text.as_bytes();
    let breaks = bytes[from..].iter().enumerate().take_while(|(_, byte)| matches!(byte, b'\r' | b'\n'));
    // A line feed behind a carriage return belongs to it.
    let is_own =
        |at: usize| bytes[from + at] != b'\n' || (from + at).checked_sub(1).is_none_or(|before| bytes[before] != b'\r');
    breaks.filter(|(at, _)| is_own(*at)).count() as u32
}

fn guessed(text: &str) -> Dialect {
    let head = text.lines().next().unwrap_or_default();
    match (text.starts_with('\u{FEFF}'), head.matches(';').count() > head.matches(',').count()) {
        (_, true) => Dialect::ExcelSemicolon,
        (true, false) => Dialect::Excel,
        (false, false) => Dialect::Rfc4180,
    }
}

fn unsound(error: &csv::Error) -> Unreadable {
    Unreadable::new(format!("it is no CSV: {error}"), "save it as CSV in a spreadsheet program")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::table::Given;

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let text = "a,b\r\n1,\"two\r\nlines\"\r\n\r\n\r\n,\r\n3,4\r\n";
        let table = read(text.as_bytes(), None).expect("a table");
        let rows: Vec<(u32, usize)> = table.lines.iter().map(|line| (line.row, line.cells.len())).collect();
        assert_eq!(rows, [(0, 2), (1, 2), (5, 2)]);
    }

    #[test]
    fn guards_are_taken_off_where_the_dialect_has_them() {
        for (text, due) in [("a\n'=1+1\n", "'=1+1"), ("\u{FEFF}a\n'=1+1\n", "=1+1"), ("\u{FEFF}a;b\n1979\t;\n", "1979")]
        {
            let table = read(text.as_bytes(), None).expect("a table");
            assert_eq!(table.lines[1].cells, [(0, Given::Text(due.into()))], "{text:?}");
        }
    }
}

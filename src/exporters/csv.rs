//! One row a track, the release's fields repeated (RFC 4180), exactly or as spreadsheets want it.
use crate::{
    column::{Cell, Entry, Kind, SEPARATOR, Value},
    columns::{RELEASE, TRACK, track_rows},
    dialect::{Dialect, guarded, is_changed, is_run},
    ern,
    exporter::{Exporter, Frame, Loss, Manner, Order, Told},
    record::{Record, performer::Performer, release::Release},
    span::Span,
};
use std::{
    borrow::Cow,
    io::{self, Write as _},
};

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "csv",
    extension: "csv",
    about: "a row for each track",
    frame,
    manner: Manner::Files,
    body,
    rows: None,
}];

/// Room for what is said of nearly every release, or of nearly every track.
const USUAL: usize = 256;

/// What each row ends with.
const LINE_BREAK: &str = "\r\n";

fn frame(order: &Order<'_>) -> Frame {
    let release = RELEASE.iter().filter(|column| column.on.is_csv()).map(|column| column.name);
    let track = TRACK.iter().filter(|column| column.on.is_csv()).map(|column| column.name);
    let names: Vec<&str> = release.chain(track).collect();
    let delimiter = char::from(order.dialect.delimiter()).to_string();
    Frame { head: format!("{}{}{LINE_BREAK}", order.dialect.mark(), names.join(&delimiter)), ..Frame::default() }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let mut told = Told::default();
    let mut beginning = Vec::new();
    let count = record.release.all_tracks().count();
    for (row, _) in track_rows(&record.release) {
        if beginning.is_empty() {
            beginning.reserve(USUAL);
            let columns = RELEASE.iter().filter(|column| column.on.is_csv());
            let cells = columns.map(|column| (column.name, column.kind, (column.cell)(&record.release)));
            write(cells, order.dialect, &mut beginning, &mut told)?;
            beginning.push(order.dialect.delimiter());
            out.reserve(count * (beginning.len() + USUAL));
        }
        out.extend_from_slice(&beginning);
        let columns = TRACK.iter().filter(|column| column.on.is_csv());
        let cells = columns.map(|column| (column.name, column.kind, (column.cell)(&row)));
        write(cells, order.dialect, out, &mut told)?;
        out.extend_from_slice(LINE_BREAK.as_bytes());
    }
    let tracks = record.release.all_tracks().map(|track| &track.performers);
    for credit in std::iter::once(&record.release.performers).chain(tracks) {
        told.losses.extend(out_of_order(credit));
    }
    told.left_out.extend(left_out(&record.release));
    // The release's performers may be the track's too.
    told.losses.sort_by_key(|loss| loss.span);
    told.losses.dedup_by_key(|loss| loss.span);
    Ok(told)
}

/// What has no column: the exceptions of a record are about its check, and the order of the media says their numbers.
fn left_out(release: &Release) -> impl Iterator<Item = &'static str> {
    let has_exceptions = !release.allow.is_empty() || release.all_tracks().any(|track| !track.allow.is_empty());
    let has_numbers = release.media.iter().any(|medium| medium.number.is_some());
    [(has_exceptions, "allow"), (has_numbers, "number of a medium")]
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, field)| field)
}

/// The columns hold performers by their roles: the first one who stands behind those of a later role loses that place.
fn out_of_order(performers: &[Performer]) -> Option<Loss> {
    let pair = performers.windows(2).find(|pair| pair[1].role < pair[0].role)?;
    let message =
        "the CSV has a column for the performers of each role, and cannot say that this one stands behind others";
    let help = "leave it as it is; the JSON, the XML and the workbook keep the order";
    let span = pair[1].name.as_ref()?.span;
    Some(Loss { kind: ern::Kind::NotCarried, span, message: message.to_owned(), help: help.to_owned() })
}

/// Writes some cells side by side.
fn write<'a>(
    cells: impl Iterator<Item = (&'static str, Kind, Cell<'a>)>,
    dialect: Dialect,
    out: &mut Vec<u8>,
    told: &mut Told,
) -> io::Result<()> {
    for (at, (name, kind, cell)) in cells.enumerate() {
        if at > 0 {
            out.push(dialect.delimiter());
        }
        let text = match cell.value {
            Value::Nothing => continue,
            // Numbers, days and yes or no may be what a spreadsheet takes them for, and no sign in them parts fields.
            Value::Number(number) => {
                write!(out, "{number}")?;
                continue;
            }
            Value::Date(date) => {
                write!(out, "{date}")?;
                continue;
            }
            Value::Flag(flag) => {
                write!(out, "{flag}")?;
                continue;
            }
            Value::Duration(duration) if !dialect.has_guards() => {
                write!(out, "{duration}")?;
                continue;
            }
            Value::Duration(duration) => duration.to_string().into(),
            Value::Text(text) => text,
            Value::List(entries) => listed(entries, |(span, is_clear)| told.losses.push(loss(name, span, is_clear))),
        };
        let is_misread = is_run(&text) || (kind == Kind::Words && is_changed(&text));
        if is_misread && !dialect.has_guards() {
            told.misread.push((&*text).into());
        }
        let text = if dialect.has_guards() { guarded(&text) } else { Cow::Borrowed(&*text) };
        write_field(&text, dialect, out)?;
    }
    Ok(())
}

/// Writes a field, in quotation marks if it has to have them: most have not, and are what they are.
fn write_field(text: &str, dialect: Dialect, out: &mut Vec<u8>) -> io::Result<()> {
    let bytes = text.as_bytes();
    let delimiter = dialect.delimiter();
    #[expect(clippy::needless_bitwise_bool, reason = "without branches, several bytes are compared at once")]
    let parts = |byte: &u8| (*byte == b'"') | (*byte == b'\r') | (*byte == b'\n') | (*byte == delimiter);
    // Most are short: all are looked at, several at once, sooner than each is asked whether it is the last.
    if !bytes.iter().fold(false, |any, byte| any | parts(byte)) {
        out.extend_from_slice(bytes);
        return Ok(());
    }
    let mut builder = ::csv::WriterBuilder::new();
    let mut writer = builder.buffer_capacity(256).delimiter(delimiter).from_writer(&mut *out);
    writer.write_record([text])?;
    writer.flush()?;
    drop(writer);
    // The line goes on behind it.
    out.pop();
    Ok(())
}

/// The entries of a list as one text; its separator would tear some apart, whose places are told.
fn listed<'a>(entries: Vec<Entry<'a>>, parted: impl FnMut((Span, bool))) -> Cow<'a, str> {
    let torn = entries.iter().filter(|entry| entry.text.contains(';') || !entry.is_clear);
    torn.filter_map(|entry| Some((entry.span?, entry.is_clear))).for_each(parted);
    let mut entries = entries.into_iter().map(|entry| entry.text);
    let first = entries.next().unwrap_or_default();
    entries.fold(first, |mut all, text| {
        let whole = all.to_mut();
        whole.push_str(SEPARATOR);
        whole.push_str(&text);
        all
    })
}

fn loss(column: &str, span: Span, is_clear: bool) -> Loss {
    let (message, help) = if is_clear {
        (
            format!("the CSV column `{column}` cannot hold this as one entry: `;` parts the entries of a list"),
            "write two entries, if they are two; else take it from the JSON or XML, which hold it as it is",
        )
    } else {
        (
            format!("the CSV column `{column}` cannot say where the parts of this begin and end"),
            "take it from the JSON or XML, which hold it as it is",
        )
    };
    Loss { kind: ern::Kind::NotCarried, span, message, help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::write_field;
    use crate::dialect::Dialect;

    #[test]
    fn fields_are_quoted_as_the_library_quotes_them() {
        for text in
            ["", "Low Tide", "a,b", "a;b", "say \"no\"", "\"", "\r", "one\ntwo", " x ", "\t", "Лето, été", "'a'"]
        {
            for dialect in [Dialect::Rfc4180, Dialect::ExcelSemicolon] {
                let mut whole = csv::WriterBuilder::new().delimiter(dialect.delimiter()).from_writer(Vec::new());
                whole.write_record(["x", text]).expect("it is written to memory");
                let whole = whole.into_inner().expect("it is written to memory");
                let mut own = vec![b'x', dialect.delimiter()];
                write_field(text, dialect, &mut own).expect("it is written to memory");
                own.push(b'\n');
                assert_eq!(own, whole, "{text:?}");
            }
        }
    }
}

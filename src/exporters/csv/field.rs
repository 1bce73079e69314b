//! A field of a CSV: a text, in quotation marks if it has to have them (RFC 4180, 2).
use crate::ascii::{STEP, among, filled, has};
use wide::u8x16;

/// Writes a field, in quotation marks if it has to have them: most have not, and are what they are.
pub(super) fn write_field(text: &str, delimiter: u8, out: &mut Vec<u8>) {
    let quoted = |bytes: u8x16| among(bytes, [b'"', b'\r', b'\n', delimiter]);
    let bytes = text.as_bytes();
    if bytes.len() < STEP {
        let few = filled(bytes);
        if !quoted(u8x16::new(few)).any() {
            return push_first(&few, bytes.len(), out);
        }
    } else if !has(bytes, quoted) {
        return push(bytes, out);
    }
    write_quoted(text, out);
}

#[cold]
fn write_quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for part in text.split_inclusive('"') {
        out.extend_from_slice(part.as_bytes());
        if part.ends_with('"') {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

/// Writes bytes. Most are few, and it is not asked how many.
pub(super) fn push(bytes: &[u8], out: &mut Vec<u8>) {
    match (bytes.first_chunk(), bytes.last_chunk::<STEP>()) {
        (Some(first), Some(last)) if bytes.len() <= 2 * STEP => {
            push_first(first, bytes.len() - STEP, out);
            out.extend_from_slice(last);
        }
        (None, _) => push_first(&filled(bytes), bytes.len(), out),
        _ => out.extend_from_slice(bytes),
    }
}

/// Writes the first ones of sixteen bytes: to write all and to take some back is sooner done than to write as many as there are.
pub(super) fn push_first(bytes: &[u8; STEP], count: usize, out: &mut Vec<u8>) {
    let end = out.len() + count;
    out.extend_from_slice(bytes);
    out.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::write_field;
    use crate::dialect::Dialect;

    #[test]
    fn fields_are_quoted_as_the_library_quotes_them() {
        let long = (0..70).map(|length| "x".repeat(length));
        let torn = long.clone().flat_map(|long| {
            let signs = (0..long.len()).zip(['"', '\n', ',', ';', '\r'].into_iter().cycle());
            signs.map(|(at, sign)| format!("{}{sign}{}", &long[..at], &long[at + 1..])).collect::<Vec<_>>()
        });
        let few = [
            "",
            "Low Tide",
            "a,b",
            "a;b",
            "say \"no\"",
            "\"no\" is said",
            "\"",
            "\"\"",
            "\"\"x",
            "\r",
            "one\ntwo",
            " x ",
            "\t",
            "Лето, été",
            "'a'",
        ];
        for text in few.map(str::to_owned).into_iter().chain(long.clone()).chain(torn) {
            let text = text.as_str();
            for dialect in [Dialect::Rfc4180, Dialect::ExcelSemicolon] {
                let mut whole = csv::WriterBuilder::new().delimiter(dialect.delimiter()).from_writer(Vec::new());
                whole.write_record(["x", text]).expect("it is written to memory");
                let whole = whole.into_inner().expect("it is written to memory");
                let mut own = vec![b'x', dialect.delimiter()];
                write_field(text, dialect.delimiter(), &mut own);
                own.push(b'\n');
                assert_eq!(own, whole, "{text:?}");
            }
        }
    }
}

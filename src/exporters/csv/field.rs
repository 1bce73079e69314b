//! A field of a CSV: a text, in quotation marks if it has to have them (RFC 4180, 2).
use crate::ascii::has;

/// Writes a field, in quotation marks if it has to have them: most have not, and are what they are.
pub(super) fn write_field(text: &str, delimiter: u8, out: &mut Vec<u8>) {
    #[expect(clippy::needless_bitwise_bool, reason = "without branches, several bytes are compared at once")]
    let is_quoted =
        has(text.as_bytes(), |byte| (byte == b'"') | (byte == b'\r') | (byte == b'\n') | (byte == delimiter));
    if !is_quoted {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for part in text.split_inclusive('"') {
        out.extend_from_slice(part.as_bytes());
        if part.ends_with('"') {
            out.push(b'"');
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::write_field;
    use crate::dialect::Dialect;

    #[test]
    fn fields_are_quoted_as_the_library_quotes_them() {
        for text in [
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
        ] {
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

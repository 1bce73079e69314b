//! A field of a CSV: a text, in quotation marks if it has to have them (RFC 4180, 2).

/// Writes a field, in quotation marks if it has to have them: most have not, and are what they are.
pub(super) fn write_field(text: &str, delimiter: u8, out: &mut Vec<u8>) {
    #[expect(clippy::needless_bitwise_bool, reason = "without branches, several bytes are compared at once")]
    let is_quoted = has(text, |byte| (byte == b'"') | (byte == b'\r') | (byte == b'\n') | (byte == delimiter));
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

/// Whether a text has a byte of some kind. Most texts are short: all bytes are looked at, several at once, sooner than each is
/// asked whether it is the last.
pub(super) fn has(text: &str, is_sought: impl Fn(u8) -> bool + Copy) -> bool {
    fn any<const N: usize>(bytes: &[u8; N], is_sought: impl Fn(u8) -> bool) -> bool {
        bytes.iter().fold(false, |any, byte| any | is_sought(*byte))
    }
    let bytes = text.as_bytes();
    // What is left of the last step is looked at with some bytes before it.
    if let Some(last) = bytes.last_chunk::<16>() {
        let (steps, _) = bytes.as_chunks::<16>();
        steps.iter().fold(any(last, is_sought), |found, step| found | any(step, is_sought))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        any(first, is_sought) | any(last, is_sought)
    } else {
        bytes.iter().any(|byte| is_sought(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::{has, write_field};
    use crate::dialect::Dialect;

    #[test]
    fn a_sign_is_seen_wherever_it_stands() {
        for length in 0..50 {
            let text = "x".repeat(length);
            assert!(!has(&text, |byte| byte == b';'));
            for at in 0..length {
                let text = format!("{};{}", &text[..at], &text[at + 1..]);
                assert!(has(&text, |byte| byte == b';'), "{text}");
            }
        }
    }

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

//! Where one document of a stream ends and the next begins.
use std::ops::Range;

/// The pieces of a text that can be read without one another: each begins at a `---`. A text with a directive (a line
/// that begins with `%`) stays whole, since the directive belongs to the document behind it.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for line in lines(bytes) {
        match &bytes[line..] {
            [b'%', ..] => return std::iter::once(0..text.len()).collect(),
            [b'-', b'-', b'-', rest @ ..]
                if line > 0 && matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n')) =>
            {
                starts.push(line);
            }
            _ => {}
        }
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Where the lines begin.
fn lines(bytes: &[u8]) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(memchr::memchr2_iter(b'\n', b'\r', bytes).map(|at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_piece_begins_at_each_document_marker() {
        for (text, count) in [
            ("", 1),
            ("a: 1\n", 1),
            ("---\na: 1\n", 1),
            ("a: 1\n---\nb: 2\n", 2),
            ("a: 1\r\n---\r\nb: 2\r\n--- c\n", 3),
            ("a: 1\n----\nb: 2\n", 1),
            ("a: |\n  x\n ---\nb: 2\n", 1),
            ("%YAML 1.2\n---\na: 1\n---\nb: 2\n", 1),
            ("a: 1\n---", 2),
        ] {
            let pieces = pieces(text);
            assert_eq!(pieces.len(), count, "{text:?}");
            let whole: String = pieces.into_iter().map(|piece| &text[piece]).collect();
            assert_eq!(whole, text);
        }
    }
}

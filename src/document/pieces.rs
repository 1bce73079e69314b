//! Where one document of a stream ends and the next begins.
use memchr::memmem::Finder;
use std::{ops::Range, sync::LazyLock};

/// What a document begins with.
static MARKER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"---"));

/// The pieces of a text that can be read without one another: each begins at a `---`. A text with a directive (a line
/// that begins with `%`) stays whole, since the directive belongs to the document behind it.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let begins_line = |at: usize| at == 0 || matches!(bytes[at - 1], b'\n' | b'\r');
    let is_marker = |at: &usize| {
        *at > 0 && begins_line(*at) && matches!(bytes.get(at + 3), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    };
    let mut markers = MARKER.find_iter(bytes).filter(is_marker).peekable();
    if markers.peek().is_none() || memchr::memchr_iter(b'%', bytes).any(begins_line) {
        return std::iter::once(0..text.len()).collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    for marker in markers.chain([text.len()]) {
        pieces.push(start..marker);
        start = marker;
    }
    pieces
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

//! Notes in brackets, as they stand behind titles: `(Live)`, `[Explicit]`.
use crate::ascii::{among, places};
use std::ops::Range;

/// The innermost notes of a text, brackets included.
pub(crate) fn notes(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut open = None;
    // The bytes that brackets begin with.
    places(text.as_bytes(), |bytes| among(bytes, *b"([)]\xe3\xef")).filter_map(move |at| {
        let sign = text[at..].chars().next()?;
        match sign {
            '(' | '[' | '（' | '［' | '【' => {
                open = Some(at);
                None
            }
            ')' | ']' | '）' | '］' | '】' => open.take().map(|start| start..at + sign.len_utf8()),
            _ => None,
        }
    })
}

/// What a note says, without its brackets; nothing if it says too much to be a mere note.
pub(crate) fn inside<'a>(text: &'a str, note: &Range<usize>) -> &'a str {
    let whole = &text[note.clone()];
    let mut signs = whole.chars();
    let (first, last) = (signs.next().map_or(0, char::len_utf8), signs.next_back().map_or(0, char::len_utf8));
    let inner = whole[first..whole.len() - last].trim();
    if inner.len() > 60 { "" } else { inner }
}

/// A part with the blanks before it, as it has to go.
pub(crate) fn with_blanks(text: &str, at: &Range<usize>) -> Range<usize> {
    text[..at.start].trim_end_matches(' ').len()..at.end
}

#[cfg(test)]
mod tests {
    use super::notes;

    #[test]
    fn the_innermost_notes_are_found() {
        for (text, expected) in [
            ("Low Tide (Live) [Clean]", &["(Live)", "[Clean]"][..]),
            ("(((a))", &["(a)"]),
            ("Sunn O)))", &[]),
            ("( )", &["( )"]),
            ("潮汐（现场）［Explicit］", &["（现场）", "［Explicit］"]),
        ] {
            assert_eq!(notes(text).map(|at| &text[at]).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}

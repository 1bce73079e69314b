//! Notes in brackets, as they stand behind titles: `(Live)`, `[Explicit]`.
use std::ops::Range;

/// The innermost notes of a text, brackets included.
pub(crate) fn notes(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut open = None;
    text.bytes().enumerate().filter_map(move |(at, byte)| match byte {
        b'(' | b'[' => {
            open = Some(at);
            None
        }
        b')' | b']' => open.take().map(|start| start..at + 1),
        _ => None,
    })
}

/// What a note says, without its brackets; nothing if it says too much to be a mere note.
pub(crate) fn inside<'a>(text: &'a str, note: &Range<usize>) -> &'a str {
    let inner = text[note.start + 1..note.end - 1].trim();
    if inner.len() > 60 { "" } else { inner }
}

/// Whether it is one of these, in whatever case.
pub(crate) fn is_one_of(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| phrase.eq_ignore_ascii_case(text))
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
        ] {
            assert_eq!(notes(text).map(|at| &text[at]).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}

//! Where notes stand in a title: between brackets, and behind a dash with blanks around it.
use std::ops::Range;

const OPENING: &[char] = &['(', '[', '（', '［', '【', '〔'];
const CLOSING: &[char] = &[')', ']', '）', '］', '】', '〕'];
const DASHES: &[char] = &['-', '‐', '‑', '‒', '–', '—', '―', '−'];

/// A note between brackets: with them, and without them and the blanks inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) whole: Range<usize>,
    pub(crate) inner: Range<usize>,
}

impl Note {
    fn new(text: &str, whole: Range<usize>) -> Self {
        let width = |at: usize| text[at..].chars().next().map_or(0, char::len_utf8);
        let last = text[..whole.end].chars().next_back().map_or(0, char::len_utf8);
        let inner = trimmed(text, whole.start + width(whole.start)..whole.end - last);
        Self { whole, inner }
    }
}

/// The note that a text ends with.
pub(crate) fn last_note(text: &str) -> Option<Note> {
    if !text.ends_with(CLOSING) {
        return None;
    }
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices().rev() {
        if CLOSING.contains(&sign) {
            depth += 1;
        } else if OPENING.contains(&sign) {
            depth -= 1;
            if depth == 0 {
                return Some(Note::new(text, at..text.len()));
            }
        }
    }
    None
}

/// Every note that lies in no other.
pub(crate) fn notes(text: &str) -> impl Iterator<Item = Note> {
    let mut depth = 0_usize;
    let mut start = 0;
    text.char_indices().filter_map(move |(at, sign)| {
        if OPENING.contains(&sign) {
            start = if depth == 0 { at } else { start };
            depth += 1;
        } else if CLOSING.contains(&sign) && depth > 0 {
            depth -= 1;
            return (depth == 0).then(|| Note::new(text, start..at + sign.len_utf8()));
        }
        None
    })
}

/// The last dash with blanks around it that stands in no brackets: from the blanks before it to those behind it.
pub(crate) fn last_dash(text: &str) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    let mut after = None;
    for (at, sign) in text.char_indices().rev() {
        if CLOSING.contains(&sign) {
            depth += 1;
        } else if OPENING.contains(&sign) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && DASHES.contains(&sign)
            && is_blank(after)
            && let Some(dash) = spaced(text, at + sign.len_utf8())
        {
            return Some(dash);
        }
        after = Some(sign);
    }
    None
}

/// A dash, or a few, that end here, with the blanks around them; none, if there is no blank before them.
fn spaced(text: &str, end: usize) -> Option<Range<usize>> {
    let before = text[..end].trim_end_matches(DASHES);
    let left = before.trim_end();
    let right = text[end..].trim_start();
    (left.len() < before.len()).then(|| left.len()..text.len() - right.len())
}

fn is_blank(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_whitespace)
}

/// A range of a text without the blanks at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let end = range.start + part.trim_end().len();
    (range.end - part.trim_start().len()).min(end)..end
}

#[cfg(test)]
mod tests {
    use super::{last_dash, last_note, notes};

    #[test]
    fn notes_are_found() {
        for (text, expected) in [
            ("Scum", &[][..]),
            ("(You’re A) Scum", &["You’re A"]),
            ("One (two (three)) [ four ]", &["two (three)", "four"]),
            ("歌（ライブ）", &["ライブ"]),
            ("Smile :)", &[]),
            ("Never (closed", &[]),
            ("Empty ()", &[""]),
        ] {
            assert_eq!(notes(text).map(|note| &text[note.inner]).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(last_note("One (two) [three (four)]").map(|note| note.whole), Some(10..24));
        assert_eq!(last_note("Smile :)"), None);
    }

    #[test]
    fn only_a_dash_between_blanks_is_a_joint() {
        for (text, expected) in [
            ("Summer – End Titles", Some(6..11)),
            ("One - Two - Three", Some(9..12)),
            ("One -- Two", Some(3..7)),
            ("Anti-Hero", None),
            ("One (a - b)", None),
            ("One- Two", None),
            ("One -Two", None),
        ] {
            assert_eq!(last_dash(text), expected, "{text}");
        }
    }
}

//! What a text may be as a whole, and how it may end: told from its ends and its length, by the lists of the checks that look for it.
use crate::phrases::Lengths;
use crate::wording::explicit::REMARKS;
use crate::wording::placeholders::{FOREIGN_TRACKS, LONGEST_NUMBERED, PHRASES, TRACKS};
use crate::wording::promotion::{ENDINGS, STOPS, is_selling};
use crate::wording::signs::{Class, NUMBERED, PHRASE, SELLING};

static WHOLE: Lengths = REMARKS.lengths().and(PHRASES.lengths());
static COUNTED: Lengths = TRACKS.lengths().and(Lengths::of(FOREIGN_TRACKS));

/// The classes of a text as a whole; of nearly every text there are none.
pub(crate) fn look(text: &str) -> Class {
    let (Some(first), Some(last)) = (text.as_bytes().first(), text.as_bytes().last()) else { return 0 };
    // The blanks around a text make no difference.
    let text = if first.is_ascii_graphic() && last.is_ascii_graphic() { text } else { text.trim() };
    let is_counted = text.len() <= LONGEST_NUMBERED && last_is_digit(text) && COUNTED.fit_beginning(text);
    let is = |holds: bool, class: Class| Class::from(holds) * class;
    is(WHOLE.fit(text.as_bytes()), PHRASE) | is(is_counted, NUMBERED) | is(ends_selling(text), SELLING)
}

/// The same of a version, which may be as a whole what only a note in brackets would be in a title.
pub(crate) fn look_at_version(text: &str) -> Class {
    look(text) | if is_selling(text) { SELLING } else { 0 }
}

fn last_is_digit(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_digit)
}

fn ends_selling(text: &str) -> bool {
    let is_stopped = text.as_bytes().last().is_some_and(|last| matches!(last, b'!' | b'.'));
    let text = if is_stopped { text.trim_end_matches(STOPS) } else { text };
    ENDINGS.fit(text.as_bytes())
}

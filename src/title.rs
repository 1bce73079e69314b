//! Parts of a title that have a field of their own: guest, cover note, version, bonus mark, what stands behind a dash.
pub(crate) mod bonus;
pub(crate) mod brackets;
pub(crate) mod cover;
pub(crate) mod disc;
pub(crate) mod film;
pub(crate) mod finder;
pub(crate) mod guest;
pub(crate) mod names;
pub(crate) mod saying;
pub(crate) mod soundtrack;
#[cfg(test)]
mod tables;
pub(crate) mod twins;
pub(crate) mod version;
pub(crate) mod version_phrases;
pub(crate) mod vocabulary;
pub(crate) mod volume;
pub(crate) mod words;

use crate::title::finder::Finder;
use crate::title::guest::IsKnown;
use crate::title::vocabulary::{B, C, G};
use crate::title::words::signs;
use std::ops::Range;

/// Into which field a part belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `performers`, with the role `featured`.
    Guest,
    /// `performers`, with the role `with`.
    With,
    /// `cover_of`.
    Cover,
    /// `version`.
    Version,
    /// Into none: `Original Mix` says nothing.
    Redundant,
    /// `bonus`.
    Bonus,
    /// `version`, probably.
    Dash,
}

impl Kind {
    /// The code of the rule that speaks of it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Guest | Self::With => "V001",
            Self::Cover => "V002",
            Self::Version => "V003",
            Self::Bonus => "V004",
            Self::Dash => "V005",
            Self::Redundant => "V006",
        }
    }
}

/// A part of a title that belongs into a field of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    pub(crate) kind: Kind,
    /// The bytes that go, blanks and brackets included, so that what is left reads well.
    pub(crate) gone: Range<usize>,
    /// The fewest bytes to point at: a note with its brackets, or `feat. X`.
    pub(crate) at: Range<usize>,
    /// What goes into the field: the guests, the performer of the original, the version; nothing for a bonus mark.
    pub(crate) values: Vec<&'a str>,
}

/// The parts of a title, in their order; never so many that nothing would be left.
pub(crate) fn parts<'a>(title: &'a str, is_known: IsKnown) -> Vec<Part<'a>> {
    let look = Look::new(title);
    if look == Look::default() {
        return Vec::new();
    }
    Finder::new(title, is_known).parts_of_title(look)
}

/// Whether a title may have parts at all, if it has a bracket, a colon or a mark of a guest, and no dash behind a blank: whether any of its
/// words is a sign of one.
pub(crate) fn has_sign(title: &str) -> bool {
    signs(title) != 0
}

/// The guests, the cover note and the bonus mark of a version, where they stand as wrong as in a title.
pub(crate) fn parts_of_version<'a>(version: &'a str, is_known: IsKnown) -> Vec<Part<'a>> {
    if signs(version) & (G | C | B) == 0 {
        return Vec::new();
    }
    let mut parts = Finder::new(version, is_known).parts_of_version();
    parts.retain(|part| !matches!(part.kind, Kind::Version | Kind::Redundant));
    parts
}

/// What remains of a title.
pub(crate) fn rest(title: &str, parts: &[Part]) -> String {
    let mut rest = String::with_capacity(title.len());
    let mut from = 0;
    for part in parts {
        rest.push_str(title.get(from..part.gone.start).unwrap_or(""));
        from = from.max(part.gone.end);
    }
    rest.push_str(title.get(from..).unwrap_or(""));
    rest.trim().to_owned()
}

/// What in a title may begin a part, so that no more is looked for than there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four questions, each with its own answer")]
pub(crate) struct Look {
    pub(crate) bracket: bool,
    pub(crate) dash: bool,
    pub(crate) colon: bool,
    pub(crate) guest: bool,
}

impl Look {
    /// Reads the bytes once.
    pub(crate) fn new(title: &str) -> Self {
        let bytes = title.as_bytes();
        let mut look = Self::default();
        for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| LOOKED_AT[usize::from(**byte)]) {
            match byte {
                b'(' | b'[' => look.bracket = true,
                b':' => look.colon = true,
                b'-' => look.dash |= at > 0 && bytes[at - 1].is_ascii_whitespace(),
                b'/' => look.guest |= at > 0 && bytes[at - 1].eq_ignore_ascii_case(&b'w'),
                b'f' | b'F' => look.guest |= is_mark(&bytes[at..]),
                // The first bytes of dashes, and of the signs of the Far East.
                0xe2 => look.dash |= matches!(bytes[at..], [_, 0x80, 0x90..=0x95, ..] | [_, 0x88, 0x92, ..]),
                0xe3 => look.bracket |= matches!(bytes[at..], [_, 0x80, 0x90 | 0x94, ..]),
                _ => {
                    look.bracket |= matches!(bytes[at..], [_, 0xbc, 0x88 | 0xbb, ..]);
                    look.colon |= matches!(bytes[at..], [_, 0xbc, 0x9a, ..]);
                }
            }
        }
        look
    }
}

/// The bytes that something of ours may begin with.
static LOOKED_AT: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b"([:-/fF\xe2\xe3\xef";
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether bytes begin with `ft` or `feat`.
fn is_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [_, b't' | b'T', ..]) || bytes.get(..4).is_some_and(|bytes| bytes.eq_ignore_ascii_case(b"feat"))
}

//! Which characters XML has room for, and which of them a name is made of.
use std::ops::RangeInclusive;

/// Whether a character may stand in XML at all (XML 1.0, production 2).
pub(super) const fn is_character(sign: char) -> bool {
    matches!(sign, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What XML calls white space (production 3).
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The letters beyond ASCII that a name may begin with (production 4).
const LETTERS: &[RangeInclusive<char>] = &[
    '\u{C0}'..='\u{D6}',
    '\u{D8}'..='\u{F6}',
    '\u{F8}'..='\u{2FF}',
    '\u{370}'..='\u{37D}',
    '\u{37F}'..='\u{1FFF}',
    '\u{200C}'..='\u{200D}',
    '\u{2070}'..='\u{218F}',
    '\u{2C00}'..='\u{2FEF}',
    '\u{3001}'..='\u{D7FF}',
    '\u{F900}'..='\u{FDCF}',
    '\u{FDF0}'..='\u{FFFD}',
    '\u{10000}'..='\u{EFFFF}',
];

fn starts_name(sign: char) -> bool {
    sign.is_ascii_alphabetic() || sign == '_' || LETTERS.iter().any(|range| range.contains(&sign))
}

fn continues_name(sign: char) -> bool {
    starts_name(sign)
        || sign.is_ascii_digit()
        || matches!(sign, '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Whether a text is a name without a prefix (Namespaces in XML, production 4).
pub(super) fn is_plain_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

/// The prefix and the name behind it; nothing, if the text is not such a name.
pub(super) fn parts(name: &str) -> Option<(&str, &str)> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let has_prefix = prefix.len() < name.len() - local.len();
    (is_plain_name(local) && (!has_prefix || is_plain_name(prefix))).then_some((prefix, local))
}

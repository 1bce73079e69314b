//! Which classes of characters occur in a text: told in one pass, so that most checks need not look again.
mod ascii;

use crate::punctuation::is_punctuation;
use crate::wording::length::LIMIT;
use crate::wording::letters::{Script, script};
use crate::wording::mangled::is_suspect;
use ascii::class_of;

/// A class of characters, or of neighbours, as one bit.
pub(crate) type Class = u64;

pub(crate) const UPPER: Class = 1;
pub(crate) const LOWER: Class = 1 << 1;
pub(crate) const DIGIT: Class = 1 << 2;
/// The ordinary blank.
pub(crate) const BLANK: Class = 1 << 3;
pub(crate) const DOT: Class = 1 << 4;
pub(crate) const COMMA: Class = 1 << 5;
/// `:`, `;`, `!` and `?`, which stand after a blank in French.
pub(crate) const TALL: Class = 1 << 6;
pub(crate) const OPENING: Class = 1 << 7;
pub(crate) const CLOSING: Class = 1 << 8;
pub(crate) const STRAIGHT_DOUBLE: Class = 1 << 9;
pub(crate) const STRAIGHT_SINGLE: Class = 1 << 10;
/// The backtick and the acute accent that stand by themselves.
pub(crate) const ACCENT: Class = 1 << 11;
/// `@`, `#` and `/`.
pub(crate) const ADDRESS: Class = 1 << 12;
pub(crate) const DASH: Class = 1 << 13;
/// Tab, no-break blank and all other blanks.
pub(crate) const ODD_BLANK: Class = 1 << 14;
pub(crate) const INVISIBLE: Class = 1 << 15;
pub(crate) const UNPRINTABLE: Class = 1 << 16;
/// What a normalisation may change.
pub(crate) const UNSTABLE: Class = 1 << 17;
/// U+2018.
pub(crate) const TURNED: Class = 1 << 18;
/// Double quotation marks that are not straight.
pub(crate) const CURLY: Class = 1 << 19;
/// Brackets beyond ASCII.
pub(crate) const WIDE_BRACKET: Class = 1 << 20;
pub(crate) const EMOJI: Class = 1 << 21;
pub(crate) const LATIN: Class = 1 << 22;
pub(crate) const GREEK: Class = 1 << 23;
pub(crate) const CYRILLIC: Class = 1 << 24;
/// A letter with case beyond ASCII.
pub(crate) const FOREIGN_CASE: Class = 1 << 25;
/// A pair that a wrong encoding leaves behind.
pub(crate) const SUSPECT: Class = 1 << 26;
/// Two blanks in a row.
pub(crate) const DOUBLE_BLANK: Class = 1 << 27;
/// A capital after a small letter, or a small letter after two capitals.
pub(crate) const HUMP: Class = 1 << 28;
/// A letter after a full stop.
pub(crate) const DOTTED: Class = 1 << 29;
const BEYOND_ASCII: Class = 1 << 30;
/// The curly apostrophe, and other single quotation marks.
pub(crate) const APOSTROPHE: Class = 1 << 31;
/// A blank before a comma, a full stop, a tall sign or a closing bracket, or behind an opening one.
pub(crate) const LOOSE: Class = 1 << 32;
/// Two capitals in a row.
pub(crate) const CAPITALS: Class = 1 << 33;
/// A word that begins like `feat.` and `ft.`
pub(crate) const GUEST: Class = 1 << 34;
/// `:`, and the wide one.
pub(crate) const COLON: Class = 1 << 35;
/// A dash behind a blank, and any dash beyond ASCII.
pub(crate) const SET_OFF: Class = 1 << 36;
/// A blank at the beginning or at the end.
pub(crate) const PADDED: Class = 1 << 37;
/// More bytes than a shop takes characters.
pub(crate) const LONG: Class = 1 << 38;
/// What may be a letter of a script that is neither Latin nor Cyrillic.
pub(crate) const STRANGE: Class = 1 << 39;
/// A word that may have letters of two of the scripts that are taken for each other.
pub(crate) const MIXED: Class = 1 << 40;
/// A letter after a full stop, and a capital somewhere.
pub(crate) const DOTTED_CAPITAL: Class = 1 << 41;
/// As a whole it may be a phrase that a check looks for.
pub(crate) const PHRASE: Class = 1 << 42;
/// It may be such a word with a number behind it.
pub(crate) const NUMBERED: Class = 1 << 43;
/// It may end as promotion does.
pub(crate) const SELLING: Class = 1 << 44;
/// Which classes occur in a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs(Class);

impl Signs {
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut all = ascii::classes(bytes);
        // Without a branch, since nobody can foretell any of these.
        let is = |holds: bool, class: Class| u64::from(holds) * class;
        let is_padded = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
        all |= is(is_padded, PADDED) | is(text.len() > LIMIT, LONG);
        all |= is(all & (UPPER | LOWER) != 0, LATIN) | is(all & DOTTED != 0 && all & UPPER != 0, DOTTED_CAPITAL);
        if all & BEYOND_ASCII != 0 {
            all |= beyond(text);
        }
        Self(all)
    }

    /// Those of these classes that occur.
    pub(crate) const fn among(self, classes: Class) -> Class {
        self.0 & classes
    }

    /// Whether one of these classes occurs.
    pub(crate) const fn any(self, classes: Class) -> bool {
        self.0 & classes != 0
    }

    /// Whether each of these classes occurs.
    pub(crate) const fn all(self, classes: Class) -> bool {
        self.0 & classes == classes
    }

    /// The same with further classes.
    pub(crate) const fn with(self, classes: Class) -> Self {
        Self(self.0 | classes)
    }
}

/// What the signs beyond ASCII add. Those of ASCII are looked at only where their case may matter to one that is not: two before
/// it, and two behind; and those of a word that is not in Latin letters.
fn beyond(text: &str) -> Class {
    let bytes = text.as_bytes();
    let (mut all, mut at) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        let (mut last, mut case, mut last_case) = (' ', 0, 0);
        for back in (1..=2.min(at + next)).rev() {
            let byte = bytes[at + next - back];
            (last, last_case, case) = (char::from(byte), case, class_of(byte) & (UPPER | LOWER));
        }
        at += next;
        let mut plain = 0;
        // The scripts of the word; before it there are only Latin letters, if any.
        let mut scripts = if last.is_ascii_alphanumeric() { LATIN } else { 0 };
        for sign in text[at..].chars() {
            let own = if sign.is_ascii() { class_of(sign as u8) & (UPPER | LOWER) } else { class(sign) };
            let own_case = if own & FOREIGN_CASE == 0 { own & (UPPER | LOWER) } else { foreign_case(sign) };
            all |= own;
            if (case & LOWER != 0 && own_case == UPPER) || (case & last_case & UPPER != 0 && own_case == LOWER) {
                all |= HUMP;
            }
            if !sign.is_ascii() && !last.is_ascii() && is_suspect(last, sign) {
                all |= SUSPECT;
            }
            scripts |= if own & (UPPER | LOWER) == 0 { own & (LATIN | GREEK | CYRILLIC) } else { LATIN };
            if scripts & scripts.wrapping_sub(1) != 0 {
                all |= MIXED;
            }
            if is_between_words(sign) {
                scripts = 0;
            }
            at += sign.len_utf8();
            plain = if sign.is_ascii() { plain + 1 } else { 0 };
            if plain >= 2 && scripts & !LATIN == 0 {
                break;
            }
            (last, last_case, case) = (sign, case, own_case);
        }
    }
    all
}

/// Whether no word has it. What is not named here may be part of one.
const fn is_between_words(sign: char) -> bool {
    (sign.is_ascii() && !sign.is_ascii_alphanumeric()) || is_punctuation(sign)
}

/// The classes of a sign beyond ASCII.
fn class(sign: char) -> Class {
    // The letters of most titles; the rest is looked at more closely.
    match sign {
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{17F}' => return LATIN | FOREIGN_CASE,
        '\u{400}'..='\u{481}' => return CYRILLIC | FOREIGN_CASE,
        '\u{2019}' => return APOSTROPHE,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => return STRANGE,
        _ => {}
    }
    let kind = match sign {
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ODD_BLANK,
        '\u{2000}' | '\u{2001}' => ODD_BLANK | UNSTABLE,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => INVISIBLE,
        '\u{FE0F}' => INVISIBLE | EMOJI,
        '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FFFD}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{F0000}'.. => UNPRINTABLE,
        '\u{B4}' => ACCENT,
        '\u{2018}' => TURNED,
        '\u{2019}' | '\u{201A}' | '‹' | '›' => APOSTROPHE,
        '“'..='‟' | '«' | '»' | '「'..='』' | '〝'..='〟' | '｢' | '｣' => CURLY,
        '\u{2013}' | '\u{2014}' => DASH | SET_OFF,
        '\u{2010}'..='\u{2012}' | '\u{2015}' | '\u{2212}' => SET_OFF,
        '：' => COLON,
        '（' | '）' | '［' | '］' | '｛' | '｝' | '〈'..='》' | '【' | '】' | '〔'..='〛' => WIDE_BRACKET,
        '\u{231A}'..='\u{2B55}' | '\u{1F000}'..='\u{1FAFF}' => EMOJI,
        '\u{20E3}' => EMOJI | UNSTABLE,
        _ => 0,
    };
    kind | letter(sign)
        | if is_strange(sign) { STRANGE } else { 0 }
        | if is_unstable(sign) { UNSTABLE } else { 0 }
        | if is_astral_noncharacter(sign) { UNPRINTABLE } else { 0 }
}

/// Whether it may be a letter of another script, or one that is not told by its place here.
const fn is_strange(sign: char) -> bool {
    let is_known = matches!(sign, '\u{80}'..='\u{24F}' | '\u{400}'..='\u{481}') || is_punctuation(sign);
    !is_known || matches!(sign, 'ª' | 'º')
}

fn letter(sign: char) -> Class {
    match script(sign) {
        Some(Script::Latin) => LATIN | FOREIGN_CASE,
        Some(Script::Greek) => GREEK | FOREIGN_CASE,
        Some(Script::Cyrillic) => CYRILLIC | FOREIGN_CASE,
        None if matches!(sign, '\u{531}'..='\u{587}') => FOREIGN_CASE,
        None => 0,
    }
}

/// Whether a letter beyond ASCII is a capital; the common ones are told without a table.
fn foreign_case(sign: char) -> Class {
    match sign {
        'А'..='Я' | 'À'..='Þ' => UPPER,
        'а'..='я' | 'ß'..='ÿ' => LOWER,
        _ if sign.is_uppercase() => UPPER,
        _ if sign.is_lowercase() => LOWER,
        _ => 0,
    }
}

/// The last two code points of a plane; those of the first are control characters to the reader of records.
const fn is_astral_noncharacter(sign: char) -> bool {
    sign as u32 > 0xFFFF && sign as u32 & 0xFFFE == 0xFFFE
}

/// Whether it can be anything but itself in normal form C. What is not named here never is: this only saves a closer look.
const fn is_unstable(sign: char) -> bool {
    !matches!(sign,
        '\u{80}'..='\u{2FF}' | '\u{388}'..='\u{3FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{590}' | '\u{5D0}'..='\u{60F}'
        | '\u{620}'..='\u{64A}' | '\u{E01}'..='\u{E37}' | '\u{10D0}'..='\u{10FF}' | '\u{1E00}'..='\u{1F70}' | '\u{2002}'..='\u{20CF}'
        | '\u{2190}'..='\u{2328}' | '\u{2400}'..='\u{2AD0}' | '\u{2B00}'..='\u{2BFF}' | '\u{3000}'..='\u{3029}'
        | '\u{3031}'..='\u{3098}' | '\u{309B}'..='\u{A66E}' | '\u{AC00}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FF01}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{2F7FF}')
}

#[cfg(test)]
mod tests {
    use super::{HUMP, LATIN, MIXED, SUSPECT, Signs, class, class_of, foreign_case};
    use crate::wording::letters::words;
    use crate::wording::mangled::is_suspect;
    use crate::wording::samples::mixtures;
    use crate::wording::signs::{CYRILLIC, FOREIGN_CASE, GREEK, LOWER, UPPER};

    /// Each sign in turn, without leaving out any.
    fn slowly(text: &str) -> u64 {
        let classes: Vec<u64> =
            text.chars().map(|sign| if sign.is_ascii() { class_of(sign as u8) } else { class(sign) }).collect();
        let cases: Vec<u64> = text
            .chars()
            .zip(&classes)
            .map(|(sign, own)| if own & FOREIGN_CASE == 0 { own & (UPPER | LOWER) } else { foreign_case(sign) })
            .collect();
        let signs: Vec<char> = text.chars().collect();
        let mut all = classes.iter().fold(0, |all, own| all | own);
        let has_hump = |cases: &[u64]| match cases {
            [.., before, last] if *before == LOWER && *last == UPPER => true,
            [one, two, last] => *one == UPPER && *two == UPPER && *last == LOWER,
            _ => false,
        };
        if cases.windows(2).any(has_hump) || cases.windows(3).any(has_hump) {
            all |= HUMP;
        }
        if signs.windows(2).any(|pair| !pair[0].is_ascii() && !pair[1].is_ascii() && is_suspect(pair[0], pair[1])) {
            all |= SUSPECT;
        }
        for word in words(text) {
            let of_sign = |sign: char| if sign.is_ascii_alphabetic() { LATIN } else { class(sign) };
            let scripts = text[word].chars().map(of_sign).fold(0, |all, own| all | own) & (LATIN | GREEK | CYRILLIC);
            if scripts.count_ones() > 1 {
                all |= MIXED;
            }
        }
        all
    }

    #[test]
    fn what_is_left_out_makes_no_difference() {
        for text in mixtures() {
            let (quickly, slowly) = (Signs::of(&text).0, slowly(&text));
            assert_eq!(quickly & slowly, slowly, "{text:?}");
            assert_eq!((quickly ^ slowly) & (HUMP | SUSPECT), 0, "{text:?}");
        }
    }
}

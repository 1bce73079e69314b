//! Signs that look like a Latin letter or a digit and are none.
use std::ops::RangeInclusive;

/// The ASCII sign that another one looks like, in capitals; itself for an ASCII letter or digit.
pub(crate) fn meant(sign: char) -> Option<u8> {
    match sign {
        _ if sign.is_ascii_alphanumeric() => Some(sign.to_ascii_uppercase() as u8),
        _ if sign.is_ascii() => None,
        _ => full_width(sign).or_else(|| row(sign).map(|(_, meant, _)| *meant)),
    }
}

/// Which letter it is, such as `a Cyrillic Te`; `None` for what is ASCII or looks like nothing there.
pub(crate) fn called(sign: char) -> Option<String> {
    match full_width(sign) {
        Some(meant) => Some(format!("a wide {}, as typed among Chinese or Japanese signs", char::from(meant))),
        None => row(sign).map(|(_, _, name)| format!("a {name}")),
    }
}

/// Whether nobody can see it: blanks without width, marks of direction, the soft hyphen.
pub(crate) fn is_invisible(sign: char) -> bool {
    UNSEEN.iter().any(|signs| signs.contains(&sign)) || (sign.is_control() && !sign.is_whitespace())
}

const UNSEEN: &[RangeInclusive<char>] = &[
    '\u{ad}'..='\u{ad}',
    '\u{61c}'..='\u{61c}',
    '\u{180e}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{feff}'..='\u{feff}',
];

/// The letters and digits of U+FF01 to U+FF5E.
fn full_width(sign: char) -> Option<u8> {
    let plain = u8::try_from((sign as u32).checked_sub(0xFEE0)?).ok()?;
    plain.is_ascii_alphanumeric().then_some(plain.to_ascii_uppercase())
}

fn row(sign: char) -> Option<&'static (&'static str, u8, &'static str)> {
    LETTERS.iter().find(|(letters, _, _)| letters.contains(sign))
}

/// Letters of other alphabets, what they look like, and their names. A small letter stands here if it looks like one or if its
/// capital does, since identifiers are read in capitals.
const LETTERS: &[(&str, u8, &str)] = &[
    ("Аа", b'A', "Cyrillic A"),
    ("Вв", b'B', "Cyrillic Ve"),
    ("Сс", b'C', "Cyrillic Es"),
    ("Ее", b'E', "Cyrillic Ie"),
    ("Ѕѕ", b'S', "Cyrillic Dze"),
    ("Іі", b'I', "Cyrillic I"),
    ("Јј", b'J', "Cyrillic Je"),
    ("Кк", b'K', "Cyrillic Ka"),
    ("Мм", b'M', "Cyrillic Em"),
    ("Нн", b'H', "Cyrillic En"),
    ("Оо", b'O', "Cyrillic O"),
    ("Рр", b'P', "Cyrillic Er"),
    ("Тт", b'T', "Cyrillic Te"),
    ("Уу", b'Y', "Cyrillic U"),
    ("Хх", b'X', "Cyrillic Kha"),
    ("Зз", b'3', "Cyrillic Ze"),
    ("Ԛԛ", b'Q', "Cyrillic Qa"),
    ("Ԝԝ", b'W', "Cyrillic We"),
    ("Α", b'A', "Greek Alpha"),
    ("Β", b'B', "Greek Beta"),
    ("Ε", b'E', "Greek Epsilon"),
    ("Ζ", b'Z', "Greek Zeta"),
    ("Η", b'H', "Greek Eta"),
    ("Ι", b'I', "Greek Iota"),
    ("Κ", b'K', "Greek Kappa"),
    ("Μ", b'M', "Greek Mu"),
    ("Ν", b'N', "Greek Nu"),
    ("Οο", b'O', "Greek Omicron"),
    ("Ρρ", b'P', "Greek Rho"),
    ("Τ", b'T', "Greek Tau"),
    ("Υ", b'Y', "Greek Upsilon"),
    ("Χ", b'X', "Greek Chi"),
];

#[cfg(test)]
mod tests {
    use super::{LETTERS, called, is_invisible, meant};

    #[test]
    fn lookalikes_have_a_meaning_and_a_name() {
        for (sign, expected, name) in [
            ('Т', b'T', "a Cyrillic Te"),
            ('о', b'O', "a Cyrillic O"),
            ('Ο', b'O', "a Greek Omicron"),
            ('Ｇ', b'G', "a wide G, as typed among Chinese or Japanese signs"),
            ('７', b'7', "a wide 7, as typed among Chinese or Japanese signs"),
        ] {
            assert_eq!(meant(sign), Some(expected), "{sign}");
            assert_eq!(called(sign).as_deref(), Some(name), "{sign}");
        }
    }

    #[test]
    fn latin_letters_mean_themselves_and_other_signs_nothing() {
        assert_eq!((meant('t'), called('t')), (Some(b'T'), None));
        assert_eq!((meant('Ж'), called('Ж')), (None, None));
        assert_eq!((meant('_'), called('_')), (None, None));
        assert_eq!((meant('！'), meant('é'), meant('٣')), (None, None, None));
    }

    #[test]
    fn no_row_holds_a_latin_letter() {
        assert!(LETTERS.iter().all(|(letters, _, _)| letters.chars().all(|letter| !letter.is_ascii())));
    }

    #[test]
    fn what_cannot_be_seen_is_known() {
        assert!(['\u{200b}', '\u{feff}', '\u{ad}', '\0'].into_iter().all(is_invisible));
        assert!(!['\t', '\n', ' ', '\u{a0}', 'a'].into_iter().any(is_invisible));
    }
}

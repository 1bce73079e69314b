//! Letters: their script, their words, and those that look the same in two scripts.
use std::ops::Range;

/// The scripts that have capitals and are taken for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// The script of a letter, if it is one of the three (Unicode, `Scripts.txt`).
pub(crate) const fn script(sign: char) -> Option<Script> {
    match sign {
        'A'..='Z' | 'a'..='z' => Some(Script::Latin),
        '\u{D7}' | '\u{F7}' | '\u{37E}' | '\u{387}' | '\u{482}'..='\u{489}' => None,
        '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' => {
            Some(Script::Latin)
        }
        '\u{386}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFC}' => Some(Script::Greek),
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A66D}' | '\u{A680}'..='\u{A69D}' => {
            Some(Script::Cyrillic)
        }
        _ => None,
    }
}

/// A mark that belongs to the letter before it.
pub(crate) const fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}')
}

/// The words of a text: runs of letters, marks and digits. Hyphens and apostrophes part them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_of_word = |sign: char| sign.is_alphanumeric() || is_mark(sign);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_of_word)?;
        let end = text[start..].find(|sign| !is_of_word(sign)).map_or(text.len(), |length| start + length);
        from = end;
        Some(start..end)
    })
}

/// The letter of another script that looks exactly the same, if there is one.
pub(crate) fn twin(sign: char, script: Script) -> Option<char> {
    let column = |script| match script {
        Script::Latin => 0,
        Script::Greek => 1,
        Script::Cyrillic => 2,
    };
    let own = column(self::script(sign)?);
    TWINS
        .iter()
        .map(|row| (row[own], row[column(script)]))
        .find(|(one, other)| *one == sign && *other != ' ')
        .map(|(_, other)| other)
}

/// Letters that look exactly the same: Latin, Greek, Cyrillic.
const TWINS: &[[char; 3]] = &[
    ['A', 'Α', 'А'],
    ['B', 'Β', 'В'],
    ['C', ' ', 'С'],
    ['E', 'Ε', 'Е'],
    ['H', 'Η', 'Н'],
    ['I', 'Ι', 'І'],
    ['J', ' ', 'Ј'],
    ['K', 'Κ', 'К'],
    ['M', 'Μ', 'М'],
    ['N', 'Ν', ' '],
    ['O', 'Ο', 'О'],
    ['P', 'Ρ', 'Р'],
    ['S', ' ', 'Ѕ'],
    ['T', 'Τ', 'Т'],
    ['X', 'Χ', 'Х'],
    ['Y', 'Υ', 'Ү'],
    ['Z', 'Ζ', ' '],
    ['Ë', ' ', 'Ё'],
    ['Ï', 'Ϊ', 'Ї'],
    ['a', ' ', 'а'],
    ['c', ' ', 'с'],
    ['e', ' ', 'е'],
    ['h', ' ', 'һ'],
    ['i', ' ', 'і'],
    ['j', 'ϳ', 'ј'],
    ['o', 'ο', 'о'],
    ['p', ' ', 'р'],
    ['s', ' ', 'ѕ'],
    ['v', 'ν', ' '],
    ['x', ' ', 'х'],
    ['y', ' ', 'у'],
    ['ë', ' ', 'ё'],
    ['ï', ' ', 'ї'],
    ['ó', 'ό', ' '],
];

#[cfg(test)]
mod tests {
    use super::{Script, TWINS, script, twin, words};

    #[test]
    fn words_end_at_hyphens_and_apostrophes() {
        for (text, expected) in [
            ("Rock ’n’ Roll", &["Rock", "n", "Roll"][..]),
            ("μ-Ziq", &["μ", "Ziq"]),
            ("deadmau5", &["deadmau5"]),
            (" ( ) ", &[]),
        ] {
            let found: Vec<&str> = words(text).map(|at| &text[at]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn twins_stand_in_their_own_columns() {
        let scripts = [Script::Latin, Script::Greek, Script::Cyrillic];
        for row in TWINS {
            for (sign, own) in row.iter().zip(scripts).filter(|(sign, _)| **sign != ' ') {
                assert_eq!(script(*sign), Some(own), "{sign}");
            }
        }
        assert_eq!(twin('К', Script::Latin), Some('K'));
        assert_eq!(twin('ґ', Script::Latin), None);
    }
}

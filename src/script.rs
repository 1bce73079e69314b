//! The script that a text is written in.
use crate::punctuation::is_punctuation;

/// A script that titles are often written in. `Han` is signs only, as in Chinese; `Kana` has signs of Japanese among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Han,
    Kana,
    Hangul,
    Arabic,
    Hebrew,
    Thai,
    Devanagari,
    Armenian,
    Georgian,
}
use Script::{Arabic, Armenian, Cyrillic, Devanagari, Georgian, Greek, Han, Hangul, Hebrew, Kana, Latin, Thai};

/// Letters of the main scripts by their places in Unicode, in order. Signs that several scripts share are not among them.
const LETTERS: &[(u32, u32, Script)] = &[
    (0x41, 0x5A, Latin),
    (0x61, 0x7A, Latin),
    (0xAA, 0xAA, Latin),
    (0xBA, 0xBA, Latin),
    (0xC0, 0x2AF, Latin),
    (0x370, 0x3FF, Greek),
    (0x400, 0x52F, Cyrillic),
    (0x531, 0x588, Armenian),
    (0x5D0, 0x5F2, Hebrew),
    (0x620, 0x6FF, Arabic),
    (0x750, 0x77F, Arabic),
    (0x8A0, 0x8FF, Arabic),
    (0x900, 0x97F, Devanagari),
    (0xE01, 0xE4E, Thai),
    (0x10A0, 0x10FF, Georgian),
    (0x1100, 0x11FF, Hangul),
    (0x1C80, 0x1C8F, Cyrillic),
    (0x1C90, 0x1CBF, Georgian),
    (0x1E00, 0x1EFF, Latin),
    (0x1F00, 0x1FFF, Greek),
    (0x2C60, 0x2C7F, Latin),
    (0x2D00, 0x2D2F, Georgian),
    (0x2DE0, 0x2DFF, Cyrillic),
    (0x3005, 0x3007, Han),
    (0x3041, 0x30FF, Kana),
    (0x3131, 0x318E, Hangul),
    (0x31F0, 0x31FF, Kana),
    (0x3400, 0x4DBF, Han),
    (0x4E00, 0x9FFF, Han),
    (0xA640, 0xA69F, Cyrillic),
    (0xA720, 0xA7FF, Latin),
    (0xA8E0, 0xA8FF, Devanagari),
    (0xA960, 0xA97F, Hangul),
    (0xAB30, 0xAB6F, Latin),
    (0xAC00, 0xD7FF, Hangul),
    (0xF900, 0xFAFF, Han),
    (0xFB00, 0xFB06, Latin),
    (0xFB13, 0xFB17, Armenian),
    (0xFB1D, 0xFB4F, Hebrew),
    (0xFB50, 0xFDFF, Arabic),
    (0xFE70, 0xFEFE, Arabic),
    (0xFF21, 0xFF3A, Latin),
    (0xFF41, 0xFF5A, Latin),
    (0xFF66, 0xFF9F, Kana),
    (0xFFA0, 0xFFDC, Hangul),
    (0x20000, 0x323AF, Han),
];

impl Script {
    /// What its letters are called.
    pub(crate) const fn letters(self) -> &'static str {
        match self {
            Latin => "Latin letters",
            Cyrillic => "Cyrillic letters",
            Greek => "Greek letters",
            Han => "Chinese characters",
            Kana => "Japanese signs",
            Hangul => "Korean letters",
            Arabic => "Arabic letters",
            Hebrew => "Hebrew letters",
            Thai => "Thai letters",
            Devanagari => "Devanagari letters",
            Armenian => "Armenian letters",
            Georgian => "Georgian letters",
        }
    }

    /// Languages that are written in it, for an example; none for Latin, which has too many.
    pub(crate) const fn examples(self) -> &'static [&'static str] {
        match self {
            Latin => &[],
            Cyrillic => &["ru", "uk", "bg"],
            Greek => &["el"],
            Han => &["zh", "ja"],
            Kana => &["ja"],
            Hangul => &["ko"],
            Arabic => &["ar", "fa"],
            Hebrew => &["he"],
            Thai => &["th"],
            Devanagari => &["hi"],
            Armenian => &["hy"],
            Georgian => &["ka"],
        }
    }
}

/// The one script that all letters of a text are in; `None` if there are several, others, or no letters. Chinese characters go
/// along with Japanese and Korean signs.
pub(crate) fn script_of(text: &str) -> Option<Script> {
    if text.is_ascii() {
        return text.bytes().any(|sign| sign.is_ascii_alphabetic()).then_some(Latin);
    }
    let mut found = None;
    for sign in text.chars() {
        // The letters of most titles are told without a table.
        let script = match sign {
            'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' => Latin,
            'Ѐ'..='\u{481}' => Cyrillic,
            _ if is_punctuation(sign) || !is_letter(sign) => continue,
            _ => script(sign)?,
        };
        found = match (found, script) {
            (None, script) => Some(script),
            (Some(Han), Kana | Hangul) => Some(script),
            (Some(Kana | Hangul), Han) => found,
            (Some(same), script) if same == script => found,
            _ => return None,
        };
    }
    found
}

/// Modifiers, Roman numerals and letters in circles go with any script.
pub(crate) fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() && !matches!(sign, '×' | '÷' | 'µ' | '\u{2b0}'..='\u{36f}' | '\u{2100}'..='\u{24ff}')
}

fn script(letter: char) -> Option<Script> {
    let place = letter as u32;
    let row = LETTERS.partition_point(|(_, last, _)| *last < place);
    LETTERS.get(row).filter(|(first, _, _)| *first <= place).map(|(_, _, script)| *script)
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, Script, script_of};

    #[test]
    fn the_script_of_all_letters_is_told() {
        for (text, expected) in [
            ("Low Tide", Some(Script::Latin)),
            ("L’été", Some(Script::Latin)),
            ("Лето", Some(Script::Cyrillic)),
            ("Лето 2018 – №2", Some(Script::Cyrillic)),
            ("Καλημέρα", Some(Script::Greek)),
            ("夜に駆ける", Some(Script::Kana)),
            ("ラーメン", Some(Script::Kana)),
            ("月亮", Some(Script::Han)),
            ("봄날", Some(Script::Hangul)),
            ("حبيبي", Some(Script::Arabic)),
            ("שלום", Some(Script::Hebrew)),
            ("สวัสดี", Some(Script::Thai)),
            ("नमस्ते", Some(Script::Devanagari)),
            ("Բարև", Some(Script::Armenian)),
            ("გამარჯობა", Some(Script::Georgian)),
            ("ＡＢＣ", Some(Script::Latin)),
            ("Часть Ⅳ", Some(Script::Cyrillic)),
            ("Лето (Live)", None),
            ("月亮 봄날 かな", None),
            ("1979", None),
            ("…", None),
            ("", None),
            ("ꦲꦏ꧀ꦱꦫ", None),
        ] {
            assert_eq!(script_of(text), expected, "{text}");
        }
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(LETTERS.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(LETTERS.iter().all(|(first, last, _)| first <= last));
    }
}

//! Names of languages, written where a code is due.

/// Names that people write where a code is due: the code, its English name, further names in small letters. `Latin` is none of
/// them: it may be the script, or what is sung in Latin America.
const NAMES: &[(&str, &str, &[&str])] = &[
    ("ar", "Arabic", &["العربية"]),
    ("bg", "Bulgarian", &["български"]),
    ("be", "Belarusian", &["belarussian", "беларуская"]),
    ("ca", "Catalan", &["català"]),
    ("cs", "Czech", &["čeština"]),
    ("cy", "Welsh", &["cymraeg"]),
    ("da", "Danish", &["dansk"]),
    ("de", "German", &["deutsch"]),
    ("el", "Greek", &["ελληνικά"]),
    ("en", "English", &["englisch", "anglais", "inglés", "английский"]),
    ("es", "Spanish", &["español", "castellano"]),
    ("et", "Estonian", &["eesti"]),
    ("eu", "Basque", &["euskara"]),
    ("fa", "Persian", &["farsi", "فارسی"]),
    ("fi", "Finnish", &["suomi"]),
    ("fr", "French", &["français", "francais"]),
    ("ga", "Irish", &["gaeilge"]),
    ("gl", "Galician", &["galego"]),
    ("he", "Hebrew", &["עברית"]),
    ("hi", "Hindi", &["हिन्दी"]),
    ("hr", "Croatian", &["hrvatski"]),
    ("hu", "Hungarian", &["magyar"]),
    ("hy", "Armenian", &["հայերեն"]),
    ("id", "Indonesian", &["bahasa indonesia"]),
    ("is", "Icelandic", &["íslenska"]),
    ("it", "Italian", &["italiano"]),
    ("ja", "Japanese", &["日本語"]),
    ("ka", "Georgian", &["ქართული"]),
    ("ko", "Korean", &["한국어"]),
    ("lt", "Lithuanian", &["lietuvių"]),
    ("lv", "Latvian", &["latviešu"]),
    ("mk", "Macedonian", &["македонски"]),
    ("nl", "Dutch", &["nederlands", "flemish"]),
    ("no", "Norwegian", &["norsk"]),
    ("pl", "Polish", &["polski"]),
    ("pt", "Portuguese", &["português", "portugues"]),
    ("ro", "Romanian", &["română"]),
    ("ru", "Russian", &["русский"]),
    ("sk", "Slovak", &["slovenčina"]),
    ("sl", "Slovenian", &["slovene", "slovenščina"]),
    ("sq", "Albanian", &["shqip"]),
    ("sr", "Serbian", &["српски", "srpski"]),
    ("sv", "Swedish", &["svenska"]),
    ("sw", "Swahili", &["kiswahili"]),
    ("th", "Thai", &["ไทย"]),
    ("tr", "Turkish", &["türkçe"]),
    ("uk", "Ukrainian", &["українська"]),
    ("vi", "Vietnamese", &["tiếng việt"]),
    ("yi", "Yiddish", &["ייִדיש"]),
    ("yue", "Cantonese", &["廣東話"]),
    ("zh", "Chinese", &["mandarin", "中文"]),
    ("mul", "several languages", &["multiple", "multiple languages", "various"]),
    ("und", "a language that is not known", &["unknown", "undetermined"]),
    ("zxx", "no words at all", &["instrumental", "none", "no lyrics", "no linguistic content"]),
];

/// The code of a language that is called by its name, and that name in English.
pub(crate) fn named(text: &str) -> Option<(&'static str, &'static str)> {
    // No name is longer; a text of any length is not worth folding.
    let name = (text.len() <= 40).then(|| text.to_lowercase())?;
    let row = NAMES
        .iter()
        .find(|(_, english, others)| english.eq_ignore_ascii_case(&name) || others.contains(&name.as_str()))?;
    Some((row.0, row.1))
}

#[cfg(test)]
mod tests {
    use super::{NAMES, named};
    use crate::record::language::codes::is_language;

    #[test]
    fn each_name_leads_to_a_language() {
        for (code, english, others) in NAMES {
            assert!(is_language(code), "{code}");
            for name in others.iter().chain([english]) {
                assert_eq!(named(&name.to_uppercase()), Some((*code, *english)), "{name}");
            }
        }
    }

    #[test]
    fn other_words_are_no_names() {
        for word in ["", "Latin", "Englishman", &"english ".repeat(1000)] {
            assert_eq!(named(word), None, "{word}");
        }
    }
}

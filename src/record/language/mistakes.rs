//! Codes that are no language, script or country, and which one is meant.
use crate::record::language::{
    Language,
    codes::{is_language, is_region, is_script, short},
};
use std::ops::Range;

/// What is wrong with a tag that is well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The bytes of the tag that are wrong.
    pub(crate) at: Range<usize>,
    /// What is, then what was expected.
    pub(crate) message: String,
    /// What can be done; begins with a verb.
    pub(crate) help: String,
    /// The whole tag as it seems to be meant.
    pub(crate) instead: Option<String>,
    /// Whether it means the same without doubt, so that a program may put it there.
    pub(crate) is_certain: bool,
}

/// Codes of countries taken for languages, and codes that were withdrawn; the language that is meant, and its name. Only codes that
/// no language has: `se` is Northern Sami, `br` Breton, `ch` Chamorro, and whoever writes them may mean it.
const MEANT: &[(&str, &str, &str)] = &[
    ("al", "sq", "Albanian"),
    ("at", "de", "German"),
    ("au", "en", "English"),
    ("by", "be", "Belarusian"),
    ("cl", "es", "Spanish"),
    ("cn", "zh", "Chinese"),
    ("cz", "cs", "Czech"),
    ("dk", "da", "Danish"),
    ("eg", "ar", "Arabic"),
    ("gb", "en", "English"),
    ("ge", "ka", "Georgian"),
    ("gr", "el", "Greek"),
    ("hk", "yue", "Cantonese"),
    ("il", "he", "Hebrew"),
    ("ir", "fa", "Persian"),
    ("jp", "ja", "Japanese"),
    ("kz", "kk", "Kazakh"),
    ("mx", "es", "Spanish"),
    ("ph", "fil", "Filipino"),
    ("rs", "sr", "Serbian"),
    ("sp", "es", "Spanish"),
    ("ua", "uk", "Ukrainian"),
    ("us", "en", "English"),
    ("vn", "vi", "Vietnamese"),
    ("esp", "es", "Spanish"),
    ("jap", "ja", "Japanese"),
];

/// Codes that were replaced, and by what (ISO 639-1 withdrawals); they still mean the same.
const WITHDRAWN: &[(&str, &str, &str)] = &[
    ("in", "id", "Indonesian"),
    ("iw", "he", "Hebrew"),
    ("ji", "yi", "Yiddish"),
    ("jw", "jv", "Javanese"),
    ("mo", "ro", "Romanian"),
    ("scc", "sr", "Serbian"),
    ("scr", "hr", "Croatian"),
];

impl Language {
    /// What of the tag does not exist, or is not how the language is named in a tag.
    pub(crate) fn doubt(&self) -> Option<Doubt> {
        let language = self.language();
        if short(language).is_some() || !is_language(language) {
            return Some(self.of_language(language));
        }
        if let Some(script) = self.script().filter(|script| !is_script(script)) {
            return Some(self.of_script(script));
        }
        self.region().filter(|region| !is_region(region)).map(|region| self.of_region(region))
    }

    fn of_language(&self, code: &str) -> Doubt {
        let row = |table: &'static [(&str, &str, &str)]| table.iter().find(|(wrong, _, _)| *wrong == code);
        let (message, help, meant, is_certain) = if let Some(short) = short(code) {
            let message = format!("`{code}` is written `{short}`: a language that has two letters goes by them");
            (message, format!("write `{short}`"), Some(short), true)
        } else if let Some((_, meant, name)) = row(WITHDRAWN) {
            // What is written `in` today may also be meant for India.
            (
                format!("`{code}` is no longer used, {name} is `{meant}`"),
                format!("write `{meant}`"),
                Some(*meant),
                code != "in",
            )
        } else if let Some((_, meant, name)) = row(MEANT) {
            (
                format!("there is no language `{code}`, {name} is `{meant}`"),
                format!("write `{meant}`, if it is {name}"),
                Some(*meant),
                false,
            )
        } else {
            let help = "look the language up in ISO 639, where English is `en` and French `fr`".to_owned();
            (format!("there is no language `{code}`"), help, None, false)
        };
        let instead = meant.map(|meant| format!("{meant}{}", &self.compact()[code.len()..]));
        Doubt { at: 0..code.len(), message, help, instead, is_certain }
    }

    fn of_script(&self, code: &str) -> Doubt {
        let start = self.language().len() + 1;
        Doubt {
            at: start..start + code.len(),
            message: format!("there is no script `{code}`"),
            help: "look the script up in ISO 15924, where Latin is `Latn` and Cyrillic `Cyrl`".to_owned(),
            instead: None,
            is_certain: false,
        }
    }

    /// `UK` is Britain, but not with Ukrainian. `en-EN` says its language twice.
    fn of_region(&self, code: &str) -> Doubt {
        let start = self.compact().len() - code.len();
        let front = self.compact().get(..start - 1).unwrap_or_default();
        let is_british = code == "UK" && self.language() != "uk";
        let (help, instead) = if is_british {
            let tag = format!("{front}-GB");
            (format!("write `{tag}`"), Some(tag))
        } else if code.eq_ignore_ascii_case(self.language()) {
            (format!("write `{front}`"), Some(front.to_owned()))
        } else {
            ("look the country up in ISO 3166, or leave it out".to_owned(), None)
        };
        let expected = if is_british { ", the United Kingdom is `GB`" } else { "" };
        let message = format!("there is no country `{code}`{expected}");
        Doubt { at: start..start + code.len(), message, help, instead, is_certain: is_british }
    }
}

#[cfg(test)]
mod tests {
    use super::{MEANT, WITHDRAWN};
    use crate::record::language::{Language, codes::is_language};

    #[test]
    fn what_does_not_exist_is_found_and_what_is_meant_is_proposed() {
        for (tag, at, message, instead, is_certain) in [
            ("jp", 0..2, "there is no language `jp`, Japanese is `ja`", Some("ja"), false),
            ("cz-CZ", 0..2, "there is no language `cz`, Czech is `cs`", Some("cs-CZ"), false),
            ("xx", 0..2, "there is no language `xx`", None, false),
            ("iw", 0..2, "`iw` is no longer used, Hebrew is `he`", Some("he"), true),
            ("in", 0..2, "`in` is no longer used, Indonesian is `id`", Some("id"), false),
            ("eng", 0..3, "`eng` is written `en`: a language that has two letters goes by them", Some("en"), true),
            (
                "ger-AT",
                0..3,
                "`ger` is written `de`: a language that has two letters goes by them",
                Some("de-AT"),
                true,
            ),
            ("en-UK", 3..5, "there is no country `UK`, the United Kingdom is `GB`", Some("en-GB"), true),
            ("uk-UK", 3..5, "there is no country `UK`", Some("uk"), false),
            ("en-EN", 3..5, "there is no country `EN`", Some("en"), false),
            ("ru-Lati", 3..7, "there is no script `Lati`", None, false),
            ("zh-Hant-XX", 8..10, "there is no country `XX`", None, false),
            ("es-999", 3..6, "there is no country `999`", None, false),
        ] {
            let doubt = Language::parse(tag).expect(tag).doubt().expect(tag);
            assert_eq!((doubt.at, doubt.message.as_str()), (at, message), "{tag}");
            assert_eq!((doubt.instead.as_deref(), doubt.is_certain), (instead, is_certain), "{tag}");
        }
    }

    #[test]
    fn real_tags_are_left_alone() {
        for tag in [
            "en",
            "en-GB",
            "fr",
            "ru-Latn",
            "pt-BR",
            "es-419",
            "se",
            "br",
            "zxx",
            "und",
            "yue-Hant-HK",
            "sh",
            "sr-Cyrl",
            "fil",
        ] {
            assert_eq!(Language::parse(tag).expect(tag).doubt(), None, "{tag}");
        }
    }

    #[test]
    fn each_row_leads_from_what_is_none_to_what_is_one() {
        for (wrong, right, _) in MEANT.iter().chain(WITHDRAWN) {
            assert!(!is_language(wrong) && is_language(right), "{wrong}");
        }
    }
}

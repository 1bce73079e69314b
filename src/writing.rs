//! Whether a title is in a script that its language is written in.
use crate::record::identifiers::fault::quoted;
use crate::record::language::Language;
use crate::script::{
    Script::{self, Arabic, Armenian, Cyrillic, Devanagari, Georgian, Greek, Han, Hangul, Hebrew, Kana, Latin, Thai},
    is_letter, script_of,
};
use crate::wording::signs::{CYRILLIC, GREEK, LATIN, STRANGE, Signs};

/// A title in a script that its language is not written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// The script of the title.
    pub(crate) found: Script,
    /// The script that is due first of all.
    pub(crate) due: Script,
    /// Whether it may be the language after all, in Latin letters. That is a fault where a title has said its own language, or is
    /// the release's; a track that says nothing may as well have an English title.
    pub(crate) is_transliteration: bool,
}

/// Words in Latin letters that titles in any language have.
const EVERYWHERE: &str = "intro outro interlude skit prelude remix mix live demo bonus radio edit feat";

/// The scripts that titles in a language are written in, its own first; `None` for languages with several of their own, such as
/// Serbian, and for those of which we cannot tell.
///
/// - Languages in Latin letters have nothing else: those that `musicbrainz.org` reports with another script, Turkish, Icelandic.
/// - Russian, Ukrainian, Belarusian and Bulgarian have Cyrillic only: shops refuse transliterated titles, and tags have `ru-Latn`
///   for them.
/// - All others also have Latin: Japanese and Korean releases with English titles are everyday, Hindi and Arabic ones with
///   transliterated titles too, and no shop minds. Their titles are only never in a third script.
pub(crate) fn scripts(language: &str) -> Option<&'static [Script]> {
    Some(match language {
        "en" | "es" | "de" | "fr" | "pt" | "it" | "sv" | "no" | "nb" | "nn" | "fi" | "et" | "lv" | "lt" | "pl"
        | "nl" | "ca" | "hu" | "cs" | "sk" | "da" | "ro" | "sl" | "hr" | "tr" | "is" => &[Latin],
        "ru" | "uk" | "be" | "bg" => &[Cyrillic],
        "mk" => &[Cyrillic, Latin],
        "el" => &[Greek, Latin],
        "ja" => &[Kana, Han, Latin],
        "ko" => &[Hangul, Han, Latin],
        // Japanese の stands in many a Chinese title.
        "zh" | "cmn" | "yue" => &[Han, Kana, Latin],
        "ar" | "fa" => &[Arabic, Latin],
        "he" => &[Hebrew, Latin],
        "th" => &[Thai, Latin],
        "hi" => &[Devanagari, Latin],
        "hy" => &[Armenian, Latin],
        "ka" => &[Georgian, Latin],
        _ => return None,
    })
}

/// The scripts that a tag asks for by itself.
fn named(code: &str) -> Option<&'static [Script]> {
    Some(match code {
        "Latn" | "Latf" | "Latg" => &[Latin],
        "Cyrl" => &[Cyrillic],
        "Grek" => &[Greek, Latin],
        "Jpan" | "Hrkt" | "Hira" | "Kana" => &[Kana, Han, Latin],
        "Kore" | "Hang" => &[Hangul, Han, Latin],
        "Hani" | "Hans" | "Hant" => &[Han, Kana, Latin],
        "Arab" => &[Arabic, Latin],
        "Hebr" => &[Hebrew, Latin],
        "Thai" => &[Thai, Latin],
        "Deva" => &[Devanagari, Latin],
        "Armn" => &[Armenian, Latin],
        "Geor" => &[Georgian, Latin],
        _ => return None,
    })
}

/// The scripts that titles in a language with all that its tag says are written in; none where nobody can tell.
pub(crate) fn expected(language: &Language) -> Option<&'static [Script]> {
    language.script().map_or_else(|| scripts(language.language()), named)
}

/// Whether the signs of a title tell at once that it is in one of the scripts that are expected, as nearly all are.
pub(crate) fn is_plainly_in(expected: &[Script], signs: Signs) -> bool {
    let script = match (signs.any(LATIN), signs.any(CYRILLIC)) {
        (_, false) => Latin,
        (false, true) => Cyrillic,
        (true, true) => return false,
    };
    !signs.any(STRANGE | GREEK) && (expected.first() == Some(&script) || expected.contains(&script))
}

/// Whether a title is in a script that its language is not written in, by the scripts that are expected.
pub(crate) fn contradiction(expected: Option<&[Script]>, title: &str) -> Option<Contradiction> {
    let expected = expected?;
    // Most titles are in the letters of English, which most languages have.
    if title.is_ascii() && expected.contains(&Latin) {
        return None;
    }
    let found = script_of(title)?;
    let due = *expected.first()?;
    let is_transliteration = found == Latin;
    if expected.contains(&found) || !is_text(title, found) || (is_transliteration && is_international(title)) {
        return None;
    }
    Some(Contradiction { found, due, is_transliteration })
}

impl Contradiction {
    /// What is, then what was expected.
    pub(crate) fn message(self, language: &Language, title: &str) -> String {
        let title = quoted(title);
        format!(
            "{title} is in {}, and its language `{language}` is written in {}",
            self.found.letters(),
            self.due.letters()
        )
    }

    /// What can be done.
    pub(crate) fn help(self, language: &Language) -> String {
        if self.is_transliteration {
            let code = language.language();
            return format!(
                "write it in {}; say `{code}-Latn` if it is transliterated, or the language that it is in",
                self.due.letters()
            );
        }
        let examples: Vec<String> = self.found.examples().iter().map(|code| format!("`{code}`")).collect();
        format!("say the language that it is in, such as {}", examples.join(" or "))
    }
}

/// Whether it is long enough to be words: `Ω` and `ツ` are signs that an English title may have.
fn is_text(title: &str, script: Script) -> bool {
    let least = if matches!(script, Han | Kana | Hangul) { 2 } else { 3 };
    title.chars().filter(|sign| is_letter(*sign)).nth(least - 1).is_some()
}

/// Whether all words are such as any language has: `Intro`, `SOS`, `BMW`, `XXL`.
fn is_international(title: &str) -> bool {
    let mut words = title.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
    let is_short = |word: &str| word.chars().count() <= 4 && word.chars().all(char::is_uppercase);
    words.all(|word| is_short(word) || EVERYWHERE.split(' ').any(|known| known.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::{contradiction, expected};
    use crate::record::language::Language;
    use crate::script::Script;

    #[test]
    fn a_language_and_another_script_contradict() {
        for (tag, title, found, due) in [
            ("en", "Лето", Script::Cyrillic, Script::Latin),
            ("fr", "夜に駆ける", Script::Kana, Script::Latin),
            ("de", "Καλημέρα", Script::Greek, Script::Latin),
            ("ru", "Leto", Script::Latin, Script::Cyrillic),
            ("uk", "Summer Will Be Over Soon", Script::Latin, Script::Cyrillic),
            ("ru-Latn", "Лето", Script::Cyrillic, Script::Latin),
            ("sr-Latn", "Лето", Script::Cyrillic, Script::Latin),
            ("sr-Cyrl", "Leto", Script::Latin, Script::Cyrillic),
            ("ja", "봄날", Script::Hangul, Script::Kana),
            ("ja-Latn", "夜に駆ける", Script::Kana, Script::Latin),
            ("ko", "夜に駆ける", Script::Kana, Script::Hangul),
            ("he", "Лето", Script::Cyrillic, Script::Hebrew),
        ] {
            let language = Language::parse(tag).expect(tag);
            let contradiction = contradiction(expected(&language), title).expect(title);
            assert_eq!((contradiction.found, contradiction.due), (found, due), "{tag}: {title}");
            assert_eq!(contradiction.is_transliteration, found == Script::Latin);
        }
    }

    #[test]
    fn everyday_titles_are_left_alone() {
        for (tag, title) in [
            ("en", "Low Tide"),
            ("en", "Ω"),
            ("en", "ツ"),
            ("en", "Лето (Live)"),
            ("ja", "Gurenge"),
            ("ja", "紅蓮華"),
            ("ko", "Dynamite"),
            ("zh-Hans", "Moon"),
            ("zh", "鮮の每日"),
            ("hi", "Tum Hi Ho"),
            ("ar", "Habibi"),
            ("el", "To Tango Tis Nefelis"),
            ("sr", "Leto"),
            ("sr", "Лето"),
            ("kk", "Dudarai"),
            ("ru", "Лето"),
            ("ru", "Intro"),
            ("ru", "SOS"),
            ("ru", "BMW (Live)"),
            ("ru", "1979"),
            ("ru-Latn", "Leto"),
            ("zxx", "Лето"),
            ("mul", "Лето"),
            ("und", "Лето"),
            ("xx", "Лето"),
        ] {
            assert_eq!(contradiction(expected(&Language::parse(tag).expect(tag)), title), None, "{tag}: {title}");
        }
    }

    #[test]
    fn it_is_said_in_words() {
        let say = |tag: &str, title: &str| {
            let language = Language::parse(tag).expect(tag);
            let contradiction = contradiction(expected(&language), title).expect(title);
            (contradiction.message(&language, title), contradiction.help(&language))
        };
        let (message, help) = say("en", "Лето");
        assert_eq!(message, "`Лето` is in Cyrillic letters, and its language `en` is written in Latin letters");
        assert_eq!(help, "say the language that it is in, such as `ru` or `uk` or `bg`");
        let (message, help) = say("ru", "Leto");
        assert_eq!(message, "`Leto` is in Latin letters, and its language `ru` is written in Cyrillic letters");
        assert_eq!(
            help,
            "write it in Cyrillic letters; say `ru-Latn` if it is transliterated, or the language that it is in"
        );
    }
}

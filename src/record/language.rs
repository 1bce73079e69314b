//! The language of a title or a song: a tag of language, script and region (BCP 47).
pub(crate) mod codes;
pub(crate) mod mistakes;
mod names;

use crate::record::identifiers::compact::{Compact, identifier};
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};

identifier! {
    /// A language tag (BCP 47): a language of two or three letters, then a script or a region or both, such as `pt-BR`. It is well
    /// formed; whether there is such a language is another question. The compact form has the usual capitals.
    Language, 12
}

const EXTENT: &str =
    "a language is a code such as `fr`, with a script or country where needed, such as `ru-Latn` or `pt-BR`";

impl Language {
    /// Reads a tag in small or capital letters.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        canonical(text).map(Self).ok_or_else(|| explain(text))
    }

    /// The language alone, such as `pt`.
    pub(crate) fn language(&self) -> &str {
        let tag = self.compact();
        &tag[..tag.bytes().position(|sign| sign == b'-').unwrap_or(tag.len())]
    }

    /// The script that the tag names, such as `Latn`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        let rest = self.compact().get(self.language().len() + 1..)?;
        Some(&rest[..rest.bytes().position(|sign| sign == b'-').unwrap_or(rest.len())]).filter(|part| part.len() == 4)
    }

    /// The country or part of the world that the tag names, such as `BR`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.compact().split('-').skip(1).find(|part| part.len() < 4)
    }

    /// Whether something is said with it of the words that are sung: not with `zxx`, no words, nor with `und` and `mis`.
    #[must_use]
    pub fn is_of_words(&self) -> bool {
        !matches!(self.language(), "zxx" | "und" | "mis" | "")
    }
}

/// The tag with a small language, a script with one capital, a region in capitals; `None` if it is none.
fn canonical(text: &str) -> Option<Compact<12>> {
    let mut signs = [0_u8; 12];
    let signs = signs.get_mut(..text.len())?;
    signs.copy_from_slice(text.as_bytes());
    let mut parts = signs.split_mut(|sign| *sign == b'-');
    let language = parts.next().filter(|part| matches!(part.len(), 2 | 3) && is_alphabetic(part))?;
    language.make_ascii_lowercase();
    let mut next = parts.next();
    if let Some([first, rest @ ..]) = next.as_deref_mut().filter(|part| part.len() == 4 && is_alphabetic(part)) {
        first.make_ascii_uppercase();
        rest.make_ascii_lowercase();
        next = parts.next();
    }
    if let Some(region) = next {
        let is_country = region.len() == 2 && is_alphabetic(region);
        let is_part_of_world = region.len() == 3 && region.iter().all(u8::is_ascii_digit);
        (is_country || is_part_of_world).then_some(())?;
        region.make_ascii_uppercase();
    }
    if parts.next().is_some() { None } else { Compact::new(signs) }
}

fn is_alphabetic(part: &[u8]) -> bool {
    part.iter().all(u8::is_ascii_alphabetic)
}

/// Why a text is no tag, and which one is meant.
fn explain(text: &str) -> Fault {
    let at = trimmed(text);
    let whole = &text[at.clone()];
    if whole.is_empty() {
        return Fault::new(Kind::Empty, 0..text.len(), format!("there is nothing here, {EXTENT}"));
    }
    if let Some((code, name)) = names::named(whole) {
        let message = format!("{} is a name, {EXTENT}", quoted(whole));
        return Fault::new(Kind::Sign, at, message).help(format!("write `{code}` for {name}")).instead(code);
    }
    let hyphened: String = whole.chars().map(|sign| if is_divider(sign) { '-' } else { sign }).collect();
    if let Some(tag) = canonical(&hyphened) {
        let message = format!("{} is not divided by hyphens", quoted(whole));
        return Fault::new(Kind::Groups, at, message).help(format!("write `{}`", tag.text())).instead(tag.text());
    }
    let second = whole.split('-').nth(1).unwrap_or_default();
    let is_longer = whole.split('-').count() > 2 && canonical(whole.split('-').next().unwrap_or_default()).is_some();
    if is_longer && (whole.split('-').count() > 3 || second.len() != 4) {
        let message = format!("{} says more than language, script and country", quoted(whole));
        return Fault::new(Kind::Length, at, message).help("leave out what comes behind them");
    }
    Fault::new(Kind::Sign, at, format!("{} is no language tag, {EXTENT}", quoted(whole)))
}

fn is_divider(sign: char) -> bool {
    matches!(sign, '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}') || sign.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::Language;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn tags_are_read_and_have_their_usual_capitals() {
        for (text, tag, script, region) in [
            ("fr", "fr", None, None),
            ("FR", "fr", None, None),
            ("zxx", "zxx", None, None),
            ("ru-Latn", "ru-Latn", Some("Latn"), None),
            ("RU-latn", "ru-Latn", Some("Latn"), None),
            ("pt-br", "pt-BR", None, Some("BR")),
            ("es-419", "es-419", None, Some("419")),
            ("zh-hant-hk", "zh-Hant-HK", Some("Hant"), Some("HK")),
            ("yue-Hant-001", "yue-Hant-001", Some("Hant"), Some("001")),
        ] {
            let language = Language::parse(text).expect(text);
            assert_eq!((language.compact(), language.script(), language.region()), (tag, script, region), "{text}");
            assert_eq!(language.language(), text.split('-').next().unwrap_or_default().to_lowercase());
            assert_eq!(Language::is_compact_form(text), text == tag, "{text}");
        }
        assert_eq!(Language::default().language(), "");
    }

    #[test]
    fn what_is_no_tag_is_told_why() {
        for (text, kind, instead) in [
            ("", Kind::Empty, None),
            ("  ", Kind::Empty, None),
            ("English", Kind::Sign, Some("en")),
            (" français ", Kind::Sign, Some("fr")),
            ("Русский", Kind::Sign, Some("ru")),
            ("instrumental", Kind::Sign, Some("zxx")),
            ("en_GB", Kind::Groups, Some("en-GB")),
            ("en GB", Kind::Groups, Some("en-GB")),
            (" en", Kind::Groups, Some("en")),
            ("pt\u{2011}BR", Kind::Groups, Some("pt-BR")),
            ("zh-yue", Kind::Sign, None),
            ("sl-rozaj-biske", Kind::Length, None),
            ("zh-Hans-CN-x-pop", Kind::Length, None),
            ("e", Kind::Sign, None),
            ("en-", Kind::Sign, None),
            ("-en", Kind::Sign, None),
            ("klingonish", Kind::Sign, None),
            ("日本語", Kind::Sign, Some("ja")),
            ("言葉", Kind::Sign, None),
        ] {
            let fault = Language::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.instead.as_deref()), (kind, instead), "{text}: {fault}");
        }
    }

    #[test]
    fn some_tags_speak_of_no_words() {
        for (tag, is_of_words) in [("en", true), ("mul", true), ("zxx", false), ("und", false), ("pt-BR", true)] {
            assert_eq!(Language::parse(tag).map(|language| language.is_of_words()), Ok(is_of_words), "{tag}");
        }
    }
}

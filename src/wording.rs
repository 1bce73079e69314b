//! A text with its language, looked at once: what every check begins with.
pub(crate) mod apostrophes;
pub(crate) mod blanks;
pub(crate) mod brackets;
pub(crate) mod capitals;
pub(crate) mod casing;
pub(crate) mod emoji;
pub(crate) mod explicit;
pub(crate) mod invisible;
pub(crate) mod length;
pub(crate) mod letters;
pub(crate) mod mangled;
pub(crate) mod marks;
pub(crate) mod mojibake;
pub(crate) mod normal;
pub(crate) mod notes;
pub(crate) mod placeholders;
pub(crate) mod promotion;
pub(crate) mod punctuation;
pub(crate) mod quotes;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod scripts;
pub(crate) mod signs;
pub(crate) mod spot;
pub(crate) mod title_case;
pub(crate) mod unprintable;
pub(crate) mod whole;

use crate::wording::mangled::{Mangled, mangled};
use crate::wording::signs::{SUSPECT, Signs};
use crate::wording::whole::look;
use std::ops::Range;

/// A title or name as it is to be printed.
pub(crate) struct Wording<'a> {
    pub(crate) text: &'a str,
    pub(crate) signs: Signs,
    /// The parts that a wrong encoding has left behind; other checks say nothing about them.
    pub(crate) mangled: Vec<Mangled>,
    /// The language as a BCP 47 tag; empty where nobody said.
    language: &'a str,
    /// Whether it is a version, which says as a whole what a note in brackets says in a title.
    pub(crate) is_version: bool,
}

impl<'a> Wording<'a> {
    pub(crate) fn new(text: &'a str, language: &'a str) -> Self {
        Self::of(text, language, Signs::of(text).with(look(text)))
    }

    /// A text whose signs, as a whole too, are known already.
    pub(crate) fn of(text: &'a str, language: &'a str, signs: Signs) -> Self {
        let mangled = if signs.any(SUSPECT) { mangled(text) } else { Vec::new() };
        Self { text, signs, mangled, language, is_version: false }
    }

    /// The language alone, without script and country.
    pub(crate) fn language(&self) -> &'a str {
        let end = self.language.bytes().position(|sign| matches!(sign, b'-' | b'_')).unwrap_or(self.language.len());
        match &self.language[..end] {
            "und" | "mul" | "zxx" => "",
            language => language,
        }
    }

    pub(crate) fn is_in(&self, languages: &[&str]) -> bool {
        languages.iter().any(|language| self.language().eq_ignore_ascii_case(language))
    }

    /// The sign that ends at this byte.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The sign that begins at this byte.
    pub(crate) fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether a wrong encoding is to blame for this part.
    pub(crate) fn is_mangled(&self, at: &Range<usize>) -> bool {
        let next = self.mangled.partition_point(|mangled| mangled.at.end <= at.start);
        self.mangled.get(next).is_some_and(|mangled| mangled.at.start < at.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Wording;

    #[test]
    fn the_language_comes_without_script_and_country() {
        for (tag, language) in [("fr-CA", "fr"), ("ru-Latn", "ru"), ("", ""), ("zxx", ""), ("und", "")] {
            assert_eq!(Wording::new("Low Tide", tag).language(), language, "{tag}");
        }
    }
}

//! The words of a short text, compared without case and without allocation.
use crate::ascii::{BLOCK, alphanumeric, bits, runs};
use crate::punctuation::is_punctuation;
pub(crate) use crate::title::vocabulary::Signs;
use crate::title::vocabulary::{Class, meaning, signs_of, unspaced};
use std::ops::Deref;
use wide::u8x16;

/// No note has more words; a longer text is a sentence.
const MOST: usize = 16;

/// A word, where it begins, and what it does in a note.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word<'a> {
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    pub(crate) class: Class,
}

impl Word<'_> {
    pub(crate) fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word, which is given in lower case.
    pub(crate) fn is(self, lower: &str) -> bool {
        is_same(self.text, lower)
    }

    pub(crate) fn is_one_of(self, lower: &[&str]) -> bool {
        lower.iter().any(|lower| self.is(lower))
    }

    /// Whether it begins with a digit, as `2011` and `20th` do.
    pub(crate) fn is_number(self) -> bool {
        self.text.starts_with(|sign: char| sign.is_ascii_digit())
    }

    /// Whether it is a year of recorded sound.
    pub(crate) fn is_year(self) -> bool {
        let bytes = self.text.as_bytes();
        bytes.len() == 4
            && (bytes.starts_with(b"19") || bytes.starts_with(b"20"))
            && bytes.iter().all(u8::is_ascii_digit)
    }
}

/// The words of a text, in their order.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    list: [Word<'a>; MOST],
    count: usize,
    /// What its words may be signs of.
    pub(crate) signs: Signs,
}

impl<'a> Words<'a> {
    /// The words of a text, unless there are more than a note has.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        let mut words = Self { list: [Word::default(); MOST], count: 0, signs: 0 };
        let mut rest = text;
        while let Some(mut word) = first(rest, text) {
            let (class, signs) = meaning(word.text);
            word.class = class;
            words.signs |= signs;
            *words.list.get_mut(words.count)? = word;
            words.count += 1;
            rest = &text[word.end()..];
        }
        Some(words)
    }
}

impl<'a> Deref for Words<'a> {
    type Target = [Word<'a>];

    fn deref(&self) -> &[Word<'a>] {
        &self.list[..self.count]
    }
}

/// What the words of a text may be signs of; anything, if there are more than a note has. Words are taken apart a little more
/// than `Words` does it, so that this never tells less.
pub(crate) fn signs(text: &str) -> Signs {
    if text.len() <= BLOCK { short_signs(text) } else { long_signs(text) }
}

/// The same for a text of at most [`BLOCK`] bytes, which are looked at at once.
fn short_signs(text: &str) -> Signs {
    let bytes = text.as_bytes();
    let (letters, beyond) = (bits(bytes, alphanumeric), bits(bytes, |bytes| bytes & u8x16::splat(0x80)));
    let mut found = Found::default();
    for part in runs(letters | beyond) {
        let is_plain = beyond >> part.start << part.start << (BLOCK - part.end) == 0;
        found.add(&text[part], is_plain);
    }
    found.signs()
}

/// The same for any text.
fn long_signs(text: &str) -> Signs {
    let mut found = Found::default();
    for part in
        text.split(|sign: char| sign.is_ascii() && !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
    {
        found.add(part, part.is_ascii());
    }
    found.signs()
}

/// What the words of a text may be signs of, and how many there are.
#[derive(Default)]
struct Found {
    all: Signs,
    count: usize,
}

impl Found {
    /// Takes a part of a text between signs of ASCII; it may have none but letters and digits of ASCII.
    fn add(&mut self, part: &str, is_plain: bool) {
        if is_plain {
            self.count += 1;
            self.all |= signs_of(part.as_bytes());
            return;
        }
        let kinds = part.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)]);
        // Letters only, but for two signs that stand among them.
        if kinds & BEYOND == 0 && !has_arithmetic(part.as_bytes()) {
            self.count += 1;
            self.all |= meaning(part).1;
            return;
        }
        // A number before letters of its kind says nothing, unless an apostrophe joins it to a word.
        self.all |= unspaced(part);
        let mut rest = part;
        while let Some(word) = first(rest, part) {
            self.count += 1;
            self.all |= meaning(word.text).1;
            rest = &part[word.end()..];
        }
    }

    fn signs(&self) -> Signs {
        if self.count > MOST { Signs::MAX } else { self.all }
    }
}

/// Whether `×` or `÷` is among the letters of a text.
fn has_arithmetic(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| matches!(pair, [0xc3, 0x97 | 0xb7]))
}

/// A letter or a digit of ASCII.
const OF_WORD: u8 = 1;
/// A byte of a Latin letter with an accent, or of a Cyrillic one of the usual alphabets.
const OF_LETTER: u8 = 2;
/// A byte of another sign, which may be anything.
const BEYOND: u8 = 4;

static KINDS: [u8; 256] = {
    let mut kinds = [BEYOND; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = if byte.is_ascii_alphanumeric() { OF_WORD } else { 0 };
        byte += 1;
    }
    // U+00C0 to U+017F and U+0400 to U+047F begin with these; what follows is told by them.
    let firsts = [0xc3, 0xc4, 0xc5, 0xd0, 0xd1];
    let mut at = 0;
    while at < firsts.len() {
        kinds[firsts[at]] = OF_LETTER;
        at += 1;
    }
    while byte < 0xc0 {
        kinds[byte as usize] = OF_LETTER;
        byte += 1;
    }
    kinds
};

/// The first word of the rest of a text; what it does is not looked up.
pub(crate) fn first<'a>(rest: &'a str, text: &'a str) -> Option<Word<'a>> {
    let bytes = rest.as_bytes();
    // Most texts begin with words of ASCII; what comes behind them may need a closer look.
    let plain = bytes.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
    let start = match bytes.get(plain)? {
        byte if byte.is_ascii() => plain,
        _ => plain + rest[plain..].find(is_letter)?,
    };
    let word = &rest[start..];
    let plain = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let end = match word.as_bytes().get(plain) {
        Some(b'\'' | 0x80..) => word.find(|sign| !is_letter(sign) && !is_apostrophe(sign)).unwrap_or(word.len()),
        _ => plain,
    };
    let word = word[..end].trim_end_matches(is_apostrophe);
    Some(Word { start: text.len() - rest.len() + start, text: word, class: Class::default() })
}

/// Whether a text has something that can be read.
pub(crate) fn has_letters(text: &str) -> bool {
    text.contains(is_letter)
}

/// A letter or a digit, or an accent that follows one.
fn is_letter(sign: char) -> bool {
    !is_punctuation(sign) && (sign.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&sign))
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’')
}

/// Whether two words differ in nothing but case; the second is in lower case.
pub(crate) fn is_same(word: &str, lower: &str) -> bool {
    if word.is_ascii() {
        return word.eq_ignore_ascii_case(lower);
    }
    word.chars().map(|sign| if sign == '’' { '\'' } else { sign }).flat_map(char::to_lowercase).eq(lower.chars())
}

/// Whether words begin with these, which are given in lower case with blanks between them.
pub(crate) fn begin_with(words: &[Word], phrase: &str) -> bool {
    // Most words differ in their first letter, and very many are compared.
    let (Some(first), Some(letter)) = (words.first(), phrase.bytes().next()) else { return false };
    if first.text.bytes().next().is_some_and(|own| own.is_ascii() && !own.eq_ignore_ascii_case(&letter)) {
        return false;
    }
    let mut words = words.iter();
    phrase.split(' ').all(|lower| words.next().is_some_and(|word| word.is(lower)))
}

/// Whether words are exactly these.
pub(crate) fn are(words: &[Word], phrase: &str) -> bool {
    begin_with(words, phrase) && phrase.split(' ').count() == words.len()
}

/// How many words of the first fitting phrase they begin with.
pub(crate) fn beginning(words: &[Word], phrases: &[&str]) -> Option<usize> {
    phrases.iter().find(|phrase| begin_with(words, phrase)).map(|phrase| phrase.split(' ').count())
}

#[cfg(test)]
mod tests {
    use super::{Words, are, begin_with, long_signs, short_signs};

    #[test]
    fn a_text_falls_into_words() {
        for (text, expected) in [
            ("Acoustic & Bass Demo", &["Acoustic", "Bass", "Demo"][..]),
            ("12\" Live-Version", &["12", "Live", "Version"]),
            ("Taylor’s Version", &["Taylor’s", "Version"]),
            ("Акустика, 1987", &["Акустика", "1987"]),
            (" – ", &[]),
        ] {
            let words = Words::new(text).expect("so few words");
            assert_eq!(words.iter().map(|word| word.text).collect::<Vec<_>>(), expected, "{text}");
            assert!(words.iter().all(|word| text[word.start..].starts_with(word.text)), "{text}");
        }
        assert!(Words::new(&"a ".repeat(17)).is_none());
    }

    #[test]
    fn phrases_are_read_without_case() {
        let words = Words::new("Originally Performed BY Kino").expect("four words");
        assert!(begin_with(&words, "originally performed by"));
        assert!(!are(&words, "originally performed by"));
    }

    #[test]
    fn a_short_text_has_the_same_signs() {
        let long = "a-b ".repeat(16);
        for text in [
            "",
            "Live",
            "Low Tide (feat. X) [Live at the Quay] - Demo",
            "!?",
            "Don't 12\" mix",
            "Don’t 12” mix (acústica)",
            "Ça va – version",
            "é",
            "cover",
            "Акустика, 1987",
            "a ÷ b × c",
            &long,
            &long[..60],
            &long[1..],
            &"é".repeat(32),
        ] {
            assert!(text.len() <= 64);
            assert_eq!(short_signs(text), long_signs(text), "{text}");
        }
        assert_ne!(short_signs("(Live)"), 0);
        for text in ["x'03가", "03가", "'03라이브"] {
            let signs = Words::new(text).expect("a few words").signs;
            assert_eq!(short_signs(text) & signs, signs, "{text}");
        }
    }
}

//! Prints: one number for all texts in which only case, accents, quotes, dashes and blanks differ.
use crate::{
    alike::without_article,
    ascii::{FOLDED, has},
    mix::{FIRST, SECOND, mixed},
    punctuation::is_punctuation,
};
use std::sync::LazyLock;
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, decompose_compatible},
};

/// One number for all texts with the same letters and digits, which may be parted anywhere. It needs no key: every run is alike.
pub(crate) fn print<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut letters = Letters { print: SECOND, kept: [0; ROOM], count: 0 };
    texts.into_iter().for_each(|text| letters.add(text));
    letters.print()
}

/// The print of a performer's name, in which the article makes no difference either.
pub(crate) fn name_print(name: &str) -> u32 {
    short(print([without_article(name)]))
}

/// The same in half the room.
pub(crate) fn short(print: u64) -> u32 {
    (print ^ print >> 32) as u32
}

/// So many letters are kept at most, and so many are worked into the print at once.
const ROOM: usize = 64;
const WORD: usize = 8;

/// The letters and digits of a text.
struct Letters {
    /// The print of all but the last ones, and those.
    print: u64,
    kept: [u8; ROOM],
    count: usize,
}

impl Letters {
    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            for part in text.as_bytes().chunks(ROOM - WORD) {
                self.work_in();
                self.keep(part, |byte| FOLDED[usize::from(*byte)]);
            }
            return;
        }
        // Marks behind a letter have an order of their own; where there are none, each sign can be taken by itself.
        let is_mark = |sign: char| sign >= MARKS && usual(sign).is_none() && canonical_combining_class(sign) != 0;
        if has(text.as_bytes(), may_begin_mark) && text.chars().any(is_mark) {
            text.nfkd().for_each(|sign| self.add_sign(sign));
            return;
        }
        for sign in text.chars() {
            match usual(sign) {
                Some(letter) => self.add_letter(letter),
                None => decompose_compatible(sign, |sign| self.add_sign(sign)),
            }
        }
    }

    fn add_sign(&mut self, sign: char) {
        folded(sign, |letter| self.add_letter(letter));
    }

    fn add_letter(&mut self, letter: char) {
        if self.count > ROOM - WORD {
            self.work_in();
        }
        if letter.is_ascii() {
            self.keep(&[letter as u8], |byte| *byte);
        } else {
            self.keep(letter.encode_utf8(&mut [0; 4]).as_bytes(), |byte| *byte);
        }
    }

    /// Keeps what bytes count as, those that are not 0, for which there must be room. It is not asked which these are, since nobody
    /// can foretell it.
    fn keep(&mut self, bytes: &[u8], counts_as: impl Fn(&u8) -> u8) {
        let mut count = self.count;
        for byte in bytes.iter().map(counts_as) {
            self.kept[count % ROOM] = byte;
            count += usize::from(byte != 0);
        }
        self.count = count;
    }

    /// Works in all that is kept but what does not fill a word.
    fn work_in(&mut self) {
        let (words, rest) = self.kept[..self.count].as_chunks::<WORD>();
        self.print = words.iter().fold(self.print, |print, word| mixed(print ^ u64::from_le_bytes(*word), FIRST));
        let (behind, count) = (self.count - rest.len(), rest.len());
        self.kept.copy_within(behind..behind + count, 0);
        self.count = count;
    }

    fn print(mut self) -> u64 {
        self.work_in();
        let mut word = [0; WORD];
        word[..self.count].copy_from_slice(&self.kept[..self.count]);
        mixed(self.print ^ u64::from_le_bytes(word), FIRST)
    }
}

/// Where the marks begin that stand behind a letter.
const MARKS: char = '\u{300}';

/// Whether such a mark may begin with this byte, and none of the usual signs.
fn may_begin_mark(byte: u8) -> bool {
    byte >= 0xCC && !matches!(byte, 0xD0 | 0xD1)
}

/// The letters that a sign counts as, of a text whose signs are taken apart.
fn folded(sign: char, mut add: impl FnMut(char)) {
    match sign {
        _ if sign.is_ascii() => match FOLDED[sign as usize] {
            0 => {}
            letter => add(char::from(letter)),
        },
        // An apostrophe to people, a letter to Unicode.
        'ʼ' => {}
        _ if is_punctuation(sign) => {}
        _ if sign.is_alphanumeric() => sign.to_lowercase().for_each(add),
        _ => {}
    }
}

/// What a sign of ASCII, a Latin or a Cyrillic one of many titles counts as: a letter, or U+0000 if it is none. None of one that
/// counts as several, and of any other.
fn usual(sign: char) -> Option<char> {
    USUAL[place(sign)?]
}

static USUAL: LazyLock<[Option<char>; 0x200]> = LazyLock::new(|| {
    let mut all = [None; 0x200];
    for sign in '\0'..='\u{480}' {
        let Some(place) = place(sign) else { continue };
        let mut letters = Vec::new();
        decompose_compatible(sign, |part| folded(part, |letter| letters.push(letter)));
        all[place] = match letters[..] {
            [] => Some('\0'),
            [letter] => Some(letter),
            _ => None,
        };
    }
    all
});

fn place(sign: char) -> Option<usize> {
    match sign as usize {
        at @ ..0x180 => Some(at),
        at @ 0x400..0x480 => Some(at - 0x400 + 0x180),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn only_letters_and_digits_count() {
        for (one, other) in
            [("L’été", "L'Ete"), ("Low-Tide", "low  tide"), ("“Heroes”", "Heroes"), ("Lʼété", "Lete"), ("Лето", "ЛЕТО")]
        {
            assert_eq!(print([one]), print([other]), "{one} / {other}");
        }
        assert_ne!(print(["Low Tide 1"]), print(["Low Tide 2"]));
    }

    #[test]
    fn a_text_may_be_parted_anywhere() {
        let long = "The Low Tide, Лето and Zwölf Uhr — 夏 ½ ﬁn e\u{301}, ".repeat(6);
        for text in ["", "Low Tide (Live)", &long, &long.replace('\u{301}', ""), &"x".repeat(200)] {
            let whole = print([text]);
            for (at, _) in text.char_indices().filter(|(at, _)| !text[*at..].starts_with('\u{301}')) {
                assert_eq!(print([&text[..at], &text[at..]]), whole, "{text} at {at}");
            }
            assert_ne!(print([text, "x"]), whole);
        }
    }

    #[test]
    fn quick_ways_lead_to_the_same_letters() {
        // A mark makes the whole text take the slow way.
        for sign in ('\0'..='\u{600}').chain('\u{1E00}'..='\u{2200}').chain('\u{FB00}'..='\u{FB06}') {
            let slowly = print([&*format!("x{sign} e\u{301}")]);
            assert_eq!(print([&*format!("x{sign} e")]), slowly, "{sign:?}");
        }
    }
}

//! Prints: one number for all texts in which only case, accents, quotes, dashes and blanks differ.
use crate::{
    alike::without_article,
    ascii::{BLOCK, FOLDED, has, places, within},
    mix::{FIRST, SECOND, mixed},
    punctuation::is_punctuation,
};
use std::sync::LazyLock;
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, decompose_compatible},
};
use wide::u8x16;

/// One number for all texts with the same letters and digits, which may be parted anywhere. It needs no key: every run is alike.
pub(crate) fn print<'a>(texts: impl IntoIterator<Item = &'a str>) -> u64 {
    let mut letters = Letters { print: SECOND, last: 0, count: 0 };
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

/// The letters and digits of a text, worked into one number eight bytes at a time.
struct Letters {
    /// The print of all but the last ones.
    print: u64,
    /// These, the first one lowest.
    last: u64,
    /// How many bits of them there are, fewer than [`WORD`].
    count: u32,
}

const WORD: u32 = u64::BITS;

impl Letters {
    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_plain(text.as_bytes());
        }
        // Marks behind a letter have an order of their own; where there are none, each sign can be taken by itself.
        let is_mark = |sign: char| sign >= MARKS && usual(sign).is_none() && canonical_combining_class(sign) != 0;
        if has(text.as_bytes(), may_begin_mark) && text.chars().any(is_mark) {
            text.nfkd().for_each(|sign| self.add_sign(sign));
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let plain = places(rest.as_bytes(), |bytes| within(bytes, 0x80, 0xff)).next().unwrap_or(rest.len());
            self.add_plain(&rest.as_bytes()[..plain]);
            rest = &rest[plain..];
            let strange = rest.chars().take_while(|sign| !sign.is_ascii());
            let mut length = 0;
            for sign in strange {
                length += sign.len_utf8();
                match usual(sign) {
                    Some(letter) => self.add_letter(letter),
                    None => decompose_compatible(sign, |sign| self.add_sign(sign)),
                }
            }
            rest = &rest[length..];
        }
    }

    /// Adds a text of ASCII.
    fn add_plain(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(BLOCK) {
            // Without a branch, since nobody can foretell where a letter stands: what is none is written, and written over.
            let (mut letters, mut count) = ([0; BLOCK], 0);
            for byte in part {
                let letter = FOLDED[usize::from(*byte)];
                letters[count % BLOCK] = letter;
                count += usize::from(letter != 0);
            }
            self.add_letters(&letters, count);
        }
    }

    /// Adds so many of these letters, behind which there are none.
    fn add_letters(&mut self, letters: &[u8; BLOCK], count: usize) {
        let (words, _) = letters.as_chunks();
        for (at, word) in words.iter().enumerate().take(count.div_ceil(8)) {
            self.add_bits(u64::from_le_bytes(*word), 8 * (count - 8 * at).min(8) as u32);
        }
    }

    fn add_sign(&mut self, sign: char) {
        folded(sign, |letter| self.add_letter(letter));
    }

    /// Adds a letter, unless it is U+0000, which stands for none.
    fn add_letter(&mut self, letter: char) {
        if letter != '\0' {
            let mut bytes = [0; 4];
            let bits = 8 * letter.encode_utf8(&mut bytes).len() as u32;
            self.add_bits(u32::from_le_bytes(bytes).into(), bits);
        }
    }

    /// Adds the lowest bits of a number, which has no others; at least one.
    fn add_bits(&mut self, bits: u64, count: u32) {
        self.last |= bits << self.count;
        let all = self.count + count;
        if all < WORD {
            self.count = all;
            return;
        }
        self.print = mixed(self.print ^ self.last, FIRST);
        self.last = bits.checked_shr(WORD - self.count).unwrap_or(0);
        self.count = all - WORD;
    }

    fn print(&self) -> u64 {
        mixed(self.print ^ self.last, FIRST)
    }
}

/// Where the marks begin that stand behind a letter.
const MARKS: char = '\u{300}';

/// Which of sixteen bytes such a mark may begin with, and none of the usual signs.
fn may_begin_mark(bytes: u8x16) -> u8x16 {
    within(bytes, 0xCC, 0xCF) | within(bytes, 0xD2, 0xFF)
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
    use crate::mix::{FIRST, SECOND, mixed};

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
    fn letters_are_worked_in_eight_bytes_at_a_time() {
        let text = "The 7th Low-Tide, Лето — (Zwölf Uhr) internationalisation ";
        let text = text.repeat(4);
        for (start, _) in text.char_indices().take(60) {
            for (end, _) in text.char_indices().filter(|(end, _)| *end >= start) {
                let part = &text[start..end];
                let letters: String = part.to_lowercase().replace('ö', "o");
                let letters: Vec<u8> = letters.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().into();
                let (words, rest) = letters.as_chunks::<8>();
                let mut last = [0; 8];
                last[..rest.len()].copy_from_slice(rest);
                let all = words.iter().chain([&last]);
                let due = all.fold(SECOND, |print, word| mixed(print ^ u64::from_le_bytes(*word), FIRST));
                assert_eq!(print([part]), due, "{part}");
            }
        }
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

//! Prints: one number for all texts in which only case, accents, quotes, dashes and blanks differ.
use crate::{alike::without_article, ascii::FOLDED, punctuation::is_punctuation};
use std::hint;
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, decompose_compatible},
};

/// The print of an empty text.
pub(crate) const BEGIN: u64 = 0xcbf2_9ce4_8422_2325;

/// One number for all texts with the same letters and digits (FNV-1a, which needs no key: every run is alike).
pub(crate) fn print(text: &str, begin: u64) -> u64 {
    let mut print = begin;
    let with = |print: u64, sign: u32| (print ^ u64::from(sign)).wrapping_mul(0x0100_0000_01b3);
    if text.is_ascii() {
        for byte in text.bytes() {
            let letter = FOLDED[usize::from(byte)];
            // Chosen, not branched: nobody can foretell where a word ends.
            print = hint::select_unpredictable(letter == 0, print, with(print, u32::from(letter)));
        }
        return print;
    }
    let mut add = |sign: u32| print = with(print, sign);
    let mut add_any = |sign: char| match sign {
        _ if sign.is_ascii() => match u32::from(FOLDED[sign as usize]) {
            0 => {}
            letter => add(letter),
        },
        // An apostrophe to people, a letter to Unicode.
        'ʼ' => {}
        _ if is_punctuation(sign) => {}
        _ if sign.is_alphanumeric() => sign.to_lowercase().for_each(|sign| add(u32::from(sign))),
        _ => {}
    };
    // Marks behind a letter have an order of their own; where there are none, each sign can be taken by itself.
    if text.chars().any(|sign| sign >= '\u{300}' && canonical_combining_class(sign) != 0) {
        text.nfkd().for_each(add_any);
        return print;
    }
    for sign in text.chars() {
        if sign.is_ascii() { add_any(sign) } else { decompose_compatible(sign, &mut add_any) }
    }
    print
}

/// The print of a performer's name, in which the article makes no difference either.
pub(crate) fn name_print(name: &str) -> u32 {
    short(print(without_article(name), BEGIN))
}

/// The same in half the room.
pub(crate) fn short(print: u64) -> u32 {
    (print ^ print >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, print};

    #[test]
    fn only_letters_and_digits_count() {
        for (one, other) in
            [("L’été", "L'Ete"), ("Low-Tide", "low  tide"), ("“Heroes”", "Heroes"), ("Lʼété", "Lete"), ("Лето", "ЛЕТО")]
        {
            assert_eq!(print(one, BEGIN), print(other, BEGIN), "{one} / {other}");
        }
        assert_ne!(print("Low Tide 1", BEGIN), print("Low Tide 2", BEGIN));
    }
}

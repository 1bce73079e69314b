//! The classes of ASCII. Letters, digits and blanks are most of every text: they are told sixteen at once, as bits, and only the
//! other signs are looked at one by one.
use super::{
    ACCENT, ADDRESS, BEYOND_ASCII, BLANK, CAPITALS, CLOSING, COLON, COMMA, Class, DASH, DIGIT, DOT, DOTTED,
    DOUBLE_BLANK, GUEST, HUMP, LOOSE, LOWER, ODD_BLANK, OPENING, SET_OFF, STRAIGHT_DOUBLE, STRAIGHT_SINGLE, TALL,
    UPPER,
};
use crate::ascii::{BLOCK, STEP, filled, within};
use wide::u8x16;

/// What the bytes of a text say of it.
pub(super) fn classes(text: &[u8]) -> Class {
    let mut all = 0;
    let mut before = Before::default();
    for (block, bytes) in text.chunks(BLOCK).enumerate() {
        let bits = Bits::of(bytes);
        all |= bits.classes(&mut before);
        let mut others = bits.others();
        while others != 0 {
            all |= around(text, block * BLOCK + others.trailing_zeros() as usize);
            others &= others - 1;
        }
    }
    all
}

/// Where the common signs stand in some bytes.
#[derive(Default)]
struct Bits {
    letters: u64,
    capitals: u64,
    digits: u64,
    blanks: u64,
    beyond: u64,
    /// `f` and `F`, which words that announce a guest begin with.
    f: u64,
    /// `e` and `t`, one of which stands behind it there, and the capitals.
    behind_f: u64,
    /// All bytes.
    all: u64,
}

/// Whether the last byte of the block before was one of these, as the lowest bit.
#[derive(Default)]
struct Before {
    small: u64,
    capital: u64,
    second_capital: u64,
    word: u64,
    blank: u64,
    first_f: u64,
}

impl Bits {
    /// Those of at most [`BLOCK`] bytes.
    fn of(bytes: &[u8]) -> Self {
        let mut bits = Self { all: u64::MAX >> (BLOCK - bytes.len()), ..Self::default() };
        let (steps, _) = bytes.as_chunks::<STEP>();
        for (step, bytes) in steps.iter().enumerate() {
            bits.add(*bytes, step * STEP);
        }
        match bytes.last_chunk() {
            // What is left of the last step is looked at with some bytes before it.
            Some(last) => bits.add(*last, bytes.len() - STEP),
            None => bits.add(filled(bytes), 0),
        }
        bits
    }

    #[inline]
    fn add(&mut self, bytes: [u8; STEP], at: usize) {
        let bytes = u8x16::new(bytes);
        let bits = |found: u8x16| u64::from(found.to_bitmask()) << at;
        // A capital and its small letter differ in this bit alone.
        let case = u8x16::splat(0x20);
        let small = bytes | case;
        let is = |sign: u8| small.simd_eq(u8x16::splat(sign));
        let letters = within(small, b'a', b'z');
        self.letters |= bits(letters);
        self.capitals |= bits(letters & (bytes ^ small).simd_eq(case));
        self.digits |= bits(within(bytes, b'0', b'9'));
        self.blanks |= bits(bytes.simd_eq(u8x16::splat(b' ')));
        self.f |= bits(is(b'f'));
        self.behind_f |= bits(is(b'e') | is(b't'));
        self.beyond |= bits(bytes);
    }

    /// The classes of these signs, and those of them next to each other.
    fn classes(&self, before: &mut Before) -> Class {
        let behind = |signs: u64, before: &mut u64| {
            let behind = signs << 1 | *before;
            *before = signs >> (BLOCK - 1);
            behind
        };
        let small = self.letters & !self.capitals;
        let second_capitals = self.capitals & behind(self.capitals, &mut before.capital);
        let humps = self.capitals & behind(small, &mut before.small)
            | small & behind(second_capitals, &mut before.second_capital);
        let first_f = self.f & !behind(self.letters | self.digits, &mut before.word);
        let guests = self.behind_f & behind(first_f, &mut before.first_f);
        let double_blanks = self.blanks & behind(self.blanks, &mut before.blank);
        let is = |signs: u64, class: Class| u64::from(signs != 0) * class;
        is(self.capitals, UPPER)
            | is(small, LOWER)
            | is(self.digits, DIGIT)
            | is(self.blanks, BLANK)
            | is(self.beyond, BEYOND_ASCII)
            | is(second_capitals, CAPITALS)
            | is(humps, HUMP)
            | is(guests, GUEST)
            | is(double_blanks, DOUBLE_BLANK)
    }

    /// The bytes that are none of these.
    fn others(&self) -> u64 {
        self.all & !(self.letters | self.digits | self.blanks | self.beyond)
    }
}

/// The class of a sign that is no letter, digit or blank, with what stands before it and behind it.
fn around(text: &[u8], at: usize) -> Class {
    let kind = |at: usize| text.get(at).map_or(EDGE, |byte| usize::from(KINDS[usize::from(*byte)]));
    let own = kind(at);
    PAIRS[kind(at.wrapping_sub(1))][own] | PAIRS[own][kind(at + 1)]
}

/// The classes of each kind of byte.
const OF_KIND: [Class; 18] = [
    0,
    UPPER,
    LOWER,
    DIGIT,
    BLANK,
    ODD_BLANK,
    DOT,
    COMMA,
    TALL,
    TALL | COLON,
    OPENING,
    CLOSING,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
    ACCENT,
    ADDRESS,
    DASH,
    BEYOND_ASCII,
];
/// The kind of bytes without a class.
const OTHER: usize = 0;
/// What stands before the first byte and behind the last.
const EDGE: usize = OF_KIND.len();

/// The kind of each byte.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = kind_of(byte as u8);
        byte += 1;
    }
    kinds
};

const fn kind_of(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' => 1,
        b'a'..=b'z' => 2,
        b'0'..=b'9' => 3,
        b' ' => 4,
        b'\t' => 5,
        b'.' => 6,
        b',' => 7,
        b';' | b'!' | b'?' => 8,
        b':' => 9,
        b'(' | b'[' | b'{' => 10,
        b')' | b']' | b'}' => 11,
        b'"' => 12,
        b'\'' => 13,
        b'`' => 14,
        b'@' | b'#' | b'/' => 15,
        b'-' => 16,
        0x80.. => 17,
        _ => 0,
    }
}

pub(super) fn class_of(byte: u8) -> Class {
    OF_KIND[usize::from(KINDS[usize::from(byte)])]
}

/// What a byte adds to the classes of a text, by the kind of what stands before it and by its own.
static PAIRS: [[Class; EDGE + 1]; EDGE + 1] = {
    let mut pairs = [[0; EDGE + 1]; EDGE + 1];
    let mut at = 0;
    while at < (EDGE + 1) * EDGE {
        let (before, own) = (at / EDGE, at % EDGE);
        let class_before = if before == EDGE { 0 } else { OF_KIND[before] };
        pairs[before][own] = pair(class_before, before == OTHER, OF_KIND[own]);
        at += 1;
    }
    pairs
};

/// The class of a sign, and those that it has for what stands before it.
const fn pair(before: Class, is_behind_other: bool, class: Class) -> Class {
    let mut all = class;
    if before & DOT != 0 && class & (UPPER | LOWER) != 0 {
        all |= DOTTED;
    }
    if (before & BLANK != 0 && class & (COMMA | DOT | TALL | CLOSING) != 0)
        || (before & OPENING != 0 && class & BLANK != 0)
    {
        all |= LOOSE;
    }
    // A line break is one of the bytes without a class.
    if (before & (BLANK | ODD_BLANK) != 0 || is_behind_other) && class & DASH != 0 {
        all |= SET_OFF;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::classes;
    use crate::wording::signs::{
        BEYOND_ASCII, BLANK, CAPITALS, COMMA, Class, DASH, DIGIT, DOT, DOTTED, DOUBLE_BLANK, GUEST, HUMP, LOOSE, LOWER,
        OPENING, SET_OFF, UPPER,
    };

    #[test]
    fn neighbours_are_seen_wherever_they_stand() {
        const CASES: &[(&str, Class)] = &[
            ("a", LOWER),
            ("aB", LOWER | UPPER | HUMP),
            ("AB", UPPER | CAPITALS),
            ("ABc", UPPER | LOWER | CAPITALS | HUMP),
            ("Abc", UPPER | LOWER),
            ("7  7", DIGIT | BLANK | DOUBLE_BLANK),
            ("7 ,", DIGIT | BLANK | COMMA | LOOSE),
            ("7 -", DIGIT | BLANK | DASH | SET_OFF),
            ("7-7", DIGIT | DASH),
            ("( 7", OPENING | BLANK | DIGIT | LOOSE),
            (".a", DOT | LOWER | DOTTED),
            (".7", DOT | DIGIT),
            (".ft", DOT | LOWER | DOTTED | GUEST),
            (",Fe", COMMA | UPPER | LOWER | GUEST),
            ("7ft", DIGIT | LOWER),
            ("*-", DASH | SET_OFF),
            ("", 0),
        ];
        for (text, due) in CASES {
            for place in 0..140 {
                // What stands around it has no class.
                let text = format!("{}{text}{}", "*".repeat(place), "*".repeat(place % 20));
                assert_eq!(classes(text.as_bytes()), *due, "{text}");
            }
        }
        assert_eq!(classes(b"-"), DASH);
        assert_eq!(classes("éft".as_bytes()), BEYOND_ASCII | LOWER | GUEST);
    }
}

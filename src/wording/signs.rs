//! Which classes of characters occur in a text: told in one pass, so that most checks need not look again.
use crate::wording::letters::{Script, script};
use crate::wording::mangled::is_suspect;

/// A class of characters, or of neighbours, as one bit.
pub(crate) type Class = u32;

pub(crate) const UPPER: Class = 1;
pub(crate) const LOWER: Class = 1 << 1;
pub(crate) const DIGIT: Class = 1 << 2;
/// The ordinary blank.
pub(crate) const BLANK: Class = 1 << 3;
pub(crate) const DOT: Class = 1 << 4;
pub(crate) const COMMA: Class = 1 << 5;
/// `:`, `;`, `!` and `?`, which stand after a blank in French.
pub(crate) const TALL: Class = 1 << 6;
pub(crate) const OPENING: Class = 1 << 7;
pub(crate) const CLOSING: Class = 1 << 8;
pub(crate) const STRAIGHT_DOUBLE: Class = 1 << 9;
pub(crate) const STRAIGHT_SINGLE: Class = 1 << 10;
/// The backtick and the acute accent that stand by themselves.
pub(crate) const ACCENT: Class = 1 << 11;
/// `@`, `#` and `/`.
pub(crate) const ADDRESS: Class = 1 << 12;
pub(crate) const DASH: Class = 1 << 13;
/// Tab, no-break blank and all other blanks.
pub(crate) const ODD_BLANK: Class = 1 << 14;
pub(crate) const INVISIBLE: Class = 1 << 15;
pub(crate) const UNPRINTABLE: Class = 1 << 16;
/// What a normalisation may change.
pub(crate) const UNSTABLE: Class = 1 << 17;
/// U+2018.
pub(crate) const TURNED: Class = 1 << 18;
/// The curly apostrophe, and other single quotation marks.
pub(crate) const APOSTROPHE: Class = 1 << 31;
/// Double quotation marks that are not straight.
pub(crate) const CURLY: Class = 1 << 19;
/// Brackets beyond ASCII.
pub(crate) const WIDE_BRACKET: Class = 1 << 20;
pub(crate) const EMOJI: Class = 1 << 21;
pub(crate) const LATIN: Class = 1 << 22;
pub(crate) const GREEK: Class = 1 << 23;
pub(crate) const CYRILLIC: Class = 1 << 24;
/// A letter with case beyond ASCII.
pub(crate) const FOREIGN_CASE: Class = 1 << 25;
/// A pair that a wrong encoding leaves behind.
pub(crate) const SUSPECT: Class = 1 << 26;
/// Two blanks in a row.
pub(crate) const DOUBLE_BLANK: Class = 1 << 27;
/// A capital after a small letter, or a small letter after two capitals.
pub(crate) const HUMP: Class = 1 << 28;
/// A letter after a full stop.
pub(crate) const DOTTED: Class = 1 << 29;
const BEYOND_ASCII: Class = 1 << 30;

/// Which classes occur, and which beside a blank.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Signs {
    all: Class,
    after_blank: Class,
    before_blank: Class,
}

impl Signs {
    pub(crate) fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut last = START;
        for &byte in text.as_bytes() {
            let step = &STEPS[(last | KINDS[byte as usize]) as usize % STEPS.len()];
            signs.all |= step.all;
            signs.after_blank |= step.after_blank;
            signs.before_blank |= step.before_blank;
            last = step.next;
        }
        if signs.all & (UPPER | LOWER) != 0 {
            signs.all |= LATIN;
        }
        if signs.all & BEYOND_ASCII != 0 {
            signs.look_beyond(text);
        }
        signs
    }

    fn look_beyond(&mut self, text: &str) {
        let (mut last, mut case, mut last_case) = (' ', 0, 0);
        for sign in text.chars() {
            let own = if sign.is_ascii() { class_of(sign as u8) } else { class(sign) };
            self.all |= own;
            if !sign.is_ascii() && !last.is_ascii() && is_suspect(last, sign) {
                self.all |= SUSPECT;
            }
            let own_case = if own & FOREIGN_CASE == 0 { own & (UPPER | LOWER) } else { foreign_case(sign) };
            if (case & LOWER != 0 && own_case == UPPER) || (case & last_case & UPPER != 0 && own_case == LOWER) {
                self.all |= HUMP;
            }
            (last, last_case, case) = (sign, case, own_case);
        }
    }

    /// Whether only letters, digits and single blanks occur, and the commonest signs at their usual places.
    pub(super) const fn is_plain(self) -> bool {
        const PLAIN: Class =
            UPPER | LOWER | LATIN | DIGIT | BLANK | DOT | COMMA | TALL | DASH | STRAIGHT_SINGLE | BEYOND_ASCII;
        self.all & !(PLAIN | FOREIGN_CASE | APOSTROPHE) == 0 && self.after_blank & (COMMA | TALL | DOT) == 0
    }

    /// Whether one of these classes occurs.
    pub(crate) const fn any(self, classes: Class) -> bool {
        self.all & classes != 0
    }

    /// Whether each of these classes occurs.
    pub(crate) const fn all(self, classes: Class) -> bool {
        self.all & classes == classes
    }

    /// Whether one of these stands right after an ordinary blank.
    pub(crate) const fn any_after_blank(self, classes: Class) -> bool {
        self.after_blank & classes != 0
    }

    /// Whether one of these stands right before an ordinary blank.
    pub(crate) const fn any_before_blank(self, classes: Class) -> bool {
        self.before_blank & classes != 0
    }
}

/// The classes of the bytes, each once: the number of a kind of byte is its place here.
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
    OPENING,
    CLOSING,
    STRAIGHT_DOUBLE,
    STRAIGHT_SINGLE,
    ACCENT,
    ADDRESS,
    DASH,
    BEYOND_ASCII,
    // A capital right behind another one; no byte is of this kind by itself.
    UPPER,
];
const SECOND_CAPITAL: u8 = 17;
/// Before the first byte.
const START: u16 = 0;

/// The kind of each byte.
static KINDS: [u16; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let class = class_of(byte as u8);
        while OF_KIND[kinds[byte] as usize] != class {
            kinds[byte] += 1;
        }
        byte += 1;
    }
    kinds
};

/// What a byte adds to the signs of a text behind a byte of some kind.
#[derive(Clone, Copy)]
struct Step {
    all: Class,
    after_blank: Class,
    before_blank: Class,
    /// The kind of the byte, as the row for the one behind it.
    next: u16,
}

/// A row of 32 for each kind of the byte before.
static STEPS: [Step; 1024] = {
    let mut steps = [Step { all: 0, after_blank: 0, before_blank: 0, next: 0 }; 1024];
    let mut at = 0;
    while at < steps.len() {
        if at / 32 < OF_KIND.len() && at % 32 < OF_KIND.len() {
            steps[at] = step((at / 32) as u8, (at % 32) as u8);
        }
        at += 1;
    }
    steps
};

const fn step(last: u8, kind: u8) -> Step {
    let (before, class) = (OF_KIND[last as usize], OF_KIND[kind as usize]);
    let mut all = class;
    if before & class & BLANK != 0 {
        all |= DOUBLE_BLANK;
    }
    if (before & LOWER != 0 && class & UPPER != 0) || (last == SECOND_CAPITAL && class & LOWER != 0) {
        all |= HUMP;
    }
    if before & DOT != 0 && class & (UPPER | LOWER) != 0 {
        all |= DOTTED;
    }
    Step {
        all,
        after_blank: if before & BLANK != 0 { class } else { 0 },
        before_blank: if class & BLANK != 0 { before } else { 0 },
        next: (if before & class & UPPER != 0 { SECOND_CAPITAL } else { kind }) as u16 * 32,
    }
}

const fn class_of(byte: u8) -> Class {
    match byte {
        b'A'..=b'Z' => UPPER,
        b'a'..=b'z' => LOWER,
        b'0'..=b'9' => DIGIT,
        b' ' => BLANK,
        b'\t' => ODD_BLANK,
        b'.' => DOT,
        b',' => COMMA,
        b':' | b';' | b'!' | b'?' => TALL,
        b'(' | b'[' | b'{' => OPENING,
        b')' | b']' | b'}' => CLOSING,
        b'"' => STRAIGHT_DOUBLE,
        b'\'' => STRAIGHT_SINGLE,
        b'`' => ACCENT,
        b'@' | b'#' | b'/' => ADDRESS,
        b'-' => DASH,
        0x80.. => BEYOND_ASCII,
        _ => 0,
    }
}

/// The classes of a sign beyond ASCII.
fn class(sign: char) -> Class {
    // The letters of most titles; the rest is looked at more closely.
    match sign {
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{17F}' => return LATIN | FOREIGN_CASE,
        '\u{400}'..='\u{481}' => return CYRILLIC | FOREIGN_CASE,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => return 0,
        _ => {}
    }
    let kind = match sign {
        '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ODD_BLANK,
        '\u{2000}' | '\u{2001}' => ODD_BLANK | UNSTABLE,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => INVISIBLE,
        '\u{FE0F}' => INVISIBLE | EMOJI,
        '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FFFD}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{F0000}'.. => UNPRINTABLE,
        '\u{B4}' => ACCENT,
        '\u{2018}' => TURNED,
        '\u{2019}' | '\u{201A}' | '‹' | '›' => APOSTROPHE,
        '“'..='‟' | '«' | '»' | '「'..='』' | '〝'..='〟' | '｢' | '｣' => CURLY,
        '\u{2013}' | '\u{2014}' => DASH,
        '（' | '）' | '［' | '］' | '｛' | '｝' | '〈'..='》' | '【' | '】' | '〔'..='〛' => WIDE_BRACKET,
        '\u{231A}'..='\u{2B55}' | '\u{1F000}'..='\u{1FAFF}' => EMOJI,
        '\u{20E3}' => EMOJI | UNSTABLE,
        _ => 0,
    };
    kind | letter(sign)
        | if is_unstable(sign) { UNSTABLE } else { 0 }
        | if is_astral_noncharacter(sign) { UNPRINTABLE } else { 0 }
}

fn letter(sign: char) -> Class {
    match script(sign) {
        Some(Script::Latin) => LATIN | FOREIGN_CASE,
        Some(Script::Greek) => GREEK | FOREIGN_CASE,
        Some(Script::Cyrillic) => CYRILLIC | FOREIGN_CASE,
        None if matches!(sign, '\u{531}'..='\u{587}') => FOREIGN_CASE,
        None => 0,
    }
}

/// Whether a letter beyond ASCII is a capital; the common ones are told without a table.
fn foreign_case(sign: char) -> Class {
    match sign {
        'А'..='Я' | 'À'..='Þ' => UPPER,
        'а'..='я' | 'ß'..='ÿ' => LOWER,
        _ if sign.is_uppercase() => UPPER,
        _ if sign.is_lowercase() => LOWER,
        _ => 0,
    }
}

/// The last two code points of a plane; those of the first are control characters to the reader of records.
const fn is_astral_noncharacter(sign: char) -> bool {
    sign as u32 > 0xFFFF && sign as u32 & 0xFFFE == 0xFFFE
}

/// Whether it can be anything but itself in normal form C. What is not named here never is: this only saves a closer look.
const fn is_unstable(sign: char) -> bool {
    !matches!(sign,
        '\u{80}'..='\u{2FF}' | '\u{388}'..='\u{3FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{590}' | '\u{5D0}'..='\u{60F}'
        | '\u{620}'..='\u{64A}' | '\u{E01}'..='\u{E37}' | '\u{10D0}'..='\u{10FF}' | '\u{1E00}'..='\u{1F70}' | '\u{2002}'..='\u{20CF}'
        | '\u{2190}'..='\u{2328}' | '\u{2400}'..='\u{2AD0}' | '\u{2B00}'..='\u{2BFF}' | '\u{3000}'..='\u{3029}'
        | '\u{3031}'..='\u{3098}' | '\u{309B}'..='\u{A66E}' | '\u{AC00}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FF01}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{2F7FF}')
}

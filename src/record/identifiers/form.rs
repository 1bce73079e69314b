//! How an identifier is written: which sign stands at which place, and what may stand between them for readers.
use crate::record::identifiers::compact::Compact;
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};
use crate::record::identifiers::lookalike;
use std::ops::Range;

/// The form of one kind of identifier.
pub(crate) struct Form {
    /// Its name with the article, such as `an ISRC`.
    pub(crate) name: &'static str,
    /// The word that its standard prints before it; may be empty.
    pub(crate) word: &'static str,
    /// What it is made of, such as `letters and digits`.
    pub(crate) made_of: &'static str,
    /// What fits at each place: `9` a digit, `A` a letter, `*` either, `X` a digit or an X; a small letter or another digit only
    /// itself.
    pub(crate) places: &'static [u8],
    /// How many signs there may be.
    pub(crate) lengths: &'static [usize],
    /// Behind which signs hyphens and blanks stand in print; empty if it does not matter.
    pub(crate) groups: &'static [usize],
}

/// One letter or digit of a text.
struct Sign {
    at: usize,
    given: char,
    /// The ASCII capital or digit that it is or looks like.
    meant: u8,
}

impl Sign {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.given.len_utf8()
    }

    fn is_lookalike(&self) -> bool {
        !self.given.is_ascii() || self.given.to_ascii_uppercase() != char::from(self.meant)
    }
}

impl Form {
    /// The compact form of a text in compact or printed form.
    pub(crate) fn read<const N: usize>(&self, text: &str) -> Result<Compact<N>, Fault> {
        if self.is_met_by(text.as_bytes())
            && let Some(compact) = Compact::new(text.as_bytes())
        {
            return Ok(compact);
        }
        self.read_printed(text).map(|compact| compact.read_from(text))
    }

    fn read_printed<const N: usize>(&self, text: &str) -> Result<Compact<N>, Fault> {
        let start = self.start(text);
        self.refuse_strangers(text, start)?;
        let mut signs = signs(text, start);
        if !self.lengths.contains(&signs.len()) {
            return Err(self.wrong_length(text, start, &signs));
        }
        for (place, sign) in signs.iter_mut().enumerate() {
            sign.meant = self.digit_meant(place, sign).unwrap_or(sign.meant);
        }
        let compact: Vec<u8> = signs.iter().map(|sign| sign.meant).collect();
        self.refuse_lookalikes(text, &signs, &compact)?;
        if let Some((place, sign)) = signs.iter().enumerate().find(|(place, sign)| !self.fits(*place, sign.meant)) {
            return Err(self.misplaced(place, sign));
        }
        self.refuse_other_groups(text, &signs, &compact)?;
        Compact::new(&compact).ok_or_else(|| self.wrong_length(text, start, &signs))
    }

    /// Whether a text is a compact form.
    pub(crate) fn is_met_by(&self, text: &[u8]) -> bool {
        // Without a branch, since nearly all are.
        let is_fit = |all, (place, sign): (&u8, &u8)| all & fits(*place, *sign);
        self.lengths.contains(&text.len())
            && self.places.len() >= text.len()
            && self.places.iter().zip(text).fold(true, is_fit)
    }

    fn fits(&self, place: usize, sign: u8) -> bool {
        self.places.get(place).is_some_and(|place| fits(*place, sign))
    }

    /// Behind the word before the identifier. An Icelandic ISRC may itself begin with these letters (`ISRC10800015`): where there
    /// would be too little left, they belong to it.
    fn start(&self, text: &str) -> usize {
        let start = trimmed(text).start;
        let word = text.get(start..start + self.word.len()).unwrap_or_default();
        if word.is_empty() || !word.eq_ignore_ascii_case(self.word) {
            return start;
        }
        let behind = start + word.len();
        let rest = text[behind..].trim_start();
        let behind = text.len() - rest.strip_prefix(':').unwrap_or(rest).len();
        let shortest = self.lengths.iter().min().copied().unwrap_or_default();
        let is_long = signs(text, behind).len() >= shortest;
        if is_long || behind > start + word.len() { behind } else { start }
    }

    /// Whether a sign can stand nowhere in such an identifier, nor anything that it looks like.
    fn is_stranger(&self, sign: char) -> bool {
        if is_joint(sign) {
            return false;
        }
        lookalike::meant(sign).is_none_or(|meant| {
            let has_place = (0..self.places.len()).any(|place| self.fits(place, meant));
            !has_place && digit(sign, meant).is_none()
        })
    }

    fn refuse_strangers(&self, text: &str, start: usize) -> Result<(), Fault> {
        let mut rest = text[start..].char_indices().map(|(at, sign)| (start + at, sign));
        let Some((first, sign)) = rest.find(|(_, sign)| self.is_stranger(*sign)) else { return Ok(()) };
        // Of a word, the letters that look like digits belong to it as well.
        let is_further = |next: char| {
            self.is_stranger(next)
                || (sign.is_alphabetic() && digit(next, lookalike::meant(next).unwrap_or_default()).is_some())
        };
        let end = rest.find(|(_, next)| !is_further(*next)).map_or(text.len(), |(at, _)| at);
        if lookalike::is_invisible(sign) {
            return Err(self.unseen(text, first, sign));
        }
        let at = first..end;
        let message = format!("{} does not belong in {}", quoted(&text[at.clone()]), self.name);
        Err(Fault::new(Kind::Sign, at, message).help(format!("write {} alone: {}", self.name, self.extent())))
    }

    fn unseen(&self, text: &str, at: usize, sign: char) -> Fault {
        let message = format!("a sign that cannot be seen (U+{:04X}) stands in {}", sign as u32, self.name);
        let fault = Fault::new(Kind::Sign, at..at + sign.len_utf8(), message);
        let seen: String = text.chars().filter(|sign| !lookalike::is_invisible(*sign)).collect();
        match self.plainly(&seen) {
            Some(compact) => fault.instead(compact),
            None => fault.help("delete it"),
        }
    }

    /// The compact form, if nothing is wrong with the text but joints and case.
    fn plainly(&self, text: &str) -> Option<String> {
        let signs = signs(text, self.start(text));
        let compact: String = signs.iter().map(|sign| char::from(sign.meant)).collect();
        let is_whole = text.chars().filter(|sign| !is_joint(*sign)).count() == compact.len();
        (is_whole && self.is_met_by(compact.as_bytes())).then_some(compact)
    }

    fn wrong_length(&self, text: &str, start: usize, signs: &[Sign]) -> Fault {
        if signs.is_empty() {
            let whole = trimmed(text);
            let at = if whole.is_empty() { 0..text.len() } else { whole };
            return Fault::new(Kind::Empty, at, format!("there is nothing here, {} has {}", self.name, self.extent()));
        }
        let at = start..trimmed(text).end;
        let count = signs.len();
        let message = format!("{} has {count}, {} has {}", quoted(&text[at.clone()]), self.name, self.extent());
        let shortest = self.lengths.iter().min().copied().unwrap_or_default();
        let help = if count < shortest {
            "compare it with its source: something is missing"
        } else {
            "compare it with its source: count the signs"
        };
        Fault::new(Kind::Length, at, message).help(help)
    }

    /// `8, 12, 13 or 14 digits`.
    fn extent(&self) -> String {
        let numbers: Vec<String> = self.lengths.iter().map(ToString::to_string).collect();
        let (last, others) = numbers.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let joint = if others.is_empty() { "" } else { " or " };
        format!("{}{joint}{last} {}", others.join(", "), self.made_of)
    }

    /// The digit that a letter stands for, where only a digit fits.
    fn digit_meant(&self, place: usize, sign: &Sign) -> Option<u8> {
        let digit = digit(sign.given, sign.meant)?;
        (!self.fits(place, sign.meant) && self.fits(place, digit)).then_some(digit)
    }

    fn refuse_lookalikes(&self, text: &str, signs: &[Sign], compact: &[u8]) -> Result<(), Fault> {
        let mut rest = signs.iter().skip_while(|sign| !sign.is_lookalike());
        let Some(first) = rest.next() else { return Ok(()) };
        let mut at = first.range();
        for sign in rest.take_while(|sign| sign.is_lookalike() && sign.meant == first.meant) {
            at.end = sign.range().end;
        }
        let wanted = if first.meant.is_ascii_digit() { "the digit" } else { "the Latin letter" };
        let name = lookalike::called(first.given).unwrap_or_else(|| "a letter".to_owned());
        let (given, meant) = (first.given, char::from(first.meant));
        let message = format!("the `{given}` in {} is {name}, where {wanted} {meant} is due", quoted(text.trim()));
        let fault = Fault::new(Kind::Lookalike, at, message);
        let meant = str::from_utf8(compact).ok().filter(|compact| self.is_met_by(compact.as_bytes()));
        Err(match meant {
            Some(meant) => fault.instead(meant),
            None => fault.help(format!("type {} in Latin letters and digits", self.name)),
        })
    }

    fn misplaced(&self, place: usize, sign: &Sign) -> Fault {
        let wanted = match self.places.get(place) {
            Some(b'9') => "a digit".to_owned(),
            Some(b'A') => "a letter".to_owned(),
            Some(b'X') => "a digit or an `X`".to_owned(),
            Some(b'*') | None => "a letter or digit".to_owned(),
            Some(only) => format!("`{}`", char::from(only.to_ascii_uppercase())),
        };
        let at = place + 1;
        let message =
            format!("`{}` stands where {} has {wanted}: sign {at} of {}", sign.given, self.name, self.extent());
        Fault::new(Kind::Sign, sign.range(), message).help("compare it with its source")
    }

    /// Where print has fixed groups, hyphens elsewhere say that signs were lost or moved.
    fn refuse_other_groups(&self, text: &str, signs: &[Sign], compact: &[u8]) -> Result<(), Fault> {
        let is_joined = |place: usize| signs[place - 1].range().end == signs[place].at;
        let elsewhere = (1..signs.len()).filter(|place| !self.groups.contains(place)).find(|place| !is_joined(*place));
        let Some(place) = elsewhere.filter(|_| !self.groups.is_empty()) else { return Ok(()) };
        let at = signs[place - 1].range().end..signs[place].at;
        let compact = str::from_utf8(compact).unwrap_or_default();
        let groups: Vec<&str> = parts(compact, self.groups);
        let message =
            format!("{} is not divided as {} is in print: `{}`", quoted(text.trim()), self.name, groups.join("-"));
        Err(Fault::new(Kind::Groups, at, message).instead(compact))
    }
}

/// Whether a sign fits where a form says so of the place.
fn fits(place: u8, sign: u8) -> bool {
    OF_PLACE[usize::from(place)] & OF_SIGN[usize::from(sign)] != 0
}

/// The bit of a digit or a capital.
const fn bit(sign: u8) -> u64 {
    match sign {
        b'0'..=b'9' => 1 << (sign - b'0'),
        b'A'..=b'Z' => 1 << (sign - b'A' + 10),
        _ => 0,
    }
}

const DIGITS: u64 = (1 << 10) - 1;
const LETTERS: u64 = ((1 << 26) - 1) << 10;

static OF_SIGN: [u64; 256] = table(false);

/// The bits of all signs that fit at each kind of place.
static OF_PLACE: [u64; 256] = table(true);

const fn table(of_places: bool) -> [u64; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let sign = byte as u8;
        table[byte] = match sign {
            _ if !of_places => bit(sign),
            b'9' => DIGITS,
            b'A' => LETTERS,
            b'*' => DIGITS | LETTERS,
            b'X' => DIGITS | bit(b'X'),
            only => bit(only.to_ascii_uppercase()),
        };
        byte += 1;
    }
    table
}

/// The letters and digits of a text, and what looks like them, from a byte on.
fn signs(text: &str, start: usize) -> Vec<Sign> {
    let rest = text[start..].char_indices();
    rest.filter_map(|(at, given)| Some(Sign { at: start + at, given, meant: lookalike::meant(given)? })).collect()
}

/// What stands between signs for readers: blanks, full stops, hyphens and dashes.
fn is_joint(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}') || sign.is_whitespace()
}

/// The digit that a letter is often typed for. A capital `L` looks like no digit.
fn digit(given: char, meant: u8) -> Option<u8> {
    match (given, meant) {
        (_, b'O') => Some(b'0'),
        (_, b'I') | ('l', _) => Some(b'1'),
        _ => None,
    }
}

fn parts<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let starts = [0].into_iter().chain(ends.iter().copied());
    let ends = ends.iter().copied().chain([text.len()]);
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
}

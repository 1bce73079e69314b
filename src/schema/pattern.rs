//! A regular expression of the schema, made ready in no time: the machine of a general library takes longer to be built than
//! a record takes to be read. What the patterns of a record need is here; any other is for the library.
use crate::ascii::{among, has};
use regex_syntax::{
    Parser,
    hir::{Class, Hir, HirKind, Look},
};

/// A pattern, in the way it is looked for.
pub(super) enum Pattern {
    /// A letter of one kind somewhere, among letters of another kind alone if that is asked for.
    Among(Option<Box<Letters>>, Box<Letters>),
    /// The whole text, letter by letter.
    Whole(Box<Automaton>),
}

impl Pattern {
    /// None for one with anything that no pattern of a record needs.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let parsed = Parser::new().parse(pattern).ok()?;
        let parts = match parsed.kind() {
            HirKind::Concat(parts) => &parts[..],
            _ => std::slice::from_ref(&parsed),
        };
        let look = |part: &Hir, look| matches!(part.kind(), HirKind::Look(own) if *own == look);
        match parts {
            [one] => Some(Self::Among(None, Box::new(Letters::of(one)?))),
            [start, inner @ .., end] if look(start, Look::Start) && look(end, Look::End) => match inner {
                [before, one, behind] if before == behind => match (any_number(before), Letters::of(one)) {
                    (Some(all), Some(one)) => Some(Self::Among(Some(Box::new(all)), Box::new(one))),
                    _ => Self::whole(inner),
                },
                _ => Self::whole(inner),
            },
            _ => None,
        }
    }

    fn whole(parts: &[Hir]) -> Option<Self> {
        Automaton::new(parts).map(|automaton| Self::Whole(Box::new(automaton)))
    }

    /// Whether the text with these bytes has it.
    pub(super) fn is_met_by(&self, text: &[u8]) -> bool {
        match self {
            Self::Among(None, one) => one.take_any(text),
            Self::Among(Some(all), one) => one.take_any(text) && all.take_all(text),
            Self::Whole(automaton) => automaton.takes(text),
        }
    }
}

/// `.*`: the letters that may stand there.
fn any_number(part: &Hir) -> Option<Letters> {
    match part.kind() {
        HirKind::Repetition(repeat) if repeat.min == 0 && repeat.max.is_none() => Letters::of(&repeat.sub),
        _ => None,
    }
}

/// Letters of some kind: those of ASCII, and ranges of others.
pub(super) struct Letters {
    ascii: [bool; 128],
    others: Vec<(char, char)>,
    /// The only letter that is not among them, if there is but one, and that of ASCII and not 0.
    all_but: Option<u8>,
}

impl Letters {
    fn of(part: &Hir) -> Option<Self> {
        let HirKind::Class(Class::Unicode(class)) = part.kind() else { return None };
        let mut letters = Self { ascii: [false; 128], others: Vec::new(), all_but: None };
        for (first, last) in class.ranges().iter().map(|range| (range.start(), range.end())) {
            (first..=last).take_while(char::is_ascii).for_each(|letter| letters.ascii[letter as usize] = true);
            if !last.is_ascii() {
                letters.others.push((first.max('\u{80}'), last));
            }
        }
        let mut left_out = (0..128).filter(|letter| !letters.ascii[usize::from(*letter)]);
        if let (Some(only), None) = (left_out.next(), left_out.next()) {
            letters.all_but = Some(only).filter(|only| *only != 0 && letters.others == [('\u{80}', char::MAX)]);
        }
        Some(letters)
    }

    fn takes(&self, letter: char) -> bool {
        match self.ascii.get(letter as usize) {
            Some(is_taken) => *is_taken,
            None => self.others.iter().any(|(first, last)| (*first..=*last).contains(&letter)),
        }
    }

    /// Nearly every text begins with one of ASCII.
    fn take_any(&self, text: &[u8]) -> bool {
        let first = text.first().and_then(|byte| self.ascii.get(usize::from(*byte)));
        first.is_some_and(|is_taken| *is_taken) || letters(text).any(|letter| self.takes(letter))
    }

    fn take_all(&self, text: &[u8]) -> bool {
        match self.all_but {
            Some(letter) => !has(text, |bytes| among(bytes, [letter])),
            None => letters(text).all(|letter| self.takes(letter)),
        }
    }
}

/// The letters of a text whose bytes these are.
fn letters(text: &[u8]) -> impl Iterator<Item = char> {
    str::from_utf8(text).unwrap_or_default().chars()
}

/// A pattern of ASCII letters as a machine that goes through a text once: the state behind each byte.
pub(super) struct Automaton {
    /// The shortest texts that have the pattern: most have this form, and their letters can be looked at in any order.
    shortest: Shortest,
    /// The column of each byte in the table.
    columns: [u8; 256],
    /// For each state a row: where the row of the state begins that a byte leads to. The last place of a row is not 0 where the
    /// text may end.
    table: Vec<u16>,
    width: usize,
}

/// Texts of one length.
struct Shortest {
    /// The letter of the pattern at each place, as a bit.
    places: Vec<u64>,
    /// For each byte, the letters of the pattern that it can be.
    takes: [u64; 256],
}

impl Shortest {
    fn have(&self, text: &[u8]) -> bool {
        let mut letters = text.iter().zip(&self.places);
        text.len() == self.places.len() && letters.all(|(byte, place)| self.takes[usize::from(*byte)] & place != 0)
    }
}

/// The state that no text gets out of, and the one that each begins in.
const LOST: usize = 0;
const BEGIN: usize = 1;

impl Automaton {
    fn new(parts: &[Hir]) -> Option<Self> {
        let mut letters = Positions { follow: Vec::new(), takes: Box::new([0; 128]) };
        let whole = letters.row(parts)?;
        letters.machine(whole)
    }

    fn takes(&self, text: &[u8]) -> bool {
        if self.shortest.have(text) {
            return true;
        }
        let step = |row: usize, byte: &u8| usize::from(self.table[row + usize::from(self.columns[usize::from(*byte)])]);
        let row = text.iter().fold(BEGIN * self.width, step);
        self.table[row + self.width - 1] != 0
    }
}

/// The same pattern as Glushkov has it (1961): a number for each letter of the pattern, and which may follow which. Sets of them
/// are bits.
struct Positions {
    follow: Vec<u64>,
    /// For each letter of ASCII, the letters of the pattern that it can be.
    takes: Box<[u64; 128]>,
}

/// What a part of the pattern adds to it.
#[derive(Clone, Copy)]
struct Part {
    first: u64,
    last: u64,
    may_be_empty: bool,
}

/// A pattern has no more letters, its repetitions written out.
const MOST: usize = 64;

impl Positions {
    /// Each set of letters that a text may have come to is a state. None, if there are very many.
    fn machine(&self, whole: Part) -> Option<Automaton> {
        let mut kinds = vec![0];
        let mut columns = [0; 256];
        for (column, kind) in columns.iter_mut().zip(self.takes.iter()) {
            let known = kinds.iter().position(|known| known == kind);
            *column = known.unwrap_or(kinds.len()) as u8;
            if known.is_none() {
                kinds.push(*kind);
            }
        }
        // The letters that each state has come to; nothing is known of the first two by them.
        let mut states = vec![0, 0];
        let width = kinds.len() + 1;
        let mut table = vec![0; width];
        let mut at = BEGIN;
        while at < states.len() {
            let is_begin = at == BEGIN;
            let next = if is_begin { whole.first } else { self.behind(states[at]) };
            for kind in &kinds {
                let reached = next & kind;
                let known = states.iter().skip(2).position(|state| *state == reached).map(|state| state + 2);
                let state = if reached == 0 { LOST } else { known.unwrap_or(states.len()) };
                if state == states.len() {
                    states.push(reached);
                }
                table.push(u16::try_from(state * width).ok()?);
            }
            let may_end = if is_begin { whole.may_be_empty } else { states[at] & whole.last != 0 };
            table.push(u16::from(may_end));
            at += 1;
        }
        Some(Automaton { shortest: self.shortest(whole), columns, table, width })
    }

    /// One of the shortest ways through the pattern.
    fn shortest(&self, whole: Part) -> Shortest {
        let letters = |bits: u64| (0..MOST).filter(move |at| bits >> at & 1 == 1);
        let mut seen = whole.first;
        // Each way to a letter that was not come to yet, the shorter ones first.
        let mut ways: Vec<Vec<usize>> = letters(seen).map(|letter| vec![letter]).collect();
        let mut at = 0;
        let way = loop {
            let Some(way) = ways.get(at).filter(|_| !whole.may_be_empty) else { break &[][..] };
            let Some(last) = way.last().filter(|last| whole.last >> **last & 1 == 0) else { break way };
            let next = self.follow[*last] & !seen;
            seen |= next;
            let further: Vec<Vec<usize>> = letters(next).map(|letter| [&way[..], &[letter]].concat()).collect();
            ways.extend(further);
            at += 1;
        };
        let mut takes = [0; 256];
        takes[..128].copy_from_slice(&self.takes[..]);
        Shortest { places: way.iter().map(|letter| 1 << letter).collect(), takes }
    }

    /// What may follow one of these.
    fn behind(&self, letters: u64) -> u64 {
        let own = self.follow.iter().enumerate().filter(|(at, _)| letters >> at & 1 == 1);
        own.fold(0, |all, (_, follow)| all | follow)
    }

    /// Parts that follow each other.
    fn row(&mut self, parts: &[Hir]) -> Option<Part> {
        let empty = Part { first: 0, last: 0, may_be_empty: true };
        parts.iter().try_fold(empty, |before, part| {
            let part = self.part(part)?;
            Some(self.join(before, part))
        })
    }

    fn join(&mut self, one: Part, other: Part) -> Part {
        for (at, follow) in self.follow.iter_mut().enumerate() {
            if one.last >> at & 1 == 1 {
                *follow |= other.first;
            }
        }
        Part {
            first: if one.may_be_empty { one.first | other.first } else { one.first },
            last: if other.may_be_empty { one.last | other.last } else { other.last },
            may_be_empty: one.may_be_empty && other.may_be_empty,
        }
    }

    fn part(&mut self, part: &Hir) -> Option<Part> {
        match part.kind() {
            HirKind::Empty => self.row(&[]),
            HirKind::Literal(literal) => {
                let mut row = self.row(&[])?;
                for byte in literal.0.iter().copied() {
                    let letter = self.letter(|other| other == byte)?;
                    row = self.join(row, letter);
                }
                Some(row)
            }
            HirKind::Class(Class::Unicode(class)) => {
                let is_ascii = class.ranges().last().is_some_and(|range| range.end().is_ascii());
                let takes = |byte: u8| {
                    class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&char::from(byte)))
                };
                if is_ascii { self.letter(takes) } else { None }
            }
            HirKind::Repetition(repeat) => {
                let mut row = self.row(&[])?;
                for _ in 0..repeat.min {
                    let again = self.part(&repeat.sub)?;
                    row = self.join(row, again);
                }
                for _ in repeat.min..repeat.max? {
                    let again = self.part(&repeat.sub)?;
                    row = self.join(row, Part { may_be_empty: true, ..again });
                }
                Some(row)
            }
            HirKind::Capture(capture) => self.part(&capture.sub),
            HirKind::Concat(parts) => self.row(parts),
            HirKind::Alternation(ways) => {
                let none = Part { first: 0, last: 0, may_be_empty: false };
                ways.iter().try_fold(none, |all, way| {
                    let Part { first, last, may_be_empty } = self.part(way)?;
                    let may_be_empty = all.may_be_empty || may_be_empty;
                    Some(Part { first: all.first | first, last: all.last | last, may_be_empty })
                })
            }
            HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => None,
        }
    }

    /// Adds a letter to the pattern.
    fn letter(&mut self, takes: impl Fn(u8) -> bool) -> Option<Part> {
        let at = self.follow.len();
        if at == MOST {
            return None;
        }
        self.follow.push(0);
        let own = 1 << at;
        for byte in (0..=127).filter(|byte| takes(*byte)) {
            self.takes[usize::from(byte)] |= own;
        }
        Some(Part { first: own, last: own, may_be_empty: false })
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_are_met_by_what_they_are_for() {
        for (pattern, met, missed) in [
            ("\\S", &["x", " é", "\u{A0}x"][..], &["", " ", "\u{A0}\u{3000}"][..]),
            ("^.*\\S.*$", &["x", " é "], &["", " ", "x\n", "\nx"]),
            ("^a?b{2}c{1,2}$", &["bbc", "abbcc"], &["bb", "abbccc", "aabbc", "bbcé", "bbc\n"]),
            ("^(?:ab|c)*$", &[], &[]),
            ("^(?:ab|c?d)e$", &["abe", "cde", "de"], &["e", "abd", "abcde"]),
            ("^(?:[0-9][ -]?){3}$", &["123", "1 2-3 "], &["12", "1  23", "1234", "12x", "é1", "12\u{81}"]),
            ("^(?:[0-9]{2}:[0-5]|[0-9])a?:[0-5]$", &["1:2", "12:3:4", "1a:5"], &["1:6", "::2", "12:3", "a:1", ""]),
            ("^(?:a|bc)?$", &["", "a", "bc"], &["b", "c", "abc"]),
            ("^$", &[], &[]),
        ] {
            let pattern = Pattern::new(pattern);
            for (texts, is_met) in [(met, true), (missed, false)] {
                for text in texts {
                    let pattern = pattern.as_ref().expect("the pattern is one of ours");
                    assert_eq!(pattern.is_met_by(text.as_bytes()), is_met, "{text:?}");
                }
            }
        }
    }
}

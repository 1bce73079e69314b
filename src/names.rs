//! The names of fields that the schemas of records know, each with a number: the reader looks at a key once, and whoever comes
//! behind it asks for the number.
use crate::published;
use serde_json::Value;
use std::{collections::BTreeSet, sync::LazyLock};

/// The number of a name; it is the same throughout a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name(u8);

impl Name {
    /// A name that no schema knows, or that nobody has looked up.
    pub(crate) const UNKNOWN: Self = Self(0);

    /// Its bit among those of all known names; none for an unknown one.
    pub(crate) const fn bit(self) -> u128 {
        // The bit of the unknown name is shifted out.
        (1 << self.0) & !1
    }

    /// Its number, for a table of [`COUNT`] places.
    pub(crate) const fn number(self) -> usize {
        self.0 as usize
    }
}

/// So many names have a number, the unknown one among them.
pub(crate) const COUNT: usize = 128;

/// Finds names.
pub(crate) struct Names {
    /// Each name stands at its mark, or at the next free place.
    slots: [Slot; 256],
}

#[derive(Clone, Copy, Default)]
struct Slot {
    head: u64,
    tail: u64,
    middle: u64,
    length: usize,
    name: Name,
}

/// No name is longer: three words of eight signs.
pub(crate) const LONGEST: usize = 24;

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut found = BTreeSet::new();
    for schema in [&published::RELEASE, &published::PERFORMERS] {
        collect(schema.value(), &mut found);
    }
    Names::new(found.into_iter())
});

/// The names of the schemas of records.
pub(crate) fn names() -> &'static Names {
    &NAMES
}

fn collect<'a>(schema: &'a Value, found: &mut BTreeSet<&'a str>) {
    match schema {
        Value::Object(keywords) => {
            let fields = keywords.get("properties").and_then(Value::as_object);
            found.extend(fields.into_iter().flatten().map(|(name, _)| name.as_str()));
            keywords.values().for_each(|part| collect(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect(part, found)),
        _ => {}
    }
}

impl Names {
    /// Takes in names. One that is too long, or not of small letters and `_`, is left unknown.
    fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut slots = [Slot::default(); 256];
        let is_usual = |name: &&str| {
            (1..=LONGEST).contains(&name.len()) && name.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_')
        };
        for (number, name) in (1..COUNT as u8).zip(names.filter(is_usual)) {
            let slot = Slot { name: Name(number), ..Slot::of(name.as_bytes()) };
            let mut at = slot.mark();
            while slots[at].length > 0 {
                at = (at + 1) % slots.len();
            }
            slots[at] = slot;
        }
        Self { slots }
    }

    /// The number of a name.
    pub(crate) fn find(&self, name: &[u8]) -> Name {
        if name.is_empty() || name.len() > LONGEST { Name::UNKNOWN } else { self.slot(&Slot::of(name)) }
    }

    /// A known name that a colon ends, at the beginning of these bytes, and its length.
    pub(crate) fn before_colon(&self, bytes: &[u8]) -> Option<(Name, usize)> {
        let word = |from: usize| bytes.get(from..)?.first_chunk().map(|word| u64::from_le_bytes(*word));
        let head = word(0)?;
        if let Some(length) = colon(head) {
            let sought = Slot { head: begin(head, length), length, ..Slot::default() };
            return self.known(&sought);
        }
        let length = match colon(word(8)?) {
            Some(more) => 8 + more,
            None => 16 + colon(word(16)?)?,
        };
        let middle = if length > 16 { word(8)? } else { 0 };
        self.known(&Slot { head, tail: word(length - 8)?, middle, length, name: Name::UNKNOWN })
    }

    fn known(&self, sought: &Slot) -> Option<(Name, usize)> {
        let name = self.slot(sought);
        (name != Name::UNKNOWN).then_some((name, sought.length))
    }

    fn slot(&self, sought: &Slot) -> Name {
        let mut at = sought.mark();
        loop {
            let slot = &self.slots[at];
            let is_it = slot.head == sought.head
                && slot.length == sought.length
                && slot.tail == sought.tail
                && slot.middle == sought.middle;
            // There are more places than names, so that an empty one ends the search.
            if is_it || slot.length == 0 {
                return slot.name;
            }
            at = (at + 1) % self.slots.len();
        }
    }
}

impl Slot {
    /// A name of at most [`LONGEST`] signs, taken apart.
    fn of(name: &[u8]) -> Self {
        let word = |from: usize| {
            let mut word = [0; 8];
            let part = name.get(from..name.len().min(from + 8)).unwrap_or_default();
            word[..part.len()].copy_from_slice(part);
            u64::from_le_bytes(word)
        };
        let tail = name.len().checked_sub(8).map_or(0, word);
        let (tail, middle) = match name.len() {
            ..8 => (0, 0),
            8..=16 => (tail, 0),
            _ => (tail, word(8)),
        };
        Self { head: word(0), tail, middle, length: name.len(), name: Name::UNKNOWN }
    }

    /// Where it is looked for first.
    fn mark(&self) -> usize {
        let mixed = (self.head ^ self.tail.rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 56) as usize
    }
}

/// The first `length` signs of a word, fewer than eight.
const fn begin(word: u64, length: usize) -> u64 {
    word & !(u64::MAX << (8 * length))
}

/// Where the first colon of a word is.
const fn colon(word: u64) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let zero = word ^ (ONES * b':' as u64);
    let found = zero.wrapping_sub(ONES) & !zero & (ONES << 7);
    if found == 0 { None } else { Some((found.trailing_zeros() / 8) as usize) }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, LONGEST, Name, collect, names};
    use crate::published;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_of_a_schema_has_its_own_number() {
        let mut all = BTreeSet::new();
        collect(published::RELEASE.value(), &mut all);
        collect(published::PERFORMERS.value(), &mut all);
        assert!(all.len() > 50 && all.len() < COUNT, "{}", all.len());
        let numbers: BTreeSet<usize> = all.iter().map(|name| names().find(name.as_bytes()).number()).collect();
        assert_eq!(numbers.len(), all.len());
        assert!(!numbers.contains(&0));
        for name in all {
            let number = names().find(name.as_bytes());
            let line = format!("{name}: and something behind it");
            assert_eq!(names().before_colon(line.as_bytes()), Some((number, name.len())), "{name}");
            for other in [format!("{name}_"), format!("x{name}"), name[1..].to_owned(), name.to_uppercase()] {
                let found = names().find(other.as_bytes());
                assert_ne!(found, number, "{other}");
                let line = format!("{other}: and something behind it");
                let before = names().before_colon(line.as_bytes()).map(|(name, _)| name);
                assert_eq!(before.unwrap_or(Name::UNKNOWN), found, "{other}");
            }
        }
    }

    #[test]
    fn odd_texts_have_no_number() {
        for text in ["", ":", "title", "title:", "Nothing of the kind: at all", "::::::::", &"e".repeat(100)] {
            assert_eq!(names().before_colon(text.as_bytes()), None, "{text}");
        }
        for text in ["", "title\0", "titel", &"title".repeat(9), &"x".repeat(LONGEST + 1)] {
            assert_eq!(names().find(text.as_bytes()), Name::UNKNOWN, "{text}");
        }
        assert_ne!(names().find(b"title"), Name::UNKNOWN);
        assert_eq!(Name::UNKNOWN.bit(), 0);
    }
}

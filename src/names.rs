//! The names of fields that the schemas of records know, each with a number: the reader looks at a key once, and whoever comes
//! behind it asks for the number.
use crate::{mix, published};
use serde_json::Value;
use std::{collections::BTreeSet, sync::LazyLock};

/// The number of a name; it is the same throughout a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name(u8);

impl Name {
    /// A name that no schema knows, or that nobody has looked up.
    pub(crate) const UNKNOWN: Self = Self(0);

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
    /// What stands in a text where each name is a key, by its number.
    keys: [Key; COUNT],
}

/// A name and its colon, as they are compared with a text, eight signs at once.
#[derive(Clone, Copy)]
struct Key {
    words: [u64; 3],
    /// The bits that count.
    masks: [u64; 3],
    length: usize,
}

impl Key {
    /// The key of a name that there is not: these bytes are in no text.
    const NONE: Self = Self { words: [u64::MAX; 3], masks: [u64::MAX; 3], length: 0 };

    fn of(name: &str) -> Self {
        let mut key = Self { words: [0; 3], masks: [0; 3], length: name.len() };
        for (at, sign) in name.bytes().chain([b':']).enumerate() {
            key.words[at / 8] |= u64::from(sign) << (at % 8 * 8);
            key.masks[at / 8] |= 0xFF << (at % 8 * 8);
        }
        key
    }
}

#[derive(Clone, Copy, Default)]
struct Slot {
    head: u64,
    tail: u64,
    middle: u64,
    length: usize,
    name: Name,
}

/// No name is longer: with its colon, it is three words of eight signs.
pub(crate) const LONGEST: usize = 23;

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
        let mut keys = [Key::NONE; COUNT];
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
            keys[slot.name.number()] = Key::of(name);
        }
        Self { slots, keys }
    }

    /// The number of a name.
    pub(crate) fn find(&self, name: &[u8]) -> Name {
        if name.is_empty() || name.len() > LONGEST { Name::UNKNOWN } else { self.slot(&Slot::of(name)) }
    }

    /// The number of the name that stands between two bytes of a text.
    #[inline]
    pub(crate) fn between(&self, bytes: &[u8], start: usize, end: usize) -> Name {
        let length = end - start;
        let word = |from: usize| bytes.get(from..)?.first_chunk().map(|word| u64::from_le_bytes(*word));
        let (Some(head), Some(tail)) = (word(start), end.checked_sub(8).and_then(word)) else {
            return self.find(&bytes[start..end]);
        };
        if !(1..=LONGEST).contains(&length) {
            return Name::UNKNOWN;
        }
        let head = head & u64::MAX >> (64 - 8 * length.min(8));
        let tail = if length < 8 { 0 } else { tail };
        let middle = if length > 16 { word(start + 8).unwrap_or_default() } else { 0 };
        self.slot(&Slot { head, tail, middle, length, name: Name::UNKNOWN })
    }

    /// Where the colon is, if a certain name and a colon begin there. Near the end of a text it does not say.
    #[inline]
    pub(crate) fn colon_behind(&self, name: Name, bytes: &[u8], start: usize) -> Option<usize> {
        let key = &self.keys[name.number() % COUNT];
        let text: &[u8; 24] = bytes.get(start..)?.first_chunk()?;
        let (words, _) = text.as_chunks();
        let differs = |at: usize| (u64::from_le_bytes(words[at]) ^ key.words[at]) & key.masks[at];
        (differs(0) | differs(1) | differs(2) == 0).then_some(start + key.length)
    }

    fn slot(&self, sought: &Slot) -> Name {
        let mut at = sought.mark();
        loop {
            let slot = &self.slots[at];
            // All at once: one branch is foretold more surely than four.
            let differs = (slot.head ^ sought.head)
                | (slot.tail ^ sought.tail)
                | (slot.middle ^ sought.middle)
                | (slot.length ^ sought.length) as u64;
            let is_it = differs == 0;
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
        let mixed = (self.head ^ self.tail.rotate_left(23)).wrapping_mul(mix::FIRST);
        (mixed >> 56) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, LONGEST, Name, collect, names};
    use crate::published;
    use std::collections::BTreeSet;

    /// The number of a name with something around it, and alone.
    fn between(name: &str) -> Name {
        let line = format!("x: {name}: and something behind it");
        let number = names().between(line.as_bytes(), 3, 3 + name.len());
        let colon = names().colon_behind(number, line.as_bytes(), 3);
        assert_eq!(colon, (number != Name::UNKNOWN).then_some(3 + name.len()), "{name}");
        assert_eq!(names().between(name.as_bytes(), 0, name.len()), number, "{name}");
        number
    }

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
            assert_eq!(between(name), number, "{name}");
            for other in [format!("{name}_"), format!("x{name}"), name[1..].to_owned(), name.to_uppercase()] {
                let found = names().find(other.as_bytes());
                assert_ne!(found, number, "{other}");
                assert_eq!(between(&other), found, "{other}");
                let line = format!("{other}: and something behind it");
                assert_eq!(names().colon_behind(number, line.as_bytes(), 0), None, "{name} is not {other}");
            }
        }
    }

    #[test]
    fn odd_texts_have_no_number() {
        for text in ["", ":", "title\0", "titel", "title:", &"title".repeat(9), &"x".repeat(LONGEST + 1)] {
            assert_eq!(names().find(text.as_bytes()), Name::UNKNOWN, "{text}");
            assert_eq!(between(text), Name::UNKNOWN, "{text}");
        }
        assert_ne!(names().find(b"title"), Name::UNKNOWN);
    }
}

//! The keys of the mappings that are open, so that a repeated one is noticed.
use crate::{
    names::{self, Name, Names},
    tape::same,
};
use std::collections::HashSet;

/// The longest key that is no known name, in bytes. YAML allows 1024 characters: what comes near is for the full reader.
pub(super) const LONGEST_KEY: usize = 500;

/// The two keys that were seen last behind each one, the last one first.
pub(super) struct Followers([[Name; 2]; names::COUNT]);

impl Default for Followers {
    fn default() -> Self {
        Self([[Name::UNKNOWN; 2]; names::COUNT])
    }
}

impl Followers {
    /// Where the colon stands behind one of the keys that are foretold behind `before`, if one of them begins there, and its name.
    #[inline]
    pub(super) fn find(&mut self, names: &Names, bytes: &[u8], start: usize, before: Name) -> Option<(usize, Name)> {
        let known = &mut self.0[before.number() % names::COUNT];
        let [last, other] = *known;
        if let Some(colon) = names.colon_behind(last, bytes, start) {
            return Some((colon, last));
        }
        let colon = names.colon_behind(other, bytes, start)?;
        *known = [other, last];
        Some((colon, other))
    }

    /// Another key was seen behind that one.
    pub(super) fn add(&mut self, before: Name, name: Name) {
        let known = &mut self.0[before.number() % names::COUNT];
        *known = [name, known[0]];
    }
}

/// The keys of all open mappings that are no known names, those of the innermost last.
#[derive(Default)]
pub(super) struct Keys<'s> {
    open: Vec<&'s [u8]>,
}

/// Where the keys of a mapping begin, and all of them once they are many.
pub(super) struct Scope<'s> {
    first: usize,
    /// The bits of its keys that are known names.
    known: [u64; 2],
    /// A bit for each mark of its other keys: one with a mark of its own is new.
    marks: u64,
    many: Option<HashSet<&'s [u8]>>,
}

/// Up to so many keys are looked through one by one.
const FEW: usize = 32;

/// One of 64 bits, by the length of a key and three of its letters.
fn mark(key: &[u8]) -> u64 {
    let letter = |at: usize| key.get(at).map_or(0, |letter| usize::from(*letter));
    let sum = letter(0) + letter(1) * 3 + letter(key.len().wrapping_sub(1)) * 5 + key.len() * 11;
    1 << (sum % 64)
}

impl<'s> Keys<'s> {
    /// Begins a mapping.
    pub(super) fn open(&self) -> Scope<'s> {
        Scope { first: self.open.len(), known: [0; 2], marks: 0, many: None }
    }

    /// Whether the key is new in its mapping.
    #[inline]
    pub(super) fn insert(&mut self, scope: &mut Scope<'s>, key: &'s [u8], name: Name) -> bool {
        if name != Name::UNKNOWN {
            let known = &mut scope.known[name.number() / 64 % 2];
            let bit = 1 << (name.number() % 64);
            let is_new = *known & bit == 0;
            *known |= bit;
            return is_new;
        }
        self.insert_other(scope, key)
    }

    /// The same for a key that is no known name.
    fn insert_other(&mut self, scope: &mut Scope<'s>, key: &'s [u8]) -> bool {
        let own = &self.open[scope.first..];
        if own.len() < FEW {
            let mark = mark(key);
            let is_new = scope.marks & mark == 0 || !own.iter().any(|other| same(other, key));
            scope.marks |= mark;
            self.open.push(key);
            return is_new;
        }
        scope.many.get_or_insert_with(|| own.iter().copied().collect()).insert(key)
    }

    /// Ends a mapping.
    pub(super) fn close(&mut self, scope: &Scope<'s>) {
        self.open.truncate(scope.first);
    }
}

//! The keys of the mappings that are open, so that a repeated one is noticed.
use std::collections::HashSet;

/// The keys of all open mappings, those of the innermost last.
#[derive(Default)]
pub(super) struct Keys<'s> {
    /// Each key's length and first bytes, and the key.
    open: Vec<(u64, &'s str)>,
}

/// Where the keys of a mapping begin, and all of them once they are many.
pub(super) struct Scope<'s> {
    first: usize,
    many: HashSet<&'s str>,
}

/// Up to so many keys are looked through one by one.
const FEW: usize = 32;

impl<'s> Keys<'s> {
    /// Begins a mapping.
    pub(super) fn open(&self) -> Scope<'s> {
        Scope { first: self.open.len(), many: HashSet::new() }
    }

    /// Whether the key is new in its mapping.
    pub(super) fn insert(&mut self, scope: &mut Scope<'s>, key: &'s str) -> bool {
        let own = &self.open[scope.first..];
        if own.len() < FEW {
            let mark = mark(key);
            let is_new = !own.iter().any(|(other, text)| *other == mark && *text == key);
            self.open.push((mark, key));
            return is_new;
        }
        if scope.many.is_empty() {
            scope.many.extend(own.iter().map(|(_, key)| key));
        }
        scope.many.insert(key)
    }

    /// Ends a mapping.
    pub(super) fn close(&mut self, scope: &Scope<'s>) {
        self.open.truncate(scope.first);
    }
}

/// A number that is the same for the same key, and seldom for two.
fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let length = bytes.len() as u64;
    let (Some(head), Some(tail)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) else {
        return bytes.iter().fold(length, |mark, byte| mark << 8 | u64::from(*byte));
    };
    (u64::from(u32::from_le_bytes(*head)) << 32 | u64::from(u32::from_le_bytes(*tail))) ^ length << 56
}

//! The keys of the mappings that are open, so that a repeated one is noticed.
use crate::tape::same;
use std::collections::HashSet;

/// The keys of all open mappings, those of the innermost last.
#[derive(Default)]
pub(super) struct Keys<'s> {
    open: Vec<&'s [u8]>,
}

/// Where the keys of a mapping begin, and all of them once they are many.
pub(super) struct Scope<'s> {
    first: usize,
    many: HashSet<&'s [u8]>,
}

/// Up to so many keys are looked through one by one.
const FEW: usize = 32;

impl<'s> Keys<'s> {
    /// Begins a mapping.
    pub(super) fn open(&self) -> Scope<'s> {
        Scope { first: self.open.len(), many: HashSet::new() }
    }

    /// Whether the key is new in its mapping.
    pub(super) fn insert(&mut self, scope: &mut Scope<'s>, key: &'s [u8]) -> bool {
        let own = &self.open[scope.first..];
        if own.len() < FEW {
            let is_new = !own.iter().any(|other| same(other, key));
            self.open.push(key);
            return is_new;
        }
        if scope.many.is_empty() {
            scope.many.extend(own);
        }
        scope.many.insert(key)
    }

    /// Ends a mapping.
    pub(super) fn close(&mut self, scope: &Scope<'s>) {
        self.open.truncate(scope.first);
    }
}

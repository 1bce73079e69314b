//! How names of one kind are spelled over a run: each spelling once, with its first place.
use super::Kept;
use crate::{
    record::{
        Text,
        performer::{is_various_artists, misspells_various_artists},
        release::Release,
    },
    span::{Span, Spanned},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

/// The spellings of all names of one kind.
#[derive(Debug, Default)]
pub(crate) struct Spellings(HashMap<Text, Spelling>);

/// One spelling of a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling {
    /// Where it stands first.
    pub(crate) first: Kept,
    /// In how many records it stands.
    pub(crate) count: u32,
}

impl Spellings {
    pub(super) fn add(&mut self, name: Text, place: Kept) {
        self.0.entry(name).or_insert(Spelling { first: place, count: 0 }).count += 1;
    }

    /// The names that are spelled in several ways, each with its spellings, the usual one first. `fold` tells which are one name.
    pub(crate) fn several(&self, fold: fn(&str) -> String) -> Vec<Vec<(&str, Spelling)>> {
        let mut names: BTreeMap<String, Vec<(&str, Spelling)>> = BTreeMap::new();
        for (name, spelling) in &self.0 {
            names.entry(fold(name)).or_default().push((name, *spelling));
        }
        names.retain(|letters, spellings| !letters.is_empty() && spellings.len() > 1);
        let sorted = names.into_values().map(|mut spellings| {
            spellings.sort_by_key(|(_, spelling)| (Reverse(spelling.count), spelling.first));
            spellings
        });
        sorted.collect()
    }
}

/// The performers of a release, each spelling once.
pub(super) fn names(release: &Release) -> Vec<(Text, Span)> {
    let mut names: Vec<&Spanned<Text>> = release.names().collect();
    names.sort_unstable_by(|one, other| one.value.cmp(&other.value).then(one.span.cmp(&other.span)));
    names.dedup_by(|later, first| later.value == first.value);
    names.retain(|name| !is_various_artists(name) && !misspells_various_artists(name));
    names.into_iter().map(|name| (name.value.clone(), name.span)).collect()
}

//! Everybody whom a message names: each stands in it once, and is referred to from there on.
use super::{
    node::{Reference, Some1},
    tree,
};
use crate::record::{
    Record,
    performer::Performer,
    roster::{Entry, OwnId},
};
use std::{borrow::Cow, collections::HashMap};

/// Those who were named so far, in the order in which they came.
pub(super) struct Parties<'a> {
    record: &'a Record,
    list: Vec<Party<'a>>,
    /// Where each is in the list. A label is nobody else, though a band may go under its name.
    known: HashMap<(Kind, &'a str, Option<&'a str>), usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Person,
    Label,
}

struct Party<'a> {
    name: &'a str,
    entry: Option<&'a Entry>,
    /// The name number that a song's credit has.
    ipi: Option<&'a str>,
}

impl<'a> Parties<'a> {
    pub(super) fn new(record: &'a Record) -> Self {
        Self { record, list: Vec::new(), known: HashMap::new() }
    }

    /// A performer, under the roster's name.
    pub(super) fn performer(&mut self, performer: &'a Performer) -> Option<Reference> {
        let name = self.record.canonical_name(performer)?;
        Some(self.person(name, None))
    }

    /// Anybody else who made something; two who share a name and have different name numbers are two.
    pub(super) fn person(&mut self, name: &'a str, ipi: Option<&'a str>) -> Reference {
        let name = self.record.canonical(name);
        let Some(&at) = self.known.get(&(Kind::Person, name, None)) else {
            return self.add(Kind::Person, name, None, ipi);
        };
        match (self.list[at].ipi, ipi) {
            (known, own) if own.is_none() || known == own => Reference('P', at + 1),
            (None, own) => {
                self.list[at].ipi = own;
                Reference('P', at + 1)
            }
            _ => match self.known.get(&(Kind::Person, name, ipi)) {
                Some(at) => Reference('P', at + 1),
                None => self.add(Kind::Person, name, ipi, ipi),
            },
        }
    }

    pub(super) fn label(&mut self, name: &'a str) -> Reference {
        match self.known.get(&(Kind::Label, name, None)) {
            Some(at) => Reference('P', at + 1),
            None => self.add(Kind::Label, name, None, None),
        }
    }

    fn add(&mut self, kind: Kind, name: &'a str, key: Option<&'a str>, ipi: Option<&'a str>) -> Reference {
        let roster = self.record.roster.as_deref().filter(|_| kind == Kind::Person);
        let entry = roster.and_then(|roster| Some(&roster.entries[roster.known(name)?.entry()].1));
        let ipi = ipi.or_else(|| entry.and_then(|entry| entry.ipi.as_ref()).map(|ipi| ipi.compact()));
        self.known.insert((kind, name, key), self.list.len());
        self.list.push(Party { name, entry, ipi });
        Reference('P', self.list.len())
    }

    /// All of them as the message has them.
    pub(super) fn list(self) -> Vec<tree::Party<'a>> {
        self.list.iter().zip(1..).map(|(party, number)| party.node(Reference('P', number))).collect()
    }
}

impl<'a> Party<'a> {
    fn node(&self, reference: Reference) -> tree::Party<'a> {
        let native = self.entry.and_then(|entry| entry.native_name.as_ref()).filter(|name| name.as_str() != self.name);
        let language = self.entry.and_then(|entry| entry.native_language.as_ref()).map(|language| language.as_str());
        let plain =
            tree::PartyName { language: None, is_default: native.map(|_| true), is_original: None, full: self.name };
        let native =
            native.map(|name| tree::PartyName { language, is_default: None, is_original: Some(true), full: name });
        let isni = self.entry.and_then(|entry| entry.isni.as_ref()).map(|isni| isni.compact());
        let ids = self.entry.map_or(&[][..], |entry| &entry.ids);
        let own: Vec<_> = ids.iter().filter_map(own_id).collect();
        let has_id = isni.is_some() || self.ipi.is_some() || !own.is_empty();
        tree::Party {
            reference,
            names: Some1 { first: plain, rest: native.into_iter().collect() },
            id: has_id.then_some(tree::PartyId { isni, ipi: self.ipi, own }),
        }
    }
}

fn own_id(id: &OwnId) -> Option<tree::ProprietaryId<'_>> {
    let (namespace, id) = (id.namespace.as_ref()?, id.id.as_ref()?);
    Some(tree::ProprietaryId { namespace, id: Cow::Borrowed(id) })
}

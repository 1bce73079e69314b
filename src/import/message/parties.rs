//! Everybody whom a message names.
use super::{put, put_list, taken::At};
use crate::record::performer::is_various_artists;
use serde_json::{Map, Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

/// Those whom a message names, by their references.
#[derive(Default)]
pub(super) struct Parties {
    list: HashMap<String, Party>,
    /// The names of those who perform.
    performing: RefCell<BTreeSet<String>>,
}

#[derive(Default)]
struct Party {
    name: String,
    ipi: Option<String>,
    /// What a roster has of them.
    entry: Map<String, Value>,
}

impl Parties {
    pub(super) fn read(root: At<'_>) -> Self {
        let parties = root.child("PartyList").into_iter().flat_map(|list| list.all("Party"));
        let list = parties.filter_map(|party| Some((party.text_of("PartyReference")?, Party::read(party))));
        let mut known = HashMap::new();
        for (reference, party) in list {
            known.entry(reference).or_insert(party);
        }
        Self { list: known, performing: RefCell::default() }
    }

    /// The name behind a reference; the reference itself, where it leads nowhere.
    pub(super) fn name(&self, reference: &str) -> String {
        self.list.get(reference).map_or_else(|| reference.to_owned(), |party| party.name.clone())
    }

    /// The same, for somebody who performs and so belongs into the roster.
    pub(super) fn performer(&self, reference: &str) -> String {
        let name = self.name(reference);
        if !is_various_artists(&name) {
            self.performing.borrow_mut().insert(name.clone());
        }
        name
    }

    /// The name number of a writer; that of a performer stands in the roster.
    pub(super) fn ipi(&self, reference: &str) -> Option<String> {
        let party = self.list.get(reference)?;
        party.ipi.clone().filter(|_| !self.performing.borrow().contains(&party.name))
    }

    /// Those who perform, and those of whom more than a name is known.
    pub(super) fn roster(&self) -> Map<String, Value> {
        let performing = self.performing.borrow();
        let mut roster: Map<String, Value> =
            performing.iter().map(|name| (name.clone(), json!({"type": "other"}))).collect();
        let mut parties: Vec<(&String, &Party)> = self.list.iter().collect();
        parties.sort_unstable_by_key(|(reference, _)| *reference);
        for (_, party) in parties {
            let is_performing = performing.contains(&party.name);
            if !is_performing && party.entry.is_empty() {
                continue;
            }
            let entry = roster.entry(&party.name).or_insert_with(|| json!({"type": "other"}));
            let Some(entry) = entry.as_object_mut() else { continue };
            for (key, value) in &party.entry {
                entry.entry(key).or_insert_with(|| value.clone());
            }
            if is_performing && let Some(ipi) = &party.ipi {
                entry.entry("ipi").or_insert_with(|| json!(ipi));
            }
        }
        roster
    }
}

impl Party {
    fn read(party: At<'_>) -> Self {
        let names: Vec<At<'_>> = party.all("PartyName").collect();
        let is_plain = |name: &&At<'_>| {
            name.peek_attribute("IsDefault").as_deref() == Some("true")
                || name.peek_attribute("LanguageAndScriptCode").is_none()
        };
        let first = names.iter().position(|name| is_plain(&name)).unwrap_or(0);
        let mut entry = Map::new();
        let name = names.get(first).and_then(|name| name.text_of("FullName"));
        let mut others = names.iter().enumerate().filter(|(at, _)| *at != first).map(|(_, name)| name);
        let native = others.find(|name| name.peek_attribute("IsInOriginalLanguage").as_deref() != Some("false"));
        if let Some(native) = native {
            native.attribute("IsInOriginalLanguage");
            put(&mut entry, "native_language", native.attribute("LanguageAndScriptCode"));
            put(&mut entry, "native_name", native.text_of("FullName"));
        }
        let mut own = Vec::new();
        let mut ipi = None;
        let mut id = None;
        for ids in party.all("PartyId") {
            id = id.or_else(|| ids.children().next().map(At::peek)).or_else(|| Some(ids.peek()));
            put(&mut entry, "isni", ids.text_of("ISNI"));
            ipi = ipi.or_else(|| ids.text_of("IpiNameNumber"));
            for number in ids.all("ProprietaryId") {
                let namespace = number.attribute("Namespace").unwrap_or_else(|| "?".to_owned());
                own.extend(number.take().map(|id| json!({"namespace": namespace, "id": id})));
            }
        }
        put_list(&mut entry, "ids", own);
        Self { name: name.or(id).unwrap_or_else(|| "?".to_owned()), ipi, entry }
    }
}

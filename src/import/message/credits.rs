//! Those who made a recording without standing beside its title.
use super::{parties::Parties, put, taken::At};
use crate::ern::roles;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// What contributors of a recording become.
#[derive(Default)]
pub(super) struct Made {
    pub(super) writers: Vec<Value>,
    pub(super) remixers: Vec<Value>,
    pub(super) credits: Vec<Value>,
}

/// The standard's words for those who wrote a song, and ours.
const WRITERS: &[(&str, &str)] = &[
    ("ComposerLyricist", "writer"),
    ("Composer", "composer"),
    ("Lyricist", "lyricist"),
    ("Arranger", "arranger"),
    ("Adapter", "adapter"),
    ("Translator", "translator"),
];

/// Takes the contributors of a recording or an image.
pub(super) fn made(at: At<'_>, parties: &Parties, composers: &[String]) -> Made {
    let mut made = Made::default();
    let mut known = HashSet::new();
    let mut writer = |reference: &str, word: Option<&'static str>, list: &mut Vec<Value>| {
        if known.insert((reference.to_owned(), word)) {
            list.push(written(parties, reference, word));
        }
    };
    for reference in composers {
        writer(reference, Some("composer"), &mut made.writers);
    }
    let mut all: Vec<At<'_>> = at.all("Contributor").collect();
    all.sort_by_key(|contributor| contributor.number());
    for contributor in all {
        let Some(reference) = contributor.text_of("ContributorPartyReference") else { continue };
        for role in contributor.all("Role") {
            // In an element of its own since 4.3.2.
            let role = role.child("Value").unwrap_or(role);
            let Some(code) = role.take() else { continue };
            if let Some((_, word)) = WRITERS.iter().find(|(own, _)| *own == code) {
                let word = Some(*word).filter(|_| !parties.name(&reference).is_empty());
                writer(&reference, word, &mut made.writers);
                continue;
            }
            if code == "Remixer" {
                let name = parties.performer(&reference);
                made.remixers.push(json!({"name": name, "role": "remixer"}));
                continue;
            }
            let words = match code.as_str() {
                "UserDefined" => {
                    role.attribute("Namespace");
                    role.attribute("UserDefinedValue").unwrap_or(code)
                }
                _ => plain(&code),
            };
            made.credits.push(json!({"name": parties.name(&reference), "role": words}));
        }
    }
    made
}

fn written(parties: &Parties, reference: &str, word: Option<&str>) -> Value {
    let mut map = Map::new();
    put(&mut map, "name", Some(parties.name(reference)));
    put(&mut map, "role", word);
    put(&mut map, "ipi", parties.ipi(reference));
    // Nobody says more of those who wrote music and words than their names.
    match (word, map.contains_key("ipi")) {
        (None | Some("writer"), false) => json!(parties.name(reference)),
        _ => Value::Object(map),
    }
}

/// `MixingEngineer` in plain words, if they lead back to it: `mixing engineer`.
fn plain(code: &str) -> String {
    if code == "StudioProducer" {
        return "producer".to_owned();
    }
    let mut words = String::new();
    let mut was_small = false;
    for sign in code.chars() {
        if sign.is_uppercase() && was_small {
            words.push(' ');
        }
        was_small = sign.is_lowercase();
        words.extend(sign.to_lowercase());
    }
    if roles::role(&words) == Some(code) { words } else { code.to_owned() }
}

/// Whatever all of these have, in the order of the first, is taken out of each and returned.
pub(super) fn common(lists: &mut [&mut Vec<Value>]) -> Vec<Value> {
    let Some((first, rest)) = lists.split_first() else { return Vec::new() };
    let mut shared: HashSet<String> = first.iter().map(Value::to_string).collect();
    for list in rest {
        let own: HashSet<String> = list.iter().map(Value::to_string).collect();
        shared.retain(|one| own.contains(one));
    }
    let mut seen = HashSet::new();
    let is_shared = |one: &Value| shared.contains(&one.to_string());
    let found = first.iter().filter(|one| is_shared(one) && seen.insert(one.to_string())).cloned().collect();
    for list in lists {
        list.retain(|one| !is_shared(one));
    }
    found
}

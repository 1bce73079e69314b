//! What an import says of performers, put into the roster: those whom it does not have are added, changes are made in place.
use super::{Importing, schema_path};
use crate::{
    amend::amend,
    decode,
    document::{self, Limits},
    failure::Failure,
    files::RosterPaths,
    handwriting,
    printable::printable,
    record::roster::{self, Roster},
    reporter::counted,
    schema::PERFORMERS,
    source::{File, Source, shown},
    value::value,
};
use serde_json::{Map, Value};
use std::{fs, path::Path};

/// The one field of a roster.
const PERFORMERS_FIELD: &str = "performers";

impl Importing<'_> {
    /// Adds those to the roster whom it does not have, and puts into it what sheets say otherwise. What a message says otherwise is
    /// only told.
    pub(super) fn add_to_roster(&mut self) -> Result<(), Failure> {
        let told = std::mem::take(&mut self.told);
        let mut performers = std::mem::take(&mut self.performers);
        for (name, entry) in &told {
            let fields = entry.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
            let entry = fields.map(|(key, value)| (key.clone(), value.clone())).collect();
            performers.entry(name.clone()).or_insert(Value::Object(entry));
        }
        let out = &self.asked.out;
        let Some(path) = RosterPaths::default().of(&out.join("record.yaml")) else {
            if !performers.is_empty() {
                let path = out.join("performers.yaml");
                let count = counted(performers.len(), "performer", "performers");
                let roster = Map::from_iter([(PERFORMERS_FIELD.to_owned(), Value::Object(performers))]);
                let text = handwriting::document(&roster, &PERFORMERS, &schema_path(out, &PERFORMERS));
                self.lines.push(format!("wrote {} with {count}", shown(&path)));
                self.files.insert(path, (None, text));
            }
            return Ok(());
        };
        if performers.is_empty() {
            return Ok(());
        }
        let old = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
        let (roster, mut due) = read(&path, &old)?;
        let mut nobody = Map::new();
        let entries = due.get_mut(PERFORMERS_FIELD).and_then(Value::as_object_mut).unwrap_or(&mut nobody);
        let (mut added, mut changed) = (Map::new(), 0);
        for (name, entry) in performers {
            let known = roster.canonical(&name).map(str::to_owned);
            let Some(own) = known.as_ref().and_then(|known| entries.get_mut(known)).and_then(Value::as_object_mut)
            else {
                if known.is_none() {
                    added.insert(name, entry);
                }
                continue;
            };
            let name = known.unwrap_or(name);
            if let Some(entry) = told.get(&name).and_then(Value::as_object) {
                changed += usize::from(change(own, entry));
                continue;
            }
            for (key, value) in entry.as_object().into_iter().flatten().filter(|(key, _)| *key != "type") {
                if own.get(key) != Some(value) {
                    self.lines.push(format!("note: {name} is in {}; the message also has {key} {value}", shown(&path)));
                }
            }
        }
        if added.is_empty() && changed == 0 {
            return Ok(());
        }
        entries.extend(added.clone());
        // The file may be written in a way that nothing can be added to.
        let amended = amend(&old, 0, &Value::Object(due), &PERFORMERS).map_err(|refusal| {
            let place = format!("{}:{}", refusal.at.line, refusal.at.column);
            let entries: Vec<String> =
                added.iter().map(|(name, entry)| handwriting::entry(name, entry, &PERFORMERS, 2)).collect();
            Failure::drawn(
                format!("cannot add these entries to {}:{place}: {}", path.display(), refusal.why),
                entries.iter().map(|entry| printable(entry.trim_end())).collect::<Vec<_>>().join("\n"),
            )
        })?;
        if !added.is_empty() {
            self.lines.push(format!("added {} to {}", counted(added.len(), "performer", "performers"), shown(&path)));
        }
        if changed > 0 {
            self.lines.push(format!("changed {} in {}", counted(changed, "performer", "performers"), shown(&path)));
        }
        self.files.insert(path, (Some(old), amended.text));
        Ok(())
    }
}

/// Puts what is said of a performer into the entry that there is; says whether that changes it. An identifier in its printed form
/// says the same as the compact one.
fn change(own: &mut Map<String, Value>, said: &Map<String, Value>) -> bool {
    let compact = |value: &Value| {
        value.as_str().map(|text| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>())
    };
    let mut is_changed = false;
    for (key, value) in said {
        match own.get(key) {
            None if value.is_null() => {}
            Some(old)
                if old == value || (!value.is_null() && compact(old).is_some() && compact(old) == compact(value)) => {}
            _ if value.is_null() => is_changed |= own.remove(key).is_some(),
            _ => {
                own.insert(key.clone(), value.clone());
                is_changed = true;
            }
        }
    }
    is_changed
}

/// A roster, and the same as values.
fn read(path: &Path, text: &str) -> Result<(Roster, Map<String, Value>), Failure> {
    let source = Source::whole(File { number: 0, path: shown(path).into() }, text.to_owned());
    let mut found = Vec::new();
    let mut documents = document::read(&source, &Limits::default(), &mut found);
    let faulty =
        || Failure::new(format!("cannot add to {}: it has errors; `gatefold check` shows them", path.display()));
    let tape = documents.tapes.first_mut().ok_or_else(faulty)?;
    PERFORMERS.check(&source, tape, &mut found);
    if !found.is_empty() {
        return Err(faulty());
    }
    let Value::Object(all) = value(tape, 0) else { return Err(faulty()) };
    let file: roster::File = decode::decode(tape).map_err(|_| faulty())?;
    Ok((Roster::new(true, shown(path).into(), file), all))
}

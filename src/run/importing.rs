//! The verb `import`: what others have written becomes records and entries of the roster.
use super::{Status, print};
use crate::{
    amend::amend,
    cli::Import,
    decode,
    document::{self, Limits},
    failure::Failure,
    files::RosterPaths,
    handwriting,
    import::{self, Imported, Loss, Refusal},
    output::Staged,
    printable::printable,
    record::roster::{self, Roster},
    reporter::counted,
    schema::{PERFORMERS, RELEASE, Schema},
    source::{File, Source, shown},
    value::value,
};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, io::Read, path::Path};

/// No message is longer.
const LONGEST: u64 = 256 << 20;

/// More of what a record has no place for is only counted.
const MANY: usize = 1000;

pub(super) fn import_verb(asked: &Import) -> Result<Status, Failure> {
    let mut names = BTreeSet::new();
    let mut staged = Staged::default();
    let mut lines = Vec::new();
    let mut performers = Map::new();
    for path in &asked.files {
        let source = source(path)?;
        let Imported { record, roster, about, losses, notes } =
            import::import(&source.text).map_err(|refusal| refused(refusal, &source))?;
        let target = asked.out.join(format!("{}.yaml", name(&record, &mut names)));
        if !asked.force && target.symlink_metadata().is_ok() {
            let why = "it is there already; `--force` writes over it";
            return Err(Failure::new(format!("cannot write {}: {why}", target.display())));
        }
        let text = handwriting::document(&record, &RELEASE, &schema_path(&asked.out, &RELEASE));
        staged.write(&target, text.as_bytes())?;
        lines.push(format!("{}: {about}", source.file.path));
        lines.push(format!("wrote {}", shown(&target)));
        lines.extend(told(&losses, &source));
        for note in notes {
            lines.push(format!("note: {note}"));
        }
        for (name, entry) in roster {
            performers.entry(name).or_insert(entry);
        }
    }
    add_to_roster(&asked.out, performers, &mut staged, &mut lines)?;
    staged.commit()?;
    let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", printable(line))).collect();
    print(&lines.concat())?;
    Ok(Status::Sound)
}

fn source(path: &Path) -> Result<Source, Failure> {
    let failure = |error| Failure::io("read", path, &error);
    let file = fs::File::open(path).map_err(failure)?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failure)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::new(format!("cannot import {}: it is longer than {LONGEST} bytes", path.display())));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("cannot import {}: it is not UTF-8", path.display())))?;
    Ok(Source::whole(File { number: 0, path: shown(path).into() }, text))
}

/// Why a file cannot be imported, with the places.
fn refused(refusal: Refusal, source: &Source) -> Failure {
    const SHOWN: usize = 5;
    let path = &source.file.path;
    match refusal {
        Refusal::Unknown(why) => Failure::new(format!("cannot import {path}: {why}")),
        Refusal::Unsound(faults) => {
            let line = |fault: &crate::xml::Fault| {
                let place = source.position(fault.span.start);
                format!("{path}:{}:{}: {}", place.line, place.column, fault.message)
            };
            let shown: Vec<String> =
                faults.iter().take(SHOWN).map(line).map(|line| printable(&line).into_owned()).collect();
            Failure::drawn(format!("cannot import {path}: it is not sound XML"), shown.join("\n"))
        }
    }
}

/// What a record has no place for, a line each.
fn told(losses: &[Loss], source: &Source) -> Vec<String> {
    let mut lines = Vec::new();
    if !losses.is_empty() {
        let count = counted(losses.len(), "thing", "things");
        lines.push(format!("the record has no place for {count}:"));
    }
    for Loss { span, path, said, count } in losses.iter().take(MANY) {
        let place = source.position(span.start);
        let times = if *count > 1 { format!(" ({count} times)") } else { String::new() };
        lines.push(format!("  {}:{}:{}: {path}: {said}{times}", source.file.path, place.line, place.column));
    }
    if losses.len() > MANY {
        lines.push(format!("  … and {} more", losses.len() - MANY));
    }
    lines
}

/// What a record's file is called: its title in small letters and digits, which no system minds.
fn name(record: &Map<String, Value>, names: &mut BTreeSet<String>) -> String {
    /// Names that some systems keep for themselves, and that of the roster.
    const KEPT: &[&str] = &["con", "prn", "aux", "nul", "performers"];
    const LONGEST: usize = 60;
    let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut name = slug(text("title"), LONGEST);
    let is_device = name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt"));
    if name.is_empty() || KEPT.contains(&name.as_str()) || is_device {
        name.insert_str(0, if name.is_empty() { "release" } else { "release-" });
    }
    let barcode = slug(text("barcode"), LONGEST);
    if names.contains(&name) && !barcode.is_empty() {
        name = format!("{name}-{barcode}");
    }
    let free = (2..).map(|number| format!("{name}-{number}"));
    let name = std::iter::once(name.clone()).chain(free).find(|name| !names.contains(name)).unwrap_or(name);
    names.insert(name.clone());
    name
}

/// Letters and digits in small letters, with a hyphen for all else between them.
fn slug(text: &str, longest: usize) -> String {
    let small = text.to_lowercase();
    let words: Vec<&str> = small.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(longest).collect();
    name.trim_end_matches('-').to_owned()
}

/// Where the schema is, seen from the folder; where `gatefold init` puts it, if it is nowhere.
fn schema_path(folder: &Path, schema: &Schema) -> String {
    const HIGHEST: usize = 8;
    let name = format!("schemas/{}.schema.json", schema.name);
    let above = folder.ancestors().take(HIGHEST).position(|folder| folder.join(&name).is_file());
    format!("{}{name}", "../".repeat(above.unwrap_or(1)))
}

/// Adds those to the roster whom it does not have; what stands in it stays as it is.
fn add_to_roster(
    out: &Path,
    mut performers: Map<String, Value>,
    staged: &mut Staged,
    lines: &mut Vec<String>,
) -> Result<(), Failure> {
    let found = RosterPaths::default().of(&out.join("record.yaml"));
    let Some(path) = found else {
        if !performers.is_empty() {
            let path = out.join("performers.yaml");
            let count = counted(performers.len(), "performer", "performers");
            let mut roster = Map::new();
            roster.insert("performers".to_owned(), Value::Object(performers));
            let text = handwriting::document(&roster, &PERFORMERS, &schema_path(out, &PERFORMERS));
            staged.write(&path, text.as_bytes())?;
            lines.push(format!("wrote {} with {count}", shown(&path)));
        }
        return Ok(());
    };
    let old = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let (roster, there) = read(&path, &old)?;
    let none = Map::new();
    let entries = there.get("performers").and_then(Value::as_object).unwrap_or(&none);
    for (name, entry) in &performers {
        let Some(known) = roster.canonical(name) else { continue };
        let own = entries.get(known).and_then(Value::as_object);
        for (key, value) in entry.as_object().into_iter().flatten().filter(|(key, _)| *key != "type") {
            if own.and_then(|own| own.get(key)) != Some(value) {
                lines.push(format!("note: {known} is in {}; the message also has {key} {value}", shown(&path)));
            }
        }
    }
    performers.retain(|name, _| roster.canonical(name).is_none());
    if performers.is_empty() {
        return Ok(());
    }
    let mut due = there;
    if let Some(entries) = due.get_mut("performers").and_then(Value::as_object_mut) {
        entries.extend(performers.clone());
    }
    // The file may be written in a way that nothing can be added to.
    let amended = amend(&old, 0, &Value::Object(due), &PERFORMERS).map_err(|refusal| {
        let place = format!("{}:{}", refusal.at.line, refusal.at.column);
        let entries: Vec<String> =
            performers.iter().map(|(name, entry)| handwriting::entry(name, entry, &PERFORMERS, 2)).collect();
        Failure::drawn(
            format!("cannot add these entries to {}:{place}: {}", path.display(), refusal.why),
            entries.iter().map(|entry| printable(entry.trim_end())).collect::<Vec<_>>().join("\n"),
        )
    })?;
    staged.write(&path, amended.text.as_bytes())?;
    let count = counted(amended.changes, "performer", "performers");
    lines.push(format!("added {count} to {}", shown(&path)));
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::name;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn a_file_is_named_after_its_title_and_stays_in_its_folder() {
        let mut names = BTreeSet::new();
        let long = "x".repeat(500);
        for (title, due) in [
            ("Leto", "leto"),
            ("LETO!", "leto-2000000000015"),
            ("Leto?", "leto-2000000000015-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("Звери / Лето", "звери-лето"),
            ("con", "release-con"),
            ("Performers", "release-performers"),
            ("COM1", "release-com1"),
            ("…", "release"),
            (".git", "git"),
            (&long, &long[..60]),
        ] {
            let record = json!({"title": title, "barcode": "2000000000015"});
            let found = name(record.as_object().expect("it has fields"), &mut names);
            assert_eq!(found, due);
        }
    }
}

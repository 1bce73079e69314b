//! The verb `import`: what others have written becomes records and entries of the roster.
mod roster;
mod tables;

use super::{Status, Style, print};
use crate::{
    check::Checked,
    cli::{AUTO, Import},
    failure::Failure,
    finding::Finding,
    handwriting,
    import::{self, Imported, Loss, Refusal, sheets::Standing},
    mend::{self, Mended},
    output::Staged,
    printable::printable,
    reporter::{Report, counted},
    reporters,
    schema::{RELEASE, Schema},
    source::{File, Source, shown},
    table,
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// No file is longer.
const LONGEST: u64 = 256 << 20;

/// More of what a record has no place for is only counted.
const MANY: usize = 1000;

pub(super) fn import_verb(asked: &Import, style: &Style) -> Result<Status, Failure> {
    let mut importing = Importing::new(asked, style);
    for (number, path) in (0..).zip(&asked.files) {
        let bytes = bytes(path)?;
        let file = File { number, path: shown(path).into() };
        if table::is_workbook(&bytes) || is_table(path) {
            importing.tables(path, &file, bytes)?;
        } else {
            importing.message(&source(path, file, bytes)?)?;
        }
    }
    importing.end()
}

/// What is to be written, and what there is to tell.
struct Importing<'a> {
    asked: &'a Import,
    style: &'a Style,
    names: BTreeSet<String>,
    /// The files in their order: what they say, and what they shall say.
    files: BTreeMap<PathBuf, (Option<String>, String)>,
    lines: Vec<String>,
    /// Entries for the roster from messages.
    performers: Map<String, Value>,
    /// Those from sheets, which also say what is empty.
    told: Map<String, Value>,
    findings: Vec<Finding>,
    /// The records of the file that was looked at last, as long as nothing of it changes.
    standing: Option<(PathBuf, Vec<Standing>)>,
    /// The files that releases of tables are for, and which record of the file each is.
    claimed: BTreeSet<(PathBuf, usize)>,
    /// How many records were looked at in tables.
    count: usize,
    has_tables: bool,
}

impl<'a> Importing<'a> {
    fn new(asked: &'a Import, style: &'a Style) -> Self {
        Self {
            asked,
            style,
            names: BTreeSet::new(),
            files: BTreeMap::new(),
            lines: Vec::new(),
            performers: Map::new(),
            told: Map::new(),
            findings: Vec::new(),
            standing: None,
            claimed: BTreeSet::new(),
            count: 0,
            has_tables: false,
        }
    }

    /// Imports a message.
    fn message(&mut self, source: &Source) -> Result<(), Failure> {
        let Imported { record, roster, about, losses, notes } =
            import::import(&source.text).map_err(|refusal| refused(refusal, source))?;
        let target = self.asked.out.join(format!("{}.yaml", name(&record, &mut self.names)));
        let old = fs::read_to_string(&target).ok();
        if !self.asked.force && target.symlink_metadata().is_ok() {
            let why = "it is there already; `--force` writes over it";
            return Err(Failure::new(format!("cannot write {}: {why}", target.display())));
        }
        let text = handwriting::document(&record, &RELEASE, &schema_path(&self.asked.out, &RELEASE));
        self.lines.push(format!("{}: {about}", source.file.path));
        self.lines.push(format!("wrote {}", shown(&target)));
        self.files.insert(target, (old, text));
        self.lines.extend(told(&losses, source));
        self.lines.extend(notes.into_iter().map(|note| format!("note: {note}")));
        for (name, entry) in roster {
            self.performers.entry(name).or_insert(entry);
        }
        Ok(())
    }

    /// Writes everything, or shows what would be written.
    fn end(mut self) -> Result<Status, Failure> {
        self.add_to_roster()?;
        let is_sound = !self.findings.iter().any(Finding::is_error);
        self.report()?;
        let files = std::mem::take(&mut self.files);
        if self.asked.diff {
            let mended = files.into_iter().map(|(path, (old, new))| Mended {
                path,
                old: old.unwrap_or_default(),
                new,
                count: 1,
            });
            let text: String = mended.map(|file| mend::difference(&file)).collect();
            let lines = text.lines().map(|line| format!("{}\n", printable(line)));
            print(&lines.collect::<String>())?;
        } else {
            if !self.asked.dry_run {
                let mut staged = Staged::default();
                for (path, (_, text)) in &files {
                    staged.write(&real(path)?, text.as_bytes())?;
                }
                staged.commit()?;
            }
            let lines: Vec<String> = self.lines.iter().map(|line| format!("{}\n", printable(line))).collect();
            print(&lines.concat())?;
            if self.asked.dry_run {
                print("Wrote nothing: this is what it would be.\n")?;
            }
        }
        Ok(if is_sound { Status::Sound } else { Status::Faulty })
    }

    /// Shows what is wrong with the tables.
    fn report(&mut self) -> Result<(), Failure> {
        if !self.has_tables {
            return Ok(());
        }
        let mut checked = Checked { count: self.count, ..Checked::default() };
        checked.findings = std::mem::take(&mut self.findings);
        checked.findings.sort_by(Finding::compare);
        let report =
            Report { checked: &checked, root: &self.style.root, colour: self.style.colour, deny_warnings: false };
        let name = if self.asked.output_format == AUTO { "full" } else { &self.asked.output_format };
        let reporter = reporters::find(name).filter(|reporter| !reporter.is_workbook);
        let reporter = reporter.ok_or_else(|| Failure::new("a workbook is nothing to show here"))?;
        super::heard(reporter.report(&report, io::BufWriter::new(io::stdout().lock())))
    }
}

/// Where a file is written: a link stays one.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_symlink() {
        return fs::canonicalize(path).map_err(|error| Failure::io("write", path, &error));
    }
    Ok(path.to_owned())
}

/// Whether a path is that of a CSV or a workbook.
fn is_table(path: &Path) -> bool {
    const ENDS: [&str; 7] = ["csv", "xlsx", "xlsm", "xltm", "xlsb", "xls", "ods"];
    path.extension().is_some_and(|own| ENDS.iter().any(|end| own.eq_ignore_ascii_case(end)))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |error| Failure::io("read", path, &error);
    let file = fs::File::open(path).map_err(failure)?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(failure)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::new(format!("cannot import {}: it is longer than {LONGEST} bytes", path.display())));
    }
    Ok(bytes)
}

fn source(path: &Path, file: File, bytes: Vec<u8>) -> Result<Source, Failure> {
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::new(format!("cannot import {}: it is not UTF-8", path.display())))?;
    Ok(Source::whole(file, text))
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

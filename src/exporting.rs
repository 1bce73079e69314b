//! Where exports go: into files that appear whole or not at all, or beside files to be compared with.
use crate::{
    check::Checked,
    cli::Export,
    diagnostic::Diagnostic,
    ern::Kind,
    exporter::{Exporter, Form, Loss, Manner, Order},
    exporters,
    failure::Failure,
    output::{self, Outcome, Staged},
    printable::printable,
    record::Record,
    rules::exports::{FILE_UNUSABLE, MESSAGE_INCOMPLETE, NOT_CARRIED},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How an export ended.
pub(crate) struct End {
    /// Whether a file is not what it should be.
    pub(crate) is_stale: bool,
    /// What there is to say of it.
    pub(crate) text: String,
}

/// A record in each of the formats.
pub(crate) type Written = io::Result<Vec<Vec<u8>>>;

/// Writes a record, and reports what the formats have to say of it.
///
/// # Errors
///
/// A vector that cannot be written to, or a message that nobody sends.
pub(crate) fn written(
    record: &Record,
    order: &Order<'_>,
    chosen: &[&Exporter],
    found: &mut Vec<Diagnostic>,
) -> Written {
    chosen
        .iter()
        .map(|exporter| {
            let (bytes, losses) = match order.form {
                Form::Alone => exporter.alone(record, order)?,
                Form::Bundle => {
                    let mut bytes = Vec::new();
                    let losses = (exporter.body)(record, order, &mut bytes)?;
                    (bytes, losses)
                }
            };
            found.extend(losses.into_iter().map(told));
            Ok(bytes)
        })
        .collect()
}

/// Something that an exporter has to say, as a finding.
pub(crate) fn told(loss: Loss) -> Diagnostic {
    let Loss { kind, span, message, help } = loss;
    let rule = match kind {
        Kind::NotCarried => &NOT_CARRIED,
        Kind::Missing => &MESSAGE_INCOMPLETE,
        Kind::File => &FILE_UNUSABLE,
    };
    let mut finding = rule.finding(span, message);
    finding.help(help);
    finding
}

/// Where exports go: into files, or beside files to be compared with.
pub(crate) struct Target<'a> {
    asked: &'a Export,
    chosen: &'a [&'static Exporter],
    staged: Staged,
    /// One file for all records, in each format.
    bundles: Vec<output::Growing>,
    /// The names that were given away, in small letters: where case makes no difference, they would be one file.
    names: BTreeMap<String, Arc<str>>,
    stopped: bool,
    /// Whether all messages would have the same id.
    pub(crate) has_one_id: bool,
    written: usize,
    unchanged: usize,
    /// What `--check` has to say.
    lines: Vec<String>,
}

impl<'a> Target<'a> {
    /// # Errors
    ///
    /// The file for all records cannot be begun.
    pub(crate) fn new(asked: &'a Export, chosen: &'a [&'static Exporter]) -> Result<Self, Failure> {
        let mut staged = Staged::default();
        let mut bundles = Vec::new();
        if let Some(name) = &asked.bundle {
            for exporter in chosen {
                let path = asked.out.join(format!("{name}.{}", exporter.extension));
                let frame = (exporter.frame)(Form::Bundle);
                bundles.push(staged.grow(&path, frame.head.as_bytes(), asked.check)?);
            }
        }
        let names = BTreeMap::new();
        let lines = Vec::new();
        let (stopped, has_one_id) = (false, false);
        Ok(Self { asked, chosen, staged, bundles, names, stopped, has_one_id, written: 0, unchanged: 0, lines })
    }

    /// Takes the records of a file.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or two records ask for the same one.
    pub(crate) fn take(
        &mut self,
        name: &Arc<str>,
        path: &Arc<str>,
        has_error: bool,
        count: usize,
        records: Vec<Written>,
    ) -> Result<(), Failure> {
        // With an error nothing will be written; there is no need to go on.
        self.stopped |= has_error && !self.asked.keep_going;
        if self.stopped || has_error {
            return Ok(());
        }
        if self.asked.bundle.is_none() {
            self.name(name, path, count)?;
        }
        for record in records {
            let failure = |error| Failure::new(format!("cannot export {path}: {error}"));
            for (at, bytes) in record.map_err(failure)?.into_iter().enumerate() {
                if let Some(bundle) = self.bundles.get_mut(at) {
                    let joint = (self.chosen[at].frame)(Form::Bundle).joint;
                    bundle.add(joint, &bytes)?;
                } else {
                    let path = self.asked.out.join(format!("{name}.{}", self.chosen[at].extension));
                    self.put(&path, &bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Exports are named after their record's file: one record to a file, and a file for each record.
    fn name(&mut self, name: &Arc<str>, path: &Arc<str>, count: usize) -> Result<(), Failure> {
        if self.has_one_id && !self.names.is_empty() {
            let why = "two messages would have the same id: write `{name}` in `--message-id`, for the name of the record's file";
            return Err(Failure::new(why));
        }
        let known = self.names.insert(name.to_lowercase(), Arc::clone(path));
        let several = count > 1 || known.as_ref() == Some(path);
        if several {
            let why = "it holds several records, and an export is named after its record's file; use `--bundle NAME`";
            return Err(Failure::new(format!("cannot export {path}: {why}")));
        }
        match known {
            Some(other) => Err(Failure::new(format!("{other} and {path} would be exported to the same files"))),
            None => Ok(()),
        }
    }

    fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if !self.asked.check {
            match self.staged.write(path, bytes)? {
                Outcome::Written => self.written += 1,
                Outcome::Unchanged => self.unchanged += 1,
            }
        } else if !path.exists() {
            self.lines.push(format!("{} is missing", path.display()));
        } else if !output::says(path, bytes) {
            self.lines.push(format!("{} is out of date", path.display()));
        }
        Ok(())
    }

    /// Gives all files their names, or says which are not what they should be.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub(crate) fn finish(mut self, checked: &Checked) -> Result<End, Failure> {
        for (at, bundle) in std::mem::take(&mut self.bundles).into_iter().enumerate() {
            let foot = (self.chosen[at].frame)(Form::Bundle).foot;
            let path = bundle.path().display().to_string();
            match bundle.end(foot)? {
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Written if self.asked.check => self.lines.push(format!("{path} is missing or out of date")),
                Outcome::Written => self.written += 1,
            }
        }
        if self.asked.check {
            return self.compare(checked);
        }
        self.staged.commit()?;
        let (written, unchanged) = (self.written, self.unchanged);
        let folder = self.asked.out.display().to_string();
        let all = written + unchanged;
        let folder = printable(&folder);
        let text = format!("Wrote {written} of {all} exports to {folder}; {unchanged} already said the same.\n");
        Ok(End { is_stale: false, text })
    }

    /// Says which exports are not what they should be.
    fn compare(mut self, checked: &Checked) -> Result<End, Failure> {
        self.lines.sort();
        // Only who looks at whole folders can say that a record is gone.
        if checked.is_folders && self.asked.bundle.is_none() {
            let lost = orphans(&self.asked.out, self.chosen, &checked.names)?;
            self.lines.extend(lost.iter().map(|path| format!("{} has lost its record", path.display())));
        }
        let is_stale = !self.lines.is_empty();
        self.lines.push(match self.lines.len() {
            0 => "All exports are up to date.".to_owned(),
            _ => "Run `gatefold export` to write them anew, and delete what has lost its record.".to_owned(),
        });
        let lines: Vec<String> = self.lines.iter().map(|line| format!("{}\n", printable(line))).collect();
        Ok(End { is_stale, text: lines.concat() })
    }
}

/// Exports in the folder that no record has.
fn orphans(folder: &Path, chosen: &[&Exporter], names: &BTreeSet<Arc<str>>) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failure = |error| Failure::io("read", folder, &error);
    let mut orphans = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name();
        let is_orphan = name.to_str().and_then(exported).is_some_and(|(name, exporter)| {
            chosen.iter().any(|chosen| chosen.name == exporter.name) && !name.starts_with('.') && !names.contains(name)
        });
        orphans.extend(is_orphan.then(|| folder.join(name)));
    }
    orphans.sort();
    Ok(orphans)
}

/// The record's name in that of an export, and whose export it is: the one with the longest ending, as in `leto.ern.xml`.
fn exported(name: &str) -> Option<(&str, &'static Exporter)> {
    let ends = exporters::all()
        .filter(|exporter| exporter.manner != Manner::Delivery)
        .filter_map(|exporter| Some((name.strip_suffix(exporter.extension)?.strip_suffix('.')?, exporter)));
    ends.min_by_key(|(name, _)| name.len())
}

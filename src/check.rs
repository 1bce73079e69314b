//! The whole way from files to findings: read, hold against the schema, decode, apply the rules. Records pass one after
//! another; only findings stay, and what the catalog keeps.
mod abreast;
mod cores;
mod exceptions;
mod messages;
mod nodes;
mod ready;
mod rosters;
mod rows;
mod standing;
mod threads;
mod unit;

pub(crate) use rosters::roster_of;
pub(crate) use standing::standing;
pub(crate) use unit::Done;

use crate::{
    catalog::Catalog,
    diagnostic::Diagnostic,
    document::Limits,
    failure::Failure,
    files::{self, Files},
    finding::Finding,
    message,
    official::DdexSchema,
    record::Record,
    rules,
    ruleset::Ruleset,
    settings::{Resolver, Settings},
    source::{File, shown},
    spool::Spool,
    stream::{Piece, Pieces},
    unsaved::Unsaved,
};
use abreast::abreast;
use cores::go_anywhere;
use exceptions::Excuse;
use ready::Preparation;
use rosters::Rosters;
use std::{
    fs,
    io::{self, Cursor, Read},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
};
use threads::Threads;
use unit::{Text, Unit};

/// What a run reads.
#[derive(Default)]
pub struct Inputs {
    /// Files, folders and patterns.
    pub paths: Vec<PathBuf>,
    /// Standard input, and the path it is to be taken for.
    pub stdin: Option<(PathBuf, Box<dyn Read + Send>)>,
}

impl Inputs {
    /// A text that is to be taken for what is in that file.
    pub(crate) fn text(path: &Path, text: &str) -> Self {
        let reader = Cursor::new(text.as_bytes().to_vec());
        Self { paths: Vec::new(), stdin: Some((path.to_owned(), Box::new(reader))) }
    }
}

/// How a run goes about it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much a document may ask for.
    pub limits: Limits,
    /// How many records are looked at at once; without it, as many as there are cores.
    pub jobs: Option<NonZeroUsize>,
    /// Which rules speak.
    pub settings: Settings,
    /// DDEX's own schemas, which messages are held against as well.
    pub ddex_schema: Option<Arc<DdexSchema>>,
    /// Whether messages are none of its business.
    pub records_only: bool,
    /// Whether the records are kept as rows of sheets, faulty ones too.
    pub rows: bool,
    /// Rosters and settings that an editor holds and that are not saved yet.
    pub unsaved: Unsaved,
}

/// What a run has found.
#[derive(Debug, Default)]
pub struct Checked {
    /// All findings, in the order of path, position and code.
    pub findings: Vec<Finding>,
    /// How many records there are, readable or not.
    pub count: usize,
    /// How many messages there are, readable or not.
    pub messages: usize,
    /// How many bytes were read.
    pub bytes: u64,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    /// How many findings were taken away, since a baseline knows them.
    pub known: usize,
    /// Findings that a baseline knows, and that are gone: a line for each, as it may be shown.
    pub gone: Vec<String>,
    /// The records as rows of sheets, if that was asked for.
    pub(crate) rows: Option<Spool>,
    /// The files of the run, in order; standard input is not among them.
    pub(crate) paths: Vec<PathBuf>,
    /// The names of all records' files, in order: what their exports are called.
    pub(crate) names: Vec<Arc<str>>,
    /// Whether a record was looked at for a delivery, and nobody has said what day it is.
    pub(crate) lacks_today: bool,
    /// Whether only whole folders were named.
    pub(crate) is_folders: bool,
}

impl Checked {
    /// How many findings have that severity.
    #[must_use]
    pub fn count_of(&self, severity: crate::diagnostic::Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Checks all records that the inputs name.
///
/// # Errors
///
/// A path that is not there, or a folder without a record.
pub fn check(inputs: Inputs, options: &Options) -> Result<Checked, Failure> {
    run(inputs, options, &|_, _, _| (), &mut |_| Ok(()))
}

/// Checks all records and decodes them.
///
/// # Errors
///
/// As [`check`].
pub fn records(inputs: Inputs, options: &Options) -> Result<(Checked, Vec<Record>), Failure> {
    let mut records = Vec::new();
    let checked = run(inputs, options, &|record, _, _| record.clone(), &mut |done| {
        records.append(&mut done.results);
        Ok(())
    })?;
    Ok((checked, records))
}

/// What is made of a record without an error, with what the settings say of it; it may have something to say of it.
pub(crate) type Each<'e, T> = dyn Fn(&Record, &Ruleset, &mut Vec<Diagnostic>) -> T + Sync + 'e;

/// Checks all records. `each` is called for every record without an error, on any core, and may have something to say of it;
/// `sink` takes what was made of the records, in their order.
pub(crate) fn run<T: Send>(
    inputs: Inputs,
    options: &Options,
    each: &Each<'_, T>,
    sink: &mut dyn FnMut(&mut Done<T>) -> Result<(), Failure>,
) -> Result<Checked, Failure> {
    let is_message = |path: &Path| !options.records_only && message::is_xml(path) && message::is_message(path);
    let find = || files::find(&inputs.paths, &|path| files::is_record(path) || is_message(path));
    let threads = Threads::new(options);
    // Who names many paths names files: each is asked for once, by `find`.
    let is_folder = inputs.paths.first().is_some_and(|path| path.is_dir());
    let pool = if is_folder { threads.get()? } else { None };
    let preparation = pool.map(|pool| Preparation::begin(&pool));
    let files = find()?;
    let stdin_path = inputs.stdin.as_ref().map(|(path, _)| path);
    if options.records_only
        && let Some(path) = files.paths.iter().chain(stdin_path).find(|path| message::is_xml(path))
    {
        return Err(Failure::new(format!(
            "cannot export {}: messages are checked, and records are exported",
            path.display()
        )));
    }
    let mut run = Run {
        options,
        each,
        sink,
        checked: Checked::default(),
        catalog: Catalog::default(),
        rosters: Rosters::default(),
        rules: Resolver::new(&options.settings, options.unsaved.clone())?,
        excuses: Vec::new(),
        threads,
        preparation,
        documents: 0,
    };
    if options.rows {
        let failure = |error| Failure::new(format!("cannot make a temporary file: {error}"));
        run.checked.rows = Some(Spool::new().map_err(failure)?);
    }
    run.checked.is_folders = files.only_folders && inputs.stdin.is_none();
    run.read(files, inputs.stdin)
}

/// A run on its way.
struct Run<'a, T> {
    options: &'a Options,
    each: &'a Each<'a, T>,
    sink: &'a mut dyn FnMut(&mut Done<T>) -> Result<(), Failure>,
    checked: Checked,
    catalog: Catalog,
    rosters: Rosters,
    rules: Resolver<'a>,
    /// The exceptions from rules over the whole catalog.
    excuses: Vec<Excuse>,
    threads: Threads,
    /// What is being made ready, if anything is.
    preparation: Option<Preparation>,
    /// How many documents of the file at hand are behind.
    documents: usize,
}

/// How many files a core takes at once.
pub(crate) const AT_ONCE: usize = 8;

impl<T: Send> Run<'_, T> {
    fn read(mut self, mut files: Files, stdin: Option<(PathBuf, Box<dyn Read + Send>)>) -> Result<Checked, Failure> {
        let stdin_path = stdin.as_ref().map(|(path, _)| path.as_path());
        self.catalog.paths = self.rosters.with_files(std::mem::take(&mut files.paths), stdin_path).into();
        self.catalog.expect(self.catalog.paths.len());
        self.catalog.stdin = stdin_path.map(|path| shown(path).into());
        let paths = Arc::clone(&self.catalog.paths);
        // A run that cannot know its rules does not begin.
        let rules = paths.iter().map(|path| self.rules.of(path)).collect::<Result<Vec<_>, _>>()?;
        let stdin_rules = stdin_path.map(|path| self.rules.of(path)).transpose()?;
        let lacks_today = |rules: &Arc<Ruleset>| rules.asked().is_feed && rules.asked().today.is_none();
        self.checked.lacks_today = rules.iter().chain(&stdin_rules).any(lacks_today);
        let numbered = || (0..).zip(paths.iter());
        for (number, path) in numbered().filter(|(_, path)| files::is_roster(path)) {
            self.read_roster(number, path, &files)?;
        }
        self.preparation.iter().for_each(Preparation::wait);
        let mut rosters = std::mem::take(&mut self.rosters);
        let records = numbered().zip(rules).filter(|((_, path), _)| !files::is_roster(path));
        let units = records.map(|((number, path), rules)| {
            let roster = rosters.of(path);
            let text = Text::File { is_from_folder: files.only_folders };
            Unit { number, path: Arc::from(path.as_path()), text, roster, rules, is_stdin: false }
        });
        self.process(units, AT_ONCE)?;
        self.rosters = rosters;
        if let Some((path, reader)) = stdin {
            let number = paths.len() as u32;
            if files::is_roster(&path) {
                self.read_roster_stream(number, &path, reader)?;
            } else {
                let (roster, rules) = (self.rosters.of(&path), self.rules.of(&path)?);
                let is_message = message::is_xml(&path);
                let path = Arc::from(path.as_path());
                let mut whole =
                    Unit { number, path, text: Text::File { is_from_folder: false }, roster, rules, is_stdin: true };
                if is_message {
                    match messages::piece(reader, &self.options.limits) {
                        Ok(piece) => whole.text = Text::Piece(piece),
                        Err(error) => {
                            self.checked.failures.push(Failure::io("read", &whole.path, &error));
                            return self.finish(files);
                        }
                    }
                    self.process([whole].into_iter(), 1)?;
                } else {
                    self.read_stream(&whole, reader)?;
                }
            }
        }
        self.finish(files)
    }

    fn read_roster(&mut self, number: u32, path: &Path, files: &Files) -> Result<(), Failure> {
        let rules = self.rules.of(path)?;
        let bytes = match self.options.unsaved.read(path, u64::MAX) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.checked.failures.push(Failure::io("read", path, &error));
                return Ok(());
            }
        };
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let is_covered = real.parent().is_some_and(|folder| files.folders.contains(folder));
        let file = File { number, path: shown(path).into() };
        let (roster, source) =
            rosters::read(file, &bytes, self.options, &rules, &mut self.checked.findings, &mut self.excuses);
        self.catalog.add_roster(Arc::clone(&roster), source, is_covered);
        self.rosters.add(real, roster);
        Ok(())
    }

    fn read_roster_stream(
        &mut self,
        number: u32,
        path: &Path,
        mut reader: Box<dyn Read + Send>,
    ) -> Result<(), Failure> {
        let rules = self.rules.of(path)?;
        let mut bytes = Vec::new();
        if let Err(error) = reader.read_to_end(&mut bytes) {
            self.checked.failures.push(Failure::io("read", path, &error));
            return Ok(());
        }
        let file = File { number, path: shown(path).into() };
        rosters::read(file, &bytes, self.options, &rules, &mut self.checked.findings, &mut self.excuses);
        Ok(())
    }

    /// Reads a file piece by piece; `whole` says which it is.
    fn read_stream(&mut self, whole: &Unit, reader: impl Read) -> Result<(), Failure> {
        let unit = |piece| Unit {
            number: whole.number,
            path: Arc::clone(&whole.path),
            text: Text::Piece(piece),
            roster: whole.roster.clone(),
            rules: Arc::clone(&whole.rules),
            is_stdin: whole.is_stdin,
        };
        let mut failed = None;
        let mut pieces = Pieces::new(reader, self.options.limits.document_bytes);
        // A file without a byte is read as well.
        let first = pieces.next().unwrap_or_else(|| Ok(Piece::default()));
        let pieces = [first].into_iter().chain(pieces);
        let sound = pieces.map_while(|piece| piece.map_err(|error| failed = Some(error)).ok());
        self.process(sound.map(unit), 1)?;
        self.checked.failures.extend(failed.map(|error| Failure::io("read", &whole.path, &error)));
        Ok(())
    }

    /// Looks at all of these, on all cores, and passes on what was made of them; a core takes so many at once.
    fn process(&mut self, mut units: impl Iterator<Item = Unit>, at_once: usize) -> Result<(), Failure> {
        let (options, each) = (self.options, self.each);
        let work = |units: Vec<Unit>| {
            go_anywhere();
            unit::process(units, options, each)
        };
        let (first, second) = (units.next(), units.next());
        let pool = if second.is_some() { self.threads.get()? } else { None };
        let mut units = first.into_iter().chain(second).chain(units);
        if let Some(pool) = pool {
            return abreast(&pool, at_once, units, &work, |done| self.pass_on(done));
        }
        loop {
            let some: Vec<Unit> = units.by_ref().take(at_once).collect();
            if some.is_empty() {
                return Ok(());
            }
            work(some).into_iter().try_for_each(|done| self.pass_on(done))?;
        }
    }

    /// Passes on what was made of a file, or of a piece of one.
    fn pass_on(&mut self, mut done: Done<T>) -> Result<(), Failure> {
        if let Some(large) = done.large {
            match fs::File::open(&large.path) {
                Ok(reader) => self.read_stream(&large, reader)?,
                Err(error) => self.checked.failures.push(Failure::io("read", &large.path, &error)),
            }
            return Ok(());
        }
        if done.is_first {
            self.documents = 0;
        }
        done.findings.iter_mut().for_each(|finding| finding.place_in_stream(self.documents));
        for mut rows in std::mem::take(&mut done.rows) {
            rows.document += self.documents;
            self.spool(|spool| spool.push(&rows))?;
        }
        self.documents += done.documents;
        (self.sink)(&mut done)?;
        self.checked.count += done.count;
        self.checked.messages += done.messages;
        self.checked.bytes += done.bytes;
        self.checked.names.push(done.name);
        self.checked.findings.append(&mut done.findings);
        self.checked.failures.extend(done.failure);
        self.excuses.append(&mut done.excuses);
        done.entries.into_iter().for_each(|entry| self.catalog.add(entry));
        Ok(())
    }

    /// Does something with the rows that are kept, if any are.
    fn spool(&mut self, act: impl FnOnce(&mut Spool) -> io::Result<()>) -> Result<(), Failure> {
        let failure = |error| Failure::new(format!("cannot write a temporary file: {error}"));
        self.checked.rows.as_mut().map_or(Ok(()), act).map_err(failure)
    }

    fn finish(mut self, files: Files) -> Result<Checked, Failure> {
        self.spool(Spool::end)?;
        // Where a record has an error, a name may be used that could not be read.
        let is_sound = !self.checked.findings.iter().any(Finding::is_error) && self.checked.failures.is_empty();
        for rostered in &mut self.catalog.rosters {
            rostered.is_whole &= is_sound;
        }
        let mut checked = self.checked;
        let mut found = rules::check_catalog(&self.catalog, self.threads.started().as_deref());
        nodes::add(&mut found, &self.catalog.paths, &self.options.limits);
        for mut finding in found {
            if self.excuses.iter().any(|excuse| excuse.covers(&finding)) {
                continue;
            }
            let number = finding.place.file.number as usize;
            let path = self.catalog.paths.get(number).map_or_else(|| Path::new(finding.place.path()), PathBuf::as_path);
            if let Some(severity) = self.rules.of(path)?.weight(finding.code, finding.severity) {
                finding.severity = severity;
                checked.findings.push(finding);
            }
        }
        checked.findings.sort_by(Finding::compare);
        checked.findings.dedup();
        checked.failures.extend(files.failures);
        checked.paths = Arc::unwrap_or_clone(self.catalog.paths);
        Ok(checked)
    }
}

/// What standard input is called when nobody says what it is.
pub(crate) fn stdin_path() -> &'static Path {
    Path::new("<stdin>")
}

//! The whole way from files to findings: read, hold against the schema, decode, apply the rules. Records pass one after
//! another; only findings stay, and what the catalog keeps.
use crate::{
    catalog::{Catalog, Entry},
    decode,
    diagnostic::Diagnostic,
    document::{self, Limits},
    failure::Failure,
    files::{self, Files, RosterPaths},
    finding::Finding,
    record::{Record, release::Release, roster, roster::Roster},
    rules,
    schema::{self, Schema, WRONG_FORM},
    source::{File, Source},
    stream::{Piece, Pieces},
    tape::Tape,
};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs,
    io::Read,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

/// What a run reads.
#[derive(Default)]
pub struct Inputs {
    /// Files, folders and patterns.
    pub paths: Vec<PathBuf>,
    /// Standard input, and the path it is to be taken for.
    pub stdin: Option<(PathBuf, Box<dyn Read + Send>)>,
}

/// How a run goes about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How much a document may ask for.
    pub limits: Limits,
    /// How many records are looked at at once; without it, as many as there are cores.
    pub jobs: Option<NonZeroUsize>,
}

/// What a run has found.
#[derive(Debug, Default)]
pub struct Checked {
    /// All findings, in the order of path, position and code.
    pub findings: Vec<Finding>,
    /// How many records there are, readable or not.
    pub count: usize,
    /// How many bytes were read.
    pub bytes: u64,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    /// The names of all records' files: what their exports are called.
    pub(crate) names: BTreeSet<Arc<str>>,
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
    run(inputs, options, &|_, _| (), &mut |_| Ok(()))
}

/// Checks all records and decodes them.
///
/// # Errors
///
/// As [`check`].
pub fn records(inputs: Inputs, options: &Options) -> Result<(Checked, Vec<Record>), Failure> {
    let mut records = Vec::new();
    let checked = run(inputs, options, &|record, _| record.clone(), &mut |done| {
        records.append(&mut done.results);
        Ok(())
    })?;
    Ok((checked, records))
}

/// What was made of a file, or of some documents of a stream.
pub(crate) struct Done<T> {
    /// What its records are called.
    pub(crate) name: Arc<str>,
    /// The path as a person would write it.
    pub(crate) path: Arc<str>,
    /// How many records it holds.
    pub(crate) count: usize,
    /// How many bytes it has.
    pub(crate) bytes: u64,
    /// Its findings; later taken to the others.
    pub(crate) findings: Vec<Finding>,
    /// What the caller made of each record; nothing, if there is an error.
    pub(crate) results: Vec<T>,
    entries: Vec<Entry>,
    failure: Option<Failure>,
}

/// Checks all records. `each` is called for every record without an error, on any core, and may have something to say of it;
/// `sink` takes what was made of the records, in their order.
pub(crate) fn run<T: Send>(
    inputs: Inputs,
    options: &Options,
    each: &(dyn Fn(&Record, &mut Vec<Diagnostic>) -> T + Sync),
    sink: &mut dyn FnMut(&mut Done<T>) -> Result<(), Failure>,
) -> Result<Checked, Failure> {
    let files = files::find(&inputs.paths)?;
    let mut run = Run { options, each, sink, checked: Checked::default(), catalog: Catalog::default(), pool: None };
    run.checked.is_folders = files.only_folders && inputs.stdin.is_none();
    run.read(files, inputs.stdin)
}

/// A run on its way.
struct Run<'a, T> {
    options: &'a Options,
    each: &'a (dyn Fn(&Record, &mut Vec<Diagnostic>) -> T + Sync),
    sink: &'a mut dyn FnMut(&mut Done<T>) -> Result<(), Failure>,
    checked: Checked,
    catalog: Catalog,
    pool: Option<rayon::ThreadPool>,
}

/// Something to read: a small file, or a piece of a stream.
struct Unit {
    file: File,
    name: Arc<str>,
    text: Text,
    roster: Option<Arc<Roster>>,
}

enum Text {
    /// A file that is read at once.
    File(PathBuf),
    /// Some documents of a stream.
    Piece(Piece),
}

/// Files larger than this are read as a stream.
const LARGE: u64 = 1 << 20;
/// What is looked at at once: this many files, or this many bytes of a stream.
const BATCH: usize = 512;
const BATCH_BYTES: usize = 8 << 20;

impl<T: Send> Run<'_, T> {
    fn read(mut self, files: Files, stdin: Option<(PathBuf, Box<dyn Read + Send>)>) -> Result<Checked, Failure> {
        let mut roster_paths = RosterPaths::default();
        let mut paths: BTreeSet<PathBuf> = files.paths.iter().cloned().collect();
        let stdin_path = stdin.as_ref().map(|(path, _)| path.clone());
        let known: BTreeSet<PathBuf> =
            paths.iter().filter(|path| files::is_roster(path)).filter_map(|path| fs::canonicalize(path).ok()).collect();
        let records = files.paths.iter().chain(&stdin_path).filter(|path| !files::is_roster(path));
        let used: BTreeSet<PathBuf> = records.filter_map(|path| roster_paths.of(path)).collect();
        // One roster may be reached under several names.
        let real: BTreeMap<PathBuf, PathBuf> =
            used.into_iter().filter_map(|path| Some((fs::canonicalize(&path).ok()?, path))).collect();
        paths.extend(real.into_iter().filter(|(real, _)| !known.contains(real)).map(|(_, path)| path));
        let rosters = self.read_rosters(&paths, &files);
        let mut roster_of = |path: &Path| {
            roster_paths
                .of(path)
                .and_then(|path| fs::canonicalize(path).ok())
                .and_then(|path| rosters.get(&path).cloned())
        };
        let mut batch = Vec::new();
        let mut last_folder: Option<(PathBuf, Option<Arc<Roster>>)> = None;
        for (number, path) in paths.iter().enumerate().filter(|(_, path)| !files::is_roster(path)) {
            let folder = path.parent().unwrap_or(Path::new(""));
            let roster = match &last_folder {
                Some((known, roster)) if known == folder => roster.clone(),
                _ => {
                    let roster = roster_of(path);
                    last_folder = Some((folder.to_owned(), roster.clone()));
                    roster
                }
            };
            let file = File { number: number as u32, path: shown(path).into() };
            let name: Arc<str> = name(path).into();
            if fs::metadata(path).is_ok_and(|meta| meta.len() > LARGE) {
                self.process(&mut batch)?;
                match fs::File::open(path) {
                    Ok(reader) => self.read_stream(&file, &name, roster, reader)?,
                    Err(error) => self.checked.failures.push(Failure::io("read", path, &error)),
                }
                continue;
            }
            batch.push(Unit { file, name, text: Text::File(path.clone()), roster });
            if batch.len() == BATCH {
                self.process(&mut batch)?;
            }
        }
        self.process(&mut batch)?;
        if let Some((path, reader)) = stdin {
            let file = File { number: paths.len() as u32, path: shown(&path).into() };
            let roster = if files::is_roster(&path) { None } else { roster_of(&path) };
            if files::is_roster(&path) {
                self.read_roster_stream(file, reader);
            } else {
                self.read_stream(&file, &name(&path).into(), roster, reader)?;
            }
        }
        Ok(self.finish(files))
    }

    /// Reads the rosters, and says what is wrong with them.
    fn read_rosters(&mut self, paths: &BTreeSet<PathBuf>, files: &Files) -> BTreeMap<PathBuf, Arc<Roster>> {
        let mut rosters = BTreeMap::new();
        for (number, path) in paths.iter().enumerate().filter(|(_, path)| files::is_roster(path)) {
            let file = File { number: number as u32, path: shown(path).into() };
            let bytes = match fs::read(path) {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.checked.failures.push(Failure::io("read", path, &error));
                    continue;
                }
            };
            let real = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            let is_covered = real.parent().is_some_and(|folder| files.folders.contains(folder));
            let (roster, source) = self.roster(file, bytes);
            self.catalog.add_roster(Arc::clone(&roster), source, is_covered);
            rosters.insert(real, roster);
        }
        rosters
    }

    fn read_roster_stream(&mut self, file: File, mut reader: Box<dyn Read + Send>) {
        let mut bytes = Vec::new();
        let path = file.path.clone();
        match reader.read_to_end(&mut bytes) {
            Ok(_) => _ = self.roster(file, bytes),
            Err(error) => self.checked.failures.push(Failure::io("read", Path::new(&*path), &error)),
        }
    }

    fn roster(&mut self, file: File, bytes: Vec<u8>) -> (Arc<Roster>, Source) {
        let mut found = Vec::new();
        let (text, foreign) = document::decode(bytes);
        let source = Source::whole(file, text);
        let documents: Vec<roster::File> = match foreign {
            Some(foreign) => {
                found.push(foreign.finding());
                Vec::new()
            }
            None => read_documents(&source, &schema::PERFORMERS, &self.options.limits, &mut found).0,
        };
        let is_whole = found.is_empty() && documents.len() == 1;
        let roster = Arc::new(Roster::new(is_whole, documents.into_iter().next().unwrap_or_default()));
        rules::check_roster(&roster, &mut found);
        self.checked.findings.extend(found.into_iter().map(|found| Finding::new(found, &source)));
        (roster, source)
    }

    fn read_stream(
        &mut self,
        file: &File,
        name: &Arc<str>,
        roster: Option<Arc<Roster>>,
        reader: impl Read,
    ) -> Result<(), Failure> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        let mut count = 0;
        for piece in Pieces::new(reader, self.options.limits.document_bytes) {
            match piece {
                Ok(piece) => {
                    bytes += piece.bytes.len();
                    count += 1;
                    let (file, name) = (file.clone(), Arc::clone(name));
                    batch.push(Unit { file, name, text: Text::Piece(piece), roster: roster.clone() });
                }
                Err(error) => {
                    self.checked.failures.push(Failure::io("read", Path::new(&*file.path), &error));
                    break;
                }
            }
            if bytes >= BATCH_BYTES {
                self.process(&mut batch)?;
                bytes = 0;
            }
        }
        if count == 0 {
            let piece = Piece::default();
            batch.push(Unit { file: file.clone(), name: Arc::clone(name), text: Text::Piece(piece), roster });
        }
        self.process(&mut batch)
    }

    /// Looks at what has come together, on all cores, and passes on what was made of it, in order.
    fn process(&mut self, batch: &mut Vec<Unit>) -> Result<(), Failure> {
        let units = std::mem::take(batch);
        let (limits, each) = (&self.options.limits, self.each);
        let jobs = self.options.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let done: Vec<Done<T>> = if jobs == 1 || units.len() < 2 {
            units.into_iter().map(|unit| unit.process(limits, each)).collect()
        } else {
            if self.pool.is_none() {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
                self.pool = Some(pool.map_err(|error| Failure::new(format!("cannot start threads: {error}")))?);
            }
            let pool = self.pool.as_ref().expect("the threads were just started");
            pool.install(|| units.into_par_iter().map(|unit| unit.process(limits, each)).collect())
        };
        for mut done in done {
            (self.sink)(&mut done)?;
            self.checked.count += done.count;
            self.checked.bytes += done.bytes;
            self.checked.names.insert(done.name);
            self.checked.findings.append(&mut done.findings);
            self.checked.failures.extend(done.failure);
            done.entries.into_iter().for_each(|entry| self.catalog.add(entry));
        }
        Ok(())
    }

    fn finish(mut self, files: Files) -> Checked {
        // Where a record has an error, a name may be used that could not be read.
        let is_sound = !self.checked.findings.iter().any(Finding::is_error) && self.checked.failures.is_empty();
        for rostered in &mut self.catalog.rosters {
            rostered.is_whole &= is_sound;
        }
        let mut checked = self.checked;
        rules::check_catalog(&self.catalog, &mut checked.findings);
        checked.findings.sort_by(Finding::compare);
        checked.findings.dedup();
        checked.failures.extend(files.failures);
        checked
    }
}

impl Unit {
    fn process<T>(self, limits: &Limits, each: &dyn Fn(&Record, &mut Vec<Diagnostic>) -> T) -> Done<T> {
        let mut done = Done {
            path: Arc::clone(&self.file.path),
            name: Arc::clone(&self.name),
            count: 0,
            bytes: 0,
            findings: Vec::new(),
            results: Vec::new(),
            entries: Vec::new(),
            failure: None,
        };
        let piece = match self.text {
            Text::Piece(piece) => piece,
            Text::File(path) => match fs::read(&path) {
                Ok(bytes) => Piece { bytes, ..Piece::default() },
                Err(error) => {
                    done.failure = Some(Failure::io("read", &path, &error));
                    return done;
                }
            },
        };
        done.bytes = piece.bytes.len() as u64;
        let (text, foreign) = document::decode(piece.bytes);
        let source = Source::new(self.file, text, piece.first_line, piece.first_byte);
        let mut found = Vec::new();
        let (releases, lost): (Vec<Release>, usize) = match (foreign, piece.too_long) {
            (_, Some(length)) => {
                found.push(document::too_long(length, limits));
                (Vec::new(), 1)
            }
            (Some(foreign), None) => {
                found.push(foreign.finding());
                (Vec::new(), 1)
            }
            (None, None) => read_documents(&source, &schema::RELEASE, limits, &mut found),
        };
        done.count = (releases.len() + lost).max(1);
        let records: Vec<Record> = releases
            .into_iter()
            .map(|release| Record {
                name: Arc::clone(&self.name),
                release: release.spell_out(),
                roster: self.roster.clone(),
            })
            .collect();
        for record in &records {
            rules::check_record(record, &mut found);
            done.entries.push(Entry::new(record, &source));
        }
        if !found.iter().any(|found| found.severity == crate::diagnostic::Severity::Error) {
            done.results = records.iter().map(|record| each(record, &mut found)).collect();
        }
        done.findings = found.into_iter().map(|found| Finding::new(found, &source)).collect();
        done
    }
}

/// Reads the documents of a source, holds each against its schema and decodes it; says how many could not be read.
fn read_documents<T: DeserializeOwned + Default>(
    source: &Source,
    schema: &Schema,
    limits: &Limits,
    found: &mut Vec<Diagnostic>,
) -> (Vec<T>, usize) {
    let documents = document::read(source, limits, found);
    let lost = documents.lost;
    let each = documents.tapes.into_iter().map(|mut tape| {
        schema.check(source, &mut tape, found);
        decoded(&mut tape, found)
    });
    (each.collect(), lost)
}

/// A document as a typed value. What a type does not take although the schema did is reported, and absent like any other fault.
fn decoded<T: DeserializeOwned + Default>(tape: &mut Tape<'_>, found: &mut Vec<Diagnostic>) -> T {
    // More tries than any record needs; each begins anew.
    for _ in 0..100 {
        let refusal = match decode::decode(tape) {
            Ok(value) => return value,
            Err(refusal) => refusal,
        };
        let Some(node) = refusal.node.filter(|node| *node > 0 && !tape.is_faulty(*node)) else {
            // Nothing of the document can be used: the schema has said so.
            return T::default();
        };
        found.push(WRONG_FORM.finding(tape.span(node), refusal.message));
        tape.fault(node);
    }
    T::default()
}

/// What a record's exports are called.
fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(OsStr::new("record")).to_string_lossy().into_owned()
}

/// A path as a person would write it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// What standard input is called when nobody says what it is.
pub(crate) fn stdin_path() -> &'static Path {
    Path::new("<stdin>")
}

//! The whole way from files to findings: read, hold against the schema, decode, apply the rules.
use crate::{
    catalog::Catalog,
    decode,
    diagnostic::{Diagnostic, Place, Severity},
    document::{self, Limits},
    failure::Failure,
    files::{self, Files},
    record::{Record, release::Release, roster, roster::Roster},
    rules,
    schema::{self, Schema, WRONG_FORM},
    source::{Source, SourceId, Sources},
    tape::Tape,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What a run reads.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// What came in on standard input, and the path it is to be taken for.
    pub stdin: Option<(PathBuf, Vec<u8>)>,
}

/// What a run has found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The texts that were read.
    pub sources: Sources,
    /// The records that could be read, in the order of their files.
    pub records: Vec<Record>,
    /// All findings, in the order of path, position and code.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of all records' files, readable or not: what their exports are called.
    pub(crate) names: BTreeSet<String>,
    /// How many records there are, readable or not.
    pub count: usize,
    /// Whether only whole folders were named.
    pub is_folders: bool,
}

impl Checked {
    /// How many findings have that severity.
    #[must_use]
    pub fn count_of(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The sources with an error in them.
    pub(crate) fn faulty_sources(&self) -> BTreeSet<SourceId> {
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        errors.map(|diagnostic| diagnostic.primary.place.source).collect()
    }
}

/// Checks all records that the inputs name.
///
/// # Errors
///
/// A path that is not there or cannot be read, or a folder without a record.
pub fn check(inputs: &Inputs, limits: &Limits) -> Result<Checked, Failure> {
    let mut run = Run::new(limits);
    let files = run.read(inputs)?;
    run.load_rosters(&files);
    run.check_records();
    Ok(run.finish(&files))
}

/// A run on its way.
struct Run<'a> {
    limits: &'a Limits,
    checked: Checked,
    /// The paths of the sources.
    paths: Vec<PathBuf>,
    /// The rosters by their path.
    rosters: BTreeMap<PathBuf, Arc<Roster>>,
    /// Sources that could not be read as UTF-8.
    unreadable: BTreeSet<SourceId>,
    catalog: Catalog,
}

impl<'a> Run<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            checked: Checked::default(),
            paths: Vec::new(),
            rosters: BTreeMap::new(),
            unreadable: BTreeSet::new(),
            catalog: Catalog::default(),
        }
    }

    /// Reads all texts, in the order of their paths.
    fn read(&mut self, inputs: &Inputs) -> Result<Files, Failure> {
        let files = files::find(&inputs.paths)?;
        let mut paths: BTreeSet<PathBuf> = files.paths.iter().cloned().collect();
        let stdin = inputs.stdin.as_ref().map(|(path, _)| path);
        let known: BTreeSet<PathBuf> = paths.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let rosters =
            paths.iter().chain(stdin).filter(|path| !files::is_roster(path)).filter_map(|path| files::roster_of(path));
        // One roster may be reached under several names.
        let rosters: BTreeMap<PathBuf, PathBuf> =
            rosters.filter_map(|path| Some((fs::canonicalize(&path).ok()?, path))).collect();
        paths.extend(rosters.into_iter().filter(|(real, _)| !known.contains(real)).map(|(_, path)| path));
        for path in paths {
            let bytes = fs::read(&path).map_err(|error| Failure::io("read", &path, &error))?;
            self.add_source(path, bytes)?;
        }
        if let Some((path, bytes)) = &inputs.stdin {
            self.add_source(path.clone(), bytes.clone())?;
        }
        self.checked.is_folders = files.only_folders && inputs.stdin.is_none();
        Ok(files)
    }

    fn add_source(&mut self, path: PathBuf, bytes: Vec<u8>) -> Result<(), Failure> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(Failure::new(format!("cannot read {}: it is larger than 4 GiB", path.display())));
        }
        let id = self.checked.sources.next_id();
        let (text, foreign) = document::decode(bytes);
        if let Some(foreign) = foreign {
            self.checked.diagnostics.push(foreign.finding(id));
            self.unreadable.insert(id);
        }
        self.checked.sources.push(Source::new(id, shown(&path), text));
        self.paths.push(path);
        Ok(())
    }

    /// The sources that are rosters, or those that are records.
    fn sources(&self, rosters: bool) -> Vec<SourceId> {
        let ids = (0..self.paths.len()).map(|at| SourceId(at as u32));
        ids.filter(|id| files::is_roster(&self.paths[id.0 as usize]) == rosters).collect()
    }

    fn load_rosters(&mut self, files: &Files) {
        for id in self.sources(true) {
            let before = self.checked.diagnostics.len();
            let documents = self
                .read_documents(id, &schema::PERFORMERS, |checked, tape| decoded::<roster::File>(checked, id, tape));
            let is_whole = self.checked.diagnostics.len() == before && documents.len() == 1;
            let file = documents.into_iter().next().unwrap_or_default();
            let roster = Arc::new(Roster::new(id, is_whole, file));
            rules::check_roster(&roster, &mut self.checked.diagnostics);
            let path = &self.paths[id.0 as usize];
            let real = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            let is_covered = real.parent().is_some_and(|folder| files.folders.iter().any(|walked| walked == folder));
            self.catalog.add_roster(Arc::clone(&roster), is_covered);
            self.rosters.insert(real, roster);
        }
    }

    fn check_records(&mut self) {
        for id in self.sources(false) {
            let path = self.paths[id.0 as usize].clone();
            let roster = files::roster_of(&path)
                .and_then(|path| fs::canonicalize(path).ok())
                .and_then(|path| self.rosters.get(&path).cloned());
            let name = path.file_stem().unwrap_or(OsStr::new("record")).to_string_lossy().into_owned();
            let releases = self.read_documents(id, &schema::RELEASE, |checked, tape| {
                decoded::<Release>(checked, id, tape).spell_out()
            });
            self.checked.count += releases.len().max(1);
            self.checked.names.insert(name.clone());
            for release in releases {
                let record = Record { source: id, name: name.clone(), release, roster: roster.clone() };
                rules::check_record(&record, &mut self.checked.diagnostics);
                self.catalog.add(&record);
                self.checked.records.push(record);
            }
        }
    }

    /// Reads the documents of a source, holds each against its schema and decodes it.
    fn read_documents<T>(
        &mut self,
        id: SourceId,
        schema: &Schema,
        mut decode: impl FnMut(&mut Vec<Diagnostic>, &mut Tape<'_>) -> T,
    ) -> Vec<T> {
        if self.unreadable.contains(&id) {
            return Vec::new();
        }
        let Checked { sources, diagnostics, .. } = &mut self.checked;
        let source = sources.source(id);
        let documents = document::read(source, self.limits, diagnostics);
        let each = documents.into_iter().map(|mut tape| {
            schema.check(source, &mut tape, diagnostics);
            decode(diagnostics, &mut tape)
        });
        each.collect()
    }

    fn finish(mut self, files: &Files) -> Checked {
        // Where a record has an error, a name may be used that could not be read.
        let is_sound = self.checked.count_of(Severity::Error) == 0 && !files.folders.is_empty();
        for rostered in &mut self.catalog.rosters {
            rostered.is_whole &= is_sound;
        }
        rules::check_catalog(&self.catalog, &mut self.checked.diagnostics);
        let mut checked = self.checked;
        checked.diagnostics.sort_by(|one, other| {
            let key = |diagnostic: &Diagnostic| (diagnostic.primary.place, diagnostic.code);
            key(one).cmp(&key(other)).then_with(|| one.message.cmp(&other.message))
        });
        checked.diagnostics.dedup();
        checked
    }
}

/// A document as a typed value. What a type does not take although the schema did is reported, and absent like any other fault.
fn decoded<T: DeserializeOwned + Default>(findings: &mut Vec<Diagnostic>, source: SourceId, tape: &mut Tape<'_>) -> T {
    loop {
        let refusal = match decode::decode(tape) {
            Ok(value) => return value,
            Err(refusal) => refusal,
        };
        let Some(node) = refusal.node.filter(|node| *node > 0 && !tape.is_faulty(*node)) else {
            // Nothing of the document can be used: the schema has said so.
            return T::default();
        };
        let place = Place { source, span: tape.span(node) };
        findings.push(WRONG_FORM.finding(place, refusal.message));
        tape.fault(node);
    }
}

/// A path as a person would write it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string()
}

/// What standard input is called when nobody says what it is.
pub(crate) fn stdin_path() -> &'static Path {
    Path::new("<stdin>")
}

//! The rosters of a run: which there are, what is in them, which one a record is looked up in.
use super::{
    Options,
    exceptions::Excuse,
    unit::{self, ReadDocuments, read_documents},
};
use crate::{
    document,
    files::{self, RosterPaths},
    finding::Finding,
    record::{roster, roster::Roster},
    rules,
    ruleset::Ruleset,
    schema,
    source::{File, Source},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The rosters that were read, by the real names of their files.
#[derive(Default)]
pub(super) struct Rosters {
    paths: RosterPaths,
    read: BTreeMap<PathBuf, Arc<Roster>>,
    /// The folder that was asked for last: records of one folder come one after the other.
    last: Option<(PathBuf, Option<Arc<Roster>>)>,
}

impl Rosters {
    /// The files of a run in their order: what was found, in order, and the rosters that belong to it.
    pub(super) fn with_files(&mut self, mut paths: Vec<PathBuf>, stdin: Option<&Path>) -> Vec<PathBuf> {
        let known: BTreeSet<PathBuf> =
            paths.iter().filter(|path| files::is_roster(path)).filter_map(|path| fs::canonicalize(path).ok()).collect();
        let records = paths.iter().map(PathBuf::as_path).chain(stdin).filter(|path| !files::is_roster(path));
        let mut used = BTreeSet::new();
        let mut folder = None;
        for record in records {
            if !folder.is_some_and(|folder| files::is_right_in(record, folder)) {
                folder = record.parent();
                used.extend(self.paths.of(record));
            }
        }
        // One roster may be reached under several names.
        let real: BTreeMap<PathBuf, PathBuf> =
            used.into_iter().filter_map(|path| Some((fs::canonicalize(&path).ok()?, path))).collect();
        let mut missing = real.into_iter().filter(|(real, _)| !known.contains(real)).map(|(_, path)| path);
        // Nearly always it is one: to put it in its place takes less time than to look at the order of all.
        if let Some(roster) = missing.next() {
            let at = paths.partition_point(|path| files::in_order(path, &roster).is_lt());
            paths.insert(at, roster);
        }
        let in_place = paths.len();
        paths.extend(missing);
        if paths.len() > in_place {
            paths.sort_by(|one, other| files::in_order(one, other));
        }
        paths
    }

    /// Keeps a roster that was read.
    pub(super) fn add(&mut self, real: PathBuf, roster: Arc<Roster>) {
        self.read.insert(real, roster);
    }

    /// The roster that a record is looked up in.
    pub(super) fn of(&mut self, record: &Path) -> Option<Arc<Roster>> {
        if let Some((last, roster)) = &self.last
            && files::is_right_in(record, last)
        {
            return roster.clone();
        }
        let folder = record.parent().unwrap_or(Path::new(""));
        let real = self.paths.of(record).and_then(|path| fs::canonicalize(path).ok());
        let roster = real.and_then(|path| self.read.get(&path).cloned());
        self.last = Some((folder.to_owned(), roster.clone()));
        roster
    }
}

/// The roster that a record is looked up in, with no word on what is wrong with it.
pub(crate) fn roster_of(record: &Path, options: &Options) -> Option<Arc<Roster>> {
    let path = if files::is_roster(record) { record.to_owned() } else { RosterPaths::default().of(record)? };
    let bytes = options.unsaved.read(&path, u64::MAX).ok()?;
    let file = File { number: 0, path: "".into() };
    let (roster, _) = read(file, &bytes, options, &Ruleset::default(), &mut Vec::new(), &mut Vec::new());
    Some(roster)
}

/// Reads a roster, and says what is wrong with it.
pub(super) fn read(
    file: File,
    bytes: &[u8],
    options: &Options,
    weights: &Ruleset,
    findings: &mut Vec<Finding>,
    excuses: &mut Vec<Excuse>,
) -> (Arc<Roster>, Source) {
    let mut found = Vec::new();
    let (text, foreign) = document::decode(bytes);
    let source = Source::whole(file, text);
    let ReadDocuments::<'_, roster::File> { values: documents, mut exceptions, tapes, .. } =
        if let Some(foreign) = foreign {
            found.push(foreign.finding());
            ReadDocuments::none()
        } else {
            read_documents(&source, &schema::PERFORMERS, &options.limits, &mut found)
        };
    let is_whole = found.is_empty() && documents.len() == 1;
    let roster = Arc::new(Roster::new(
        is_whole,
        Arc::clone(&source.file.path),
        documents.into_iter().next().unwrap_or_default(),
    ));
    rules::check_roster(&roster, &mut found);
    exceptions.excuse(&mut found);
    exceptions.report_unused(weights, &mut found);
    excuses.append(&mut exceptions.excuses(&source));
    weights.apply(&mut found);
    findings.append(&mut unit::findings(found, &source, &tapes));
    drop(tapes);
    (roster, source)
}

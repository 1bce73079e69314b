//! A small file, or a piece of a stream, on its whole way: read, held against the schema, decoded, looked at by the rules.
use super::{
    Each, Options,
    exceptions::{Exceptions, Excuse},
    rows,
};
use crate::{
    catalog::Entry,
    decode::{self, Decode, Refused},
    diagnostic::{Diagnostic, Severity},
    document::{self, Documents, Limits},
    failure::Failure,
    finding::Finding,
    message,
    node::nodes,
    record::{Record, release::Release, roster::Roster},
    rules,
    ruleset::Ruleset,
    schema::{self, Schema, WRONG_FORM},
    sheet::Rows,
    source::{File, Source, shown},
    stream::Piece,
    tape::Tape,
};
use std::{
    borrow::Cow,
    cell::Cell,
    ffi::OsStr,
    fs,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

/// Something to read.
pub(super) struct Unit {
    /// The number of its file in the order of the run.
    pub(super) number: u32,
    pub(super) path: Arc<Path>,
    pub(super) text: Text,
    pub(super) roster: Option<Arc<Roster>>,
    pub(super) rules: Arc<Ruleset>,
    /// Whether it is from standard input, which cannot be read again.
    pub(super) is_stdin: bool,
}

/// Where its text is.
pub(super) enum Text {
    /// In its file, which is read at once. Of one from a folder it is known that it lies on a disk, and is no pipe.
    File { is_from_folder: bool },
    /// Some documents of a stream.
    Piece(Piece),
}

/// What was made of a file, or of some documents of a stream.
pub(crate) struct Done<T> {
    /// What its records are called.
    pub(crate) name: Arc<str>,
    /// The path as a person would write it.
    pub(crate) path: Arc<str>,
    /// How many records it holds.
    pub(crate) count: usize,
    /// How many messages it is.
    pub(super) messages: usize,
    /// How many bytes it has.
    pub(crate) bytes: u64,
    /// Its findings; later taken to the others.
    pub(crate) findings: Vec<Finding>,
    /// Whether its text is the beginning of its file.
    pub(super) is_first: bool,
    /// How many documents of its text could be read.
    pub(super) documents: usize,
    /// What the caller made of each record; nothing, if there is an error.
    pub(crate) results: Vec<T>,
    /// Its records as rows of sheets, if that was asked for.
    pub(super) rows: Vec<Rows>,
    pub(super) entries: Vec<Entry>,
    /// Its exceptions from rules that look at all records together.
    pub(super) excuses: Vec<Excuse>,
    pub(super) failure: Option<Failure>,
    /// The unit itself, if its file turned out to be one that is read as a stream.
    pub(super) large: Option<Unit>,
}

/// Files larger than this are read as a stream.
const LARGE: u64 = 1 << 20;
/// Room for nearly every record, so that it is read in one step.
const USUAL: usize = 16 << 10;
/// The pieces that a disk is read in have this many bytes, or several times as many.
const SECTOR: usize = 512;

thread_local! {
    /// The room for a file: the next one needs as much.
    static ROOM: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The bytes of a file, in `room` if there is enough; none, if they are very many.
fn read_small<'r>(path: &Path, is_from_folder: bool, room: &'r mut [u8]) -> io::Result<Option<Cow<'r, [u8]>>> {
    let mut file = fs::File::open(path)?;
    let mut length = 0;
    while length < room.len() {
        match file.read(&mut room[length..]) {
            Ok(0) => return Ok(Some(Cow::Borrowed(&room[..length]))),
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        }
        // A disk gives less than was asked for at the end of a file, and where it cannot read on: there a piece has ended.
        if is_from_folder && length < room.len() && length % SECTOR != 0 {
            return Ok(Some(Cow::Borrowed(&room[..length])));
        }
    }
    let mut bytes = room.to_vec();
    file.take(LARGE + 1 - length as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGE).then_some(Cow::Owned(bytes)))
}

/// A unit whose text is at hand.
struct Opened {
    /// The number of what is made of it.
    at: usize,
    path: Arc<Path>,
    roster: Option<Arc<Roster>>,
    rules: Arc<Ruleset>,
    is_stdin: bool,
    source: Source,
    /// Why the text is not to be read.
    trouble: Option<Diagnostic>,
}

/// Looks at some units, one step after the other, each step at all of them: what a step needs is at hand from one unit to the
/// next.
pub(super) fn process<T>(units: Vec<Unit>, options: &Options, each: &Each<'_, T>) -> Vec<Done<T>> {
    let mut dones = Vec::with_capacity(units.len());
    let mut opened = Vec::with_capacity(units.len());
    for unit in units {
        let (done, text) = unit.open(options, dones.len());
        dones.push(done);
        opened.extend(text);
    }
    let texts = opened.iter().map(|unit| (&unit.source, unit.trouble.clone()));
    let read: Vec<(ReadDocuments<'_, Release>, _)> = read_all(texts, &schema::RELEASE, &options.limits);
    let mut looked: Vec<Looked<'_>> =
        opened.iter().zip(read).map(|(unit, read)| Looked::new(unit, read, &mut dones[unit.at])).collect();
    let records = looked.iter_mut().flat_map(|looked| {
        let asked = looked.unit.rules.asked();
        looked.records.iter().zip(&mut looked.found_in).map(move |(record, found)| (record, asked, found))
    });
    rules::check_records(&mut records.collect::<Vec<_>>());
    for looked in looked {
        let done = &mut dones[looked.unit.at];
        looked.finish(options, each, done);
    }
    dones
}

impl Unit {
    /// Gets its text, if it is one of records. What cannot be got, and what is no such text, is done with here.
    fn open<T>(self, options: &Options, at: usize) -> (Done<T>, Option<Opened>) {
        let mut done = Done {
            path: shown(&self.path).into(),
            name: name(&self.path).into(),
            count: 0,
            messages: 0,
            bytes: 0,
            findings: Vec::new(),
            is_first: true,
            documents: 0,
            results: Vec::new(),
            rows: Vec::new(),
            entries: Vec::new(),
            excuses: Vec::new(),
            failure: None,
            large: None,
        };
        if message::is_xml(&self.path) {
            self.process_message(options, &mut done);
            return (done, None);
        }
        let mut room = ROOM.take();
        room.resize(USUAL, 0);
        let (bytes, piece) = match &self.text {
            Text::Piece(piece) => (Cow::Borrowed(&piece.bytes[..]), Some(piece)),
            Text::File { is_from_folder } => match read_small(&self.path, *is_from_folder, &mut room) {
                Ok(Some(bytes)) => (bytes, None),
                Ok(None) => {
                    done.large = Some(self);
                    return (done, None);
                }
                Err(error) => {
                    done.failure = Some(Failure::io("read", &self.path, &error));
                    return (done, None);
                }
            },
        };
        let (first_line, first_byte) = piece.map_or((0, 0), |piece| (piece.first_line, piece.first_byte));
        let too_long = piece.and_then(|piece| piece.too_long);
        done.bytes = bytes.len() as u64;
        done.is_first = first_byte == 0;
        let file = File { number: self.number, path: Arc::clone(&done.path) };
        let (text, foreign) = document::decode(&bytes);
        drop(bytes);
        ROOM.set(room);
        let source = Source::new(file, text, first_line, first_byte);
        let too_long = too_long.map(|length| document::too_long(length, &options.limits));
        let trouble = too_long.or(foreign.map(|foreign| foreign.finding()));
        let Self { path, roster, rules, is_stdin, .. } = self;
        (done, Some(Opened { at, path, roster, rules, is_stdin, source, trouble }))
    }
}

/// A unit on its way through the rules.
struct Looked<'o> {
    unit: &'o Opened,
    tapes: Vec<Tape<'o>>,
    exceptions: Exceptions,
    records: Vec<Record>,
    found: Vec<Diagnostic>,
    /// What the rules find in each record.
    found_in: Vec<Vec<Diagnostic>>,
}

impl<'o> Looked<'o> {
    fn new<T>(unit: &'o Opened, read: (ReadDocuments<'o, Release>, Vec<Diagnostic>), done: &mut Done<T>) -> Self {
        let (ReadDocuments { values: releases, tapes, lost, exceptions }, found) = read;
        done.documents = tapes.len();
        done.count = (releases.len() + lost).max(1);
        let record =
            |release| Record::new(Arc::clone(&done.name), Arc::clone(&unit.path), release, unit.roster.clone());
        let records: Vec<Record> = releases.into_iter().map(record).collect();
        let found_in = records.iter().map(|_| Vec::new()).collect();
        Self { unit, tapes, exceptions, records, found, found_in }
    }

    fn finish<T>(self, options: &Options, each: &Each<'_, T>, done: &mut Done<T>) {
        let Self { unit, tapes, mut exceptions, records, mut found, found_in } = self;
        found.extend(found_in.into_iter().flatten());
        done.entries = records.iter().map(|record| Entry::new(record, &unit.source, unit.is_stdin)).collect();
        if options.rows {
            let all = records.iter().zip(&tapes).enumerate();
            done.rows = all.map(|(document, (record, tape))| rows::rows(record, tape, document)).collect();
        }
        exceptions.excuse(&mut found);
        exceptions.report_unused(&unit.rules, &mut found);
        done.excuses = exceptions.excuses(&unit.source);
        unit.rules.apply(&mut found);
        if !found.iter().any(|found| found.severity == Severity::Error) {
            done.results = records.iter().map(|record| each(record, &unit.rules, &mut found)).collect();
        }
        exceptions.excuse(&mut found);
        unit.rules.apply(&mut found);
        done.findings = findings(found, &unit.source, &tapes);
    }
}

/// The findings on their own, each with the node that it is on.
pub(super) fn findings(found: Vec<Diagnostic>, source: &Source, tapes: &[Tape<'_>]) -> Vec<Finding> {
    if found.is_empty() {
        return Vec::new();
    }
    let byte = u64::from;
    let places: Vec<_> =
        found.iter().map(|found| byte(found.primary.span.start)..byte(found.primary.span.end)).collect();
    let nodes = nodes(tapes, &places);
    found.into_iter().zip(nodes).map(|(found, node)| Finding { node, ..Finding::new(found, source) }).collect()
}

/// What a record's exports are called.
pub(super) fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(OsStr::new("record")).to_string_lossy().into_owned()
}

/// The documents of a source.
pub(super) struct ReadDocuments<'s, T> {
    pub(super) values: Vec<T>,
    pub(super) tapes: Vec<Tape<'s>>,
    /// How many could not be read.
    pub(super) lost: usize,
    pub(super) exceptions: Exceptions,
}

impl<T> ReadDocuments<'_, T> {
    /// What cannot be read at all is one document.
    pub(super) fn none() -> Self {
        Self { values: Vec::new(), tapes: Vec::new(), lost: 1, exceptions: Exceptions::default() }
    }
}

/// Reads the documents of a source, holds each against its schema and decodes it.
pub(super) fn read_documents<'s, T: Decode>(
    source: &'s Source,
    schema: &Schema,
    limits: &Limits,
    found: &mut Vec<Diagnostic>,
) -> ReadDocuments<'s, T> {
    let (read, own) = read_all([(source, None)].into_iter(), schema, limits).swap_remove(0);
    found.extend(own);
    read
}

/// The same for several sources, a step at a time for all of them; with what is said of each. One that there is trouble with
/// already is not read.
fn read_all<'s, T: Decode>(
    sources: impl Iterator<Item = (&'s Source, Option<Diagnostic>)>,
    schema: &Schema,
    limits: &Limits,
) -> Vec<(ReadDocuments<'s, T>, Vec<Diagnostic>)> {
    let read = |(source, trouble): (&'s Source, Option<Diagnostic>)| {
        let mut found = Vec::from_iter(trouble);
        let documents = if found.is_empty() { Some(document::read(source, limits, &mut found)) } else { None };
        (source, documents, found)
    };
    let mut all: Vec<_> = sources.map(read).collect();
    for (source, documents, found) in &mut all {
        documents.iter_mut().flat_map(|read| &mut read.tapes).for_each(|tape| schema.check(source, tape, found));
    }
    let values = |(source, documents, mut found): (&'s Source, Option<Documents<'s>>, _)| {
        let Some(Documents { mut tapes, lost }) = documents else { return (ReadDocuments::none(), found) };
        let exceptions = Exceptions::read(source, &tapes, &mut found);
        let values = tapes.iter_mut().map(|tape| decoded(tape, &mut found)).collect();
        (ReadDocuments { values, tapes, lost, exceptions }, found)
    };
    all.into_iter().map(values).collect()
}

/// A document as a typed value. What a type does not take although the schema did is reported, and absent like any other fault.
fn decoded<T: Decode>(tape: &mut Tape<'_>, found: &mut Vec<Diagnostic>) -> T {
    // More tries than any record needs; each begins anew.
    for _ in 0..100 {
        let refusal = match decode::decode(tape) {
            Ok(value) => return value,
            Err(refusal) => refusal,
        };
        let Refused { node, message } = *refusal.0;
        if node == 0 || tape.is_faulty(node) {
            // Nothing of the document can be used: the schema has said so.
            return T::default();
        }
        found.push(WRONG_FORM.finding(tape.span(node), message));
        tape.fault(node);
    }
    T::default()
}

#[cfg(test)]
mod tests {
    use super::{SECTOR, USUAL, read_small};
    use std::fs;

    #[test]
    fn a_file_is_read_to_its_end_wherever_that_is() {
        let folder = tempfile::tempdir().expect("there is a folder");
        let path = folder.path().join("record.yaml");
        let mut room = vec![0; USUAL];
        for pieces in [0, 1, 2, USUAL / SECTOR - 1, USUAL / SECTOR, 2 * USUAL / SECTOR] {
            for length in (pieces * SECTOR).saturating_sub(1)..pieces * SECTOR + 2 {
                let bytes: Vec<u8> = (0..length).map(|at| at as u8).collect();
                fs::write(&path, &bytes).expect("it is written");
                for is_from_folder in [false, true] {
                    let read = read_small(&path, is_from_folder, &mut room).expect("it is read");
                    assert_eq!(read.as_deref(), Some(&bytes[..]), "{length}");
                }
            }
        }
    }
}

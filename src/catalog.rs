//! What is kept of all records of a run, for the rules that look at more than one: keys and places, not the records.
mod long_list;
mod recordings;
mod repeated;
mod spellings;
mod takes;

pub(crate) use recordings::{Part, Recording, number};
pub(crate) use spellings::Spellings;

use crate::{
    diagnostic::Label,
    excerpt::{Excerpt, excerpts},
    record::{
        Record, Text,
        performer::Performer,
        roster::{Known, Roster},
    },
    source::{File, Place, Source, shown},
    span::Span,
};
use recordings::Recordings;
use repeated::repeated;
use std::{
    collections::BTreeSet,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

/// The records of a run, as far as rules over the whole catalog need them.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// The rosters, each with what the records use of it.
    pub(crate) rosters: Vec<RosterUse>,
    /// Where each barcode stands: the number that its digits are, so that zeros in front make no difference.
    pub(crate) barcodes: Keys,
    /// Where each catalog number stands: a print of it, of its label and of the kinds of carriers.
    pub(crate) numbers_of_labels: Keys,
    /// Where the first title of each file stands: a print of the name that its exports have, on any file system.
    pub(crate) export_names: Keys,
    /// The tracks with an ISRC.
    pub(crate) recordings: Recordings,
    /// How labels are spelled.
    pub(crate) labels: Spellings,
    /// How performers are spelled in records without a roster.
    pub(crate) performers: Spellings,
    /// The files of the run by their numbers. Standard input comes behind them.
    pub(crate) paths: Arc<Vec<PathBuf>>,
    /// What standard input is taken for.
    pub(crate) stdin: Option<Arc<str>>,
    origins: Vec<Origin>,
    /// Lines of standard input with something on them that was kept, in their order: it cannot be read again.
    lines: Vec<Line>,
    line_bytes: usize,
}

/// Where the piece of text begins that a record was read from.
#[derive(Clone, Copy, Debug, Default)]
struct Origin {
    file: u32,
    /// The lines and the bytes of the file before it.
    first_line: u32,
    first_byte: u64,
}

/// A line of standard input.
#[derive(Debug)]
struct Line {
    /// Where it begins, and its number, from 0.
    start: u64,
    number: u32,
    text: Box<str>,
}

/// How much is kept of the text of standard input. Behind that, a finding over the whole catalog shows the place alone.
const MOST_LINE_BYTES: usize = 16 << 20;

/// Keys of one kind, each with its place, in the order of the run.
#[derive(Debug, Default)]
pub(crate) struct Keys(Vec<(u64, Kept)>);

impl Keys {
    /// The places of every key that is there more than once.
    pub(crate) fn repeated(&self) -> Vec<Vec<&Kept>> {
        let mut few = repeated(self.0.len(), self.0.iter().map(|(key, kept)| (*key, kept)));
        few.sort_by_key(|(key, _)| *key);
        let groups = few.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
        groups.map(|group| group.iter().map(|(_, kept)| *kept).collect()).collect()
    }
}

/// Where a value stands, in as little room as can be: a run may keep millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kept {
    /// The number of its record in the run.
    pub(crate) record: u32,
    /// Where it begins in the text that the record was read from, and how many bytes it has.
    start: u32,
    length: u32,
}

impl Kept {
    fn new(record: u32, span: Span) -> Self {
        Self { record, start: span.start, length: span.len() as u32 }
    }
}

/// A value's place, with what is needed to show it.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) place: Place,
    pub(crate) excerpt: Excerpt,
}

impl Shown {
    fn new(source: &Source, span: Span) -> Self {
        let label = Label { span, text: String::new() };
        Self { place: source.place(span), excerpt: excerpts(source, &label, &[]).swap_remove(0) }
    }
}

/// A roster, and which of its entries occur in a record, by their numbers.
#[derive(Debug)]
pub(crate) struct RosterUse {
    pub(crate) roster: Arc<Roster>,
    pub(crate) source: Source,
    used: Vec<bool>,
    /// Whether the run has read, without an error, every record that the roster is for.
    pub(crate) is_whole: bool,
}

impl RosterUse {
    /// Whether a record names an entry, which is known by its number.
    pub(crate) fn is_used(&self, entry: usize) -> bool {
        self.used[entry]
    }

    /// A place in the roster.
    pub(crate) fn show(&self, span: Span) -> Shown {
        Shown::new(&self.source, span)
    }
}

/// What one record adds to the catalog.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    origin: Origin,
    /// What its exports are called; none, if it is from standard input.
    export_name: Option<(u64, Span)>,
    barcode: Option<(u64, Span)>,
    catalog_number: Option<(u64, Span)>,
    label: Option<(Text, Span)>,
    /// Its performers, each spelling once, if there is no roster.
    names: Vec<(Text, Span)>,
    recordings: Vec<Recording>,
    /// The roster's entries that it names.
    used: Vec<usize>,
    roster: Option<Arc<Roster>>,
    lines: Vec<Line>,
}

impl Entry {
    /// Takes what is kept of a record; the lines too, if they cannot be read again.
    pub(crate) fn new(record: &Record, source: &Source, with_lines: bool) -> Self {
        let release = &record.release;
        let mut entry = Self {
            origin: Origin {
                file: source.file.number,
                first_line: source.first_line as u32,
                first_byte: source.first_byte,
            },
            export_name: release
                .title
                .as_ref()
                .filter(|_| !with_lines)
                .map(|title| (name_print(&record.name), title.span)),
            barcode: release.barcode.as_ref().and_then(|code| Some((code.compact().parse().ok()?, code.span))),
            catalog_number: recordings::catalog_number(record),
            label: release.label.as_ref().map(|label| (label.value.clone(), label.span)),
            names: if record.roster.is_none() { spellings::names(release) } else { Vec::new() },
            recordings: Recording::all(record),
            used: used(record),
            roster: record.roster.clone(),
            lines: Vec::new(),
        };
        if with_lines {
            entry.lines = entry.lines(source);
        }
        entry
    }

    /// The lines that anything kept stands on.
    fn lines(&self, source: &Source) -> Vec<Line> {
        let numbers = self.barcode.iter().chain(&self.catalog_number).map(|(_, span)| *span);
        let names = self.label.iter().chain(&self.names).map(|(_, span)| *span);
        let spans = numbers.chain(names).chain(self.recordings.iter().flat_map(Recording::places));
        let lines: BTreeSet<usize> = spans.map(|span| source.line(span.start)).collect();
        let line = |line: usize| {
            let span = source.line_span(line);
            Line {
                start: source.first_byte + u64::from(span.start),
                number: (source.first_line + line) as u32,
                text: source.text[span.range()].into(),
            }
        };
        lines.into_iter().map(line).collect()
    }
}

/// One number for a name, in whatever case: many file systems make no difference.
fn name_print(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.to_lowercase().hash(&mut hasher);
    hasher.finish()
}

/// The roster's entries that a record names.
fn used(record: &Record) -> Vec<usize> {
    let Some(roster) = record.roster.as_deref() else { return Vec::new() };
    let release = &record.release;
    let credits = release.all_credits().filter_map(|credit| roster.known(credit.name.as_ref()?));
    let performers = release.all_performers().filter_map(Performer::known);
    let mut used = Vec::new();
    for entry in performers.chain(credits).map(Known::entry) {
        // Most tracks are by whoever the one before is by.
        if used.last() != Some(&entry) {
            used.push(entry);
        }
    }
    used.sort_unstable();
    used.dedup();
    used
}

impl Catalog {
    /// Adds a roster of the run.
    pub(crate) fn add_roster(&mut self, roster: Arc<Roster>, source: Source, is_whole: bool) {
        let used = vec![false; roster.entries.len()];
        self.rosters.push(RosterUse { roster, source, used, is_whole });
    }

    /// Makes room for what is kept of so many records.
    pub(crate) fn expect(&mut self, records: usize) {
        let Self { barcodes, numbers_of_labels, export_names, origins, .. } = self;
        origins.reserve(records);
        for keys in [barcodes, numbers_of_labels, export_names] {
            keys.0.reserve(records);
        }
    }

    /// Adds what is kept of a record.
    pub(crate) fn add(&mut self, entry: Entry) {
        let record = self.origins.len() as u32;
        // A file of several records is exported under one name, or not at all.
        let export_name =
            entry.export_name.filter(|_| self.origins.last().is_none_or(|last| last.file != entry.origin.file));
        self.export_names.0.extend(export_name.map(|(key, span)| (key, Kept::new(record, span))));
        self.origins.push(entry.origin);
        self.barcodes.0.extend(entry.barcode.map(|(key, span)| (key, Kept::new(record, span))));
        self.numbers_of_labels.0.extend(entry.catalog_number.map(|(key, span)| (key, Kept::new(record, span))));
        self.recordings.extend(entry.recordings, record);
        entry.label.into_iter().for_each(|(label, span)| self.labels.add(label, Kept::new(record, span)));
        entry.names.into_iter().for_each(|(name, span)| self.performers.add(name, Kept::new(record, span)));
        for mut line in entry.lines {
            self.line_bytes += line.text.len();
            if self.line_bytes > MOST_LINE_BYTES {
                line.text = "".into();
            }
            self.lines.push(line);
        }
        let Some(roster) = entry.roster else { return };
        if let Some(own) = self.rosters.iter_mut().find(|own| Arc::ptr_eq(&own.roster, &roster)) {
            entry.used.into_iter().for_each(|at| own.used[at] = true);
        }
    }

    /// A part of a recording, with its line as it stands there now.
    pub(crate) fn show_part(&self, recording: &Recording, part: Part) -> Shown {
        let (record, span) = recording.place(part);
        self.show(&Kept::new(record, span))
    }

    /// A kept place, with its line as it stands there now.
    pub(crate) fn show(&self, kept: &Kept) -> Shown {
        let origin = self.origins.get(kept.record as usize).copied().unwrap_or_default();
        let path: Arc<str> = match (self.paths.get(origin.file as usize), &self.stdin) {
            (Some(path), _) => shown(path).into(),
            (None, Some(stdin)) => Arc::clone(stdin),
            (None, None) => "".into(),
        };
        let file = File { number: origin.file, path };
        let source = match self.paths.get(origin.file as usize) {
            Some(path) => {
                let text = beginning(path, origin.first_byte, u64::from(kept.start) + u64::from(kept.length));
                Source::new(file, text.unwrap_or_default(), origin.first_line as usize, origin.first_byte)
            }
            None => self.line(file, origin.first_byte + u64::from(kept.start)),
        };
        let start = (origin.first_byte + u64::from(kept.start) - source.first_byte) as usize;
        let end = start + kept.length as usize;
        // Who changes the file meanwhile gets the place alone.
        let is_there = source.text.is_char_boundary(start) && source.text.is_char_boundary(end);
        let blanks = |source: Source| Source::new(source.file, " ".repeat(end), source.first_line, source.first_byte);
        let source = if is_there { source } else { blanks(source) };
        Shown::new(&source, Span::new(start as u32, end as u32))
    }

    /// The line of standard input with that byte on it.
    fn line(&self, file: File, byte: u64) -> Source {
        let behind = self.lines.partition_point(|line| line.start <= byte);
        match behind.checked_sub(1).map(|at| &self.lines[at]) {
            Some(line) => Source::new(file, line.text.to_string(), line.number as usize, line.start),
            None => Source::whole(file, String::new()),
        }
    }
}

/// A file's text from a byte on, as far as it is needed to show what ends so many bytes later.
fn beginning(path: &Path, first_byte: u64, length: u64) -> Option<String> {
    let mut file = fs::File::open(path).ok()?;
    file.seek(SeekFrom::Start(first_byte)).ok()?;
    let mut bytes = Vec::new();
    file.take(length + LINE_REST).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// How much of a line behind a value is read to show it.
const LINE_REST: u64 = 4096;

//! What is kept of all records of a run, for the rules that look at more than one: keys and places, not the records.
use crate::{
    diagnostic::Label,
    excerpt::{Excerpt, excerpts},
    record::{
        Record,
        performer::Performer,
        roster::{Known, Roster},
    },
    source::{File, Place, Source, shown},
    span::Span,
};
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    io::{Read, Seek, SeekFrom},
    path::PathBuf,
    sync::Arc,
};

/// The records of a run, as far as rules over the whole catalog need them.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// The rosters, each with what the records use of it.
    pub(crate) rosters: Vec<RosterUse>,
    /// Where each barcode stands: the number that its digits are, so that zeros in front make no difference.
    pub(crate) barcodes: Keys<u64>,
    /// The files of the run by their numbers. Standard input comes behind them.
    pub(crate) paths: Vec<PathBuf>,
    /// What standard input is taken for.
    pub(crate) stdin: Option<Arc<str>>,
    /// Lines of standard input with keys on them, by where they begin: it cannot be read again.
    lines: HashMap<u64, Box<str>>,
}

/// Keys of one kind, each with its place, in the order of the run.
#[derive(Debug)]
pub(crate) struct Keys<K>(Vec<(K, Kept)>);

impl<K> Default for Keys<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord> Keys<K> {
    /// The places of every key that is there more than once.
    pub(crate) fn repeated(&self) -> Vec<Vec<&Kept>> {
        let mut sorted: Vec<&(K, Kept)> = self.0.iter().collect();
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
        let groups = sorted.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
        groups.map(|group| group.iter().map(|(_, kept)| kept).collect()).collect()
    }
}

/// Where a value stands, in as little room as can be: a run may keep millions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept {
    file: u32,
    /// The line, from 0, and where it begins in the file.
    line: u32,
    line_start: u64,
    /// How many bytes of the line stand before the value, and how many bytes it has.
    before: u32,
    length: u32,
}

impl Kept {
    fn new(source: &Source, span: Span) -> Self {
        let (line, start) = source.line_before(span.start);
        Self {
            file: source.file.number,
            line: (source.first_line + line) as u32,
            line_start: source.first_byte + u64::from(start),
            before: span.start - start,
            length: span.len() as u32,
        }
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

/// A roster, and which of its entries occur in a record.
#[derive(Debug)]
pub(crate) struct RosterUse {
    pub(crate) roster: Arc<Roster>,
    pub(crate) source: Source,
    pub(crate) used: BTreeSet<usize>,
    /// Whether the run has read, without an error, every record that the roster is for.
    pub(crate) is_whole: bool,
}

impl RosterUse {
    /// A place in the roster.
    pub(crate) fn show(&self, span: Span) -> Shown {
        Shown::new(&self.source, span)
    }
}

/// What one record adds to the catalog.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    barcode: Option<(u64, Kept)>,
    /// The roster's entries that it names.
    used: Vec<usize>,
    roster: Option<Arc<Roster>>,
    lines: Vec<(u64, Box<str>)>,
}

impl Entry {
    /// Takes what is kept of a record; the lines too, if they cannot be read again.
    pub(crate) fn new(record: &Record, source: &Source, with_lines: bool) -> Self {
        let release = &record.release;
        let roster = record.roster.clone();
        let used = roster.as_deref().map_or_else(Vec::new, |roster| {
            let credits = release.credits.iter().filter_map(|credit| roster.known(credit.name.as_ref()?));
            let performers = release.all_performers().filter_map(Performer::known);
            let mut used: Vec<usize> = performers.chain(credits).map(Known::entry).collect();
            used.sort_unstable();
            used.dedup();
            used
        });
        let mut entry = Self { barcode: None, used, roster, lines: Vec::new() };
        entry.barcode = release.barcode.as_ref().and_then(|barcode| {
            let kept = entry.keep(source, barcode.span, with_lines);
            Some((barcode.compact().parse().ok()?, kept))
        });
        entry
    }

    fn keep(&mut self, source: &Source, span: Span, with_line: bool) -> Kept {
        let kept = Kept::new(source, span);
        if with_line {
            let start = span.start - kept.before;
            self.lines.push((kept.line_start, source.line_at(start).into()));
        }
        kept
    }
}

impl Catalog {
    /// Adds a roster of the run.
    pub(crate) fn add_roster(&mut self, roster: Arc<Roster>, source: Source, is_whole: bool) {
        self.rosters.push(RosterUse { roster, source, used: BTreeSet::new(), is_whole });
    }

    /// Adds what is kept of a record.
    pub(crate) fn add(&mut self, entry: Entry) {
        self.barcodes.0.extend(entry.barcode);
        self.lines.extend(entry.lines);
        let Some(roster) = entry.roster else { return };
        if let Some(own) = self.rosters.iter_mut().find(|own| Arc::ptr_eq(&own.roster, &roster)) {
            own.used.extend(entry.used);
        }
    }

    /// A kept place, with its line as it stands there now.
    pub(crate) fn show(&self, kept: &Kept) -> Shown {
        let text = self.line(kept).unwrap_or_default();
        let path: Arc<str> = match (self.paths.get(kept.file as usize), &self.stdin) {
            (Some(path), _) => shown(path).into(),
            (None, Some(stdin)) => Arc::clone(stdin),
            (None, None) => "".into(),
        };
        let end = (kept.before + kept.length) as usize;
        // Who changes the file meanwhile gets the place alone.
        let text = if text.is_char_boundary(kept.before as usize) && text.is_char_boundary(end) {
            text
        } else {
            " ".repeat(end)
        };
        let file = File { number: kept.file, path };
        let source = Source::new(file, text, kept.line as usize, kept.line_start);
        Shown::new(&source, Span::new(kept.before, end as u32))
    }

    fn line(&self, kept: &Kept) -> Option<String> {
        if let Some(line) = self.lines.get(&kept.line_start).filter(|_| kept.file as usize >= self.paths.len()) {
            return Some(line.to_string());
        }
        let mut file = fs::File::open(self.paths.get(kept.file as usize)?).ok()?;
        file.seek(SeekFrom::Start(kept.line_start)).ok()?;
        let mut bytes = Vec::new();
        let enough = u64::from(kept.before) + u64::from(kept.length) + LINE_REST;
        file.take(enough).read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.split(['\n', '\r']).next().map(str::to_owned)
    }
}

/// How much of a line behind a value is read to show it.
const LINE_REST: u64 = 4096;

//! What is kept of all records of a run, for the rules that look at more than one: keys and places, not the records.
use crate::{
    diagnostic::Label,
    excerpt::{Excerpt, excerpts},
    record::{
        Record,
        roster::{Known, Roster},
    },
    source::{Place, Source},
    span::Span,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// The records of a run, as far as rules over the whole catalog need them.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// The rosters, each with what the records use of it.
    pub(crate) rosters: Vec<RosterUse>,
    /// Where each barcode stands, padded to 14 digits, in the order of the run.
    pub(crate) barcodes: HashMap<String, Vec<Kept>>,
}

/// A value's place, with what is needed to show it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) place: Place,
    pub(crate) excerpt: Excerpt,
}

impl Kept {
    fn new(source: &Source, span: Span) -> Self {
        let label = Label { span, text: String::new() };
        let excerpt = excerpts(source, &label, &[]).swap_remove(0);
        Self { place: source.place(span), excerpt }
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
    pub(crate) fn keep(&self, span: Span) -> Kept {
        Kept::new(&self.source, span)
    }
}

/// What one record adds to the catalog.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    barcode: Option<(String, Kept)>,
    /// The roster's entries that it names.
    used: BTreeSet<usize>,
    roster: Option<Arc<Roster>>,
}

impl Entry {
    /// Takes what is kept of a record.
    pub(crate) fn new(record: &Record, source: &Source) -> Self {
        let release = &record.release;
        let barcode = release.barcode.as_ref();
        let credits = release.credits.iter().filter_map(|credit| credit.name.as_ref());
        let roster = record.roster.clone();
        let used = roster.as_ref().map_or_else(BTreeSet::new, |roster| {
            release.names().chain(credits).filter_map(|name| roster.known(name)).map(Known::entry).collect()
        });
        let barcode = barcode.map(|code| (format!("{:0>14}", code.compact()), Kept::new(source, code.span)));
        Self { barcode, used, roster }
    }
}

impl Catalog {
    /// Adds a roster of the run.
    pub(crate) fn add_roster(&mut self, roster: Arc<Roster>, source: Source, is_whole: bool) {
        self.rosters.push(RosterUse { roster, source, used: BTreeSet::new(), is_whole });
    }

    /// Adds what is kept of a record.
    pub(crate) fn add(&mut self, entry: Entry) {
        if let Some((barcode, kept)) = entry.barcode {
            self.barcodes.entry(barcode).or_default().push(kept);
        }
        let Some(roster) = entry.roster else { return };
        if let Some(own) = self.rosters.iter_mut().find(|own| Arc::ptr_eq(&own.roster, &roster)) {
            own.used.extend(entry.used);
        }
    }
}

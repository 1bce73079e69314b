//! What is kept of all records of a run, for the rules that look at more than one.
use crate::record::{
    Record,
    roster::{Known, Roster},
};
use std::{collections::BTreeSet, sync::Arc};

/// The records of a run, as far as rules over the whole catalog need them.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    /// The rosters, each with what the records use of it.
    pub(crate) rosters: Vec<RosterUse>,
}

/// A roster, and which of its entries occur in a record.
#[derive(Debug)]
pub(crate) struct RosterUse {
    pub(crate) roster: Arc<Roster>,
    pub(crate) used: BTreeSet<usize>,
    /// Whether the run has read, without an error, every record that the roster is for.
    pub(crate) is_whole: bool,
}

impl Catalog {
    /// Adds a roster of the run.
    pub(crate) fn add_roster(&mut self, roster: Arc<Roster>, is_whole: bool) {
        self.rosters.push(RosterUse { roster, used: BTreeSet::new(), is_whole });
    }

    /// Notes what a record uses.
    pub(crate) fn add(&mut self, record: &Record) {
        let Some(roster) = &record.roster else { return };
        let Some(used) = self.rosters.iter_mut().find(|other| Arc::ptr_eq(&other.roster, roster)) else {
            return;
        };
        let release = &record.release;
        let credits = release.credits.iter().filter_map(|credit| credit.name.as_ref());
        let known = release.names().chain(credits).filter_map(|name| roster.known(name));
        used.used.extend(known.map(Known::entry));
    }
}

//! The typed record: what a release is once its text is known to be well formed.
pub mod credit;
pub mod date;
pub mod deal;
pub mod duration;
pub mod identifiers;
pub mod language;
pub(crate) mod leaf;
pub mod performer;
pub mod release;
pub mod roster;
pub mod territory;
pub mod track;

use crate::{
    print::name_print,
    record::{
        performer::{Oddities, Performer},
        release::Release,
        roster::Roster,
        track::Track,
    },
    span::Spanned,
    wording::signs::Signs,
};
use std::{
    path::Path,
    sync::{Arc, OnceLock},
};

/// A text of a record. One of up to 24 bytes, as most are, needs no room elsewhere.
pub use compact_str::CompactString as Text;

/// A release, where it was read, and the roster that its performers are looked up in.
#[derive(Clone, Debug)]
pub struct Record {
    /// The name of its file, without folder and extension: what its exports are called.
    pub name: Arc<str>,
    /// Its file: the files that it names lie in the same folder or below it.
    pub path: Arc<Path>,
    /// The release. A leaf that could not be read is absent.
    pub release: Release,
    /// The roster found beside the record or in a folder above it.
    pub roster: Option<Arc<Roster>>,
    /// A print of the title and version of each track.
    title_prints: Vec<u32>,
    /// What is out of the ordinary in its credits to performers.
    oddities: Oddities,
    /// The signs of the title and version of each track, once a rule has asked for them.
    track_signs: OnceLock<Vec<TrackSigns>>,
}

/// What characters occur in the title and the version of a track; none where it has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TrackSigns {
    pub(crate) title: Signs,
    pub(crate) version: Signs,
}

impl Record {
    /// A release as it was read, with its short forms spelled out and its performers looked up in the roster.
    pub(crate) fn new(name: Arc<str>, path: Arc<Path>, release: Release, roster: Option<Arc<Roster>>) -> Self {
        let mut release = release.spell_out();
        let (mut oddities, mut first) = (Oddities::default(), None);
        for credit in release.credits_mut() {
            if let Some(roster) = &roster {
                credit.look_up(roster, &mut first);
            }
            oddities = oddities.and(credit.oddities());
        }
        let title_prints = release.all_tracks().map(|track| track.title_print()).collect();
        Self { name, path, release, roster, title_prints, oddities, track_signs: OnceLock::new() }
    }

    /// All tracks in their order, each with a print of its title and version: tracks of one title have the same.
    pub(crate) fn printed_tracks(&self) -> impl Iterator<Item = (&Spanned<Track>, u32)> {
        self.release.all_tracks().zip(self.title_prints.iter().copied())
    }

    /// The signs of all tracks in their order. Very many rules look at titles, and nearly always these tell that they need not.
    pub(crate) fn track_signs(&self) -> &[TrackSigns] {
        let signs = |text: &'_ Option<Spanned<Text>>| text.as_ref().map_or_else(Signs::default, |text| Signs::of(text));
        let of_track =
            |track: &'_ Spanned<Track>| TrackSigns { title: signs(&track.title), version: signs(&track.version) };
        self.track_signs.get_or_init(|| self.release.all_tracks().map(of_track).collect())
    }

    /// All tracks in their order, each with the signs of its title and version.
    pub(crate) fn signed_tracks(&self) -> impl Iterator<Item = (&Spanned<Track>, TrackSigns)> {
        self.release.all_tracks().zip(self.track_signs().iter().copied())
    }

    /// The prints that two tracks have, which may have one title and version, in order. A small table tells nearly always that there
    /// are none.
    pub(crate) fn repeated_titles(&self) -> Vec<u32> {
        let mut seen = [0_u64; 64];
        let may_be_again = |print: &u32| {
            let (place, bit) = (&mut seen[*print as usize % 64], 1 << (print >> 6 & 63));
            let again = *place & bit != 0;
            *place |= bit;
            again
        };
        if !self.title_prints.iter().any(may_be_again) {
            return Vec::new();
        }
        let mut prints = self.title_prints.clone();
        prints.sort_unstable();
        prints.chunk_by(|one, other| one == other).filter(|same| same.len() > 1).map(|same| same[0]).collect()
    }

    /// Whether one of these occurs in its credits to performers.
    pub(crate) const fn has_any(&self, oddities: u8) -> bool {
        self.oddities.any(oddities)
    }

    /// The name under which a performer goes, if they have a name: that of the roster, or their own.
    #[must_use]
    pub fn canonical_name<'a>(&'a self, performer: &'a Performer) -> Option<&'a str> {
        match (performer.known(), self.roster.as_deref()) {
            (Some(known), Some(roster)) => Some(roster.entries[known.entry()].0.as_str()),
            _ => performer.name.as_ref().map(|name| name.as_str()),
        }
    }

    /// The print of that name.
    pub(crate) fn name_print(&self, performer: &Performer) -> Option<u32> {
        match (performer.known(), self.roster.as_deref()) {
            (Some(known), Some(roster)) => Some(roster.name_print(known.entry())),
            _ => performer.name.as_ref().map(|name| name_print(name)),
        }
    }

    /// The name under which the roster has a performer; the name itself, where there is no roster or it knows no better.
    #[must_use]
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.roster.as_deref().and_then(|roster| roster.canonical(name)).unwrap_or(name)
    }
}

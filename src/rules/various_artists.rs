//! P0: `Various Artists`, the name for more than three.
use crate::{
    record::{
        Record,
        performer::{Performer, VARIOUS_ARTISTS, stands_for_various_artists},
        track::Track,
    },
    rule::{Findings, Rule, rule},
    span::Spanned,
};
use std::collections::BTreeSet;

pub(super) const RULES: &[Rule] = &[
    rule!("P008", "various-artists-needed", Warning, Record(various_artists_needed)),
    rule!("P009", "various-artists-misspelled", Error, Record(various_artists_misspelled)),
    rule!("P010", "various-artists-on-track", Error, Record(various_artists_on_track)),
];

/// With more than three main performers over its tracks, a release is by `Various Artists`.
fn various_artists_needed(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let own: BTreeSet<&str> = main_names(&release.performers).collect();
    let Some(first) = release.performers.iter().find_map(Performer::main_name) else { return };
    if own.iter().any(|name| *name == VARIOUS_ARTISTS || stands_for_various_artists(name)) {
        return;
    }
    let main: BTreeSet<&str> = release.all_tracks().flat_map(|track| main_names(&track.performers)).collect();
    // An album that somebody made with a friend a song stays theirs.
    let is_theirs = |track: &Spanned<Track>| {
        track.performers.is_empty() || main_names(&track.performers).any(|name| own.contains(name))
    };
    if main.len() > 3 && !release.all_tracks().all(is_theirs) {
        findings
            .at(first, format!("the tracks have {} main performers, and the release names others", main.len()))
            .help("write `performers: [Various Artists]` on the release");
    }
}

fn main_names(credit: &[Performer]) -> impl Iterator<Item = &str> {
    credit.iter().filter_map(Performer::main_name).map(|name| name.as_str())
}

/// `Various Artists` is spelled so.
fn various_artists_misspelled(record: &Record, findings: &mut Findings) {
    let in_roster = |name: &str| record.roster.as_deref().is_some_and(|roster| roster.known(name).is_some());
    for name in record.release.names().filter(|name| stands_for_various_artists(name) && !in_roster(name)) {
        findings
            .at(name, format!("shops know this name only as `{VARIOUS_ARTISTS}`"))
            .help(format!("write `{VARIOUS_ARTISTS}`"));
    }
}

/// A track is never by `Various Artists`.
fn various_artists_on_track(record: &Record, findings: &mut Findings) {
    let credits = record.release.all_tracks().flat_map(|track| &track.performers);
    for name in credits.filter(|performer| performer.is_various()).filter_map(|performer| performer.name.as_ref()) {
        findings.at(name, "a track is not by `Various Artists`").help("name those who perform it");
    }
}

//! P0: `Various Artists`, the name for more than three.
use crate::{
    diagnostic::Change,
    record::{
        Record, Text,
        performer::{
            Credit, Oddities, Performer, Role, VARIOUS_ARTISTS, is_various_artists, misspells_various_artists,
        },
        track::Track,
    },
    rule::{Findings, Rule, rule},
    span::Spanned,
};
use std::collections::BTreeSet;

pub(super) const RULES: &[Rule] = &[
    rule!("P008", "various-artists-needed", Warning, Record(various_artists_needed)),
    rule!("P009", "various-artists-misspelled", Error, Record(various_artists_misspelled), Safe),
    rule!("P010", "various-artists-on-track", Error, Record(various_artists_on_track)),
];

/// With more than three main performers over its tracks, a release is by `Various Artists`.
fn various_artists_needed(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let Some(first) = release.performers.iter().find_map(Performer::main_name) else { return };
    let is_various = |name: &Spanned<Text>| is_various_artists(name) || misspells_various_artists(name);
    if release.performers.iter().filter_map(Performer::main_name).any(is_various) {
        return;
    }
    let mut own: Vec<&str> = main_names(record, &release.performers).collect();
    own.sort_unstable();
    // An album that somebody made with a friend a song stays theirs, and a single track has its own credit.
    let is_theirs = |track: &Spanned<Track>| {
        let is_by_all = track.performers.is_left_out() && !own.is_empty();
        is_by_all || main_names(record, release.credit(track)).any(|name| own.binary_search(&name).is_ok())
    };
    if release.all_tracks().nth(1).is_none() || release.all_tracks().all(is_theirs) {
        return;
    }
    let main: BTreeSet<&str> =
        release.all_tracks().flat_map(|track| main_names(record, release.credit(track))).collect();
    if main.len() > 3 {
        findings
            .at(
                first,
                format!("the tracks have {} main performers, more than the three that a release may name", main.len()),
            )
            .help("write `performers: [Various Artists]` on the release");
    }
}

/// The names of the main performers, as the roster has them.
fn main_names<'a>(record: &'a Record, credit: &'a Credit) -> impl Iterator<Item = &'a str> {
    let mains = credit.iter().filter(|performer| performer.role == Role::Main);
    mains.filter_map(|performer| record.canonical_name(performer))
}

/// `Various Artists` is spelled so.
fn various_artists_misspelled(record: &Record, findings: &mut Findings) {
    if !record.has_any(Oddities::STRANGER) {
        return;
    }
    let strangers = record.release.all_performers().filter(|performer| performer.known().is_none());
    for name in strangers.filter_map(|performer| performer.name.as_ref()).filter(|name| misspells_various_artists(name))
    {
        findings
            .at(name, format!("shops know this name only as `{VARIOUS_ARTISTS}`"))
            .help(format!("write `{VARIOUS_ARTISTS}`"))
            .mend([Change::Write(name.span, VARIOUS_ARTISTS.to_owned())]);
    }
}

/// A track is never by `Various Artists`.
fn various_artists_on_track(record: &Record, findings: &mut Findings) {
    if !record.has_any(Oddities::VARIOUS) {
        return;
    }
    record.release.all_tracks().flat_map(|track| &track.performers).for_each(|performer| {
        if let Some(name) = performer.name.as_ref().filter(|_| performer.is_various()) {
            findings.at(name, "a track is not by `Various Artists`").help("name those who perform it");
        }
    });
}

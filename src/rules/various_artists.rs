//! P0: `Various Artists`, the name for more than three.
use crate::{
    record::{
        Record,
        performer::{Performer, VARIOUS_ARTISTS, is_various_artists, misspells_various_artists},
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
    if own.iter().any(|name| is_various_artists(name) || misspells_various_artists(name)) {
        return;
    }
    let credit = |track: &'_ Spanned<Track>| -> Vec<String> {
        let credit = if track.performers.is_left_out() { &release.performers } else { &track.performers };
        main_names(credit).map(|name| record.canonical(name).to_owned()).collect()
    };
    let credits: Vec<Vec<String>> = release.all_tracks().map(credit).collect();
    let main: BTreeSet<&String> = credits.iter().flatten().collect();
    // An album that somebody made with a friend a song stays theirs, and a single track has its own credit.
    let is_theirs =
        |credit: &Vec<String>| credit.iter().any(|name| own.iter().any(|own| record.canonical(own) == name));
    if main.len() > 3 && credits.len() > 1 && !credits.iter().all(is_theirs) {
        findings
            .at(
                first,
                format!("the tracks have {} main performers, more than the three that a release may name", main.len()),
            )
            .help("write `performers: [Various Artists]` on the release");
    }
}

fn main_names(credit: &[Performer]) -> impl Iterator<Item = &str> {
    credit.iter().filter_map(Performer::main_name).map(|name| name.as_str())
}

/// `Various Artists` is spelled so.
fn various_artists_misspelled(record: &Record, findings: &mut Findings) {
    let in_roster = |name: &str| record.roster.as_deref().is_some_and(|roster| roster.known(name).is_some());
    for name in record.release.names().filter(|name| misspells_various_artists(name) && !in_roster(name)) {
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

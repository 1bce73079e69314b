//! D: when a release comes out.
use crate::{
    record::{
        Record,
        date::Date,
        release::{ReleaseEvent, RightsLine},
        territory::Territory,
    },
    rule::{Findings, Rule, rule},
    span::Spanned,
};
use std::collections::BTreeMap;

pub(super) const RULES: &[Rule] = &[
    rule!("D001", "release-before-original", Error, Record(release_before_original)),
    rule!("D002", "territory-in-two-events", Error, Record(territory_in_two_events)),
    rule!("D003", "release-before-carrier", Warning, Record(release_before_carrier)),
    rule!("D004", "rights-year-after-release", Warning, Record(rights_year_after_release)),
    rule!("D005", "not-a-friday", Info, Record(not_a_friday)),
    rule!("D006", "unquoted-norway", Warning, Record(unquoted_norway)),
];

/// A release does not come out before the original release.
fn release_before_original(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let Some(original) = &release.original_release_date else {
        return;
    };
    let mut early = release.dates().filter(|date| original.is_after(date.value));
    let Some(first) = early.next() else { return };
    let finding = findings
        .at(original, format!("the original release, {}, is after this release", original.value))
        .also(first.span, "this release")
        .help("write the day on which these recordings first came out together");
    for date in early {
        finding.also(date.span, "and here");
    }
}

/// A territory has one day of release.
fn territory_in_two_events(record: &Record, findings: &mut Findings) {
    let events = &record.release.release_events;
    let mut seen: BTreeMap<Territory, &Spanned<Territory>> = BTreeMap::new();
    for territory in events.iter().flat_map(|event| &event.territories) {
        match seen.get(&territory.value) {
            Some(first) => {
                findings
                    .at(territory, format!("`{}` is in two release events", territory.code()))
                    .also(first.span, "the first")
                    .help("keep the one that is right");
            }
            None => _ = seen.insert(territory.value, territory),
        }
    }
    let whole_world = |event: &&ReleaseEvent| event.territories.is_empty() && event.excluded_territories.is_empty();
    let mut days = events.iter().filter(whole_world).filter_map(|event| event.date.as_ref());
    let Some(first) = days.next() else { return };
    for day in days {
        findings
            .at(day, "two release events are for the whole world")
            .also(first.span, "the first")
            .help("name the `territories` of one of them, or keep one");
    }
}

/// The year in which each kind of carrier was first sold. Source: the histories of the formats.
const CARRIERS: &[(&str, u16)] = &[
    ("vinyl", 1948),
    ("cassette", 1964),
    ("8-track", 1965),
    ("reel", 1949),
    ("laserdisc", 1978),
    ("vhs", 1976),
    ("cd", 1982),
    ("dat", 1987),
    ("minidisc", 1992),
    ("dcc", 1992),
    ("dvd", 1996),
    ("sacd", 1999),
    ("digital", 1999),
    ("usb", 2000),
    ("blu-ray", 2006),
];

/// A carrier is not older than its kind.
fn release_before_carrier(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    for format in release.media.iter().filter_map(|medium| medium.format.as_ref()) {
        let Some((_, first)) = CARRIERS.iter().find(|(name, _)| *name == format.value) else {
            continue;
        };
        // Where one event is late enough, the early one may be of another carrier.
        let Some(latest) = release.dates().max_by_key(|date| date.value).filter(|date| date.year() < *first) else {
            continue;
        };
        findings
            .at(
                latest,
                format!("in {} there was no `{}`: the first ones were sold in {first}", latest.year(), format.value),
            )
            .also(format.span, "the medium")
            .help("write the day of this edition here, and that of the first one as `original_release_date`");
    }
}

/// The year of a ℗ or © line is not after the release.
fn rights_year_after_release(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let Some(latest) = release.dates().max_by_key(|date| date.value) else {
        return;
    };
    let tracks = release.all_tracks().filter_map(|track| track.p_line.as_ref()).map(|line| ('℗', line));
    let lines = release.p_line.iter().map(|line| ('℗', line)).chain(release.c_line.iter().map(|line| ('©', line)));
    for (sign, RightsLine { year, .. }) in lines.chain(tracks) {
        let Some(year) = year.as_ref().filter(|year| year.value > latest.year()) else {
            continue;
        };
        findings
            .at(year, format!("the {sign} year {} is after the release", year.value))
            .also(latest.span, "the release")
            .help("write the year in which it first came out");
    }
}

/// Records come out on a Friday, in most of the world and since 10 July 2015. Source: IFPI.
fn not_a_friday(record: &Record, findings: &mut Findings) {
    let Some(since) = Date::new(2015, 7, 10) else { return };
    for date in record.release.dates().filter(|date| date.value >= since && date.weekday() != "Friday") {
        findings.at(date, format!("{} is a {}", date.value, date.weekday())).label("new records come out on Fridays");
    }
}

/// Norway stands in quotes: to older YAML readers a plain `NO` is "false".
fn unquoted_norway(record: &Record, findings: &mut Findings) {
    let events = &record.release.release_events;
    let territories = events.iter().flat_map(|event| event.territories.iter().chain(&event.excluded_territories));
    for norway in territories.filter(|territory| territory.code() == "NO" && !territory.quoted) {
        findings.at(norway, "many programs read a plain `NO` as \"false\"").help("quote it: `\"NO\"`");
    }
}

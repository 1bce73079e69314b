//! D: when a release comes out.
use crate::{
    diagnostic::Change,
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
    rule!("D006", "unquoted-norway", Warning, Record(unquoted_norway), Safe),
    rule!("D007", "release-far-ahead", Warning, Today(release_far_ahead)),
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
    let except = |event: &ReleaseEvent, territory: &Territory| {
        event.excluded_territories.iter().any(|excluded| excluded.value == *territory)
    };
    // A day for the whole world beside days for some countries is read as: elsewhere. One that lists what it leaves out is not.
    for event in events.iter().filter(|event| !event.excluded_territories.is_empty()) {
        let Some(date) = &event.date else { continue };
        let others = events.iter().flat_map(|other| &other.territories);
        for territory in others.filter(|territory| !except(event, territory)) {
            findings
                .at(territory, format!("`{}` is in two release events", territory.code()))
                .also(date.span, "this day is for all but its `excluded_territories`")
                .help(format!("add `{}` to the `excluded_territories` there", territory.code()));
        }
    }
    let mut days = events.iter().filter(|event| event.territories.is_empty()).filter_map(|event| event.date.as_ref());
    let Some(first) = days.next() else { return };
    for day in days {
        findings
            .at(day, "two release events are for most of the world")
            .also(first.span, "the first")
            .help("name the `territories` of one of them, or delete it");
    }
}

/// The year in which each kind of carrier was first sold, and what people call it. Source: the histories of the formats.
const CARRIERS: &[(&str, u16, &str)] = &[
    ("vinyl", 1948, "vinyl records"),
    ("reel", 1949, "recorded tapes"),
    ("cassette", 1964, "cassettes"),
    ("8-track", 1965, "8-track cartridges"),
    ("vhs", 1976, "VHS cassettes"),
    ("laserdisc", 1978, "laserdiscs"),
    ("cd", 1982, "CDs"),
    ("dat", 1987, "DAT cassettes"),
    ("minidisc", 1992, "minidiscs"),
    ("dcc", 1992, "digital compact cassettes"),
    ("dvd", 1996, "DVDs"),
    ("sacd", 1999, "SACDs"),
    ("digital", 1999, "downloads"),
    ("usb", 2000, "USB sticks"),
    ("blu-ray", 2006, "Blu-ray discs"),
];

/// A carrier is not older than its kind.
fn release_before_carrier(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    // Where one event is late enough, the early one may be of another carrier.
    let Some(latest) = release.dates().max_by_key(|date| date.value) else {
        return;
    };
    for (at, medium) in release.media.iter().enumerate() {
        let Some(format) = &medium.format else { continue };
        let carrier = CARRIERS.iter().find(|(name, first, _)| *name == format.value && latest.year() < *first);
        let is_said = release.media[..at].iter().any(|other| other.format.as_ref() == Some(format));
        let Some((_, first, name)) = carrier.filter(|_| !is_said) else {
            continue;
        };
        findings
            .at(latest, format!("{name} were first sold in {first}"))
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
    let tracks = release.all_tracks().filter_map(|track| track.p_line.as_deref()).map(|line| ('℗', line));
    let lines = release.p_line.iter().map(|line| ('℗', line)).chain(release.c_line.iter().map(|line| ('©', line)));
    for (sign, RightsLine { year, .. }) in lines.chain(tracks) {
        let Some(year) = year.as_ref().filter(|year| year.value > latest.year()) else {
            continue;
        };
        findings
            .at(year, format!("the {sign} year {} is after the release", year.value))
            .also(latest.span, "the release")
            .help("write the year in which what it protects first came out");
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
    let release = &record.release;
    let events = release.release_events.iter().map(|event| (&event.territories, &event.excluded_territories));
    let deals = release.deals.iter().chain(release.all_tracks().flat_map(|track| &track.deals));
    let territories = events.chain(deals.map(|deal| (&deal.territories, &deal.excluded_territories)));
    let territories = territories.flat_map(|(included, excluded)| included.iter().chain(excluded));
    for norway in territories.filter(|territory| territory.code() == "NO" && !territory.quoted) {
        findings
            .at(norway, "many programs read a plain `NO` as \"false\"")
            .help("quote it: `\"NO\"`")
            .mend([Change::Quote(norway.span)]);
    }
}

/// Nobody announces a release more than two years ahead: the year is a slip.
fn release_far_ahead(record: &Record, today: Date, findings: &mut Findings) {
    const FAR: i64 = 2 * 366;
    for date in record.release.dates().filter(|date| date.days_since(today) > FAR) {
        let years = date.days_since(today) / 365;
        findings.at(date, format!("this is {years} years ahead")).help("compare the year with the announcement");
    }
}

//! F: what a delivery to shops needs, and a record may lack until then.
use crate::{
    record::{Record, date::Date, track::Track},
    rule::{Findings, Rule, rule},
    span::{Span, Spanned},
};

pub(super) const RULES: &[Rule] = &[
    rule!("F001", "isrc-missing", Error, Feed(isrc_missing)),
    rule!("F002", "barcode-missing", Error, Feed(barcode_missing)),
    rule!("F003", "p-line-missing", Error, Feed(p_line_missing)),
    rule!("F004", "c-line-missing", Error, Feed(c_line_missing)),
    rule!("F005", "duration-missing", Error, Feed(duration_missing)),
    rule!("F006", "genre-missing", Error, Feed(genre_missing)),
    rule!("F015", "short-notice", Info, FeedToday(short_notice)),
    rule!("F016", "original-date-incomplete", Warning, Feed(original_date_incomplete)),
    rule!("F017", "writers-missing", Warning, Feed(writers_missing)),
];

/// Every recording that is delivered has its number.
fn isrc_missing(record: &Record, findings: &mut Findings) {
    for track in record.release.all_tracks().filter(|track| track.isrc.is_none()) {
        let place = track.title.as_ref().map_or(track.span, |title| title.span);
        findings.on(place, "this track has no ISRC").help("add `isrc:`; the label or its agency gives the number");
    }
}

/// Where to point for a field that the release lacks: its title.
fn place(record: &Record) -> Span {
    record.release.title.as_ref().map(|title| title.span).unwrap_or_default()
}

/// A release that is delivered has a barcode.
fn barcode_missing(record: &Record, findings: &mut Findings) {
    if record.release.barcode.is_none() {
        findings.on(place(record), "this release has no barcode").help("add `barcode:`; shops know a release by it");
    }
}

/// Who owns the recordings is said, for the release or for each track.
fn p_line_missing(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let is_said = release.p_line.is_some() || release.all_tracks().all(|track| track.p_line.is_some());
    if !is_said {
        findings
            .on(place(record), "nothing says who owns the recordings (℗)")
            .help("add `p_line: {year: …, owner: …}`");
    }
}

/// Who owns artwork and texts is said.
fn c_line_missing(record: &Record, findings: &mut Findings) {
    if record.release.c_line.is_none() {
        findings
            .on(place(record), "nothing says who owns artwork and texts (©)")
            .help("add `c_line: {year: …, owner: …}`");
    }
}

/// Every track that is delivered has its playing time.
fn duration_missing(record: &Record, findings: &mut Findings) {
    for track in record.release.all_tracks().filter(|track| track.duration.is_none()) {
        let place = track.title.as_ref().map_or(track.span, |title| title.span);
        findings.on(place, "this track has no duration").help("add `duration:`, such as `\"3:20\"`");
    }
}

/// A release that is delivered has a genre.
fn genre_missing(record: &Record, findings: &mut Findings) {
    if record.release.genres.is_empty() {
        findings.on(place(record), "this release has no genre").help("add `genres:`, the main one first");
    }
}

/// How many days shops ask for before a release. Source: Spotify's pages for labels and distributors.
const NOTICE: i64 = 7;

/// Shops get a release in time. One that is out already is delivered late on purpose.
fn short_notice(record: &Record, today: Date, findings: &mut Findings) {
    for date in record.release.dates() {
        let days = date.days_since(today);
        if (0..NOTICE).contains(&days) {
            let when = match days {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                days => format!("in {days} days"),
            };
            findings
                .at(date, format!("this is {when}, and shops ask for {NOTICE} days"))
                .help("deliver it sooner, or set a later day");
        }
    }
}

/// A delivery says the day of the original release, not its year alone.
fn original_date_incomplete(record: &Record, findings: &mut Findings) {
    let original = record.release.original_release_date.as_ref();
    if let Some(date) = original.filter(|date| date.day.is_none()) {
        let missing = if date.month.is_none() { "no month and no day" } else { "no day" };
        findings
            .at(date, format!("the original release has {missing}"))
            .help("write the whole date, such as `1968-11-22`");
    }
}

/// Whoever wrote a song is named. For a cover, which shops refuse without, another rule asks.
fn writers_missing(record: &Record, findings: &mut Findings) {
    let is_silent = |track: &&Spanned<Track>| track.writers.is_empty() && track.cover_of.is_none();
    for track in record.release.all_tracks().filter(is_silent) {
        let place = track.title.as_ref().map_or(track.span, |title| title.span);
        findings.on(place, "nobody is named who wrote this").help("add `writers:`, with the names that they sign with");
    }
}

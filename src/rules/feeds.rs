//! F: what a delivery to shops needs, and a record may lack until then.
use crate::{
    asset::leads_out,
    ern::{placeholder::placeholders, roles},
    record::{Record, date::Date, track::Track},
    rule::{Findings, Rule, rule},
    schema::nearest,
    span::{Span, Spanned},
};

pub(super) const RULES: &[Rule] = &[
    rule!("F001", "isrc-missing", Error, Feed(isrc_missing)),
    rule!("F002", "barcode-missing", Error, Feed(barcode_missing)),
    rule!("F003", "p-line-missing", Error, Feed(p_line_missing)),
    rule!("F004", "c-line-missing", Error, Feed(c_line_missing)),
    rule!("F005", "duration-missing", Error, Feed(duration_missing)),
    rule!("F006", "genre-missing", Error, Feed(genre_missing)),
    rule!("F007", "deal-missing", Error, Feed(deal_missing)),
    rule!("F008", "artwork-missing", Error, Feed(artwork_missing)),
    rule!("F009", "advisory-missing", Error, Feed(advisory_missing)),
    rule!("F010", "title-language-missing", Error, Feed(title_language_missing)),
    rule!("F011", "unknown-role", Warning, Feed(unknown_role)),
    rule!("F012", "placeholder", Error, Feed(placeholder)),
    rule!("F013", "deal-ends-before-start", Error, Record(deal_ends_before_start)),
    rule!("F014", "file-outside-folder", Error, Record(file_outside_folder)),
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

/// What shops may do is said, for the release or for each track.
fn deal_missing(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let is_said = !release.deals.is_empty() || release.all_tracks().all(|track| !track.deals.is_empty());
    if !is_said {
        findings
            .on(place(record), "no deal says where this release may be sold, and how")
            .help("add `deals:`, each with `commercial_models`, `use_types` and `start_date`");
    }
}

/// A release that is delivered has a front cover.
fn artwork_missing(record: &Record, findings: &mut Findings) {
    if record.release.artwork.is_none() {
        findings
            .on(place(record), "this release has no front cover")
            .help("add `artwork:`, the path of a JPEG or PNG file");
    }
}

/// Every track that is delivered has its parental advisory, or the release has one for all.
fn advisory_missing(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    if release.explicit.is_some() {
        return;
    }
    if release.all_tracks().all(|track| track.explicit.is_none()) {
        findings
            .on(place(record), "nothing says whether any track is explicit")
            .help("add `explicit: none`, if no track is; else say it of each track");
        return;
    }
    for track in release.all_tracks().filter(|track| track.explicit.is_none()) {
        let place = track.title.as_ref().map_or(track.span, |title| title.span);
        findings
            .on(place, "nothing says whether this track is explicit")
            .help("add `explicit:` with `explicit`, `clean` or `none`");
    }
}

/// A release that is delivered says in which language its titles are.
fn title_language_missing(record: &Record, findings: &mut Findings) {
    if record.release.title_language.is_none() {
        findings
            .on(place(record), "nothing says in which language the titles are")
            .help("add `title_language:`, such as `en`");
    }
}

/// A role in a credit is one that shops know.
fn unknown_role(record: &Record, findings: &mut Findings) {
    let roles = record.release.all_credits().filter_map(|credit| credit.role.as_ref());
    for role in roles.filter(|role| roles::role(role).is_none()) {
        let finding = findings.at(role, format!("shops have no word for `{}`", role.value));
        match nearest(role, roles::all()).and_then(roles::role) {
            Some(near) => finding.help(format!("write `{near}`, if that is what they did")),
            None => finding.help("write it in DDEX's words, if it is one of them; else it is sent as it stands"),
        };
    }
}

/// A number or a name that is delivered is the real one.
fn placeholder(record: &Record, findings: &mut Findings) {
    for gap in placeholders(record) {
        findings.on(gap.span, gap.message).help(gap.help);
    }
}

/// A deal ends on the day it starts, or later.
fn deal_ends_before_start(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let tracks = release.all_tracks().flat_map(|track| &track.deals);
    for deal in release.deals.iter().chain(tracks) {
        let (Some(start), Some(end)) = (&deal.start_date, &deal.end_date) else { continue };
        if end.value < start.value {
            findings
                .at(end, format!("this deal ends on {}, before it starts", end.value))
                .also(start.span, "where it starts")
                .help("compare both days with the contract: one of them is wrong, or they have changed places");
        }
    }
}

/// A file that a record names lies in the record's folder or below it.
fn file_outside_folder(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let files = release.artwork.iter().chain(release.all_tracks().filter_map(|track| track.audio.as_deref()));
    for file in files.filter(|file| leads_out(file)) {
        findings
            .at(file, "this file is not in the record's folder or below it")
            .help("put it there, and write the path from there on, with `/` between folders, such as `audio/01.flac`");
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

/// Whoever wrote a song is named; said once a release. For a cover, which shops refuse without, another rule asks.
fn writers_missing(record: &Record, findings: &mut Findings) {
    let is_silent = |track: &&Spanned<Track>| track.writers.is_empty() && track.cover_of.is_none();
    let mut silent = record.release.all_tracks().filter(is_silent);
    let Some(first) = silent.next() else { return };
    let whom = match silent.count() {
        0 => "this".to_owned(),
        1 => "this and another track".to_owned(),
        others => format!("this and {others} other tracks"),
    };
    let place = first.title.as_ref().map_or(first.span, |title| title.span);
    findings
        .on(place, format!("nobody is named who wrote {whom}"))
        .help("add `writers:` to each, with the names that they sign with");
}

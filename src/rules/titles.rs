//! V: what titles, versions and genres of a whole release say.
use crate::{
    record::{Record, Text, release::Release, track::Track},
    rule::{Findings, Rule, rule},
    span::Spanned,
    title::{
        disc::{in_title, is_number_alone},
        film::{film, film_on_every_track},
        soundtrack::{abbreviated, is_soundtrack_genre, says_soundtrack},
        twins::{Difference, Named, difference, repeated},
    },
    wording::signs::{CAPITALS, DOTTED, Signs},
};

pub(super) const RULES: &[Rule] = &[
    rule!("V007", "cover-without-writers", Error, Feed(cover_without_writers)),
    rule!("V008", "soundtrack-not-said", Warning, Record(soundtrack_not_said)),
    rule!("V009", "ost-abbreviated", Warning, Record(ost_abbreviated)),
    rule!("V010", "soundtrack-genre", Warning, Record(soundtrack_genre)),
    rule!("V011", "from-film", Info, Record(from_film)),
    rule!("V012", "single-differs", Error, Record(single_differs)),
    rule!("V013", "title-repeated", Warning, Record(title_repeated)),
    rule!("V015", "disc-in-title", Warning, Record(disc_in_title)),
    rule!("V016", "medium-title-is-number", Warning, Record(medium_title_is_number)),
];

/// Whoever records a cover names those who wrote the song.
fn cover_without_writers(record: &Record, findings: &mut Findings) {
    for track in record.release.all_tracks().filter(|track| track.writers.is_empty()) {
        let Some(original) = track.cover_of.as_ref().and_then(|cover| cover.performer.as_ref()) else { continue };
        findings.at(original, "this is a cover, and nobody is named who wrote it").help("add `writers:`");
    }
}

fn soundtrack_word(release: &Release) -> Option<&Spanned<Text>> {
    release.secondary_types.iter().find(|kind| kind.as_str() == "soundtrack")
}

/// A soundtrack says so, in its version or title.
fn soundtrack_not_said(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let Some(kind) = soundtrack_word(release) else { return };
    let texts = release.version.iter().chain(&release.title);
    if texts.clone().any(|text| says_soundtrack(text) || abbreviated(text).is_some()) || release.title.is_none() {
        return;
    }
    findings
        .at(kind, "nothing in title or version says that this is a soundtrack")
        .help("add `version: Original Motion Picture Soundtrack`, or as the sleeve has it");
}

/// A soundtrack is not called `OST`.
fn ost_abbreviated(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    // Few texts have two capitals in a row, or a letter right behind a full stop.
    let may_have = |signs: Signs| signs.any(CAPITALS | DOTTED);
    let tracks = record.signed_tracks().flat_map(|(track, signs)| {
        let version = track.version.as_ref().filter(|_| may_have(signs.version));
        version.into_iter().chain(track.title.as_ref().filter(|_| may_have(signs.title)))
    });
    for text in release.version.iter().chain(&release.title).chain(tracks) {
        let Some(at) = abbreviated(text) else { continue };
        let word = &text[at.clone()];
        findings
            .on(text.part(at), format!("`{word}` is an abbreviation that shops refuse"))
            .help("write `Original Soundtrack` in `version`, or as the sleeve has it");
    }
}

/// A soundtrack has a genre that says so.
fn soundtrack_genre(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let (Some(kind), Some(first)) = (soundtrack_word(release), release.genres.first()) else { return };
    if !release.genres.iter().any(|genre| is_soundtrack_genre(genre)) {
        findings
            .at(first, "no genre says that this is a soundtrack")
            .also(kind.span, "this does")
            .help("add `Soundtrack` to `genres`");
    }
}

/// `From “Film”` stands on tracks only where they come from several films.
fn from_film(record: &Record, findings: &mut Findings) {
    let tracks: Vec<_> = record.release.all_tracks().map(|track| track.version.as_ref()).collect();
    let versions = || tracks.iter().map(|version| version.map_or("", |version| version.as_str()));
    // Nearly every first track has none.
    if soundtrack_word(&record.release).is_none() || versions().next().and_then(film).is_none() {
        return;
    }
    let Some(film) = film_on_every_track(versions()) else { return };
    if let Some(Some(first)) = tracks.first() {
        findings
            .at(first, format!("every track repeats the film, `{film}`"))
            .help("delete it from the tracks: the release says it once");
    }
}

/// A release of one track has its title and version.
fn single_differs(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let mut tracks = release.all_tracks();
    let (Some(track), None) = (tracks.next(), tracks.next()) else { return };
    if !release.kind.as_ref().is_some_and(|kind| matches!(kind.as_str(), "album" | "single" | "ep")) {
        return;
    }
    let Some((own, other)) = release.title.as_ref().zip(track.title.as_ref()) else { return };
    let text = |version: Option<&Spanned<Text>>| version.map(|version| version.to_string()).unwrap_or_default();
    let (version, other_version) = (text(release.version.as_ref()), text(track.version.as_ref()));
    let one = Named { title: own, version: &version, performers: &[] };
    let two = Named { title: other, version: &other_version, performers: &[] };
    match difference(one, two) {
        Some(Difference::Title) => {
            findings
                .at(other, format!("the release is called `{}`, its only track `{}`", own.value, other.value))
                .also(own.span, "the release")
                .help("give both the same title");
        }
        Some(Difference::Version) => {
            let place = track.version.as_ref().or(release.version.as_ref()).unwrap_or(other);
            findings
                .at(place, "a release of one track and its track have different versions")
                .help("give both the same `version`");
        }
        None => {}
    }
}

/// No two tracks of a medium have the same title, version and performers.
fn title_repeated(record: &Record, findings: &mut Findings) {
    // Nearly no release has a title twice.
    let again = record.repeated_titles();
    if again.is_empty() {
        return;
    }
    let mut printed = record.printed_tracks();
    for side in record.release.sides() {
        let side = printed.by_ref().take(side.len()).filter(|(_, print)| again.binary_search(print).is_ok());
        let side: Vec<(&Spanned<Track>, Vec<&str>)> =
            side.map(|(track, _)| (track, performers(record, track))).collect();
        let tracks: Vec<(&Spanned<Text>, Named<'_>)> = side
            .iter()
            .filter_map(|(track, performers)| {
                let title = track.title.as_ref()?;
                let version = track.version.as_ref().map_or("", |version| version.as_str());
                Some((title, Named { title, version, performers }))
            })
            .collect();
        let all: Vec<Named<'_>> = tracks.iter().map(|(_, own)| *own).collect();
        for (first, again) in repeated(&all) {
            let ((first, _), (again, _)) = (tracks[first], tracks[again]);
            findings
                .at(again, format!("two tracks are called `{}`", again.value))
                .also(first.span, "the other one")
                .help("give one of them a `version`, or delete it if it is there twice");
        }
    }
}

fn performers<'a>(record: &'a Record, track: &'a Track) -> Vec<&'a str> {
    track.performers.iter().filter_map(|performer| record.canonical_name(performer)).collect()
}

/// The title of a release does not number its discs.
fn disc_in_title(record: &Record, findings: &mut Findings) {
    let Some(title) = &record.release.title else { return };
    let Some((_, at)) = in_title(title) else { return };
    findings.on(title.part(at), "the title numbers a disc").help("put the discs into one record, as `media`");
}

/// The title of a medium says more than its number.
fn medium_title_is_number(record: &Record, findings: &mut Findings) {
    let titles = record.release.media.iter().filter_map(|medium| medium.title.as_ref());
    for title in titles.filter(|title| is_number_alone(title)) {
        findings
            .at(title, format!("`{}` says only which medium this is", title.value))
            .help("delete the title: the medium's place says it");
    }
}

//! What is said of a track, and of the medium that it is on.
use super::forms::{
    CREDIT, DEAL, EXCEPTION, OTHER_TITLE, RIGHTS, WRITER, credit, deal, exception, other_title, put_billing,
    put_credited, put_credited_as, put_isrc, put_rights, writer,
};
use crate::{
    column::{
        Back::{CreditedAs, Medium as OfMedium, Parts, Performers},
        Cell, Column,
        Kind::{Code, Duration, Flag, List, Notes, Number, Words},
        On::{Both, Csv, Hidden, Reading, Sheet},
        Value, column, special,
    },
    record::{
        performer::{Performer, Role},
        release::{Medium, Release},
        track::Track,
    },
};

/// A track, with what it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TrackRow<'a> {
    pub(crate) release: &'a Release,
    /// The medium and which one it is, from 1.
    pub(crate) medium: Option<(u32, &'a Medium)>,
    pub(crate) track: &'a Track,
}

pub(crate) type OfTrack = for<'a> fn(&TrackRow<'a>, &mut Cell<'a>);

/// The columns, in their order.
pub(crate) const TRACK: &[Column<OfTrack>] = &[
    special("medium", "/media/*/number", Number, Both, OfMedium, |row, cell| {
        cell.put_made(row.medium.map(|(number, _)| Value::Number(number)));
    }),
    // It may be left out, and the order says it; who reads the sheet back knows by this whether it was.
    special("medium_number", "/media/*/number", Number, Hidden, OfMedium, |row, cell| {
        cell.put_number(row.medium.and_then(|(_, medium)| medium.number.as_ref()));
    }),
    special("medium_format", "/media/*/format", Code, Both, OfMedium, |row, cell| {
        cell.put_text(row.medium.and_then(|(_, medium)| medium.format.as_ref()));
    }),
    special("medium_title", "/media/*/title", Words, Both, OfMedium, |row, cell| {
        cell.put_text(row.medium.and_then(|(_, medium)| medium.title.as_ref()));
    }),
    column("track", "number", Number, Both, |row, cell| cell.put_number(row.track.number.as_ref())),
    column("title", "title", Words, Both, |row, cell| cell.put_text(row.track.title.as_ref())),
    column("version", "version", Words, Both, |row, cell| cell.put_text(row.track.version.as_ref())),
    column("title_language", "title_language", Code, Both, |row, cell| {
        cell.put_text(row.track.title_language.as_ref());
    }),
    special("other_titles", "titles", List, Both, Parts(&OTHER_TITLE), |row, cell| {
        cell.put_list(row.track.titles.iter(), other_title);
    }),
    column("performers_line", "performers", Words, Reading, |row, cell| put_billing(cell, performers(row))),
    special("performers", "performers", List, Csv, Performers(Role::Main), |row, cell| {
        put_credited(cell, performers(row), Role::Main);
    }),
    special("featured", "performers", List, Csv, Performers(Role::Featured), |row, cell| {
        put_credited(cell, performers(row), Role::Featured);
    }),
    special("with", "performers", List, Csv, Performers(Role::With), |row, cell| {
        put_credited(cell, performers(row), Role::With);
    }),
    special("remixers", "performers", List, Csv, Performers(Role::Remixer), |row, cell| {
        put_credited(cell, performers(row), Role::Remixer);
    }),
    special("credited_as", "performers", List, Csv, CreditedAs, |row, cell| {
        put_credited_as(cell, &row.track.performers);
    }),
    column("cover_of", "cover_of/performer", Words, Both, |row, cell| {
        cell.put_text(row.track.cover_of.as_ref().and_then(|cover| cover.performer.as_ref()));
    }),
    column("cover_title", "cover_of/title", Words, Both, |row, cell| {
        cell.put_text(row.track.cover_of.as_ref().and_then(|cover| cover.title.as_ref()));
    }),
    column("cover_isrc", "cover_of/isrc", Code, Both, |row, cell| {
        put_isrc(cell, row.track.cover_of.as_ref().and_then(|cover| cover.isrc.as_ref()));
    }),
    column("bonus", "bonus", Flag, Both, |row, cell| cell.put(row.track.bonus.as_ref(), |bonus| Value::Flag(*bonus))),
    column("isrc", "isrc", Code, Both, |row, cell| put_isrc(cell, row.track.isrc.as_ref())),
    column("iswc", "iswc", Code, Both, |row, cell| {
        cell.put(row.track.iswc.as_ref(), |iswc| Value::signs(iswc.signs()));
    }),
    column("duration", "duration", Duration, Both, |row, cell| {
        cell.put(row.track.duration.as_ref(), |duration| Value::Duration(*duration));
    }),
    column("language", "language", Code, Both, |row, cell| cell.put_text(row.track.language.as_ref())),
    special("writers", "writers", List, Csv, Parts(&WRITER), |row, cell| {
        cell.put_list(row.track.writers.iter(), writer);
    }),
    special("track_credits", "credits", List, Csv, Parts(&CREDIT), |row, cell| {
        cell.put_list(row.track.credits.iter(), credit);
    }),
    column("explicit", "explicit", Code, Both, |row, cell| cell.put_text(row.track.explicit.as_ref())),
    special("track_p_line", "p_line", Words, Both, Parts(&RIGHTS), |row, cell| {
        put_rights(cell, row.track.p_line.as_deref());
    }),
    column("audio", "audio", Words, Both, |row, cell| cell.put_text(row.track.audio.as_deref())),
    special("deals", "deals", List, Both, Parts(&DEAL), |row, cell| cell.put_list(row.track.deals.iter(), deal)),
    column("printed", "printed", Words, Both, |row, cell| cell.put_text(row.track.printed.as_deref())),
    column("notes", "notes", Notes, Both, |row, cell| cell.put_text(row.track.notes.as_deref())),
    special("allow", "allow", List, Sheet, Parts(&EXCEPTION), |row, cell| {
        cell.put_list(row.track.allow.iter(), exception);
    }),
];

/// A track's own performers, or the release's.
fn performers<'a>(row: &TrackRow<'a>) -> &'a [Performer] {
    if row.track.performers.is_empty() { &row.release.performers } else { &row.track.performers }
}

/// The tracks of a release, in their order, and the way to each: which medium it is on, and which place it has there, from 0.
pub(crate) fn track_rows(release: &Release) -> impl Iterator<Item = (TrackRow<'_>, (Option<usize>, usize))> {
    let alone = release.tracks.iter().enumerate().map(|(at, track)| ((None, track), (None, at)));
    let media = (1..).zip(&release.media).enumerate().flat_map(|(place, (number, medium))| {
        let own = medium.tracks.iter().enumerate();
        own.map(move |(at, track)| ((Some((number, medium)), track), (Some(place), at)))
    });
    alone.chain(media).map(move |((medium, track), way)| (TrackRow { release, medium, track: &track.value }, way))
}

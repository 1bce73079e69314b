//! One row a track, the release's fields repeated (RFC 4180), exactly or as spreadsheets want it.
mod field;
mod rows;

use crate::{
    columns::{RELEASE, TRACK, track_rows},
    ern,
    exporter::{Exporter, Frame, Loss, Manner, Order, Told},
    record::{Record, performer::Performer, release::Release},
};
use rows::Rows;
use std::io;

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "csv",
    extension: "csv",
    about: "a row for each track",
    frame,
    manner: Manner::Files,
    body,
    rows: None,
}];

/// Room for what is said of nearly every release, or of nearly every track.
const USUAL: usize = 256;

/// What each row ends with.
const LINE_BREAK: &str = "\r\n";

fn frame(order: &Order<'_>) -> Frame {
    let release = RELEASE.iter().filter(|column| column.on.is_csv()).map(|column| column.name);
    let track = TRACK.iter().filter(|column| column.on.is_csv()).map(|column| column.name);
    let names: Vec<&str> = release.chain(track).collect();
    let delimiter = char::from(order.dialect.delimiter()).to_string();
    Frame { head: format!("{}{}{LINE_BREAK}", order.dialect.mark(), names.join(&delimiter)), ..Frame::default() }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let release = &record.release;
    let mut rows = Rows::new(order.dialect);
    let mut beginning = Vec::with_capacity(USUAL);
    let count = release.all_tracks().count();
    // A release without a track has no row that anything could be lost from.
    let due = if count > 0 { rows.write_release(release, &mut beginning)? } else { 0 };
    out.reserve(count * (beginning.len() + USUAL));
    for (row, _) in track_rows(release) {
        out.extend_from_slice(&beginning);
        rows.write_track(&row, due, out)?;
        out.extend_from_slice(LINE_BREAK.as_bytes());
    }
    let mut told = rows.told();
    let tracks = release.all_tracks().map(|track| &track.performers);
    for credit in std::iter::once(&release.performers).chain(tracks) {
        told.losses.extend(out_of_order(credit));
    }
    told.left_out.extend(left_out(release));
    // The release's performers may be the track's too.
    told.losses.sort_by_key(|loss| loss.span);
    told.losses.dedup_by_key(|loss| loss.span);
    Ok(told)
}

/// What has no column: the exceptions of a record are about its check, and the order of the media says their numbers.
fn left_out(release: &Release) -> impl Iterator<Item = &'static str> {
    let has_exceptions = !release.allow.is_empty() || release.all_tracks().any(|track| !track.allow.is_empty());
    let has_numbers = release.media.iter().any(|medium| medium.number.is_some());
    [(has_exceptions, "allow"), (has_numbers, "number of a medium")]
        .into_iter()
        .filter(|(has, _)| *has)
        .map(|(_, field)| field)
}

/// The columns hold performers by their roles: the first one who stands behind those of a later role loses that place.
fn out_of_order(performers: &[Performer]) -> Option<Loss> {
    let pair = performers.windows(2).find(|pair| pair[1].role < pair[0].role)?;
    let message =
        "the CSV has a column for the performers of each role, and cannot say that this one stands behind others";
    let help = "leave it as it is; the JSON, the XML and the workbook keep the order";
    let span = pair[1].name.as_ref()?.span;
    Some(Loss { kind: ern::Kind::NotCarried, span, message: message.to_owned(), help: help.to_owned() })
}

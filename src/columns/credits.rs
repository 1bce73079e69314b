//! Everybody who has a part in a release or a track, each on a row: performers, writers, all others.
use crate::{
    column::{
        Cell, Column,
        Kind::{Code, Number, Words},
        On::{Reading, Sheet},
        Value, column,
    },
    record::{
        Text,
        credit::{Contributor, Writer},
        performer::Performer,
    },
    span::Spanned,
};

use super::tracks::TrackRow;

/// Somebody, and what for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CreditRow<'a> {
    /// The track; none, if it is for the release.
    pub(crate) track: Option<TrackRow<'a>>,
    pub(crate) who: Who<'a>,
}

/// Somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Who<'a> {
    Performer(&'a Performer),
    Writer(&'a Writer),
    Other(&'a Contributor),
}

pub(crate) type OfCredit = for<'a> fn(&CreditRow<'a>, &mut Cell<'a>);

/// The columns, in their order.
pub(crate) const CREDIT: &[Column<OfCredit>] = &[
    column("medium", "medium", Number, Reading, |row, cell| {
        cell.put_made(row.track.and_then(|row| row.medium).map(|(number, _)| Value::Number(number)));
    }),
    column("track", "track", Number, Reading, |row, cell| {
        cell.put_number(row.track.and_then(|row| row.track.number.as_ref()));
    }),
    column("track_title", "track_title", Words, Reading, |row, cell| {
        cell.put_text(row.track.and_then(|row| row.track.title.as_ref()));
    }),
    column("part", "part", Code, Sheet, |row, cell| cell.put_made(Some(Value::of(row.who.list())))),
    column("name", "name", Words, Sheet, |row, cell| cell.put_text(row.who.name())),
    column("role", "role", Words, Sheet, |row, cell| row.who.put_role(cell)),
    column("credited_as", "credited_as", Words, Sheet, |row, cell| {
        if let Who::Performer(performer) = row.who {
            cell.put_text(performer.credited_as.as_ref());
        }
    }),
    column("ipi", "ipi", Code, Sheet, |row, cell| {
        if let Who::Writer(writer) = row.who {
            cell.put(writer.ipi.as_ref(), |ipi| Value::signs(ipi.signs()));
        }
    }),
];

impl<'a> Who<'a> {
    /// The lists that they come from.
    pub(crate) const LISTS: [&'static str; 3] = ["performers", "writers", "credits"];

    /// The list that they stand in.
    pub(crate) const fn list(self) -> &'static str {
        match self {
            Self::Performer(_) => Self::LISTS[0],
            Self::Writer(_) => Self::LISTS[1],
            Self::Other(_) => Self::LISTS[2],
        }
    }

    fn name(self) -> Option<&'a Spanned<Text>> {
        match self {
            Self::Performer(Performer { name, .. })
            | Self::Writer(Writer { name, .. })
            | Self::Other(Contributor { name, .. }) => name.as_ref(),
        }
    }

    fn put_role(self, cell: &mut Cell<'a>) {
        match self {
            Self::Performer(performer) => cell.put_made(performer.role.word().map(Value::of)),
            Self::Writer(writer) => cell.put_text(writer.role.as_ref()),
            Self::Other(credit) => cell.put_text(credit.role.as_ref()),
        }
    }
}

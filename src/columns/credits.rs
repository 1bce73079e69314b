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

pub(crate) type OfCredit = for<'a> fn(&CreditRow<'a>) -> Cell<'a>;

/// The columns, in their order.
pub(crate) const CREDIT: &[Column<OfCredit>] = &[
    column("medium", "medium", Number, Reading, |row| {
        Cell::made(row.track.and_then(|row| row.medium).map(|(number, _)| Value::Number(number)))
    }),
    column("track", "track", Number, Reading, |row| Cell::number(row.track.and_then(|row| row.track.number.as_ref()))),
    column("track_title", "track_title", Words, Reading, |row| {
        Cell::text(row.track.and_then(|row| row.track.title.as_ref()))
    }),
    column("part", "part", Code, Sheet, |row| Cell::made(Some(Value::Text(row.who.list().into())))),
    column("name", "name", Words, Sheet, |row| Cell::text(row.who.name())),
    column("role", "role", Words, Sheet, |row| row.who.role()),
    column("credited_as", "credited_as", Words, Sheet, |row| match row.who {
        Who::Performer(performer) => Cell::text(performer.credited_as.as_ref()),
        _ => Cell::NOTHING,
    }),
    column("ipi", "ipi", Code, Sheet, |row| match row.who {
        Who::Writer(writer) => Cell::new(writer.ipi.as_ref(), |ipi| Value::Text(ipi.compact().into())),
        _ => Cell::NOTHING,
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

    fn role(self) -> Cell<'a> {
        match self {
            Self::Performer(performer) => Cell::made(performer.role.word().map(|word| Value::Text(word.into()))),
            Self::Writer(writer) => Cell::text(writer.role.as_ref()),
            Self::Other(credit) => Cell::text(credit.role.as_ref()),
        }
    }
}

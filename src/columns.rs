//! The fields of a record as columns of tables: the one list that the CSV and the sheets of a workbook are made from.
mod credits;
mod forms;
mod performers;
mod releases;
mod tracks;

pub(crate) use credits::{CREDIT, CreditRow, Who};
pub(crate) use forms::AS;
pub(crate) use performers::{PERFORMER, PerformerRow};
pub(crate) use releases::RELEASE;
pub(crate) use tracks::{TRACK, TrackRow, track_rows};

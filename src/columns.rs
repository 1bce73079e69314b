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

#[cfg(test)]
mod tests {
    use super::{PERFORMER, RELEASE, TRACK};
    use crate::column::Back;

    #[test]
    fn what_is_shown_as_an_example_is_read() {
        let of_releases = RELEASE.iter().map(|column| (column.name, column.back));
        let of_tracks = TRACK.iter().map(|column| (column.name, column.back));
        let of_performers = PERFORMER.iter().map(|column| (column.name, column.back));
        let mut count = 0;
        for (name, back) in of_releases.chain(of_tracks).chain(of_performers) {
            if let Back::Parts(parts) | Back::Events(parts) = back {
                let value = (parts.read)(parts.like);
                assert!(value.is_some_and(|value| value.is_object()), "{name}: {}", parts.like);
                count += 1;
            }
        }
        assert!(count > 10, "{count}");
    }
}

//! The recordings of a run: of each track with an ISRC the prints of what should be the same wherever it stands, in forty bytes.
use super::{
    long_list::LongList,
    repeated::repeated,
    takes::{Take, is_made_anew},
};
use crate::{
    print::print,
    record::{
        Record,
        identifiers::Isrc,
        performer::{Credit, Performer, Role},
        track::Track,
    },
    span::{Span, Spanned},
};
use rayon::ThreadPool;
use std::sync::OnceLock;

/// All of them, in the order of the run.
#[derive(Debug, Default)]
pub(crate) struct Recordings {
    pub(super) all: LongList<Recording>,
    /// Those whose ISRC is there more than once, by ISRC and then in the order of the run.
    shared: OnceLock<Vec<u32>>,
    /// Those that look like one and have two ISRCs.
    pub(super) twins: OnceLock<Vec<(u32, u32)>>,
}

/// A track with an ISRC. Texts are kept as prints, in which case, accents, quotes, dashes and blanks make no difference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recording {
    /// The twelve signs as a number to the base 36.
    pub(super) isrc: u64,
    /// The record it is of, by its number in the run.
    pub(super) record: u32,
    pub(super) title: u32,
    /// Those of the main performers together; 0 where they are not known.
    pub(super) performers: u32,
    /// Where each part begins in its source, and how many bytes it has; none, where it is not there.
    starts: [u32; 3],
    lengths: [u16; 3],
    /// The playing time.
    pub(super) take: Take,
}

/// What should be the same wherever a recording stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Performers,
    Duration,
}

/// The main performers of a credit: their print, and where the first of them stands.
#[derive(Clone, Copy, Debug, Default)]
struct Mains {
    print: u32,
    first: Span,
}

impl Recordings {
    pub(super) fn extend(&mut self, recordings: Vec<Recording>, record: u32) {
        for recording in recordings {
            self.all.push(Recording { record, ..recording });
        }
    }

    /// Finds out what rules will ask for, side by side if there are threads.
    pub(crate) fn prepare(&self, pool: Option<&ThreadPool>) {
        if let Some(pool) = pool {
            pool.join(|| self.shared.get_or_init(|| self.shared()), || self.twins.get_or_init(|| self.find_twins()));
        }
    }

    /// The first release that has an ISRC, with each further one that has it too.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&Recording, &Recording)> {
        let shared = self.shared.get_or_init(|| self.shared()).iter().map(|at| self.all.at(*at));
        let pairs = shared.scan(None, |first: &mut Option<&Recording>, recording| {
            let known = first.filter(|first| first.isrc == recording.isrc);
            *first = known.or(Some(recording));
            Some(known.map(|first| (first, recording)))
        });
        pairs.flatten().filter(|(first, other)| first.record != other.record)
    }

    fn shared(&self) -> Vec<u32> {
        let all = self.all.iter().map(|recording| recording.isrc).zip(0_u32..);
        let mut keys = repeated(self.all.len(), all);
        keys.sort_unstable();
        let groups = keys.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
        groups.flatten().map(|(_, at)| *at).collect()
    }
}

impl Recording {
    /// The recordings of a record, in their order.
    pub(super) fn all(record: &Record) -> Vec<Self> {
        let release = &record.release;
        let count = release.all_tracks().filter(|track| track.isrc.is_some()).count();
        let mut recordings = Vec::with_capacity(count);
        if count > 0 {
            let own = Mains::new(record, &release.performers);
            let is_anew = is_made_anew(release);
            recordings.extend(record.printed_tracks().filter_map(|track| Self::new(record, own, track, is_anew)));
        }
        recordings
    }

    fn new(record: &Record, own: Mains, (track, title_print): (&Spanned<Track>, u32), is_anew: bool) -> Option<Self> {
        let isrc = track.isrc.as_ref().filter(|isrc| !isrc.is_placeholder())?;
        let mains = if track.performers.is_left_out() { own } else { Mains::new(record, &track.performers) };
        let title = track.title.as_ref().map_or(Span::default(), |title| title.span);
        let duration = track.duration.as_ref().map_or(Span::default(), |duration| duration.span);
        let spans = [title, mains.first, duration];
        Some(Self {
            isrc: number(isrc),
            record: 0,
            title: title_print,
            performers: mains.print,
            starts: spans.map(|span| span.start),
            lengths: spans.map(|span| u16::try_from(span.len()).unwrap_or(u16::MAX)),
            take: Take::new(track, is_anew),
        })
    }

    /// The first thing in which two recordings of one ISRC differ. Where the performers do, all else may.
    pub(crate) fn difference(&self, other: &Self) -> Option<Part> {
        let both = |part: Part| self.lengths[part as usize] > 0 && other.lengths[part as usize] > 0;
        if both(Part::Performers) && self.performers != other.performers {
            return Some(Part::Performers);
        }
        if both(Part::Title) && self.title != other.title {
            return Some(Part::Title);
        }
        (both(Part::Duration) && self.take.seconds().abs_diff(other.take.seconds()) > SLACK).then_some(Part::Duration)
    }

    /// Whether that part is there.
    pub(super) fn has(&self, part: Part) -> bool {
        self.lengths[part as usize] > 0
    }

    /// The record's number, and where the part stands.
    pub(super) fn place(&self, part: Part) -> (u32, Span) {
        let (start, length) = (self.starts[part as usize], self.lengths[part as usize]);
        (self.record, Span::new(start, start + u32::from(length)))
    }

    /// The places of all its parts.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        let parts = [Part::Title, Part::Performers, Part::Duration];
        parts.map(|part| self.place(part).1).into_iter().filter(|span| !span.is_empty())
    }

    /// The ISRC in its compact form.
    pub(crate) fn isrc(&self) -> String {
        let digits = (0..12).rev().map(|place| self.isrc / 36_u64.pow(place) % 36);
        digits.filter_map(|digit| char::from_digit(digit as u32, 36)).map(|sign| sign.to_ascii_uppercase()).collect()
    }
}

/// How many seconds the same recording may be longer on one release than on another: fades and pauses.
const SLACK: u16 = 30;

impl Mains {
    fn new(record: &Record, credit: &Credit) -> Self {
        let is_vague = |performer: &Performer| performer.is_various() || performer.role == Role::Unreadable;
        if credit.iter().any(is_vague) {
            return Self::default();
        }
        let mut mains = Self::default();
        for performer in credit.iter().filter(|performer| performer.role == Role::Main) {
            let Some((name, print)) = performer.name.as_ref().zip(record.name_print(performer)) else {
                return Self::default();
            };
            if mains.first.is_empty() {
                mains.first = name.span;
            }
            // In any order.
            mains.print = mains.print.wrapping_add(print);
        }
        mains
    }
}

/// An ISRC as one number.
pub(crate) fn number(isrc: &Isrc) -> u64 {
    let number =
        |signs: &[u8]| signs.iter().fold(0, |number, sign| number * 36 + u64::from(DIGITS[usize::from(*sign)]));
    // Neither half has to wait for the other.
    let (first, second) = isrc.signs().split_at(isrc.signs().len() / 2);
    number(first) * 36_u64.pow(6) + number(second)
}

/// What each sign is as a digit to the base 36.
static DIGITS: [u8; 256] = {
    let mut digits = [0; 256];
    let mut digit = 0;
    while digit < 36 {
        digits[if digit < 10 { b'0' + digit } else { b'A' + digit - 10 } as usize] = digit;
        digit += 1;
    }
    digits
};

/// A catalog number with its label and the kinds of carriers: one number may be on the disc and on the download.
pub(super) fn catalog_number(record: &Record) -> Option<(u64, Span)> {
    let release = &record.release;
    let (label, number) = release.label.as_ref().zip(release.catalog_number.as_ref())?;
    let own = print([number.as_str()]);
    // `[none]` and the like, and what has no letter or digit.
    if own == print([]) || own == print(["none"]) {
        return None;
    }
    let formats = release.media.iter().filter_map(|medium| medium.format.as_ref());
    let formats = formats.fold(0_u64, |sum, format| sum.wrapping_add(print([format.as_str()])));
    Some((own ^ print([label.as_str()]).rotate_left(1) ^ formats.rotate_left(2), number.span))
}

#[cfg(test)]
mod tests {
    use super::{Part, Recording, Take, number};
    use crate::record::identifiers::Isrc;

    #[test]
    fn a_recording_takes_forty_bytes() {
        assert_eq!(size_of::<Recording>(), 40);
    }

    #[test]
    fn an_isrc_is_a_number_and_back() {
        for text in ["GBXWZ0800015", "QZ0000000001", "ZZZZZ9999999"] {
            let isrc = number(&Isrc::parse(text).expect(text));
            let recording =
                Recording { isrc, record: 0, title: 0, performers: 0, starts: [0; 3], lengths: [0; 3], take: Take(0) };
            assert_eq!(recording.isrc(), text);
            assert_eq!(recording.difference(&Recording { take: Take(999), ..recording }), None, "{:?}", Part::Duration);
        }
    }
}

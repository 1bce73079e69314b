//! Takes: recordings that look like one under two ISRCs.
use super::{
    recordings::{Part, Recording, Recordings},
    repeated::repeated,
};
use crate::{
    print::{print, short},
    record::{release::Release, track::Track},
};

/// A playing time in seconds, and two marks in its highest bits: room is dear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Take(pub(super) u16);

impl Take {
    /// The cleaned version of an explicit track.
    const CLEAN: u16 = 1 << 15;
    /// On a release that says that it was made or worked on anew.
    const ANEW: u16 = 1 << 14;
    /// No length is known.
    const UNKNOWN: u16 = Self::ANEW - 1;

    pub(super) fn new(track: &Track, is_anew: bool) -> Self {
        let longest = Self::UNKNOWN - 1;
        let seconds = track
            .duration
            .as_ref()
            .map_or(Self::UNKNOWN, |duration| u16::try_from(duration.seconds).unwrap_or(longest).min(longest));
        let is_clean = track.explicit.as_ref().is_some_and(|explicit| explicit.as_str() == "clean");
        Self(seconds | if is_clean { Self::CLEAN } else { 0 } | if is_anew { Self::ANEW } else { 0 })
    }

    pub(super) fn seconds(self) -> u16 {
        self.0 & Self::UNKNOWN
    }

    /// Whether it may be compared: long enough to be a song, and not made anew.
    fn is_comparable(self) -> bool {
        const SHORT: u16 = 30;
        self.0 & Self::ANEW == 0 && (SHORT..Self::UNKNOWN).contains(&self.seconds())
    }
}

/// Whether a release says that its recordings are others than those of another release with the same titles: taken on stage, mixed
/// or mastered anew, made for another kind of sound.
pub(super) fn is_made_anew(release: &Release) -> bool {
    const KINDS: &[&str] = &["live", "remix", "dj-mix", "demo", "mixtape"];
    let kinds = release.secondary_types.iter();
    if kinds.clone().any(|kind| KINDS.contains(&kind.as_str())) {
        return true;
    }
    let says = |text: &str| {
        let bytes = text.as_bytes();
        // Capitals and small letters have the same last five bits.
        let may_begin = |pair: &[u8]| BEGINNINGS[usize::from(pair[0] % 32)] & 1 << (pair[1] % 32) != 0;
        let is_at = |at: usize, word: &str| {
            bytes.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
        };
        let starts = bytes.windows(2).enumerate().filter(|(_, pair)| may_begin(pair));
        starts.map(|(at, _)| at).any(|at| WORDS.iter().any(|word| is_at(at, word)))
    };
    release.version.iter().chain(&release.title).any(|text| says(text))
}

/// What such a release says, wherever it stands in the title.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "live", "concert", "tour", "session", "stage", "unplugged", "acoustic", "demo", "remaster", "master", "mix",
    "record", "version", "anniversary", "karaoke", "instrumental", "mono", "stereo", "atmos", "surround", "spatial", "360",
];

/// With which two bytes these words begin, each by its last five bits: most titles have none of them.
const BEGINNINGS: [u32; 32] = {
    let mut beginnings = [0; 32];
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].as_bytes();
        beginnings[(word[0] % 32) as usize] |= 1 << (word[1] % 32);
        at += 1;
    }
    beginnings
};

/// Titles that many recordings have.
const COMMON: &[&str] = &[
    "intro",
    "introduction",
    "outro",
    "interlude",
    "intermission",
    "prelude",
    "prologue",
    "epilogue",
    "overture",
    "skit",
    "untitled",
    "theme",
    "main theme",
    "main title",
    "end title",
    "end titles",
    "opening",
    "ending",
    "finale",
    "reprise",
    "bonus track",
];

/// How many seconds two lengths of one recording may lie apart: programs round in two ways.
const SLACK: u16 = 2;

impl Recordings {
    /// Recordings of two releases that look like one and have two ISRCs: the first of the run, and the other.
    pub(crate) fn twins(&self) -> impl Iterator<Item = (&Recording, &Recording)> {
        let twins = self.twins.get_or_init(|| self.find_twins());
        twins.iter().map(|(first, other)| (self.all.at(*first), self.all.at(*other)))
    }

    pub(super) fn find_twins(&self) -> Vec<(u32, u32)> {
        let common: Vec<u32> = COMMON.iter().map(|title| short(print([*title]))).collect();
        let keys = (0_u32..).zip(self.all.iter()).filter_map(|(at, recording)| Some((key(recording)?, at)));
        let few = repeated(self.all.len(), keys).into_iter().map(|(key, at)| (key, self.all.at(at), at));
        let few = few.filter(|(_, recording, _)| !common.contains(&recording.title));
        let mut takes: Vec<(u64, u16, u32)> = few.map(|(key, recording, at)| (key, recording.take.0, at)).collect();
        takes.sort_unstable();
        let mut twins = Vec::new();
        let groups = takes.chunk_by(|one, other| one.0 == other.0 && other.1 - one.1 <= SLACK);
        for group in groups.filter(|group| group.len() > 1) {
            let mut own: Vec<(u32, &Recording)> = group.iter().map(|(.., at)| (*at, self.all.at(*at))).collect();
            own.sort_by_key(|(_, recording)| (recording.record, recording.place(Part::Title).1));
            let (at, first) = own[0];
            own.retain(|(_, recording)| recording.isrc != first.isrc && recording.record != first.record);
            // Each further ISRC once, where it stands first.
            own.sort_by_key(|(_, recording)| recording.isrc);
            own.dedup_by_key(|(_, recording)| recording.isrc);
            twins.extend(own.into_iter().map(|(other, _)| (at, other)));
        }
        twins
    }
}

/// What is the same of two takes but for the length; none of one that cannot be compared.
fn key(recording: &Recording) -> Option<u64> {
    let is_comparable = recording.take.is_comparable() && recording.performers != 0 && recording.has(Part::Title);
    is_comparable.then(|| u64::from(recording.title) << 32 | u64::from(recording.performers))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_made_anew};
    use crate::{record::release::Release, span::Spanned};

    #[test]
    fn a_quick_look_passes_over_nothing() {
        let called = |title: &str| {
            let mut release = Release::default();
            release.title = Some(Spanned { value: title.into(), ..Spanned::default() });
            release
        };
        for word in WORDS {
            assert!(is_made_anew(&called(&format!("Low Tide ({})", word.to_uppercase()))), "{word}");
        }
        assert!(!is_made_anew(&called("Low Tide")));
    }
}

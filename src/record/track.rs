//! A track.
use crate::{
    decode::fields,
    print::{print, short},
    record::{
        Text,
        credit::{Contributor, Writer},
        deal::Deal,
        duration::Duration,
        identifiers::{Isrc, Iswc},
        performer::{Cover, Credit},
        release::{Allow, RightsLine, Title},
    },
    span::Spanned,
};
use serde::Serialize;

fields! {
    /// One track of a release. What few tracks have is boxed: rules go through very many tracks.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Track {
        /// Its number, written out though the order says it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number: Option<Spanned<u32>>,
        /// The title alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title: Option<Spanned<Text>>,
        /// What sets the recording apart from others of the same title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub version: Option<Spanned<Text>>,
        /// The language of the title, where it is not the release's; a BCP 47 tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title_language: Option<Spanned<Text>>,
        /// The title in other languages.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub titles: Vec<Title>,
        /// Who performs it, guests included; empty where the release's performers do.
        #[serde(skip_serializing_if = "Credit::is_left_out")]
        pub performers: Credit,
        /// Whose song it is, when it is a cover.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cover_of: Option<Box<Cover>>,
        /// Whether it is a bonus track.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub bonus: Option<Spanned<bool>>,
        /// The number of the recording.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub isrc: Option<Spanned<Isrc>>,
        /// The number of the work.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub iswc: Option<Spanned<Iswc>>,
        /// The playing time.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub duration: Option<Spanned<Duration>>,
        /// The language that is sung; a BCP 47 tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub language: Option<Spanned<Text>>,
        /// Who wrote it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub writers: Vec<Writer>,
        /// Who else made it, beside those who made the whole release.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub credits: Vec<Contributor>,
        /// `explicit`, `clean` or `none`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub explicit: Option<Spanned<Text>>,
        /// Who owns this recording, where it is not the release's owner.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub p_line: Option<Box<RightsLine>>,
        /// The file with the recording, seen from the record's folder.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub audio: Option<Box<Spanned<Text>>>,
        /// What shops may do with it alone, in place of the release's deals for tracks.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub deals: Vec<Deal>,
        /// The title exactly as on the sleeve; kept, never checked.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub printed: Option<Box<Spanned<Text>>>,
        /// What only those who work on the record see.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notes: Option<Box<Spanned<Text>>>,
        /// The rules that it is excused from.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub allow: Vec<Allow>,
    }
}

impl Track {
    /// Title and version as one print: a version in brackets behind the title makes no difference to one in its own field.
    pub(crate) fn title_print(&self) -> u32 {
        short(print(self.title.iter().chain(&self.version).map(|text| text.as_str())))
    }

    /// Whether it is a bonus track.
    #[must_use]
    pub fn is_bonus(&self) -> bool {
        self.bonus.as_deref().is_some_and(|bonus| *bonus)
    }
}

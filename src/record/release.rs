//! A release: an album, a single, an EP, in its normal form.
use crate::{
    decode::fields,
    record::{
        Text,
        credit::Contributor,
        date::{Date, PartialDate},
        deal::Deal,
        identifiers::{Barcode, Grid},
        performer::{Credit, Performer},
        territory::Territory,
        track::Track,
    },
    span::Spanned,
};
use serde::Serialize;
use std::slice;

fields! {
    /// A release. Short forms of the record are spelled out: a `release_date` is the one event, a plain name a main performer.
    ///
    /// Every field may be absent: where the text of one was wrong, there is a finding at its place, and the rest is kept.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Release {
        /// The title alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title: Option<Spanned<Text>>,
        /// What sets it apart from others of the same title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub version: Option<Spanned<Text>>,
        /// The language of the titles, a BCP 47 tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title_language: Option<Spanned<Text>>,
        /// The title in other languages.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub titles: Vec<Title>,
        /// `album`, `single`, `ep`, `broadcast` or `other`.
        #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
        pub kind = "type": Option<Spanned<Text>>,
        /// `soundtrack`, `compilation`, `live` …
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub secondary_types: Vec<Spanned<Text>>,
        /// Who it is by, in the order of the sleeve.
        #[serde(skip_serializing_if = "Credit::is_left_out")]
        pub performers: Credit,
        /// The label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<Spanned<Text>>,
        /// The label's number for it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub catalog_number: Option<Spanned<Text>>,
        /// UPC, EAN or GTIN.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub barcode: Option<Spanned<Barcode>>,
        /// The number of the digital release.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub grid: Option<Spanned<Grid>>,
        /// The short form of one event for the whole world; [`Release::spell_out`] moves it there.
        #[serde(rename = "release_date", skip_serializing)]
        date = "release_date": Option<Spanned<Date>>,
        /// When it goes on sale, and where.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub release_events: Vec<ReleaseEvent>,
        /// When the recordings first came out together.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub original_release_date: Option<Spanned<PartialDate>>,
        /// The genres, the main one first.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub genres: Vec<Spanned<Text>>,
        /// Who owns the recordings, since when.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub p_line: Option<RightsLine>,
        /// Who owns artwork and texts, since when.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub c_line: Option<RightsLine>,
        /// Who else made it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub credits: Vec<Contributor>,
        /// The parental advisory of the tracks that have none of their own: `explicit`, `clean` or `none`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub explicit: Option<Spanned<Text>>,
        /// The file with the front cover, seen from the record's folder.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub artwork: Option<Spanned<Text>>,
        /// What shops may do with it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub deals: Vec<Deal>,
        /// The tracks of a release with one medium or none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub tracks: Vec<Spanned<Track>>,
        /// The discs, cassettes or sets of files.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub media: Vec<Medium>,
        /// What only those who work on the record see.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notes: Option<Spanned<Text>>,
        /// The rules that it is excused from.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub allow: Vec<Allow>,
    }
}

fields! {
    /// An exception from a rule.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Allow {
        /// The rule, by its code or its name.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub rule: Option<Spanned<Text>>,
        /// Why the record is right.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reason: Option<Spanned<Text>>,
    }
}

fields! {
    /// A title in another language or script.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Title {
        /// A BCP 47 tag.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub language: Option<Spanned<Text>>,
        /// The title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title: Option<Spanned<Text>>,
    }
}

fields! {
    /// A day on which a release goes on sale, and where.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct ReleaseEvent {
        /// The day.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date: Option<Spanned<Date>>,
        /// Where; empty for the whole world.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub territories: Vec<Spanned<Territory>>,
        /// Where not.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub excluded_territories: Vec<Spanned<Territory>>,
    }
}

fields! {
    /// A year and an owner, as behind ℗ or ©.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct RightsLine {
        /// The year.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub year: Option<Spanned<u16>>,
        /// The owner, without year and sign.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner: Option<Spanned<Text>>,
    }
}

fields! {
    /// One disc, cassette or set of files.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Medium {
        /// Which one it is, from 1; the order says it too.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number: Option<Spanned<u32>>,
        /// `cd`, `vinyl`, `digital` …
        #[serde(skip_serializing_if = "Option::is_none")]
        pub format: Option<Spanned<Text>>,
        /// Its own title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title: Option<Spanned<Text>>,
        /// Its tracks.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub tracks: Vec<Spanned<Track>>,
    }
}

/// A text that a shop prints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Printed<'a> {
    pub(crate) text: &'a Spanned<Text>,
    /// Its language as a BCP 47 tag; empty where nobody has said.
    pub(crate) language: &'a str,
    pub(crate) kind: PrintedAs,
    /// Which track it belongs to, if it is the track's own title or version.
    pub(crate) track: Option<usize>,
}

/// What a printed text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrintedAs {
    Title,
    TrackTitle,
    Version,
    Name,
}

/// The tracks of a release, side by side. Very many rules go through them.
#[derive(Clone)]
struct Tracks<'a> {
    side: slice::Iter<'a, Spanned<Track>>,
    media: slice::Iter<'a, Medium>,
}

impl<'a> Iterator for Tracks<'a> {
    type Item = &'a Spanned<Track>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(track) = self.side.next() {
                return Some(track);
            }
            self.side = self.media.next()?.tracks.iter();
        }
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, start: B, mut step: F) -> B {
        let own = self.side.fold(start, &mut step);
        self.media.fold(own, |all, medium| medium.tracks.iter().fold(all, &mut step))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.side.len(), None)
    }
}

impl Release {
    /// The tracks of each medium in turn; a release without media has one list.
    pub fn sides(&self) -> impl Iterator<Item = &[Spanned<Track>]> {
        let own = Some(&self.tracks[..]).filter(|tracks| !tracks.is_empty());
        own.into_iter().chain(self.media.iter().map(|medium| &medium.tracks[..]))
    }

    /// All tracks, in their order.
    pub fn all_tracks(&self) -> impl Iterator<Item = &Spanned<Track>> {
        Tracks { side: self.tracks.iter(), media: self.media.iter() }
    }

    /// Who performs a track: its own performers, or the release's.
    #[must_use]
    pub fn credit<'a>(&'a self, track: &'a Track) -> &'a Credit {
        if track.performers.is_left_out() { &self.performers } else { &track.performers }
    }

    /// The parental advisory of a track: its own, or the release's.
    #[must_use]
    pub fn advisory<'a>(&'a self, track: &'a Track) -> Option<&'a Spanned<Text>> {
        track.explicit.as_ref().or(self.explicit.as_ref())
    }

    /// Everybody in a credit to performers, the release's first.
    pub fn all_performers(&self) -> impl Iterator<Item = &Performer> {
        let tracks = self.all_tracks().flat_map(|track| &track.performers);
        self.performers.iter().chain(tracks)
    }

    /// Those who made the release or a track of it without being performers, the release's first.
    pub fn all_credits(&self) -> impl Iterator<Item = &Contributor> {
        self.credits.iter().chain(self.all_tracks().flat_map(|track| &track.credits))
    }

    /// Every name of every credit to a performer, the release's first.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<Text>> {
        self.all_performers().filter_map(|performer| performer.name.as_ref())
    }

    /// Every credit to performers, the release's first.
    pub(crate) fn credits_mut(&mut self) -> impl Iterator<Item = &mut Credit> {
        let media = self.media.iter_mut().map(|medium| &mut medium.tracks);
        let tracks = std::iter::once(&mut self.tracks).chain(media).flatten();
        std::iter::once(&mut self.performers).chain(tracks.map(|track| &mut track.value.performers))
    }

    /// Calls for every text that a shop prints: titles and names, each with its language; what stands beside them (genres, roles, the
    /// catalog number) counts as a name.
    pub(crate) fn each_printed<'a>(&'a self, f: &mut dyn FnMut(Printed<'a>)) {
        let language = self.title_language.as_ref().map_or("", |language| language.as_str());
        let mut of_track = |text: Option<&'a Spanned<Text>>, language: &'a str, kind: PrintedAs, track| {
            if let Some(text) = text {
                f(Printed { text, language, kind, track });
            }
        };
        let mut tell = |text, language, kind| of_track(text, language, kind, None);
        tell(self.title.as_ref(), language, PrintedAs::Title);
        tell(self.version.as_ref(), language, PrintedAs::Version);
        tell(self.label.as_ref(), "", PrintedAs::Name);
        tell(self.catalog_number.as_ref(), "", PrintedAs::Name);
        self.genres.iter().for_each(|genre| tell(Some(genre), "", PrintedAs::Name));
        let lines = self.p_line.iter().chain(&self.c_line);
        lines.for_each(|line| tell(line.owner.as_ref(), "", PrintedAs::Name));
        for title in &self.titles {
            let own = title.language.as_ref().map_or("", |language| language.as_str());
            tell(title.title.as_ref(), own, PrintedAs::Title);
        }
        self.performers.iter().for_each(|performer| performer.each_printed(&mut tell));
        self.credits.iter().flat_map(Contributor::texts).for_each(|text| tell(Some(text), "", PrintedAs::Name));
        self.media.iter().for_each(|medium| tell(medium.title.as_ref(), language, PrintedAs::Title));
        for (at, track) in self.all_tracks().enumerate() {
            let language = track.title_language.as_ref().map_or(language, |language| language.as_str());
            of_track(track.title.as_ref(), language, PrintedAs::TrackTitle, Some(at));
            of_track(track.version.as_ref(), language, PrintedAs::Version, Some(at));
            let mut tell = |text, language, kind| of_track(text, language, kind, None);
            for title in &track.titles {
                let own = title.language.as_ref().map_or("", |language| language.as_str());
                tell(title.title.as_ref(), own, PrintedAs::Title);
            }
            track.performers.iter().for_each(|performer| performer.each_printed(&mut tell));
            if let Some(cover) = &track.cover_of {
                tell(cover.performer.as_ref(), "", PrintedAs::Name);
                tell(cover.title.as_ref(), "", PrintedAs::Title);
            }
            track.credits.iter().flat_map(Contributor::texts).for_each(|text| tell(Some(text), "", PrintedAs::Name));
            tell(track.p_line.as_deref().and_then(|line| line.owner.as_ref()), "", PrintedAs::Name);
            track.writers.iter().for_each(|writer| tell(writer.name.as_ref(), "", PrintedAs::Name));
        }
    }

    /// The days it goes on sale.
    pub fn dates(&self) -> impl Iterator<Item = &Spanned<Date>> {
        self.release_events.iter().filter_map(|event| event.date.as_ref())
    }

    /// Brings short forms into the normal form.
    pub(crate) fn spell_out(mut self) -> Self {
        if let Some(date) = self.date.take() {
            let event = ReleaseEvent { date: Some(date), ..ReleaseEvent::default() };
            self.release_events.insert(0, event);
        }
        self
    }
}

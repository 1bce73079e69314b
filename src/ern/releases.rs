//! The releases of a message: the whole, and each track on its own.
use super::{
    Making, advisory,
    gap::{self, Gaps, Kind},
    node::{Playing, Reference},
    parties::Parties,
    recordings::{c_line, p_line},
    roles,
    titles::{Titles, artist_name, artists, version_type},
    tree,
};
use crate::{
    record::{
        Text,
        performer::Performer,
        release::{Medium, Release},
        track::Track,
    },
    span::Spanned,
};
use std::{borrow::Cow, collections::BTreeSet};

const WORLDWIDE: &str = "Worldwide";

impl<'a> Making<'a> {
    pub(super) fn releases(
        &'a self,
        resources: &tree::ResourceList<'a>,
        parties: &mut Parties<'a>,
        gaps: &mut Gaps,
    ) -> tree::ReleaseList<'a> {
        let release = &self.record.release;
        let name = release.label.as_ref().map(|label| label.as_str());
        let name = gaps.need(name, gap::title(release), "the release has no label", "add `label:`");
        let label = parties.label(name.unwrap_or_default());
        let tracks = if self.is_simple { Vec::new() } else { self.track_releases(resources, label) };
        tree::ReleaseList { release: self.release(resources, label, parties, gaps), tracks }
    }

    fn release(
        &'a self,
        resources: &tree::ResourceList<'a>,
        label: Reference,
        parties: &mut Parties<'a>,
        gaps: &mut Gaps,
    ) -> tree::Release<'a> {
        let release = &self.record.release;
        let place = gap::title(release);
        let titles = Titles {
            title: release.title.as_ref().map_or("", |title| title.as_str()),
            version: release.version.as_ref(),
            language: release.title_language.as_ref(),
            others: &release.titles,
        };
        let advisory = advisory::of_release(release);
        self.need_advisory(advisory, place, gaps);
        gaps.need(release.genres.first(), place, "this release has no genre", "add `genres:`, the main one first");
        let artists = artists(&release.performers, parties);
        gaps.need(artists.first(), place, "nobody stands beside the title", "add a performer who is no remixer");
        let (is_single_compilation, is_multi_compilation) = compilation(release);
        uncarried(release, gaps);
        tree::Release {
            reference: Reference('R', 0),
            kind: self.release_type(),
            id: self.release_ids(),
            title_texts: titles.texts(),
            titles: titles.parts(),
            versions: versions(release),
            artist_name: artist_name(&release.performers),
            artists,
            label: label_reference(label),
            p_line: release.p_line.as_ref().map(p_line),
            c_line: release.c_line.as_ref().map(c_line),
            duration: Playing(resources.recordings.iter().map(|recording| recording.duration.0).sum()),
            genres: self.genres(),
            dates: dates(release),
            original_date: release.original_release_date.as_deref().copied(),
            advisory,
            is_single_compilation,
            is_multi_compilation,
            group: self.group(resources),
            is_soundtrack: has_type(release, "soundtrack").then_some(true),
        }
    }

    fn release_type(&self) -> tree::ReleaseType<'a> {
        let kind = self.record.release.kind.as_ref().map_or("", |kind| kind.as_str());
        let known = |value| tree::ReleaseType { namespace: None, own: None, value };
        match kind {
            "album" => known("Album"),
            "single" => known("Single"),
            "ep" => known("EP"),
            other => tree::ReleaseType {
                namespace: Some(self.message.feed.sender.dpid.compact()),
                own: Some(other),
                value: "UserDefined",
            },
        }
    }

    fn release_ids(&self) -> tree::ReleaseId<'a> {
        let release = &self.record.release;
        tree::ReleaseId {
            grid: release.grid.as_ref().map(|grid| grid.compact()),
            icpn: release.barcode.as_ref().map(|barcode| barcode.compact()),
            catalog_number: release
                .catalog_number
                .as_ref()
                .map(|number| tree::CatalogNumber { namespace: self.message.feed.sender.dpid.compact(), number }),
            own: None,
        }
    }

    /// All genres are for the whole world; the first one counts where only one does.
    fn genres(&self) -> Vec<tree::Genre<'a>> {
        let genre = |(number, text): (usize, &'a str)| tree::Genre {
            territory: (number == 0).then_some(WORLDWIDE),
            is_default: (number == 0).then_some(true),
            text,
        };
        self.record.release.genres.iter().map(|genre| genre.as_str()).enumerate().map(genre).collect()
    }

    /// Where each recording stands: in a row, or in a row for each medium.
    fn group(&self, resources: &tree::ResourceList<'a>) -> tree::ResourceGroup<'a> {
        let release = &self.record.release;
        let cover = resources
            .images
            .first()
            .map(|image| tree::Linked { what: "CoverArt", resource: image.reference.to_string() });
        let mut first = 1;
        let mut row = |tracks: &'a [Spanned<Track>]| {
            let items = items(tracks, first);
            first += tracks.len();
            items
        };
        let (number, items, groups) = match &release.media[..] {
            [] => (Some(1), row(&release.tracks), Vec::new()),
            [one] => (Some(1), row(&one.tracks), Vec::new()),
            several => {
                let groups = several.iter().zip(1..);
                let groups = groups.map(|(medium, number)| component(medium, number, row(&medium.tracks)));
                (None, Vec::new(), groups.collect())
            }
        };
        tree::ResourceGroup { kind: None, title_text: None, title: None, number, groups, items, cover }
    }

    /// Each recording as something that can be had alone. Its own number says in which release.
    fn track_releases(&self, resources: &tree::ResourceList<'a>, label: Reference) -> Vec<tree::TrackRelease<'a>> {
        let release = |(recording, number): (&tree::SoundRecording<'a>, usize)| tree::TrackRelease {
            reference: Reference('R', number),
            id: tree::ReleaseId {
                grid: None,
                icpn: None,
                catalog_number: None,
                own: Some(self.proprietary(format!("{}_{}_R{number}", self.release_id, recording.edition.id.isrc))),
            },
            resource: recording.reference,
            label: label_reference(label),
            genres: self.genres(),
        };
        resources.recordings.iter().zip(1..).map(release).collect()
    }
}

fn label_reference(label: Reference) -> tree::LabelReference {
    tree::LabelReference { is_default: true, kind: "DisplayLabel", territory: WORLDWIDE, party: label.to_string() }
}

fn items(tracks: &[Spanned<Track>], first: usize) -> Vec<tree::ContentItem> {
    let item = |(number, track): (usize, &Spanned<Track>)| tree::ContentItem {
        number: number as u32 + 1,
        resource: Reference('A', first + number),
        is_bonus: track.is_bonus().then_some(true),
    };
    tracks.iter().enumerate().map(item).collect()
}

fn component(medium: &Medium, number: u32, items: Vec<tree::ContentItem>) -> tree::ResourceGroup<'_> {
    let title = medium.title.as_ref().map(|title| title.as_str());
    tree::ResourceGroup {
        kind: Some("Component"),
        title_text: title.map(|title| tree::TitleText { language: None, is_default: None, text: Cow::Borrowed(title) }),
        title: title.map(|text| tree::Title { language: None, is_default: None, text, version: None }),
        number: Some(number),
        groups: Vec::new(),
        items,
        cover: None,
    }
}

fn has_type(release: &Release, word: &str) -> bool {
    release.secondary_types.iter().any(|kind| kind.as_str() == word)
}

/// Secondary types that are versions, and what the version's own words say.
fn versions(release: &Release) -> Vec<&'static str> {
    let of_types = TYPES.iter().filter(|(word, _)| has_type(release, word)).filter_map(|(_, code)| *code);
    let of_words = release.version.as_ref().and_then(|version| version_type(version));
    let mut seen = BTreeSet::new();
    of_types.chain(of_words).filter(|code| seen.insert(*code)).collect()
}

/// The secondary types, and the version that each is; none, where it is said in another way or not at all.
const TYPES: &[(&str, Option<&str>)] = &[
    ("live", Some("LiveVersion")),
    ("remix", Some("RemixVersion")),
    ("demo", Some("DemoVersion")),
    ("soundtrack", None),
    ("compilation", None),
    ("spokenword", None),
    ("interview", None),
    ("audiobook", None),
    ("audio drama", None),
    ("field recording", None),
];

/// What the standard has no place for, or this message none.
fn uncarried(release: &Release, gaps: &mut Gaps) {
    let mut add = |span, message: &str, help: &str| gaps.add(Kind::NotCarried, span, message, help);
    for excluded in release.release_events.iter().filter_map(|event| event.excluded_territories.first()) {
        let message = "the message gives this day of release for the whole world: it cannot except territories";
        add(excluded.span, message, "see that the deals leave them out too: they say where it is sold");
    }
    let is_visual = |role: &Spanned<Text>| roles::role(role).is_some_and(roles::is_visual);
    for role in release.all_tracks().flat_map(|track| &track.credits).filter_map(|credit| credit.role.as_ref()) {
        if is_visual(role) {
            let message = "a recording has nobody for what is seen: the message leaves this credit out";
            add(role.span, message, "write it in the `credits` of the release, if it is about the cover");
        }
    }
    let is_heard_nowhere = release.all_tracks().all(|track| track.p_line.is_some());
    for role in release.credits.iter().filter_map(|credit| credit.role.as_ref()) {
        match is_visual(role) {
            true if release.artwork.is_none() => {
                add(role.span, "the message names no cover, and leaves this credit out", "name the cover in `artwork`");
            }
            false if is_heard_nowhere => {
                let message = "every track has a `p_line` of its own, and so the message leaves this credit out";
                add(role.span, message, "write it in the `credits` of the tracks that it is about");
            }
            _ => {}
        }
    }
    for kind in release.secondary_types.iter().filter(|kind| !TYPES.iter().any(|(word, _)| *word == kind.as_str())) {
        let message = format!("the message cannot say that this is a `{}`", kind.value);
        gaps.add(Kind::NotCarried, kind.span, message, "tell the distributor, if it matters to them");
    }
}

/// Whether it is a compilation of one performer's recordings, or of several performers'.
fn compilation(release: &Release) -> (Option<bool>, Option<bool>) {
    let is_various = release.performers.iter().any(Performer::is_various);
    match (is_various, has_type(release, "compilation")) {
        (true, _) => (None, Some(true)),
        (false, true) => (Some(true), None),
        (false, false) => (None, None),
    }
}

/// Every day of release by its territory. All territories but some cannot be said here; the deals say it.
fn dates(release: &Release) -> Vec<tree::ReleaseDate<'_>> {
    let mut dates = Vec::new();
    for event in &release.release_events {
        let Some(day) = &event.date else { continue };
        let date = |territory, is_default| tree::ReleaseDate { territory, is_default, day: day.to_string() };
        if event.territories.is_empty() {
            dates.push(date(WORLDWIDE, Some(true)));
        }
        dates.extend(event.territories.iter().map(|territory| date(territory.code(), None)));
    }
    dates
}

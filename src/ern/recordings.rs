//! The resources of a message: a recording for each track, and the cover.
use super::{
    Making, Purpose, Resource, advisory,
    gap::{self, Gaps, Kind},
    node::{Playing, Reference},
    parties::Parties,
    roles,
    titles::{Titles, artist_name, artists, version_type},
    tree::{self, Role, RoleValue},
};
use crate::{
    asset::{self, Asset},
    record::{
        Text,
        credit::Contributor,
        performer,
        release::{Release, RightsLine},
        track::Track,
    },
    span::Spanned,
};
use std::{collections::HashMap, path::Path};

impl<'a> Making<'a> {
    pub(super) fn resources(
        &'a self,
        parties: &mut Parties<'a>,
        gaps: &mut Gaps,
        files: &mut Vec<Resource>,
    ) -> tree::ResourceList<'a> {
        let tracks = self.record.release.all_tracks().zip(1..);
        let recordings: Vec<_> =
            tracks.map(|(track, number)| self.recording(track, number, parties, gaps, files)).collect();
        let images = self.image(recordings.len() + 1, parties, gaps, files);
        tree::ResourceList { recordings, images: images.into_iter().collect() }
    }

    fn recording(
        &'a self,
        track: &'a Spanned<Track>,
        number: usize,
        parties: &mut Parties<'a>,
        gaps: &mut Gaps,
        files: &mut Vec<Resource>,
    ) -> tree::SoundRecording<'a> {
        let release = &self.record.release;
        let place = gap::track_title(track);
        let isrc = track.isrc.as_ref().map(|isrc| isrc.compact());
        let isrc = gaps.need(isrc, place, "this track has no ISRC", "add `isrc:`").unwrap_or_default();
        let duration = track.duration.as_ref().map(|duration| Playing(u64::from(duration.seconds)));
        let duration = gaps.need(duration, place, "this track has no duration", "add `duration:`, such as `\"3:20\"`");
        let advisory = release.advisory(track).map(|word| advisory::code(word));
        let credit = release.credit(track);
        let artists = artists(credit, parties);
        let titles = Titles {
            title: track.title.as_ref().map_or("", |title| title.as_str()),
            version: track.version.as_ref(),
            language: track.title_language.as_ref().or(release.title_language.as_ref()),
            others: &track.titles,
        };
        gaps.need(
            artists.first(),
            place,
            "nobody stands beside the title of this track",
            "add a performer who is no remixer",
        );
        self.need_advisory(advisory, place, gaps);
        let original = track.cover_of.as_ref().and_then(|cover| cover.isrc.as_ref());
        let is_instrumental = track.language.as_ref().is_some_and(|language| language.as_str() == NO_LANGUAGE);
        let language = track.language.as_ref().filter(|_| !is_instrumental).map(|language| language.as_str());
        tree::SoundRecording {
            reference: Reference('A', number),
            kind: kind(release),
            edition: tree::Edition {
                id: tree::RecordingId { isrc },
                p_line: track.p_line.as_deref().or(release.p_line.as_ref()).map(p_line),
                file: self.audio(track, number, gaps, files),
            },
            work: track.iswc.as_ref().map(|iswc| tree::WorkId { iswc: iswc.compact() }),
            title_texts: titles.texts(),
            titles: titles.parts(),
            version: track.version.as_ref().and_then(|version| version_type(version)),
            artist_name: artist_name(credit),
            artists,
            contributors: self.contributors(track, parties),
            duration: duration.unwrap_or_default(),
            advisory,
            related: original.map(|isrc| tree::RelatedResource {
                kind: "IsCoverOf",
                id: tree::RecordingId { isrc: isrc.compact() },
            }),
            is_cover: track.cover_of.is_some().then_some(true),
            is_instrumental: is_instrumental.then_some(true),
            language,
        }
    }

    /// Everybody who made a recording without standing beside its title, each once with all that they did.
    fn contributors(&'a self, track: &'a Track, parties: &mut Parties<'a>) -> Vec<tree::Contributor<'a>> {
        let mut list = Contributors::default();
        for writer in &track.writers {
            let Some(name) = &writer.name else { continue };
            let party = parties.person(name, writer.ipi.as_ref().map(|ipi| ipi.compact()));
            list.add(party, known(roles::writer(writer.role.as_ref().map_or("", |role| role.as_str()))));
        }
        let release = &self.record.release;
        let remixers = release.credit(track).iter().filter(|performer| performer.role == performer::Role::Remixer);
        for remixer in remixers {
            if let Some(party) = parties.performer(remixer) {
                list.add(party, known("Remixer"));
            }
        }
        // A recording with an owner of its own was made by others.
        let whole = if track.p_line.is_none() { &release.credits[..] } else { &[] };
        list.credits(track.credits.iter().chain(whole), false, self, parties);
        list.list
    }

    /// A role in a credit's own words.
    fn role(&'a self, words: &'a str) -> RoleValue<'a> {
        let namespace = Some(self.message.feed.sender.dpid.compact());
        match roles::role(words) {
            Some(role) => known(role),
            None => RoleValue { namespace, own: Some(words), value: "UserDefined" },
        }
    }

    fn folder(&self) -> &'a Path {
        self.record.path.parent().unwrap_or(Path::new(""))
    }

    fn audio(
        &self,
        track: &Track,
        number: usize,
        gaps: &mut Gaps,
        files: &mut Vec<Resource>,
    ) -> Option<tree::AudioDetails> {
        if !self.tells_of_files() {
            return None;
        }
        let Some(written) = &track.audio else {
            if self.message.needs_files {
                let place = track.title.as_ref().map(|title| title.span).unwrap_or_default();
                gaps.add(Kind::File, place, "this track names no file with the recording", "add `audio:`, its path");
            }
            return None;
        };
        let asset = match asset::audio(self.folder(), written) {
            Ok(asset) => asset,
            Err(why) => {
                gaps.add(Kind::File, written.span, why, "put the recording there, or name the file that holds it");
                return None;
            }
        };
        let audio = asset.kind;
        Some(tree::AudioDetails {
            reference: Reference('T', number),
            file: tree::AudioFile {
                kind: "AudioFile",
                container: audio.container,
                codec: audio.codec,
                channels: audio.channels,
                sample_rate: tree::Measure { unit: "Hz", number: audio.sample_rate.to_string() },
                bits: audio.bits,
                file: self.file(asset, number, "SoundRecording", audio.extension, files),
                is_delivered: self.message.has_files,
            },
        })
    }

    fn image(
        &'a self,
        number: usize,
        parties: &mut Parties<'a>,
        gaps: &mut Gaps,
        files: &mut Vec<Resource>,
    ) -> Option<tree::Image<'a>> {
        let release = &self.record.release;
        let written = release.artwork.as_ref()?;
        let mut contributors = Contributors::default();
        contributors.credits(release.credits.iter(), true, self, parties);
        Some(tree::Image {
            reference: Reference('A', number),
            kind: "FrontCoverImage",
            id: tree::ImageId { id: self.proprietary(format!("PACKSHOT:{}", self.release_id)) },
            contributors: contributors.list,
            file: self.cover(written, number, gaps, files),
        })
    }

    fn cover(
        &self,
        written: &Spanned<Text>,
        number: usize,
        gaps: &mut Gaps,
        files: &mut Vec<Resource>,
    ) -> Option<tree::ImageDetails> {
        if !self.tells_of_files() {
            return None;
        }
        let asset = match asset::image(self.folder(), written) {
            Ok(asset) => asset,
            Err(why) => {
                gaps.add(Kind::File, written.span, why, "put the cover there, or name the file that holds it");
                return None;
            }
        };
        let image = asset.kind;
        let pixels = |number: u32| tree::Measure { unit: "Pixel", number: number.to_string() };
        Some(tree::ImageDetails {
            reference: Reference('T', number),
            codec: image.codec,
            height: pixels(image.height),
            width: pixels(image.width),
            file: self.file(asset, number, "Image", image.extension, files),
            is_delivered: self.message.has_files,
        })
    }

    /// What is taken out of the shops needs no files any more, and they may be gone.
    fn tells_of_files(&self) -> bool {
        self.message.purpose != Purpose::Takedown
    }

    /// A file under the name that it has in a delivery.
    fn file<T>(
        &self,
        asset: Asset<T>,
        number: usize,
        what: &str,
        extension: &str,
        files: &mut Vec<Resource>,
    ) -> tree::File {
        let uri = format!("resources/{}_T{number}_{what}.{extension}", self.release_id);
        let Asset { path, size, sha256, .. } = asset;
        files.push(Resource { source: path, target: uri.clone(), sha256: sha256.clone() });
        tree::File { uri, hash: tree::HashSum { algorithm: "SHA-256", value: sha256 }, kilobytes: kilobytes(size) }
    }
}

/// The standard counts the size of a file in them.
fn kilobytes(bytes: u64) -> String {
    format!("{}.{:03}", bytes / 1000, bytes % 1000)
}

/// More roles than anybody has.
const MANY: usize = 100;

/// The tag of what has no language.
const NO_LANGUAGE: &str = "zxx";

/// Music or not: the release says so.
fn kind(release: &Release) -> &'static str {
    const SPOKEN: &[&str] = &["spokenword", "interview", "audiobook", "audio drama", "field recording"];
    let is_spoken = release.secondary_types.iter().any(|kind| SPOKEN.contains(&kind.as_str()));
    if is_spoken { "NonMusicalWorkSoundRecording" } else { "MusicalWorkSoundRecording" }
}

fn known(value: &'static str) -> RoleValue<'static> {
    RoleValue { namespace: None, own: None, value }
}

pub(super) fn p_line(line: &RightsLine) -> tree::PLine<'_> {
    let (year, company, text) = rights("(P)", line);
    tree::PLine { year, company, text }
}

pub(super) fn c_line(line: &RightsLine) -> tree::CLine<'_> {
    let (year, company, text) = rights("(C)", line);
    tree::CLine { year, company, text }
}

fn rights<'a>(sign: &str, line: &'a RightsLine) -> (Option<u16>, Option<&'a str>, String) {
    let year = line.year.as_deref().copied();
    let owner = line.owner.as_ref().map(|owner| owner.as_str());
    let shown = year.map_or_else(String::new, |year| format!(" {year}"));
    (year, owner, format!("{sign}{shown} {}", owner.unwrap_or_default()))
}

/// Those who made something, each once.
#[derive(Default)]
struct Contributors<'a> {
    list: Vec<tree::Contributor<'a>>,
    /// Where each party is in the list.
    known: HashMap<Reference, usize>,
}

impl<'a> Contributors<'a> {
    fn add(&mut self, party: Reference, role: RoleValue<'a>) {
        let at = *self.known.entry(party).or_insert(self.list.len());
        if at == self.list.len() {
            self.list.push(tree::Contributor { number: at + 1, party, roles: Vec::new() });
        }
        let is_same = |other: &Role| (other.0.value, other.0.own) == (role.value, role.own);
        let roles = &mut self.list[at].roles;
        // Nobody has very many; who does, may have some twice.
        if !roles.iter().rev().take(MANY).any(is_same) {
            roles.push(Role(role));
        }
    }

    /// Adds credits: those for what is seen, or those for what is heard.
    fn credits(
        &mut self,
        credits: impl Iterator<Item = &'a Contributor>,
        is_visual: bool,
        making: &'a Making<'a>,
        parties: &mut Parties<'a>,
    ) {
        for credit in credits {
            let (Some(name), Some(words)) = (&credit.name, &credit.role) else { continue };
            let role = making.role(words);
            if roles::is_visual(role.value) == is_visual {
                self.add(parties.person(name, None), role);
            }
        }
    }
}

impl Making<'_> {
    /// 4.3 wants it for each recording and for the release.
    pub(super) fn need_advisory(&self, advisory: Option<&str>, place: crate::span::Span, gaps: &mut Gaps) {
        if self.message.version == super::Version::V43 {
            gaps.need(advisory, place, "nothing says whether this is explicit, and ERN 4.3 asks", "add `explicit:`");
        }
    }
}

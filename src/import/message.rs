//! A message (DDEX ERN 4.1 to 4.3.2) as a record and the entries of a roster.
mod credits;
mod deals;
mod groups;
mod parties;
mod recordings;
mod releases;
mod taken;
mod titles;

use super::{Imported, Refusal};
use crate::xml::Tree;
use parties::Parties;
use serde_json::{Map, Value};
use taken::{At, Taken};

/// The versions whose shape is known: they differ in little.
const VERSIONS: &[(&str, &str)] =
    &[("41", "4.1"), ("411", "4.1.1"), ("42", "4.2"), ("43", "4.3"), ("431", "4.3.1"), ("432", "4.3.2")];

/// Makes a record of a message.
pub(super) fn import(tree: &Tree<'_>) -> Result<Imported, Refusal> {
    let refuse = |why: &str| Err(Refusal::Unknown(why.to_owned()));
    let root = tree.root();
    let namespace = root.namespace().strip_prefix("http://ddex.net/xml/ern/");
    let version = namespace.and_then(|own| VERSIONS.iter().find(|(code, _)| *code == own)).map(|(_, name)| *name);
    let (Some(version), "NewReleaseMessage") = (version, root.name()) else {
        return refuse(match namespace {
            Some(_) => "it is a DDEX message, and not a NewReleaseMessage of ERN 4.1 to 4.3.2",
            None => "it is no DDEX ERN message: its outermost element says so",
        });
    };
    let taken = Taken::new(tree);
    let message = Message::read(At::new(root, &taken));
    if message.is_empty() {
        return refuse("it has no release with a sound recording, and a record is about recordings");
    }
    let mut notes = Vec::new();
    let mut record = Map::new();
    message.release(&mut record, &mut notes);
    let roster = message.parties.roster();
    if !roster.is_empty() {
        notes.push(
            "a message does not say who is a person and who is a group: put it in the roster in place of `other`"
                .to_owned(),
        );
    }
    if record.contains_key("artwork") || record.has_audio() {
        notes.push(
            "the files that the record names lie where the message's sender has put them: copy them beside the record"
                .to_owned(),
        );
    }
    let about = message.about(version);
    Ok(Imported { record, roster, about, losses: taken.losses(tree), notes })
}

/// A question to a record.
trait Asked {
    /// Whether a track names a file.
    fn has_audio(&self) -> bool;
}

impl Asked for Map<String, Value> {
    fn has_audio(&self) -> bool {
        let media = self.get("media").and_then(Value::as_array).into_iter().flatten();
        let lists = media.filter_map(|medium| medium.get("tracks")).chain(self.get("tracks"));
        lists.filter_map(Value::as_array).flatten().any(|track| track.get("audio").is_some())
    }
}

/// The parts of a message.
struct Message<'t> {
    root: At<'t>,
    parties: Parties,
    recordings: Vec<(String, At<'t>)>,
    images: Vec<At<'t>>,
    release: Option<At<'t>>,
    track_releases: Vec<At<'t>>,
}

impl<'t> Message<'t> {
    fn read(root: At<'t>) -> Self {
        let resources = root.child("ResourceList");
        let releases = root.child("ReleaseList");
        let recordings = resources.into_iter().flat_map(|list| list.all("SoundRecording"));
        Self {
            root,
            parties: Parties::read(root),
            recordings: recordings.filter_map(|one| Some((one.peek_of("ResourceReference")?, one))).collect(),
            images: resources.into_iter().flat_map(|list| list.all("Image")).collect(),
            release: releases.and_then(|list| list.child("Release")),
            track_releases: releases.into_iter().flat_map(|list| list.all("TrackRelease")).collect(),
        }
    }

    fn is_empty(&self) -> bool {
        self.release.is_none() || self.recordings.is_empty()
    }

    /// What it says of itself. No record has a place for it, and none needs one.
    fn about(&self, version: &str) -> String {
        let Some(header) = self.root.child("MessageHeader") else { return format!("an ERN {version} message") };
        let name = |party: &'static str| {
            let party = header.child(party)?;
            party.child("PartyName").and_then(|name| name.text_of("FullName")).or_else(|| party.text_of("PartyId"))
        };
        let id = header.text_of("MessageId").unwrap_or_default();
        let day = header.text_of("MessageCreatedDateTime").unwrap_or_default();
        let from = name("MessageSender").unwrap_or_default();
        let to = name("MessageRecipient").unwrap_or_default();
        header.skip();
        for attribute in
            ["AvsVersionId", "ReleaseProfileVersionId", "ReleaseProfileVariantVersionId", "LanguageAndScriptCode"]
        {
            self.root.attribute(attribute);
        }
        format!("an ERN {version} message, `{id}` of {day}, from {from} to {to}")
    }
}

/// Puts a value into a map, if there is one.
fn put(map: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        map.insert(name.to_owned(), value.into());
    }
}

/// Puts a list into a map, if anything is in it.
fn put_list(map: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        map.insert(name.to_owned(), Value::Array(list));
    }
}

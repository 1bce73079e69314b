//! A release as a message to a distributor or a shop: DDEX ERN 4.3.2 and 4.3 (Electronic Release Notification).
//!
//! The message is a typed tree whose fields stand in the order of the standard, so what is written is valid by construction.
//! What the standard demands and the record lacks is a gap, and a message with a gap is not sent.
mod advisory;
mod codes;
mod deals;
pub(crate) mod forms;
mod gap;
pub(crate) mod grammar;
pub(crate) mod incoming;
pub(crate) mod manifest;
pub(crate) mod matching;
mod node;
mod parties;
pub(crate) mod placeholder;
mod recordings;
mod releases;
pub(crate) mod roles;
mod titles;
mod tree;

pub(crate) use gap::{Gap, Kind};
pub(crate) use titles::version_type;

use crate::{
    record::{Record, Text, identifiers::Dpid, release::Release},
    span::Spanned,
};
use gap::Gaps;
use node::Out;
use parties::Parties;
use placeholder::placeholders;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::{io, path::PathBuf};

/// A version of the standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V43,
    #[default]
    V432,
}

impl Version {
    /// Every version, the newest first.
    pub(crate) const ALL: [Self; 2] = [Self::V432, Self::V43];

    /// As DDEX writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::V432 => "4.3.2",
            Self::V43 => "4.3",
        }
    }

    const fn namespace(self) -> &'static str {
        match self {
            Self::V432 => "http://ddex.net/xml/ern/432",
            Self::V43 => "http://ddex.net/xml/ern/43",
        }
    }

    /// The lists of allowed values that our own tables were taken from.
    pub(crate) const fn allowed_values(self) -> &'static str {
        match self {
            Self::V432 => "9",
            Self::V43 => "3",
        }
    }
}

/// What a message is sent for. Each is a full restatement, which replaces what was sent before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A release is delivered, with its files.
    #[default]
    Delivery,
    /// What is said of a release that was delivered is said anew; the files are there already.
    Update,
    /// A release is taken out of the shops: nothing is offered any more.
    Takedown,
}

/// Where messages go to: who sends, and who receives.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Feed {
    pub(crate) sender: Party,
    pub(crate) on_behalf_of: Option<Party>,
    pub(crate) recipients: Vec<Party>,
    /// The version of the allowed values, where the receiver wants another than ours named.
    pub(crate) allowed_values: Option<Text>,
}

/// A company that sends or receives.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Party {
    pub(crate) dpid: Spanned<Dpid>,
    pub(crate) name: Text,
}

/// What a message says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Message<'a> {
    pub(crate) version: Version,
    pub(crate) feed: &'a Feed,
    pub(crate) id: String,
    /// As the standard wants it: `2018-11-15T09:00:00Z`.
    pub(crate) date: &'a str,
    pub(crate) is_test: bool,
    pub(crate) purpose: Purpose,
    /// Whether the files go along.
    pub(crate) has_files: bool,
    /// Whether it is delivered with its files, so that each track needs one.
    pub(crate) needs_files: bool,
}

/// What came of writing a message.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// What it lacks; if that is anything, what was written is of no use.
    pub(crate) gaps: Vec<Gap>,
    /// The files that it speaks of.
    pub(crate) files: Vec<Resource>,
}

/// A file that a message speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resource {
    /// Where it is.
    pub(crate) source: PathBuf,
    /// Where it belongs, seen from the message.
    pub(crate) target: String,
    /// The hash that the message tells of it, in small hexadecimal digits.
    pub(crate) sha256: String,
}

/// What a release is known by in a delivery: its barcode, or its `GRid`.
pub(crate) fn release_id(release: &Release) -> Option<&str> {
    let barcode = release.barcode.as_ref().map(|barcode| barcode.compact());
    barcode.or(release.grid.as_ref().map(|grid| grid.compact()))
}

/// What the parts of a message are made from.
struct Making<'a> {
    record: &'a Record,
    message: &'a Message<'a>,
    /// What the release is known by: its barcode, or its `GRid`.
    release_id: &'a str,
    /// Whether the message is of the profile for a single with one track, which is not offered apart from the release.
    is_simple: bool,
}

/// Writes the message about a release.
///
/// # Errors
///
/// Nothing that a vector can do wrong.
pub(crate) fn write(record: &Record, message: &Message<'_>, out: &mut Vec<u8>) -> io::Result<Sent> {
    let release = &record.release;
    let mut gaps = Gaps::default();
    if is_too_large(release) {
        let message = "a message about this release would repeat its names for each track until no shop could read it";
        gaps.add(
            Kind::Missing,
            gap::title(release),
            message,
            "write credits and performers of one track at that track",
        );
        return Ok(Sent { gaps: gaps.into_list(), files: Vec::new() });
    }
    if !message.is_test {
        gaps.extend(placeholders(record));
    }
    let release_id = gaps.need(
        release_id(release),
        gap::title(release),
        "the release has neither barcode nor GRid",
        "add `barcode:`",
    );
    let language = release.title_language.as_ref().map(|language| language.as_str());
    let language = gaps.need(
        language,
        gap::title(release),
        "nothing says in which language the titles are",
        "add `title_language:`",
    );
    let is_single = release.kind.as_ref().is_some_and(|kind| kind.as_str() == "single");
    let making = Making {
        record,
        message,
        release_id: release_id.unwrap_or_default(),
        is_simple: is_single && release.all_tracks().count() == 1,
    };
    let mut files = Vec::new();
    let tree = making.tree(&mut gaps, &mut files);
    let mut start = BytesStart::new("ern:NewReleaseMessage");
    start.push_attribute(("xmlns:ern", message.version.namespace()));
    start.push_attribute(("ReleaseProfileVersionId", if making.is_simple { "SimpleAudioSingle" } else { "Audio" }));
    let allowed_values = message.feed.allowed_values.as_deref().unwrap_or(message.version.allowed_values());
    start.push_attribute(("AvsVersionId", allowed_values));
    start.push_attribute(("LanguageAndScriptCode", language.unwrap_or_default()));
    let mut out = Out::new(out, message.version);
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.event(Event::Start(start))?;
    tree.write_parts(&mut out)?;
    out.event(Event::End(BytesEnd::new("ern:NewReleaseMessage")))?;
    Ok(Sent { gaps: gaps.into_list(), files })
}

/// Whether what is said of the whole release, and goes to each track, becomes more than anybody has ever sent: a record from
/// a stranger must not fill the memory.
fn is_too_large(release: &Release) -> bool {
    const MOST: usize = 1_000_000;
    let repeated = release.credits.len() + release.performers.len() + release.genres.len();
    release.all_tracks().count().saturating_mul(repeated) > MOST
}

impl<'a> Making<'a> {
    fn tree(&'a self, gaps: &mut Gaps, files: &mut Vec<Resource>) -> tree::Message<'a> {
        let mut parties = Parties::new(self.record);
        let resources = self.resources(&mut parties, gaps, files);
        let releases = self.releases(&resources, &mut parties, gaps);
        tree::Message {
            header: self.header(),
            parties: tree::PartyList { parties: parties.list() },
            resources,
            releases,
            deals: self.deals(gaps),
        }
    }

    fn header(&self) -> tree::Header<'a> {
        let party = tree::MessagingParty::of;
        let Message { feed, is_test, .. } = self.message;
        tree::Header {
            thread: self.release_id,
            id: &self.message.id,
            sender: party(&feed.sender),
            on_behalf_of: feed.on_behalf_of.as_ref().map(party),
            recipients: feed.recipients.iter().map(party).collect(),
            created: self.message.date,
            control: if *is_test { "TestMessage" } else { "LiveMessage" },
        }
    }

    /// An identifier of the sender's own.
    fn proprietary(&self, id: String) -> tree::ProprietaryId<'a> {
        tree::ProprietaryId { namespace: self.message.feed.sender.dpid.compact(), id: id.into() }
    }
}

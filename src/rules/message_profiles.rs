//! E06x to E08x: what the release profiles ask (DDEX, Release Profiles for ERN 4), beyond the tables.
use crate::{
    ern::{Version, incoming::Incoming, matching::text_place},
    rule::{Findings, Rule, rule},
    span::Span,
    xml::tree::Element,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULES: &[Rule] = &[
    rule!("E060", "profile-not-named", Error, Message(profile_not_named)),
    rule!("E061", "allowed-values-version", Error, Message(allowed_values_version)),
    rule!("E062", "main-release-missing", Error, Message(main_release_missing)),
    rule!("E063", "track-release-for-each-recording", Error, Message(track_releases)),
    rule!("E064", "recording-of-wrong-type", Error, Message(wrong_type)),
    rule!("E065", "front-cover", Error, Message(front_cover)),
    rule!("E066", "not-a-simple-single", Error, Message(not_simple)),
    rule!("E067", "artist-without-sequence-number", Error, Message(artist_without_number)),
    rule!("E068", "title-texts-differ", Warning, Message(titles_differ)),
    rule!("E069", "release-not-identified", Error, Message(not_identified)),
    rule!("E070", "track-release-id-repeated", Error, Message(track_id_repeated)),
    rule!("E071", "no-label-for-territory", Warning, Message(no_label)),
    rule!("E072", "release-date-missing", Warning, Message(no_date)),
    rule!("E073", "recording-without-isrc", Error, Message(no_isrc)),
    rule!("E075", "contributor-repeated", Warning, Message(contributor_repeated)),
    rule!("E076", "deal-incomplete", Error, Message(deal_incomplete)),
    rule!("E077", "no-deal", Warning, Message(no_deal)),
    rule!("E078", "track-release-with-cover", Error, Message(secondary_in_track_release)),
    rule!("E079", "title-said-again", Warning, Message(title_said_again)),
    rule!("E080", "advisory-not-said", Warning, Message(advisory_not_said)),
];

pub(super) fn of_profile(message: &Incoming<'_>) -> bool {
    message.is_audio() || message.is_simple()
}

/// Whether it is a message about a new release at all.
pub(super) fn is_new(message: &Incoming<'_>) -> bool {
    message.root().name() == "NewReleaseMessage"
}

/// The elements of that name in the list of resources.
pub(super) fn resources<'m>(message: &'m Incoming<'_>, name: &'m str) -> impl Iterator<Item = Element<'m, 'm>> {
    message.root().child("ResourceList").into_iter().flat_map(move |list| list.all(name))
}

pub(super) fn track_releases_of<'m>(message: &'m Incoming<'_>) -> impl Iterator<Item = Element<'m, 'm>> {
    message.root().child("ReleaseList").into_iter().flat_map(|list| list.all("TrackRelease"))
}

pub(super) fn text<'t>(element: Element<'t, '_>, name: &'t str) -> Option<&'t str> {
    element.child(name).map(|child| child.text().trim()).filter(|text| !text.is_empty())
}

/// Where to point for a list that lacks something: its name, or that of the message.
fn list_place(message: &Incoming<'_>, name: &str) -> Span {
    message.root().child(name).unwrap_or(message.root()).name_span()
}

/// A message says of which release profile it is (7.6).
fn profile_not_named(message: &Incoming<'_>, findings: &mut Findings) {
    if is_new(message) && message.profile().is_none() {
        findings
            .on(message.root().name_span(), "the message does not say of which release profile it is")
            .help("add `ReleaseProfileVersionId=\"Audio\"`, or the profile that it keeps");
    }
}

/// The version of the allowed values is a number (7.6).
fn allowed_values_version(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(version) = message.root().attribute("AvsVersionId").filter(|version| !version.is_faulty()) else { return };
    if version.value().is_empty() || !version.value().bytes().all(|byte| byte.is_ascii_digit()) {
        let place = if version.value_span().is_empty() { version.name_span() } else { version.value_span() };
        let message_text = format!("`{}` is no version of DDEX's allowed values", version.value());
        findings.on(place, message_text).help(format!(
            "write its number without blanks, such as `{}` with ERN {}",
            message.version.allowed_values(),
            message.version.name()
        ));
    }
}

/// A message is about one main release (6.1).
fn main_release_missing(message: &Incoming<'_>, findings: &mut Findings) {
    if is_new(message) && message.release().is_none() && message.root().child("ReleaseList").is_some() {
        findings
            .on(list_place(message, "ReleaseList"), "the message has no main release")
            .help("add `Release` before the first `TrackRelease`");
    }
}

/// Every recording of an album has one track release (6.1).
fn track_releases(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(release) = message.release().filter(|_| message.is_audio()) else { return };
    let mut releases: BTreeMap<&str, Element<'_, '_>> = BTreeMap::new();
    for release in track_releases_of(message) {
        let Some(reference) = release.child("ReleaseResourceReference") else { continue };
        if let Some(first) = releases.get(reference.text().trim()) {
            findings
                .on(text_place(reference), format!("`{}` has a track release already", reference.text().trim()))
                .also(first.name_span(), "the first one")
                .help("keep one of the two");
        } else {
            releases.insert(reference.text().trim(), release);
        }
    }
    let mut known = BTreeSet::new();
    let items = release.descendants().filter(|part| part.name() == "ResourceGroupContentItem");
    for reference in items.filter_map(|item| item.child("ReleaseResourceReference")) {
        let name = reference.text().trim();
        let is_recording = resources(message, "SoundRecording").any(|it| text(it, "ResourceReference") == Some(name));
        if is_recording && known.insert(name) && !releases.contains_key(name) {
            findings
                .on(text_place(reference), format!("the recording `{name}` has no track release"))
                .help("add a `TrackRelease` for it to `ReleaseList`, with or without a deal");
        }
    }
}

/// What an album is made of (6.2).
const TYPES: [&str; 3] = ["MusicalWorkSoundRecording", "NonMusicalWorkSoundRecording", "Clip"];

/// The recordings of an album or single are music, or at least sound that somebody has recorded for it (6.2).
fn wrong_type(message: &Incoming<'_>, findings: &mut Findings) {
    if !of_profile(message) {
        return;
    }
    for kind in resources(message, "SoundRecording").filter_map(|recording| recording.child("Type")) {
        // A word that the standard does not have has been told of.
        let is_other =
            ["SpokenWordSoundRecording", "AudioStem", "UserDefined", "Unknown"].contains(&kind.text().trim());
        if is_other && !TYPES.contains(&kind.text().trim()) {
            findings
                .on(
                    text_place(kind),
                    format!("a recording of type `{}` has no place in this profile", kind.text().trim()),
                )
                .help("write `MusicalWorkSoundRecording` or `NonMusicalWorkSoundRecording`, or choose another profile");
        }
    }
    if resources(message, "SoundRecording").next().is_none() {
        findings
            .on(list_place(message, "ResourceList"), "the message has no recording")
            .help("add a `SoundRecording`, or choose another profile");
    }
}

/// An album has one front cover, and at most one that moves; a simple single has one or none (6.2, 8.1).
fn front_cover(message: &Incoming<'_>, findings: &mut Findings) {
    if !of_profile(message) {
        return;
    }
    let of_type = |name: &'static str, kind: &'static str| {
        resources(message, name).filter(move |resource| text(*resource, "Type") == Some(kind))
    };
    if of_type("Image", "FrontCoverImage").next().is_none() && message.is_audio() {
        findings
            .on(list_place(message, "ResourceList"), "the message has no front cover")
            .help("add an `Image` of type `FrontCoverImage`");
    }
    for (name, kind) in [("Image", "FrontCoverImage"), ("Video", "FrontCoverVideo")] {
        let mut covers = of_type(name, kind);
        let Some(first) = covers.next() else { continue };
        for second in covers {
            findings
                .on(second.name_span(), "this is a second front cover")
                .also(first.name_span(), "the first one")
                .help("give one of the two another type");
        }
    }
}

/// A simple single is one recording in one group, with no track release (8.1).
fn not_simple(message: &Incoming<'_>, findings: &mut Findings) {
    if !message.is_simple() {
        return;
    }
    let parts = [
        ("recording", resources(message, "SoundRecording").nth(1)),
        ("group", message.all("ResourceGroup").nth(1)),
        ("track", message.all("ResourceGroupContentItem").nth(1)),
    ];
    for (what, second) in parts {
        if let Some(second) = second {
            findings
                .on(second.name_span(), format!("a simple single has one {what}, and this is a second one"))
                .help("write `ReleaseProfileVersionId=\"Audio\"`, and a track release for each recording");
        }
    }
    if let Some(release) = track_releases_of(message).next() {
        findings
            .on(release.name_span(), "a simple single has no track release")
            .help("delete it, or write `ReleaseProfileVersionId=\"Audio\"`");
    }
}

/// The performers that are shown are numbered (7.2).
fn artist_without_number(message: &Incoming<'_>, findings: &mut Findings) {
    for artist in message.all("DisplayArtist").filter(|_| of_profile(message)) {
        if artist.attribute("SequenceNumber").is_none() {
            findings
                .on(artist.name_span(), "nothing says at which place this performer is shown")
                .help("add `SequenceNumber=\"1\"` to the first one, and so on");
        }
    }
}

/// The title as one text holds the title in parts (7.2).
fn titles_differ(message: &Incoming<'_>, findings: &mut Findings) {
    let owners = resources(message, "SoundRecording").chain(message.release());
    for owner in owners.filter(|_| of_profile(message)) {
        for whole in owner.all("DisplayTitleText") {
            let said =
                |element: Element<'_, '_>, name: &str| element.attribute(name).map(|said| said.value().to_owned());
            let language = said(whole, "LanguageAndScriptCode");
            let mut titles =
                owner.all("DisplayTitle").filter(|title| said(*title, "LanguageAndScriptCode") == language).peekable();
            let part = |title: Element<'_, '_>| {
                let parts = title.children().filter(|part| part.name() == "TitleText" || is_shown(*part));
                parts.map(|part| simplified(part.text())).collect::<Vec<_>>()
            };
            let told = simplified(whole.text());
            if told.is_empty()
                || titles.peek().is_none()
                || titles.any(|title| part(title).iter().all(|part| told.contains(part)))
            {
                continue;
            }
            findings
                .on(text_place(whole), "this is not the title that `DisplayTitle` has in parts")
                .help("write title and sub-titles in both, such as `Low Tide (Live)`");
        }
    }
}

fn is_shown(part: Element<'_, '_>) -> bool {
    part.name() == "SubTitle"
        && part.attribute("IsDisplayedInTitle").is_some_and(|shown| ["true", "1"].contains(&shown.value().trim()))
}

/// A title without case, brackets and blanks.
fn simplified(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The identifiers of a release, where there is any.
pub(super) fn release_ids<'t, 's>(release: Element<'t, 's>) -> impl Iterator<Item = Element<'t, 's>> {
    let ids = release.all("ReleaseId").flat_map(Element::children);
    ids.filter(|id| ["GRid", "ICPN", "ProprietaryId"].contains(&id.name()) && !id.text().trim().is_empty())
}

/// A release is known by a `GRid`, a barcode or a number of the sender (7.3).
fn not_identified(message: &Incoming<'_>, findings: &mut Findings) {
    for release in message.release().into_iter().chain(track_releases_of(message)) {
        let Some(id) = release.child("ReleaseId") else { continue };
        if release_ids(release).next().is_none() {
            findings
                .on(id.name_span(), "this release has neither GRid nor barcode nor a number of the sender")
                .help("add `ICPN`, `GRid`, or `ProprietaryId` with the sender's party id as `Namespace`");
        }
    }
}

/// No two releases of a message have the same number (7.3).
fn track_id_repeated(message: &Incoming<'_>, findings: &mut Findings) {
    let mut known: BTreeMap<(&str, &str, &str), Element<'_, '_>> = BTreeMap::new();
    let releases: Vec<Element<'_, '_>> = message.release().into_iter().chain(track_releases_of(message)).collect();
    for id in releases.into_iter().flat_map(release_ids) {
        let namespace = id.attribute("Namespace").map_or("", |namespace| namespace.value());
        if let Some(first) = known.get(&(id.name(), namespace, id.text().trim())) {
            findings
                .on(
                    text_place(id),
                    format!("`{}` is the number of another release of this message too", id.text().trim()),
                )
                .also(text_place(*first), "the other one")
                .help("make it of barcode and ISRC, such as `5901234123457_GBXWZ0800015`");
        } else {
            known.insert((id.name(), namespace, id.text().trim()), id);
        }
    }
}

/// Where a release is offered, its label is named (7.3).
fn no_label(message: &Incoming<'_>, findings: &mut Findings) {
    let mut offered: BTreeMap<&str, BTreeMap<&str, Element<'_, '_>>> = BTreeMap::new();
    for deal in message.all("ReleaseDeal") {
        let territories: Vec<_> = deal.descendants().filter(|part| part.name() == "TerritoryCode").collect();
        for reference in deal.all("DealReleaseReference") {
            let own = offered.entry(reference.text().trim()).or_default();
            for territory in &territories {
                own.entry(territory.text().trim()).or_insert(*territory);
            }
        }
    }
    for release in message.release().into_iter().chain(track_releases_of(message)).filter(|_| of_profile(message)) {
        let labels: BTreeSet<&str> = release
            .all("ReleaseLabelReference")
            .map(|label| label.attribute("ApplicableTerritoryCode").map_or("Worldwide", |code| code.value().trim()))
            .collect();
        let is_default = release.all("ReleaseLabelReference").any(|label| {
            label.attribute("IsDefault").is_some_and(|default| ["true", "1"].contains(&default.value().trim()))
        });
        let own = text(release, "ReleaseReference").and_then(|name| offered.get(name));
        if labels.is_empty() || labels.contains("Worldwide") || is_default {
            continue;
        }
        for (territory, place) in own.into_iter().flatten().filter(|(territory, _)| !labels.contains(**territory)) {
            findings
                .on(text_place(*place), format!("no label is named for `{territory}`, where this release is offered"))
                .also(release.name_span(), "the release")
                .help("add a `ReleaseLabelReference` for it, or one for all territories");
        }
    }
}

/// A release says when it came out (7.3).
fn no_date(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(release) = message.release().filter(|_| of_profile(message)) else { return };
    if release.child("ReleaseDate").or(release.child("OriginalReleaseDate")).is_none() {
        findings
            .on(release.name_span(), "nothing says when this release comes out")
            .help("add `ReleaseDate`; shops show it");
    }
}

/// A recording of an album or single has its ISRC (7.4).
fn no_isrc(message: &Incoming<'_>, findings: &mut Findings) {
    for recording in resources(message, "SoundRecording").filter(|_| of_profile(message)) {
        let mut ids = recording.all("SoundRecordingEdition").flat_map(|edition| edition.all("ResourceId")).peekable();
        let Some(first) = ids.peek().copied() else { continue };
        let is_clip = text(recording, "Type") == Some("Clip");
        if !is_clip && !ids.any(|id| text(id, "ISRC").is_some()) {
            findings
                .on(first.name_span(), "this recording has no ISRC")
                .help("add `ISRC`; the label or its agency gives the number");
        }
    }
}

/// Whoever contributed to a recording is named once, with all roles (7.4).
fn contributor_repeated(message: &Incoming<'_>, findings: &mut Findings) {
    for recording in resources(message, "SoundRecording").filter(|_| of_profile(message)) {
        let mut known: BTreeMap<&str, Element<'_, '_>> = BTreeMap::new();
        for party in recording.all("Contributor").filter_map(|one| one.child("ContributorPartyReference")) {
            if let Some(first) = known.get(party.text().trim()) {
                findings
                    .on(text_place(party), format!("`{}` is named as a contributor already", party.text().trim()))
                    .also(text_place(*first), "here")
                    .help("put all roles of a person into one `Contributor`");
            } else {
                known.insert(party.text().trim(), party);
            }
        }
    }
}

/// A deal says how a shop earns, and what people may do.
fn deal_incomplete(message: &Incoming<'_>, findings: &mut Findings) {
    for terms in message.all("DealTerms") {
        for (name, what) in [("CommercialModelType", "how a shop earns"), ("UseType", "what people may do")] {
            if terms.child(name).is_none() {
                findings
                    .on(terms.name_span(), format!("nothing in this deal says {what}"))
                    .help(format!("add `{name}` behind `ValidityPeriod`"));
            }
        }
    }
}

/// The release is offered somewhere; a message without a deal takes it down.
fn no_deal(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(release) = message.release() else { return };
    if message.all("DealReleaseReference").next().is_none() {
        findings
            .on(release.name_span(), "no deal says where this release may be sold: shops take it down")
            .help("add `DealList`, if that is not meant; each message replaces all earlier deals");
    }
}

/// A track release has no cover of its own (9).
fn secondary_in_track_release(message: &Incoming<'_>, findings: &mut Findings) {
    for release in track_releases_of(message).filter(|_| message.is_audio()) {
        for linked in release.all("LinkedReleaseResourceReference") {
            findings
                .on(linked.name_span(), "a track release has no further resources")
                .help("name them in the resource group of the release");
        }
    }
}

/// A track release says its title only where it is not the recording's (9).
fn title_said_again(message: &Incoming<'_>, findings: &mut Findings) {
    let title = |element: Element<'_, '_>| element.child("DisplayTitleText").map(|title| simplified(title.text()));
    for release in track_releases_of(message).filter(|_| message.is_audio()) {
        let Some(own) = release.child("DisplayTitleText") else { continue };
        let name = text(release, "ReleaseResourceReference");
        let recording = resources(message, "SoundRecording").find(|it| text(*it, "ResourceReference") == name);
        if recording.is_some_and(|recording| title(recording) == Some(simplified(own.text()))) {
            findings
                .on(own.name_span(), "this title is the recording's, and is not said again")
                .help("delete it and `DisplayTitle` here");
        }
    }
}

/// A recording says whether it is explicit: shops ask, though 4.3.2 does not.
fn advisory_not_said(message: &Incoming<'_>, findings: &mut Findings) {
    for recording in resources(message, "SoundRecording").filter(|_| of_profile(message)) {
        if recording.child("ParentalWarningType").is_none() && message.version == Version::V432 {
            findings
                .on(recording.name_span(), "nothing says whether this recording is explicit")
                .help("add `ParentalWarningType` with `NotExplicit`, `Explicit` or `ExplicitContentEdited`");
        }
    }
}

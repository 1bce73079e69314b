//! E08x and E09x: what the release profiles ask of parts that only some messages have: boxed sets, classical works, sides of a disc,
//! pre-orders, files.
use super::message_profiles::{is_new, of_profile, release_ids, resources, text, track_releases_of};
use crate::{
    ern::{incoming::Incoming, matching::text_place},
    record::identifiers::Isrc,
    rule::{Findings, Rule, rule},
    xml::tree::{Attribute, Element},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULES: &[Rule] = &[
    rule!("E081", "side-without-disc", Error, Message(side_without_disc)),
    rule!("E082", "isrc-as-catalog-number", Error, Message(isrc_as_catalog_number)),
    rule!("E083", "track-release-id-without-release", Warning, Message(id_without_release)),
    rule!("E084", "early-track-not-flagged", Error, Message(early_track_not_flagged)),
    rule!("E085", "early-track-without-deal", Warning, Message(early_track_without_deal)),
    rule!("E086", "delivered-file-not-named", Error, Message(file_not_named)),
    rule!("E087", "box-without-components", Error, Message(box_without_components)),
    rule!("E088", "component-not-identified", Error, Message(component_not_identified)),
    rule!("E089", "work-without-title", Warning, Message(work_without_title)),
    rule!("E090", "classical-without-composer", Warning, Message(without_composer)),
    rule!("E091", "no-main-artist", Error, Message(no_main_artist)),
    rule!("E092", "release-without-tracks", Error, Message(without_tracks)),
    rule!("E093", "further-resource-not-identified", Error, Message(further_not_identified)),
];

/// Whether a text is a yes in XML.
fn is_true(element: Element<'_, '_>) -> bool {
    ["true", "1"].contains(&element.text().trim())
}

/// Whether the message says that it is of that variant of its profile.
fn is_variant(message: &Incoming<'_>, name: &str) -> bool {
    let variants = message.root().attribute("ReleaseProfileVariantVersionId");
    variants.is_some_and(|variants| variants.value().split_whitespace().any(|own| own == name))
}

/// The groups of the main release of that type.
fn groups<'m>(message: &'m Incoming<'_>, kind: &'m str) -> impl Iterator<Item = Element<'m, 'm>> {
    let parts = message.release().into_iter().flat_map(Element::descendants);
    parts.filter(move |part| {
        part.name() == "ResourceGroup"
            && part.attribute("ResourceGroupType").is_some_and(|own| own.value().trim() == kind)
    })
}

/// The tracks of the main release.
fn items<'m>(message: &'m Incoming<'_>) -> impl Iterator<Item = Element<'m, 'm>> {
    let parts = message.release().into_iter().flat_map(Element::descendants);
    parts.filter(|part| part.name() == "ResourceGroupContentItem")
}

/// Only what is pressed has sides (7.3).
fn side_without_disc(message: &Incoming<'_>, findings: &mut Findings) {
    let is_pressed = message.all("CarrierType").next().is_some()
        || message.all("UseType").any(|kind| kind.text().trim() == "PurchaseAsPhysicalProduct");
    for side in groups(message, "Side").filter(|_| !is_pressed) {
        let place = side.attribute("ResourceGroupType").map_or(side.name_span(), Attribute::value_span);
        findings
            .on(place, "only a disc or tape has sides, and no deal is about one")
            .help("write `Component`, or add a deal with the `UseType` `PurchaseAsPhysicalProduct`");
    }
}

/// The ISRCs of the message's recordings, as they are written without hyphens.
fn isrcs(message: &Incoming<'_>) -> BTreeSet<String> {
    message.all("ISRC").filter_map(|isrc| Isrc::parse(isrc.text()).ok()).map(|isrc| isrc.to_string()).collect()
}

fn is_isrc(known: &BTreeSet<String>, id: Element<'_, '_>) -> bool {
    Isrc::parse(id.text().trim()).is_ok_and(|isrc| known.contains(&isrc.to_string()))
}

/// An ISRC in the id of a track release is a number of the sender (7.3).
fn isrc_as_catalog_number(message: &Incoming<'_>, findings: &mut Findings) {
    let known = isrcs(message);
    for ids in track_releases_of(message).filter_map(|release| release.child("ReleaseId")) {
        for number in ids.all("CatalogNumber").filter(|number| is_isrc(&known, *number)) {
            findings
                .on(
                    text_place(number),
                    format!("`{}` is the ISRC of a recording, and no catalogue number", number.text().trim()),
                )
                .help("make it a `ProprietaryId` with the sender's party id as `Namespace`");
        }
    }
}

/// The id of a track release says of which release it is a track (7.3).
fn id_without_release(message: &Incoming<'_>, findings: &mut Findings) {
    let known = isrcs(message);
    for release in track_releases_of(message) {
        let ids: Vec<Element<'_, '_>> = release_ids(release).collect();
        if let [first, ..] = ids[..]
            && ids.iter().all(|id| is_isrc(&known, *id))
        {
            let message = format!("`{}` is the recording's number, on whatever release it is", first.text().trim());
            findings
                .on(text_place(first), message)
                .help("put the release's barcode before it, such as `5901234123457_GBXWZ0800015`");
        }
    }
}

/// A track that a deal lets out before the release is marked as such (7.4).
fn early_track_not_flagged(message: &Incoming<'_>, findings: &mut Findings) {
    let mut told = BTreeSet::new();
    for list in message.all("InstantGratificationResourceList") {
        for reference in list.all("DealResourceReference") {
            let name = reference.text().trim();
            let own = items(message).filter(|item| text(*item, "ReleaseResourceReference") == Some(name));
            let own: Vec<Element<'_, '_>> = own.collect();
            let is_marked = own.iter().any(|item| item.child("IsInstantGratificationResource").is_some_and(is_true));
            if let Some(item) = own.first().filter(|_| !is_marked)
                && told.insert(name)
            {
                findings
                    .on(text_place(reference), format!("a deal lets `{name}` out early, and its track does not say so"))
                    .also(item.name_span(), "the track")
                    .help("add `<IsInstantGratificationResource>true</IsInstantGratificationResource>` to the track");
            }
        }
    }
}

/// What is marked for the time before the release is in a deal (7.4).
fn early_track_without_deal(message: &Incoming<'_>, findings: &mut Findings) {
    if message.all("DealTerms").next().is_none() {
        return;
    }
    let early: BTreeSet<&str> = message.all("DealResourceReference").map(|reference| reference.text().trim()).collect();
    let has_pre_order = message.all("IsPreOrderDeal").any(is_true);
    for item in items(message) {
        let name = text(item, "ReleaseResourceReference").unwrap_or_default();
        let flags = [
            ("IsInstantGratificationResource", early.contains(name), "no deal lets this track out early"),
            ("IsPreOrderIncentiveResource", has_pre_order, "no deal is for the time before the release"),
        ];
        for (flag, is_in_deal, what) in flags {
            if let Some(flag) = item.child(flag).filter(|flag| !is_in_deal && is_true(*flag)) {
                let help = if flag.name() == "IsPreOrderIncentiveResource" {
                    "add a deal with `<IsPreOrderDeal>true</IsPreOrderDeal>`, or delete the mark"
                } else {
                    "add it to `InstantGratificationResourceList` of a deal, or delete the mark"
                };
                findings.on(text_place(flag), what).help(help);
            }
        }
    }
}

/// A file that comes with the message has its name there (12).
fn file_not_named(message: &Incoming<'_>, findings: &mut Findings) {
    for flag in message.all("IsProvidedInDelivery").filter(|flag| is_true(*flag)) {
        let file = flag.parent().and_then(|details| details.child("File"));
        if file.is_none_or(|file| text(file, "URI").is_none()) {
            findings
                .on(text_place(flag), "this file comes with the delivery, and nothing says what it is called")
                .help("add `File` with the `URI` of the file, or write `false`");
        }
    }
}

/// A boxed set holds at least two releases (11.1).
fn box_without_components(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(release) = message.release().filter(|_| is_variant(message, "BoxedSet")) else { return };
    let count = groups(message, "ReleaseComponent").count();
    if count < 2 {
        let has = if count == 0 { "none" } else { "one" };
        findings
            .on(release.name_span(), format!("a boxed set holds two releases or more, and this one has {has}"))
            .help("make each a `ResourceGroup` with `ResourceGroupType=\"ReleaseComponent\"`");
    }
}

/// Each release in a boxed set is known by its own number (11.1).
fn component_not_identified(message: &Incoming<'_>, findings: &mut Findings) {
    for group in groups(message, "ReleaseComponent").filter(|_| is_variant(message, "BoxedSet")) {
        if release_ids(group).next().is_none() && text(group, "ResourceGroupReleaseReference").is_none() {
            findings
                .on(group.name_span(), "nothing says which release of the boxed set this is")
                .help("add `ReleaseId` with its `ICPN` or `GRid`");
        }
    }
}

/// A work of several movements has a title.
fn work_without_title(message: &Incoming<'_>, findings: &mut Findings) {
    const TITLES: [&str; 5] = ["DisplayTitleText", "DisplayTitle", "FormalTitle", "GroupingTitle", "AdditionalTitle"];
    for group in groups(message, "MultiWorkPart") {
        if !group.children().any(|child| TITLES.contains(&child.name())) {
            findings
                .on(group.name_span(), "these are the parts of one work, and nothing says what it is called")
                .help("add the title of the whole work to the group");
        }
    }
}

/// A recording of classical music names who composed it (7.4).
fn without_composer(message: &Incoming<'_>, findings: &mut Findings) {
    const ROLES: [&str; 5] = ["Composer", "ComposerLyricist", "Adapter", "Arranger", "NonLyricAuthor"];
    let is_role = |role: Element<'_, '_>| {
        let role = role.child("Value").unwrap_or(role).text().trim();
        ROLES.contains(&role) || role == "UserDefined"
    };
    for recording in resources(message, "SoundRecording").filter(|_| is_variant(message, "Classical")) {
        let mut roles = recording.descendants().filter(|part| ["Role", "DisplayArtistRole"].contains(&part.name()));
        if text(recording, "Type") == Some("MusicalWorkSoundRecording") && !roles.any(is_role) {
            findings
                .on(recording.name_span(), "nobody is named as the composer of this recording")
                .help("add a `Contributor` with the role `Composer`");
        }
    }
}

/// Among those who are shown, one is the main artist (7.2).
fn no_main_artist(message: &Incoming<'_>, findings: &mut Findings) {
    let owners = resources(message, "SoundRecording").chain(message.release());
    for owner in owners.filter(|_| of_profile(message)) {
        let mut artists = owner.all("DisplayArtist").peekable();
        let Some(first) = artists.peek().copied() else { continue };
        let is_guest = |artist: Element<'_, '_>| text(artist, "DisplayArtistRole") == Some("FeaturedArtist");
        if artists.all(is_guest) {
            let place = first.child("DisplayArtistRole").map_or(first.name_span(), text_place);
            findings
                .on(place, "all performers are guests here, and none is the main artist")
                .help("write `MainArtist` for whose recording it is");
        }
    }
}

/// The main release has tracks (6.2, 7.4).
fn without_tracks(message: &Incoming<'_>, findings: &mut Findings) {
    let Some(release) = message.release().filter(|_| is_new(message)) else { return };
    let has_other = release.descendants().any(|part| part.name() == "ResourceGroupReleaseReference");
    if let Some(group) = release.child("ResourceGroup").filter(|_| !has_other && items(message).next().is_none()) {
        findings
            .on(group.name_span(), "nothing is on this release")
            .help("add a `ResourceGroupContentItem` for each recording");
    }
}

/// What only goes with a release, such as a cover, has a number of the sender (7.4).
fn further_not_identified(message: &Incoming<'_>, findings: &mut Findings) {
    let names = |name: &str| -> BTreeSet<&str> { message.all(name).map(|reference| reference.text().trim()).collect() };
    let (primary, linked) = (names("ReleaseResourceReference"), names("LinkedReleaseResourceReference"));
    let list = message.root().child("ResourceList");
    let resources: BTreeMap<&str, Element<'_, '_>> = list
        .into_iter()
        .flat_map(Element::children)
        .filter_map(|resource| Some((text(resource, "ResourceReference")?, resource)))
        .collect();
    for (_, resource) in resources.into_iter().filter(|(name, _)| linked.contains(name) && !primary.contains(name)) {
        let mut ids = resource.descendants().filter(|part| part.name() == "ResourceId").peekable();
        let place = ids.peek().copied().unwrap_or(resource).name_span();
        // For an image, the standard's tables demand one already.
        if resource.name() != "Image" && !ids.any(|id| text(id, "ProprietaryId").is_some()) {
            findings
                .on(place, "this goes with the release, and has no number of the sender")
                .help("add `ProprietaryId` with the sender's party id as `Namespace`");
        }
    }
}

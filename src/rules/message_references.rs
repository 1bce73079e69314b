//! E03x: what leads from one part of a message to another.
use crate::{
    ern::{grammar::Form, incoming::Incoming, matching::text_place},
    rule::{Findings, Rule, rule},
    schema::nearest,
    xml::tree::{Attribute, Element},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULES: &[Rule] = &[
    rule!("E030", "reference-leads-nowhere", Error, Message(leads_nowhere)),
    rule!("E031", "reference-to-wrong-kind", Error, Message(leads_to_wrong_kind)),
    rule!("E032", "reference-given-twice", Error, Message(given_twice)),
    rule!("E033", "reference-unused", Warning, Message(unused)),
];

/// The elements that give a name, or that lead to one, with the letter that it begins with.
fn anchors<'m>(message: &'m Incoming<'_>) -> impl Iterator<Item = (Element<'m, 'm>, char, &'m str)> {
    message.leaves().filter_map(|(element, form)| match form {
        Form::Anchor(sign) => Some((element, sign, element.text().trim())),
        _ => None,
    })
}

fn links<'m>(message: &'m Incoming<'_>) -> impl Iterator<Item = (Element<'m, 'm>, char, &'m str)> {
    message.leaves().filter_map(|(element, form)| match form {
        Form::Link(sign) if element.text().trim().starts_with(sign) => Some((element, sign, element.text().trim())),
        _ => None,
    })
}

/// What a reference of that letter is given to.
const fn called(sign: char) -> &'static str {
    match sign {
        'P' => "party",
        'A' => "resource",
        'R' => "release",
        'T' => "file",
        'V' => "release visibility",
        'X' => "chapter",
        _ => "cue sheet",
    }
}

/// Every reference leads to something in the message.
fn leads_nowhere(message: &Incoming<'_>, findings: &mut Findings) {
    let known: BTreeSet<&str> = anchors(message).map(|(_, _, text)| text).collect();
    for (element, sign, text) in links(message).filter(|(_, _, text)| !known.contains(text)) {
        let what = called(sign);
        let finding = findings.on(text_place(element), format!("no {what} of this message is called `{text}`"));
        let alike = known.iter().copied().filter(|known| known.starts_with(sign));
        match nearest(text, alike) {
            Some(near) => finding.help(format!("write `{near}`, if that {what} is meant, or add the {what}")),
            None => finding.help(format!("add the {what}, or delete what leads to it")),
        };
    }
}

/// A reference leads to the kind of thing that is meant there.
fn leads_to_wrong_kind(message: &Incoming<'_>, findings: &mut Findings) {
    let kinds: BTreeMap<&str, Element<'_, '_>> =
        anchors(message).filter_map(|(element, _, text)| Some((text, element.parent()?))).collect();
    for (element, _, text) in links(message) {
        let Some(target) = kinds.get(text) else { continue };
        let due: &[&str] = match element.name() {
            "ReleaseResourceReference" => &["SoundRecording", "Video"],
            "LinkedReleaseResourceReference" => match element.attribute("LinkDescription").map(Attribute::value) {
                Some("CoverArt") => &["Image", "Video"],
                _ => continue,
            },
            "DealReleaseReference" => &["Release", "TrackRelease", "ClipRelease"],
            _ => continue,
        };
        let is_in_item = element
            .parent()
            .is_some_and(|parent| ["TrackRelease", "ResourceGroupContentItem"].contains(&parent.name()));
        // In other profiles an image may be a track of its own.
        let is_of_profile = message.is_audio() || message.is_simple();
        let is_free = element.name() == "ReleaseResourceReference" && !(is_in_item && is_of_profile);
        // Texts, sheet music and software are resources of their own in other profiles.
        let is_other = element.name() == "ReleaseResourceReference" && target.name() != "Image";
        if is_free || is_other || due.contains(&target.name()) {
            continue;
        }
        let message =
            format!("`{text}` is of kind `{}`, and `{}` leads to {}", target.name(), element.name(), kind(due));
        findings
            .on(text_place(element), message)
            .also(target.name_span(), format!("this is `{text}`"))
            .help("name the one that is meant");
    }
}

fn kind(due: &[&str]) -> String {
    let words: Vec<String> = due.iter().map(|word| format!("`{word}`")).collect();
    words.join(" or ")
}

/// Every reference is given to one thing alone.
fn given_twice(message: &Incoming<'_>, findings: &mut Findings) {
    let mut known: BTreeMap<&str, Element<'_, '_>> = BTreeMap::new();
    for (element, _, text) in anchors(message).filter(|(_, _, text)| !text.is_empty()) {
        if let Some(first) = known.get(text) {
            findings
                .on(text_place(element), format!("`{text}` is given twice"))
                .also(text_place(*first), "here for the first time")
                .help("give each a name of its own, and see what leads to it");
        } else {
            known.insert(text, element);
        }
    }
}

/// Every party and every resource is used.
fn unused(message: &Incoming<'_>, findings: &mut Findings) {
    let used: BTreeSet<&str> = links(message).map(|(_, _, text)| text).collect();
    for (element, sign, text) in anchors(message) {
        if matches!(sign, 'P' | 'A') && !text.is_empty() && !used.contains(text) {
            findings
                .on(text_place(element), format!("nothing leads to the {} `{text}`", called(sign)))
                .help("delete it, or say where it belongs");
        }
    }
}

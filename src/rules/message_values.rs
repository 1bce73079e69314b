//! E04x and E05x: identifiers, dates, numbers and playing times of a message.
use crate::{
    ern::{forms, grammar::Form, incoming::Incoming, matching::text_place},
    record::{
        date::{Date, PartialDate},
        identifiers::{Barcode, Dpid, Fault, Grid, Ipi, Isni, Isrc, Iswc},
    },
    rule::{Findings, Rule, rule},
    span::Span,
    xml::tree::Element,
};
use std::collections::BTreeMap;

pub(super) const RULES: &[Rule] = &[
    rule!("E040", "identifier-form", Error, Message(identifier_form)),
    rule!("E041", "identifier-check-digit", Error, Message(identifier_check_digit)),
    rule!("E042", "isrc-given-twice", Error, Message(isrc_given_twice)),
    rule!("E050", "no-such-day", Error, Message(no_such_day)),
    rule!("E051", "time-without-zone", Warning, Message(time_without_zone)),
    rule!("E052", "period-ends-before-start", Error, Message(ends_before_start)),
    rule!("E053", "sequence-number-repeated", Error, Message(number_repeated)),
    rule!("E054", "sequence-number-gap", Warning, Message(number_gap)),
    rule!("E055", "duration-not-the-sum", Warning, Message(not_the_sum)),
    rule!("E056", "empty-text", Error, Message(empty_text)),
    rule!("E057", "release-date-twice", Error, Message(date_twice)),
];

/// An identifier that was read: its compact form, and what its last signs should be if they are wrong.
struct Read {
    compact: String,
    due: Option<String>,
}

/// Reads the identifier of an element, if it holds one.
fn identifier(element: Element<'_, '_>, form: Form) -> Option<Result<Read, Fault>> {
    fn digit<T: ToString>(read: Result<T, Fault>, check: impl Fn(&T) -> Result<(), char>) -> Result<Read, Fault> {
        read.map(|id| Read { compact: id.to_string(), due: check(&id).err().map(String::from) })
    }
    let text = element.text();
    Some(match element.name() {
        "ISRC" => digit(Isrc::parse(text), |_| Ok(())),
        "ISWC" => digit(Iswc::parse(text), Iswc::check_digit),
        "ISNI" => digit(Isni::parse(text), Isni::check_digit),
        "ICPN" => digit(Barcode::parse(text), Barcode::check_digit),
        "GRid" => digit(Grid::parse(text), Grid::check_digit),
        _ if form == Form::Dpid => digit(Dpid::parse(text), Dpid::check_digit),
        _ if form == Form::Ipi => {
            Ipi::parse(text).map(|ipi| Read { compact: ipi.to_string(), due: ipi.check_digits().err() })
        }
        _ => return None,
    })
}

/// The elements that hold an identifier. One that is not even a text of the standard's form has been told of.
fn identifiers<'m>(message: &'m Incoming<'_>) -> impl Iterator<Item = (Element<'m, 'm>, Result<Read, Fault>)> {
    message
        .leaves()
        .filter(|(element, form)| forms::fits(*form, element.text()) && !element.is_faulty() && !is_blank(*element))
        .filter_map(|(element, form)| Some((element, identifier(element, form)?)))
}

fn is_blank(element: Element<'_, '_>) -> bool {
    element.text().trim().is_empty()
}

/// Bytes of an element's text as bytes of the file, where the text is written as it reads.
fn part(element: Element<'_, '_>, at: &std::ops::Range<usize>) -> Span {
    let span = element.text_span();
    if span.len() != element.text().len() {
        return span;
    }
    Span::new(span.start + at.start as u32, span.start + at.end as u32)
}

/// An identifier has the signs of its standard, without hyphens or blanks.
fn identifier_form(message: &Incoming<'_>, findings: &mut Findings) {
    for (element, read) in identifiers(message) {
        match read {
            Err(fault) => {
                let help = fault.help.unwrap_or_else(|| "compare it with its source".to_owned());
                findings.on(part(element, &fault.at), fault.message).help(help);
            }
            Ok(read) if read.compact != element.text() => {
                let message = format!("in a message, this is written `{}`", read.compact);
                findings.on(text_place(element), message).help("write it without hyphens and blanks, in capitals");
            }
            Ok(_) => {}
        }
    }
}

/// The last sign of an identifier is the one that the others call for.
fn identifier_check_digit(message: &Incoming<'_>, findings: &mut Findings) {
    for (element, read) in identifiers(message) {
        let Ok(Read { compact, due: Some(due) }) = read else { continue };
        let length = element.text().trim_end().len();
        let start = length.saturating_sub(due.len());
        let many = if due.len() == 1 { "sign" } else { "signs" };
        findings
            .on(part(element, &(start..length)), format!("the last {many} of `{compact}` should be {due}"))
            .help("compare it with its source");
    }
}

/// Two recordings of a message have two ISRCs.
fn isrc_given_twice(message: &Incoming<'_>, findings: &mut Findings) {
    let mut known: BTreeMap<&str, Element<'_, '_>> = BTreeMap::new();
    let recordings = message.all("SoundRecording").chain(message.all("Video"));
    for recording in recordings.filter(|resource| resource.parent().is_some_and(|list| list.name() == "ResourceList")) {
        let editions = recording.children().filter(|child| child.name().ends_with("Edition"));
        let ids = editions.flat_map(|edition| edition.all("ResourceId")).chain(recording.all("ResourceId"));
        for isrc in ids.filter_map(|id| id.child("ISRC")).filter(|isrc| !is_blank(*isrc)) {
            match known.get(isrc.text()) {
                Some(first) if first.parent().and_then(owner) != Some(recording) => {
                    findings
                        .on(text_place(isrc), format!("`{}` is the ISRC of another recording too", isrc.text()))
                        .also(text_place(*first), "the other one")
                        .help("give each recording its own; the same recording stands in a message once");
                }
                _ => _ = known.insert(isrc.text(), isrc),
            }
        }
    }
}

/// The resource that an element lies in.
fn owner<'t, 's>(element: Element<'t, 's>) -> Option<Element<'t, 's>> {
    let mut inner = element;
    while let Some(outer) = inner.parent() {
        if outer.name() == "ResourceList" {
            return Some(inner);
        }
        inner = outer;
    }
    None
}

/// A date is a day of the calendar.
fn no_such_day(message: &Incoming<'_>, findings: &mut Findings) {
    for (element, form) in message.leaves().filter(|(element, _)| !element.is_faulty()) {
        let is_real = match form {
            Form::Date => !forms::fits(form, element.text()) || element.text().parse::<PartialDate>().is_ok(),
            Form::DateTime => forms::time(element.text()).is_none_or(|time| time.is_real),
            _ => true,
        };
        if !is_real {
            findings
                .on(text_place(element), format!("no calendar has `{}`", element.text().trim()))
                .help("compare the day with its source");
        }
    }
}

/// A time says in which zone it is.
fn time_without_zone(message: &Incoming<'_>, findings: &mut Findings) {
    for (element, _) in message.leaves().filter(|(_, form)| *form == Form::DateTime) {
        if forms::time(element.text()).is_some_and(|time| !time.has_zone) {
            findings
                .on(text_place(element), "nothing says in which zone this time is")
                .help("add it: `Z` for Greenwich, or such as `+01:00`");
        }
    }
}

/// A period ends on the day it starts, or later.
fn ends_before_start(message: &Incoming<'_>, findings: &mut Findings) {
    // Zones are not taken apart: only other days count.
    let day = |element: Element<'_, '_>| element.text().trim().split('T').next()?.parse::<Date>().ok();
    for (start_name, end_name) in [("StartDate", "EndDate"), ("StartDateTime", "EndDateTime")] {
        for end in message.all(end_name) {
            let Some(start) = end.parent().and_then(|period| period.child(start_name)) else { continue };
            let (Some(from), Some(to)) = (day(start), day(end)) else { continue };
            if to < from {
                findings
                    .on(text_place(end), "this period ends before it starts")
                    .also(text_place(start), "where it starts")
                    .help("compare both with the contract");
            }
        }
    }
}

/// What counts together: the elements of one name in one element, for one territory and one language.
type Row<'m> = (u32, &'m str, &'m str, &'m str);

/// The sequence numbers of a message, row by row: the number, and where it stands.
fn numbers<'m>(message: &'m Incoming<'_>) -> BTreeMap<Row<'m>, Vec<(u32, Span)>> {
    let mut rows: BTreeMap<Row<'_>, Vec<(u32, Span)>> = BTreeMap::new();
    for element in message.tree.elements() {
        let by_attribute = element.attribute("SequenceNumber").map(|number| (number.value(), number.value_span()));
        let by_element = || element.child("SequenceNumber").map(|number| (number.text(), text_place(number)));
        let Some((text, span)) = by_attribute.or_else(by_element) else { continue };
        let (Some(parent), Ok(number)) = (element.parent(), text.trim().parse()) else { continue };
        let said = |name: &str| element.attribute(name).map_or("", |attribute| attribute.value());
        let row = (parent.index(), element.name(), said("ApplicableTerritoryCode"), said("LanguageAndScriptCode"));
        rows.entry(row).or_default().push((number, span));
    }
    rows
}

/// Each of several numbers that count comes once.
fn number_repeated(message: &Incoming<'_>, findings: &mut Findings) {
    for row in numbers(message).into_values() {
        let mut known: BTreeMap<u32, Span> = BTreeMap::new();
        for (number, span) in row {
            if let Some(first) = known.get(&number) {
                findings
                    .on(span, format!("the sequence number {number} is given twice"))
                    .also(*first, "here for the first time")
                    .help("count from 1 on");
            } else {
                known.insert(number, span);
            }
        }
    }
}

/// Numbers that count begin with 1, and none is left out.
fn number_gap(message: &Incoming<'_>, findings: &mut Findings) {
    for mut row in numbers(message).into_values() {
        row.sort_by_key(|(number, _)| *number);
        row.dedup_by_key(|(number, _)| *number);
        for ((number, span), before) in row.iter().zip([0].into_iter().chain(row.iter().map(|(number, _)| *number))) {
            if *number > before + 1 {
                findings
                    .on(*span, format!("the sequence number {} is left out before this one", before + 1))
                    .help("count from 1 on, or see what is missing");
            }
        }
    }
}

/// How far a sum may be off for each part of it: each may be rounded.
const ROUNDING: f64 = 1.0;

/// A release plays as long as its recordings do together.
fn not_the_sum(message: &Incoming<'_>, findings: &mut Findings) {
    let length = |element: Element<'_, '_>| element.child("Duration").and_then(|told| forms::seconds(told.text()));
    let mut resources: BTreeMap<&str, f64> = BTreeMap::new();
    for resource in message.root().child("ResourceList").into_iter().flat_map(Element::children) {
        if let (Some(reference), Some(length)) = (resource.child("ResourceReference"), length(resource)) {
            resources.insert(reference.text().trim(), length);
        }
    }
    for whole in message.release().into_iter().chain(message.all("ResourceGroup")) {
        let Some(told) = whole.child("Duration") else { continue };
        let Some(own) = forms::seconds(told.text()) else { continue };
        let group = if whole.name() == "Release" { whole.child("ResourceGroup") } else { Some(whole) };
        let items =
            group.into_iter().flat_map(Element::descendants).filter(|part| part.name() == "ResourceGroupContentItem");
        let references = items.filter_map(|item| item.child("ReleaseResourceReference"));
        let lengths: Option<Vec<f64>> =
            references.map(|reference| resources.get(reference.text().trim()).copied()).collect();
        let Some(lengths) = lengths.filter(|lengths| !lengths.is_empty()) else { continue };
        let sum: f64 = lengths.iter().sum();
        if (sum - own).abs() > lengths.iter().map(|_| ROUNDING).sum() {
            let (minutes, seconds) = ((sum / 60.0).floor(), sum % 60.0);
            let message =
                format!("this is `{}`, and the recordings play {minutes}:{seconds:02.0} together", told.text().trim());
            findings.on(text_place(told), message).help("compare the playing times with the recordings");
        }
    }
}

/// What is said is not left blank.
fn empty_text(message: &Incoming<'_>, findings: &mut Findings) {
    for (element, _) in message.leaves().filter(|(element, form)| *form == Form::Any && is_blank(*element)) {
        if !element.is_faulty() {
            findings.on(element.name_span(), format!("`{}` is empty", element.name())).help("fill it, or delete it");
        }
    }
}

/// A territory has one release date.
fn date_twice(message: &Incoming<'_>, findings: &mut Findings) {
    for release in message.all("Release") {
        for name in ["ReleaseDate", "OriginalReleaseDate"] {
            let mut known: BTreeMap<&str, Element<'_, '_>> = BTreeMap::new();
            for date in release.all(name) {
                let territory = date.attribute("ApplicableTerritoryCode").map_or("", |territory| territory.value());
                if let Some(first) = known.get(territory) {
                    let whom =
                        if territory.is_empty() { "all territories".to_owned() } else { format!("`{territory}`") };
                    findings
                        .on(text_place(date), format!("this is a second date for {whom}"))
                        .also(text_place(*first), "the first one")
                        .help("keep the one that is right");
                } else {
                    known.insert(territory, date);
                }
            }
        }
    }
}

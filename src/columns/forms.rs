//! How what has several parts is written in one cell: `ru: Лето`, `2018-11-30 in FR, BE`, `2018 Milan Records`.
use crate::{
    column::{Cell, Entry, Value},
    record::{
        Text,
        credit::{Contributor, Writer},
        deal::Deal,
        identifiers::Isrc,
        performer::{Performer, Role},
        release::{Allow, ReleaseEvent, RightsLine, Title},
        territory::Territory,
    },
    span::Spanned,
};
use std::{borrow::Cow, fmt::Display};

/// What parts the parts of an entry.
const PART: &str = ": ";

pub(super) fn entry(value: &Spanned<Text>) -> Entry<'_> {
    (value.as_str().into(), Some(value.span))
}

pub(super) fn isrc(value: Option<&Spanned<Isrc>>) -> Cell<'_> {
    Cell::new(value, |isrc| Value::Text(isrc.compact().into()))
}

/// `ru: Лето`
pub(super) fn other_title(title: &Title) -> Entry<'_> {
    let [language, text] = [&title.language, &title.title].map(|part| part.as_ref().map_or("", |part| part.as_str()));
    ([language, PART, text].concat().into(), title.title.as_ref().map(|title| title.span))
}

/// `T016: The artist writes it so.`
pub(super) fn exception(allow: &Allow) -> Entry<'_> {
    let [rule, reason] = [&allow.rule, &allow.reason].map(|part| part.as_ref().map_or("", |part| part.as_str()));
    ([rule, PART, reason].concat().into(), allow.reason.as_ref().map(|reason| reason.span))
}

/// `2018-11-30 in FR, BE`, `2018-12-07 not in US`, or the day alone for the whole world.
pub(super) fn event(event: &ReleaseEvent) -> Entry<'_> {
    let mut text = event.date.as_ref().map_or_else(String::new, |date| date.to_string());
    text += &places(&event.territories, &event.excluded_territories);
    (text.into(), event.date.as_ref().map(|date| date.span))
}

/// ` in FR, BE`, ` not in US`, or nothing for the whole world.
fn places(territories: &[Spanned<Territory>], excluded: &[Spanned<Territory>]) -> String {
    let lists = [("in", territories), ("not in", excluded)].into_iter().filter(|(_, list)| !list.is_empty());
    lists.fold(String::new(), |text, (word, list)| format!("{text} {word} {}", joined(list)))
}

fn joined<T: Display>(values: &[Spanned<T>]) -> String {
    values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ")
}

/// `PayAsYouGoModel: PermanentDownload in FR, BE from 2018-11-30 to 2019-11-29 (release)`
pub(super) fn deal(deal: &Deal) -> Entry<'_> {
    let mut text = format!("{}: {}", joined(&deal.commercial_models), joined(&deal.use_types));
    text += &places(&deal.territories, &deal.excluded_territories);
    let days = [("from", &deal.start_date), ("to", &deal.end_date)].into_iter();
    text.extend(days.filter_map(|(word, day)| Some(format!(" {word} {}", day.as_ref()?.value))));
    let pre_order = deal.pre_order.as_ref().map(|is_so| format!("pre-order: {}", is_so.value));
    let details = pre_order.into_iter().chain(deal.scope.as_ref().map(|scope| scope.to_string()));
    let details = details.collect::<Vec<_>>().join(", ");
    (if details.is_empty() { text.into() } else { format!("{text} ({details})").into() }, None)
}

/// `2018 Milan Records`
pub(super) fn rights(line: Option<&RightsLine>) -> Cell<'_> {
    let Some(line) = line else { return Cell::NOTHING };
    let year = line.year.as_ref().map_or_else(String::new, |year| year.to_string());
    let owner = line.owner.as_ref();
    let text = format!("{year} {}", owner.map_or("", |owner| owner.as_str()));
    Cell { value: Value::Text(text.into()), span: owner.map(|owner| owner.span) }
}

pub(super) fn credited(performers: &[Performer], role: Role) -> Cell<'_> {
    let named = performers.iter().filter(|performer| performer.role == role);
    Cell::list(named.filter_map(|performer| performer.name.as_ref()).map(entry))
}

/// `Jenia Lubich as J. Lubich`
pub(super) fn credited_as(performers: &[Performer]) -> Cell<'_> {
    Cell::list(performers.iter().filter_map(|performer| {
        let (name, credited_as) = (performer.name.as_ref()?, performer.credited_as.as_ref()?);
        Some((format!("{} as {}", name.value, credited_as.value).into(), Some(credited_as.span)))
    }))
}

/// Everybody on one line: `The Harbour Lights, Zveri feat. Jenia Lubich`.
pub(super) fn billing(performers: &[Performer]) -> Cell<'_> {
    let of = |role| {
        let own = performers.iter().filter(move |performer| performer.role == role);
        own.filter_map(|performer| performer.credited_as.as_ref().or(performer.name.as_ref())).map(|name| name.as_str())
    };
    let mut text = String::new();
    for (role, word) in
        [(Role::Main, ""), (Role::Featured, "feat. "), (Role::With, "with "), (Role::Remixer, "remix: ")]
    {
        for (at, name) in of(role).enumerate() {
            if at > 0 {
                text.push_str(", ");
            } else {
                text.push_str(if text.is_empty() { "" } else { " " });
                text.push_str(word);
            }
            text.push_str(name);
        }
    }
    Cell::made((!text.is_empty()).then_some(Value::Text(text.into())))
}

/// `Roma Zver (producer)`
pub(super) fn credit(credit: &Contributor) -> Entry<'_> {
    // The part that would tear the list apart, if one does.
    let place = [&credit.name, &credit.role].into_iter().flatten().find(|part| part.contains(';'));
    let role = credit.role.as_ref().map_or("", |role| role.as_str());
    (named(credit.name.as_ref(), &[role]), place.map(|part| part.span))
}

/// `Michael Naumenko (composer, 00014107338)`
pub(super) fn writer(writer: &Writer) -> Entry<'_> {
    let role = writer.role.as_ref().map_or("", |role| role.as_str());
    let ipi = writer.ipi.as_ref().map_or("", |ipi| ipi.compact());
    (named(writer.name.as_ref(), &[role, ipi]), writer.name.as_ref().map(|name| name.span))
}

fn named<'a>(name: Option<&'a Spanned<Text>>, details: &[&str]) -> Cow<'a, str> {
    let text = name.map_or("", |name| name.as_str());
    if details.iter().all(|detail| detail.is_empty()) {
        return text.into();
    }
    let details: Vec<&str> = details.iter().copied().filter(|detail| !detail.is_empty()).collect();
    format!("{text} ({})", details.join(", ")).into()
}

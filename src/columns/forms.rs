//! How what has several parts is written in one cell, and read again: `ru: Лето`, `2018-11-30 in FR, BE`, `2018 Milan Records`.
use crate::{
    ascii::{among, has},
    column::{Cell, Origin, Value, Written},
    published,
    record::{
        Text,
        credit::{Contributor, Writer},
        date::Date,
        deal::Deal,
        identifiers::Isrc,
        performer::{Performer, Role},
        release::{Allow, ReleaseEvent, RightsLine, Title},
        territory::Territory,
    },
    span::Spanned,
};
use serde_json::{Map, Value as Json, json};
use std::{fmt::Write as _, sync::LazyLock};

/// What parts the parts of an entry.
const PART: &str = ": ";

pub(super) fn entry(value: &Spanned<Text>, out: &mut String) -> Origin {
    out.push_str(value);
    Origin::clear(Some(value.span))
}

pub(super) fn put_isrc<'a>(cell: &mut Cell<'a>, value: Option<&'a Spanned<Isrc>>) {
    cell.put(value, |isrc| Value::signs(isrc.signs()));
}

/// Two parts, with a colon between.
pub(super) fn add_pair(out: &mut String, [one, other]: [Option<&Spanned<Text>>; 2]) {
    out.push_str(said(one));
    out.push_str(PART);
    out.push_str(said(other));
}

fn said(part: Option<&Spanned<Text>>) -> &str {
    part.map_or("", |part| part.as_str())
}

/// `ru: Лето`
pub(super) fn other_title(title: &Title, out: &mut String) -> Origin {
    add_pair(out, [title.language.as_ref(), title.title.as_ref()]);
    Origin::clear(title.title.as_ref().map(|title| title.span))
}

pub(super) const OTHER_TITLE: Written = Written { read: read_other_title, like: "ru: Лето" };

fn read_other_title(text: &str) -> Option<Json> {
    let (language, title) = text.split_once(PART)?;
    Some(json!({"language": language, "title": title}))
}

/// `T016: The artist writes it so.`
pub(super) fn exception(allow: &Allow, out: &mut String) -> Origin {
    add_pair(out, [allow.rule.as_ref(), allow.reason.as_ref()]);
    Origin::clear(allow.reason.as_ref().map(|reason| reason.span))
}

pub(super) const EXCEPTION: Written = Written { read: read_exception, like: "T016: the artist writes it so" };

fn read_exception(text: &str) -> Option<Json> {
    let (rule, reason) = text.split_once(PART)?;
    Some(json!({"rule": rule, "reason": reason}))
}

/// `2018-11-30 in FR, BE`, `2018-12-07 not in US`, or the day alone for the whole world.
pub(super) fn event(event: &ReleaseEvent, out: &mut String) -> Origin {
    if let Some(date) = &event.date {
        add(out, date.value);
    }
    add_places(out, &event.territories, &event.excluded_territories);
    Origin::clear(event.date.as_ref().map(|date| date.span))
}

/// Adds what can be shown.
pub(super) fn add(out: &mut String, shown: impl std::fmt::Display) {
    let _ = write!(out, "{shown}");
}

pub(super) const EVENT: Written = Written { read: read_event, like: "2018-11-30 in FR, BE" };

fn read_event(text: &str) -> Option<Json> {
    let (day, rest) = text.split_once(' ').map_or((text, ""), |(day, _)| (day, &text[day.len()..]));
    let mut event = Map::new();
    event.insert("date".to_owned(), day.parse::<Date>().ok()?.to_string().into());
    read_places(rest, &mut event)?;
    Some(event.into())
}

/// ` in FR, BE`, ` not in US`, or nothing for the whole world.
fn add_places(text: &mut String, territories: &[Spanned<Territory>], excluded: &[Spanned<Territory>]) {
    for (word, list) in [(" in ", territories), (" not in ", excluded)].into_iter().filter(|(_, list)| !list.is_empty())
    {
        text.push_str(word);
        add_joined(text, list.iter().map(|territory| territory.code()));
    }
}

/// What [`add_places`] has written.
fn read_places(text: &str, map: &mut Map<String, Json>) -> Option<()> {
    let (name, codes) = match (text.strip_prefix(" in "), text.strip_prefix(" not in ")) {
        (Some(codes), _) => ("territories", codes),
        (_, Some(codes)) => ("excluded_territories", codes),
        _ => return text.is_empty().then_some(()),
    };
    map.insert(name.to_owned(), parted(codes)?);
    Some(())
}

/// Words with commas between.
fn parted(text: &str) -> Option<Json> {
    let words: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_word = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
    words.iter().all(is_word).then(|| words.into())
}

fn add_joined<'a>(text: &mut String, words: impl Iterator<Item = &'a str>) {
    for (at, word) in words.enumerate() {
        text.push_str(if at > 0 { ", " } else { "" });
        text.push_str(word);
    }
}

/// `PayAsYouGoModel: PermanentDownload in FR, BE from 2018-11-30 to 2019-11-29 (release)`
pub(super) fn deal(deal: &Deal, out: &mut String) -> Origin {
    add_joined(out, deal.commercial_models.iter().map(|model| model.as_str()));
    out.push_str(PART);
    add_joined(out, deal.use_types.iter().map(|kind| kind.as_str()));
    add_places(out, &deal.territories, &deal.excluded_territories);
    for (word, day) in [(" from ", &deal.start_date), (" to ", &deal.end_date)] {
        if let Some(day) = day {
            out.push_str(word);
            add(out, day.value);
        }
    }
    let pre_order = deal.pre_order.as_ref().map(|is_so| format!("pre-order: {}", is_so.value));
    let details = pre_order.into_iter().chain(deal.scope.as_ref().map(|scope| scope.to_string()));
    let details = details.collect::<Vec<_>>().join(", ");
    if !details.is_empty() {
        add(out, format_args!(" ({details})"));
    }
    Origin::clear(None)
}

pub(super) const DEAL: Written =
    Written { read: read_deal, like: "PayAsYouGoModel: PermanentDownload in FR, BE from 2018-11-30" };

fn read_deal(text: &str) -> Option<Json> {
    let (models, rest) = text.split_once(PART)?;
    let (rest, details) = match rest.strip_suffix(')').and_then(|rest| rest.split_once(" (")) {
        Some((rest, details)) => (rest, details),
        None => (rest, ""),
    };
    let mut deal = Map::new();
    let mut put = |name: &str, value: Json| deal.insert(name.to_owned(), value);
    put("commercial_models", parted(models)?);
    for detail in details.split(", ").filter(|detail| !detail.is_empty()) {
        match detail.strip_prefix("pre-order: ") {
            Some(word) => put("pre_order", word.parse::<bool>().ok()?.into()),
            None => put("scope", detail.into()),
        };
    }
    let mut rest = rest;
    for (word, name) in [(" to ", "end_date"), (" from ", "start_date")] {
        if let Some((before, day)) = rest.rsplit_once(word) {
            put(name, day.parse::<Date>().ok()?.to_string().into());
            rest = before;
        }
    }
    let end = rest.find(" not in ").or_else(|| rest.find(" in ")).unwrap_or(rest.len());
    put("use_types", parted(&rest[..end])?);
    read_places(&rest[end..], &mut deal)?;
    Some(deal.into())
}

/// `2018 Milan Records`
pub(super) fn put_rights<'a>(cell: &mut Cell<'a>, line: Option<&'a RightsLine>) {
    let Some(line) = line else { return };
    cell.put_written(line.owner.as_ref().map(|owner| owner.span), |out| {
        if let Some(year) = &line.year {
            add(out, year.value);
        }
        out.push(' ');
        out.push_str(said(line.owner.as_ref()));
    });
}

pub(super) const RIGHTS: Written = Written { read: read_rights, like: "2018 Milan Records" };

#[allow(clippy::unnecessary_wraps, reason = "all readers of cells have one shape")]
fn read_rights(text: &str) -> Option<Json> {
    let text = text.trim_start_matches(['℗', '©', ' ']);
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let is_year = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    // What is left out is told by the check of the record.
    Some(match first.parse::<u16>().ok().filter(|_| is_year) {
        Some(year) if rest.is_empty() => json!({"year": year}),
        Some(year) => json!({"year": year, "owner": rest}),
        None => json!({"owner": text}),
    })
}

pub(super) fn put_credited<'a>(cell: &mut Cell<'a>, performers: &'a [Performer], role: Role) {
    let in_role = |performer: &'a Performer| performer.name.as_ref().filter(|_| performer.role == role);
    let mut names = performers.iter().filter_map(in_role);
    let Some(first) = names.next() else { return };
    // Most lists have one entry or none, which need not be written twice.
    if names.clone().next().is_none() && !has(first.as_bytes(), |bytes| among(bytes, [b';'])) {
        cell.put_text(Some(first));
    } else {
        cell.put_list(std::iter::once(first).chain(names), entry);
    }
}

/// `Jenia Lubich as J. Lubich`
pub(super) fn put_credited_as<'a>(cell: &mut Cell<'a>, performers: &'a [Performer]) {
    let credited =
        performers.iter().filter_map(|performer| Some((performer.name.as_ref()?, performer.credited_as.as_ref()?)));
    cell.put_list(credited, |(name, credited_as), out| {
        // It says which of those that stand in the other columns is meant.
        let fits = |other: &&Performer| other.name.as_ref().is_some_and(|own| reads_as(name, credited_as, own));
        let is_clear = performers.iter().filter(fits).count() == 1;
        for part in [name, AS, credited_as] {
            out.push_str(part);
        }
        Origin { span: Some(credited_as.span), is_clear }
    });
}

/// Parts a name from the name on the sleeve.
pub(crate) const AS: &str = " as ";

/// Whether `NAME as CREDITED_AS` may be read as being about another name.
fn reads_as(name: &str, credited_as: &str, other: &str) -> bool {
    let rest = [name, AS, credited_as].concat();
    rest.strip_prefix(other).is_some_and(|rest| rest.starts_with(AS))
}

/// Everybody on one line: `The Harbour Lights, Zveri feat. Jenia Lubich`.
pub(super) fn put_billing<'a>(cell: &mut Cell<'a>, performers: &'a [Performer]) {
    let of = |role| {
        let own = performers.iter().filter(move |performer| performer.role == role);
        own.filter_map(|performer| performer.credited_as.as_ref().or(performer.name.as_ref())).map(|name| name.as_str())
    };
    cell.put_written(None, |text| {
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
    });
}

/// `Roma Zver (producer)`
pub(super) fn credit(credit: &Contributor, out: &mut String) -> Origin {
    // The part that would tear the list apart, if one does.
    let place = [&credit.name, &credit.role].into_iter().flatten().find(|part| part.contains(';'));
    let [name, role] = [&credit.name, &credit.role].map(|part| said(part.as_ref()));
    let start = out.len();
    add_named(out, name, &[role]);
    let is_clear = !role.contains(['(', ')']) || read_named(&out[start..]) == Some((name, role));
    Origin { span: place.or(credit.name.as_ref()).map(|part| part.span), is_clear }
}

pub(super) const CREDIT: Written = Written { read: read_credit, like: "Roma Zver (producer)" };

fn read_credit(text: &str) -> Option<Json> {
    let (name, role) = read_named(text).filter(|(name, role)| !name.is_empty() && !role.is_empty())?;
    Some(json!({"name": name, "role": role}))
}

/// `Michael Naumenko (composer, 00014107338)`
pub(super) fn writer(writer: &Writer, out: &mut String) -> Origin {
    let [name, role] = [&writer.name, &writer.role].map(|part| said(part.as_ref()));
    let ipi = writer.ipi.as_ref().map_or("", |ipi| ipi.compact());
    add_named(out, name, &[role, ipi]);
    let is_clear = !(role.is_empty() && ipi.is_empty() && details(name).is_some());
    Origin { span: writer.name.as_ref().map(|name| name.span), is_clear }
}

pub(super) const WRITER: Written = Written { read: read_writer, like: "Mike Naumenko (composer)" };

#[allow(clippy::unnecessary_wraps, reason = "all readers of cells have one shape")]
fn read_writer(text: &str) -> Option<Json> {
    let Some((name, parts)) = details(text) else { return Some(text.into()) };
    let mut writer = Map::new();
    writer.insert("name".to_owned(), name.into());
    writer.extend(parts.into_iter().map(|(part, word)| (part.to_owned(), word.into())));
    Some(writer.into())
}

/// A name, and what is said of a writer in the brackets behind it.
fn details(text: &str) -> Option<(&str, Vec<(&'static str, &str)>)> {
    let (name, details) = read_named(text)?;
    let is_ipi = |word: &str| (9..=11).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let part = |word| {
        if is_ipi(word) { Some(("ipi", word)) } else { WRITER_ROLES.contains(&word).then_some(("role", word)) }
    };
    Some((name, details.split(", ").map(part).collect::<Option<_>>()?))
}

/// What writers may have written, as the schema has it.
static WRITER_ROLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let roles =
        published::RELEASE.value().pointer("/$defs/writer/oneOf/1/properties/role/enum").and_then(Json::as_array);
    roles.into_iter().flatten().filter_map(Json::as_str).collect()
});

fn add_named(out: &mut String, name: &str, details: &[&str]) {
    out.push_str(name);
    // Most people have nothing behind their names.
    if details.iter().any(|detail| !detail.is_empty()) {
        out.push_str(" (");
        add_joined(out, details.iter().copied().filter(|detail| !detail.is_empty()));
        out.push(')');
    }
}

/// A name, and what stands in the last brackets behind it; brackets may stand in these too.
fn read_named(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(')')?;
    let mut depth = 1;
    let open = inside.char_indices().rev().find(|(_, sign)| {
        depth += i32::from(*sign == ')') - i32::from(*sign == '(');
        depth == 0
    });
    let name = inside[..open?.0].strip_suffix(' ')?;
    Some((name, &inside[open?.0 + 1..]))
}

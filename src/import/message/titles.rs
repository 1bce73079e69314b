//! Titles, and the names beside them.
use super::{
    parties::Parties,
    put, put_list,
    taken::{At, mark},
};
use crate::record::performer::VARIOUS_ARTISTS;
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Takes title, version and titles in other languages. The language of the title is said where it is not that of the release.
pub(super) fn titles(at: At<'_>, map: &mut Map<String, Value>, release_language: Option<&str>) {
    let all: Vec<At<'_>> = at.all("DisplayTitle").collect();
    let default = |title: &At<'_>| title.peek_attribute("IsDefault").as_deref() == Some("true");
    let first = all.iter().position(default).unwrap_or(0);
    let mut texts: HashSet<String> = HashSet::new();
    let mut others = Vec::new();
    let mut own = None;
    for (number, title) in all.iter().enumerate() {
        if number == first {
            own = title.text_of("TitleText");
            let version = title.all("SubTitle").find(|sub| {
                matches!(sub.peek_attribute("SubTitleType").as_deref(), None | Some("Version"))
                    && !sub.peek().is_empty()
            });
            let version = version.and_then(|version| {
                version.attribute("SubTitleType");
                version.take()
            });
            if let Some(own) = &own {
                texts.insert(own.clone());
                texts.extend(version.iter().flat_map(|version| {
                    [format!("{own} ({version})"), format!("{own} [{version}]"), format!("{own} - {version}")]
                }));
            }
            put(map, "version", version);
            let language = title.attribute("LanguageAndScriptCode");
            let of_all = at.attribute("LanguageAndScriptCode");
            let language = language.or(of_all);
            put(map, "title_language", language.filter(|language| release_language != Some(language.as_str())));
        } else if let (Some(language), None) = (title.peek_attribute("LanguageAndScriptCode"), title.child("SubTitle"))
        {
            title.attribute("LanguageAndScriptCode");
            if let Some(text) = title.text_of("TitleText") {
                texts.insert(text.clone());
                others.push(json!({"language": language, "title": text}));
            }
        }
    }
    for text in at.all("DisplayTitleText") {
        if own.is_none() {
            own = text.take();
            text.attribute("LanguageAndScriptCode");
        } else if texts.contains(&text.peek()) {
            text.mark();
            text.attribute("LanguageAndScriptCode");
        }
    }
    put(map, "title", own);
    put_list(map, "titles", others);
}

/// Somebody beside a title.
struct Artist {
    name: String,
    is_guest: bool,
}

/// Takes those who stand beside a title, as the record has them; composers are returned, who have another place.
pub(super) fn performers(at: At<'_>, parties: &Parties) -> (Vec<Value>, Vec<String>) {
    let mut all: Vec<At<'_>> = at.all("DisplayArtist").collect();
    all.sort_by_key(|artist| artist.number());
    let mut artists: Vec<Artist> = Vec::new();
    let mut composers = Vec::new();
    let mut known = HashSet::new();
    let is_composer = |artist: &At<'_>| artist.peek_of("DisplayArtistRole").as_deref() == Some("Composer");
    // Where nobody else stands beside the title, those who wrote it do.
    let only_composers = all.iter().all(is_composer);
    for artist in all {
        let is_written = is_composer(&artist) && !only_composers;
        let name = match artist.text_of("ArtistPartyReference") {
            Some(reference) if is_written => {
                mark(artist.child("DisplayArtistRole"));
                composers.push(reference);
                continue;
            }
            Some(reference) => parties.performer(&reference),
            None if artist.text_of("SpecialDisplayArtist").is_some() => VARIOUS_ARTISTS.to_owned(),
            None => continue,
        };
        let role = artist.child("DisplayArtistRole");
        let is_guest = role.is_some_and(|role| role.peek() == "FeaturedArtist");
        if let Some(role) = role.filter(|role| is_guest || role.peek() == "MainArtist") {
            role.mark();
        }
        if known.insert(name.clone()) {
            artists.push(Artist { name, is_guest });
        }
    }
    (credited(at, &artists), composers)
}

/// The way a credit is shown says who is `with` and who `feat.`, and who goes under another name this time.
fn credited(at: At<'_>, artists: &[Artist]) -> Vec<Value> {
    /// More guests than anybody tries to tell apart by the words before them.
    const MANY: usize = 8;
    let shown: Vec<At<'_>> = at.all("DisplayArtistName").collect();
    let default = shown.iter().position(|name| name.peek_attribute("IsDefault").as_deref() == Some("true"));
    let name = shown.get(default.unwrap_or(0)).copied();
    let text = name.map(At::peek).unwrap_or_default();
    let guests: Vec<usize> = (0..artists.len()).filter(|at| artists[*at].is_guest).collect();
    let count = if guests.len() > MANY { 0 } else { guests.len() };
    let mut best = None;
    for mask in 0..1_usize << count {
        let is_with: Vec<bool> = (0..artists.len())
            .map(|at| {
                guests.iter().position(|guest| *guest == at).is_some_and(|bit| bit < count && mask >> bit & 1 == 1)
            })
            .collect();
        let names: Vec<&str> = artists.iter().map(|artist| artist.name.as_str()).collect();
        if joined(&names, artists, &is_with) == text {
            best = Some((is_with, None));
            break;
        }
        let other = (0..artists.len().min(MANY)).find_map(|at| {
            let mut names = names.clone();
            names[at] = "\u{1}";
            let whole = joined(&names, artists, &is_with);
            let (before, after) = whole.split_once('\u{1}')?;
            let middle = text.strip_prefix(before)?.strip_suffix(after)?;
            (!middle.is_empty()
                && !artists.iter().any(|other| middle.contains(&other.name) && other.name != artists[at].name))
            .then(|| (at, middle.to_owned()))
        });
        if best.is_none() && other.is_some() {
            best = Some((is_with, other));
        }
    }
    if best.is_some()
        && let Some(name) = name
    {
        name.mark();
        name.attribute("LanguageAndScriptCode");
    }
    let (is_with, other) = best.unwrap_or_default();
    let performer = |(number, artist): (usize, &Artist)| {
        let role = match (artist.is_guest, is_with.get(number)) {
            (true, Some(true)) => Some("with"),
            (true, _) => Some("featured"),
            _ => None,
        };
        let as_shown = other.as_ref().filter(|(at, _)| *at == number).map(|(_, name)| name.clone());
        if role.is_none() && as_shown.is_none() {
            return json!(artist.name);
        }
        let mut map = Map::new();
        put(&mut map, "name", Some(artist.name.clone()));
        put(&mut map, "role", role);
        put(&mut map, "credited_as", as_shown);
        Value::Object(map)
    };
    artists.iter().enumerate().map(performer).collect()
}

/// `A, B & C with D feat. E`, as messages of ours have it.
fn joined(names: &[&str], artists: &[Artist], is_with: &[bool]) -> String {
    let list = |wanted: &dyn Fn(usize) -> bool| {
        let names: Vec<&str> = (0..names.len()).filter(|at| wanted(*at)).map(|at| names[at]).collect();
        match &names[..] {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{} & {last}", most.join(", ")),
        }
    };
    let mut text = list(&|at| !artists[at].is_guest);
    for (word, names) in [
        ("with", list(&|at| artists[at].is_guest && is_with[at])),
        ("feat.", list(&|at| artists[at].is_guest && !is_with[at])),
    ] {
        if !names.is_empty() {
            text = format!("{text} {word} {names}");
        }
    }
    text.trim_start().to_owned()
}

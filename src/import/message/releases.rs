//! The release, with its tracks in their places.
use super::{
    Message, credits, deals,
    groups::{self, Medium},
    put, put_list,
    recordings::{self, Track},
    taken::{At, mark},
    titles,
};
use crate::ern::version_type;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

impl<'t> Message<'t> {
    /// Puts the release into a record.
    pub(super) fn release(&self, record: &mut Map<String, Value>, notes: &mut Vec<String>) {
        let Some(release) = self.release else { return };
        mark(release.child("ReleaseReference"));
        titles::titles(release, record, None);
        if !record.contains_key("title_language") {
            put(record, "title_language", self.root.attribute("LanguageAndScriptCode"));
        }
        let (performers, _) = titles::performers(release, &self.parties);
        put_list(record, "performers", performers);
        identifiers(release, record);
        kinds(release, record);
        self.label(release, record);
        genres(release, record);
        put(record, "p_line", release.child("PLine").and_then(|line| recordings::rights(line, "PLine")));
        put(record, "c_line", release.child("CLine").and_then(|line| recordings::rights(line, "CLine")));
        put(record, "original_release_date", release.text_of("OriginalReleaseDate"));
        self.artwork(record);
        let references = self.tracks(release, record);
        dates(release, record);
        self.track_releases(release, record, &references);
        deals::deals(self.root, release, &self.track_releases, &references, record);
        fall_back(record, notes);
    }

    fn label(&self, release: At<'t>, record: &mut Map<String, Value>) {
        let all: Vec<At<'_>> = release.all("ReleaseLabelReference").collect();
        let default = all.iter().position(|label| label.peek_attribute("IsDefault").as_deref() == Some("true"));
        let Some(label) = all.get(default.unwrap_or(0)) else { return };
        if label.peek_attribute("LabelType").as_deref() == Some("DisplayLabel") {
            label.attribute("LabelType");
        }
        put(record, "label", label.take().map(|reference| self.parties.name(&reference)));
    }

    fn artwork(&self, record: &mut Map<String, Value>) {
        let is_cover = |image: &&At<'_>| image.peek_of("Type").as_deref() == Some("FrontCoverImage");
        let Some(image) = self.images.iter().find(is_cover) else { return };
        mark(image.child("Type"));
        mark(image.child("ResourceReference"));
        put(record, "artwork", recordings::file(*image));
        let own = image.child("ResourceId").and_then(|id| id.child("ProprietaryId"));
        if let Some(one) = own.filter(|id| id.peek().starts_with("PACKSHOT:")) {
            one.skip();
        }
        put_list(record, "credits", credits::made(*image, &self.parties, &[]).credits);
    }

    /// The tracks, with what all of them have in common at the release; returns the references of the recordings in their order.
    fn tracks(&self, release: At<'t>, record: &mut Map<String, Value>) -> Vec<String> {
        let known: HashMap<&str, At<'t>> = self.recordings.iter().map(|(name, at)| (name.as_str(), *at)).collect();
        let language = record.get("title_language").and_then(Value::as_str).map(str::to_owned);
        let mut references = Vec::new();
        let mut media: Vec<(Option<String>, Vec<Track>)> = Vec::new();
        for Medium { title, items } in groups::media(release) {
            let mut tracks = Vec::new();
            for item in items {
                let reference = item.at.peek_of("ReleaseResourceReference").unwrap_or_default();
                let Some(recording) = known.get(reference.as_str()) else { continue };
                mark(item.at.child("ReleaseResourceReference"));
                mark(item.at.all("LinkedReleaseResourceReference"));
                let number = item.number.unwrap_or(tracks.len() as u32 + 1);
                let mut track = recordings::track(*recording, number, &self.parties, language.as_deref());
                let bonus = item.at.child("IsBonusResource");
                let bonus = bonus.filter(|flag| matches!(flag.peek().as_str(), "true" | "false"));
                if bonus.and_then(At::take).as_deref() == Some("true") {
                    put(&mut track.map, "bonus", Some(true));
                }
                references.push(reference);
                tracks.push(track);
            }
            if !tracks.is_empty() {
                media.push((title, tracks));
            }
        }
        share(release, record, &mut media);
        let list = |tracks: Vec<Track>| tracks.into_iter().map(|track| Value::Object(track.map)).collect();
        if media.len() == 1 && media[0].0.is_none() {
            put_list(record, "tracks", media.remove(0).1.into_iter().map(|track| Value::Object(track.map)).collect());
            return references;
        }
        let media = media.into_iter().map(|(title, tracks)| {
            let mut medium = Map::new();
            put(&mut medium, "title", title);
            put_list(&mut medium, "tracks", list(tracks));
            Value::Object(medium)
        });
        put_list(record, "media", media.collect());
        references
    }

    /// Each track as something that can be had alone says little that the record does not know.
    fn track_releases(&self, release: At<'t>, record: &Map<String, Value>, references: &[String]) {
        let label = release.child("ReleaseLabelReference").map(At::peek);
        let ids: Vec<&str> =
            ["barcode", "grid"].iter().filter_map(|key| record.get(*key).and_then(Value::as_str)).collect();
        for at in &self.track_releases {
            let is_known = at.peek_of("ReleaseResourceReference").is_some_and(|own| references.contains(&own));
            if !is_known {
                continue;
            }
            for name in ["ReleaseReference", "ReleaseResourceReference"] {
                mark(at.child(name));
            }
            if let Some(own) = at.child("ReleaseLabelReference").filter(|own| Some(own.peek()) == label) {
                own.mark();
                if own.peek_attribute("LabelType").as_deref() == Some("DisplayLabel") {
                    own.attribute("LabelType");
                }
            }
            let own = ["DisplayGenre", "Genre"].into_iter().flat_map(|name| at.all(name));
            let all: Vec<At<'_>> = ["DisplayGenre", "Genre"].into_iter().flat_map(|name| release.all(name)).collect();
            own.filter(|own| all.iter().any(|all| all.peek_of("GenreText") == own.peek_of("GenreText")))
                .filter_map(|own| own.child("GenreText"))
                .for_each(At::mark);
            // The number that our own messages make of the release's, the recording's and the place.
            let id = at.child("ReleaseId").and_then(|id| id.child("ProprietaryId"));
            let is_made = |id: &At<'_>| ids.iter().any(|own| id.peek().starts_with(&format!("{own}_")));
            if let Some(one) = id.filter(is_made) {
                one.skip();
            }
        }
    }
}

fn genres(release: At<'_>, record: &mut Map<String, Value>) {
    let mut genres: Vec<Value> = Vec::new();
    for genre in ["DisplayGenre", "Genre"].into_iter().flat_map(|name| release.all(name)) {
        let text = genre.text_of("GenreText").map(Value::from);
        genres.extend(text.filter(|text| !genres.contains(text)));
    }
    put_list(record, "genres", genres);
}

/// The days of release, by territory.
fn dates(release: At<'_>, record: &mut Map<String, Value>) {
    let mut events: Vec<(String, Vec<Value>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for date in release.all("ReleaseDate") {
        let territory = date.attribute("ApplicableTerritoryCode").filter(|code| code != "Worldwide");
        let Some(day) = date.take() else { continue };
        match territory {
            None => events.push((day, Vec::new())),
            Some(code) => {
                let at = *places.entry(day.clone()).or_insert(events.len());
                if at == events.len() {
                    events.push((day, Vec::new()));
                }
                events[at].1.push(json!(code));
            }
        }
    }
    match &events[..] {
        [] => {}
        [(day, places)] if places.is_empty() => put(record, "release_date", Some(day.clone())),
        _ => {
            let event = |(day, territories): (String, Vec<Value>)| {
                let mut event = Map::new();
                put(&mut event, "date", Some(day));
                put_list(&mut event, "territories", territories);
                Value::Object(event)
            };
            put_list(record, "release_events", events.into_iter().map(event).collect());
        }
    }
}

fn identifiers(release: At<'_>, record: &mut Map<String, Value>) {
    let Some(id) = release.child("ReleaseId") else { return };
    put(record, "barcode", id.text_of("ICPN"));
    put(record, "grid", id.text_of("GRid"));
    if let Some(number) = id.child("CatalogNumber") {
        number.attribute("Namespace");
        put(record, "catalog_number", number.take());
    }
}

/// Type and secondary types.
fn kinds(release: At<'_>, record: &mut Map<String, Value>) {
    let mut kind = None;
    for one in release.all("ReleaseType") {
        let own = match one.peek().as_str() {
            "Album" => Some("album"),
            "Single" => Some("single"),
            "EP" => Some("ep"),
            "UserDefined" => match one.peek_attribute("UserDefinedValue").as_deref() {
                Some("broadcast") => Some("broadcast"),
                Some("other") => Some("other"),
                _ => None,
            },
            _ => None,
        };
        if own.is_some() && kind.is_none() {
            one.skip();
            kind = own;
        }
    }
    put(record, "type", Some(kind.unwrap_or("other")));
    let mut kinds = Vec::new();
    let flag = |name: &'static str| {
        let flag = release.child(name).filter(|flag| matches!(flag.peek().as_str(), "true" | "false"));
        flag.and_then(At::take).as_deref() == Some("true")
    };
    if flag("IsSoundtrack") {
        kinds.push("soundtrack");
    }
    let (is_single, is_multi) = (flag("IsSingleArtistCompilation"), flag("IsMultiArtistCompilation"));
    if is_single || is_multi {
        kinds.push("compilation");
    }
    let of_words = record.get("version").and_then(Value::as_str).and_then(version_type);
    for code in release.all("VersionType") {
        let text = code.peek();
        let own = match text.as_str() {
            "LiveVersion" => Some("live"),
            "RemixVersion" => Some("remix"),
            "DemoVersion" => Some("demo"),
            _ => None,
        };
        if of_words == Some(text.as_str()) {
            code.mark();
        } else if let Some(own) = own.filter(|own| !kinds.contains(own)) {
            code.mark();
            kinds.push(own);
        }
    }
    put_list(record, "secondary_types", kinds.into_iter().map(Value::from).collect());
}

/// What all tracks say alike, the release says once.
fn share(release: At<'_>, record: &mut Map<String, Value>, media: &mut [(Option<String>, Vec<Track>)]) {
    let mut tracks: Vec<&mut Track> = media.iter_mut().flat_map(|(_, tracks)| tracks).collect();
    let first = tracks.first().and_then(|track| track.map.get("p_line")).cloned();
    if !record.contains_key("p_line") && tracks.iter().all(|track| track.map.get("p_line") == first.as_ref()) {
        put(record, "p_line", first);
    }
    for track in &mut tracks {
        track.has_own_rights = track.map.contains_key("p_line") && track.map.get("p_line") != record.get("p_line");
        if !track.has_own_rights {
            track.map.remove("p_line");
        }
        if track.map.get("performers") == record.get("performers") {
            track.map.remove("performers");
        }
    }
    let mut lists: Vec<&mut Vec<Value>> =
        tracks.iter_mut().filter(|track| !track.has_own_rights).map(|track| &mut track.credits).collect();
    let shared = credits::common(&mut lists);
    if !shared.is_empty() {
        let of_images = record.remove("credits");
        let of_images = of_images.as_ref().and_then(Value::as_array).into_iter().flatten().cloned();
        record.insert("credits".to_owned(), shared.into_iter().chain(of_images).collect());
    }
    for track in &mut tracks {
        put_list(&mut track.map, "credits", std::mem::take(&mut track.credits));
    }
    let advisories: Vec<Option<Value>> = tracks.iter().map(|track| track.map.get("explicit").cloned()).collect();
    if let Some(Some(first)) = advisories.first()
        && advisories.iter().all(|own| own.as_ref() == Some(first))
    {
        record.insert("explicit".to_owned(), first.clone());
        for track in &mut tracks {
            track.map.remove("explicit");
        }
    }
    if !tracks.is_empty()
        && tracks.iter().all(|track| track.is_spoken)
        && let Some(kinds) = record.entry("secondary_types").or_insert_with(|| json!([])).as_array_mut()
    {
        kinds.push(json!("spokenword"));
    }
    sums(release, &advisories, &tracks);
}

/// What follows from the tracks needs no place of its own.
fn sums(release: At<'_>, advisories: &[Option<Value>], tracks: &[&mut Track]) {
    let whole: Option<u64> = tracks.iter().map(|track| track.seconds).sum();
    let own = release.child("Duration");
    if let Some(own) = own.filter(|own| recordings::seconds(&own.peek()).is_some_and(|own| Some(own) == whole)) {
        own.mark();
    }
    let words: Vec<&str> = advisories.iter().flatten().filter_map(Value::as_str).collect();
    let gravest = ["explicit", "clean", "none"].into_iter().find(|word| words.contains(word));
    let own = release.child("ParentalWarningType").map(At::peek);
    let code = match own.as_deref() {
        Some("Explicit") => Some("explicit"),
        Some("ExplicitContentEdited") => Some("clean"),
        Some("NotExplicit") => Some("none"),
        _ => None,
    };
    if code.is_some() && code == gravest {
        mark(release.child("ParentalWarningType"));
    }
}

/// A record needs a day; a message may leave it to its deals.
fn fall_back(record: &mut Map<String, Value>, notes: &mut Vec<String>) {
    if record.contains_key("release_date") || record.contains_key("release_events") {
        return;
    }
    let deals = record.get("deals").and_then(Value::as_array).into_iter().flatten();
    let days = deals.filter(|deal| deal.get("pre_order") != Some(&Value::Bool(true)));
    let first = days.filter_map(|deal| deal.get("start_date").and_then(Value::as_str)).min().map(str::to_owned);
    if let Some(first) = first {
        notes.push(format!("the message names no day of release: {first} is that of its first deal"));
        put(record, "release_date", Some(first));
    }
}

//! A recording as a track.
use super::{
    credits::{self, Made},
    parties::Parties,
    put, put_list,
    taken::{At, mark},
    titles,
};
use crate::{asset::leads_out, ern::version_type, record::duration::Duration};
use serde_json::{Map, Value, json};

/// A track on its way.
pub(super) struct Track {
    pub(super) map: Map<String, Value>,
    pub(super) credits: Vec<Value>,
    pub(super) has_own_rights: bool,
    /// The playing time in seconds.
    pub(super) seconds: Option<u64>,
    pub(super) is_spoken: bool,
}

/// Takes a recording, whose place in the release gives its number.
pub(super) fn track(at: At<'_>, number: u32, parties: &Parties, language: Option<&str>) -> Track {
    let mut map = Map::new();
    put(&mut map, "number", Some(number));
    mark(at.child("ResourceReference"));
    titles::titles(at, &mut map, language);
    let version = map.get("version").and_then(Value::as_str).and_then(version_type);
    mark(at.all("VersionType").filter(|code| version == Some(code.peek().as_str())));
    let (mut performers, composers) = titles::performers(at, parties);
    let Made { writers, remixers, credits } = credits::made(at, parties, &composers);
    performers.extend(remixers);
    put_list(&mut map, "performers", performers);
    put_list(&mut map, "writers", writers);
    // An element of its own since 4.3.
    let edition = at.child("SoundRecordingEdition").unwrap_or(at);
    put(&mut map, "isrc", edition.child("ResourceId").and_then(|id| id.text_of("ISRC")));
    put(&mut map, "iswc", at.child("WorkId").and_then(|id| id.text_of("ISWC")));
    let p_line = edition.child("PLine").and_then(|line| rights(line, "PLine"));
    put(&mut map, "p_line", p_line);
    put(&mut map, "audio", file(edition));
    let seconds = at.child("Duration").and_then(duration);
    put(&mut map, "duration", seconds.and_then(shown));
    put(&mut map, "language", sung(at));
    put(&mut map, "explicit", advisory(at));
    let kind = at.child("Type").filter(|kind| {
        matches!(
            kind.peek().as_str(),
            "MusicalWorkSoundRecording" | "NonMusicalWorkSoundRecording" | "SpokenWordSoundRecording"
        )
    });
    let is_spoken = kind.and_then(At::take).is_some_and(|kind| kind != "MusicalWorkSoundRecording");
    let has_own_rights = false;
    Track { map, credits, has_own_rights, seconds, is_spoken }
}

/// The language that is sung; `zxx` where nobody sings.
fn sung(at: At<'_>) -> Option<String> {
    let instrumental = at.child("IsInstrumental").filter(|flag| matches!(flag.peek().as_str(), "true" | "false"));
    if instrumental.and_then(At::take).as_deref() == Some("true") {
        return Some("zxx".to_owned());
    }
    at.text_of("LanguageOfPerformance")
}

/// The advisory in our words; where the message knows none, there is none.
pub(super) fn advisory(at: At<'_>) -> Option<&'static str> {
    let word = at.child("ParentalWarningType")?;
    let own = match word.peek().as_str() {
        "Explicit" => "explicit",
        "ExplicitContentEdited" => "clean",
        "NotExplicit" => "none",
        _ => return None,
    };
    word.mark();
    Some(own)
}

/// The path of the file. What else is said of it, Gatefold reads from the file.
pub(super) fn file(at: At<'_>) -> Option<String> {
    let details = at.child("TechnicalDetails")?;
    let holder = details.child("DeliveryFile").unwrap_or(details);
    let file = holder.child("File")?;
    let uri = file.child("URI").filter(|uri| !uri.peek().is_empty() && !leads_out(&uri.peek()))?;
    let path = uri.take();
    file.skip();
    mark(details.child("TechnicalResourceDetailsReference"));
    for part in holder.children().filter(|part| WORKED_OUT.contains(&part.name())) {
        part.skip();
    }
    path
}

/// What is read from a file, and so has no place in a record.
const WORKED_OUT: &[&str] = &[
    "Type",
    "ContainerFormat",
    "AudioCodecType",
    "BitRate",
    "NumberOfChannels",
    "SamplingRate",
    "BitsPerSample",
    "ImageCodecType",
    "ImageHeight",
    "ImageWidth",
    "IsProvidedInDelivery",
    "Duration",
];

/// Year and owner of a ℗ or © line.
pub(super) fn rights(at: At<'_>, kind: &'static str) -> Option<Value> {
    let (company, text, signs) = match kind {
        "PLine" => ("PLineCompany", "PLineText", ["(P)", "(p)", "℗"]),
        _ => ("CLineCompany", "CLineText", ["(C)", "(c)", "©"]),
    };
    let shown = at.peek_of(text).unwrap_or_default();
    let bare = signs.iter().find_map(|sign| shown.strip_prefix(sign)).unwrap_or(&shown).trim();
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let written = (digits.len() == 4).then_some(digits);
    let behind = written.as_ref().map_or(bare, |year| bare[year.len()..].trim());
    let year = at.peek_of("Year").or(written)?.parse::<u16>().ok()?;
    let owner = at.peek_of(company).or_else(|| Some(behind.to_owned()).filter(|behind| !behind.is_empty()))?;
    mark(at.child("Year"));
    mark(at.child(company));
    if behind == owner && shown.contains(&year.to_string()) {
        mark(at.child(text));
    }
    Some(json!({"year": year, "owner": owner}))
}

/// A playing time in whole seconds; one that is not whole is rounded, and told all the same.
fn duration(at: At<'_>) -> Option<u64> {
    let text = at.peek();
    if let Some(seconds) = seconds(&text) {
        at.mark();
        return Some(seconds);
    }
    let (whole, parts) = text.strip_suffix('S')?.split_once('.')?;
    let is_more = parts.starts_with(|sign: char| ('5'..='9').contains(&sign));
    Some(seconds(&format!("{whole}S"))? + u64::from(is_more))
}

/// The seconds of `PT3M20S`.
pub(super) fn seconds(text: &str) -> Option<u64> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0_u64;
    for (unit, factor) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, behind)) = rest.split_once(unit) {
            seconds = seconds.checked_add(number.parse::<u32>().ok().map(u64::from)?.checked_mul(factor)?)?;
            rest = behind;
        }
    }
    rest.is_empty().then_some(seconds)
}

/// As a record has it.
fn shown(seconds: u64) -> Option<String> {
    let duration = Duration { seconds: u32::try_from(seconds).ok()? };
    Some(duration.to_string())
}

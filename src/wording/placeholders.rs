//! Titles that were to be filled in later: `Track 01`, `TBA`.
use crate::phrases::Phrases;
use crate::wording::Wording;
use crate::wording::spot::Spot;

/// A title is one, not what a program or a form puts where one is missing.
pub(crate) fn placeholder_title(title: &Wording<'_>) -> Vec<Spot> {
    let text = title.text.trim();
    // Longer ones say something.
    if text.len() > 32 || !is_placeholder(text) {
        return Vec::new();
    }
    let start = title.text.len() - title.text.trim_start().len();
    let message = format!("`{text}` only holds the place of a title");
    vec![Spot::new(start..start + text.len(), message).help("write the title; if it is really called so, allow it")]
}

fn is_placeholder(text: &str) -> bool {
    match text.bytes().next_back() {
        Some(b'0'..=b'9') => is_numbered(text),
        _ => PHRASES.have(text),
    }
}

/// What forms and programs write. `Untitled`, `Unknown`, `Title`, `???` and `( )` are songs and albums.
pub(super) static PHRASES: Phrases = Phrases::new(&[
    "...",
    "t.b.a.",
    "t.b.c.",
    "t.b.d.",
    "tba",
    "tbc",
    "tbd",
    "to be announced",
    "to be confirmed",
    "title tba",
    "title tbc",
    "title tbd",
    "unknown artist",
    "unknown title",
    "unknown track",
    "unknown album",
    "[unknown]",
    "n/a",
    "song title",
    "track title",
    "track name",
    "title here",
    "insert title",
    "insert title here",
    "your title here",
    "album title",
    "artist name",
    "…",
]);

/// No such word with its number is longer.
pub(super) const LONGEST_NUMBERED: usize = 24;

/// `Track 1` and `AudioTrack 01`, as programs call what they cannot name, in many languages.
fn is_numbered(text: &str) -> bool {
    let word = text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    if text.len() > LONGEST_NUMBERED || text.len() - word.len() > 3 {
        return false;
    }
    let word = word.trim_end_matches([' ', '#', '_', '-', '.']);
    let word = word.strip_suffix(" No").or_else(|| word.strip_suffix(" no")).unwrap_or(word);
    TRACKS.have(word) || FOREIGN_TRACKS.contains(&word)
}

pub(super) static TRACKS: Phrases = Phrases::new(&[
    "track",
    "audio track",
    "audiotrack",
    "unknown track",
    "piste",
    "titel",
    "pista",
    "traccia",
    "faixa",
    "raita",
]);
pub(super) const FOREIGN_TRACKS: &[&str] =
    &["Spår", "Ścieżka", "Трек", "трек", "Дорожка", "дорожка", "トラック", "트랙", "音轨", "音軌", "曲目"];

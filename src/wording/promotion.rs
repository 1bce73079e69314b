//! Promotion: addresses, handles, tags, the words of a video channel, the names of shops.
use crate::ascii::FOLDED;
use crate::phrases::{Endings, Phrases};
use crate::wording::Wording;
use crate::wording::notes::{inside, notes};
use crate::wording::signs::{ADDRESS, CLOSING, DOTTED, OPENING, SELLING};
use crate::wording::spot::Spot;
use std::ops::Range;

/// A text sells nothing: it has no address, no tag, no shop, no `Official Video`.
pub(crate) fn promotion(text: &Wording<'_>) -> Vec<Spot> {
    let signs = text.signs;
    let mut spots = Vec::new();
    if signs.any(ADDRESS | DOTTED) {
        spots.extend(address(text.text).map(|at| spot(text, at, "is an address")));
        spots.extend(tag(text.text).map(|at| spot(text, at, "is a tag for social media")));
    }
    if signs.all(OPENING | CLOSING) {
        for at in notes(text.text) {
            if is_selling(inside(text.text, &at)) {
                spots.push(spot(text, at, "is promotion"));
            }
        }
    }
    if text.is_version && spots.is_empty() && is_selling(text.text) {
        spots.push(spot(text, 0..text.text.len(), "is promotion"));
    }
    if spots.is_empty() && signs.any(SELLING) {
        spots.extend(tail(text.text).map(|at| spot(text, at, "is promotion")));
    }
    spots
}

fn spot(text: &Wording<'_>, at: Range<usize>, is: &str) -> Spot {
    Spot::new(at.clone(), format!("`{}` {is}, no part of a title or name", &text.text[at])).help("delete it")
}

/// `https://…` and `www.….…`. A name such as `www.memory` is none, and `Pets.com` may be a title.
fn address(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let begins = |at: usize, prefix: &str| {
        bytes.get(at..at + prefix.len()).is_some_and(|part| part.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let word = |start: usize| {
        let length = text[start..].find([' ', '(', ')', '[', ']', ',']).unwrap_or(text.len() - start);
        start..start + length
    };
    let is_address = |at: &Range<usize>| {
        let begins_as_page =
            begins(at.start, "www.") && text[at.clone()].trim_end_matches('.').matches('.').count() > 1;
        begins_as_page || ["http://", "https://"].iter().any(|prefix| begins(at.start, prefix))
    };
    let starts = text.bytes().enumerate().filter(|(at, byte)| {
        matches!(byte | 0x20, b'h' | b'w')
            && at.checked_sub(1).is_none_or(|before| matches!(bytes[before], b' ' | b'(' | b'['))
    });
    starts.map(|(start, _)| word(start)).find(is_address)
}

/// A `#tag` or `@handle` at the end. `#1 Crush`, `P.S. @` and `Live @Roadhouse` are none, and neither is a title that is all tag.
fn tag(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end_matches([' ', ')', ']']).len();
    let start = text[..end].rfind(' ').map_or(0, |at| at + 1);
    let start = start
        + text[start..end]
            .find(['#', '@'])
            .filter(|at| text[start..start + at].chars().all(|sign| matches!(sign, '(' | '[')))?;
    let (sign, name) = text[start..end].split_at(1);
    let is_name = name.chars().count() > 3
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '.'));
    let before = text[..start].trim_end_matches([' ', '(', '[']);
    let is_place = sign == "@"
        && ["live", "recorded", "session", "sessions"].iter().any(|word| last_word(before).eq_ignore_ascii_case(word));
    (is_name && !is_place && !before.is_empty()).then_some(start..end)
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}

/// Whether a note in brackets, or a version, is there to sell.
pub(super) fn is_selling(note: &str) -> bool {
    let bare = note.trim_end_matches(['!', '.', ' ']);
    NOTES.have(bare) || FILMS.have(bare) || is_exclusive(bare) || names_shop(bare)
}

/// Words that only a video channel or a shop window needs, when they stand in brackets.
static NOTES: Phrases = Phrases::new(&[
    "official",
    "audio",
    "video",
    "lyrics",
    "lyric video",
    "lyrics video",
    "music video",
    "visualizer",
    "visualiser",
    "hd",
    "hq",
    "4k",
    "uhd",
    "full hd",
    "hd video",
    "hq audio",
    "free download",
    "free dl",
    "free",
    "out now",
    "available now",
    "buy now",
    "pre-order",
    "pre-order now",
    "pre-save",
    "pre-save now",
    "coming soon",
    "new single",
    "new song",
    "new video",
    "hit single",
]);

/// What no title ends with, brackets or none.
static FILMS: Phrases = Phrases::new(FILM_PHRASES);
const FILM_PHRASES: &[&str] = &[
    "official video",
    "official audio",
    "official music video",
    "official lyric video",
    "official lyrics video",
    "official visualizer",
    "official visualiser",
    "official hd video",
    "official video hd",
];
/// What no title ends with behind a dash.
const OFFERS: &[&str] = &["free download", "out now"];
/// How all of these end; nearly every title ends in another way.
pub(super) static ENDINGS: Endings = Endings::of(FILM_PHRASES).and(Endings::of(OFFERS));
/// What may stand behind them.
pub(super) const STOPS: [char; 3] = ['!', '.', ' '];

/// `(Exclusive)`, `(Web Exclusive)`, `(Exclusive Track)`.
fn is_exclusive(note: &str) -> bool {
    static THINGS: Phrases =
        Phrases::new(&["track", "version", "edition", "bonus", "bonus track", "download", "content", "release"]);
    let rest = note.get(..10).filter(|word| word.eq_ignore_ascii_case("exclusive ")).map(|word| &note[word.len()..]);
    let ends_so = note.as_bytes().last().is_some_and(|last| last | 0x20 == b'e');
    (ends_so && last_word(note).eq_ignore_ascii_case("exclusive")) || rest.is_some_and(|rest| THINGS.have(rest))
}

/// `(Spotify Singles)`, `(Amazon Original)`.
fn names_shop(note: &str) -> bool {
    static SHOPS: Phrases = Phrases::new(&["spotify", "itunes", "deezer", "soundcloud", "beatport", "qobuz"]);
    // Words of everyday life as well: only with what makes them a shop.
    static NAMES: Phrases = Phrases::new(&["amazon", "tidal", "apple", "napster", "youtube", "bandcamp", "google"]);
    static WARES: Phrases = Phrases::new(&[
        "exclusive",
        "bonus",
        "edition",
        "original",
        "originals",
        "session",
        "sessions",
        "version",
        "music",
        "play",
    ]);
    // Nearly no note has one of these words; its bytes tell so.
    let mut parts = note.as_bytes().split(|byte| FOLDED[usize::from(*byte)] == 0);
    if !parts.any(|part| SHOPS.have_bytes(part) || NAMES.have_bytes(part)) {
        return false;
    }
    let words = || note.split(|sign: char| !sign.is_alphanumeric());
    let mut is_named = false;
    let is_shop = |word: &str| {
        is_named |= NAMES.have(word);
        SHOPS.have(word)
    };
    words().any(is_shop) || (is_named && words().any(|word| WARES.have(word)))
}

/// `Low Tide - Official Video`, and a version that says no more.
fn tail(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end_matches(STOPS).len();
    let film = FILMS.iter().find_map(|film| ends_with(&text[..end], film));
    let sold = || {
        OFFERS.iter().find_map(|words| ends_with(&text[..end], words)).filter(|at| {
            text[..at.start].ends_with([' ']) && text[..at.start].trim_end().ends_with(['-', '–', '—', '|', '*'])
        })
    };
    film.or_else(sold).map(|at| at.start..text.trim_end().len())
}

fn ends_with(text: &str, words: &str) -> Option<Range<usize>> {
    let start = text.len().checked_sub(words.len())?;
    let tail = text.get(start..).filter(|tail| tail.eq_ignore_ascii_case(words))?;
    text[..start].chars().next_back().is_none_or(|sign| !sign.is_alphanumeric()).then(|| start..start + tail.len())
}

#[cfg(test)]
mod tests {
    use super::{FILMS, OFFERS, promotion};
    use crate::wording::Wording;

    #[test]
    fn a_quick_look_passes_over_nothing() {
        for film in FILMS.iter().chain(OFFERS.iter().copied()) {
            for text in [format!("Low Tide - {film}"), format!("Low Tide - {}!", film.to_uppercase())] {
                assert_eq!(promotion(&Wording::new(&text, "")).len(), 1, "{text}");
            }
        }
    }
}

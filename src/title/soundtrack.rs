//! How the music of a film says so: in the version, by abbreviation, by genre.
use crate::title::vocabulary::V;
use crate::title::words::{Words, are, begin_with, is_same};
use std::ops::Range;

/// What is said only of the music of a film, a game or a stage, wherever it stands in a text.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "original soundtrack", "official soundtrack", "picture soundtrack", "film soundtrack", "movie soundtrack",
    "television soundtrack", "game soundtrack", "series soundtrack", "cast recording", "cast album", "original cast",
    "original score", "film score", "picture score", "game score", "bande originale", "musique du film",
    "musique originale", "colonna sonora", "banda sonora", "trilha sonora", "ścieżka dźwiękowa",
    "originální soundtrack", "original filmmusik", "originalmusik", "filmmusik", "саундтрек", "музыка из", "музыка к",
    "из кинофильма", "из фильма", "из к ф",
];
/// What such a note begins with, and what it is then about.
const SOURCES: &[&str] =
    &["music", "songs", "soundtrack", "score", "original music", "selections", "highlights", "from"];
#[rustfmt::skip]
const WORKS: &[&str] = &[
    "album", "vault", "film", "films", "game", "movie", "musical", "picture", "pictures", "series", "show",
    "soundtrack", "television", "videogame",
];

/// Whether a text says that this is the music of a film, so that no buyer expects another album of that title.
pub(crate) fn says_soundtrack(text: &str) -> bool {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.clone().any(|word| is_same(word, "soundtrack") || is_same(word, "саундтрек") || is_same(word, "filmmusik"))
        || Words::new(text).is_some_and(|words| is_named(&words))
        || ["サウンドトラック", "サントラ", "原声", "原聲", "오리지널 사운드트랙"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether a note names the music of a film: `Original Motion Picture Soundtrack`, `Music from the Motion Picture`.
pub(crate) fn is_named(words: &Words) -> bool {
    // A word of each of these phrases is a sign of a version.
    if words.signs & V == 0 {
        return false;
    }
    let has = |phrase: &&str| (0..words.len()).any(|at| begin_with(&words[at..], phrase));
    let begins = SOURCES.iter().any(|source| begin_with(words, source));
    let is_from = words.iter().take(3).any(|word| word.is("from"));
    are(words, "soundtrack")
        || PHRASES.iter().any(has)
        || (begins && is_from && words.iter().any(|word| word.is_one_of(WORKS)))
}

/// Where `OST` or `O.S.T.` stands for `Original Soundtrack`. `Ost` is a word of several languages, and left alone.
pub(crate) fn abbreviated(text: &str) -> Option<Range<usize>> {
    const FORMS: &[&[u8]] = &[b"O.S.T.", b"O.S.T", b"OST"];
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'O', &bytes[from..]) {
        let at = from + found;
        let is_start = at == 0 || matches!(bytes[at - 1], b' ' | b'(' | b'[' | b'-' | b'/');
        if let Some(form) = FORMS.iter().find(|form| is_start && bytes[at..].starts_with(form)) {
            let end = at + form.len();
            return (ends_note(&text[end..]) && !is_shouted(text, at..end)).then_some(at..end);
        }
        from = at + 1;
    }
    None
}

/// Whether a note or a text is at its end here, but for the number of a volume.
fn ends_note(rest: &str) -> bool {
    let rest = rest.trim_start();
    let first = rest.split_whitespace().next().unwrap_or("");
    rest.is_empty()
        || rest.starts_with([')', ']', '-', '–', ',', ':'])
        || ["vol", "vol.", "volume", "pt.", "part"].iter().any(|word| first.eq_ignore_ascii_case(word))
        || first.bytes().all(|byte| byte.is_ascii_digit())
}

/// In capitals throughout, `OST` may be the east.
fn is_shouted(text: &str, note: Range<usize>) -> bool {
    let rest = || text[..note.start].chars().chain(text[note.end..].chars());
    rest().any(char::is_uppercase)
        && !rest().any(char::is_lowercase)
        && !text[note.start..].starts_with("O.")
        && !text[..note.start].ends_with(['(', '['])
}

/// Whether a genre is that of a soundtrack.
pub(crate) fn is_soundtrack_genre(genre: &str) -> bool {
    #[rustfmt::skip]
    const STEMS: &[&str] = &[
        "soundtrack", "score", "film", "movie", "cinema", "musical", "original cast", "show tune", "broadway",
        "tv music", "television", "video game", "game music", "anime", "bollywood", "bande originale", "banda sonora",
        "colonna sonora", "trilha sonora", "саундтрек", "кино",
    ];
    let genre = genre.to_lowercase();
    STEMS.iter().any(|stem| genre.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::{PHRASES, abbreviated, is_soundtrack_genre, says_soundtrack};
    use crate::title::{vocabulary::V, words::Words};

    #[test]
    fn a_soundtrack_says_so() {
        for text in [
            "Original Motion Picture Soundtrack",
            "Music from the Motion Picture",
            "Original Score",
            "Bande originale du film",
            "Colonna sonora originale",
            "Banda sonora original",
            "Саундтрек к фильму «Лето»",
            "Original Broadway Cast Recording",
            "Music from the Netflix Series",
            "Leto: Original Soundtrack",
            "オリジナル・サウンドトラック",
            "Songs from the Film",
        ] {
            assert!(says_soundtrack(text), "{text}");
        }
        for text in ["Deluxe Edition", "Leto", "Settle the Score", "Film", "From Me to You", "OST"] {
            assert!(!says_soundtrack(text), "{text}");
        }
    }

    #[test]
    fn the_abbreviation_is_found_and_the_east_is_left_alone() {
        for (text, expected) in [
            ("Leto (OST)", Some("OST")),
            ("Leto OST", Some("OST")),
            ("O.S.T.", Some("O.S.T.")),
            ("Leto (O.S.T.)", Some("O.S.T.")),
            ("Leto OST Vol. 2", Some("OST")),
            ("Ost-Berlin", None),
            ("OSTKREUZ", None),
            ("OST UND WEST", None),
            ("NACH OST", None),
            ("Boost", None),
            ("LOST", None),
        ] {
            assert_eq!(abbreviated(text).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn each_phrase_has_a_sign_of_a_version() {
        for phrase in PHRASES.iter().chain(&["soundtrack", "from"]) {
            let words = Words::new(phrase).expect("a few words");
            assert_ne!(words.signs & V, 0, "{phrase}");
        }
    }

    #[test]
    fn genres_of_soundtracks_are_known() {
        assert!(["Soundtrack", "Film Score", "Film Music", "Саундтрек"].into_iter().all(is_soundtrack_genre));
        assert!(!["Rock", "Electronic", "Classical"].into_iter().any(is_soundtrack_genre));
    }
}

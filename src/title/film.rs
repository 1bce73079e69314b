//! Which film a track is from: `From “Leto”`.
use crate::title::words::Words;

/// The film's name in `From “Film”`.
pub(crate) fn film(text: &str) -> Option<&str> {
    let open = text.find(QUOTES)?;
    let words = Words::new(&text[..open])?;
    let is_from = words.first().is_some_and(|first| first.is_one_of(&["from", "из", "aus", "du", "tiré", "dal"]));
    if !is_from || !words.iter().skip(1).all(|word| word.is_one_of(FILM_WORDS)) {
        return None;
    }
    let name = text[open..].trim_start_matches(QUOTES);
    let close = name.rfind(QUOTES)?;
    Some(name[..close].trim()).filter(|name| !name.is_empty())
}

const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '「', '」', '『', '』'];
/// What may stand between `From` and the film's name.
#[rustfmt::skip]
const FILM_WORDS: &[&str] = &[
    "the", "motion", "picture", "film", "movie", "musical", "original", "netflix", "disney", "disney's", "disney’s",
    "series", "show", "tv", "game", "video", "soundtrack", "of", "to", "кинофильма", "фильма", "к", "ф", "dem", "der",
];

/// The film that every track names in its version or title, if it is the same one on all of two or more.
pub(crate) fn film_on_every_track<'a>(mut notes: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = film(notes.next()?)?;
    let mut count = 1;
    for note in notes {
        film(note).filter(|name| name.eq_ignore_ascii_case(first))?;
        count += 1;
    }
    (count > 1).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{film, film_on_every_track};

    #[test]
    fn one_film_on_every_track_is_found() {
        assert_eq!(film("From “Leto”"), Some("Leto"));
        assert_eq!(film("From the Motion Picture \"Leto\""), Some("Leto"));
        assert_eq!(film("из к/ф «Лето»"), Some("Лето"));
        assert_eq!(film("From Russia with Love"), None);
        assert_eq!(film("From Me to “You”"), None);
        assert_eq!(film_on_every_track(["From “Leto”", "From \"Leto\""].into_iter()), Some("Leto"));
        assert_eq!(film_on_every_track(["From “Leto”", "From “Needle”"].into_iter()), None);
        assert_eq!(film_on_every_track(["From “Leto”", ""].into_iter()), None);
        assert_eq!(film_on_every_track(["From “Leto”"].into_iter()), None);
    }
}

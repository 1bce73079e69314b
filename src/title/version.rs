//! Which notes of a title name a version, and which are a part of the title itself.
use crate::title::film::film;
use crate::title::soundtrack;
use crate::title::version_phrases::{BEGINNINGS, FAR_EASTERN, WHOLE};
use crate::title::vocabulary::{Class, LONGEST, lowered};
use crate::title::words::{Word, Words, are, beginning};

/// Whether a note names a version: what sets this recording apart from others of the same title.
pub(crate) fn is_version(note: &str) -> bool {
    let Some(words) = Words::new(note) else {
        return film(note).is_some();
    };
    let Some(last) = words.last() else { return false };
    if is_advisory(&words) || soundtrack::abbreviated(note).is_some() {
        return false;
    }
    WHOLE.iter().any(|whole| are(&words, whole))
        || beginning(&words, BEGINNINGS).is_some()
        || is_french(&words)
        || is_take(&words)
        || is_live(&words, note)
        || is_made_of_version_words(&words)
        || ends_in_head(&words)
        || soundtrack::is_named(&words)
        || film(note).is_some()
        || (!last.text.is_ascii() && FAR_EASTERN.iter().any(|end| last.text.ends_with(end)))
}

/// `Explicit` and `Clean` are no versions here: they have a field of their own.
fn is_advisory(words: &[Word]) -> bool {
    matches!(words, [first, rest @ ..] if first.is_one_of(&["explicit", "clean", "dirty", "censored", "uncensored"])
        && rest.len() < 2 && rest.iter().all(|word| word.is_one_of(&["ver", "version", "edit", "mix", "album"])))
}

/// `version acoustique`, `Version 2`, but no sentence that begins so.
fn is_french(words: &[Word]) -> bool {
    words.first().is_some_and(|first| first.is("version"))
        && words.len() < 5
        && words.iter().all(|word| !matches!(word.class, Class::Speech | Class::Link))
}

/// `Take 2`, but not `Take Five`, which is a tune.
fn is_take(words: &[Word]) -> bool {
    matches!(words, [take, number, ..] if take.is_one_of(&["take", "дубль"]) && number.is_number())
        && words[2..].iter().all(|word| word.class != Class::Other)
}

/// `Live at Wembley`, `Acoustic, Live in Tokyo`, but not `Live in My Heart`, where it is a verb.
fn is_live(words: &[Word], note: &str) -> bool {
    let Some(at) = words.iter().position(|word| word.is("live")) else { return false };
    let (before, after) = (&words[..at], &words[at + 1..]);
    if !before.iter().all(|word| matches!(word.class, Class::Version | Class::Helper | Class::Joint)) {
        return false;
    }
    let Some((first, rest)) = after.split_first() else { return at > 0 };
    let Some(next) = rest.first() else { return first.is_year() };
    let is_dated = words.last().is_some_and(|last| last.is_year());
    // A sentence goes on with `in my heart`, `on the edge`, `for the moment`; a place has no such word.
    let is_place = !matches!(next.class, Class::Speech | Class::Link) && !next.is_one_of(ABSTRACT);
    is_dated
        || note.contains('@')
        || (first.is_one_of(&["at", "from"]) && is_place)
        || (first.is_one_of(&["in", "on"]) && is_place && (!next.is_one_of(&["the", "a", "an"]) || is_stage(rest)))
        || (first.is_one_of(&["à", "au", "aus", "aux", "en", "im", "från", "på", "в", "из", "на"]) && is_place)
}

/// What one lives in, on or at without a stage.
const ABSTRACT: &[&str] = &[
    "forever", "fear", "harmony", "heaven", "hell", "hope", "last", "love", "peace", "sin", "and", "all", "home",
    "night",
];

/// `in the Studio`, `on the BBC`.
fn is_stage(words: &[Word]) -> bool {
    const STAGES: &[&str] = &["bbc", "booth", "lounge", "radio", "show", "studio", "usa", "uk"];
    words.iter().any(|word| word.is_one_of(STAGES))
}

/// `Acoustic & Bass Demo`, `2011 Remaster`: every word belongs to a version, and one says so.
fn is_made_of_version_words(words: &[Word]) -> bool {
    let mut has_version = false;
    let fits = words.iter().all(|word| match word.class {
        Class::Version | Class::Head => {
            has_version = true;
            true
        }
        Class::Helper | Class::Joint => true,
        Class::CarefulHead => words.len() > 1,
        Class::Link => word.is_one_of(&["with", "from", "in", "for", "of"]),
        Class::Speech | Class::Other => false,
    });
    let is_phrase = words.first().is_some_and(|first| first.class == Class::Link);
    fits && has_version && !is_phrase && !(words.len() == 1 && words[0].is("edition"))
}

/// `Someone Remix`, `Someone Mix 2`, but not `In the Mix`.
fn ends_in_head(words: &[Word]) -> bool {
    let is_count = |word: &Word| word.is_number() || word.is_one_of(&["ii", "iii", "pt", "part", "two"]);
    let end = words.iter().rposition(|word| !is_count(word)).map_or(0, |last| last + 1);
    let Some((head, names)) = words[..end].split_last() else { return false };
    if names.is_empty() || names.iter().any(|word| word.class == Class::Speech) {
        return false;
    }
    if head.is_one_of(&["remix", "rmx", "version", "ver", "remaster", "edition", "rework", "refix", "bootleg", "vip"])
        || head.is_one_of(&["ремикс", "версия", "remixes", "mashup", "demo", "dub mix", "anniversary edition"])
    {
        return !names.iter().all(|word| matches!(word.class, Class::Link | Class::Joint)) || is_owned(names);
    }
    // These end sentences too.
    head.is_one_of(&["mix", "edit", "dub", "session", "sessions", "микс"])
        && !names.iter().any(|word| word.class == Class::Link || word.is("a"))
        && names.iter().any(|word| !matches!(word.class, Class::Joint))
}

/// `My Version`, `The Remix`.
fn is_owned(names: &[Word]) -> bool {
    matches!(names, [word] if word.is_one_of(&["my", "our", "his", "her", "the"]))
}

/// Whether a version says no more than that this is the recording itself.
pub(crate) fn is_redundant(version: &str) -> bool {
    const WORDS: &[&str] = &[
        "original",
        "original mix",
        "original version",
        "original album version",
        "original lp version",
        "original recording",
        "album version",
        "album mix",
        "lp version",
        "main version",
        "main mix",
        "normal version",
        "regular version",
        "standard version",
        "standard edition",
        "originalversion",
        "albumversion",
        "version originale",
        "version album",
        "versión original",
        "versión álbum",
        "versão original",
        "versione originale",
        "оригинал",
        "оригинальная версия",
        "альбомная версия",
    ];
    let mut buffer = [0_u8; LONGEST];
    lowered(version.trim(), &mut buffer).is_some_and(|version| WORDS.iter().any(|whole| whole.as_bytes() == version))
}

#[cfg(test)]
mod tests {
    use super::{is_redundant, is_version};

    #[test]
    fn versions_are_told_from_titles() {
        for note in [
            "Acoustic & Bass Demo",
            "Live",
            "Live at Wembley",
            "Live from the Royal Albert Hall",
            "Live in the Studio",
            "Live @ Rock am Ring",
            "Live Wembley 1986",
            "Remastered 2011",
            "2011 Remaster",
            "12\" Mix",
            "Todd Terje Remix",
            "Taylor’s Version",
            "Take 2",
            "En vivo desde Buenos Aires",
            "version acoustique",
            "Акустика",
            "акустическая версия",
            "弾き語りバージョン",
            "From “Frozen”",
        ] {
            assert!(is_version(note), "{note}");
        }
        for note in [
            "You’re A",
            "And out of Dough",
            "Live in My Heart",
            "Live on the Edge",
            "Live Forever",
            "The Way I Live",
            "In the Mix",
            "Take Five",
            "Explicit Version",
            "OST",
            "Piano",
            "",
            "–",
        ] {
            assert!(!is_version(note), "{note}");
        }
    }

    #[test]
    fn a_version_that_says_nothing_is_redundant() {
        assert!(is_redundant("Original Mix") && is_redundant("ALBUM VERSION"));
        assert!(!is_redundant("Radio Mix") && !is_redundant("Original Motion Picture Soundtrack"));
    }
}

//! Where a title names a guest: `feat. Jenia Lubich`, `(with Justin Bieber)`.
use crate::title::names::split;
use crate::title::vocabulary::{Class, meaning};
use crate::title::words::{Word, Words, first, has_letters};
use std::ops::Range;

/// How a guest takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Company {
    Featured,
    With,
}

/// A guest's note: where it begins, where the names do, and up to where they go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) start: usize,
    pub(crate) names: Range<usize>,
    pub(crate) company: Company,
}

/// Whether a name is in the roster.
pub(crate) type IsKnown<'a> = &'a dyn Fn(&str) -> bool;

/// Words that announce a guest; those with blanks or in other languages only where a note begins.
const MARKS: &[(&str, Company)] =
    &[("featuring", Company::Featured), ("feat", Company::Featured), ("ft", Company::Featured), ("w/", Company::With)];
const NOTE_MARKS: &[(&str, Company)] = &[
    ("duet with ", Company::With),
    ("a duet with ", Company::With),
    ("при участии ", Company::Featured),
    ("с участием ", Company::Featured),
    ("п.у. ", Company::Featured),
    ("invité ", Company::Featured),
];
/// These introduce guests and subtitles alike.
const COMPANIONS: &[&str] = &["with ", "avec ", "con ", "com ", "mit ", "med "];

/// The guest that a note names, from its beginning or after other words.
pub(crate) fn in_note(note: &str, is_known: IsKnown) -> Option<Guest> {
    let begun = NOTE_MARKS.iter().find_map(|(mark, company)| {
        let start = after_prefix(note, mark)?;
        Some(Guest { start: 0, names: start..note.len(), company: *company })
    });
    begun
        .filter(|guest| has_letters(&note[guest.names.clone()]))
        .or_else(|| companion(note, is_known))
        .or_else(|| find(note, true, is_known))
}

/// The guest that stands in the title without brackets, behind something.
pub(crate) fn in_text(text: &str, is_known: IsKnown) -> Option<Guest> {
    find(text, false, is_known)
}

fn after_prefix(text: &str, prefix: &str) -> Option<usize> {
    let mut signs = text.char_indices();
    for lower in prefix.chars() {
        let (_, sign) = signs.next()?;
        if !sign.to_lowercase().eq([lower]) {
            return None;
        }
    }
    Some(text.len() - signs.as_str().len())
}

/// `(with X)`: `with` in lower case announces a guest, in capitals it may well begin a subtitle.
fn companion(note: &str, is_known: IsKnown) -> Option<Guest> {
    let (mark, start) = COMPANIONS.iter().find_map(|mark| after_prefix(note, mark).map(|start| (*mark, start)))?;
    let names = note[start..].trim_start();
    let words = Words::new(names)?;
    let is_named = match &words[..] {
        [the, .., last] if the.text == "the" => last.is_one_of(ENSEMBLES),
        _ => is_capital(names) && !is_common(&words),
    };
    // German writes every noun with a capital.
    let is_guest = (is_named && note.starts_with(mark) && mark != "mit ")
        || is_in_roster(names, is_known)
        || split(names, is_known).into_iter().any(is_known);
    is_guest.then(|| Guest { start: 0, names: note.len() - names.len()..note.len(), company: Company::With })
}

const ENSEMBLES: &[&str] =
    &["orchestra", "philharmonic", "choir", "chorus", "ensemble", "quartet", "trio", "singers", "symphony", "band"];

/// Whether words are no name: a pronoun, a preposition, a thing that recordings have.
fn is_common(words: &[Word]) -> bool {
    const THINGS: &[&str] = &[
        "commentary",
        "intro",
        "lyrics",
        "orchestra",
        "outro",
        "strings",
        "vocals",
        "choir",
        "love",
        "bonus",
        "narration",
    ];
    #[rustfmt::skip]
    const COMMON: &[&str] = &[
        "la", "el", "los", "las", "un", "una", "mi", "tu", "tus", "su", "ti", "todo", "toda", "amor", "dios", "les",
        "ma", "mon", "toi", "moi", "elle", "lui", "dieu", "deus", "você", "meu", "minha", "il", "lo", "te", "dio",
        "brio", "fuoco", "moto", "spirito", "anima", "a", "all", "an", "anybody", "every", "everybody", "more",
        "nobody", "nothing", "one", "some", "somebody", "someone",
    ];
    words.first().is_none_or(|first| matches!(first.class, Class::Speech | Class::Link) || first.is_one_of(COMMON))
        || matches!(words, [thing] if thing.is_one_of(THINGS))
}

/// The first mark of a guest in a text.
fn find(text: &str, is_note: bool, is_known: IsKnown) -> Option<Guest> {
    let end = text.trim_end_matches([' ', ',', '-', '–']).len();
    let mut last = None;
    let mut rest = text;
    while let Some(word) = first(rest, text) {
        let after = &text[word.end()..];
        rest = after;
        if let Some((mark, company)) = MARKS.iter().find(|(mark, _)| is_mark(word, after, mark)) {
            let signs: &[char] = if *mark == "w/" { &['/'] } else { &['.', ':'] };
            let names = after.trim_start_matches(signs).trim_start();
            let names = text.len() - names.len()..end;
            let place = Place { text, word, before: last, dotted: after.starts_with('.'), is_note };
            if names.start < names.end && place.is_guest(&text[names.clone()], is_known) {
                return Some(Guest { start: word.start, names, company: *company });
            }
        }
        last = Some(word);
    }
    None
}

fn is_mark(word: Word, after: &str, mark: &str) -> bool {
    match mark {
        "w/" => word.is("w") && after.starts_with('/'),
        "featuring" => word.is(mark) && after.starts_with(char::is_whitespace),
        _ => word.is(mark) && after.starts_with(|sign: char| sign.is_whitespace() || matches!(sign, '.' | ':')),
    }
}

/// Where a mark stands.
struct Place<'a> {
    text: &'a str,
    word: Word<'a>,
    before: Option<Word<'a>>,
    dotted: bool,
    is_note: bool,
}

impl Place<'_> {
    /// Whether a mark announces these names, and is no word of the title: `A Great Feat`, `Six Ft. Under`.
    fn is_guest(&self, names: &str, is_known: IsKnown) -> bool {
        if !has_letters(names) || is_quoted(names) {
            return false;
        }
        let Some(next) = first(names, names) else { return false };
        let begins = self.text[..self.word.start].trim().is_empty();
        if begins && !self.is_note {
            return false;
        }
        let is_common = matches!(meaning(next.text).0, Class::Speech | Class::Link);
        match self.word.text.to_ascii_lowercase().as_str() {
            "ft" => !self.is_measure() && (self.dotted || is_name(names, is_known)),
            "feat" if self.dotted => true,
            "feat" => !self.is_deed() && !is_common && is_name(names, is_known),
            "featuring" => !is_common && !is_about_music(names) && is_name(names, is_known),
            _ => is_in_roster(names, is_known) || (self.is_note && begins && !is_common && !next.is("friends")),
        }
    }

    /// Feet, not a guest.
    fn is_measure(&self) -> bool {
        #[rustfmt::skip]
        const NUMBERS: &[&str] = &[
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "hundred",
            "thousand", "few",
        ];
        self.before.is_some_and(|before| {
            before.text.ends_with(|sign: char| sign.is_ascii_digit()) || before.is_one_of(NUMBERS)
        })
    }

    /// `A Great Feat Indeed`.
    fn is_deed(&self) -> bool {
        #[rustfmt::skip]
        const ADJECTIVES: &[&str] = &[
            "a", "an", "the", "no", "this", "that", "my", "your", "his", "her", "our", "their", "great", "small",
            "mean", "easy", "impossible", "superhuman", "last", "another", "every", "first", "little", "final",
            "herculean",
        ];
        self.before.is_none_or(|before| before.is_one_of(ADJECTIVES)) && !(self.is_note && self.before.is_none())
    }
}

/// `"In Dreams"` is a song, and no guest; `"Weird Al" Yankovic` is.
fn is_quoted(names: &str) -> bool {
    const OPENING: &[char] = &['"', '“', '”', '„', '«', '‘', '\'', '’'];
    const CLOSING: &[char] = &['"', '”', '“', '»', '’', '\''];
    names.starts_with(OPENING) && names.trim_end().ends_with(CLOSING)
}

/// `Featuring the Hit Single …`.
fn is_about_music(names: &str) -> bool {
    const THINGS: &[&str] =
        &["hit", "hits", "single", "song", "songs", "music", "bonus", "theme", "lyrics", "remixes", "vocals", "tracks"];
    Words::new(names).is_some_and(|words| words.iter().take(3).any(|word| word.is_one_of(THINGS)))
}

/// Whether a text begins as names do: with a capital, a digit, or a letter of a script without capitals.
fn is_capital(names: &str) -> bool {
    names.chars().find(|sign| sign.is_alphanumeric()).is_some_and(|sign| !sign.is_lowercase())
}

fn is_name(names: &str, is_known: IsKnown) -> bool {
    is_capital(names) || names.starts_with("the ") || is_in_roster(names, is_known)
}

/// Whether the roster has a name; longer texts are none, and asking costs time.
fn is_in_roster(name: &str, is_known: IsKnown) -> bool {
    name.len() < 200 && is_known(name)
}

#[cfg(test)]
mod tests {
    use super::{in_note, in_text};

    fn names(guest: Option<super::Guest>, text: &str) -> Option<&str> {
        guest.map(|guest| &text[guest.names])
    }

    #[test]
    fn guests_of_notes_are_found() {
        for (note, expected) in [
            ("feat. Jenia Lubich", Some("Jenia Lubich")),
            ("Feat Rihanna", Some("Rihanna")),
            ("with Justin Bieber", Some("Justin Bieber")),
            ("w/ Snoop Dogg", Some("Snoop Dogg")),
            ("feat. \"Weird Al\" Yankovic", Some("\"Weird Al\" Yankovic")),
            ("при участии Земфиры", Some("Земфиры")),
            ("feat. \"In Dreams\"", None),
            ("Featuring the Hit Single “Leto”", None),
            ("Feat of Strength", None),
            ("with You", None),
            ("With Open Arms", None),
            ("with the Wind", None),
            ("feat.", None),
        ] {
            assert_eq!(names(in_note(note, &|_| false), note), expected, "{note}");
        }
        assert_eq!(names(in_note("With Zveri", &|name| name == "Zveri"), "With Zveri"), Some("Zveri"));
    }

    #[test]
    fn guests_without_brackets_are_found() {
        for (text, expected) in [
            ("Leto feat. Jenia Lubich", Some("Jenia Lubich")),
            ("Leto Ft Jenia Lubich", Some("Jenia Lubich")),
            ("Leto featuring Jenia Lubich", Some("Jenia Lubich")),
            ("Six Ft. Under", None),
            ("20 Ft Tall", None),
            ("A Great Feat", None),
            ("A Great Feat Indeed", None),
            ("Feat. Nobody", None),
            ("Lunch w/ Friends", None),
        ] {
            assert_eq!(names(in_text(text, &|_| false), text), expected, "{text}");
        }
    }
}

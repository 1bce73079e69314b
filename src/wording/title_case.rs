//! Capitals in titles, as a guide wants them. Only what the guide leaves no doubt about is found: `over` may be a preposition
//! or an adverb, and nobody but a person can tell.
use crate::house::Guide;
use crate::wording::Wording;
use crate::wording::signs::{LOWER, UPPER};
use crate::wording::spot::Spot;
use std::ops::Range;

/// Words that should have a capital and have none, or the other way round.
pub(crate) fn other_capitals(text: &Wording<'_>, guide: Guide) -> Vec<Spot> {
    if text.is_in(&["en"]) {
        // One that is all in capitals or all in small letters means it so.
        let is_mixed = text.signs.all(UPPER | LOWER);
        return words(text.text).filter_map(|word| english(&word, guide).filter(|_| is_mixed)).collect();
    }
    let own = SENTENCES.iter().find(|(language, ..)| text.is_in(&[language]));
    own.map_or_else(Vec::new, |(_, name, small)| like_sentences(text.text, name, small))
}

/// A word between blanks, without the signs around it.
struct Word<'a> {
    at: Range<usize>,
    text: &'a str,
    before: Option<&'a str>,
    /// Whether something begins with it: the title, a part in brackets, or what stands behind a colon or a dash.
    begins: bool,
    ends: bool,
}

fn words(title: &str) -> impl Iterator<Item = Word<'_>> {
    const OPENING: &[char] = &['(', '[', '{', '"', '“', '‘', '«', '¿', '¡', '…'];
    const CLOSING: &[char] = &[')', ']', '}'];
    let pieces: Vec<&str> = title.split_whitespace().collect();
    let is_sign = |piece: &str| !piece.contains(char::is_alphanumeric);
    (0..pieces.len()).filter_map(move |number| {
        let piece = pieces[number];
        let start = piece.find(char::is_alphanumeric)?;
        let end = start + piece[start..].trim_end_matches(|sign: char| !sign.is_alphanumeric()).len();
        let before = number.checked_sub(1).map(|at| pieces[at]);
        let after = pieces.get(number + 1).copied();
        let is_stop = |piece: &str| is_sign(piece) || piece.ends_with([':', '.', '!', '?', '…', ';', ',', ')', ']']);
        let at = piece.as_ptr().addr() - title.as_ptr().addr();
        Some(Word {
            at: at + start..at + end,
            text: &piece[start..end],
            before,
            begins: before.is_none_or(is_stop) || piece[..start].contains(OPENING) || start > 0,
            ends: after.is_none_or(is_sign)
                || piece[end..].contains(CLOSING)
                || piece.ends_with([':', '.', '!', '?', '…', ';']),
        })
    })
}

/// Small in every guide, wherever they neither begin nor end a title.
const SMALL: &[&str] = &["a", "an", "the", "and", "or", "nor", "of"];
/// Small where they are prepositions or conjunctions, and capital where they are adverbs.
const EITHER: &[&str] = &[
    "as", "at", "but", "by", "for", "in", "off", "on", "out", "per", "so", "to", "up", "via", "vs", "w", "yet", "x",
    "re",
];
/// Prepositions of four letters: the guides differ.
const FOUR: &[&str] = &["from", "into", "onto", "over", "with"];
/// Small words of other languages, as they stand in English titles too.
const FOREIGN: &[&str] = &[
    "al", "con", "d", "da", "das", "de", "del", "della", "der", "des", "di", "do", "du", "e", "el", "en", "et", "feat",
    "ft", "il", "im", "l", "la", "las", "le", "les", "los", "n", "o", "oder", "og", "och", "un", "una", "und", "une",
    "van", "von", "y", "zu",
];
/// `Vitamin A`, `Side A and B`.
const NAMED_A: &[&str] = &["vitamin", "side", "plan", "grade", "type", "team", "part", "section", "class", "hepatitis"];

fn english(word: &Word<'_>, guide: Guide) -> Option<Spot> {
    let first = word.text.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = &word.text[1..];
    // `iPhone`, `a.m.`, `OK` and `d’amour` are as somebody meant them.
    if word.text.find(['\'', '’']).is_some_and(|at| at < 3)
        || rest.contains(|sign: char| !sign.is_ascii_lowercase() && !matches!(sign, '\'' | '’' | '-'))
    {
        return None;
    }
    let lower = word.text.to_ascii_lowercase();
    let is = |list: &[&str]| list.contains(&lower.as_str());
    let is_edge = word.begins || word.ends;
    let is_small = match guide {
        Guide::Apple => is(SMALL) || is(EITHER) || is(FOUR),
        Guide::MusicBrainz => is(SMALL) || is(EITHER),
    };
    if first.is_ascii_lowercase() {
        let reason = match (is_small, word.begins, word.ends) {
            // Brackets behind a title hold a note at `MusicBrainz`, and notes are small.
            (true, true, _) if guide == Guide::Apple => "begins a title or a part of one",
            (true, _, true) if guide == Guide::Apple => "ends a title or a part of one",
            (false, ..) if !is(FOREIGN) && (guide == Guide::Apple || !is_edge) => {
                "is no small word of an English title"
            }
            _ => return None,
        };
        let capital = first.to_ascii_uppercase();
        return Some(
            Spot::new(word.at.clone(), format!("`{}` {reason}", word.text)).help(format!("write `{capital}{rest}`")),
        );
    }
    let is_named = lower == "a"
        && (rest.is_empty() && word.before.is_some_and(|before| NAMED_A.contains(&before.to_lowercase().as_str())));
    let is_always_small = is(SMALL) || (guide == Guide::Apple && is(&["from", "into", "onto"]));
    (is_always_small && !is_edge && !is_named).then(|| {
        Spot::new(word.at.clone(), format!("`{}` is a small word of English titles", word.text))
            .help(format!("write `{lower}`"))
    })
}

/// Languages whose titles are written like sentences, and words that never have a capital in the middle of one.
const SENTENCES: &[(&str, &str, &[&str])] = &[
    ("fr", "French", &["au", "aux", "avec", "dans", "de", "des", "du", "en", "et", "par", "pour", "sans", "sur"]),
    ("it", "Italian", &["con", "del", "della", "delle", "di", "ed", "nel", "nella", "per", "senza"]),
    ("sv", "Swedish", &["av", "från", "för", "med", "och", "på", "som", "till", "utan"]),
    ("ru", "Russian", &["без", "в", "для", "до", "за", "и", "из", "к", "на", "не", "о", "от", "по", "под", "с", "у"]),
    ("uk", "Ukrainian", &["без", "в", "для", "до", "за", "з", "і", "із", "й", "на", "не", "по", "про", "та", "у"]),
    ("be", "Belarusian", &["без", "для", "да", "за", "з", "і", "на", "не", "па", "у", "ў"]),
    ("bg", "Bulgarian", &["без", "в", "във", "до", "за", "и", "из", "към", "на", "не", "от", "по", "с", "със"]),
];

/// A title in which every word has a capital, those too that no name has one in: one finding says it.
fn like_sentences(title: &str, language: &str, small: &[&str]) -> Vec<Spot> {
    let has_capital = |word: &Word<'_>| word.text.starts_with(|sign: char| !sign.is_lowercase());
    if !words(title).all(|word| has_capital(&word)) {
        return Vec::new();
    }
    let stray = words(title).find(|word| !word.begins && small.contains(&word.text.to_lowercase().as_str()));
    let spot = |word: Word<'_>| {
        Spot::new(word.at, format!("{language} titles are written like sentences, and here every word has a capital"))
            .help(format!("write `{}`, and small what is no name", word.text.to_lowercase()))
    };
    stray.map(spot).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::other_capitals;
    use crate::{house::Guide, wording::Wording};

    fn found(title: &str, language: &str, guide: Guide) -> String {
        let text = Wording::new(title, language);
        let spots = other_capitals(&text, guide);
        spots.iter().map(|spot| &title[spot.at.clone()]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn capitals_are_as_the_guide_wants_them() {
        for (title, apple, musicbrainz) in [
            ("Like A Rolling Stone", "A", "A"),
            ("The Dark Side Of The Moon", "Of The", "Of The"),
            ("low Tide", "low", ""),
            ("Low tide Lanterns", "tide", "tide"),
            ("Walking with Thee", "", "with"),
            ("Message From the Deep", "From", ""),
            ("What Are You Waiting for", "for", ""),
            ("(You’re A) Scum", "", ""),
            ("(You Make Me Feel Like A) Natural Woman", "", ""),
            ("Plenty of Time (And out of Dough)", "", ""),
            ("Summer Will Be over Soon", "", "over"),
            ("Rock ’n’ Roll Star", "", ""),
            ("Six a.m.", "", ""),
            ("Vitamin A and Me", "", ""),
            ("iPhone d’amour", "", ""),
            ("Live at the Café de Flore", "", ""),
            ("Leto: A Story", "", ""),
            ("chouchou", "", ""),
            ("Lunch w/ Friends", "", ""),
            ("I Want to (Live Forever)", "", ""),
            ("Theme (from the Film)", "from", ""),
            ("THE END OF IT", "", ""),
        ] {
            assert_eq!(found(title, "en", Guide::Apple), apple, "Apple: {title}");
            assert_eq!(found(title, "en-GB", Guide::MusicBrainz), musicbrainz, "MusicBrainz: {title}");
            assert_eq!(found(title, "", Guide::Apple), "", "nobody says that it is English: {title}");
        }
    }

    #[test]
    fn other_languages_write_titles_like_sentences() {
        for (language, title, at) in [
            ("fr", "La Vie En Rose", "En"),
            ("fr", "La vie en rose", ""),
            ("fr", "Notre-Dame de Paris", ""),
            ("ru", "Группа Крови На Рукаве", "На"),
            ("ru", "Группа крови на рукаве", ""),
            ("sv", "Du Och Jag", "Och"),
            ("it", "Volare Nel Blu", "Nel"),
            ("de", "Über Den Wolken", ""),
        ] {
            assert_eq!(found(title, language, Guide::Apple), at, "{title}");
        }
    }
}

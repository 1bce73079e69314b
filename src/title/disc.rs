//! Where a title numbers a disc: `Leto (Disc 2)`, and a medium called no more than `CD 1`.
use crate::title::brackets::{last_dash, last_note, trimmed};
use crate::title::words::{Word, Words, has_letters};
use std::ops::Range;

#[rustfmt::skip]
const CARRIERS: &[&str] = &[
    "cassette", "cd", "disc", "disco", "disk", "disque", "dvd", "lp", "medium", "platte", "sacd", "tape", "vinyl",
    "диск", "кассета", "пластинка",
];
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "i", "ii", "iii", "iv", "v", "vi",
    "a", "b", "c", "d",
];

/// A disc's note in the title of a release: what goes with it, and what to point at.
pub(crate) fn in_title(title: &str) -> Option<(Range<usize>, Range<usize>)> {
    // Most titles have nothing that sets a note off.
    if !title.bytes().any(|byte| matches!(byte, b')' | b']' | b'-' | b',') || !byte.is_ascii()) {
        return None;
    }
    let text = title.trim_end();
    if let Some(note) = last_note(text) {
        let before = text[..note.whole.start].trim_end();
        let is_note = has_letters(before) && is_disc(&text[note.inner]);
        return is_note.then_some((before.len()..title.len(), note.whole));
    }
    let dash = last_dash(text);
    let comma = || text.rfind(',').map(|at| at..at + 1);
    let joint = dash.filter(|dash| is_disc(&text[dash.end..])).or_else(comma)?;
    let at = trimmed(text, joint.end..text.len());
    (has_letters(&text[..joint.start]) && is_disc(&text[at.clone()])).then_some((joint.start..title.len(), at))
}

/// Whether a note numbers a disc: `Disc 2`, `CD1`, `bonus disc`, `Disc 1: The Demos`.
pub(crate) fn is_disc(note: &str) -> bool {
    let Some(words) = Words::new(head(note)) else { return false };
    match &words[..] {
        [one] => splits_into_disc(*one),
        [bonus, disc] if bonus.is("bonus") => disc.is_one_of(CARRIERS),
        [disc, number] => disc.is_one_of(CARRIERS) && is_number(*number),
        [disc, number, of, count] => {
            disc.is_one_of(CARRIERS)
                && is_number(*number)
                && of.is_one_of(&["of", "von", "de", "из"])
                && is_number(*count)
        }
        _ => false,
    }
}

/// What stands before the disc's own title.
fn head(note: &str) -> &str {
    let head = note.split([':', '–']).next().unwrap_or(note);
    head.split_once(" - ").map_or(head, |(head, _)| head)
}

/// Whether the title of a medium is only its number, which its place says already: `Disc 1`, `CD 2`, `Side A`.
pub(crate) fn is_number_alone(title: &str) -> bool {
    const SIDES: &[&str] = &["side", "seite", "face", "lado", "lato", "сторона"];
    let is_side = |words: &[Word]| matches!(words, [side, number] if side.is_one_of(SIDES) && is_number(*number));
    let is_bonus = |words: &[Word]| words.iter().any(|word| word.is("bonus"));
    head(title) == title
        && Words::new(title).is_some_and(|words| is_side(&words) || (is_disc(title) && !is_bonus(&words)))
}

/// `CD1`.
fn splits_into_disc(word: Word) -> bool {
    let name = word.text.trim_end_matches(|sign: char| sign.is_ascii_digit());
    name.len() < word.text.len() && Word { text: name, ..word }.is_one_of(CARRIERS)
}

fn is_number(word: Word) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit()) || word.is_one_of(NUMBERS)
}

#[cfg(test)]
mod tests {
    use super::{in_title, is_number_alone};

    #[test]
    fn discs_in_titles_are_found() {
        for (title, expected) in [
            ("Leto (Disc 2)", Some(("Leto", "(Disc 2)"))),
            ("Leto [CD1]", Some(("Leto", "[CD1]"))),
            ("Leto (bonus disc)", Some(("Leto", "(bonus disc)"))),
            ("Leto (disc 1: The Songs)", Some(("Leto", "(disc 1: The Songs)"))),
            ("Leto (Disc 1 - The Songs)", Some(("Leto", "(Disc 1 - The Songs)"))),
            ("Leto, Disc 2 of 3", Some(("Leto", "Disc 2 of 3"))),
            ("Leto - CD 2", Some(("Leto", "CD 2"))),
            ("Disc 2", None),
            ("The Disc (Spinning)", None),
            ("Yours, Disco", None),
            ("One, Two", None),
        ] {
            let found = in_title(title).map(|(gone, at)| (&title[..gone.start], &title[at]));
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn a_number_is_no_title_of_a_medium() {
        assert!(["Disc 1", "CD2", "Disc One", "Side A", "Диск 1", "LP 1"].into_iter().all(is_number_alone));
        let titles =
            ["The Demos", "Bonus Disc", "Disc 1: The Demos", "Disc 1 - The Demos", "Side Effects", "Sides", "1"];
        assert!(!titles.into_iter().any(is_number_alone));
    }
}

//! Capitals that came of a slip: `TIMe`, `hEllo`, `Six a.M`, `Don’T`. Names with capitals of their own are many, so few forms are found.
use crate::ascii::{among, places};
use crate::wording::Wording;
use crate::wording::letters::{Script, is_mark, script, words};
use crate::wording::signs::{APOSTROPHE, DOTTED_CAPITAL, HUMP, STRAIGHT_SINGLE};
use crate::wording::spot::Spot;
use std::ops::Range;

/// No capitals stand where hardly anybody means them.
pub(crate) fn odd_capitals(text: &Wording<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    if text.signs.any(DOTTED_CAPITAL) {
        spots.extend(times_of_day(text));
    }
    if text.signs.any(HUMP) {
        let odd = words(text.text).filter(|at| is_odd(text, at) && !text.is_mangled(at));
        spots.extend(odd.map(|at| spot(text, at, "capitals where hardly anybody means them")));
    }
    // In other languages a name may begin behind an apostrophe.
    if text.signs.any(APOSTROPHE | STRAIGHT_SINGLE) && matches!(text.language(), "" | "en") {
        spots.extend(contractions(text).map(|at| spot(text, at, "a capital where hardly anybody means one")));
    }
    spots
}

fn spot(text: &Wording<'_>, at: Range<usize>, what: &str) -> Spot {
    Spot::new(at.clone(), format!("`{}` has {what}", &text.text[at])).help("look how the sleeve has it")
}

/// `a.M` and `P.m`: the noon is in capitals or in small letters, not in both.
fn times_of_day<'a>(text: &'a Wording<'_>) -> impl Iterator<Item = Spot> + 'a {
    let is_odd = |at: &usize| match text.text.as_bytes().get(at - 1..at + 2) {
        Some([half @ (b'a' | b'A' | b'p' | b'P'), b'.', noon @ (b'm' | b'M')]) => {
            // `P.m.` may begin a sentence.
            if half.is_ascii_lowercase() { noon.is_ascii_uppercase() } else { noon.is_ascii_lowercase() && *at > 1 }
        }
        _ => false,
    };
    let is_alone = |at: &usize| {
        let before = text.before(at - 1);
        !before.is_some_and(|sign| sign.is_alphabetic() || sign == '.')
            && !text.after(at + 2).is_some_and(char::is_alphanumeric)
    };
    let dots = text.text.match_indices('.').map(|(at, _)| at).filter(|at| *at > 0);
    dots.filter(move |at| is_odd(at) && is_alone(at))
        .map(|at| spot(text, at - 1..at + 2, "one capital and one small letter"))
}

/// `Don’T` and `It’S`: a program that writes each word with a capital took what stands behind the apostrophe for one.
fn contractions<'a>(text: &'a Wording<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let bytes = text.text.as_bytes();
    // Very many titles have an apostrophe: it is found by its last byte.
    let apostrophes = places(bytes, |bytes| among(bytes, *b"'\x99"));
    apostrophes.filter_map(move |last| contraction(text.text, last))
}

/// The words on both sides of the apostrophe that ends with this byte, if they are one with a capital too many.
fn contraction(text: &str, last: usize) -> Option<Range<usize>> {
    /// What stands before `’Re`, `’Ll`, `’Ve` and `’D`: behind anything else, a name may be meant.
    const BEFORE: &[&str] = &[
        "you", "we", "they", "he", "she", "it", "that", "there", "this", "these", "those", "who", "what", "how",
        "could", "should", "would", "must", "might",
    ];
    let [b'T' | b'S' | b'R' | b'L' | b'V' | b'D', ..] = text.as_bytes()[last + 1..] else { return None };
    let (before, behind) = text.split_at_checked(last + 1)?;
    let before =
        before.strip_suffix(['\'', '’']).filter(|before| before.ends_with(|sign: char| sign.is_ascii_lowercase()))?;
    let is_of_word = |sign: char| sign.is_alphanumeric() || is_mark(sign);
    let word = &before[before.trim_end_matches(is_of_word).len()..];
    let rest = behind.trim_start_matches(is_of_word);
    let end = &behind[..behind.len() - rest.len()];
    let is_verb = || BEFORE.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_slip = word.len() > 1
        && !rest.starts_with(['\'', '’'])
        && match end {
            "T" => word.ends_with('n'),
            "S" => true,
            "Re" | "Ll" | "Ve" | "D" => is_verb(),
            _ => false,
        };
    is_slip.then(|| before.len() - word.len()..last + 1 + end.len())
}

/// A word by its first letters: how many capitals, and what comes behind them.
fn is_odd(text: &Wording<'_>, at: &Range<usize>) -> bool {
    let word = &text.text[at.clone()];
    let mut runs = Runs::of(word);
    let shape = [runs.next(), runs.next(), runs.next()];
    match shape {
        // `TIMe`, but not `XIXe` or `DJs`.
        [Some(Run::Capitals(3..)), Some(Run::Small(1)), None] => {
            let (last, capitals) = (word.chars().next_back(), word.trim_end_matches(|sign: char| !sign.is_uppercase()));
            !last.is_some_and(|sign| matches!(sign, 's' | 'i' | 'x' | 'z')) && !is_roman(capitals)
        }
        // `hEllo`, but not `iPhone`, and not `na hÉireann`.
        [Some(Run::Small(1)), Some(Run::Capitals(1)), Some(Run::Small(length))] => {
            is_function_word(word)
                || (length > 2
                    && word.len() == length + 2
                    && word.starts_with(is_seldom_prefix)
                    && is_not_gaelic(text, at))
        }
        // `THe`, `aND`, `thE`.
        [Some(_), Some(_), None] if word.starts_with(char::is_lowercase) => is_function_word(word),
        [Some(Run::Capitals(2..)), Some(Run::Small(_)), None] => is_function_word(word),
        _ => false,
    }
}

/// Letters in a row that are all capitals, or all small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Capitals(usize),
    Small(usize),
    /// Digits, and letters without case.
    Other,
}

/// The runs of a word.
struct Runs<'a> {
    signs: std::iter::Peekable<std::str::Chars<'a>>,
}

impl<'a> Runs<'a> {
    fn of(word: &'a str) -> Self {
        Self { signs: word.chars().peekable() }
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let kind = |sign: char| match script(sign) {
            Some(Script::Latin | Script::Cyrillic) if sign.is_uppercase() => Run::Capitals(0),
            Some(Script::Latin | Script::Cyrillic) if sign.is_lowercase() => Run::Small(0),
            _ => Run::Other,
        };
        let first = kind(self.signs.next()?);
        let mut length = 1;
        while self.signs.next_if(|sign| kind(*sign) == first).is_some() {
            length += 1;
        }
        Some(match first {
            Run::Capitals(_) => Run::Capitals(length),
            Run::Small(_) => Run::Small(length),
            Run::Other => Run::Other,
        })
    }
}

/// Words that are nobody's name.
fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "the", "and", "for", "from", "with", "you", "your", "this", "that", "not", "are", "was", "but", "what", "when",
        "where", "have", "can", "into", "over", "there", "they",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Letters that hardly any name puts before its capital, as `iPhone`, `dBridge`, `xKore` and the Zulu prefixes do.
const fn is_seldom_prefix(sign: char) -> bool {
    matches!(sign, 'c' | 'f' | 'h' | 'j' | 'l' | 'p' | 'q' | 'r' | 's' | 't' | 'v' | 'w')
}

/// Irish and Gaelic set small letters before a capital, though not at the beginning.
fn is_not_gaelic(text: &Wording<'_>, at: &Range<usize>) -> bool {
    match text.language() {
        "" => at.start == 0,
        language => !matches!(language, "ga" | "gd" | "gv"),
    }
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

#[cfg(test)]
mod tests {
    use super::odd_capitals;
    use crate::wording::Wording;

    #[test]
    fn names_with_capitals_of_their_own_are_left_alone() {
        for text in [
            "McCartney",
            "iPhone",
            "DJ",
            "LaTeX",
            "MacArthur",
            "O’Brien",
            "deadmau5",
            "AC/DC",
            "t.A.T.u.",
            "eBay",
            "YouTube",
            "OutKast",
            "JoJo",
            "NiNo",
            "R.E.M.",
            "k.d. lang",
            "St. Vincent",
            "P!nk",
            "A.M.",
            "a.m.",
            "pH",
            "LCD",
            "IIIrd",
            "feat.",
            "tUnE-yArDs",
            "Amhrán na bhFiann",
            "na hÉireann",
            "DJs",
            "XIXe siècle",
            "dEUS",
            "KoRn",
            "uValo",
            "IJsselmeer",
            "iLoveMakonnen",
            "RNAi",
            "will.i.am",
            "M.I.A.",
            "P.M. Dawn",
            "A.M.",
            "TV on the Radio",
            "THE",
            "aespa",
            "ДДТ",
            "БИ-2",
            "СПЛИН",
            "DON’T STOP",
            "I’M YOURS",
            "O’Brien’s",
            "Rock’N’Roll",
            "Hawai’I",
            "Can’t",
            "Ta’Ku",
            "D’Angelo",
            "Y’All",
            "Ne’Re",
            "’S Wonderful",
            "Drum ’N’ Bass",
            "Ken 'T' Smith",
        ] {
            assert_eq!(odd_capitals(&Wording::new(text, "")), [], "{text}");
        }
    }
}

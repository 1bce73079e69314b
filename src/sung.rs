//! Titles and versions that say nobody sings.
use crate::ascii::{among, places};
use std::ops::Range;

/// How such words begin, in small letters: `Instrumentale`, `Instrumentalversion`.
const BEGINNINGS: &[&str] = &["instrumental", "инструментал"];

/// Beside these the word speaks of a part of the recording, or of how much is played: `Vocal & Instrumental`, `Instrumental Intro`,
/// `Semi-Instrumental`.
const RESTRICTIONS: &[&str] = &[
    "vocal",
    "vocals",
    "voice",
    "sung",
    "choir",
    "acapella",
    "cappella",
    "with",
    "non",
    "not",
    "semi",
    "half",
    "partly",
    "mostly",
    "intro",
    "outro",
    "interlude",
    "break",
    "section",
    "part",
    "opening",
    "ending",
];

/// The bytes of a version that say so: `Instrumental`, `Instrumental Version`, `Inst.`.
pub(crate) fn instrumental_version(version: &str) -> Option<Range<usize>> {
    // No version is longer, and a long text is nobody's version.
    if version.len() > 200 || !may_say(version) {
        return None;
    }
    let found = words(version).find(|word| is_instrumental(version, word))?;
    let restricts = |word: &str| RESTRICTIONS.iter().any(|other| other.eq_ignore_ascii_case(word));
    let is_restricted = words(version).any(|word| restricts(&version[word]));
    (!is_restricted).then_some(found)
}

/// The bytes of a title that say so, in brackets or behind a dash: `Embers (Instrumental)`. A word in the title itself may be its
/// name: `Instrumental Asylum`.
pub(crate) fn instrumental_title(title: &str) -> Option<Range<usize>> {
    if title.len() > 1000 || !may_say(title) {
        return None;
    }
    let behind = [" - ", " – ", " — "].iter().filter_map(|dash| title.rfind(dash).map(|at| at + dash.len())).max();
    let in_brackets = title.char_indices().filter(|(_, sign)| matches!(sign, '(' | '[')).map(|(at, _)| at + 1);
    let mut starts = in_brackets.chain(behind);
    starts.find_map(|start| {
        let rest = &title[start..];
        let end = rest.find([')', ']', '(', '[']).unwrap_or(rest.len());
        instrumental_version(&rest[..end]).map(|at| start + at.start..start + at.end)
    })
}

/// A quick look: most texts have no `inst` in them.
fn may_say(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_it = |at: usize| bytes.get(at..at + 4).is_some_and(|four| four.eq_ignore_ascii_case(b"inst"));
    places(bytes, |bytes| among(bytes, *b"iI")).any(is_it) || (!text.is_ascii() && text.contains(['и', 'И']))
}

fn is_instrumental(text: &str, word: &Range<usize>) -> bool {
    let (word, behind) = (&text[word.clone()], &text[word.end..]);
    let begins = |beginning: &str| {
        let mut letters = word.chars().flat_map(char::to_lowercase);
        beginning.chars().all(|letter| letters.next() == Some(letter))
    };
    let is_short = word.eq_ignore_ascii_case("inst") && behind.starts_with('.') || word.eq_ignore_ascii_case("instr");
    is_short || BEGINNINGS.iter().any(|beginning| begins(beginning))
}

/// The bytes of each word.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    text.split_inclusive(|sign: char| !sign.is_alphabetic()).map(move |part| {
        let start = end;
        end += part.len();
        start..start + part.trim_end_matches(|sign: char| !sign.is_alphabetic()).len()
    })
}

#[cfg(test)]
mod tests {
    use super::{instrumental_title, instrumental_version};

    #[test]
    fn versions_that_say_so_are_found() {
        for (version, word) in [
            ("Instrumental", "Instrumental"),
            ("instrumental version", "instrumental"),
            ("Radio Edit Instrumental", "Instrumental"),
            ("Instrumentalversion", "Instrumentalversion"),
            ("Inst.", "Inst"),
            ("Инструментальная версия", "Инструментальная"),
        ] {
            assert_eq!(instrumental_version(version).map(|at| &version[at]), Some(word), "{version}");
        }
    }

    #[test]
    fn other_versions_are_left_alone() {
        for version in [
            "",
            "Live",
            "Vocal & Instrumental",
            "Instrumental with Choir",
            "Semi-Instrumental",
            "Instrumental Intro",
            "Inst",
            "Institute Mix",
            "Against Instruments",
            "Старая версия",
        ] {
            assert_eq!(instrumental_version(version), None, "{version}");
        }
    }

    #[test]
    fn titles_say_so_in_brackets_or_behind_a_dash() {
        for (title, word) in [
            ("Embers (Instrumental)", Some("Instrumental")),
            ("Embers [Instrumental Version] (Live)", Some("Instrumental")),
            ("Embers - Instrumental", Some("Instrumental")),
            ("Угли – инструментал", Some("инструментал")),
            ("Embers (Instrumental", Some("Instrumental")),
            ("Instrumental Asylum", None),
            ("Instrumental", None),
            ("Embers (Vocal & Instrumental)", None),
            ("(((((", None),
        ] {
            assert_eq!(instrumental_title(title).map(|at| &title[at]), word, "{title}");
        }
    }

    #[test]
    fn long_titles_are_read_in_no_time() {
        assert_eq!(instrumental_title(&"(inst".repeat(100_000)), None);
    }
}

//! Where a note says whose song a cover is: `Talking Heads Cover`, `Originally Performed By X`.
use crate::title::version::is_version;
use crate::title::vocabulary::Class;
use crate::title::words::{Word, Words, are, beginning};
use std::ops::Range;

/// A note of a cover: where it begins, and the performer of the original, if it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cover {
    pub(crate) start: usize,
    pub(crate) original: Option<Range<usize>>,
}

/// What stands before the name of the original's performer, wherever it stands in a note.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "originally performed by", "originally recorded by", "originally sung by", "originally by",
    "as originally performed by", "as performed by", "as recorded by", "as sung by", "as made famous by",
    "as made popular by", "as popularized by", "made famous by", "made popular by", "in the style of", "im stil von",
    "al estilo de", "au style de", "cover version of", "a cover of", "cover of", "cover de", "cover di", "cover von",
    "reprise de", "кавер на песню группы", "кавер на группу", "кавер на", "кавер версия",
];
const TRIBUTES: &[&str] = &["a tribute to", "tribute to", "in tribute to", "homage to", "an homage to", "hommage à"];
/// Before these comes the performer of the original.
const COVERS: &[&str] = &["cover", "coverversion", "кавер"];

/// What a note says of the original.
pub(crate) fn in_note(note: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Cover> {
    let words = Words::new(note)?;
    by_phrase(&words, note, is_known).or_else(|| by_cover(&words, note, is_known))
}

/// `Karaoke Version Originally Performed By X`.
fn by_phrase(words: &[Word], note: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Cover> {
    let (at, length) = (0..words.len()).find_map(|at| Some((at, beginning(&words[at..], PHRASES)?))).or_else(|| {
        let length = beginning(words, TRIBUTES)?;
        let next = words.get(length)?;
        // One may pay tribute to mothers and to the fallen too.
        let is_common = matches!(next.class, Class::Speech | Class::Link | Class::Joint);
        (!is_common || is_known(note[next.start..].trim())).then_some((0, length))
    })?;
    let original = words.get(at + length)?;
    let head = note[..words[at].start].trim();
    // Behind a version, or alone; of other words these are the end of a sentence.
    (at == 0 || is_version(head.trim_matches([',', ' ', '-', '–'])) || words[at].is("originally"))
        .then(|| Cover { start: words[at].start, original: Some(original.start..note.len()) })
}

/// `Talking Heads Cover`, `Cover`, `Acoustic Cover`, `Cover by Zveri`, `Кавер (Кино)`.
fn by_cover(words: &[Word], note: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Cover> {
    // Who made a cover is its performer, not the original's.
    if words[0..words.len().min(2)].iter().zip(["cover", "by"]).filter(|(word, lower)| word.is(lower)).count() == 2 {
        return (words.len() > 2).then_some(Cover { start: 0, original: None });
    }
    let end = match words {
        [.., cover, version] if cover.is_one_of(COVERS) && version.is_one_of(&["version", "версия"]) => {
            words.len() - 1
        }
        [.., cover] if cover.is_one_of(COVERS) => words.len(),
        _ => return None,
    };
    let names = &words[..end - 1];
    let cover = words[end - 1];
    if names.is_empty() {
        return Some(Cover { start: 0, original: None });
    }
    let name = 0..note[..cover.start].trim_end_matches([' ', '-', '–']).len();
    if matches!(names, [article] if article.is("a")) {
        return Some(Cover { start: 0, original: None });
    }
    if is_version(&note[name.clone()]) {
        return Some(Cover { start: cover.start, original: None });
    }
    if is_name(names) && names.iter().all(|word| word.class == Class::Helper) {
        return Some(Cover { start: 0, original: None });
    }
    (is_known(&note[name.clone()]) || is_name(names)).then_some(Cover { start: 0, original: Some(name) })
}

/// Performers whose names read like sentences.
const BANDS: &[&str] = &[
    "the who",
    "the guess who",
    "take that",
    "no doubt",
    "the the",
    "them",
    "you me at six",
    "he is we",
    "we the kings",
];

/// Whether words before `Cover` name somebody: `Lou Reed`, but not `Blow Your` or `Under`.
fn is_name(words: &[Word]) -> bool {
    #[rustfmt::skip]
    const NO_NAMES: &[&str] = &[
        "air", "album", "back", "bed", "blow", "blown", "book", "break", "breaking", "card", "cloud", "dead", "deep",
        "duck", "dust", "find", "first", "forest", "front", "ground", "hard", "need", "new", "night", "plain", "run",
        "seek", "single", "snow", "soft", "take", "taking", "tree", "total", "undercover", "vegetation", "manhole",
        "magazine", "fire", "mattress", "full", "under", "fake", "blanket", "extra", "wet", "white", "rose", "this",
    ];
    let Some(last) = words.last() else { return false };
    if BANDS.iter().any(|band| are(words, band)) {
        return true;
    }
    let is_sentence = words.iter().any(|word| word.class == Class::Speech)
        || matches!(last.class, Class::Link | Class::Joint)
        || words[0].class == Class::Link;
    let is_command = words.len() > 1 && words[0].is_one_of(&["take", "run", "blow", "break", "duck"]);
    !(is_sentence || is_command || last.is_one_of(NO_NAMES))
}

#[cfg(test)]
mod tests {
    use super::{Cover, in_note};

    #[test]
    fn notes_of_covers_are_told_from_titles() {
        for (note, expected) in [
            ("Talking Heads Cover", Some((0, Some("Talking Heads")))),
            ("The Cure cover", Some((0, Some("The Cure")))),
            ("R.E.M. Cover", Some((0, Some("R.E.M.")))),
            ("Cover", Some((0, None))),
            ("Acoustic Cover", Some((9, None))),
            ("Piano Cover", Some((0, None))),
            ("Kino Cover Version", Some((0, Some("Kino")))),
            ("Originally Performed By Queen", Some((0, Some("Queen")))),
            ("Karaoke Version Originally Performed by Queen", Some((16, Some("Queen")))),
            ("In the Style of Elvis", Some((0, Some("Elvis")))),
            ("Tribute to Queen", Some((0, Some("Queen")))),
            ("as made famous by Cher", Some((0, Some("Cher")))),
            ("Cover by Zveri", Some((0, None))),
            ("кавер на Кино", Some((0, Some("Кино")))),
            ("Under Cover", None),
            ("Take Cover", None),
            ("Blow Your Cover", None),
            ("Run for Cover", None),
            ("Judge a Book by Its Cover", None),
            ("Cover Me", None),
            ("Cover Girl", None),
            ("Cover Me in Sunshine", None),
            ("A Tribute to My Mother", None),
            ("Read the Cover", None),
        ] {
            let cover = in_note(note, &|_| false);
            let found = cover.map(|Cover { start, original }| (start, original.map(|range| &note[range])));
            assert_eq!(found, expected, "{note}");
        }
    }
}

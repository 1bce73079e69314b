//! Names that seem to hold several: `Zveri & Petr Pogodaev`, `Zveri feat. Jenia Lubich`.

use std::ops::Range;

/// What stands before a guest; whatever it stands in is never one name.
const GUESTS: &[&str] = &[" feat. ", " feat ", " ft. ", " ft ", " featuring ", " (feat. ", " [feat. "];
/// What stands between names, and within the names of many a band.
const JOINTS: &[&str] = &[" & ", ", ", " and ", " with ", " vs. ", " vs ", " x ", " × ", " / ", " + ", "; "];

/// The names that an entry seems to hold; one, if it holds no more.
pub(crate) fn parts(name: &str) -> Vec<&str> {
    let mut parts = vec![name];
    for joint in GUESTS.iter().chain(JOINTS) {
        parts = parts.into_iter().flat_map(|part| split(part, joint)).collect();
    }
    parts.into_iter().map(|part| part.trim_matches([' ', ',', ')', ']'])).filter(|part| !part.is_empty()).collect()
}

/// What a name ends with, or begins with, that stands between two: one of them was cut off, or went into another entry.
pub(crate) fn loose_end(name: &str) -> Option<Range<usize>> {
    const ENDS: &[&str] = &[" feat.", " (feat.", " ft.", " featuring", " &", ",", ";", " vs.", " /", " +", ":"];
    const BEGINNINGS: &[&str] = &["feat. ", "ft. ", "featuring ", "& ", ", ", "; ", "/ "];
    let text = name.trim_end();
    // `:wumpscut:` has them on both sides.
    let is_name = |rest: &str| rest.starts_with(char::is_alphanumeric);
    let end = ENDS.iter().filter_map(|end| text.len().checked_sub(end.len()).map(|at| (at, *end)));
    let end = end.filter(|(at, end)| ends_at(text, *at, end) && is_name(&text[..*at])).map(|(at, _)| at).min();
    let begins = |word: &&&str| name.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
    let beginning = || BEGINNINGS.iter().find(begins).filter(|word| is_name(&name[word.len()..]));
    let at = end.map(|at| at..text.len()).or_else(|| Some(0..beginning()?.trim_end().len()))?;
    Some(at.end - text[at.clone()].trim_start().len()..at.end)
}

fn ends_at(text: &str, at: usize, end: &str) -> bool {
    text.get(at..).is_some_and(|rest| rest.eq_ignore_ascii_case(end))
}

/// Whether it is several for sure, as a guest or a slash says.
pub(crate) fn is_plain(name: &str) -> bool {
    GUESTS.iter().chain(&[" / "]).any(|joint| find(name, joint).is_some())
}

/// `Tom Petty and the Heartbreakers`: somebody with a band is a band.
pub(crate) fn has_band(name: &str) -> bool {
    [" & the ", " and the ", " & his ", " & her ", " and his ", " and her "]
        .iter()
        .any(|joint| find(name, joint).is_some())
}

fn split<'a>(text: &'a str, joint: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, joint) {
        // A comma in one name, as in `Earth, Wind & Fire`, cannot be told from one between names.
        parts.push(&rest[..at]);
        rest = &rest[at + joint.len()..];
    }
    parts.push(rest);
    parts
}

/// Where a joint stands, in whatever case.
fn find(text: &str, joint: &str) -> Option<usize> {
    let (text, joint) = (text.as_bytes(), joint.as_bytes());
    text.windows(joint.len()).position(|window| window.eq_ignore_ascii_case(joint))
}

#[cfg(test)]
mod tests {
    use super::{has_band, is_plain, loose_end, parts};

    #[test]
    fn entries_are_taken_apart() {
        for (name, expected, plain) in [
            ("Zveri", &["Zveri"][..], false),
            ("Zveri & Petr Pogodaev", &["Zveri", "Petr Pogodaev"], false),
            ("Zveri feat. Jenia Lubich", &["Zveri", "Jenia Lubich"], true),
            ("Zveri (Feat. Jenia Lubich)", &["Zveri", "Jenia Lubich"], true),
            ("Mira × Lowe", &["Mira", "Lowe"], false),
            ("Mira / Lowe", &["Mira", "Lowe"], true),
            ("AC/DC", &["AC/DC"], false),
            ("Anderson .Paak", &["Anderson .Paak"], false),
        ] {
            assert_eq!(parts(name), expected, "{name}");
            assert_eq!(is_plain(name), plain, "{name}");
        }
        for (name, expected) in [
            ("Zveri feat.", Some("feat.")),
            ("Zveri (Feat.", Some("(Feat.")),
            ("Zveri,", Some(",")),
            ("Zveri & ", Some("&")),
            ("Zveri:", Some(":")),
            ("feat. Zveri", Some("feat.")),
            ("& Zveri", Some("&")),
            ("Zveri", None),
            ("Feat", None),
            ("&", None),
            ("&ME", None),
            ("Little Feat", None),
            ("Defeat.", None),
            (":wumpscut:", None),
        ] {
            assert_eq!(loose_end(name).map(|at| &name[at]), expected, "{name}");
        }
        assert!(has_band("Tom Petty and the Heartbreakers"));
        assert!(!has_band("Simon & Garfunkel"));
    }
}

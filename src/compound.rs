//! Names that seem to hold several: `Zveri & Petr Pogodaev`, `Zveri feat. Jenia Lubich`.

/// What stands before a guest; whatever it stands in is never one name.
const GUESTS: &[&str] = &[" feat. ", " feat ", " ft. ", " ft ", " featuring ", " (feat. ", " [feat. "];
/// What stands between names, and within the names of many a band.
const JOINTS: &[&str] = &[" & ", ", ", " and ", " with ", " vs. ", " vs ", " x ", " / ", " + ", "; "];

/// The names that an entry seems to hold; one, if it holds no more.
pub(crate) fn parts(name: &str) -> Vec<&str> {
    let mut parts = vec![name];
    for joint in GUESTS.iter().chain(JOINTS) {
        parts = parts.into_iter().flat_map(|part| split(part, joint)).collect();
    }
    parts.into_iter().map(|part| part.trim_matches([' ', ',', ')', ']'])).filter(|part| !part.is_empty()).collect()
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
    use super::{has_band, is_plain, parts};

    #[test]
    fn entries_are_taken_apart() {
        for (name, expected, plain) in [
            ("Zveri", &["Zveri"][..], false),
            ("Zveri & Petr Pogodaev", &["Zveri", "Petr Pogodaev"], false),
            ("Zveri feat. Jenia Lubich", &["Zveri", "Jenia Lubich"], true),
            ("Zveri (Feat. Jenia Lubich)", &["Zveri", "Jenia Lubich"], true),
            ("Mira / Lowe", &["Mira", "Lowe"], true),
            ("AC/DC", &["AC/DC"], false),
            ("Anderson .Paak", &["Anderson .Paak"], false),
        ] {
            assert_eq!(parts(name), expected, "{name}");
            assert_eq!(is_plain(name), plain, "{name}");
        }
        assert!(has_band("Tom Petty and the Heartbreakers"));
        assert!(!has_band("Simon & Garfunkel"));
    }
}

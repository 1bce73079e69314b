//! The names of a list of guests: `A, B & C`.
use crate::title::guest::IsKnown;
use crate::title::words::{first, has_letters};
use std::ops::Range;

/// The guests of a list: `A, B & C` are three. A name that the roster has, or that everybody has heard, stays whole.
pub(crate) fn split<'a>(names: &'a str, is_known: IsKnown) -> Vec<&'a str> {
    let ends = joints(names);
    let mut guests = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < ends.len() {
        // The longest name that is known, of up to five parts; else the next part.
        let longest = (at + 1..ends.len().min(at + 5)).rev().find(|last| {
            let name = names[start..ends[*last].start].trim();
            is_known(name) || is_famous(name)
        });
        let last = longest.unwrap_or(at);
        let name = names[start..ends[last].start].trim_matches([' ', ',', ';']);
        guests.extend(Some(name).filter(|name| has_letters(name)));
        start = ends[last].end;
        at = last + 1;
    }
    guests
}

/// What stands between names, and the end of the last one.
fn joints(names: &str) -> Vec<Range<usize>> {
    const JOINTS: &[&str] = &[
        ", and ", ", & ", " & with ", ", with ", " & ", " and ", ", ", "; ", " + ", " x ", " × ", " X ", " / ",
        " vs. ", " vs ", " with ", " feat. ", " ft. ", " и ", " y ", " et ", " und ", " e ", "、", "，", " ＆ ", "＆",
    ];
    let mut joints = Vec::new();
    let mut from = 0;
    for (at, sign) in names.char_indices() {
        if at < from || !(sign == ' ' || sign == ',' || sign == ';' || matches!(sign, '、' | '，' | '＆')) {
            continue;
        }
        let rest = &names[at..];
        if let Some(joint) = JOINTS.iter().find(|joint| rest.starts_with(**joint))
            && !belongs(&rest[joint.len()..], joint)
        {
            joints.push(at..at + joint.len());
            from = at + joint.len();
        }
    }
    joints.push(names.len()..names.len());
    joints
}

/// `and the Machine`, `, Jr.`: what follows belongs to the name before.
fn belongs(rest: &str, joint: &str) -> bool {
    let Some(next) = first(rest, rest) else { return true };
    match joint {
        " & " | " and " | " + " => next.is_one_of(&["the", "his", "her", "los"]),
        ", " => next.text == "the" || next.is_one_of(&["jr", "sr", "iii"]),
        _ => false,
    }
}

/// Names with joints in them that need no roster.
fn is_famous(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "Above & Beyond",
        "Brooks & Dunn",
        "Chase & Status",
        "Crosby, Stills & Nash",
        "Crosby, Stills, Nash & Young",
        "Dan + Shay",
        "Dimitri Vegas & Like Mike",
        "Earth, Wind & Fire",
        "Emerson, Lake & Palmer",
        "Blood, Sweat & Tears",
        "Daryl Hall & John Oates",
        "Hall & Oates",
        "Macklemore & Ryan Lewis",
        "Mumford & Sons",
        "Peter, Paul and Mary",
        "Simon & Garfunkel",
        "Sofi Tukker",
        "Tyler, The Creator",
    ];
    NAMES.iter().any(|famous| famous.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn lists_of_guests_are_split_and_known_names_stay_whole() {
        let is_known = |name: &str| name == "Sun & Moon";
        for (names, expected) in [
            ("A, B & C", &["A", "B", "C"][..]),
            ("A, B, and C", &["A", "B", "C"]),
            ("Earth, Wind & Fire", &["Earth, Wind & Fire"]),
            ("Ida, Sun & Moon & Otto", &["Ida", "Sun & Moon", "Otto"]),
            ("Florence and the Machine", &["Florence and the Machine"]),
            ("Sammy Davis, Jr.", &["Sammy Davis, Jr."]),
            ("Lil Nas X", &["Lil Nas X"]),
            ("Земфира и Кино", &["Земфира", "Кино"]),
        ] {
            assert_eq!(split(names, &is_known), expected, "{names}");
        }
    }
}

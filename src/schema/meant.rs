//! "Did you mean …?"
use strsim::damerau_levenshtein;

/// What other systems call our fields.
const SYNONYMS: &[(&str, &str)] = &[
    ("artist", "performers"),
    ("artist", "performer"),
    ("artists", "performers"),
    ("album_artist", "performers"),
    ("upc", "barcode"),
    ("ean", "barcode"),
    ("gtin", "barcode"),
    ("catno", "catalog_number"),
    ("date", "release_date"),
    ("length", "duration"),
    ("time", "duration"),
    ("composers", "writers"),
    ("composer", "writers"),
    ("songwriters", "writers"),
    ("subtitle", "version"),
    ("mix", "version"),
    ("position", "number"),
    ("track_number", "number"),
    ("copyright", "c_line"),
    ("discs", "media"),
    ("territory", "territories"),
    ("alias", "aliases"),
    ("as", "credited_as"),
    // Values.
    ("UK", "GB"),
    ("EL", "GR"),
    ("lp", "album"),
    ("guest", "featured"),
    ("feat", "featured"),
    ("primary", "main"),
    ("lp", "vinyl"),
    ("file", "digital"),
    ("band", "group"),
    ("solo", "person"),
];

/// The field or value that a person may have meant.
pub(super) fn meant<'a>(text: &str, known: &[&'a str]) -> Option<&'a str> {
    // `year:2026` lacks a blank, and a blank that cannot be seen may stand in front.
    let text = text.split(':').next().unwrap_or(text).trim();
    let same_case = known.iter().copied().find(|known| known.eq_ignore_ascii_case(text));
    let synonym = || {
        let mut synonyms = SYNONYMS.iter().filter(|(other, _)| other.eq_ignore_ascii_case(text));
        synonyms.find_map(|(_, ours)| known.iter().copied().find(|known| known == ours))
    };
    // Two letters are too short for a slip to be told from another code.
    same_case.or_else(synonym).or_else(|| {
        if text.chars().count() > 2 {
            nearest(text, known.iter().copied().filter(|known| known.len() > 2))
        } else {
            None
        }
    })
}

/// The candidate that a person may have meant: the same but for the case, or a slip of the finger or two away.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = text.to_lowercase();
    let length = lower.chars().count();
    if length > 200 {
        return None;
    }
    let letters = occurring(&lower);
    let distances = candidates.into_iter().filter_map(|candidate| {
        let other = candidate.to_lowercase();
        // A slip changes the length by one at most, and which letters occur by two: most names are told apart by that.
        let is_far = other.chars().count().abs_diff(length) > MOST_SLIPS
            || (occurring(&other) ^ letters).count_ones() as usize > 2 * MOST_SLIPS;
        (!is_far).then(|| (damerau_levenshtein(&lower, &other), candidate))
    });
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= (length.max(candidate.chars().count()) / 3).min(MOST_SLIPS)).then_some(candidate)
}

/// So many slips of the finger are still the same word.
const MOST_SLIPS: usize = 2;

/// Which letters occur, as bits; letters that share the last five bits are taken together.
fn occurring(text: &str) -> u32 {
    text.chars().fold(0, |letters, letter| letters | 1 << (letter as u32 % 32))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        let fields = ["performers", "title", "version", "isrc", "number"];
        for (text, meant) in [
            ("perfomers", Some("performers")),
            ("Title", Some("title")),
            ("titel", Some("title")),
            ("isr", Some("isrc")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(text, fields), meant, "{text}");
        }
    }
}

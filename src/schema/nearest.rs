//! "Did you mean …?"
use strsim::damerau_levenshtein;

/// The candidate that a person may have meant: the same but for the case, or a slip of the finger or three away.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = text.to_lowercase();
    let length = lower.chars().count();
    let distances = candidates.into_iter().map(|candidate| {
        let other = candidate.to_lowercase();
        // A name is not compared with one of a very different length: that would be slow, and no slip.
        let gap = other.chars().count().abs_diff(length);
        (
            if gap > 3 {
                gap
            } else {
                damerau_levenshtein(&lower, &other)
            },
            candidate,
        )
    });
    let (distance, candidate) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= (length.max(candidate.chars().count()) / 3).clamp(0, 3)).then_some(candidate)
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

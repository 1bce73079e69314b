//! The normal form of a text: one way to write each accented letter (Unicode, normal form C).
use crate::wording::Wording;
use crate::wording::blanks::is_blank;
use crate::wording::spot::Spot;
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick};

/// A text is in normal form C, so that equal titles are equal to a machine.
pub(crate) fn not_nfc(text: &Wording<'_>) -> Vec<Spot> {
    if is_nfc_quick(text.text.chars()) == IsNormalized::Yes {
        return Vec::new();
    }
    clusters(text.text)
        .filter_map(|at| {
            let cluster = &text.text[at.clone()];
            let normal: String = cluster.nfc().collect();
            // An odd blank is said to be one.
            let is_said = cluster.chars().all(is_blank) || text.is_mangled(&at);
            (normal != cluster && !is_said).then(|| {
                let message =
                    format!("`{normal}` is written in an unusual way ({}), which searches miss", points(cluster));
                Spot::new(at, message).help(format!("write it as {}", points(&normal))).safe(normal)
            })
        })
        .collect()
}

/// The smallest parts that a normalisation changes on their own: a letter with what belongs to it.
fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = signs.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, sign)) = signs.next_if(|(_, sign)| is_joined(*sign)) {
            end = at + sign.len_utf8();
        }
        Some(start..end)
    })
}

/// Whether it may melt into the sign before it.
fn is_joined(sign: char) -> bool {
    canonical_combining_class(sign) != 0 || is_nfc_quick(std::iter::once(sign)) == IsNormalized::Maybe
}

/// `U+0065 U+0301`; a long heap of accents is cut short.
fn points(cluster: &str) -> String {
    let points: Vec<String> = cluster.chars().take(4).map(|sign| format!("U+{:04X}", sign as u32)).collect();
    let more = if cluster.chars().nth(4).is_some() { " …" } else { "" };
    format!("{}{more}", points.join(" "))
}

#[cfg(test)]
mod tests {
    use super::not_nfc;
    use crate::wording::Wording;
    use crate::wording::signs::{Signs, UNSTABLE};
    use crate::wording::spot::Edit;
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    #[test]
    fn each_cluster_is_normalised_on_its_own() {
        for text in [
            "Beyonce\u{301}",
            "A\u{30A}ngstro\u{308}m \u{212B}",
            "\u{1112}\u{1161}\u{11AB}국",
            "Việt Na\u{323}\u{302}m",
            "か\u{3099}",
            "शक\u{93C}",
        ] {
            let mut mended = text.to_owned();
            for spot in not_nfc(&Wording::new(text, "")).into_iter().rev() {
                mended.replace_range(spot.at, spot.edit.as_ref().map_or("", Edit::replacement));
            }
            assert_eq!(mended, text.nfc().collect::<String>(), "{text}");
        }
    }

    #[test]
    fn nothing_that_a_normalisation_changes_is_overlooked() {
        for sign in ('\0'..=char::MAX).filter(|sign| is_nfc_quick(['a', *sign].into_iter()) != IsNormalized::Yes) {
            assert!(Signs::of(&format!("a{sign}")).any(UNSTABLE), "U+{:04X}", sign as u32);
        }
        for sign in ('\0'..=char::MAX).filter(|sign| unicode_normalization::char::canonical_combining_class(*sign) != 0)
        {
            assert!(Signs::of(&format!("a{sign}")).any(UNSTABLE), "U+{:04X}", sign as u32);
        }
    }
}

//! Words on strong language that belong into a field of their own: `(Explicit)`, `[Clean]`.
use crate::phrases::Phrases;
use crate::wording::Wording;
use crate::wording::notes::{inside, notes, with_blanks};
use crate::wording::signs::{BLANK, CLOSING, OPENING, SET_OFF, WIDE_BRACKET};
use crate::wording::spot::Spot;
use std::ops::Range;

/// A title does not say whether it is explicit or clean.
pub(crate) fn explicit_in_title(text: &Wording<'_>) -> Vec<Spot> {
    let title = text.text;
    let mut spots = Vec::new();
    if text.signs.all(OPENING | CLOSING) || text.signs.any(WIDE_BRACKET) {
        for note in notes(title) {
            if note.start > 0 && REMARKS.have(inside(title, &note)) {
                spots.push(spot(title, &with_blanks(title, &note)));
            }
        }
    }
    if spots.is_empty() {
        let tail = if text.signs.any(SET_OFF) { after_dash(title) } else { None };
        spots.extend(tail.map(|at| spot(title, &at)));
    }
    // As a version, it stands alone; one word alone may be a title.
    if spots.is_empty() && (text.is_version || text.signs.any(BLANK)) && REMARKS.have(title) {
        spots.push(Spot::new(0..title.len(), message(title)).help("say it with `explicit:` instead"));
    }
    spots
}

fn spot(title: &str, at: &Range<usize>) -> Spot {
    Spot::new(at.clone(), message(title[at.clone()].trim())).help("delete it, and say it with `explicit:`").propose("")
}

fn message(part: &str) -> String {
    format!("`{part}` is no part of a title")
}

/// `Low Tide - Explicit`: from the blank before the dash on.
fn after_dash(title: &str) -> Option<Range<usize>> {
    let (at, dash) = title.char_indices().rfind(|(_, sign)| matches!(sign, '-' | '–' | '—'))?;
    let before = title[..at].strip_suffix(' ')?.trim_end();
    let remark = title[at + dash.len_utf8()..].strip_prefix(' ')?.trim();
    (!before.is_empty() && REMARKS.have(remark)).then(|| before.len()..title.trim_end().len())
}

pub(super) static REMARKS: Phrases = Phrases::new(&[
    "explicit",
    "clean",
    "explicit version",
    "clean version",
    "explicit album version",
    "clean album version",
    "explicit edit",
    "clean edit",
    "explicit lyrics",
    "explicit content",
    "dirty version",
    "uncensored",
    "censored",
    "parental advisory",
]);

#[cfg(test)]
mod tests {
    use super::{REMARKS, explicit_in_title};
    use crate::wording::Wording;

    #[test]
    fn a_quick_look_passes_over_nothing() {
        for remark in REMARKS.iter() {
            for text in [format!("Low Tide - {remark}"), format!("Low Tide ({})", remark.to_uppercase())] {
                assert_eq!(explicit_in_title(&Wording::new(&text, "")).len(), 1, "{text}");
            }
        }
    }
}

//! Words on strong language that belong into a field of their own: `(Explicit)`, `[Clean]`.
use crate::wording::Wording;
use crate::wording::notes::{inside, is_one_of, notes, with_blanks};
use crate::wording::signs::{BLANK, CLOSING, DASH, OPENING, WIDE_BRACKET};
use crate::wording::spot::Spot;
use std::ops::Range;

/// A title does not say whether it is explicit or clean.
pub(crate) fn explicit_in_title(text: &Wording<'_>) -> Vec<Spot> {
    let title = text.text;
    let mut spots = Vec::new();
    if text.signs.all(OPENING | CLOSING) || text.signs.any(WIDE_BRACKET) {
        let remarks = notes(title).filter(|note| note.start > 0 && is_remark(inside(title, note)));
        spots.extend(remarks.map(|note| spot(title, &with_blanks(title, &note))));
    }
    if spots.is_empty() {
        let tail = if text.signs.any(DASH) { after_dash(title) } else { None };
        spots.extend(tail.map(|at| spot(title, &at)));
    }
    // As a version, it stands alone.
    if spots.is_empty() && text.signs.any(BLANK) && is_remark(title) {
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
    (!before.is_empty() && is_remark(remark)).then(|| before.len()..title.trim_end().len())
}

fn is_remark(text: &str) -> bool {
    // How all these remarks begin and end.
    let may_be_one = match text.as_bytes() {
        [first, .., last] => {
            matches!(first | 0x20, b'c' | b'd' | b'e' | b'p' | b'u')
                && matches!(last | 0x20, b't' | b'n' | b's' | b'd' | b'y')
        }
        _ => false,
    };
    may_be_one && text.len() < 30 && is_one_of(text, REMARKS)
}

const REMARKS: &[&str] = &[
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
];

#[cfg(test)]
mod tests {
    use super::{REMARKS, explicit_in_title};
    use crate::wording::Wording;

    #[test]
    fn a_quick_look_passes_over_nothing() {
        for remark in REMARKS {
            for text in [format!("Low Tide - {remark}"), format!("Low Tide ({})", remark.to_uppercase())] {
                assert_eq!(explicit_in_title(&Wording::new(&text, "")).len(), 1, "{text}");
            }
        }
    }
}

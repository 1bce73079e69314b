//! Blanks: around a text, twice in a row, of an odd kind.
use crate::wording::Wording;
use crate::wording::signs::{BLANK, ODD_BLANK};
use crate::wording::spot::Spot;
use std::ops::Range;

/// A text neither begins nor ends with a blank.
pub(crate) fn padded_text(text: &Wording<'_>) -> Vec<Spot> {
    let inner = inner(text);
    if inner.is_empty() {
        return Vec::new();
    }
    let spot = |at: Range<usize>, does: &str| {
        let count = text.text[at.clone()].chars().count();
        let blanks = if count == 1 { "a blank".to_owned() } else { format!("{count} blanks") };
        (!at.is_empty()).then(|| {
            Spot::new(at, format!("the text {does} with {blanks}")).help("delete what is around the text").safe("")
        })
    };
    let mut spots: Vec<Spot> = spot(0..inner.start, "begins").into_iter().collect();
    spots.extend(spot(inner.end..text.text.len(), "ends"));
    spots.retain(|spot| !text.is_mangled(&spot.at));
    spots
}

/// Words are one blank apart.
pub(crate) fn double_blank(text: &Wording<'_>) -> Vec<Spot> {
    runs(text)
        .filter(|at| text.text[at.clone()].chars().nth(1).is_some())
        .map(|at| {
            let count = text.text[at.clone()].chars().count();
            let kept = text.text[at.clone()].chars().find(|sign| *sign != ' ' && is_right(text, &at, *sign));
            let message = format!("{count} blanks stand in a row, where one is enough");
            Spot::new(at, message).help("write one blank").safe(kept.unwrap_or(' '))
        })
        .collect()
}

/// Blanks are ordinary blanks, but for those that French and Japanese need.
pub(crate) fn odd_blank(text: &Wording<'_>) -> Vec<Spot> {
    let odd = |at: &Range<usize>| {
        let mut signs = text.text[at.clone()].chars();
        let sign = signs.next().filter(|sign| *sign != ' ' && signs.next().is_none())?;
        (!is_right(text, at, sign)).then_some(sign)
    };
    runs(text)
        .filter_map(|at| Some((odd(&at)?, at)))
        .map(|(sign, at)| {
            let message = format!("this blank is {} (U+{:04X}), not an ordinary one", called(sign), sign as u32);
            Spot::new(at, message).help("write an ordinary blank").safe(" ")
        })
        .collect()
}

/// Blanks that look alike on a screen. Line breaks are no blanks.
pub(crate) const fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

/// The text without the blanks around it.
fn inner(text: &Wording<'_>) -> Range<usize> {
    if !text.signs.any(BLANK | ODD_BLANK) {
        return 0..text.text.len();
    }
    let start = text.text.len() - text.text.trim_start_matches(is_blank).len();
    start..text.text.trim_end_matches(is_blank).len().max(start)
}

/// The runs of blanks inside a text.
fn runs<'a>(text: &'a Wording<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let inner = inner(text);
    let mut from = inner.start;
    let all = std::iter::from_fn(move || {
        let rest = &text.text[from..inner.end];
        let start = from + rest.find(is_blank)?;
        let end = text.text[start..inner.end].find(|sign| !is_blank(sign)).map_or(inner.end, |length| start + length);
        from = end;
        Some(start..end)
    });
    all.filter(|at| !text.is_mangled(at))
}

/// Whether an odd blank belongs there: before and inside French signs, in Mongolian words, among Chinese and Japanese letters.
fn is_right(text: &Wording<'_>, at: &Range<usize>, sign: char) -> bool {
    let (before, after) = (text.before(at.start), text.after(at.end));
    match sign {
        '\u{A0}' | '\u{202F}' | '\u{2009}' => {
            matches!(after, Some(':' | ';' | '!' | '?' | '»' | '›'))
                || matches!(before, Some('«' | '‹'))
                || (sign == '\u{202F}' && matches!(before, Some('\u{1800}'..='\u{18AF}')))
        }
        '\u{3000}' => before.is_some_and(is_broad) || after.is_some_and(is_broad),
        _ => false,
    }
}

const fn is_broad(sign: char) -> bool {
    matches!(sign, '\u{2E80}'..='\u{2FFF}' | '\u{3001}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEE}' | '\u{20000}'..='\u{3FFFF}')
}

const fn called(sign: char) -> &'static str {
    match sign {
        '\t' => "a tab",
        '\u{A0}' | '\u{202F}' => "a no-break blank",
        '\u{3000}' => "a blank as wide as a Chinese letter",
        '\u{2002}'..='\u{200A}' => "a blank for typesetting",
        _ => "an odd one",
    }
}

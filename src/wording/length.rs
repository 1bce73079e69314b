//! Texts that are too long for shops.
use crate::wording::Wording;
use crate::wording::spot::Spot;

/// So many characters fit into the sheets and pages of shops.
pub(super) const LIMIT: usize = 255;

/// A text has 255 characters at most.
pub(crate) fn title_too_long(text: &Wording<'_>) -> Vec<Spot> {
    let Some((start, _)) = text.text.char_indices().nth(LIMIT) else { return Vec::new() };
    let count = LIMIT + text.text[start..].chars().count();
    let message = format!("the text has {count} characters, where shops take {LIMIT}");
    vec![Spot::new(start..text.text.len(), message).help("shorten it, and keep the whole in `notes`")]
}

//! Letters that a wrong encoding has broken: `CafÃ©` for `Café`.
use crate::wording::Wording;
use crate::wording::spot::Spot;

/// No letters are broken by a wrong encoding.
pub(crate) fn mojibake(text: &Wording<'_>) -> Vec<Spot> {
    text.mangled
        .iter()
        .map(|part| {
            let broken = &text.text[part.at.clone()];
            let message = format!("`{broken}` is what a wrong encoding leaves of `{}`", part.meant);
            // A blank without a break was typed by a machine, and a plain one will do.
            let meant = part.meant.replace('\u{A0}', " ");
            let help = if meant.is_empty() {
                "delete it".to_owned()
            } else {
                format!("write `{meant}`, and look where the text came from")
            };
            Spot::new(part.at.clone(), message).help(help).propose(meant)
        })
        .collect()
}

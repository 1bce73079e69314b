//! Characters that no font has: replaced ones, private ones, and those that are none.
use crate::wording::Wording;
use crate::wording::spot::Spot;

/// Each character of a text can be printed.
pub(crate) fn unprintable_character(text: &Wording<'_>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut last = None;
    for (start, sign) in text.text.char_indices() {
        let Some((what, help)) = kind(sign) else { continue };
        let at = start..start + sign.len_utf8();
        match spots.last_mut() {
            Some(spot) if spot.at.end == at.start && last == Some(what) => spot.at.end = at.end,
            _ => spots.push(Spot::new(at, format!("{what} (U+{:04X}) is in the text", sign as u32)).help(help)),
        }
        last = Some(what);
    }
    spots.retain(|spot| !text.is_mangled(&spot.at));
    spots
}

/// What it is and what can be done. Control characters are the reader's business.
const fn kind(sign: char) -> Option<(&'static str, &'static str)> {
    match sign {
        '\u{FFFD}' => Some(("the sign of a lost character", "look up what the sleeve has there")),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some(("a line break", "write a blank, or delete it")),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}' => {
            Some(("a character that only one font has", "write it with ordinary characters, or delete it"))
        }
        '\u{FDD0}'..='\u{FDEF}' | '\u{FFFFE}'.. => Some(("something that is no character", "delete it")),
        _ if sign as u32 > 0xFFFF && sign as u32 & 0xFFFE == 0xFFFE => {
            Some(("something that is no character", "delete it"))
        }
        _ => None,
    }
}

//! Emoji, which many a shop refuses and no two print alike.
use crate::wording::Wording;
use crate::wording::invisible::{is_key, is_pictorial};
use crate::wording::spot::Spot;

/// A text has no emoji. Signs of the printer's case (`♥`, `★`, `♪`, `∞`) are none.
pub(crate) fn emoji(text: &Wording<'_>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let mut signs = text.text.char_indices().peekable();
    while let Some((start, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        if !is_emoji(sign, next) {
            continue;
        }
        let mut end = start + sign.len_utf8();
        let mut is_joined = false;
        while let Some((at, sign)) = signs.next_if(|(_, sign)| is_joined || is_part(*sign)) {
            end = at + sign.len_utf8();
            is_joined = sign == '\u{200D}';
        }
        match spots.last_mut() {
            Some(last) if last.at.end == start => last.at.end = end,
            _ => spots.push(Spot::new(start..end, "").help("write it in words, or delete it")),
        }
    }
    spots.retain(|spot| !text.is_mangled(&spot.at));
    for spot in &mut spots {
        let what: String = text.text[spot.at.clone()].chars().take(20).collect();
        spot.message = format!("`{what}` is an emoji, which many shops refuse");
    }
    spots
}

/// Whether it shows as a coloured picture (Unicode, `emoji-data.txt`, `Emoji_Presentation`), by itself or by what follows.
const fn is_emoji(sign: char, next: Option<char>) -> bool {
    let is_coloured =
        matches!(next, Some('\u{FE0F}' | '\u{20E3}')) && (is_pictorial(sign) || is_key(sign)) && sign != '\u{FE0F}';
    is_coloured
        || matches!(sign,
            '\u{231A}' | '\u{231B}' | '\u{23E9}'..='\u{23EC}' | '\u{23F0}' | '\u{23F3}' | '\u{25FD}' | '\u{25FE}' | '\u{2614}' | '\u{2615}'
            | '\u{2648}'..='\u{2653}' | '\u{267F}' | '\u{2693}' | '\u{26A1}' | '\u{26AA}' | '\u{26AB}' | '\u{26BD}' | '\u{26BE}' | '\u{26C4}'
            | '\u{26C5}' | '\u{26CE}' | '\u{26D4}' | '\u{26EA}' | '\u{26F2}' | '\u{26F3}' | '\u{26F5}' | '\u{26FA}' | '\u{26FD}' | '\u{2705}'
            | '\u{270A}' | '\u{270B}' | '\u{2728}' | '\u{274C}' | '\u{274E}' | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2795}'..='\u{2797}'
            | '\u{27B0}' | '\u{27BF}' | '\u{2B1B}' | '\u{2B1C}' | '\u{2B50}' | '\u{2B55}' | '\u{1F004}' | '\u{1F0CF}' | '\u{1F18E}'
            | '\u{1F191}'..='\u{1F19A}' | '\u{1F1E6}'..='\u{1F202}' | '\u{1F21A}' | '\u{1F22F}' | '\u{1F232}'..='\u{1F23A}' | '\u{1F250}'
            | '\u{1F251}' | '\u{1F300}'..='\u{1F64F}' | '\u{1F680}'..='\u{1F6FF}' | '\u{1F7E0}'..='\u{1F7F0}' | '\u{1F900}'..='\u{1FAFF}')
}

/// Whether it only adds to the emoji before it: a colour, a joiner, a flag's letters, the box of a key.
const fn is_part(sign: char) -> bool {
    matches!(sign, '\u{FE0F}' | '\u{20E3}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::emoji;
    use crate::wording::Wording;

    #[test]
    fn pictures_are_found_and_signs_are_not() {
        for (text, expected) in [
            ("Low Tide 🌊", &["🌊"][..]),
            ("👩\u{200D}🎤 and 🇫🇷", &["👩\u{200D}🎤", "🇫🇷"]),
            ("❤\u{FE0F}🔥", &["❤\u{FE0F}🔥"]),
            ("1\u{FE0F}\u{20E3} Love", &["1\u{FE0F}\u{20E3}"]),
            ("♥ ♡ ★ ☆ ♪ ∞ ° ² ❤ ☮ ✝", &[]),
        ] {
            let found: Vec<String> =
                emoji(&Wording::new(text, "")).into_iter().map(|spot| text[spot.at].to_owned()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}

//! Characters that nobody can see: zero-width blanks, marks of direction, soft hyphens.
use crate::wording::Wording;
use crate::wording::letters::is_mark;
use crate::wording::spot::Spot;

/// A text has no invisible characters but those its script needs.
pub(crate) fn invisible_character(text: &Wording<'_>) -> Vec<Spot> {
    let mut spots: Vec<Spot> = Vec::new();
    let is_leftward = text.text.contains(is_leftward);
    for (start, sign) in text.text.char_indices().filter(|(_, sign)| is_invisible(*sign)) {
        let at = start..start + sign.len_utf8();
        if is_needed(text, start, sign, is_leftward) || text.is_mangled(&at) {
            continue;
        }
        match spots.last_mut() {
            Some(last) if last.at.end == at.start => last.at.end = at.end,
            _ => {
                let message =
                    format!("an invisible character is in the text: {} (U+{:04X})", called(sign), sign as u32);
                spots.push(Spot::new(at, message).help("delete it").safe(""));
            }
        }
    }
    // Where nothing else is in the text, there is nothing to keep.
    if text.text.chars().all(|sign| is_invisible(sign) || sign.is_whitespace()) {
        for spot in &mut spots {
            spot.edit = None;
        }
    }
    spots
}

const fn is_invisible(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

fn is_needed(text: &Wording<'_>, start: usize, sign: char, is_leftward: bool) -> bool {
    let (Some(before), after) = (text.before(start), text.after(start + sign.len_utf8())) else {
        return false;
    };
    match sign {
        // Between letters of Thai, Lao, Khmer and Burmese it says where a word ends.
        '\u{200B}' => [Some(before), after].into_iter().all(|sign| sign.is_some_and(is_without_blanks)),
        '\u{200C}' => is_joining(before) && after.is_some_and(is_joining),
        '\u{200D}' => is_joining(before) || (is_pictorial(before) && after.is_some_and(is_pictorial)),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => is_leftward,
        '\u{180B}'..='\u{180F}' => is_mongolian(before) || after.is_some_and(is_mongolian),
        '\u{FE0E}' | '\u{FE0F}' => is_pictorial(before) || is_key(before),
        '\u{FE00}'..='\u{FE0D}' => before >= '\u{1000}' && !is_mark(before) && !before.is_whitespace(),
        '\u{E0020}'..='\u{E007F}' => matches!(before, '\u{1F3F4}' | '\u{E0020}'..='\u{E007F}'),
        '\u{E0100}'..='\u{E01EF}' => {
            matches!(before, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        }
        _ => false,
    }
}

/// Hebrew, Arabic and the other scripts that are written to the left.
const fn is_leftward(sign: char) -> bool {
    matches!(sign, '\u{5BE}'..='\u{61B}' | '\u{61D}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Scripts whose letters change with their neighbours: Arabic, Syriac, those of India and around it, Mongolian.
const fn is_joining(sign: char) -> bool {
    matches!(sign, '\u{620}'..='\u{DFF}' | '\u{F00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{1900}'..='\u{1CFF}' | '\u{A800}'..='\u{ABFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}')
}

const fn is_without_blanks(sign: char) -> bool {
    matches!(sign, '\u{E01}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1980}'..='\u{1AAF}' | '\u{A9E0}'..='\u{AA7F}')
}

const fn is_mongolian(sign: char) -> bool {
    matches!(sign, '\u{1800}'..='\u{18AF}')
}

/// Signs that can be an emoji, or part of one.
pub(crate) const fn is_pictorial(sign: char) -> bool {
    matches!(sign, '\u{203C}' | '\u{2049}' | '\u{2100}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Ordinary signs of which what follows makes an emoji.
pub(crate) const fn is_key(sign: char) -> bool {
    matches!(sign, '0'..='9' | '#' | '*' | '©' | '®')
}

const fn called(sign: char) -> &'static str {
    match sign {
        '\u{AD}' => "a soft hyphen",
        '\u{200B}' => "a blank without width",
        '\u{200C}' | '\u{200D}' => "a joiner of letters",
        '\u{FEFF}' => "a byte order mark",
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => {
            "a mark of the direction of writing"
        }
        '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {
            "a choice between forms of a letter"
        }
        _ => "one without any width or ink",
    }
}

#[cfg(test)]
mod tests {
    use super::invisible_character;
    use crate::wording::Wording;

    #[test]
    fn what_a_script_needs_is_left_alone() {
        for text in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "葛\u{E0100}城",
            "❤\u{FE0F}",
            "👩\u{200D}🎤",
            "1\u{FE0F}\u{20E3}",
            "שלום\u{200F}!",
            "ភាសា\u{200B}ខ្មែរ",
        ] {
            assert_eq!(invisible_character(&Wording::new(text, "")), [], "{text}");
        }
    }

    #[test]
    fn a_text_of_nothing_else_is_not_emptied() {
        let spots = invisible_character(&Wording::new("\u{3164}\u{3164}", ""));
        assert_eq!(spots.len(), 1);
        assert_eq!(spots[0].edit, None);
    }
}

//! Parts of a text that were UTF-8 once and were read in another encoding: `CafÃ©`, `РљРёРЅРѕ`.
use std::ops::Range;

/// A mangled part and what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mangled {
    pub(crate) at: Range<usize>,
    pub(crate) meant: String,
}

/// Whether these two neighbours can be what a wrong encoding leaves behind.
pub(crate) fn is_suspect(one: char, other: char) -> bool {
    let may_lead = matches!(one, 'Â'..='ô' | 'Р' | 'С' | 'в');
    may_lead && PAGES.iter().any(|page| page.is_lead(one) && (page.byte)(other).is_some_and(is_continuation))
}

/// The mangled parts, in their order.
pub(crate) fn mangled(text: &str) -> Vec<Mangled> {
    let mut found = Vec::new();
    let mut from = 0;
    for (start, sign) in text.char_indices() {
        if start < from || sign.is_ascii() {
            continue;
        }
        if let Some(part) = PAGES.iter().find_map(|page| page.run(text, start)) {
            from = part.at.end;
            found.push(part);
        }
    }
    found
}

/// An encoding of one byte a sign, as it was taken for UTF-8 by mistake.
struct Page {
    byte: fn(char) -> Option<u8>,
    /// Whether a sign that stands for the first byte is a letter that also begins many a real word.
    is_bold: bool,
}

/// Western (Windows-1252) and Cyrillic (Windows-1251).
const PAGES: &[Page] = &[Page { byte: western, is_bold: false }, Page { byte: cyrillic, is_bold: true }];

/// One sign that was several bytes.
struct Sequence {
    end: usize,
    meant: char,
    /// Its further signs are such as may well follow a real letter: `IRMÃ”`.
    is_weak: bool,
}

impl Page {
    fn is_lead(&self, sign: char) -> bool {
        (self.byte)(sign).is_some_and(|byte| matches!(byte, 0xC2..=0xF4))
            && (!self.is_bold || matches!(sign, 'Р' | 'С' | 'в'))
    }

    /// The mangled signs that begin here, as many as follow each other.
    fn run(&self, text: &str, start: usize) -> Option<Mangled> {
        let (mut end, mut meant, mut count) = (start, String::new(), 0);
        let mut is_sure = false;
        while let Some(sequence) = self.sequence(&text[end..]) {
            let length = text[end..].chars().next().map_or(0, char::len_utf8);
            let is_quote = self.is_bold && ('\u{2010}'..='\u{2122}').contains(&sequence.meant);
            is_sure |=
                is_quote || (!self.is_bold && (!sequence.is_weak || is_out_of_place(text, end, length, &sequence)));
            end += sequence.end;
            meant.extend(Some(sequence.meant).filter(|sign| *sign != '\u{FEFF}'));
            count += 1;
        }
        // Two in a row are no chance.
        if count < 2 && !is_sure {
            return None;
        }
        // Some texts went through it twice.
        for _ in 0..2 {
            meant = repaired(&meant);
        }
        Some(Mangled { at: start..end, meant })
    }

    fn sequence(&self, text: &str) -> Option<Sequence> {
        let mut signs = text.char_indices();
        let (_, lead) = signs.next().filter(|(_, sign)| self.is_lead(*sign))?;
        let mut bytes = [(self.byte)(lead)?, 0, 0, 0];
        let length = match bytes[0] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
        let mut sequence = Sequence { end: 0, meant: ' ', is_weak: true };
        for byte in &mut bytes[1..length] {
            let (at, sign) = signs.next()?;
            *byte = (self.byte)(sign).filter(|byte| is_continuation(*byte))?;
            sequence.end = at + sign.len_utf8();
            sequence.is_weak &= may_follow_letter(sign);
        }
        sequence.meant =
            str::from_utf8(&bytes[..length]).ok()?.chars().next().filter(|sign| self.is_plausible(*sign))?;
        Some(sequence)
    }

    /// Whether somebody may have written this sign in a title.
    fn is_plausible(&self, sign: char) -> bool {
        match sign {
            '\u{400}'..='\u{491}' | '\u{2010}'..='\u{2044}' | '\u{20AC}' | '\u{2116}' | '\u{2122}' => true,
            _ if self.is_bold => false,
            '\u{386}'..='\u{3CE}' | '\u{5D0}'..='\u{5EA}' | '\u{621}'..='\u{6D3}' | '\u{900}'..='\u{E7F}' => {
                sign.is_alphabetic()
            }
            '\u{A0}'..='\u{17F}'
            | '\u{1A0}'
            | '\u{1A1}'
            | '\u{1AF}'
            | '\u{1B0}'
            | '\u{218}'..='\u{21B}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2605}'
            | '\u{2606}'
            | '\u{2661}'
            | '\u{2665}'
            | '\u{266A}'
            | '\u{3001}'..='\u{30FF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{FEFF}'
            | '\u{1F300}'..='\u{1FAFF}' => true,
            _ => false,
        }
    }
}

fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut from = 0;
    // Not by way of `mangled`, which would come back here for each part.
    for (start, _) in text.char_indices() {
        if start < from {
            continue;
        }
        let Some(sequence) = PAGES[0].sequence(&text[start..]).filter(|sequence| !sequence.is_weak) else { continue };
        repaired.push_str(&text[from..start]);
        repaired.push(sequence.meant);
        from = start + sequence.end;
    }
    repaired.push_str(&text[from..]);
    repaired
}

/// Whether what stands around it says that no real word goes so: a capital amid small letters, as in `voilÃ `.
fn is_out_of_place(text: &str, start: usize, length: usize, sequence: &Sequence) -> bool {
    let before = text[..start].chars().next_back();
    let lead = text[start..].chars().next().is_some_and(char::is_uppercase);
    let follows = text[start + length..].chars().next();
    let after = text[start + sequence.end..].chars().next();
    let is_first = before.is_none_or(|sign| !sign.is_alphanumeric());
    lead && if before.is_some_and(char::is_lowercase) {
        true
    } else if follows == Some('\u{A0}') {
        is_first
    } else {
        is_first && after.is_some_and(char::is_lowercase)
    }
}

const fn is_continuation(byte: u8) -> bool {
    matches!(byte, 0x80..=0xBF)
}

/// Quotation marks, dashes and the like stand right behind real letters as well.
const fn may_follow_letter(sign: char) -> bool {
    matches!(sign, '\u{A0}' | '»' | '\u{2013}' | '\u{2014}' | '\u{2018}'..='\u{201E}' | '•' | '…' | '›')
}

/// The byte of a sign in Windows-1252.
fn western(sign: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match sign {
        '\u{80}'..='\u{FF}' => u8::try_from(sign).ok(),
        '\u{152}'..='\u{192}' | '\u{2C6}'..='\u{2DC}' | '\u{2013}'..='\u{2122}' => place(HIGH, sign),
        _ => None,
    }
}

/// The byte of a sign in Windows-1251.
fn cyrillic(sign: char) -> Option<u8> {
    const HIGH: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{98}™љ›њќћџ\u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї";
    match sign {
        'А'..='я' => u8::try_from(sign as u32 - 0x410 + 0xC0).ok(),
        _ => place(HIGH, sign),
    }
}

fn place(signs: &str, sign: char) -> Option<u8> {
    signs.chars().position(|other| other == sign).and_then(|at| u8::try_from(0x80 + at).ok())
}

#[cfg(test)]
mod tests {
    use super::mangled;

    #[test]
    fn what_was_utf_8_is_read_again() {
        for (text, meant) in [
            ("CafÃ©", "é"),
            ("Donâ€™t", "’"),
            ("Sigur RÃ³s", "ó"),
            ("Ð“Ñ€ÑƒÐ¿Ð¿Ð°", "Группа"),
            ("РљРёРЅРѕ", "Кино"),
            ("DonвЂ™t", "’"),
            ("CafÃƒÂ©", "é"),
            ("voilÃ\u{A0}", "à"),
            ("Ã–sterreich", "Ö"),
            ("BlueprintÂ²", "²"),
            ("cÅ“ur", "œ"),
            ("ï»¿Low Tide", ""),
        ] {
            let found = mangled(text);
            assert_eq!(found.iter().map(|part| part.meant.as_str()).collect::<Vec<_>>(), [meant], "{text}");
        }
    }

    #[test]
    fn real_letters_before_a_mark_are_left_alone() {
        for text in [
            "“IRMÔ",
            "«CAFÉ»",
            "“Så”…",
            "„JÄ“",
            "AMANHÃ…",
            "“Olé”…",
            "À «",
            "Âme",
            "“SÅ”",
            "IRMÃ\u{A0}LINDA",
            "TRÂN",
            "Рёв",
            "СССР",
        ] {
            assert_eq!(mangled(text), [], "{text}");
        }
    }
}

//! Characters that no record holds: control characters, and the two code points that are no characters.
use crate::span::Span;
use std::ops::Range;

/// Whether XML, terminals and shops choke on it. Tab and line breaks are none of these.
pub(super) const fn is_odd(sign: char) -> bool {
    matches!(sign, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Where they stand, neighbours together.
#[allow(clippy::needless_bitwise_bool, reason = "without branches, a whole block is looked at at once")]
pub(super) fn find(text: &str) -> Vec<Span> {
    let suspect = |byte: u8| {
        ((byte < 32) & (byte != 9) & (byte != 10) & (byte != 13)) | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xEF)
    };
    // A whole block at once: no branch for each byte.
    let is_clean = |block: &[u8]| !block.iter().fold(false, |found, byte| found | suspect(*byte));
    if text.as_bytes().chunks(256).all(is_clean) {
        return Vec::new();
    }
    let mut spans: Vec<Span> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| is_odd(*sign)) {
        let (start, end) = (at as u32, (at + sign.len_utf8()) as u32);
        match spans.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => spans.push(Span::new(start, end)),
        }
    }
    spans
}

pub(super) fn message(sign: char) -> String {
    format!("this is a control character (U+{:04X}), which no shop takes", sign as u32)
}

/// The text with something harmless of the same length in their places, so that the rest can still be read.
pub(super) fn blank_out(text: &str, spans: &[Span]) -> String {
    let mut blank = String::with_capacity(text.len());
    let mut from = 0;
    for span in spans {
        blank.push_str(&text[from..span.start as usize]);
        for sign in text[span.range()].chars() {
            blank.push_str(["?", "¿", "\u{FFFD}"][sign.len_utf8() - 1]);
        }
        from = span.end as usize;
    }
    blank.push_str(&text[from..]);
    blank
}

/// The escape sequences of a double-quoted text that stand for such characters, with their bytes in the raw text.
pub(super) fn escaped(raw: &str) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = raw[at..].find('\\') {
        let start = at + step;
        let digits = match raw.as_bytes().get(start + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let end = raw.len().min(start + 2 + digits);
        let sign = match raw.as_bytes().get(start + 1) {
            Some(b'0') => Some('\0'),
            Some(b'a') => Some('\x07'),
            Some(b'b') => Some('\x08'),
            Some(b'v') => Some('\x0B'),
            Some(b'f') => Some('\x0C'),
            Some(b'e') => Some('\x1B'),
            Some(b'x' | b'u' | b'U') => {
                raw.get(start + 2..end).and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32)
            }
            _ => None,
        };
        found.extend(sign.filter(|sign| is_odd(*sign)).map(|sign| (start..end, sign)));
        // The sign behind the backslash may be longer than a byte.
        at = start + 1 + raw[start + 1..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

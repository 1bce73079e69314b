//! The text of an open document, and places in it as an editor counts them: by lines, and in units within a line.
use gen_lsp_types::{Position, PositionEncodingKind, Range};
use std::cell::Cell;

/// What a line is measured in. The protocol's own is UTF-16; an editor may offer others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The encoding of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        }
    }

    pub(super) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units a text has.
    fn units(self, text: &str) -> usize {
        let characters = || text.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
        match self {
            Self::Utf8 => text.len(),
            // Those that take four bytes in UTF-8 take two units in UTF-16.
            Self::Utf16 => characters() + text.bytes().filter(|byte| *byte >= 0xF0).count(),
            Self::Utf32 => characters(),
        }
    }

    /// The byte behind so many units; the character's first, if they end within one, and the text's end, if there are fewer.
    fn byte(self, text: &str, units: usize) -> usize {
        if self == Self::Utf8 {
            return text.floor_char_boundary(units);
        }
        let mut left = units;
        for (at, sign) in text.char_indices() {
            let width = if self == Self::Utf16 { sign.len_utf16() } else { 1 };
            if left < width {
                return at;
            }
            left -= width;
        }
        text.len()
    }
}

/// A text and where its lines begin.
#[derive(Debug)]
pub(super) struct Text {
    content: String,
    starts: Vec<usize>,
    encoding: Encoding,
    /// The place that was measured last: findings come in their order, and a text may be one very long line.
    last: Cell<(usize, usize)>,
}

impl Text {
    pub(super) fn new(text: String, encoding: Encoding) -> Self {
        let starts = starts(&text);
        Self { content: text, starts, encoding, last: Cell::default() }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    pub(super) const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The bytes of a line, without what ends it.
    pub(super) fn line(&self, line: usize) -> std::ops::Range<usize> {
        let Some(start) = self.starts.get(line).copied() else { return self.content.len()..self.content.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.content.len());
        start..start + self.content[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// The line that a byte is on, from 0.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) - 1
    }

    /// The byte at a place. Behind a line's end is its end, behind the last line the end of the text.
    pub(super) fn byte(&self, position: Position) -> usize {
        let line = self.line(position.line as usize);
        line.start + self.encoding.byte(&self.content[line.clone()], position.character as usize)
    }

    /// The place of a byte; a character's first, if it is within one.
    pub(super) fn position(&self, byte: usize) -> Position {
        let byte = self.content.floor_char_boundary(byte);
        let line = self.line_of(byte);
        let here = self.line(line);
        let byte = byte.min(here.end);
        let (known, units) = self.last.get();
        let units = if (here.start..=byte).contains(&known) && self.content.is_char_boundary(known) {
            units + self.encoding.units(&self.content[known..byte])
        } else {
            self.encoding.units(&self.content[here.start..byte])
        };
        self.last.set((byte, units));
        Position::new(line as u32, units as u32)
    }

    /// The places of a range of bytes.
    pub(super) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range::new(self.position(bytes.start), self.position(bytes.end.max(bytes.start)))
    }

    /// Puts a text in place of a range; of all, if there is none.
    pub(super) fn change(&mut self, range: Option<Range>, text: &str) {
        match range {
            None => text.clone_into(&mut self.content),
            Some(range) => {
                let (start, end) = (self.byte(range.start), self.byte(range.end));
                self.content.replace_range(start.min(end)..end.max(start), text);
            }
        }
        self.starts = starts(&self.content);
        self.last.set((0, 0));
    }
}

/// Where each line begins. A line ends at LF, CR LF or a CR alone, as the protocol has it, and YAML too.
fn starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
    let ends = breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at + 1);
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Text};
    use gen_lsp_types::{Position, Range};
    use proptest::prelude::*;

    #[test]
    fn places_are_counted_in_units() {
        for (encoding, behind_emoji, behind_accent) in
            [(Encoding::Utf8, 5, 11), (Encoding::Utf16, 3, 6), (Encoding::Utf32, 2, 5)]
        {
            let text = Text::new("x\r\n\t🎸L’été\ry".to_owned(), encoding);
            let at = |sign: &str| text.as_str().find(sign).expect("it is there");
            let behind = |sign: &str| at(sign) + sign.len();
            assert_eq!(text.position(behind("\t")), Position::new(1, 1));
            assert_eq!(text.position(at("y")), Position::new(2, 0));
            assert_eq!(text.position(behind("🎸")).character, behind_emoji);
            assert_eq!(text.position(at("t")).character, behind_accent);
        }
    }

    #[test]
    fn what_lies_outside_is_the_nearest_place() {
        let text = Text::new("ab\r\n🎸\n".to_owned(), Encoding::Utf16);
        for (line, character, byte) in
            [(0, 9, 2), (1, 1, 4), (1, 2, 8), (1, 3, 8), (2, 0, 9), (3, 5, 9), (u32::MAX, u32::MAX, 9)]
        {
            assert_eq!(text.byte(Position::new(line, character)), byte, "{line}:{character}");
        }
        assert_eq!(text.position(3), Position::new(0, 2), "between CR and LF");
        assert_eq!(text.position(6), Position::new(1, 0), "within a character");
        assert_eq!(text.position(1000), Position::new(2, 0));
    }

    #[test]
    fn a_range_the_wrong_way_round_is_still_one() {
        let mut text = Text::new("abcdef".to_owned(), Encoding::Utf16);
        text.change(Some(Range::new(Position::new(0, 4), Position::new(0, 1))), "X");
        assert_eq!(text.as_str(), "aXef");
        text.change(None, "new");
        assert_eq!(text.as_str(), "new");
    }

    proptest! {
        #[test]
        fn a_place_leads_back_to_its_byte(lines in "[a\t🎸é\u{301}\r\n\u{FEFF}]{0,40}", bytes in prop::collection::vec(0_usize..80, 1..9)) {
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let text = Text::new(lines.clone(), encoding);
                for byte in &bytes {
                    let byte = lines.floor_char_boundary(*byte);
                    let is_in_break = lines[..byte].ends_with('\r') && lines[byte..].starts_with('\n');
                    if !is_in_break {
                        prop_assert_eq!(text.byte(text.position(byte)), byte);
                    }
                }
            }
        }
    }
}

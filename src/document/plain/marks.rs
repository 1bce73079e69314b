//! Where the signs of a text stand that mean something to YAML, as bits: sixteen bytes are looked at at once, and whoever asks for
//! the next sign of a kind need not look at the bytes between.
use std::cell::Cell;
use wide::u8x16;

/// The signs of a text.
pub(super) struct Marks {
    blocks: Vec<Block>,
    length: usize,
    /// Whether there is a CR.
    pub(super) has_returns: bool,
    /// Whether there is a tab.
    pub(super) has_tabs: bool,
    /// Whether there is a control character, or a byte that one beyond ASCII begins with.
    pub(super) is_doubtful: bool,
}

/// The signs of 64 bytes. Behind the text there are line breaks.
#[derive(Clone, Copy, Default)]
struct Block {
    /// All but blanks.
    solid: u64,
    /// LF.
    breaks: u64,
    /// What ends a plain scalar: LF, a colon before a blank or a line break, `#` behind a blank.
    ends: u64,
    /// What ends a plain scalar in brackets, or makes it doubtful: LF and `,[]{}#:`.
    stops: u64,
}

/// So many bytes have a bit in one number.
const BLOCK: usize = 64;

/// Room of a usual size is kept for the next text.
const MOST_SPARE: usize = 1 << 10;

thread_local! {
    /// The room of a text that is done with: the next one needs as much.
    static SPARE: Cell<Vec<Block>> = const { Cell::new(Vec::new()) };
}

impl Drop for Marks {
    fn drop(&mut self) {
        if self.blocks.capacity() <= MOST_SPARE {
            SPARE.set(std::mem::take(&mut self.blocks));
        }
    }
}

impl Marks {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut blocks = SPARE.take();
        blocks.clear();
        blocks.reserve(bytes.len() / BLOCK + 2);
        let mut looker = Looker { blocks, is_behind_blank: 0, ends_with_colon: 0, seen: Seen::default() };
        let (whole, rest) = bytes.as_chunks();
        for block in whole {
            looker.look(block);
        }
        let mut last = [b'\n'; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        looker.look(&last);
        looker.look(&[b'\n'; BLOCK]);
        let Seen { returns, tabs, odd } = looker.seen;
        Self {
            blocks: looker.blocks,
            length: bytes.len(),
            has_returns: returns.to_bitmask() != 0,
            has_tabs: tabs.to_bitmask() != 0,
            is_doubtful: odd.to_bitmask() != 0,
        }
    }

    /// The next byte that is no blank.
    #[inline]
    pub(super) fn solid(&self, from: usize) -> usize {
        self.next(from, |block| block.solid)
    }

    /// The next LF, or the end of the text.
    #[inline]
    pub(super) fn line_break(&self, from: usize) -> usize {
        self.next(from, |block| block.breaks)
    }

    /// The next sign that ends a plain scalar, or the end of the text.
    #[inline]
    pub(super) fn end(&self, from: usize) -> usize {
        self.next(from, |block| block.ends)
    }

    /// The next sign that ends a plain scalar in brackets or makes it doubtful, or the end of the text.
    #[inline]
    pub(super) fn stop(&self, from: usize) -> usize {
        self.next(from, |block| block.stops)
    }

    #[inline]
    fn next(&self, mut from: usize, signs: impl Fn(&Block) -> u64) -> usize {
        loop {
            let (at, shift) = (from / BLOCK, from % BLOCK);
            let (Some(here), Some(behind)) = (self.blocks.get(at), self.blocks.get(at + 1)) else { return self.length };
            // The bits from there on, of two blocks: nobody can foretell in which one the next sign is.
            let bits = signs(here) >> shift | signs(behind) << 1 << (BLOCK - 1 - shift);
            if bits != 0 {
                return from + bits.trailing_zeros() as usize;
            }
            from += BLOCK;
        }
    }
}

/// Looks at one block after another.
struct Looker {
    blocks: Vec<Block>,
    /// Whether the last byte of the block before was a blank, as the lowest bit.
    is_behind_blank: u64,
    /// Whether it was a colon, as the highest bit.
    ends_with_colon: u64,
    seen: Seen,
}

/// What occurs anywhere.
#[derive(Default)]
struct Seen {
    returns: u8x16,
    tabs: u8x16,
    odd: u8x16,
}

/// What a block has of each sign.
#[derive(Default)]
struct Raw {
    breaks: u64,
    returns: u64,
    blanks: u64,
    colons: u64,
    hashes: u64,
    /// Commas and brackets.
    flow: u64,
}

impl Looker {
    fn look(&mut self, block: &[u8; BLOCK]) {
        let raw = self.seen.raw(block);
        // What stands behind a key or in front of a comment.
        let gaps = raw.blanks | raw.breaks | raw.returns;
        if let Some(before) = self.blocks.last_mut() {
            before.ends |= self.ends_with_colon & gaps << (BLOCK - 1);
        }
        let keys = raw.colons & gaps >> 1;
        let comments = raw.hashes & (raw.blanks << 1 | self.is_behind_blank);
        self.is_behind_blank = raw.blanks >> (BLOCK - 1);
        self.ends_with_colon = raw.colons & 1 << (BLOCK - 1);
        self.blocks.push(Block {
            solid: !raw.blanks,
            breaks: raw.breaks,
            ends: raw.breaks | keys | comments,
            stops: raw.breaks | raw.colons | raw.hashes | raw.flow,
        });
    }
}

impl Seen {
    #[inline]
    fn raw(&mut self, block: &[u8; BLOCK]) -> Raw {
        let mut raw = Raw::default();
        let (parts, _) = block.as_chunks();
        for (part, bytes) in parts.iter().enumerate() {
            let bytes = u8x16::new(*bytes);
            let is = |sign: u8| bytes.simd_eq(u8x16::splat(sign));
            let bits = |found: u8x16| u64::from(found.to_bitmask()) << (16 * part);
            let (breaks, returns, tabs) = (is(b'\n'), is(b'\r'), is(b'\t'));
            // Square brackets and braces differ in this bit alone.
            let brackets = bytes | u8x16::splat(0x20);
            let flow = is(b',') | brackets.simd_eq(u8x16::splat(b'{')) | brackets.simd_eq(u8x16::splat(b'}'));
            raw.breaks |= bits(breaks);
            raw.returns |= bits(returns);
            raw.blanks |= bits(is(b' '));
            raw.colons |= bits(is(b':'));
            raw.hashes |= bits(is(b'#'));
            raw.flow |= bits(flow);
            let low = bytes.simd_eq(bytes.min(u8x16::splat(0x1F)));
            let white = breaks | returns | tabs;
            // 0xC2 and 0xEF begin the control characters beyond ASCII and what is no character.
            self.odd |= (low ^ white) | is(0x7F) | is(0xC2) | is(0xEF);
            self.returns |= returns;
            self.tabs |= tabs;
        }
        raw
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Marks};

    /// A text with that sign at that place.
    fn at(place: usize, sign: &str) -> String {
        format!("{}{sign}", "x".repeat(place))
    }

    #[test]
    fn each_sign_is_found_wherever_it_stands() {
        for place in (1..3 * BLOCK).filter(|place| place % 7 == 0 || place % BLOCK < 3 || place % BLOCK > BLOCK - 4) {
            let found = |sign: &str, next: fn(&Marks, usize) -> usize| {
                let text = at(place, sign);
                let marks = Marks::of(text.as_bytes());
                (0..=place).all(|from| next(&marks, from) == place) && next(&marks, text.len()) == text.len()
            };
            assert!(found("\n", Marks::line_break) && found("", Marks::line_break) && found("\nx", Marks::line_break));
            for end in ["\n", ": ", ":\n", ":\r\n", ":", ""] {
                assert!(found(end, Marks::end), "{end:?} at {place}");
            }
            for other in [":x", "#", "#x", "x# ", "\t", "'", "\r", "é"] {
                assert!(!found(other, Marks::end), "{other:?} at {place}");
            }
            for stop in [",", "[", "]", "{", "}", "#", ":", "\n", ""] {
                assert!(found(stop, Marks::stop), "{stop:?} at {place}");
            }
            for other in [";", "[", "|", "\\", "^", ")"] {
                let text = at(place, other);
                let is_stop = Marks::of(text.as_bytes()).stop(0) == place;
                assert_eq!(is_stop, other == "[", "{other} at {place}");
            }
            let text = format!("{} # y", at(place, ""));
            assert_eq!(Marks::of(text.as_bytes()).end(0), place + 1);
            let text = format!("{}é", " ".repeat(place));
            assert_eq!(Marks::of(text.as_bytes()).solid(0), place);
        }
    }

    #[test]
    fn every_byte_is_told_that_may_be_odd() {
        for byte in 0..=u8::MAX {
            let marks = Marks::of(&[b'x', byte]);
            let is_white = matches!(byte, b'\t' | b'\n' | b'\r');
            let is_odd = (byte < 0x20 && !is_white) || matches!(byte, 0x7F | 0xC2 | 0xEF);
            assert_eq!(marks.is_doubtful, is_odd, "{byte:#x}");
            assert_eq!((marks.has_tabs, marks.has_returns), (byte == b'\t', byte == b'\r'));
        }
    }
}

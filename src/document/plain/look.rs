//! Where the next sign stands that means something to YAML: many bytes are looked at at once, and only where somebody asks.
use crate::ascii::among;
use wide::u8x16;

/// So many bytes are looked at at once: most keys and values are shorter.
const WINDOW: usize = 32;

/// The next byte that is no blank, or the end of the text.
#[inline]
pub(super) fn solid(bytes: &[u8], from: usize) -> usize {
    const BLANKS: u64 = u64::from_ne_bytes([b' '; 8]);
    // Nearly always it is near.
    match bytes.get(from..).and_then(<[u8]>::first_chunk).map(|word| u64::from_le_bytes(*word) ^ BLANKS) {
        None | Some(0) => far_solid(bytes, from),
        Some(others) => from + others.trailing_zeros() as usize / 8,
    }
}

#[inline(never)]
fn far_solid(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| *byte != b' ').unwrap_or(rest.len())
}

/// The next LF, or the end of the text.
pub(super) fn line_break(bytes: &[u8], from: usize) -> usize {
    memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length)
}

/// Whether there is a control character other than LF, or DEL, or a byte that one beyond ASCII or what is no character begins with.
pub(super) fn has_doubtful(bytes: &[u8]) -> bool {
    let (windows, rest) = bytes.as_chunks();
    let doubtful = |window: &[u8; WINDOW]| {
        let (halves, _) = window.as_chunks();
        let half = |half: usize| {
            let bytes = u8x16::new(halves[half]);
            let low = bytes.simd_eq(bytes.min(u8x16::splat(b' ' - 1)));
            low ^ bytes.simd_eq(u8x16::splat(b'\n'))
        };
        half(0) | half(1)
    };
    let all = windows.iter().fold(doubtful(&last_window(rest, 0)), |all, window| all | doubtful(window));
    all.to_bitmask() != 0 || memchr::memchr3(0x7F, 0xC2, 0xEF, bytes).is_some()
}

/// The length of the plain scalar that begins there, if it is as nearly all are: short, and alone on its line.
#[inline]
pub(super) fn usual_length(bytes: &[u8], from: usize) -> Option<usize> {
    let window = bytes.get(from..)?.first_chunk()?;
    let length = bits(window, ends).trailing_zeros() as usize;
    let is_alone = window.get(length) == Some(&b'\n') && !matches!(window.get(length.wrapping_sub(1))?, b' ' | b'\r');
    is_alone.then_some(length)
}

/// The length of the text in double quotation marks that begins there, these among it, if it is short, alone on its line, and stands
/// as it reads.
#[inline]
pub(super) fn usual_quoted_length(bytes: &[u8], from: usize) -> Option<usize> {
    let window: &[u8; WINDOW] = bytes.get(from..)?.first_chunk()?;
    // The mark that it begins with is passed over.
    let found = bits(window, |window| among(window, *b"\"\\\n")) & !1;
    let length = found.trailing_zeros() as usize + 1;
    let is_alone = window.get(length) == Some(&b'\n') && window[length - 1] == b'"';
    is_alone.then_some(length)
}

/// The next sign that ends a plain scalar, or the end of the text: LF, a colon before a blank or a line break, `#` behind a blank.
#[inline]
pub(super) fn end(bytes: &[u8], from: usize) -> usize {
    let is_end = |at: usize| match bytes.get(at) {
        Some(b':') => matches!(bytes.get(at + 1), None | Some(b' ' | b'\n' | b'\r')),
        Some(b'#') => at > 0 && bytes[at - 1] == b' ',
        _ => true,
    };
    next(bytes, from, ends, is_end)
}

#[inline]
fn ends(window: u8x16) -> u8x16 {
    among(window, *b"\n:#")
}

/// The next sign that ends a plain scalar in brackets or makes it doubtful, or the end of the text: LF and `,[]{}#:`.
#[inline]
pub(super) fn stop(bytes: &[u8], from: usize) -> usize {
    let stops = |window: u8x16| {
        // Square brackets and braces differ in this bit alone.
        among(window, *b"\n,:#") | among(window | u8x16::splat(0x20), *b"{}")
    };
    next(bytes, from, stops, |_| true)
}

/// The next byte of a kind at which something is true as well; behind the text there are line breaks.
#[inline]
fn next(bytes: &[u8], mut from: usize, is_sought: impl Fn(u8x16) -> u8x16, is_it: impl Fn(usize) -> bool) -> usize {
    loop {
        let last;
        let window = if let Some(window) = bytes.get(from..).and_then(<[u8]>::first_chunk) {
            window
        } else {
            last = last_window(bytes, from);
            &last
        };
        let mut found = bits(window, &is_sought);
        while found != 0 {
            let at = from + found.trailing_zeros() as usize;
            if is_it(at) {
                return at;
            }
            found &= found - 1;
        }
        from += WINDOW;
    }
}

#[inline]
fn bits(window: &[u8; WINDOW], is_sought: impl Fn(u8x16) -> u8x16) -> u32 {
    let (halves, _) = window.as_chunks();
    let half = |half: usize| is_sought(u8x16::new(halves[half])).to_bitmask();
    half(0) | half(1) << (WINDOW / 2)
}

/// What is left of a text, and line breaks.
#[cold]
fn last_window(bytes: &[u8], from: usize) -> [u8; WINDOW] {
    let rest = bytes.get(from..).unwrap_or_default();
    let mut window = [b'\n'; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    window
}

#[cfg(test)]
mod tests {
    use super::{WINDOW, end, has_doubtful, line_break, solid, stop, usual_length, usual_quoted_length};

    /// A text with that sign at that place.
    fn at(place: usize, sign: &str) -> String {
        format!("{}{sign}", "x".repeat(place))
    }

    #[test]
    fn each_sign_is_found_wherever_it_stands() {
        for place in 1..3 * WINDOW {
            let found = |sign: &str, next: fn(&[u8], usize) -> usize| {
                let text = at(place, sign);
                let bytes = text.as_bytes();
                (0..=place).all(|from| next(bytes, from) == place) && next(bytes, bytes.len()) == bytes.len()
            };
            assert!(found("\n", line_break) && found("", line_break) && found("\nx", line_break));
            for sign in
                ["\n", ": ", ":\n", ":\r\n", ":", "", "\nand a long line behind it, so that nothing is left out"]
            {
                assert!(found(sign, end), "{sign:?} at {place}");
            }
            for other in [":x", "#", "#x", "x# ", "\t", "'", "\r", "é", ":x:", "::x"] {
                assert!(!found(other, end), "{other:?} at {place}");
            }
            for sign in [",", "[", "]", "{", "}", "#", ":", "\n", ""] {
                assert!(found(sign, stop), "{sign:?} at {place}");
            }
            for other in [";", "[", "|", "\\", "^", ")", "\r"] {
                assert_eq!(stop(at(place, other).as_bytes(), 0) == place, other == "[", "{other} at {place}");
            }
            let text = format!("{} # y", at(place, ""));
            assert_eq!(end(text.as_bytes(), 0), place + 1);
            let text = format!("{}é", " ".repeat(place));
            assert!((0..=place).all(|from| solid(text.as_bytes(), from) == place));
            assert_eq!(solid(" ".repeat(place).as_bytes(), 0), place);
        }
    }

    #[test]
    fn every_byte_is_told_that_is_doubtful() {
        for byte in 0..=u8::MAX {
            for place in 0..2 * WINDOW {
                let mut text = [b'x'; 2 * WINDOW + 1];
                text[place] = byte;
                let is_doubtful = (byte < 0x20 && byte != b'\n') || matches!(byte, 0x7F | 0xC2 | 0xEF);
                assert_eq!(has_doubtful(&text), is_doubtful, "{byte:#x} at {place}");
            }
        }
        assert!(!has_doubtful(b""));
    }

    #[test]
    fn a_usual_scalar_is_short_and_alone_on_its_line() {
        let behind = "\nand a long line behind it, so that nothing is left out";
        for length in 1..2 * WINDOW {
            let text = at(length, behind);
            assert_eq!(usual_length(text.as_bytes(), 0), (length < WINDOW).then_some(length));
            for other in [" ", " # x", "\r", ":", ": ", ":x"] {
                let text = at(length, &format!("{other}{behind}"));
                assert_eq!(usual_length(text.as_bytes(), 0), None, "{other:?}");
            }
        }
        for length in 0..2 * WINDOW {
            let text = format!("\"{}\"{behind}", at(length, ""));
            assert_eq!(usual_quoted_length(text.as_bytes(), 0), (length < WINDOW - 2).then_some(length + 2));
            for other in [" ", " # x", "\r", ":", "\""] {
                let text = format!("\"{}\"{other}{behind}", at(length, ""));
                assert_eq!(usual_quoted_length(text.as_bytes(), 0), None, "{other:?}");
            }
            for other in ["\\\"\"", "\\n\"", "\n\"", "'", ""] {
                let text = format!("\"{}{other}{behind}", at(length, ""));
                assert_eq!(usual_quoted_length(text.as_bytes(), 0), None, "{other:?}");
            }
        }
        assert_eq!(usual_length(behind.as_bytes(), 0), None);
        assert_eq!(usual_length(b"short\n", 0), None);
    }
}

//! Letters of ASCII, folded by a table, and bytes that are looked at several at once: titles and names are mostly made of ASCII, and
//! very many are looked at.
use std::ops::Range;
use wide::u8x16;

/// The letters and digits in lower case; 0 for any other byte.
pub(crate) static FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            folded[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

/// So many bytes are looked at at once.
pub(crate) const STEP: usize = 16;
/// So many bytes have a bit each in one number.
pub(crate) const BLOCK: usize = 64;

/// Which of sixteen bytes lie between two, these among them.
pub(crate) fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let place = bytes - u8x16::splat(first);
    place.simd_eq(place.min(u8x16::splat(last - first)))
}

/// Which of sixteen bytes are one of these.
pub(crate) fn among<const N: usize>(bytes: u8x16, sought: [u8; N]) -> u8x16 {
    sought.iter().fold(u8x16::ZERO, |found, byte| found | bytes.simd_eq(u8x16::splat(*byte)))
}

/// Which of sixteen bytes are letters or digits.
pub(crate) fn alphanumeric(bytes: u8x16) -> u8x16 {
    // A capital and its small letter differ in this bit alone.
    within(bytes | u8x16::splat(0x20), b'a', b'z') | within(bytes, b'0', b'9')
}

/// Whether bytes of a kind are among these; 0 is not of the kind. Most texts are short: all bytes are looked at, sixteen at once,
/// sooner than each is asked whether it is the last.
pub(crate) fn has(bytes: &[u8], is_sought: impl Fn(u8x16) -> u8x16) -> bool {
    let look = |bytes: &[u8; STEP]| is_sought(u8x16::new(*bytes));
    match bytes.last_chunk() {
        // What is left of the last step is looked at with some bytes before it.
        Some(last) => bytes.as_chunks().0.iter().fold(look(last), |found, step| found | look(step)).any(),
        None => look(&filled(bytes)).any(),
    }
}

/// Which bytes are of a kind, as bits from the lowest on. There are at most [`BLOCK`], and 0 is not of the kind.
pub(crate) fn bits(bytes: &[u8], is_sought: impl Fn(u8x16) -> u8x16) -> u64 {
    let step = |bytes: [u8; STEP], at: usize| u64::from(is_sought(u8x16::new(bytes)).to_bitmask()) << at;
    let (steps, _) = bytes.as_chunks::<STEP>();
    let found = steps.iter().enumerate().fold(0, |found, (at, bytes)| found | step(*bytes, at * STEP));
    match bytes.last_chunk() {
        // What is left of the last step is looked at with some bytes before it.
        Some(last) => found | step(*last, bytes.len() - STEP),
        None => step(filled(bytes), 0),
    }
}

/// The first bit of each row of bits, and the one behind its last.
pub(crate) fn runs(mut bits: u64) -> impl Iterator<Item = Range<usize>> {
    std::iter::from_fn(move || {
        let start = bits.trailing_zeros();
        // Nothing is left, if it is behind the highest bit.
        let end = start + bits.checked_shr(start)?.trailing_ones();
        bits &= u64::MAX.checked_shl(end).unwrap_or(0);
        Some(start as usize..end as usize)
    })
}

/// Where bytes of a kind stand, in their order; 0 is not of the kind.
pub(crate) fn places(bytes: &[u8], is_sought: impl Fn(u8x16) -> u8x16) -> impl Iterator<Item = usize> {
    let (mut blocks, mut start, mut found) = (bytes.chunks(BLOCK).enumerate(), 0, 0_u64);
    std::iter::from_fn(move || {
        while found == 0 {
            let (block, bytes) = blocks.next()?;
            (start, found) = (block * BLOCK, bits(bytes, &is_sought));
        }
        let at = start + found.trailing_zeros() as usize;
        found &= found - 1;
        Some(at)
    })
}

/// Few bytes, and zeros behind them.
pub(crate) fn filled(bytes: &[u8]) -> [u8; STEP] {
    let number = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (bytes.len() - 8))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4))
    } else {
        bytes.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte))
    };
    number.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::{alphanumeric, among, bits, filled, has, places, runs};

    #[test]
    fn a_sign_is_seen_wherever_it_stands() {
        for length in 0..50 {
            let text = "x".repeat(length);
            assert!(!has(text.as_bytes(), |bytes| among(bytes, [b';'])));
            for at in 0..length {
                let text = format!("{};{}", &text[..at], &text[at + 1..]);
                assert!(has(text.as_bytes(), |bytes| among(bytes, [b';'])), "{text}");
            }
        }
    }

    #[test]
    fn bits_and_places_are_those_of_the_bytes() {
        let text: Vec<u8> = (1..=255).chain((1..=255).rev()).collect();
        for length in 0..150 {
            for start in (0..text.len() - length).step_by(7) {
                let part = &text[start..start + length];
                let due = |is_sought: fn(u8) -> bool| (0..length).filter(move |at| is_sought(part[*at]));
                let signs: Vec<usize> = due(|byte| matches!(byte, b'(' | 0xe3)).collect();
                assert_eq!(places(part, |bytes| among(bytes, [b'(', 0xe3])).collect::<Vec<_>>(), signs);
                if length <= super::BLOCK {
                    let letters = due(|byte| byte.is_ascii_alphanumeric()).fold(0, |bits, at| bits | 1 << at);
                    assert_eq!(bits(part, alphanumeric), letters, "{part:?}");
                    let rows: Vec<usize> = runs(letters).flatten().collect();
                    assert!(rows.iter().eq(due(|byte| byte.is_ascii_alphanumeric()).collect::<Vec<_>>().iter()));
                    assert_eq!(runs(letters).count() as u32, (letters & !(letters << 1)).count_ones());
                }
            }
        }
    }

    #[test]
    fn few_bytes_are_kept_in_their_places() {
        for length in 0..16 {
            let bytes: Vec<u8> = (1..=length).collect();
            let mut due = [0; 16];
            due[..bytes.len()].copy_from_slice(&bytes);
            assert_eq!(filled(&bytes), due);
        }
    }
}

//! Letters of ASCII, folded by a table: titles and names are mostly made of them, and very many are compared.

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

/// Whether bytes of a kind are among these. Most texts are short: all bytes are looked at, several at once, sooner than each is
/// asked whether it is the last.
pub(crate) fn has(bytes: &[u8], is_sought: impl Fn(u8) -> bool + Copy) -> bool {
    fn any<const N: usize>(bytes: &[u8; N], is_sought: impl Fn(u8) -> bool) -> bool {
        bytes.iter().fold(false, |any, byte| any | is_sought(*byte))
    }
    // What is left of the last step is looked at with some bytes before it.
    if let Some(last) = bytes.last_chunk::<16>() {
        let (steps, _) = bytes.as_chunks::<16>();
        steps.iter().fold(any(last, is_sought), |found, step| found | any(step, is_sought))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        any(first, is_sought) | any(last, is_sought)
    } else {
        bytes.iter().any(|byte| is_sought(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_sign_is_seen_wherever_it_stands() {
        for length in 0..50 {
            let text = "x".repeat(length);
            assert!(!has(text.as_bytes(), |byte| byte == b';'));
            for at in 0..length {
                let text = format!("{};{}", &text[..at], &text[at + 1..]);
                assert!(has(text.as_bytes(), |byte| byte == b';'), "{text}");
            }
        }
    }
}

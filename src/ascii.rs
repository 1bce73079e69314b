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

//! Punctuation beyond ASCII that titles often have, told without Unicode's tables, which are slow for it.

/// Whether it is a dash, a quotation mark or another sign of Unicode's General Punctuation, U+2010 to U+205E: no letter or digit.
pub(crate) const fn is_punctuation(sign: char) -> bool {
    matches!(sign, '\u{2010}'..='\u{205e}')
}

#[cfg(test)]
mod tests {
    use super::is_punctuation;

    #[test]
    fn no_letter_or_digit_is_among_them() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|sign| is_punctuation(*sign)).collect();
        assert!(all.contains(&'’') && all.contains(&'–') && all.contains(&'…'));
        assert!(!all.iter().any(|sign| sign.is_alphanumeric()));
    }
}

//! Lists of words and phrases, and whether a text is one of them. Nearly every text is none, and one look tells so.

/// Words and phrases of ASCII letters that are compared in whatever case.
pub(crate) struct Phrases {
    list: &'static [&'static str],
    /// How long they are, as bits, by their first letter.
    lengths: [u64; 32],
}

impl Phrases {
    /// The phrases, none of them longer than 63 bytes.
    pub(crate) const fn new(list: &'static [&'static str]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < list.len() {
            let phrase = list[at].as_bytes();
            assert!(!phrase.is_empty() && phrase.len() < 64);
            lengths[(phrase[0] % 32) as usize] |= 1 << phrase.len();
            at += 1;
        }
        Self { list, lengths }
    }

    /// Whether a text is one of them.
    pub(crate) fn have(&self, text: &str) -> bool {
        let Some(first) = text.as_bytes().first() else { return false };
        // Capitals and small letters have the same last five bits.
        let may_be = text.len() < 64 && self.lengths[usize::from(first % 32)] & 1 << text.len() != 0;
        may_be && self.list.iter().any(|phrase| phrase.eq_ignore_ascii_case(text))
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_are_found_in_any_case_and_nothing_else() {
        static PHRASES: Phrases = Phrases::new(&["free download", "4k", "…"]);
        for text in ["free download", "Free Download", "4K", "…"] {
            assert!(PHRASES.have(text), "{text}");
        }
        let long = "f".repeat(64 + 13);
        for text in ["", "free", "free downloads", "free-download", "5k", &long] {
            assert!(!PHRASES.have(text), "{text}");
        }
    }
}

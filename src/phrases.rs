//! Lists of words and phrases, and whether a text is one of them. Nearly every text is none, and one look tells so.

/// Words and phrases of ASCII letters that are compared in whatever case.
pub(crate) struct Phrases {
    list: &'static [&'static str],
    lengths: Lengths,
}

/// How long phrases are, as bits, by their first letter: what tells of nearly every text that it is none of them.
#[derive(Clone, Copy)]
pub(crate) struct Lengths([u64; 32]);

impl Lengths {
    /// Of phrases of which none is longer than 63 bytes.
    pub(crate) const fn of(list: &[&str]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < list.len() {
            let phrase = list[at].as_bytes();
            assert!(!phrase.is_empty() && phrase.len() < 64);
            lengths[(phrase[0] % 32) as usize] |= 1 << phrase.len();
            at += 1;
        }
        Self(lengths)
    }

    /// Those of two lists.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(joined(self.0, other.0))
    }

    /// Whether a text may be one of the phrases.
    pub(crate) fn fit(&self, text: &[u8]) -> bool {
        // Capitals and small letters have the same last five bits.
        let of_letter = text.first().map_or(0, |first| self.0[usize::from(first % 32)]);
        text.len() < 64 && of_letter >> text.len() & 1 == 1
    }

    /// Whether a text may begin as one of the phrases.
    pub(crate) fn fit_beginning(&self, text: &str) -> bool {
        text.as_bytes().first().is_some_and(|first| self.0[usize::from(first % 32)] != 0)
    }
}

/// The last two letters of phrases, as bits by the one before the last.
#[derive(Clone, Copy)]
pub(crate) struct Endings([u64; 32]);

impl Endings {
    /// Of phrases of two letters or more.
    pub(crate) const fn of(list: &[&str]) -> Self {
        let mut endings = [0; 32];
        let mut at = 0;
        while at < list.len() {
            let phrase = list[at].as_bytes();
            endings[(phrase[phrase.len() - 2] % 32) as usize] |= 1 << (phrase[phrase.len() - 1] % 32);
            at += 1;
        }
        Self(endings)
    }

    /// Those of two lists.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(joined(self.0, other.0))
    }

    /// Whether a text may end as one of the phrases.
    pub(crate) fn fit(&self, text: &[u8]) -> bool {
        text.last_chunk().is_some_and(|[before, last]| self.0[usize::from(before % 32)] >> (last % 32) & 1 == 1)
    }
}

/// The bits of both tables.
const fn joined(mut one: [u64; 32], other: [u64; 32]) -> [u64; 32] {
    let mut at = 0;
    while at < one.len() {
        one[at] |= other[at];
        at += 1;
    }
    one
}

impl Phrases {
    /// The phrases, none of them longer than 63 bytes.
    pub(crate) const fn new(list: &'static [&'static str]) -> Self {
        Self { list, lengths: Lengths::of(list) }
    }

    /// How long they are.
    pub(crate) const fn lengths(&self) -> Lengths {
        self.lengths
    }

    /// Whether a text is one of them.
    pub(crate) fn have(&self, text: &str) -> bool {
        self.have_bytes(text.as_bytes())
    }

    /// Whether bytes are one of them.
    pub(crate) fn have_bytes(&self, text: &[u8]) -> bool {
        self.lengths.fit(text) && self.list.iter().any(|phrase| phrase.as_bytes().eq_ignore_ascii_case(text))
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

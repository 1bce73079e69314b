//! Which of many keys are there more than once: nearly none, so that only those few are sorted.

/// Of things with keys, `most` at most, those whose key is there more than once. A few others may be among them.
pub(super) fn repeated<T>(most: usize, all: impl Iterator<Item = (u64, T)> + Clone) -> Vec<(u64, T)> {
    let again = Again::new(most, FIRST, all.clone().map(|(key, _)| key));
    let mut few: Vec<(u64, T)> = all.filter(|(key, _)| again.may_have(*key)).collect();
    // Most of these were taken for each other, which seldom happens in two ways.
    let again = Again::new(most, SECOND, few.iter().map(|(key, _)| *key));
    few.retain(|(key, _)| again.may_have(*key));
    few
}

/// The keys that were seen again. It may say so of a few that were not, and leaves out none.
struct Again(Bits);

/// Two ways to mix a key: odd numbers with bits all over.
const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd1b5_4a32_d192_ed03;

impl Again {
    /// Goes through the keys, of which there are so many at most.
    fn new(most: usize, factor: u64, keys: impl Iterator<Item = u64>) -> Self {
        let (mut seen, mut again) = (Bits::new(most, factor), Bits::new(most, factor));
        for key in keys {
            if seen.set(key) {
                again.set(key);
            }
        }
        Self(again)
    }

    /// Whether a key may have been there again.
    fn may_have(&self, key: u64) -> bool {
        self.0.has(key)
    }
}

/// A set of keys that may have too many, and never too few.
struct Bits {
    factor: u64,
    words: Vec<u64>,
}

impl Bits {
    /// Room for so many.
    fn new(count: usize, factor: u64) -> Self {
        Self { factor, words: vec![0; (count / 8).next_power_of_two()] }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let hash = key.wrapping_mul(self.factor) >> 20;
        ((hash >> 6) as usize & (self.words.len() - 1), 1 << (hash & 63))
    }

    /// Puts a key into it; says whether it was there.
    fn set(&mut self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        let was = self.words[at] & bit != 0;
        self.words[at] |= bit;
        was
    }

    fn has(&self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        self.words[at] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn a_repeated_key_is_never_left_out_and_few_others_are_taken_for_one() {
        let keys = (0..10_000_u64).chain((0..10_000).step_by(100)).zip(0..);
        let found = repeated(keys.clone().count(), keys);
        assert!((0..10_000).step_by(100).all(|key| found.iter().filter(|(found, _)| *found == key).count() == 2));
        assert!(found.len() < 600, "{}", found.len());
        assert!(found.is_sorted_by_key(|(_, at)| *at));
    }
}

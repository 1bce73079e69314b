//! Which of many keys are there more than once: nearly none, so that only those few are sorted.

/// The keys that were seen again. It may say so of a few that were not, and leaves out none.
pub(super) struct Repeated(Bits);

impl Repeated {
    /// Goes through the keys, of which there are so many at most.
    pub(super) fn new(most: usize, keys: impl Iterator<Item = u64>) -> Self {
        let (mut seen, mut again) = (Bits::new(most), Bits::new(most));
        for key in keys {
            if seen.set(key) {
                again.set(key);
            }
        }
        Self(again)
    }

    /// Whether a key may have been there again.
    pub(super) fn may_have(&self, key: u64) -> bool {
        self.0.has(key)
    }
}

/// A set of keys that may have too many, and never too few.
struct Bits(Vec<u64>);

impl Bits {
    /// Room for so many.
    fn new(count: usize) -> Self {
        Self(vec![0; (count / 8).next_power_of_two()])
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
        ((hash >> 6) as usize & (self.0.len() - 1), 1 << (hash & 63))
    }

    /// Puts a key into it; says whether it was there.
    fn set(&mut self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        let was = self.0[at] & bit != 0;
        self.0[at] |= bit;
        was
    }

    fn has(&self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        self.0[at] & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Repeated;

    #[test]
    fn a_repeated_key_is_never_left_out_and_few_others_are_taken_for_one() {
        let keys = || (0..10_000_u64).chain((0..10_000).step_by(100));
        let again = Repeated::new(keys().count(), keys());
        assert!((0..10_000).step_by(100).all(|key| again.may_have(key)));
        assert!((0..10_000).filter(|key| again.may_have(*key)).count() < 2_500);
    }
}

//! Which of many keys are there more than once: nearly none, so that only those few are sorted.
use crate::{
    mix::{FIRST, SECOND},
    sieve::Sieve,
};

/// Of so many things with a key, those whose key is there more than once, in their order. A few others may be among them.
pub(super) fn repeated<T>(count: usize, all: impl Iterator<Item = (u64, T)> + Clone) -> Vec<(u64, T)> {
    let mut again = Again::new(count, FIRST);
    all.clone().for_each(|(key, _)| again.add(key));
    let mut few: Vec<(u64, T)> = all.filter(|(key, _)| again.may_have(*key)).collect();
    // Most of these were taken for each other, which seldom happens in two ways.
    let mut again = Again::new(few.len(), !SECOND);
    for (key, _) in &few {
        again.add(*key);
    }
    few.retain(|(key, _)| again.may_have(*key));
    few
}

/// Sets of the keys that were seen, and of those that were seen again. It leaves out none.
struct Again {
    once: Sieve,
    twice: Sieve,
}

impl Again {
    /// For so many keys at most.
    fn new(most: usize, factor: u64) -> Self {
        Self { once: Sieve::new(most, factor), twice: Sieve::new(most, factor) }
    }

    fn add(&mut self, key: u64) {
        if self.once.set(key) {
            self.twice.set(key);
        }
    }

    /// Whether a key may have been there again.
    fn may_have(&self, key: u64) -> bool {
        self.twice.may_have(key)
    }
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn a_repeated_key_is_never_left_out_and_few_others_are_taken_for_one() {
        for (count, step) in [(10_000, 100), (200_000, 1000), (1, 1), (0, 1)] {
            let keys: Vec<u64> = (0..count).chain((0..count).step_by(step)).collect();
            let found = repeated(keys.len(), keys.iter().copied().zip(0..));
            assert!(found.is_sorted_by_key(|(_, at)| *at));
            let twice = found.iter().filter(|(key, _)| (*key as usize).is_multiple_of(step)).count();
            assert_eq!(twice, 2 * (0..count).step_by(step).count(), "{count}");
            assert!(found.len() < twice + 500 + keys.len() / 50, "{count}: {}", found.len());
        }
    }
}

//! Which of many keys are there more than once: nearly none, so that only those few are sorted.
use crate::{
    mix::{FIRST, SECOND},
    sieve::Sieve,
};

/// Keys as they come. It tells which of them came again, and may say so of a few that did not.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    again: Again,
    count: usize,
}

/// Room for so many keys at first, and how much more there is whenever that is not enough.
const FIRST_ROOM: usize = 1 << 16;
const MORE_ROOM: usize = 4;

impl Repeated {
    /// Takes a key in; `before` are those that came before, which are gone through again where there is no more room.
    pub(super) fn add<I: Iterator<Item = u64>>(&mut self, key: u64, before: impl FnOnce() -> I) {
        if self.count == self.again.room() {
            self.again = Again::new(FIRST_ROOM.max(MORE_ROOM * self.count), FIRST);
            before().for_each(|key| self.again.add(key));
        }
        self.again.add(key);
        self.count += 1;
    }

    /// Of things with these keys, those whose key is there more than once. A few others may be among them.
    pub(super) fn among<T>(&self, all: impl Iterator<Item = (u64, T)>) -> Vec<(u64, T)> {
        let mut few: Vec<(u64, T)> = all.filter(|(key, _)| self.again.may_have(*key)).collect();
        // Most of these were taken for each other, which seldom happens in two ways.
        let mut again = Again::new(self.count, !SECOND);
        for (key, _) in &few {
            again.add(*key);
        }
        few.retain(|(key, _)| again.may_have(*key));
        few
    }
}

/// Sets of the keys that were seen, and of those that were seen again. It leaves out none.
#[derive(Debug, Default)]
struct Again {
    once: Sieve,
    twice: Sieve,
}

impl Again {
    /// For so many keys at most.
    fn new(most: usize, factor: u64) -> Self {
        Self { once: Sieve::new(most, factor), twice: Sieve::new(most, factor) }
    }

    /// How many keys there is room for.
    fn room(&self) -> usize {
        self.once.room()
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
    use super::{FIRST_ROOM, Repeated};

    #[test]
    fn a_repeated_key_is_never_left_out_and_few_others_are_taken_for_one() {
        for (count, step) in [(10_000, 100), (3 * FIRST_ROOM as u64, 1000), (1, 1), (0, 1)] {
            let keys: Vec<u64> = (0..count).chain((0..count).step_by(step)).collect();
            let mut repeated = Repeated::default();
            for (at, key) in keys.iter().enumerate() {
                repeated.add(*key, || keys[..at].iter().copied());
            }
            let found = repeated.among(keys.iter().copied().zip(0..));
            assert!(found.is_sorted_by_key(|(_, at)| *at));
            let twice = found.iter().filter(|(key, _)| (*key as usize).is_multiple_of(step)).count();
            assert_eq!(twice, 2 * (0..count).step_by(step).count(), "{count}");
            assert!(found.len() < twice + 500 + keys.len() / 50, "{count}: {}", found.len());
        }
    }
}

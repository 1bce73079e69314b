//! Which of many keys are there more than once: nearly none, so that only those few are sorted.
use crate::{
    mix::{FIRST, SECOND},
    sieve::Sieve,
};

/// Of so many things with a key, those whose key is there more than once, in their order. A few others may be among them.
pub(super) fn repeated<T>(count: usize, all: impl Iterator<Item = (u64, T)> + Clone) -> Vec<(u64, T)> {
    let again = again(count, all.clone().map(|(key, _)| key), FIRST);
    let mut few: Vec<(u64, T)> = all.filter(|(key, _)| again.may_have(*key)).collect();
    // Most of these were taken for each other, which seldom happens in two ways.
    let again = self::again(few.len(), few.iter().map(|(key, _)| *key), !SECOND);
    few.retain(|(key, _)| again.may_have(*key));
    few
}

/// Of so many keys at most, those that are there more than once. It leaves out none.
fn again(most: usize, keys: impl Iterator<Item = u64>, factor: u64) -> Sieve {
    /// The set of them has so many times the room that it needs: very many are sought in it that are not there.
    const ROOMY: usize = 4;
    let mut once = Sieve::new(most, factor);
    let seen: Vec<u64> = keys.filter(|key| once.set(*key)).collect();
    let mut again = Sieve::new(ROOMY * seen.len(), factor);
    for key in seen {
        again.set(key);
    }
    again
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

//! A set that may have too many, and never too few: it tells quickly that something is not there.
use crate::mix::{FIRST, SECOND, mixed};

/// A set of keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sieve {
    factor: u64,
    /// A bit for each key that is not there. Room that is all noughts is the system's at first, and to write into it where it has
    /// been read takes all threads some time.
    absent: Vec<u64>,
}

impl Sieve {
    /// Room for so many, with eight bits for each. With another factor, other keys are taken for each other.
    pub(crate) fn new(count: usize, factor: u64) -> Self {
        Self { factor, absent: vec![u64::MAX; count.div_ceil(8).next_power_of_two()] }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        // Twice, since keys that are numbers in a row are mixed badly at once.
        let mixed = mixed(mixed(key ^ SECOND, self.factor), FIRST) >> (58 - self.absent.len().trailing_zeros());
        ((mixed >> 6) as usize, 1 << (mixed & 63))
    }

    /// Puts a key into it; says whether it was there.
    pub(crate) fn set(&mut self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        let was = self.absent[at] & bit == 0;
        self.absent[at] &= !bit;
        was
    }

    /// Whether a key may be there.
    pub(crate) fn may_have(&self, key: u64) -> bool {
        !self.absent.is_empty() && {
            let (at, bit) = self.place(key);
            self.absent[at] & bit == 0
        }
    }
}

/// A key for a text, by how it begins and ends.
pub(crate) fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
    };
    first ^ last.rotate_left(27) ^ bytes.len() as u64
}

#[cfg(test)]
mod tests {
    use super::{Sieve, key};
    use crate::mix::{FIRST, SECOND};

    /// How many of other keys are taken for one that is there.
    fn taken(key: impl Fn(u64) -> u64, factor: u64) -> usize {
        let mut sieve = Sieve::new(10_000, factor);
        (0..10_000).for_each(|number| _ = sieve.set(key(number)));
        assert!((0..10_000).all(|number| sieve.may_have(key(number))));
        (10_000..20_000).filter(|number| sieve.may_have(key(*number))).count()
    }

    #[test]
    fn what_is_there_is_never_denied_and_little_else_is_told() {
        for factor in [FIRST, !SECOND] {
            let name = |number| key(&format!("{}{number}", &"The Harbour Lights "[..number as usize % 19]));
            let counts = [
                taken(name, factor),
                taken(|number| number, factor),
                taken(|number| number << 32, factor),
                taken(|number| (number.wrapping_mul(SECOND) << 32) | (number % 7), factor),
                taken(|number| number.wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(17), factor),
            ];
            assert!(counts.iter().all(|count| *count < 1000), "{counts:?}");
        }
        assert!(!Sieve::default().may_have(key("")));
    }
}

//! A list of very many, in pieces: as it grows, nothing is moved to a larger room.

/// How many are in a piece.
const PIECE: usize = 1 << 12;

/// The pieces. All but the last are full.
#[derive(Debug)]
pub(super) struct LongList<T>(Vec<Vec<T>>);

impl<T> Default for LongList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> LongList<T> {
    pub(super) fn push(&mut self, value: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < PIECE => last.push(value),
            Some(_) => {
                let mut next = Vec::with_capacity(PIECE);
                next.push(value);
                self.0.push(next);
            }
            // The first one may stay small.
            None => self.0.push(vec![value]),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| PIECE * (self.0.len() - 1) + last.len())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter().flatten()
    }

    /// The one with that number, from 0.
    pub(super) fn at(&self, number: u32) -> &T {
        &self.0[number as usize / PIECE][number as usize % PIECE]
    }
}

#[cfg(test)]
mod tests {
    use super::{LongList, PIECE};

    #[test]
    fn what_was_put_in_is_there_in_its_order() {
        let mut list = LongList::default();
        let count = 3 * PIECE as u32 + 1;
        (0..count).for_each(|number| list.push(number));
        assert!(list.iter().copied().eq(0..count));
        assert_eq!((list.len(), LongList::<u8>::default().len()), (count as usize, 0));
        assert!((0..count).all(|number| *list.at(number) == number));
        assert_eq!(LongList::<u8>::default().iter().count(), 0);
    }
}

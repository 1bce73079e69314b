//! Texts of which nothing is to be said, kept so that a text that stands on very many tracks is looked at once.
use crate::{
    ascii::filled,
    mix::{FIRST, mixed},
    sieve::key,
};
use std::cell::RefCell;

/// Texts that a check has found sound; one that comes to the same place takes it. It is for checks that look at nothing but the
/// text. A long text is not kept.
pub(crate) struct Sound(RefCell<Vec<Short>>);

/// A text of at most [`LONGEST`] bytes as numbers, which are compared without asking how many bytes there are.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Short {
    /// The first eight bytes, the last eight, and eight in the middle, or the whole of a shorter text: all bytes are among these.
    words: [u64; 3],
    length: usize,
}

/// Few texts are longer.
const LONGEST: usize = 24;

impl Short {
    /// That of no text. It is not all noughts: such room is the system's at first, and to write into it where it has been read takes
    /// all threads some time.
    const NONE: Self = Self { words: [0; 3], length: usize::MAX };

    fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let length = bytes.len();
        if length > LONGEST {
            return None;
        }
        let word = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let words = match length.checked_sub(8) {
            Some(last) => [word(0)?, word(last / 2)?, word(last)?],
            None => [u64::from_le_bytes(*filled(bytes).first_chunk()?), 0, 0],
        };
        Some(Self { words, length })
    }
}

/// The place of a text among so many, which are a power of two.
fn place(text: &str, places: usize) -> usize {
    mixed(key(text), FIRST) as usize & (places - 1)
}

impl Sound {
    /// Room for so many texts, or a few more: the places are a power of two.
    pub(crate) fn new(places: usize) -> Self {
        Self(RefCell::new(vec![Short::NONE; places.next_power_of_two()]))
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        let texts = self.0.borrow();
        Short::of(text).is_some_and(|short| texts[place(text, texts.len())] == short)
    }

    pub(crate) fn add(&self, text: &str) {
        if let Some(short) = Short::of(text) {
            let mut texts = self.0.borrow_mut();
            let place = place(text, texts.len());
            texts[place] = short;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Short, Sound};

    #[test]
    fn what_was_added_is_there_until_another_takes_its_place() {
        let sound = Sound::new(2);
        let names = ["Zveri", "Kino", "Zoopark", "Mike", "Viktor"];
        for name in names {
            assert!(!sound.has(name), "{name}");
            sound.add(name);
            assert!(sound.has(name), "{name}");
        }
        assert!(names.iter().filter(|name| sound.has(name)).count() <= 2);
        sound.add(&"x".repeat(25));
        assert!(!sound.has(&"x".repeat(25)));
    }

    #[test]
    fn two_texts_are_never_taken_for_one() {
        for length in 0..=LONGEST {
            let text = "x".repeat(length);
            assert!(Short::of(&text) == Short::of(&text));
            for at in 0..length {
                let other = format!("{}y{}", &text[..at], &text[at + 1..]);
                assert!(Short::of(&text) != Short::of(&other), "{other}");
            }
            assert!(Short::of(&text) != Short::of(&format!("{text}\0")), "{length}");
        }
    }
}

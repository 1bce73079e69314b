//! Texts of which nothing is to be said, kept so that a text that stands on very many tracks is looked at once.
use compact_str::CompactString;
use std::cell::RefCell;

/// Texts that a check has found sound; one that comes to the same place takes it. It is for checks that look at nothing but the
/// text.
pub(crate) struct Sound(RefCell<Vec<CompactString>>);

/// A longer text is not kept: few are so long, and they would need much room.
const LONGEST: usize = 64;

impl Sound {
    /// Room for so many texts, or a few more: the places are a power of two.
    pub(crate) fn new(places: usize) -> Self {
        Self(RefCell::new(vec![CompactString::default(); places.next_power_of_two()]))
    }

    pub(crate) fn has(&self, text: &str) -> bool {
        let texts = self.0.borrow();
        texts[place(text, texts.len())] == text
    }

    pub(crate) fn add(&self, text: &CompactString) {
        if text.len() <= LONGEST {
            let mut texts = self.0.borrow_mut();
            let place = place(text, texts.len());
            texts[place].clone_from(text);
        }
    }
}

fn place(text: &str, places: usize) -> usize {
    let bytes = text.as_bytes();
    let sign = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
    let (first, middle, last) = (sign(0), sign(bytes.len() / 2), sign(bytes.len().wrapping_sub(2)));
    (first ^ (middle << 2) ^ (last << 4) ^ (bytes.len() << 5)) & (places - 1)
}

#[cfg(test)]
mod tests {
    use super::Sound;

    #[test]
    fn what_was_added_is_there_until_another_takes_its_place() {
        let sound = Sound::new(2);
        let names = ["Zveri", "Kino", "Zoopark", "Mike", "Viktor"];
        for name in names {
            assert!(!sound.has(name), "{name}");
            sound.add(&name.into());
            assert!(sound.has(name), "{name}");
        }
        assert!(names.iter().filter(|name| sound.has(name)).count() <= 2);
        sound.add(&"x".repeat(65).into());
        assert!(!sound.has(&"x".repeat(65)));
    }
}

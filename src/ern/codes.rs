//! The words that a version of the standard allows where a text is a code: our own lists.
use super::{Version, grammar::lines};
use std::collections::HashMap;

const CODES: &str = include_str!("codes.txt");

/// A list of allowed words.
#[derive(Debug)]
pub(crate) struct Codes {
    pub(crate) name: &'static str,
    /// In order.
    pub(crate) words: Vec<&'static str>,
}

/// All lists of a version.
#[derive(Debug, Default)]
pub(super) struct Lists {
    all: Vec<Codes>,
    numbers: HashMap<&'static str, u16>,
}

impl Lists {
    pub(super) fn new(version: Version) -> Self {
        let mut lists = Self::default();
        for line in lines(CODES, version) {
            let named = line.split_once(':').filter(|_| !line.starts_with(' '));
            if let Some((name, _)) = named {
                lists.numbers.insert(name, lists.all.len() as u16);
                lists.all.push(Codes { name, words: Vec::new() });
            }
            let words = named.map_or(line, |(_, words)| words).split_ascii_whitespace();
            lists.all.last_mut().expect("a list was begun").words.extend(words);
        }
        lists.fill();
        lists
    }

    /// Puts the words of lists that other lists name in the place of the name.
    fn fill(&mut self) {
        for at in 0..self.all.len() {
            let (others, mut words): (Vec<_>, Vec<_>) =
                self.all[at].words.drain(..).partition(|word| word.starts_with('*'));
            for other in others {
                let own = &self.all[usize::from(self.numbers[&other[1..]])].words;
                words.extend(own.iter().copied().filter(|word| !word.starts_with('*')));
            }
            words.sort_unstable();
            self.all[at].words = words;
        }
    }

    /// The number of the list of that name.
    pub(super) fn number(&self, name: &str) -> Option<u16> {
        self.numbers.get(name).copied()
    }

    pub(super) fn at(&self, number: u16) -> &Codes {
        &self.all[usize::from(number)]
    }

    /// The words of the list of that name; none, if there is no such list.
    pub(super) fn words(&self, name: &str) -> &[&'static str] {
        self.number(name).map_or(&[], |number| &self.at(number).words)
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;
    use crate::ern::Version;

    #[test]
    fn the_lists_are_read() {
        for (version, roles) in [(Version::V43, 308), (Version::V432, 310)] {
            let lists = Lists::new(version);
            let words = lists.words("ContributorRole");
            assert_eq!(words.len(), roles);
            assert!(words.is_sorted() && words.binary_search(&"Conductor").is_ok());
            assert_eq!(lists.words("NoSuchList"), [""; 0]);
        }
    }
}

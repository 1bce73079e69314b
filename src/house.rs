//! The style of a house: where the guides disagree, what it has settled for itself. Nothing, unless its settings say so.

/// What a house asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct House {
    /// The kind of its apostrophes and quotation marks.
    pub(crate) marks: Option<Marks>,
    /// How it writes parts and volumes.
    pub(crate) parts: Option<Parts>,
    /// Whose capitals its titles have.
    pub(crate) titles: Option<Guide>,
}

/// Apostrophes and quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// `’`, `“`.
    Curly,
    /// `'`, `"`.
    Straight,
    /// Either, and in one record not both.
    OneKind,
}

/// Parts and volumes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parts {
    /// `Pt. 2`, `Vol. 2`, as Apple and Music Biz want it.
    Short,
    /// `Part 2`, `Volume 2`, as `MusicBrainz` has it.
    Long,
}

/// A guide to capitals in titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guide {
    /// Apple's, which is Music Biz's: prepositions of up to four letters are small.
    Apple,
    /// That of `MusicBrainz`: prepositions of up to three letters are small.
    MusicBrainz,
}

impl Marks {
    /// What a word of the settings means; the schema knows the words.
    pub(crate) fn new(word: &str) -> Option<Self> {
        [("curly", Self::Curly), ("straight", Self::Straight), ("one-kind", Self::OneKind)].of(word)
    }
}

impl Parts {
    /// What a word of the settings means; the schema knows the words.
    pub(crate) fn new(word: &str) -> Option<Self> {
        [("short", Self::Short), ("long", Self::Long)].of(word)
    }
}

impl Guide {
    /// What a word of the settings means; the schema knows the words.
    pub(crate) fn new(word: &str) -> Option<Self> {
        [("apple", Self::Apple), ("musicbrainz", Self::MusicBrainz)].of(word)
    }
}

/// A few words and their meanings.
trait Meanings<T> {
    fn of(&self, word: &str) -> Option<T>;
}

impl<T: Copy, const N: usize> Meanings<T> for [(&str, T); N] {
    fn of(&self, word: &str) -> Option<T> {
        self.iter().find(|(own, _)| *own == word).map(|(_, meaning)| *meaning)
    }
}

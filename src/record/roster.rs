//! The performers of a catalog, each under one name.
use crate::{
    alike::Folded,
    decode::{Decode, Node, Refusal, fields},
    mix,
    print::name_print,
    record::{
        Text,
        identifiers::{Ipi, Isni},
        performer::VARIOUS_ARTISTS,
    },
    sieve::{self, Sieve},
    span::Spanned,
};
use std::{
    collections::HashMap,
    iter,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// A roster, and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// Whether all of it could be read. If not, a name that is missing from it says nothing.
    pub is_whole: bool,
    /// Its file, as a person would write it.
    pub path: Arc<str>,
    /// Its entries in the order of the file.
    pub entries: Vec<(Spanned<Text>, Entry)>,
    names: HashMap<Text, Known>,
    /// All of them.
    sieve: Sieve,
    /// The names of the entries, folded to be compared as soon as one is asked for.
    folded: Vec<OnceLock<Folded>>,
    /// Their prints, in the same way.
    prints: Vec<OnceLock<u32>>,
    unlike: Unlike,
}

/// Pairs of entries whose names have been compared, and are not alike: the same performers meet on very many records. A bit for each
/// pair.
#[derive(Debug, Default)]
struct Unlike {
    bits: Vec<AtomicU64>,
    entries: usize,
}

impl Unlike {
    /// Nothing is kept of a roster with more entries.
    const MOST: usize = 1 << 10;

    fn new(entries: usize) -> Self {
        let bits = if entries <= Self::MOST { (entries * entries).div_ceil(64) } else { 0 };
        Self { bits: iter::repeat_with(AtomicU64::default).take(bits).collect(), entries }
    }

    /// Where the bit of a pair is.
    fn place(&self, one: usize, other: usize) -> Option<(&AtomicU64, u64)> {
        let bit = one * self.entries + other;
        self.bits.get(bit / 64).map(|bits| (bits, 1 << (bit % 64)))
    }

    fn has(&self, one: usize, other: usize) -> bool {
        self.place(one, other).is_some_and(|(bits, bit)| bits.load(Ordering::Relaxed) & bit != 0)
    }

    fn add(&self, one: usize, other: usize) {
        if let Some((bits, bit)) = self.place(one, other) {
            bits.fetch_or(bit, Ordering::Relaxed);
        }
    }
}

impl Clone for Unlike {
    /// What is not known is found out again.
    fn clone(&self) -> Self {
        Self::new(self.entries)
    }
}

fields! {
    /// One performer of the roster.
    #[derive(Clone, Debug, Default)]
    pub struct Entry {
        /// `person`, `group` …
        pub kind = "type": Option<Spanned<Text>>,
        /// Other right names.
        pub aliases: Vec<Spanned<Text>>,
        /// Wrong spellings that turn up.
        pub misspellings: Vec<Spanned<Text>>,
        /// The name in the performer's own script.
        pub native_name: Option<Spanned<Text>>,
        /// The language of that name, a BCP 47 tag.
        pub native_language: Option<Spanned<Text>>,
        /// The ISNI of the name.
        pub isni: Option<Spanned<Isni>>,
        /// The IPI name number.
        pub ipi: Option<Spanned<Ipi>>,
        /// The numbers under which shops know the performer.
        pub ids: Vec<OwnId>,
        /// Names that look alike and are somebody else's.
        pub distinct_from: Vec<Spanned<Text>>,
    }
}

fields! {
    /// A number that a company has given to a performer.
    #[derive(Clone, Debug, Default)]
    pub struct OwnId {
        /// Whose number it is.
        pub namespace: Option<Spanned<Text>>,
        /// The number.
        pub id: Option<Spanned<Text>>,
    }
}

/// What the roster knows of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It is the name of the entry at that place in the list.
    Name(usize),
    /// It is another right name of that entry.
    Alias(usize),
    /// It is a wrong spelling of that entry's name.
    Misspelling(usize),
}

impl Known {
    /// Which entry is meant.
    #[must_use]
    pub const fn entry(self) -> usize {
        match self {
            Self::Name(entry) | Self::Alias(entry) | Self::Misspelling(entry) => entry,
        }
    }
}

impl Roster {
    pub(crate) fn new(is_whole: bool, path: Arc<str>, file: File) -> Self {
        let entries = file.performers.0;
        let mut names = HashMap::with_capacity(entries.len());
        let all = entries.iter().enumerate();
        // A name wins over an alias, an alias over a misspelling.
        for (at, (_, entry)) in all.clone() {
            names.extend(entry.misspellings.iter().map(|name| (name.value.clone(), Known::Misspelling(at))));
        }
        for (at, (_, entry)) in all.clone() {
            let aliases = entry.aliases.iter().chain(&entry.native_name);
            names.extend(aliases.map(|name| (name.value.clone(), Known::Alias(at))));
        }
        names.extend(all.map(|(at, (name, _))| (name.value.clone(), Known::Name(at))));
        let mut sieve = Sieve::new(names.len(), mix::FIRST);
        for name in names.keys() {
            sieve.set(sieve::key(name));
        }
        let folded = vec![OnceLock::new(); entries.len()];
        let prints = vec![OnceLock::new(); entries.len()];
        let unlike = Unlike::new(entries.len());
        Self { is_whole, path, entries, names, sieve, folded, prints, unlike }
    }

    /// What is known of a name.
    #[must_use]
    pub fn known(&self, name: &str) -> Option<Known> {
        // Most people who write and produce are no performers.
        if self.sieve.may_have(sieve::key(name)) { self.names.get(name).copied() } else { None }
    }

    /// The name of an entry, folded to be compared.
    pub(crate) fn folded(&self, entry: usize) -> &Folded {
        self.folded[entry].get_or_init(|| Folded::new(&self.entries[entry].0))
    }

    /// Whether the names of two entries are one, spelled in two ways.
    pub(crate) fn are_alike(&self, one: usize, other: usize) -> bool {
        if self.unlike.has(one, other) {
            return false;
        }
        let is_like = self.folded(one).is_like(self.folded(other));
        if !is_like {
            self.unlike.add(one, other);
        }
        is_like
    }

    /// The print of an entry's name.
    pub(crate) fn name_print(&self, entry: usize) -> u32 {
        *self.prints[entry].get_or_init(|| name_print(&self.entries[entry].0))
    }

    /// The first of its names that is this one, spelled in another way.
    pub(crate) fn alike(&self, name: &Folded) -> Option<&str> {
        let entry = (0..self.entries.len()).find(|entry| self.folded(*entry).is_like(name))?;
        Some(self.entries[entry].0.as_str())
    }

    /// The name under which the roster has it, if it has it.
    #[must_use]
    pub fn canonical(&self, name: &str) -> Option<&str> {
        self.known(name).map(|known| self.entries[known.entry()].0.as_str())
    }

    /// Whether the roster says that two of its names look alike and are two performers.
    pub(crate) fn are_distinct(&self, one: &str, other: &str) -> bool {
        let says = |name: &str, other: &str| {
            let entry = self.known(name).map(|known| &self.entries[known.entry()].1);
            entry.is_some_and(|entry| entry.distinct_from.iter().any(|distinct| distinct.value == other))
        };
        says(one, other) || says(other, one)
    }

    /// Every name that a record may use.
    pub(crate) fn canonical_names(&self) -> impl Iterator<Item = &str> {
        let names = self.entries.iter().map(|(name, _)| name.as_str());
        names.chain([VARIOUS_ARTISTS])
    }
}

fields! {
    /// The roster as its file has it.
    #[derive(Debug, Default)]
    pub(crate) struct File {
        performers: Entries,
    }
}

#[derive(Debug, Default)]
struct Entries(Vec<(Spanned<Text>, Entry)>);

impl Decode for Entries {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        let entries = node.entries()?;
        // In their places at once: an entry is large.
        self.0.reserve_exact(node.count());
        for (name, entry) in entries {
            self.0.push((Spanned::decode(name)?, Entry::decode(entry)?));
        }
        Ok(())
    }
}

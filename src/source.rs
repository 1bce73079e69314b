//! A text that records are read from, with its path and its lines.
use crate::span::Span;
use std::sync::OnceLock;

/// Which source of a run a place is in; sources are numbered in the order of their paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// One file, or standard input, as text.
#[derive(Debug)]
pub struct Source {
    /// Its number in the run.
    pub id: SourceId,
    /// The path as the user would write it.
    pub path: String,
    /// The text. What was not UTF-8 is replaced by `\u{FFFD}`.
    pub text: String,
    starts: OnceLock<Vec<u32>>,
    counts: OnceLock<Vec<u32>>,
}

/// After how many bytes the characters are counted once and for all: a text may be one very long line.
const BLOCK: usize = 4096;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

impl Source {
    pub(crate) fn new(id: SourceId, path: String, text: String) -> Self {
        Self { id, path, text, starts: OnceLock::new(), counts: OnceLock::new() }
    }

    /// The line and column of a byte; a byte order mark at the start is not counted.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let line = self.line(byte);
        let start = self.line_span(line).start;
        let mark = usize::from(line == 0 && byte > 0 && self.text.starts_with('\u{FEFF}'));
        Position { line: line + 1, column: self.characters(byte) - self.characters(start) - mark + 1 }
    }

    /// How many characters stand before a byte.
    fn characters(&self, byte: u32) -> usize {
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let counts = self.counts.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK).map(count);
            let sums = blocks.scan(0, |sum, block| Some(std::mem::replace(sum, *sum + block as u32)));
            sums.collect()
        });
        let block = byte as usize / BLOCK;
        let before = counts.get(block).or(counts.last()).map_or(0, |count| *count as usize);
        let from = block.min(counts.len().saturating_sub(1)) * BLOCK;
        before + count(&self.text.as_bytes()[from..byte as usize])
    }

    /// The line that a byte is on, from 0.
    pub(crate) fn line(&self, byte: u32) -> usize {
        self.starts().partition_point(|start| *start <= byte) - 1
    }

    /// The bytes of a line (counted from 0), without what ends it.
    pub(crate) fn line_span(&self, line: usize) -> Span {
        let starts = self.starts();
        let start = starts[line];
        let end = starts.get(line + 1).map_or(self.text.len() as u32, |next| *next);
        let text = &self.text[start as usize..end as usize];
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len() as u32)
    }

    /// Where each line begins. A line ends at LF, CR LF or a CR alone, as YAML has it.
    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = bytes.iter().enumerate().filter_map(|(at, byte)| {
                let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                ends.then_some(at as u32 + 1)
            });
            std::iter::once(0).chain(ends).collect()
        })
    }
}

/// All the sources of a run.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// The source of that number.
    ///
    /// # Panics
    ///
    /// When the number is from another run.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    pub(crate) fn next_id(&self) -> SourceId {
        SourceId(self.0.len() as u32)
    }

    pub(crate) fn push(&mut self, source: Source) {
        debug_assert_eq!(source.id, self.next_id(), "a source is numbered by its place in the list");
        self.0.push(source);
    }
}

//! A text that records are read from: a whole file, or a piece of a stream, with its path and its lines.
use crate::span::Span;
use serde::Serialize;
use std::{
    ops::Range,
    path::Path,
    sync::{Arc, OnceLock},
};

/// A piece of text, and where it lies in its file.
#[derive(Debug)]
pub(crate) struct Source {
    /// Which file it is from.
    pub(crate) file: File,
    /// The text. What was not UTF-8 is replaced by `\u{FFFD}`.
    pub(crate) text: String,
    /// The lines of the file before this piece.
    pub(crate) first_line: usize,
    /// The bytes of the file before this piece.
    pub(crate) first_byte: u64,
    starts: OnceLock<Vec<u32>>,
    counts: OnceLock<Vec<Count>>,
}

/// A file of a run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File {
    /// Its number in the order of the run.
    pub(crate) number: u32,
    /// Its path as a person would write it.
    pub(crate) path: Arc<str>,
}

/// A path as a person would write it.
pub(crate) fn shown(path: &Path) -> String {
    let is_dotted = path.as_os_str().as_encoded_bytes().starts_with(b".");
    let path = if is_dotted { path.strip_prefix(".").unwrap_or(path) } else { path };
    path.display().to_string()
}

/// After how many bytes the characters are counted once and for all: a text may be one very long line.
const BLOCK: usize = 4096;

/// A point in a text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters (Unicode scalar values), from 1.
    pub column: usize,
    /// The column in UTF-16 code units, from 1: editors and JavaScript count so.
    pub utf16_column: usize,
    /// The column in bytes of UTF-8, from 1.
    #[serde(skip)]
    pub byte_column: usize,
}

/// A place in a file, on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(crate) file: File,
    /// The bytes of the file.
    pub bytes: Range<u64>,
    /// Where it begins.
    pub start: Position,
    /// Right behind its last character.
    pub end: Position,
}

impl Place {
    /// The path of the file, as a person would write it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.file.path
    }

    /// Where it stands among others: by file, then by position.
    pub(crate) fn order(&self) -> (u32, u64, u64) {
        (self.file.number, self.bytes.start, self.bytes.end)
    }
}

impl Source {
    pub(crate) fn new(file: File, text: String, first_line: usize, first_byte: u64) -> Self {
        Self { file, text, first_line, first_byte, starts: OnceLock::new(), counts: OnceLock::new() }
    }

    /// A text that is all there is.
    pub(crate) fn whole(file: File, text: String) -> Self {
        Self::new(file, text, 0, 0)
    }

    pub(crate) fn place(&self, span: Span) -> Place {
        Place {
            file: self.file.clone(),
            bytes: self.first_byte + u64::from(span.start)..self.first_byte + u64::from(span.end),
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    /// The line and column of a byte; a byte order mark at the start of the file is not counted.
    pub(crate) fn position(&self, byte: u32) -> Position {
        let line = self.line(byte);
        let start = self.line_span(line).start;
        let has_mark = line == 0 && byte > 0 && self.first_byte == 0 && self.text.starts_with('\u{FEFF}');
        let mark = usize::from(has_mark);
        let count = self.characters(start, byte);
        Position {
            line: self.first_line + line + 1,
            column: count.all - mark + 1,
            utf16_column: count.all + count.wide - mark + 1,
            byte_column: (byte - start) as usize - mark * '\u{FEFF}'.len_utf8() + 1,
        }
    }

    /// How many characters stand between two bytes.
    fn characters(&self, start: u32, end: u32) -> Count {
        let (start, end) = (start as usize, end as usize);
        if end - start < BLOCK {
            return Count::of(&self.text.as_bytes()[start..end]);
        }
        let (before, behind) = (self.before(start), self.before(end));
        Count { all: behind.all - before.all, wide: behind.wide - before.wide }
    }

    /// How many characters stand before a byte.
    fn before(&self, byte: usize) -> Count {
        let counts = self.counts.get_or_init(|| {
            let blocks = self.text.as_bytes().chunks(BLOCK).map(Count::of);
            let sums = blocks.scan(Count::default(), |sum, block| Some(std::mem::replace(sum, sum.and(block))));
            sums.collect()
        });
        let block = (byte / BLOCK).min(counts.len().saturating_sub(1));
        let before = counts.get(block).copied().unwrap_or_default();
        before.and(Count::of(&self.text.as_bytes()[block * BLOCK..byte]))
    }

    /// The rest of the line from that byte on.
    pub(crate) fn line_at(&self, start: u32) -> &str {
        let rest = &self.text[start as usize..];
        &rest[..memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len())]
    }

    /// The line of this piece that a byte is on, from 0.
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

    /// What stands on a line (counted from 1), without the blanks around it; if there are not so many, the last one.
    pub(crate) fn line_span_or_last(&self, number: usize) -> Span {
        let whole = self.line_span(number.clamp(1, self.starts().len()) - 1);
        let text = &self.text[whole.range()];
        let start = whole.start + (text.len() - text.trim_start().len()) as u32;
        Span::new(start, start + text.trim().len() as u32)
    }

    /// Where each line begins. A line ends at LF, CR LF or a CR alone, as YAML has it.
    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
            let ends =
                breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }
}

/// How many characters begin in some bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    /// Those that UTF-16 writes with two units.
    wide: usize,
}

impl Count {
    fn of(bytes: &[u8]) -> Self {
        Self {
            all: bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count(),
            wide: bytes.iter().filter(|byte| **byte >= 0xF0).count(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self { all: self.all + other.all, wide: self.wide + other.wide }
    }
}

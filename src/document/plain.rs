//! The fast reader: one pass over the YAML that records are written in, straight onto the tape.
//!
//! It reads block mappings and sequences; plain, single- and double-quoted scalars on one line; flow sequences and mappings
//! on one line; literal blocks (`|`, `|-`); comments; a `---` alone on its line; LF and CR LF. Whatever is not of these, or
//! doubtful, or wrong, it declines, and the full reader has the word: the fast one never reports a fault. Where it accepts,
//! both give the same tape, as the tests below see to.
mod flow;
mod keys;
mod line;
mod literal;
mod marks;

pub(super) use literal::block_length;

use super::{DEPTH, characters};
use crate::{
    names::{self, Name, Names, names},
    number,
    span::Span,
    tape::{Content, Index, Kind, Tape},
};
use keys::{Keys, LONGEST_KEY};
use line::{Line, Plainly};
use marks::Marks;

/// Reads a piece that holds one document; `base` is where the piece begins in its source.
pub(super) fn read(piece: &str, base: u32) -> Option<Tape<'_>> {
    let bytes = piece.as_bytes();
    let marks = Marks::of(bytes);
    let is_odd = || marks.is_doubtful && !characters::find(piece).is_empty();
    if marks.has_tabs || (marks.has_returns && has_lone_return(bytes)) || is_odd() {
        return None;
    }
    let mut reader = Plain {
        text: piece,
        bytes,
        marks,
        base,
        at: 0,
        line: None,
        names: names(),
        keys: Keys::default(),
        followers: [Name::UNKNOWN; names::COUNT],
        tape: Tape::new(piece),
    };
    reader.advance()?;
    if let Some(Line { indent: 0, start }) = reader.line
        && bytes[start..].starts_with(b"---")
    {
        reader.break_line(reader.ends(start + 3)?);
        reader.advance()?;
    }
    let indent = reader.line?.indent;
    reader.block(indent, 0)?;
    reader.line.is_none().then_some(reader.tape)
}

/// Whether there is a CR that is not of a CR LF.
fn has_lone_return(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

struct Plain<'s> {
    text: &'s str,
    bytes: &'s [u8],
    marks: Marks,
    base: u32,
    /// What comes behind all that was read.
    at: usize,
    /// The current line that is neither blank nor a comment; none at the end.
    line: Option<Line>,
    names: &'static Names,
    keys: Keys<'s>,
    /// Which key stood behind each one where it was seen last, and which stood first: nearly always it does so again.
    followers: [Name; names::COUNT],
    tape: Tape<'s>,
}

impl Plain<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    /// A mapping or a sequence that begins on the current line.
    fn block(&mut self, indent: usize, depth: usize) -> Option<Index> {
        let line = self.line?;
        if depth >= DEPTH - 4 || line.indent != indent {
            return None;
        }
        if self.is_item(line) { self.sequence(indent, depth) } else { self.mapping(line, None, depth) }
    }

    fn sequence(&mut self, indent: usize, depth: usize) -> Option<Index> {
        let sequence = self.tape.open(Kind::Sequence, Span::default(), false);
        let mut count = 0;
        let mut last = None;
        while let Some(line) = self.line.filter(|line| line.indent == indent && self.is_item(*line)) {
            last = Some(self.item(line, depth)?);
            count += 1;
        }
        if self.line.is_some_and(|line| line.indent > indent) {
            return None;
        }
        self.tape.close(sequence, count, last, 0);
        Some(sequence)
    }

    fn item(&mut self, line: Line, depth: usize) -> Option<Index> {
        let start = self.skip_blanks(line.start + 1);
        match self.byte(start) {
            // An empty item, or one that begins on the next line.
            b'\n' | b'#' => {
                self.break_line(self.ends(line.start + 1)?);
                self.advance()?;
                let next = self.line.filter(|next| next.indent > line.indent)?;
                self.block(next.indent, depth + 1)
            }
            b'[' | b'{' | b'"' | b'\'' | b'|' => self.value(start, line, depth),
            _ => match self.key_or_scalar(start, Name::UNKNOWN)? {
                Plainly::Key(end, name) => {
                    let line = Line { indent: line.indent + (start - line.start), start };
                    self.mapping(line, Some((end, name)), depth + 1)
                }
                Plainly::Scalar(end, line_end) => self.plain(start, end, line_end, line),
            },
        }
    }

    /// A mapping whose first line this is; with the end and the name of its first key where that is known.
    fn mapping(&mut self, first: Line, mut first_key: Option<(usize, Name)>, depth: usize) -> Option<Index> {
        let mapping = self.tape.open(Kind::Mapping, Span::default(), false);
        let mut scope = self.keys.open();
        let mut last = None;
        let mut count = 0;
        let mut next = Some(first);
        let mut before = Name::UNKNOWN;
        while let Some(line) = next.filter(|line| line.indent == first.indent) {
            let (end, name) = match first_key.take() {
                Some(key) => key,
                None => match self.key_or_scalar(line.start, before)? {
                    Plainly::Key(end, name) => (end, name),
                    Plainly::Scalar(..) => return None,
                },
            };
            before = name;
            let key = &self.bytes[line.start..end];
            let is_text = || !number::may_be_other(key) || number::kind(&self.text[line.start..end]) == Kind::Text;
            let is_usual = name != Name::UNKNOWN || (is_text() && key.len() <= LONGEST_KEY);
            if !is_usual || !self.keys.insert(&mut scope, key, name) {
                return None;
            }
            self.tape.key(self.span(line.start, end), line.start, end, name);
            let start = self.skip_blanks(end + 1);
            last = Some(match self.byte(start) {
                b'\n' | b'#' => {
                    self.break_line(self.ends(end + 1)?);
                    self.value_below(first.indent, end, depth)?
                }
                _ => self.value(start, line, depth)?,
            });
            count += 1;
            next = self.line;
        }
        if next.is_some_and(|line| line.indent > first.indent) {
            return None;
        }
        self.keys.close(&scope);
        self.tape.close(mapping, count, last, 0);
        Some(mapping)
    }

    /// The value of a key with nothing behind it: what stands deeper, or a list that is not, or nothing.
    fn value_below(&mut self, indent: usize, key_end: usize, depth: usize) -> Option<Index> {
        self.advance()?;
        match self.line {
            Some(next) if next.indent > indent => self.block(next.indent, depth + 1),
            Some(next) if next.indent == indent && self.is_item(next) => self.sequence(indent, depth + 1),
            _ => Some(self.tape.scalar(Kind::Null, self.span(key_end, key_end), false, &Content::Own(""))),
        }
    }

    /// A value on the current line, and then the next line, which must not go on with it.
    fn value(&mut self, start: usize, line: Line, depth: usize) -> Option<Index> {
        let (node, behind) = match self.bytes[start] {
            b'[' | b'{' => self.flow(start, depth + 1)?,
            b'"' | b'\'' => self.quoted(start)?,
            b'|' => return self.literal(start, line),
            _ => {
                let Plainly::Scalar(end, line_end) = self.plainly(start)? else { return None };
                return self.plain(start, end, line_end, line);
            }
        };
        self.break_line(self.ends(behind)?);
        self.behind(line).then_some(node)
    }

    fn plain(&mut self, start: usize, end: usize, line_end: usize, line: Line) -> Option<Index> {
        let node = self.scalar(start, end)?;
        self.break_line(line_end);
        self.behind(line).then_some(node)
    }
}

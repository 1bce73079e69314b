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
mod look;

pub(super) use literal::block_length;

use super::{DEPTH, characters};
use crate::{
    names::{Name, Names, names},
    number,
    span::Span,
    tape::{Content, Index, Kind, Tape},
};
use keys::{Followers, Keys, LONGEST_KEY, Scope};
use line::{First, Line, Plainly, is_plain_start};

/// Reads a piece that holds one document; `base` is where the piece begins in its source.
pub(super) fn read(piece: &str, base: u32) -> Option<Tape<'_>> {
    let bytes = piece.as_bytes();
    if has_odd(piece) {
        return None;
    }
    let mut reader = Plain {
        text: piece,
        bytes,
        base,
        at: 0,
        line: Line::END,
        names: names(),
        keys: Keys::default(),
        followers: Followers::default(),
        inner_followers: Followers::default(),
        tape: Tape::new(piece),
    };
    reader.advance()?;
    if reader.line.column == 1 && bytes[reader.line.start..].starts_with(b"---") {
        reader.break_line(reader.ends(reader.line.start + 3)?);
        reader.advance()?;
    }
    reader.block(reader.line.column, 0)?;
    (reader.line.column == 0).then_some(reader.tape)
}

/// Whether there is a sign that the full reader has to look at: a tab, a CR that is not of a CR LF, a control character, what is no
/// character.
fn has_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |at: usize| match bytes[at] {
        b'\n' => false,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        byte => byte < b' ',
    };
    look::has_doubtful(bytes) && ((0..bytes.len()).any(is_odd) || !characters::find(text).is_empty())
}

struct Plain<'s> {
    text: &'s str,
    bytes: &'s [u8],
    base: u32,
    /// What comes behind all that was read.
    at: usize,
    /// The current line that is neither blank nor a comment.
    line: Line,
    names: &'static Names,
    keys: Keys<'s>,
    /// Which keys stood behind each one where it was seen last, and which stood first: nearly always one of them does so again.
    followers: Followers,
    /// The same in brackets.
    inner_followers: Followers,
    tape: Tape<'s>,
}

/// A text on the line of its key.
struct Usual {
    start: usize,
    is_quoted: bool,
    /// Where the text and its line end.
    end: usize,
    next: Line,
}

impl<'s> Plain<'s> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    /// A mapping or a sequence that begins on the current line, at that column.
    fn block(&mut self, column: usize, depth: usize) -> Option<Index> {
        let line = self.line;
        if depth >= DEPTH - 4 || line.column == 0 || line.column != column {
            return None;
        }
        if self.is_item(line) { self.sequence(column, depth) } else { self.mapping(line, None, depth) }
    }

    fn sequence(&mut self, column: usize, depth: usize) -> Option<Index> {
        let sequence = self.tape.open(Kind::Sequence, Span::default(), false);
        let mut count = 0;
        let mut last = None;
        while self.line.column == column && self.is_item(self.line) {
            last = Some(self.item(self.line, depth)?);
            count += 1;
        }
        if self.line.column > column {
            return None;
        }
        self.tape.close(sequence, count, last, 0);
        Some(sequence)
    }

    fn item(&mut self, line: Line, depth: usize) -> Option<Index> {
        let start = self.skip_blanks(line.start + 1);
        match self.first(start) {
            // An empty item, or one that begins on the next line.
            First::Nothing => {
                self.break_line(self.ends(line.start + 1)?);
                self.advance()?;
                if self.line.column <= line.column {
                    return None;
                }
                self.block(self.line.column, depth + 1)
            }
            First::Bracket | First::Quote | First::Bar => self.value(start, line, depth),
            First::Text | First::Other | First::No => {
                let inner = Line { column: line.column + (start - line.start), start };
                match self.key_or_scalar(start, Name::UNKNOWN)? {
                    Plainly::Key(end, name) => self.mapping(inner, Some((end, name)), depth + 1),
                    Plainly::Scalar(end, line_end) => self.plain(start, end, line_end, line),
                }
            }
        }
    }

    /// A mapping whose first line this is; with the end and the name of its first key where that is known.
    fn mapping(&mut self, first: Line, mut first_key: Option<(usize, Name)>, depth: usize) -> Option<Index> {
        let mapping = self.tape.open(Kind::Mapping, Span::default(), false);
        let mut scope = self.keys.open();
        let mut last = None;
        let mut count = 0;
        let mut line = first;
        let mut before = Name::UNKNOWN;
        while line.column == first.column {
            let (end, name) = match first_key.take() {
                Some(key) => key,
                None => match self.key_or_scalar(line.start, before)? {
                    Plainly::Key(end, name) => (end, name),
                    Plainly::Scalar(..) => return None,
                },
            };
            before = name;
            self.key(&mut scope, line.start, end, name)?;
            let value = match self.usual_value(end, line) {
                Some(usual) => self.take_usual(&usual),
                None => self.value_behind(end, line, depth),
            };
            last = Some(value?);
            count += 1;
            line = self.line;
        }
        if line.column > first.column {
            return None;
        }
        self.keys.close(&scope);
        self.tape.close(mapping, count, last, 0);
        Some(mapping)
    }

    /// The value of a key with that colon, if it is as nearly all are: a short text, plain or in double quotation marks, and behind
    /// it a line with another key, no deeper.
    #[inline]
    fn usual_value(&self, colon: usize, line: Line) -> Option<Usual> {
        let bytes = self.bytes;
        let start = colon + 2;
        let first = *bytes.get(start)?;
        let is_quoted = first == b'"';
        let length =
            if is_quoted { look::usual_quoted_length(bytes, start)? } else { look::usual_length(bytes, start)? };
        let end = start + length;
        let next = look::solid(bytes, end + 1);
        let behind = *bytes.get(next)?;
        let is_text = is_quoted || is_plain_start(first);
        let is_usual = bytes[colon + 1] == b' ' && is_text && is_plain_start(behind) && behind != b'.';
        let next = Line { column: next - end, start: next };
        (is_usual && next.column <= line.column).then_some(Usual { start, is_quoted, end, next })
    }

    #[inline]
    fn take_usual(&mut self, usual: &Usual) -> Option<Index> {
        let Usual { start, is_quoted, end, next } = *usual;
        self.at = end + 1;
        self.line = next;
        if is_quoted {
            return Some(self.tape.scalar(
                Kind::Text,
                self.span(start, end),
                true,
                &Content::Source(start + 1, end - 1),
            ));
        }
        self.scalar(start, end)
    }

    /// The value of a key with that colon, whatever it is.
    fn value_behind(&mut self, colon: usize, line: Line, depth: usize) -> Option<Index> {
        let start = self.skip_blanks(colon + 1);
        if self.first(start) == First::Nothing {
            self.break_line(self.ends(colon + 1)?);
            self.value_below(line.column, colon, depth)
        } else {
            self.value(start, line, depth)
        }
    }

    /// A key from here to there; none, if it is not a text or is there already.
    #[inline]
    fn key(&mut self, scope: &mut Scope<'s>, start: usize, end: usize, name: Name) -> Option<()> {
        let is_usual = || {
            let key = &self.text[start..end];
            key.len() <= LONGEST_KEY && number::kind(key) == Kind::Text
        };
        if name == Name::UNKNOWN && !is_usual() || !self.keys.insert(scope, &self.bytes[start..end], name) {
            return None;
        }
        self.tape.key(self.span(start, end), start, end, name);
        Some(())
    }

    /// The value of a key with nothing behind it: what stands deeper, or a list that is not, or nothing.
    fn value_below(&mut self, column: usize, key_end: usize, depth: usize) -> Option<Index> {
        self.advance()?;
        let next = self.line;
        if next.column > column {
            self.block(next.column, depth + 1)
        } else if next.column == column && self.is_item(next) {
            self.sequence(column, depth + 1)
        } else {
            Some(self.tape.scalar(Kind::Null, self.span(key_end, key_end), false, &Content::Own("")))
        }
    }

    /// A value on the current line, and then the next line, which must not go on with it.
    #[inline]
    fn value(&mut self, start: usize, line: Line, depth: usize) -> Option<Index> {
        let (node, behind) = match self.first(start) {
            First::Text | First::Other => {
                let at = look::end(self.bytes, start);
                let (end, line_end) = match self.bytes[at - 1] {
                    // Nearly always nothing stands between the text and the end of its line.
                    b' ' | b'\r' => self.scalar_end(start, at)?,
                    _ if self.byte(at) == b'\n' => (at, at),
                    _ => self.scalar_end(start, at)?,
                };
                return self.plain(start, end, line_end, line);
            }
            First::Bracket => self.flow(start, depth + 1)?,
            First::Quote => self.quoted(start)?,
            First::Bar => return self.literal(start, line),
            First::Nothing | First::No => return None,
        };
        self.break_line(self.ends(behind)?);
        self.behind(line).then_some(node)
    }

    #[inline]
    fn plain(&mut self, start: usize, end: usize, line_end: usize, line: Line) -> Option<Index> {
        let node = self.scalar(start, end)?;
        self.break_line(line_end);
        self.behind(line).then_some(node)
    }
}

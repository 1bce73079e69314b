//! What stands on one line: where a key ends, where a scalar ends, what may stand behind it.
use super::{Plain, look};
use crate::{
    names::Name,
    number,
    tape::{Content, Index, Kind},
};

/// A line that is neither blank nor a comment: it begins at that column, from 1, and at byte `start`.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// It is 0 behind the last line.
    pub(super) column: usize,
    pub(super) start: usize,
}

impl Line {
    /// What stands behind the last line.
    pub(super) const END: Self = Self { column: 0, start: 0 };
}

/// What may stand where a certain byte does and no key or value has begun yet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    /// Plain text.
    Text,
    /// Plain text, a number or a word that is no text.
    Other,
    /// A list or a mapping in brackets.
    Bracket,
    /// A text in quotation marks.
    Quote,
    /// A literal block.
    Bar,
    /// A comment or the end of the line.
    Nothing,
    /// Nothing that this reader knows.
    No,
}

/// What plain text turns out to be.
pub(super) enum Plainly {
    /// A key up to there; its colon follows.
    Key(usize, Name),
    /// A scalar up to there, and the end of its line.
    Scalar(usize, usize),
}

impl Plain<'_> {
    /// Goes to the next line with content. None declines: an end of the document, a directive.
    #[inline]
    pub(super) fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.skip_blanks(self.at);
            match self.bytes.get(start) {
                None => {
                    self.line = Line::END;
                    return Some(());
                }
                Some(b'\n' | b'\r' | b'#') => self.at = self.end_of_line(start).1,
                Some(b'.' | b'%') if start == self.at => return None,
                Some(_) => {
                    self.line = Line { column: start - self.at + 1, start };
                    return Some(());
                }
            }
        }
    }

    /// Goes on behind a line that ends there.
    pub(super) fn break_line(&mut self, end: usize) {
        self.at = match self.bytes.get(end) {
            None => end,
            Some(b'\r') => end + 2,
            Some(_) => end + 1,
        };
    }

    /// Where the line that goes on at `from` ends, and where the next one begins. There is no CR alone in the text.
    pub(super) fn end_of_line(&self, from: usize) -> (usize, usize) {
        let end = look::line_break(self.bytes, from);
        (self.without_return(from, end), self.bytes.len().min(end + 1))
    }

    /// The end of a line that breaks at `end`, without the CR of CR LF.
    fn without_return(&self, from: usize, end: usize) -> usize {
        if end > from && self.bytes[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// Behind the blanks there.
    #[inline]
    pub(super) fn skip_blanks(&self, from: usize) -> usize {
        look::solid(self.bytes, from)
    }

    /// What may stand there; nothing at the end of the line and of the text.
    #[inline]
    pub(super) fn first(&self, at: usize) -> First {
        self.bytes.get(at).map_or(First::Nothing, |byte| FIRST[usize::from(*byte)])
    }

    /// What stands there; a line break at the end of the line and of the text.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        match self.bytes.get(at) {
            None | Some(b'\r') => b'\n',
            Some(byte) => *byte,
        }
    }

    /// Whether the line begins with the dash of a list.
    pub(super) fn is_item(&self, line: Line) -> bool {
        self.bytes[line.start] == b'-' && matches!(self.byte(line.start + 1), b' ' | b'\n')
    }

    /// Reads plain text that is likely to be a key, behind another one or none.
    #[inline]
    pub(super) fn key_or_scalar(&mut self, start: usize, before: Name) -> Option<Plainly> {
        if let Some((colon, name)) = self.followers.find(self.names, self.bytes, start, before)
            && matches!(self.byte(colon + 1), b' ' | b'\n')
        {
            return Some(Plainly::Key(colon, name));
        }
        let plainly = self.plainly(start)?;
        if let Plainly::Key(_, name) = plainly {
            self.followers.add(before, name);
        }
        Some(plainly)
    }

    /// Reads plain text, up to a colon that makes a key of it or to the end.
    fn plainly(&self, start: usize) -> Option<Plainly> {
        if !is_plain_start(self.bytes[start]) {
            return None;
        }
        let at = look::end(self.bytes, start);
        if self.byte(at) == b':' {
            let is_key = self.bytes[at - 1] != b' ';
            return is_key.then(|| Plainly::Key(at, self.names.between(self.bytes, start, at)));
        }
        self.scalar_end(start, at).map(|(end, line_end)| Plainly::Scalar(end, line_end))
    }

    /// Where a scalar ends, and its line, if that sign is the first that ends one; none, if it is a key.
    pub(super) fn scalar_end(&self, start: usize, at: usize) -> Option<(usize, usize)> {
        match self.bytes.get(at) {
            None | Some(b'\n') => {
                let end = self.without_return(start, at);
                Some((self.before_blanks(start, end), end))
            }
            Some(b':') => None,
            Some(_) => Some((self.before_blanks(start, at), self.end_of_line(at).0)),
        }
    }

    /// The end of the text without the blanks behind it.
    #[inline]
    pub(super) fn before_blanks(&self, start: usize, end: usize) -> usize {
        let mut end = end;
        while end > start && self.bytes[end - 1] == b' ' {
            end -= 1;
        }
        end
    }

    /// Nothing but blanks and a comment may stand there; says where the line ends.
    pub(super) fn ends(&self, from: usize) -> Option<usize> {
        let next = self.skip_blanks(from);
        match self.byte(next) {
            b'\n' => Some(next),
            b'#' if next > from => Some(self.end_of_line(next).0),
            _ => None,
        }
    }

    /// A plain scalar from here to there.
    #[inline]
    pub(super) fn scalar(&mut self, start: usize, end: usize) -> Option<Index> {
        let kind = if number::may_be_other(&self.bytes[start..end]) { self.kind(start, end)? } else { Kind::Text };
        Some(self.tape.scalar(kind, self.span(start, end), false, &Content::Source(start, end)))
    }

    /// What a plain scalar is. One that JSON cannot hold has its finding from the full reader.
    fn kind(&self, start: usize, end: usize) -> Option<Kind> {
        let text = &self.text[start..end];
        let kind = number::kind(text);
        let is_small = kind == Kind::Int && text.len() < 19;
        let is_held = !matches!(kind, Kind::Int | Kind::Float) || is_small || number::value(text).is_some();
        is_held.then_some(kind)
    }

    /// A text in quotation marks, and the byte behind it.
    pub(super) fn quoted(&mut self, start: usize) -> Option<(Index, usize)> {
        let mark = self.bytes[start];
        let mut at = start + 1;
        let mut doubled = false;
        loop {
            at += memchr::memchr3(mark, b'\\', b'\n', &self.bytes[at..])?;
            match self.bytes[at] {
                b'\\' if mark == b'\'' => at += 1,
                byte if byte != mark => return None,
                _ if mark == b'\'' && self.byte(at + 1) == b'\'' => {
                    doubled = true;
                    at += 2;
                }
                _ => break,
            }
        }
        let span = self.span(start, at + 1);
        let node = if doubled {
            let text = self.text[start + 1..at].replace("''", "'");
            self.tape.scalar(Kind::Text, span, true, &Content::Own(&text))
        } else {
            self.tape.scalar(Kind::Text, span, true, &Content::Source(start + 1, at))
        };
        Some((node, at + 1))
    }
}

/// Whether a plain scalar can begin so. The few that can under conditions are for the full reader.
pub(super) const fn is_plain_start(byte: u8) -> bool {
    matches!(FIRST[byte as usize], First::Text | First::Other)
}

const FIRST: [First; 256] = {
    let mut firsts = [First::Text; 256];
    let mut byte = 0;
    while byte < 256 {
        firsts[byte] = match byte as u8 {
            b'[' | b'{' => First::Bracket,
            b'"' | b'\'' => First::Quote,
            b'|' => First::Bar,
            b'\n' | b'\r' | b'#' => First::Nothing,
            // The last one begins a byte order mark.
            b'-' | b'?' | b':' | b',' | b']' | b'}' | b'&' | b'*' | b'!' | b'>' | b'%' | b'@' | b'`' | b' ' | b'\t'
            | 0xEF => First::No,
            byte if number::may_be_other(&[byte]) => First::Other,
            _ => First::Text,
        };
        byte += 1;
    }
    firsts
};

//! What stands on one line: where a key ends, where a scalar ends, what may stand behind it.
use super::Plain;
use crate::{
    names::Name,
    number,
    tape::{Content, Index, Kind},
};

/// A line that is neither blank nor a comment: it stands at column `indent`, from byte `start`.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) indent: usize,
    pub(super) start: usize,
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
    pub(super) fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.marks.solid(self.at);
            match self.bytes.get(start) {
                None => {
                    self.line = None;
                    return Some(());
                }
                Some(b'\n' | b'\r' | b'#') => self.at = self.end_of_line(start).1,
                Some(b'.' | b'%') if start == self.at => return None,
                Some(_) => {
                    self.line = Some(Line { indent: start - self.at, start });
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
        let end = self.marks.line_break(from);
        (self.without_return(from, end), self.bytes.len().min(end + 1))
    }

    /// The end of a line that breaks at `end`, without the CR of CR LF.
    fn without_return(&self, from: usize, end: usize) -> usize {
        if end > from && self.bytes[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// Behind the blanks there.
    pub(super) fn skip_blanks(&self, from: usize) -> usize {
        self.marks.solid(from)
    }

    /// What stands there; a line break at the end of the line and of the text.
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
    pub(super) fn key_or_scalar(&mut self, start: usize, before: Name) -> Option<Plainly> {
        let foretold = self.followers[before.number()];
        if let Some(colon) = self.names.colon_behind(foretold, self.bytes, start)
            && matches!(self.byte(colon + 1), b' ' | b'\n')
        {
            return Some(Plainly::Key(colon, foretold));
        }
        let plainly = self.plainly(start)?;
        if let Plainly::Key(_, name) = plainly {
            self.followers[before.number()] = name;
        }
        Some(plainly)
    }

    /// Reads plain text, up to a colon that makes a key of it or to the end.
    pub(super) fn plainly(&self, start: usize) -> Option<Plainly> {
        if !is_plain_start(self.bytes[start]) {
            return None;
        }
        let at = self.marks.end(start);
        match self.bytes.get(at) {
            None | Some(b'\n') => {
                let end = self.without_return(start, at);
                Some(Plainly::Scalar(self.before_blanks(start, end), end))
            }
            Some(b':') => {
                let is_key = self.bytes[at - 1] != b' ';
                is_key.then(|| Plainly::Key(at, self.names.between(self.bytes, start, at)))
            }
            Some(_) => Some(Plainly::Scalar(self.before_blanks(start, at), self.end_of_line(at).0)),
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
    pub(super) fn scalar(&mut self, start: usize, end: usize) -> Option<Index> {
        let kind = if number::may_be_other(&self.bytes[start..end]) {
            let text = &self.text[start..end];
            let kind = number::kind(text);
            // One that JSON cannot hold has its finding from the full reader.
            let is_small = kind == Kind::Int && text.len() < 19;
            if matches!(kind, Kind::Int | Kind::Float) && !is_small && number::value(text).is_none() {
                return None;
            }
            kind
        } else {
            Kind::Text
        };
        Some(self.tape.scalar(kind, self.span(start, end), false, &Content::Source(start, end)))
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
    PLAIN_START[byte as usize]
}

const PLAIN_START: [bool; 256] = {
    let mut starts = [true; 256];
    // The last one begins a byte order mark.
    let others = b"-?:,[]{}#&*!|>'\"%@` \t\r\n\xEF";
    let mut at = 0;
    while at < others.len() {
        starts[others[at] as usize] = false;
        at += 1;
    }
    starts
};

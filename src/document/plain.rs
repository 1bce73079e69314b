//! The fast reader: one pass over the YAML that records are written in, straight onto the tape.
//!
//! It reads block mappings and sequences; plain, single- and double-quoted scalars on one line; flow sequences and mappings
//! on one line; literal blocks (`|`, `|-`); comments; a `---` alone on its line; LF and CR LF. Whatever is not of these, or
//! doubtful, or wrong, it declines, and the full reader has the word: the fast one never reports a fault. Where it accepts,
//! both give the same tape, as the tests below see to.
use super::DEPTH;
use crate::{
    number,
    span::Span,
    tape::{Content, Index, Kind, Tape},
};
use std::collections::HashSet;

/// Reads a piece that holds one document; `base` is where the piece begins in its source.
pub(super) fn read(piece: &str, base: u32) -> Option<Tape<'_>> {
    let mut reader = Plain { text: piece, bytes: piece.as_bytes(), base, at: 0, line: None, tape: Tape::new(piece) };
    reader.advance()?;
    if let Some(line) = &reader.line
        && line.indent == 0
        && reader.bytes[line.start..line.end].starts_with(b"---")
    {
        let rest = &piece[line.start + 3..line.end];
        if !(rest.is_empty()
            || rest.starts_with(' ') && matches!(rest.trim_start().as_bytes().first(), None | Some(b'#')))
        {
            return None;
        }
        reader.advance()?;
    }
    let indent = reader.line.as_ref()?.indent;
    reader.block(indent, 0)?;
    reader.line.is_none().then_some(reader.tape)
}

struct Plain<'s> {
    text: &'s str,
    bytes: &'s [u8],
    base: u32,
    /// Where the line behind the current one begins.
    at: usize,
    /// The current line that is neither blank nor a comment; none at the end.
    line: Option<Line>,
    tape: Tape<'s>,
}

/// What is left of a line: it stands at column `indent`, from `start` up to `end`, where the line breaks.
#[derive(Clone, Copy)]
struct Line {
    indent: usize,
    start: usize,
    end: usize,
}

impl<'s> Plain<'s> {
    /// Goes to the next line with content. None declines: a tab as indentation, a CR alone, an end of the document.
    fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            if start >= self.bytes.len() {
                self.line = None;
                return Some(());
            }
            let (end, next) = self.end_of_line(start)?;
            self.at = next;
            let indent = self.bytes[start..end].iter().take_while(|byte| **byte == b' ').count();
            match self.bytes[start + indent..end].first() {
                None | Some(b'#') => {}
                Some(b'\t') => return None,
                // The end of the document, or a directive.
                Some(b'.' | b'%') if indent == 0 => return None,
                Some(_) => {
                    self.line = Some(Line { indent, start: start + indent, end });
                    return Some(());
                }
            }
        }
    }

    /// Where the line that begins at `start` ends, and where the next one begins.
    fn end_of_line(&self, start: usize) -> Option<(usize, usize)> {
        let line = &self.bytes[start..];
        match memchr::memchr2(b'\n', b'\r', line) {
            None => Some((self.bytes.len(), self.bytes.len())),
            Some(length) if line[length] == b'\n' => Some((start + length, start + length + 1)),
            Some(length) if line.get(length + 1) == Some(&b'\n') => Some((start + length, start + length + 2)),
            Some(_) => None,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    /// A mapping or a sequence that begins on the current line.
    fn block(&mut self, indent: usize, depth: usize) -> Option<Index> {
        let line = self.line?;
        if depth >= DEPTH - 4 || line.indent != indent {
            return None;
        }
        if self.is_item(line) { self.sequence(indent, depth) } else { self.mapping(indent, depth) }
    }

    /// Whether the line begins with the dash of a list.
    fn is_item(&self, line: Line) -> bool {
        self.bytes[line.start] == b'-' && matches!(self.bytes[line.start + 1..line.end].first(), None | Some(b' '))
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
        let start = self.skip_blanks(line.start + 1, line.end);
        match self.bytes[start..line.end].first() {
            // An empty item, or one that begins on the next line.
            None | Some(b'#') => {
                self.advance()?;
                let next = self.line.filter(|next| next.indent > line.indent)?;
                self.block(next.indent, depth + 1)
            }
            Some(b'-') if matches!(self.bytes[start + 1..line.end].first(), None | Some(b' ')) => None,
            Some(first) => {
                if !matches!(first, b'[' | b'{' | b'"' | b'\'' | b'|') && self.find_key(start, line.end).is_some() {
                    let indent = line.indent + (start - line.start);
                    self.line = Some(Line { indent, start, end: line.end });
                    return self.mapping(indent, depth + 1);
                }
                self.value(start, line, depth)
            }
        }
    }

    fn mapping(&mut self, indent: usize, depth: usize) -> Option<Index> {
        let mapping = self.tape.open(Kind::Mapping, Span::default(), false);
        let mut keys = Keys::default();
        let mut last = None;
        let mut count = 0;
        while let Some(line) = self.line.filter(|line| line.indent == indent) {
            let (end, behind) = self.find_key(line.start, line.end)?;
            let key = &self.text[line.start..end];
            if number::kind(key) != Kind::Text || !keys.insert(key) || key.len() > 500 {
                return None;
            }
            self.tape.scalar(Kind::Text, self.span(line.start, end), false, &Content::Source(line.start, end));
            let start = self.skip_blanks(behind, line.end);
            last = Some(match self.bytes[start..line.end].first() {
                None | Some(b'#') => self.value_below(indent, end, depth)?,
                Some(_) => self.value(start, line, depth)?,
            });
            count += 1;
        }
        if count == 0 || self.line.is_some_and(|line| line.indent > indent) {
            return None;
        }
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

    /// Where the plain key at `start` ends, and where what is behind its colon begins.
    fn find_key(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        if !is_plain_start(self.bytes[start]) {
            return None;
        }
        let line = &self.bytes[start..end];
        for (at, byte) in line.iter().enumerate() {
            match byte {
                b':' if at + 1 == line.len() || line[at + 1] == b' ' => {
                    return (line[at - 1] != b' ').then_some((start + at, start + at + 1));
                }
                b'#' if line[at - 1] == b' ' => return None,
                b'\t' => return None,
                _ => {}
            }
        }
        None
    }

    fn skip_blanks(&self, start: usize, end: usize) -> usize {
        start + self.bytes[start..end].iter().take_while(|byte| **byte == b' ').count()
    }

    /// A value on the current line, and then the next line, which must not go on with it.
    fn value(&mut self, start: usize, line: Line, depth: usize) -> Option<Index> {
        let node = match self.bytes[start] {
            b'|' => return self.literal(start, line),
            b'[' | b'{' => {
                let (node, behind) = self.flow(start, line.end, depth + 1)?;
                self.ends(behind, line.end)?;
                node
            }
            b'"' | b'\'' => {
                let (node, behind) = self.quoted(start, line.end)?;
                self.ends(behind, line.end)?;
                node
            }
            _ => self.plain(start, line.end)?,
        };
        self.advance()?;
        let goes_on = self.line.is_some_and(|next| next.indent > line.indent);
        (!goes_on).then_some(node)
    }

    /// Nothing but blanks and a comment may stand there.
    fn ends(&self, start: usize, end: usize) -> Option<()> {
        let next = self.skip_blanks(start, end);
        match self.bytes[next..end].first() {
            None => Some(()),
            Some(b'#') if next > start => Some(()),
            Some(_) => None,
        }
    }

    fn plain(&mut self, start: usize, end: usize) -> Option<Index> {
        if !is_plain_start(self.bytes[start]) {
            return None;
        }
        let line = &self.bytes[start..end];
        let mut stop = line.len();
        for (at, byte) in line.iter().enumerate() {
            match byte {
                b':' if at + 1 == line.len() || line[at + 1] == b' ' => return None,
                b'#' if line[at - 1] == b' ' => {
                    stop = at;
                    break;
                }
                b'\t' => return None,
                _ => {}
            }
        }
        let length = line[..stop].iter().rposition(|byte| *byte != b' ')? + 1;
        self.scalar(start, start + length)
    }

    /// A plain scalar from here to there.
    fn scalar(&mut self, start: usize, end: usize) -> Option<Index> {
        let text = &self.text[start..end];
        let kind = number::kind(text);
        if matches!(kind, Kind::Int | Kind::Float) && number::value(text).is_none() {
            return None;
        }
        Some(self.tape.scalar(kind, self.span(start, end), false, &Content::Source(start, end)))
    }

    /// A text in quotation marks, and where it ends.
    fn quoted(&mut self, start: usize, end: usize) -> Option<(Index, usize)> {
        let mark = self.bytes[start];
        let mut at = start + 1;
        let mut doubled = false;
        loop {
            match *self.bytes[at..end].first()? {
                b'\\' if mark == b'"' => return None,
                b'\t' => return None,
                byte if byte != mark => at += 1,
                _ if mark == b'\'' && self.bytes[at + 1..end].first() == Some(&b'\'') => {
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

    /// A list or a mapping in brackets, and where it ends.
    fn flow(&mut self, start: usize, end: usize, depth: usize) -> Option<(Index, usize)> {
        if depth >= DEPTH - 4 {
            return None;
        }
        let is_mapping = self.bytes[start] == b'{';
        let (kind, closing) = if is_mapping { (Kind::Mapping, b'}') } else { (Kind::Sequence, b']') };
        let node = self.tape.open(kind, self.span(start, start + 1), true);
        let mut keys = Keys::default();
        let mut count = 0;
        let mut last = None;
        let mut at = self.skip_blanks(start + 1, end);
        if *self.bytes[at..end].first()? == closing {
            self.tape.close(node, 0, None, self.base + at as u32 + 1);
            return Some((node, at + 1));
        }
        loop {
            if is_mapping {
                at = self.flow_key(at, end, &mut keys)?;
            }
            let (value, behind) = self.flow_value(at, end, depth)?;
            last = Some(value).or(last);
            count += 1;
            at = self.skip_blanks(behind, end);
            match *self.bytes[at..end].first()? {
                b',' => at = self.skip_blanks(at + 1, end),
                byte if byte == closing => break,
                _ => return None,
            }
        }
        self.tape.close(node, count, last, self.base + at as u32 + 1);
        Some((node, at + 1))
    }

    /// A plain key of a mapping in brackets; returns where its value begins.
    fn flow_key(&mut self, start: usize, end: usize, keys: &mut Keys<'s>) -> Option<usize> {
        let length = self.bytes[start..end].iter().position(|byte| *byte == b':')?;
        let key = &self.text[start..start + length];
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let is_simple = key.bytes().all(is_word) && number::kind(key) == Kind::Text;
        if key.is_empty()
            || !is_simple
            || !keys.insert(key)
            || self.bytes[start + length + 1..end].first() != Some(&b' ')
        {
            return None;
        }
        self.tape.scalar(Kind::Text, self.span(start, start + length), false, &Content::Source(start, start + length));
        Some(self.skip_blanks(start + length + 1, end))
    }

    fn flow_value(&mut self, start: usize, end: usize, depth: usize) -> Option<(Index, usize)> {
        match *self.bytes[start..end].first()? {
            b'[' | b'{' => self.flow(start, end, depth + 1),
            b'"' | b'\'' => self.quoted(start, end),
            first if is_plain_start(first) && first != b'-' => {
                let line = &self.bytes[start..end];
                let stop =
                    line.iter().position(|byte| matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'\t'))?;
                // A colon may make a key of it; one with a letter behind it, as in 3:20, does not.
                let is_key = |(at, byte): (usize, &u8)| {
                    *byte == b':' && matches!(line[at + 1], b' ' | b',' | b'[' | b']' | b'{' | b'}')
                };
                if !matches!(line[stop], b',' | b']' | b'}') || line[..stop].iter().enumerate().any(is_key) {
                    return None;
                }
                let length = line[..stop].iter().rposition(|byte| *byte != b' ')? + 1;
                Some((self.scalar(start, start + length)?, start + stop))
            }
            _ => None,
        }
    }

    /// A literal block, `|` or `|-`, and then the line behind it.
    fn literal(&mut self, start: usize, line: Line) -> Option<Index> {
        let strips = self.bytes[start + 1..line.end].first() == Some(&b'-');
        self.ends(start + 1 + usize::from(strips), line.end)?;
        let mut text = String::new();
        let mut inner: Option<usize> = None;
        let mut first = 0;
        let mut last_end = 0;
        // Line breaks that count only if text comes behind them.
        let mut breaks = 0;
        while self.at < self.bytes.len() {
            let from = self.at;
            let (end, next) = self.end_of_line(from)?;
            let indent = self.bytes[from..end].iter().take_while(|byte| **byte == b' ').count();
            if from + indent == end {
                // A blank line before the text, or one that is longer than its indentation, is for the full reader.
                if indent > inner? {
                    return None;
                }
                breaks += 1;
            } else {
                let depth = *inner.get_or_insert_with(|| {
                    first = from + indent;
                    indent
                });
                if indent < depth {
                    break;
                }
                if self.bytes[from + depth] == b'\t' {
                    return None;
                }
                text.extend(std::iter::repeat_n('\n', breaks));
                text.push_str(&self.text[from + depth..end]);
                breaks = 1;
                last_end = end;
            }
            self.at = next;
            // A text that ends without a line break is for the full reader.
            if next == end {
                return None;
            }
        }
        let depth = inner?;
        if depth <= line.indent {
            return None;
        }
        if !strips {
            text.push('\n');
        }
        let length = block_length(&self.text[first..last_end]);
        let node = self.tape.scalar(Kind::Text, self.span(first, first + length), true, &Content::Own(&text));
        self.advance()?;
        let goes_on = self.line.is_some_and(|next| next.indent > line.indent);
        (!goes_on).then_some(node)
    }
}

/// How much of a block scalar's source is its place: up to the last sign that can be seen.
pub(super) fn block_length(source: &str) -> usize {
    source.trim_end_matches([' ', '\t', '\n', '\r']).len()
}

/// Whether a plain scalar can begin so. The few that can under conditions are for the full reader.
const fn is_plain_start(byte: u8) -> bool {
    !matches!(
        byte,
        b'-' | b'?'
            | b':'
            | b','
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'#'
            | b'&'
            | b'*'
            | b'!'
            | b'|'
            | b'>'
            | b'\''
            | b'"'
            | b'%'
            | b'@'
            | b'`'
            | b' '
            | b'\t'
            | 0xEF
    )
}

/// The keys of a mapping, so that a repeated one is noticed.
#[derive(Default)]
struct Keys<'s> {
    few: Vec<&'s str>,
    many: HashSet<&'s str>,
}

impl<'s> Keys<'s> {
    /// Whether the key is new.
    fn insert(&mut self, key: &'s str) -> bool {
        if self.few.len() < 32 {
            let is_new = !self.few.contains(&key);
            self.few.push(key);
            return is_new;
        }
        if self.many.is_empty() {
            self.many.extend(&self.few);
        }
        self.many.insert(key)
    }
}

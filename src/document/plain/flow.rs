//! Lists and mappings in brackets, on one line.
use super::{
    super::DEPTH,
    Plain,
    keys::{LONGEST_KEY, Scope},
    line::is_plain_start,
    look,
};
use crate::{
    names::Name,
    number,
    tape::{Index, Kind},
};

impl<'s> Plain<'s> {
    /// A list or a mapping in brackets, and the byte behind it.
    pub(super) fn flow(&mut self, start: usize, depth: usize) -> Option<(Index, usize)> {
        if depth >= DEPTH - 4 {
            return None;
        }
        let (kind, closing) = match self.bytes[start] {
            b'{' => (Kind::Mapping, b'}'),
            _ => (Kind::Sequence, b']'),
        };
        let node = self.tape.open(kind, self.span(start, start + 1), true);
        let mut scope = self.keys.open();
        let mut count = 0;
        let mut last = None;
        let mut before = Name::UNKNOWN;
        let mut at = self.skip_blanks(start + 1);
        while count > 0 || self.byte(at) != closing {
            if kind == Kind::Mapping {
                (at, before) = self.flow_key(at, before, &mut scope)?;
            }
            let (value, behind) = self.flow_value(at, depth)?;
            last = Some(value);
            count += 1;
            // Nearly always nothing stands between a value and the sign behind it.
            at = if self.byte(behind) == b' ' { self.skip_blanks(behind) } else { behind };
            match self.byte(at) {
                b',' => at = self.skip_blanks(at + 1),
                byte if byte == closing => break,
                _ => return None,
            }
        }
        self.keys.close(&scope);
        self.tape.close(node, count, last, self.base + at as u32 + 1);
        Some((node, at + 1))
    }

    /// A plain key of a mapping in brackets, behind another one or none; returns where its value begins, and its name.
    fn flow_key(&mut self, start: usize, before: Name, scope: &mut Scope<'s>) -> Option<(usize, Name)> {
        let foretold = self.inner_followers.find(self.names, self.bytes, start, before);
        let (end, name) = foretold.unwrap_or_else(|| {
            let end = look::stop(self.bytes, start);
            let name = self.names.between(self.bytes, start, end);
            self.inner_followers.add(before, name);
            (end, name)
        });
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        let is_usual = || {
            let key = &self.text[start..end];
            key.len() <= LONGEST_KEY && key.bytes().all(|byte| is_word(&byte)) && number::kind(key) == Kind::Text
        };
        let is_text = name != Name::UNKNOWN || is_usual();
        let is_key = self.byte(end) == b':' && self.byte(end + 1) == b' ';
        if !is_key || !is_text || !self.keys.insert(scope, &self.bytes[start..end], name) {
            return None;
        }
        self.tape.key(self.span(start, end), start, end, name);
        Some((self.skip_blanks(end + 1), name))
    }

    fn flow_value(&mut self, start: usize, depth: usize) -> Option<(Index, usize)> {
        match self.byte(start) {
            b'[' | b'{' => self.flow(start, depth + 1),
            b'"' | b'\'' => self.quoted(start),
            first if is_plain_start(first) => {
                let stop = self.flow_stop(start)?;
                Some((self.scalar(start, self.before_blanks(start, stop))?, stop))
            }
            _ => None,
        }
    }

    /// Where a plain scalar in brackets ends.
    fn flow_stop(&self, start: usize) -> Option<usize> {
        let mut at = start;
        loop {
            at = look::stop(self.bytes, at);
            match self.byte(at) {
                b',' | b']' | b'}' => return Some(at),
                // A colon may make a key of it; one with a letter behind it, as in 3:20, does not.
                b':' if !matches!(self.byte(at + 1), b' ' | b',' | b'[' | b']' | b'{' | b'}' | b'\n') => at += 1,
                _ => return None,
            }
        }
    }
}

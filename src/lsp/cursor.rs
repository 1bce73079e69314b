//! Where the cursor stands in a document that somebody is still writing. A parser would give up where a bracket is still open, so the
//! lines are read for what they look like: indented keys, dashes, brackets.
use crate::schema::Step;
use std::ops::Range;

/// What stands under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// What leads there: fields and lists, with the key itself or to the value.
    pub(super) path: Vec<Step>,
    pub(super) on: On,
    /// The bytes of the key or the value, without quotation marks; where there is none yet, nothing, at the cursor.
    pub(super) word: Range<usize>,
    /// The quotation mark that the word stands in.
    pub(super) quote: Option<char>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    Key,
    Value,
    Comment,
}

impl Cursor {
    fn new(on: On, path: Vec<Step>, word: Range<usize>, quote: Option<char>) -> Self {
        Self { path, on, word, quote }
    }
}

/// A key or a dash that lines further in belong to.
struct Level {
    column: usize,
    step: Step,
}

/// A bracket that is open.
struct Bracket {
    is_map: bool,
    /// In braces: the key whose value comes.
    key: Option<String>,
}

/// What stands at a byte of the text.
pub(super) fn cursor(text: &str, at: usize) -> Cursor {
    let mut reader = Reader { text, at, levels: Vec::new(), brackets: Vec::new(), block: None, outer: 0 };
    let mut start = 0;
    while start <= text.len() {
        let rest = &text[start..];
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        if let Some(found) = reader.line(start..start + length) {
            return found;
        }
        start += length + 1;
    }
    Cursor::new(On::Key, Vec::new(), at..at, None)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    levels: Vec<Level>,
    brackets: Vec<Bracket>,
    /// The column of the key or dash whose value is a text on lines of its own.
    block: Option<usize>,
    /// The column of the line on which the first open bracket stands.
    outer: usize,
}

impl Reader<'_> {
    /// Reads a line; says what is under the cursor, if it is on it.
    fn line(&mut self, line: Range<usize>) -> Option<Cursor> {
        let is_here = line.contains(&self.at) || self.at == line.end;
        let text = &self.text[line.clone()];
        let lead = text.len() - text.trim_start_matches([' ', '\t', '\u{FEFF}']).len();
        let content = &text[lead..];
        let column = text[..lead].chars().filter(|sign| *sign != '\u{FEFF}').count();
        if self.block.is_some_and(|block| column > block || (content.is_empty() && !is_here)) {
            return is_here.then(|| Cursor::new(On::Value, self.path(), self.at..self.at, None));
        }
        self.block = None;
        // What is further out than an open bracket was written before somebody closed it.
        if !self.brackets.is_empty() && column <= self.outer && !content.is_empty() && !content.starts_with([']', '}'])
        {
            self.brackets.clear();
        }
        let start = line.start + lead;
        if self.brackets.is_empty() && (content.starts_with("---") || content.starts_with("...")) {
            self.levels.clear();
            return is_here.then(|| Cursor::new(On::Value, Vec::new(), self.at..self.at, None));
        }
        if content.is_empty() {
            if is_here && self.brackets.is_empty() {
                self.close(self.text[line.start..self.at].chars().count(), false);
                return Some(Cursor::new(On::Key, self.path(), self.at..self.at, None));
            }
            return if is_here { self.flow(self.at..self.at, true) } else { None };
        }
        if self.brackets.is_empty() {
            self.block_line(start..line.end, column, is_here)
        } else {
            self.flow(start..line.end, is_here)
        }
    }

    /// A line outside of brackets.
    fn block_line(&mut self, mut rest: Range<usize>, mut column: usize, is_here: bool) -> Option<Cursor> {
        self.outer = column;
        loop {
            let text = &self.text[rest.clone()];
            if text.starts_with('#') {
                return (is_here && self.at >= rest.start).then(|| Cursor::new(On::Comment, self.path(), rest, None));
            }
            let is_dash = text == "-" || text.starts_with("- ");
            if !is_dash {
                break;
            }
            self.close(column, true);
            self.levels.push(Level { column, step: Step::Item });
            let inner = text.len() - text[1..].trim_start_matches(' ').len();
            if is_here && self.at < rest.start + inner {
                return Some(Cursor::new(On::Value, self.path(), self.at..self.at, None));
            }
            rest.start += inner;
            column += inner;
        }
        let outer = self.levels.last().map_or(0, |level| level.column);
        let Some(key) = key(&self.text[rest.clone()]) else {
            if !self.levels.last().is_some_and(|level| level.step == Step::Item && level.column < column) {
                self.close(column, false);
            }
            return self.value(rest, outer, is_here);
        };
        self.close(column, false);
        let word = rest.start + key.word.start..rest.start + key.word.end;
        let name = self.text[word.clone()].to_owned();
        self.levels.push(Level { column, step: Step::Field(name) });
        if is_here && self.at <= rest.start + key.colon {
            return Some(Cursor::new(On::Key, self.path(), word, None));
        }
        let text = &self.text[rest.start + key.colon + 1..rest.end];
        let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
        self.value(rest.start + key.colon + 1 + lead..rest.end, column, is_here)
    }

    /// What stands behind a key or a dash.
    fn value(&mut self, rest: Range<usize>, column: usize, is_here: bool) -> Option<Cursor> {
        let text = &self.text[rest.clone()];
        if text.starts_with(['[', '{']) {
            return self.flow(rest, is_here);
        }
        if text.starts_with(['|', '>']) {
            self.block = Some(column);
        }
        if !is_here {
            return None;
        }
        let comment = if text.starts_with('#') { Some(0) } else { comment(text) };
        if let Some(comment) = comment.filter(|comment| self.at > rest.start + comment) {
            return Some(Cursor::new(On::Comment, self.path(), rest.start + comment..rest.end, None));
        }
        let word = &text[..comment.unwrap_or(text.len())];
        if self.at < rest.start {
            return Some(Cursor::new(On::Value, self.path(), self.at..self.at, None));
        }
        let (word, quote) = unquoted(rest.start, word.trim_end());
        Some(Cursor::new(On::Value, self.path(), word, quote))
    }

    /// The part of a line that is in brackets.
    fn flow(&mut self, line: Range<usize>, is_here: bool) -> Option<Cursor> {
        // Where the word at hand begins, and the quotation mark that it stands in.
        let mut word = line.start;
        let mut quote = None;
        let text = self.text;
        let mut signs = text[line.clone()].char_indices().map(|(at, sign)| (line.start + at, sign)).peekable();
        while let Some((at, sign)) = signs.next() {
            // All before the cursor has been read.
            if is_here && self.at <= at {
                return Some(self.in_flow(word, line.end));
            }
            match (quote, sign) {
                (Some('"'), '\\') => _ = signs.next(),
                (Some(open), sign) if open == sign => quote = None,
                (None, '"' | '\'') if text[word..at].trim().is_empty() => quote = Some(sign),
                (None, '#') if text[..at].ends_with([' ', '\t']) => {
                    return (is_here && self.at >= at)
                        .then(|| Cursor::new(On::Comment, self.path(), at..line.end, None));
                }
                (None, '[' | '{') => {
                    self.brackets.push(Bracket { is_map: sign == '{', key: None });
                    word = at + 1;
                }
                (None, ']' | '}') => {
                    self.brackets.pop();
                    word = at + 1;
                    if self.brackets.is_empty() {
                        // Behind the brackets only a comment may stand.
                        let rest = &text[word..line.end];
                        let comment = rest.find('#').map(|sign| word + sign).filter(|sign| self.at > *sign);
                        let on = if comment.is_some() { On::Comment } else { On::Value };
                        let range = comment.map_or(self.at..self.at, |comment| comment..line.end);
                        return is_here.then(|| Cursor::new(on, self.path(), range, None));
                    }
                }
                (None, ',') => {
                    if let Some(bracket) = self.brackets.last_mut() {
                        bracket.key = None;
                    }
                    word = at + 1;
                }
                (None, ':')
                    if signs.peek().is_none_or(|(_, next)| next.is_whitespace() || matches!(next, ',' | '}')) =>
                {
                    let name = text[word..at].trim().trim_matches(['"', '\'']).to_owned();
                    if let Some(bracket) = self.brackets.last_mut().filter(|bracket| bracket.is_map) {
                        bracket.key = Some(name);
                        word = at + 1;
                    }
                }
                _ => {}
            }
        }
        is_here.then(|| self.in_flow(word, line.end))
    }

    /// The word in brackets that the cursor is on; it begins behind that byte.
    fn in_flow(&self, from: usize, line_end: usize) -> Cursor {
        let rest = &self.text[from..line_end];
        let lead = rest.len() - rest.trim_start().len();
        let (start, rest) = (from + lead, &rest[lead..]);
        let is_key = self.brackets.last().is_some_and(|bracket| bracket.is_map && bracket.key.is_none());
        if self.at < start {
            return Cursor::new(if is_key { On::Key } else { On::Value }, self.path(), self.at..self.at, None);
        }
        let quote = rest.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let closing = quote.and_then(|quote| Some(rest[1..].find(quote)? + 2));
        let end = closing.unwrap_or_else(|| {
            let is_end = |(at, sign): &(usize, char)| match sign {
                ',' | ']' | '}' | '[' | '{' => true,
                ':' => is_key && rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
                '#' => rest[..*at].ends_with([' ', '\t']),
                _ => false,
            };
            rest.char_indices().find(is_end).map_or(rest.len(), |(at, _)| at)
        });
        let (word, quote) = unquoted(start, rest[..end].trim_end());
        if !is_key {
            return Cursor::new(On::Value, self.path(), word, quote);
        }
        let mut path = self.path();
        path.push(Step::Field(self.text[word.clone()].to_owned()));
        Cursor::new(On::Key, path, word, quote)
    }

    /// Leaves what a line at that column is not in. A list may stand right below its key.
    fn close(&mut self, column: usize, is_dash: bool) {
        let is_left =
            |level: &Level| level.column > column || (level.column == column && !(is_dash && level.step != Step::Item));
        while self.levels.last().is_some_and(is_left) {
            self.levels.pop();
        }
    }

    fn path(&self) -> Vec<Step> {
        let mut path: Vec<Step> = self.levels.iter().map(|level| level.step.clone()).collect();
        for bracket in &self.brackets {
            match &bracket.key {
                _ if !bracket.is_map => path.push(Step::Item),
                Some(key) => path.push(Step::Field(key.clone())),
                None => {}
            }
        }
        path
    }
}

/// A key at the start of a line, and where its colon is.
struct Key {
    word: Range<usize>,
    colon: usize,
}

fn key(line: &str) -> Option<Key> {
    let is_colon = |at: usize| line[at + 1..].chars().next().is_none_or(|next| matches!(next, ' ' | '\t'));
    if let Some(quote) = line.chars().next().filter(|sign| matches!(sign, '"' | '\'')) {
        let end = line[1..].find(quote)? + 1;
        let blanks = line[end + 1..].len() - line[end + 1..].trim_start().len();
        let colon = end + 1 + blanks;
        return (line[colon..].starts_with(':') && is_colon(colon)).then_some(Key { word: 1..end, colon });
    }
    if line.starts_with(['[', '{', '|', '>', '#', '&', '*', '!', '%', '@', '`']) {
        return None;
    }
    let end = comment(line).unwrap_or(line.len());
    let colon = line[..end].match_indices(':').map(|(at, _)| at).find(|at| is_colon(*at))?;
    Some(Key { word: 0..line[..colon].trim_end().len(), colon })
}

/// Where a comment begins behind a value.
fn comment(value: &str) -> Option<usize> {
    let from = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(value.len(), |end| end + 2),
        _ => 0,
    };
    let blanks = value[from..].match_indices('#').map(|(at, _)| from + at);
    blanks.into_iter().find(|at| value[..*at].ends_with([' ', '\t']))
}

/// The bytes of a word without its quotation marks; the second one may not be written yet.
fn unquoted(start: usize, word: &str) -> (Range<usize>, Option<char>) {
    match word.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &word[1..];
            let length = inner.strip_suffix(quote).unwrap_or(inner).len();
            (start + 1..start + 1 + length, Some(quote))
        }
        _ => (start..start + word.len(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, On, cursor};
    use crate::schema::Step;
    use proptest::prelude::*;

    /// What is under the `|` of a text, as `path on word`.
    fn seen(text: &str) -> String {
        let at = text.find('|').expect("the cursor is marked");
        let text = text.replacen('|', "", 1);
        let Cursor { path, on, word, quote } = cursor(&text, at);
        let path: Vec<&str> = path
            .iter()
            .map(|step| match step {
                Step::Field(name) => name.as_str(),
                Step::Item => "*",
            })
            .collect();
        let quote = quote.map_or_else(String::new, |quote| quote.to_string());
        let on = match on {
            On::Key => "key",
            On::Value => "value",
            On::Comment => "comment",
        };
        format!("{} {on} {quote}{}", path.join("/"), &text[word])
    }

    #[test]
    fn keys_and_values_are_found() {
        for (text, expected) in [
            ("ti|tle: Leto", "title key title"),
            ("|title: Leto", "title key title"),
            ("title|: Leto", "title key title"),
            ("title:| Leto", "title value "),
            ("title: |Leto", "title value Leto"),
            ("title: Leto|  # so", "title value Leto"),
            ("title: Leto  # s|o", "title comment # so"),
            ("title: \"Le|to\" # so", "title value \"Leto"),
            ("title: 'Le|", "title value 'Le"),
            ("\"ti|tle\": x", "title key title"),
            ("tracks:\n  - number: 1\n    ti|tle: x", "tracks/*/title key title"),
            ("tracks:\n- number: 1\n  title: x|", "tracks/*/title value x"),
            ("tracks:\n- number: 1\nlab|el: x", "label key label"),
            ("tracks:\n  - number: 1\n  - number: 2\n    |", "tracks/* key "),
            ("tracks:\n  - number: 1\n  - |", "tracks/* value "),
            ("tracks:\n  -| number: 1", "tracks/* value "),
            ("tracks:\n  - number: 1\n  |", "tracks key "),
            ("performers:\n  - Zv|", "performers/* value Zv"),
            ("performers:\n  - Kino\n  - Zv|eri # x", "performers/* value Zveri"),
            ("media:\n  - tracks:\n      - performers: [Zv|", "media/*/tracks/*/performers/* value Zv"),
            ("notes: |-\n  a: b\n  c|: d\n", "notes value -"),
            ("---\ntitle: x\n---\nty|pe: x", "type key type"),
            ("\u{FEFF}ti|tle: x", "title key title"),
            ("# gatefold: al|low", " comment # gatefold: allow"),
            ("a: b\r\nc: d|\r\n", "c value d"),
            ("|", " key "),
            ("performers:\n  T. Rex: {type: gr|oup}", "performers/T. Rex/type value group"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
        assert_eq!(seen_block("notes: >\n  a: b\n\n  c@: d\ntitle: x"), "notes value ");
        assert_eq!(seen_block("notes: |\n  a: b\ntitle: x@"), "title value x");
    }

    /// The same where the text itself has a `|`.
    fn seen_block(text: &str) -> String {
        let at = text.find('@').expect("the cursor is marked");
        let text = text.replacen('@', "", 1);
        let Cursor { path, on, word, .. } = cursor(&text, at);
        let names: Vec<String> = path.iter().map(|step| format!("{step:?}")).collect();
        let names = names.join("/").replace("Field(\"", "").replace("\")", "");
        format!("{names} {} {}", if on == On::Value { "value" } else { "key" }, &text[word])
    }

    #[test]
    fn brackets_are_read() {
        for (text, expected) in [
            ("performers: [|", "performers/* value "),
            ("performers: [|]", "performers/* value "),
            ("performers: [Zveri, Pe|tr Pogodaev]", "performers/* value Petr Pogodaev"),
            ("performers: [Zveri, |]", "performers/* value "),
            ("performers: [Zveri|, Kino]", "performers/* value Zveri"),
            ("performers: [\"Zv|", "performers/* value \"Zv"),
            ("performers: [\"A, B|\", C]", "performers/* value \"A, B"),
            ("performers: [{name: Zv|, role: main}]", "performers/*/name value Zv"),
            ("performers: [{name: Zveri, ro|le: main}]", "performers/*/role key role"),
            ("performers: [{name: Zveri, role: m|}]", "performers/*/role value m"),
            ("performers: [{name: Zveri}, |]", "performers/* value "),
            ("performers: [\n  Zveri,\n  |\n]", "performers/* value "),
            ("performers: [\n  Zveri,\n  Ki|no\n]", "performers/* value Kino"),
            ("performers: [Zveri\ntitle: x|", "title value x"),
            ("performers: [Zveri] # al|l", "performers comment # all"),
            ("allow: [{rule: T0|, reason: x}]", "allow/*/rule value T0"),
            ("  - {na|me: x}", "*/name key name"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_something_under_the_cursor(text in "[a:{}\\[\\],\"'# \\-|>\n\r\té🎸]{0,60}", at in 0_usize..90) {
            let at = text.floor_char_boundary(at);
            let found = cursor(&text, at);
            prop_assert!(text.get(found.word).is_some());
        }
    }
}

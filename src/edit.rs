//! Edits of a source's text: a value written anew in the manner of the old one, a field or an entry added. All else stays as it is.
pub(crate) mod lines;
mod order;

use crate::{
    diagnostic::Change,
    number,
    source::{Position, Source},
    span::Span,
    tape::Kind,
};
use std::{fmt::Write, ops::Range};

/// Bytes of a file, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The first byte that goes.
    pub start: u64,
    /// The byte behind the last one.
    pub end: u64,
    /// What comes.
    pub text: String,
    /// Where the first byte stands that goes.
    pub from: Position,
    /// Where the byte behind the last one stands.
    pub to: Position,
}

/// A change as an edit; none, where the text is written in a way that is left to people.
pub(crate) fn edit(source: &Source, change: &Change) -> Option<Edit> {
    let text = &source.text;
    let (range, new) = match change {
        Change::Write(span, value) => (span.range(), written(text.get(span.range())?, value)?),
        Change::Quote(span) => (span.range(), double_quoted(text.get(span.range())?)),
        Change::Split(span, values) => (span.range(), split(text, *span, values)?),
        Change::AddField(span, field, value) => added_field(text, *span, field, value)?,
        Change::AddItem(span, value) => added_item(text, *span, value)?,
        Change::Sort(entries) => order::sorted(text, entries)?,
    };
    let byte = |at: usize| source.first_byte + at as u64;
    let (from, to) = (source.position(range.start as u32), source.position(range.end as u32));
    Some(Edit { start: byte(range.start), end: byte(range.end), text: new, from, to })
}

/// A value in the manner of the old one: plain where that can be, else in the same quotation marks.
fn written(old: &str, value: &str) -> Option<String> {
    match old.as_bytes().first()? {
        b'|' | b'>' => None,
        b'"' => Some(double_quoted(value)),
        b'\'' if !value.contains(char::is_control) => Some(format!("'{}'", value.replace('\'', "''"))),
        _ if old.contains(['\n', '\r']) => None,
        _ if is_plain(value, old.contains([',', '[', ']', '{', '}'])) => Some(value.to_owned()),
        _ => Some(double_quoted(value)),
    }
}

/// Whether a text can stand without quotation marks; with commas and brackets only where the old one had some.
pub(crate) fn is_plain(value: &str, with_brackets: bool) -> bool {
    const FIRST: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', ' ', '=', '~',
    ];
    let has_odd = value.contains(": ")
        || value.contains(" #")
        || value.ends_with([' ', ':'])
        || value.chars().any(|sign| sign.is_control() || sign == '\u{FEFF}')
        || (!with_brackets && value.contains([',', '[', ']', '{', '}']));
    !value.is_empty() && !value.starts_with(FIRST) && !has_odd && number::kind(value) == Kind::Text
}

fn double_quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for sign in value.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            sign if sign.is_control() => _ = write!(quoted, "\\u{:04X}", sign as u32),
            sign => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

/// A value as it may be written anywhere, in brackets as well.
pub(crate) fn anywhere(value: &str) -> String {
    if is_plain(value, false) { value.to_owned() } else { double_quoted(value) }
}

/// The line of a value: what stands before it, and what behind it.
fn around(text: &str, span: Span) -> Option<(&str, &str)> {
    let start = text[..span.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Some((&text[start..span.start as usize], text[span.end as usize..].split(['\n', '\r']).next()?))
}

/// Adds a line behind the one that a value ends on; only a comment may stand behind the value.
fn added_line(text: &str, span: Span, rest: &str, line: &str) -> Option<(Range<usize>, String)> {
    let is_alone = rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
    let end = span.end as usize + rest.len();
    let line_break = if text[end..].starts_with("\r\n") { "\r\n" } else { "\n" };
    is_alone.then(|| (end..end, format!("{line_break}{line}")))
}

/// A new field behind the one whose value is there: on a line of its own, or behind a comma in braces.
fn added_field(text: &str, beside: Span, field: &str, value: &str) -> Option<(Range<usize>, String)> {
    let (before, rest) = around(text, beside)?;
    let end = beside.end as usize;
    if before.contains('{') {
        return rest.trim_start().starts_with([',', '}']).then(|| (end..end, format!(", {field}: {value}")));
    }
    let column = before.len() - before.trim_start_matches([' ', '-']).len();
    let is_field = before.ends_with(": ") && !before[column..].contains(['"', '\'', '[']);
    let line = format!("{}{field}: {value}", " ".repeat(column));
    if is_field { added_line(text, beside, rest, &line) } else { None }
}

/// Several entries in place of one: behind commas in brackets, or each with a dash on a line of its own.
fn split(text: &str, entry: Span, values: &[String]) -> Option<String> {
    let (before, rest) = around(text, entry)?;
    let values: Vec<String> = values.iter().map(|value| anywhere(value)).collect();
    if before.contains('[') && !before.contains('{') {
        return Some(values.join(", "));
    }
    let column = before.len() - before.trim_start_matches(' ').len();
    let is_alone = rest.trim().is_empty() && &before[column..] == "- ";
    let line_break = if text[entry.end as usize..].starts_with("\r\n") { "\r\n" } else { "\n" };
    is_alone.then(|| values.join(&format!("{line_break}{}- ", " ".repeat(column))))
}

/// A new entry behind the one that is there: with a dash on a line of its own, or behind a comma in brackets.
fn added_item(text: &str, behind: Span, value: &str) -> Option<(Range<usize>, String)> {
    let (before, rest) = around(text, behind)?;
    let end = behind.end as usize;
    if before.contains('[') && !before.contains('{') {
        return rest.trim_start().starts_with([',', ']']).then(|| (end..end, format!(", {value}")));
    }
    let column = before.len() - before.trim_start_matches(' ').len();
    let line = format!("{}- {value}", " ".repeat(column));
    if before[column..] == *"- " { added_line(text, behind, rest, &line) } else { None }
}

#[cfg(test)]
mod tests {
    use super::edit;
    use crate::{
        diagnostic::Change,
        source::{File, Source},
        span::Span,
    };

    /// The text after a change at the given words.
    fn changed(text: &str, at: &str, change: impl Fn(Span) -> Change) -> Option<String> {
        let start = text.find(at).expect("the words are there") as u32;
        let source = Source::whole(File { number: 0, path: "x".into() }, text.to_owned());
        let edit = edit(&source, &change(Span::new(start, start + at.len() as u32)))?;
        let (start, end) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
        Some(format!("{}{}{}", &text[..start], edit.text, &text[end..]))
    }

    #[test]
    fn a_value_is_written_in_the_manner_of_the_old_one() {
        for (text, at, value, after) in [
            ("title: Low  Tide\n", "Low  Tide", "Low Tide", Some("title: Low Tide\n")),
            ("title: Low Tide # x\n", "Low Tide", "Low: Tide", Some("title: \"Low: Tide\" # x\n")),
            ("title: 'a  b'\n", "'a  b'", "it's a 'b'", Some("title: 'it''s a ''b'''\n")),
            ("title: \"a  b\"\n", "\"a  b\"", "a \"b\"", Some("title: \"a \\\"b\\\"\"\n")),
            ("title: x y\n", "x y", "1979", Some("title: \"1979\"\n")),
            ("title: x y\n", "x y", "a, b", Some("title: \"a, b\"\n")),
            ("title: x, y\n", "x, y", "a, b", Some("title: a, b\n")),
            ("title: |\n  x\n", "|\n  x", "y", None),
        ] {
            let own = changed(text, at, |span| Change::Write(span, value.to_owned()));
            assert_eq!(own.as_deref(), after, "{text}");
        }
    }

    #[test]
    fn fields_and_entries_are_added_in_the_layout_that_is_there() {
        let field = |text, at| changed(text, at, |span| Change::AddField(span, "bonus", "true".to_owned()));
        for (text, after) in [
            ("- title: X # y\n", "- title: X # y\n  bonus: true\n"),
            ("  - n: 1\n    title: X\n", "  - n: 1\n    title: X\n    bonus: true\n"),
            ("- {title: X, n: 1}\n", "- {title: X, bonus: true, n: 1}\n"),
            ("title: X\r\nn: 1\r\n", "title: X\r\nbonus: true\r\nn: 1\r\n"),
        ] {
            assert_eq!(field(text, "X").as_deref(), Some(after));
        }
        let item = |text, at| changed(text, at, |span| Change::AddItem(span, "Z".to_owned()));
        assert_eq!(item("p: [X, Y]\n", "Y").as_deref(), Some("p: [X, Y, Z]\n"));
        assert_eq!(item("p:\n  - X\n  - Y\n", "Y").as_deref(), Some("p:\n  - X\n  - Y\n  - Z\n"));
        assert_eq!(item("p:\n  - name: Y\n", "Y"), None);
        let split = |text| changed(text, "X, Y", |span| Change::Split(span, vec!["X".to_owned(), "Y".to_owned()]));
        assert_eq!(split("p:\n  - X, Y\n").as_deref(), Some("p:\n  - X\n  - Y\n"));
        assert_eq!(split("p: [Z, X, Y]\n").as_deref(), Some("p: [Z, X, Y]\n"));
        assert_eq!(split("p: X, Y\n"), None);
    }
}

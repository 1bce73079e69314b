//! A line of a record, taken apart as far as it looks like `field: value`, so that a fault of the syntax can be named.
use crate::{
    names::{Name, names},
    span::Span,
};

/// The line of a place.
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
    key: &'a str,
    /// What stands behind the colon, or behind the dash of a list.
    pub(super) value: Option<Value<'a>>,
}

#[derive(Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

/// Nothing further away on the line is looked at: it may be very long.
const REACH: usize = 2000;

impl<'a> Line<'a> {
    pub(super) fn around(text: &'a str, at: usize) -> Self {
        let start = line_start(text, at);
        let end = text.floor_char_boundary((at + REACH).min(text.len()));
        let line = text[start..end.max(start)].split(['\n', '\r']).next().unwrap_or_default();
        let body = line.trim_start_matches(['\u{FEFF}', ' ', '\t']);
        let inner = body.trim_start_matches("- ").trim();
        let (key, value) = match inner.split_once(": ") {
            Some((key, value)) => (key.trim(), value.trim()),
            None if inner.len() < body.trim().len() => ("", inner),
            None => (inner, ""),
        };
        let start_of = |part: &str| start + (part.as_ptr() as usize - line.as_ptr() as usize);
        let value = (!value.is_empty()).then(|| Value { start: start_of(value), text: value });
        Self { start, text: line, key, value }
    }

    /// `title: "Leto: Original"`: the line as it should be; in a list in brackets, the entry at the place alone.
    pub(super) fn quoted(&self, at: usize) -> Option<String> {
        let value = self.value?;
        if value.text.starts_with(['[', '{']) && at > value.start {
            let inside = at.checked_sub(value.start).filter(|inside| value.text.is_char_boundary(*inside))?;
            let start = value.text[..inside].rfind(['[', '{', ',']).map_or(0, |mark| mark + 1);
            let end = value.text[inside..].find([',', ']', '}']).map_or(value.text.len(), |mark| inside + mark);
            return Some(quoted(value.text[start..end].trim()));
        }
        let text = quoted(value.text);
        Some(if self.key.is_empty() { text } else { format!("`{}: {}`", self.key, text.trim_matches('`')) })
    }

    /// "Quote it", with the line as it should be.
    pub(super) fn quote(&self, at: usize) -> Option<String> {
        self.quoted(at).map(|quoted| format!("quote it: {quoted}"))
    }

    /// The colon of `title:Low Tide`, and the line as it should be.
    pub(super) fn tight(&self) -> Option<(Span, String)> {
        let (key, value) = self.key.split_once(':')?;
        let is_field = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let colon = self.start + self.text.find(self.key)? + key.len();
        is_field.then(|| (Span::new(colon as u32, colon as u32 + 1), format!("write `{key}: {}`", value.trim())))
    }

    /// The field of `title Low Tide`, and the line as it should be.
    pub(super) fn lost_colon(&self) -> Option<(Span, String)> {
        let body = self.text.trim().trim_start_matches("- ").trim_start();
        let (field, value) = body.split_once(' ')?;
        let is_lost = names().find(field.as_bytes()) != Name::UNKNOWN && !body.contains(": ") && !body.ends_with(':');
        let start = self.start + self.text.trim_end().len() - body.len();
        is_lost.then(|| {
            (
                Span::new(start as u32, (start + field.len()) as u32),
                format!("{field}: {}", value.split(" #").next().unwrap_or_default().trim()),
            )
        })
    }

    /// The dash of `-number: 1`.
    pub(super) fn tight_dash(&self) -> Option<Span> {
        let body = self.text.trim_start();
        let dash = self.start + self.text.len() - body.len();
        let is_tight =
            body.strip_prefix('-').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_lowercase()));
        (is_tight && body.contains(':')).then(|| Span::new(dash as u32, dash as u32 + 1))
    }

    /// What is on the line, without the blanks around it.
    pub(super) fn body(&self) -> Option<Span> {
        let body = self.text.trim();
        let start = self.start + (self.text.len() - self.text.trim_start().len());
        (!body.is_empty()).then(|| Span::new(start as u32, (start + body.len()) as u32))
    }
}

/// Where the line of a place begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let near = text.floor_char_boundary(at.saturating_sub(REACH));
    text[near..at].rfind(['\n', '\r']).map_or(near, |end| near + end + 1)
}

/// The lines above a place and its own, from there upwards; only the near ones.
pub(super) fn upwards(text: &str, at: usize) -> impl Iterator<Item = Line<'_>> {
    let mut next = Some(at);
    std::iter::from_fn(move || {
        let line = Line::around(text, next?);
        next = line.start.checked_sub(1).map(|before| text.floor_char_boundary(before));
        Some(line)
    })
    .take(20)
}

/// A text in the quotation marks that YAML takes, between backticks.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        format!("`'{text}'`")
    } else {
        format!("`\"{}\"`", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// The same, behind its field name if it has one on the line.
pub(super) fn quoted_line(text: &str, at: u32, value: &str) -> String {
    Line::around(text, at as usize).quoted(at as usize).unwrap_or_else(|| quoted(value))
}

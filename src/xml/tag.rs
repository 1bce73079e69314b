//! A start tag: its name, and its attributes one after the other.
use super::{Faults, Kind, names, text};
use crate::{record::identifiers::fault::quoted, span::Span};
use std::borrow::Cow;

/// An attribute as it stands in a tag.
pub(super) struct Written<'s> {
    pub(super) name: &'s str,
    pub(super) prefix: &'s str,
    pub(super) local: &'s str,
    pub(super) name_at: u32,
    pub(super) value: Cow<'s, str>,
    pub(super) value_span: Span,
    pub(super) is_whole: bool,
}

impl Written<'_> {
    pub(super) fn name_span(&self) -> Span {
        Span::new(self.name_at, self.name_at + self.name.len() as u32)
    }
}

/// What stands in a start tag.
pub(super) struct Tag<'s> {
    pub(super) name: &'s str,
    pub(super) prefix: &'s str,
    pub(super) attributes: Vec<Written<'s>>,
}

/// Reads what stands between `<` and `>`, from that byte of the text on; nothing, if it cannot be made out.
pub(super) fn read<'s>(content: &'s str, at: u32, room: usize, faults: &mut Faults) -> Option<Tag<'s>> {
    let mut rest = Rest { content, at: 0, base: at };
    let name = rest.until(names::is_blank);
    let Some((prefix, _)) = names::parts(name) else {
        let span = Span::new(at, at + name.len() as u32);
        let message = match name {
            "" => "a `<` begins no tag here".to_owned(),
            name => format!("{} is no name for an element", quoted(name)),
        };
        faults.add(Kind::Syntax, span, message, "write a `<` that begins no tag as `&lt;`");
        return None;
    };
    let mut attributes: Vec<Written<'s>> = Vec::new();
    while rest.blanks() > 0 && !rest.is_empty() {
        let attribute = rest.attribute(faults)?;
        if attributes.len() == room {
            let message = format!("the text has more than {} elements and attributes", super::NODES);
            faults.add(Kind::Size, attribute.name_span(), message, "split it into several messages");
            return None;
        }
        attributes.push(attribute);
    }
    if !rest.is_empty() {
        let here = rest.here();
        faults.add(Kind::Syntax, Span::new(here, here + 1), "a blank is due before the next attribute", "add it");
        return None;
    }
    Some(Tag { name, prefix, attributes })
}

/// What is left of a tag.
struct Rest<'s> {
    content: &'s str,
    at: usize,
    base: u32,
}

impl<'s> Rest<'s> {
    fn is_empty(&self) -> bool {
        self.at == self.content.len()
    }

    fn here(&self) -> u32 {
        self.base + self.at as u32
    }

    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'s str {
        let rest = &self.content[self.at..];
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn blanks(&mut self) -> usize {
        self.until(|byte| !names::is_blank(byte)).len()
    }

    fn attribute(&mut self, faults: &mut Faults) -> Option<Written<'s>> {
        let name_at = self.here();
        let name = self.until(|byte| byte == b'=' || names::is_blank(byte) || byte == b'"' || byte == b'\'');
        let end = self.here();
        let Some((prefix, local)) = names::parts(name) else {
            let message = format_args!("{} is no name for an attribute", quoted(name));
            let span = Span::new(name_at, end.max(name_at + u32::from(end == name_at && !self.is_empty())));
            faults.add(Kind::Syntax, span, message, "write attributes as `Name=\"value\"`, with a blank between two");
            return None;
        };
        self.blanks();
        let has_sign = self.content[self.at..].starts_with('=');
        self.at += usize::from(has_sign);
        self.blanks();
        let quote = self.content[self.at..].bytes().next().filter(|byte| has_sign && matches!(byte, b'"' | b'\''));
        let Some(quote) = quote else {
            let message = format_args!("the attribute {} has no value in quotation marks", quoted(name));
            faults.add(Kind::Syntax, Span::new(name_at, end), message, format!("write `{name}=\"…\"`"));
            return None;
        };
        self.at += 1;
        let start = self.here();
        let raw = self.until(|byte| byte == quote);
        if self.is_empty() {
            let span = Span::new(start - 1, self.here());
            faults.add(Kind::Syntax, span, "this quotation mark is never closed", "close it");
            return None;
        }
        self.at += 1;
        let (value, is_whole) = text::value(raw, start, faults);
        let value_span = Span::new(start, start + raw.len() as u32);
        Some(Written { name, prefix, local, name_at, value, value_span, is_whole })
    }
}

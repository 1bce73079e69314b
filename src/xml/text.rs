//! Texts between tags and in attributes: what they say when every `&…;` is what it stands for.
use super::{Faults, Kind, names};
use crate::{record::identifiers::fault::quoted, span::Span};
use std::borrow::Cow;

/// The entities that need no declaration.
const ENTITIES: &[(&str, char)] = &[("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

/// The character that `name` in `&name;` stands for; a fault at the whole reference, if there is none.
pub(super) fn character(name: &str, span: Span, faults: &mut Faults) -> Option<char> {
    if let Some((_, sign)) = ENTITIES.iter().find(|(entity, _)| *entity == name) {
        return Some(*sign);
    }
    let Some(number) = name.strip_prefix('#') else {
        let message = format_args!("{} stands for nothing", quoted(&format!("&{name};")));
        let help = "write the character itself; only `&amp;`, `&lt;`, `&gt;`, `&quot;` and `&apos;` have names";
        faults.add(Kind::Reference, span, message, help);
        return None;
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    let code = is_number.then(|| u32::from_str_radix(digits, radix).unwrap_or(u32::MAX));
    let sign = code.and_then(char::from_u32).filter(|sign| names::is_character(*sign));
    if sign.is_none() {
        let message = format_args!("{} is no character of XML", quoted(&format!("&{name};")));
        faults.add(Kind::Reference, span, message, "write the character itself, or delete it");
    }
    sign
}

/// A text with line ends as XML reads them: each is one line feed.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    match memchr::memchr(b'\r', text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(_) => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
    }
}

/// The value of an attribute that stands at that byte of the text, and whether all of it could be read.
pub(super) fn value<'s>(raw: &'s str, at: u32, faults: &mut Faults) -> (Cow<'s, str>, bool) {
    if !raw.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'\t' | b'\n' | b'\r')) {
        return (Cow::Borrowed(raw), true);
    }
    let known = faults.0.len();
    let mut is_whole = true;
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(sign) = rest.chars().next() {
        let here = at + (raw.len() - rest.len()) as u32;
        let mut length = sign.len_utf8();
        match sign {
            '&' => {
                let end = rest.find(';').filter(|end| !rest[1..*end].contains(['&', '<', ' ', '"', '\'']));
                if let Some(end) = end {
                    length = end + 1;
                    let sign = character(&rest[1..end], Span::new(here, here + length as u32), faults);
                    is_whole &= sign.is_some();
                    value.extend(sign);
                } else {
                    bare_ampersand(here, faults);
                    is_whole = false;
                }
            }
            '<' => {
                let message = "a `<` stands in the value of an attribute";
                faults.add(Kind::Syntax, Span::new(here, here + 1), message, "write it as `&lt;`");
                is_whole = false;
            }
            '\r' if rest.starts_with("\r\n") => {
                value.push(' ');
                length = 2;
            }
            '\t' | '\n' | '\r' => value.push(' '),
            sign => value.push(sign),
        }
        rest = &rest[length..];
    }
    (Cow::Owned(value), is_whole && faults.0.len() == known)
}

/// An `&` that begins no reference.
pub(super) fn bare_ampersand(at: u32, faults: &mut Faults) {
    let message = "an `&` stands alone, and begins no `&…;`";
    faults.add(Kind::Reference, Span::new(at, at + 1), message, "write it as `&amp;`");
}

//! Text of a record as it may be shown: nothing in it steers a terminal, a log or a reader's eye.
use std::{borrow::Cow, fmt::Write, io};

/// Whether a character does something else than show itself.
pub(crate) fn is_unsafe(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The text with such characters written as `\u{1b}`.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    text.chars().for_each(|sign| push(&mut shown, sign));
    Cow::Owned(shown)
}

/// Adds a character as it may be shown.
pub(crate) fn push(shown: &mut String, sign: char) {
    match sign {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        // CI systems look for such commands anywhere in a line: `##[error]`, `##vso[task.complete]`.
        '[' if shown.ends_with("##") || shown.ends_with("##vso") => shown.push_str("\\u{5b}"),
        sign if is_unsafe(sign) => write!(shown, "\\u{{{:x}}}", sign as u32).expect("a string takes any text"),
        sign => shown.push(sign),
    }
}

/// Takes JSON, and passes it on with such characters as `\u001b`: to a program they are the same, and a terminal shows them.
pub(crate) struct JsonWriter<'a>(pub(crate) &'a mut dyn io::Write);

impl io::Write for JsonWriter<'_> {
    /// Whoever writes JSON never parts a character.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_odd = |sign: char| sign != '\n' && is_unsafe(sign);
        match str::from_utf8(bytes) {
            Ok(text) if text.contains(is_odd) => {
                let mut rest = text;
                while let Some(at) = rest.find(is_odd) {
                    let sign = rest[at..].chars().next().unwrap_or_default();
                    self.0.write_all(&rest.as_bytes()[..at])?;
                    write!(self.0, "\\u{:04x}", sign as u32)?;
                    rest = &rest[at + sign.len_utf8()..];
                }
                self.0.write_all(rest.as_bytes())?;
            }
            _ => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The start of a line of output: code hosts take a line that begins with `::` or `##[` for a command.
pub(crate) fn line_start(text: &str) -> Cow<'_, str> {
    let shown = printable(text);
    if shown.starts_with("::") || shown.starts_with("##") { Cow::Owned(format!("./{shown}")) } else { shown }
}

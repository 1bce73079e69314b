//! What is wrong with how an identifier is written, in words, and at which of its bytes.
use std::{fmt, ops::Range};

/// Why a text is no identifier of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort of thing is wrong.
    pub kind: Kind,
    /// The bytes of the given text that are wrong.
    pub at: Range<usize>,
    /// What is, then what was expected.
    pub message: String,
    /// What can be done; begins with a verb.
    pub help: Option<String>,
    /// What the whole text seems to mean, in the compact form. It is a guess: whoever takes it has to look.
    pub instead: Option<String>,
}

/// What sort of thing is wrong; each may have a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is nothing.
    Empty,
    /// Too many or too few signs.
    Length,
    /// A sign that looks like the right one.
    Lookalike,
    /// A sign that does not belong, or not there.
    Sign,
    /// Hyphens or blanks where the standard has none.
    Groups,
    /// A text that only keeps the place.
    Placeholder,
    /// A barcode with the digits of an add-on behind it.
    AddOn,
}

impl Fault {
    pub(crate) fn new(kind: Kind, at: Range<usize>, message: impl Into<String>) -> Self {
        Self { kind, at, message: message.into(), help: None, instead: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Proposes what the whole text may mean.
    pub(crate) fn instead(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.help.get_or_insert_with(|| format!("write `{text}`, if the source agrees"));
        self.instead = Some(text);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A text of the user in backticks; a very long one is cut short.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let end = text.floor_char_boundary(LONGEST);
    if end == text.len() { format!("`{text}`") } else { format!("`{}…`", &text[..end]) }
}

/// The bytes of a text without the blanks around it.
pub(crate) fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::{quoted, trimmed};

    #[test]
    fn places_are_those_of_the_text_as_written() {
        assert_eq!(trimmed("  ab "), 2..4);
        assert_eq!(trimmed("  "), 2..2);
    }

    #[test]
    fn long_texts_are_cut_between_two_signs() {
        assert_eq!(quoted("a`b"), "`a`b`");
        assert_eq!(quoted(&"é".repeat(40)).chars().count(), 33);
    }
}

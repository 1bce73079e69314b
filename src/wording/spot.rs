//! A spot: something in a text that should be otherwise, and perhaps what to write in its place.
use std::ops::Range;

/// Something in a text that should be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Its bytes in the text.
    pub(crate) at: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// What to write in its place.
    pub(crate) edit: Option<Edit>,
}

/// What to write in place of a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// It is right without a look.
    Safe(String),
    /// Somebody should look at it first.
    Proposal(String),
}

impl Spot {
    pub(crate) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None, edit: None }
    }

    /// What can be done about it; begins with a verb.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn safe(mut self, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::Safe(replacement.into()));
        self
    }

    pub(crate) fn propose(mut self, replacement: impl Into<String>) -> Self {
        self.edit = Some(Edit::Proposal(replacement.into()));
        self
    }
}

impl Edit {
    pub(crate) fn replacement(&self) -> &str {
        match self {
            Self::Safe(replacement) | Self::Proposal(replacement) => replacement,
        }
    }
}

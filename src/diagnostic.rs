//! What Gatefold has to say about a record: a code, a severity, places, sentences.
use crate::{source::SourceId, span::Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The record cannot be exported.
    Error,
    /// The record can be exported and is probably wrong.
    Warning,
    /// Worth knowing; the record may well be right.
    Info,
}

impl Severity {
    /// The word that a finding begins with.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in one of the sources of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which source.
    pub source: SourceId,
    /// Which bytes of it.
    pub span: Span,
}

/// A place, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What stands there; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's code, such as `N003`.
    pub code: &'static str,
    /// The code in words, such as `track-number-gap`.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one lower-case sentence without a full stop.
    pub message: String,
    /// The smallest thing that is wrong.
    pub primary: Label,
    /// Further places that belong to it.
    pub others: Vec<Label>,
    /// What can be done, each beginning with a verb.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// Says something at the place of the finding itself.
    pub(crate) fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = text.into();
        self
    }

    /// Shows a further place of the same source.
    pub(crate) fn also(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        let source = self.primary.place.source;
        self.elsewhere(Place { source, span }, text)
    }

    /// Shows a further place, perhaps of another source.
    pub(crate) fn elsewhere(&mut self, place: Place, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        self.others.push(Label { place, text });
        self
    }

    /// Says what can be done.
    pub(crate) fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.helps.push(text.into());
        self
    }
}

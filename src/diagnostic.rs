//! What Gatefold has to say about a record: a code, a severity, places, sentences.
use crate::span::Span;

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

/// A place in the source at hand, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// The place.
    pub(crate) span: Span,
    /// What stands there; may be empty.
    pub(crate) text: String,
}

/// A change of the record that would mend what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fix {
    pub(crate) changes: Vec<Change>,
    /// Whether it is right without a look; else it is a proposal.
    pub(crate) is_safe: bool,
}

/// One thing that a fix does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The value at that place becomes this text, written in the manner of the old one.
    Write(Span, String),
    /// The entry of a list at that place becomes these entries.
    Split(Span, Vec<String>),
    /// The value at that place is put into quotation marks as it stands.
    Quote(Span),
    /// A field is added behind the one whose value stands there; the value is YAML in braces or a plain word.
    AddField(Span, &'static str, String),
    /// The entries of a list, which stand at these places, get the order in which the places are named here.
    Sort(Vec<Span>),
    /// An entry is added to a list, behind the one that stands there; YAML as well.
    AddItem(Span, String),
}

/// What a reader or a rule has to say of the source at hand. A `Finding` is the same on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// The rule's code, such as `N003`.
    pub(crate) code: &'static str,
    /// The code in words, such as `track-number-gap`.
    pub(crate) name: &'static str,
    /// How much it weighs.
    pub(crate) severity: Severity,
    /// What is wrong, in one lower-case sentence without a full stop.
    pub(crate) message: String,
    /// The smallest thing that is wrong.
    pub(crate) primary: Label,
    /// Further places that belong to it.
    pub(crate) others: Vec<Label>,
    /// What can be done, each beginning with a verb.
    pub(crate) helps: Vec<String>,
    /// What would mend it.
    pub(crate) fix: Option<Fix>,
}

/// How many findings of one kind are shown of one record. Nobody reads more, and a hostile record could have millions.
pub(crate) const MOST: usize = 1000;

/// Takes away what is too many behind the first `known` findings, and says so.
pub(crate) fn cap(findings: &mut Vec<Diagnostic>, known: usize) {
    if findings.len() > known + MOST {
        findings.truncate(known + MOST);
        findings.last_mut().expect("there are very many").help("mend these first: there are more, which are not shown");
    }
}

impl Diagnostic {
    /// Says something at the place of the finding itself.
    pub(crate) fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = text.into();
        self
    }

    /// Shows a further place.
    pub(crate) fn also(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.others.push(Label { span, text: text.into() });
        self
    }

    /// Mends it by these changes, for sure.
    pub(crate) fn mend(&mut self, changes: impl IntoIterator<Item = Change>) -> &mut Self {
        self.fix = Some(Fix { changes: changes.into_iter().collect(), is_safe: true });
        self
    }

    /// Proposes these changes.
    pub(crate) fn propose(&mut self, changes: impl IntoIterator<Item = Change>) -> &mut Self {
        self.fix = Some(Fix { changes: changes.into_iter().collect(), is_safe: false });
        self
    }

    /// Says what can be done.
    pub(crate) fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.helps.push(text.into());
        self
    }
}

//! A finding on its own: it needs its source no more.
use crate::{
    catalog::Shown,
    diagnostic::{Diagnostic, Fix, Severity},
    edit::{Edit, edit},
    excerpt::{Excerpt, excerpts},
    source::{Place, Source},
};

/// Something that is wrong with a record, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, such as `N003`.
    pub code: &'static str,
    /// The code in words, such as `track-number-gap`.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one lower-case sentence without a full stop.
    pub message: String,
    /// The smallest thing that is wrong.
    pub place: Place,
    /// What is to be said of the place; may be empty.
    pub label: String,
    /// Further places that belong to it, and what is to be said of them.
    pub others: Vec<(Place, String)>,
    /// What can be done, each beginning with a verb.
    pub helps: Vec<String>,
    /// What would mend it.
    pub fix: Option<Mending>,
    /// The lines to show, those of the place itself first.
    pub(crate) excerpts: Vec<Excerpt>,
}

/// Edits of a file that would mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mending {
    /// The edits; none overlaps another.
    pub edits: Vec<Edit>,
    /// Whether it is right without a look; else it is a proposal.
    pub is_safe: bool,
}

impl Finding {
    /// What was said of a source, on its own.
    pub(crate) fn new(diagnostic: Diagnostic, source: &Source) -> Self {
        let Diagnostic { code, name, severity, message, primary, others, helps, fix } = diagnostic;
        let excerpts = excerpts(source, &primary, &others);
        let fix = fix.and_then(|Fix { changes, is_safe }| {
            let edits: Option<Vec<Edit>> = changes.iter().map(|change| edit(source, change)).collect();
            edits.map(|edits| Mending { edits, is_safe })
        });
        let others = others.into_iter().map(|label| (source.place(label.span), label.text)).collect();
        let place = source.place(primary.span);
        let (message, helps) = (short(message), helps.into_iter().map(short).collect());
        Self { code, name, severity, message, place, label: primary.text, others, helps, fix, excerpts }
    }

    /// A finding at a value that was kept.
    pub(crate) fn at(
        shown: Shown,
        code: &'static str,
        name: &'static str,
        severity: Severity,
        message: String,
    ) -> Self {
        Self {
            code,
            name,
            severity,
            message,
            place: shown.place,
            label: String::new(),
            others: Vec::new(),
            helps: Vec::new(),
            fix: None,
            excerpts: vec![shown.excerpt],
        }
    }

    /// Shows a further value that was kept.
    pub(crate) fn also(&mut self, shown: Shown, text: &str) -> &mut Self {
        self.others.push((shown.place, text.to_owned()));
        let mut excerpt = shown.excerpt;
        text.clone_into(&mut excerpt.places[0].1);
        self.excerpts.push(excerpt);
        self
    }

    /// Says what can be done.
    pub(crate) fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.helps.push(text.into());
        self
    }

    /// Whether a record with it cannot be exported.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The order in which findings are shown: by path, position, code.
    pub(crate) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let key = |finding: &Self| (finding.place.order(), finding.code);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// A sentence that repeats a very long text of the record, cut short.
fn short(mut sentence: String) -> String {
    const LONGEST: usize = 600;
    if sentence.len() > LONGEST {
        sentence.truncate(sentence.floor_char_boundary(LONGEST));
        sentence.push('…');
    }
    sentence
}

//! A finding on its own: it needs its source no more.
use crate::{
    catalog::Shown,
    diagnostic::{Diagnostic, Fix, Severity},
    edit::{Edit, edit},
    excerpt::{Excerpt, excerpts},
    node::Node,
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
    /// The value or key that it is about; none, where the document could not be read.
    pub node: Option<Node>,
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
        Self { code, name, severity, message, place, label: primary.text, others, helps, fix, node: None, excerpts }
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
            node: None,
            excerpts: vec![shown.excerpt],
        }
    }

    /// A finding at a cell of a table.
    pub(crate) fn in_table(
        (code, name, severity): (&'static str, &'static str, Severity),
        place: Place,
        excerpt: Excerpt,
        message: String,
        help: String,
    ) -> Self {
        Self {
            code,
            name,
            severity,
            message: short(message),
            place,
            label: String::new(),
            others: Vec::new(),
            helps: vec![short(help)],
            fix: None,
            node: None,
            excerpts: vec![excerpt],
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

    /// Counts the documents of its file that were read before its own piece.
    pub(crate) fn place_in_stream(&mut self, documents: usize) {
        if let Some(node) = &mut self.node {
            node.document += documents;
        }
    }

    /// Whether a record with it cannot be exported.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// What stands at its place, as it may be shown; as far as its line goes.
    pub(crate) fn words(&self) -> &str {
        let excerpt = self.excerpts.first();
        excerpt.and_then(|excerpt| excerpt.text.get(excerpt.places.first()?.0.clone())).unwrap_or_default()
    }

    /// The order in which findings are shown: by path, position, code.
    pub(crate) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let key = |finding: &Self| (finding.place.order(), finding.code);
        key(self).cmp(&key(other)).then_with(|| self.message.cmp(&other.message))
    }
}

/// A message without the numbers in it that are not the record's own words: tracks are counted anew when one is added.
pub(crate) fn steady(message: &str) -> String {
    let parts = message.split('`').enumerate().map(|(at, part)| {
        let is_quoted = at % 2 == 1;
        part.chars().filter(|sign| is_quoted || !sign.is_ascii_digit()).collect()
    });
    parts.collect::<Vec<String>>().join("`")
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

//! A finding as rustc would draw it: the line, the place underlined, what can be done.
use crate::{diagnostic::Severity, excerpt::Excerpt, finding::Finding, printable::printable};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

/// A finding with its lines. One without a code is named by its message alone.
pub(crate) fn draw(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = printable(&finding.message);
    let mut group = Group::with_title(match finding.code {
        "" => level.primary_title(message),
        code => level.primary_title(format!("{}: {message}", finding.name)).id(code),
    });
    for (at, excerpt) in finding.excerpts.iter().enumerate() {
        group = group.element(snippet(excerpt, at == 0));
    }
    for help in &finding.helps {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let mut drawing = renderer.render(&[group]);
    let mut from = drawing.find('\n').unwrap_or_default();
    for excerpt in &finding.excerpts {
        from = correct(excerpt, &mut drawing, from);
    }
    drawing
}

/// The lines to draw; the finding's own place is the first of the first ones.
fn snippet(excerpt: &Excerpt, has_primary: bool) -> Snippet<'_, Annotation<'_>> {
    let places = excerpt.places.iter().enumerate().map(|(at, (span, label))| {
        let kind = if has_primary && at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(span.clone()).label((!label.is_empty()).then_some(label.as_str()))
    });
    Snippet::source(&excerpt.text).path(excerpt.path.as_str()).line_start(excerpt.first_line).annotations(places)
}

/// The renderer counts columns in what is shown. Where that differs from what is written (escapes, a line cut short), the
/// place in the drawing's head is put right. Returns where to go on.
fn correct(excerpt: &Excerpt, drawing: &mut String, from: usize) -> usize {
    let (span, _) = &excerpt.places[0];
    let before = excerpt.text[..span.start].rsplit('\n').next().unwrap_or_default();
    let counted = format!("{}:{}:{}", excerpt.path, excerpt.line, before.chars().count() + 1);
    let Some(at) = drawing[from..].find(&counted).map(|at| from + at) else {
        return from;
    };
    let right = format!("{}:{}:{}", excerpt.path, excerpt.line, excerpt.column);
    drawing.replace_range(at..at + counted.len(), &right);
    at + right.len()
}

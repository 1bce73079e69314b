//! Findings as rustc shows them: the line, the place underlined, further places, what can be done.
use crate::{
    check::Checked,
    diagnostic::{Diagnostic, Label, Severity},
    printable::{self, line_start, printable},
    reporter::{Reporter, Style, summary},
    source::{Source, SourceId},
};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::{
    io::{self, Write},
    ops::Range,
};

pub(super) const REPORTERS: &[Reporter] =
    &[Reporter { name: "full", about: "each finding with its line, the place underlined, and a help", write }];

/// Lines further apart than this are shown as two pieces, so that a long file costs no more than a short one.
const APART: usize = 100;
/// Characters shown on both sides of a place on a very long line.
const MARGIN: usize = 200;

fn write(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in &checked.diagnostics {
        writeln!(out, "{}\n", draw(checked, diagnostic, &renderer))?;
    }
    writeln!(out, "{}", summary(checked))
}

/// One finding.
pub(crate) fn draw(checked: &Checked, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = format!("{}: {}", diagnostic.name, printable(&diagnostic.message));
    let windows = windows(checked, diagnostic);
    let mut group = Group::with_title(level.primary_title(title).id(diagnostic.code));
    for (at, window) in windows.iter().enumerate() {
        group = group.element(window.snippet(at == 0));
    }
    for help in &diagnostic.helps {
        group = group.element(Level::HELP.message(printable(help)));
    }
    let mut drawing = renderer.render(&[group]);
    let mut from = drawing.find('\n').unwrap_or_default();
    for window in &windows {
        from = window.correct(&mut drawing, from);
    }
    drawing
}

/// Neighbouring lines of a source with the places on them.
struct Window {
    path: String,
    /// Where the first place is.
    line: usize,
    column: usize,
    first_line: usize,
    text: String,
    places: Vec<(Range<usize>, String)>,
}

impl Window {
    /// The piece of source to draw; the finding's own place is the first of the first piece.
    fn snippet(&self, has_primary: bool) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let places = self.places.iter().enumerate().map(|(at, (span, label))| {
            let kind = if has_primary && at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            kind.span(span.clone()).label((!label.is_empty()).then_some(label.as_str()))
        });
        Snippet::source(&self.text).path(self.path.as_str()).line_start(self.first_line).annotations(places)
    }

    /// The renderer counts columns in what is shown. Where that differs from what is written (escapes, a line cut short), the
    /// place in the drawing's head is put right. Returns where to go on.
    fn correct(&self, drawing: &mut String, from: usize) -> usize {
        let (span, _) = &self.places[0];
        let before = self.text[..span.start].rsplit('\n').next().unwrap_or_default();
        let counted = format!("{}:{}:{}", self.path, self.line, before.chars().count() + 1);
        let Some(at) = drawing[from..].find(&counted).map(|at| from + at) else {
            return from;
        };
        let right = format!("{}:{}:{}", self.path, self.line, self.column);
        drawing.replace_range(at..at + counted.len(), &right);
        at + right.len()
    }
}

/// The pieces of source to show, that of the finding itself first.
fn windows(checked: &Checked, diagnostic: &Diagnostic) -> Vec<Window> {
    let mut pieces: Vec<(SourceId, Vec<&Label>)> = Vec::new();
    for label in std::iter::once(&diagnostic.primary).chain(&diagnostic.others) {
        let source = checked.sources.source(label.place.source);
        let line = source.line(label.place.span.start);
        let near = |other: &&Label| source.line(other.place.span.start).abs_diff(line) <= APART;
        let piece = pieces.iter_mut().find(|(id, labels)| *id == label.place.source && labels.iter().any(&near));
        match piece {
            Some((_, labels)) => labels.push(label),
            None => pieces.push((label.place.source, vec![label])),
        }
    }
    pieces.into_iter().map(|(id, labels)| window(checked.sources.source(id), &labels)).collect()
}

fn window(source: &Source, labels: &[&Label]) -> Window {
    let lines = labels.iter().map(|label| source.line(label.place.span.start));
    let (first, last) = lines.fold((usize::MAX, 0), |(first, last), line| (first.min(line), last.max(line)));
    let at = source.position(labels[0].place.span.start);
    let mut window = Window {
        path: line_start(&source.path).into_owned(),
        line: at.line,
        column: at.column,
        first_line: first + 1,
        text: String::new(),
        places: labels.iter().map(|label| (0..0, printable(&label.text).into_owned())).collect(),
    };
    for line in first..=last {
        show_line(source, line, labels, &mut window);
        window.text.push('\n');
    }
    window
}

/// Adds a line as it may be shown, and finds the places on it again. A place that goes on behind its line is cut off there.
fn show_line(source: &Source, line: usize, labels: &[&Label], window: &mut Window) {
    let span = source.line_span(line);
    let text = &source.text[span.range()];
    let on_line: Vec<(usize, Range<usize>)> = labels
        .iter()
        .enumerate()
        .filter(|(_, label)| source.line(label.place.span.start) == line)
        .map(|(at, label)| {
            let place = label.place.span;
            let inside = |byte: u32| byte.clamp(span.start, span.end) as usize - span.start as usize;
            (at, inside(place.start)..inside(place.end))
        })
        .collect();
    let keep = kept(text, &on_line);
    if keep.start > 0 {
        window.text.push('…');
    }
    for (at, sign) in text.char_indices().filter(|(at, _)| keep.contains(at)) {
        mark(&on_line, at, window);
        match sign {
            // The renderer knows how wide a tab is.
            '\t' => window.text.push('\t'),
            '\u{FEFF}' if at == 0 && line == 0 => {}
            sign => printable::push(&mut window.text, sign),
        }
    }
    mark(&on_line, keep.end, window);
    if keep.end < text.len() {
        window.text.push('…');
    }
}

/// Notes where in the shown text a place begins and ends.
fn mark(on_line: &[(usize, Range<usize>)], at: usize, window: &mut Window) {
    let shown = window.text.len();
    for (label, place) in on_line {
        let span = &mut window.places[*label].0;
        if place.start == at {
            *span = shown..shown;
        }
        if place.end == at || (at >= place.start && place.end > at) {
            span.end = shown.max(span.start);
        }
    }
}

/// The bytes of a line that are shown: all of it, or what surrounds the places on a very long one.
fn kept(text: &str, on_line: &[(usize, Range<usize>)]) -> Range<usize> {
    if text.len() <= 4 * MARGIN {
        return 0..text.len();
    }
    let start = on_line.iter().map(|(_, place)| place.start).min().unwrap_or(0);
    let end = on_line.iter().map(|(_, place)| place.end).max().unwrap_or(0);
    let end = end.min(start + 4 * MARGIN).max(on_line.iter().map(|(_, place)| place.start).max().unwrap_or(0));
    text.floor_char_boundary(start.saturating_sub(MARGIN))..text.ceil_char_boundary((end + MARGIN).min(text.len()))
}

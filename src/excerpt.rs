//! A few lines of a source as they may be shown, with the places on them: all that is kept of a text once it has been checked.
use crate::{
    diagnostic::Label,
    printable::{self, line_start, printable},
    source::Source,
};
use std::ops::Range;

/// Lines further apart than this are shown as two pieces.
const APART: usize = 100;
/// Characters shown on both sides of a place on a very long line.
const MARGIN: usize = 200;

/// Neighbouring lines with places on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    pub(crate) path: String,
    /// Where the first place is, as it is written.
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// The number of the first line.
    pub(crate) first_line: usize,
    /// The lines. Those between two places that would not be shown are empty.
    pub(crate) text: String,
    /// Where in the text each place is, and what is said of it.
    pub(crate) places: Vec<(Range<usize>, String)>,
}

/// The lines that a finding needs, those of its own place first.
pub(crate) fn excerpts(source: &Source, primary: &Label, others: &[Label]) -> Vec<Excerpt> {
    let mut pieces: Vec<Vec<&Label>> = Vec::new();
    for label in std::iter::once(primary).chain(others) {
        let line = source.line(label.span.start);
        let near = |other: &&Label| source.line(other.span.start).abs_diff(line) <= APART;
        match pieces.iter_mut().find(|labels| labels.iter().any(near)) {
            Some(labels) => labels.push(label),
            None => pieces.push(vec![label]),
        }
    }
    pieces.into_iter().map(|labels| excerpt(source, &labels)).collect()
}

fn excerpt(source: &Source, labels: &[&Label]) -> Excerpt {
    let mut lines: Vec<usize> = labels.iter().map(|label| source.line(label.span.start)).collect();
    lines.sort_unstable();
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    let at = source.position(labels[0].span.start);
    let mut excerpt = Excerpt {
        path: line_start(&source.file.path).into_owned(),
        line: at.line,
        column: at.column,
        first_line: source.first_line + first + 1,
        text: String::new(),
        places: labels.iter().map(|label| (UNSEEN, printable(&label.text).into_owned())).collect(),
    };
    for line in first..=last {
        // Of lines between two places, only a single one is shown.
        let is_near = lines.iter().any(|own| own.abs_diff(line) <= 1);
        if is_near {
            show_line(source, line, labels, &mut excerpt);
        }
        excerpt.text.push('\n');
    }
    // On a very long line, a place may be too far away to be shown.
    excerpt.places.retain(|(span, _)| *span != UNSEEN);
    excerpt
}

/// A place that was not met yet.
const UNSEEN: Range<usize> = usize::MAX..usize::MAX;

/// Adds a line as it may be shown, and finds the places on it again. A place that goes on behind its line is cut off there.
fn show_line(source: &Source, line: usize, labels: &[&Label], excerpt: &mut Excerpt) {
    let span = source.line_span(line);
    let text = &source.text[span.range()];
    let on_line: Vec<(usize, Range<usize>)> = labels
        .iter()
        .enumerate()
        .filter(|(_, label)| source.line(label.span.start) == line)
        .map(|(at, label)| {
            let inside = |byte: u32| byte.clamp(span.start, span.end) as usize - span.start as usize;
            (at, inside(label.span.start)..inside(label.span.end))
        })
        .collect();
    let keep = kept(text, &on_line);
    if keep.start > 0 {
        excerpt.text.push('…');
    }
    for (at, sign) in text[keep.clone()].char_indices().map(|(at, sign)| (keep.start + at, sign)) {
        mark(&on_line, at, excerpt);
        match sign {
            // The renderer knows how wide a tab is.
            '\t' => excerpt.text.push('\t'),
            '\u{FEFF}' if at == 0 && line == 0 => {}
            sign => printable::push(&mut excerpt.text, sign),
        }
    }
    mark(&on_line, keep.end, excerpt);
    if keep.end < text.len() {
        excerpt.text.push('…');
    }
}

/// Notes where in the shown text a place begins and ends.
fn mark(on_line: &[(usize, Range<usize>)], at: usize, excerpt: &mut Excerpt) {
    let shown = excerpt.text.len();
    for (label, place) in on_line {
        let span = &mut excerpt.places[*label].0;
        if place.start == at {
            *span = shown..shown;
        }
        if span.start != UNSEEN.start && (place.end == at || (at >= place.start && place.end > at)) {
            span.end = shown.max(span.start);
        }
    }
}

/// The bytes of a line that are shown: all of it, or what surrounds the places on a very long one.
fn kept(text: &str, on_line: &[(usize, Range<usize>)]) -> Range<usize> {
    if text.len() <= 4 * MARGIN {
        return 0..text.len();
    }
    let Range { start, end } = on_line.first().map_or(0..0, |(_, place)| place.clone());
    let end = end.min(start + 2 * MARGIN);
    text.floor_char_boundary(start.saturating_sub(MARGIN))..text.ceil_char_boundary((end + MARGIN).min(text.len()))
}

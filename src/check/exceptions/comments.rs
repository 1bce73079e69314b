//! Comments that make an exception: at the end of the line they are about, or on a line of their own above it.
use crate::{source::Source, span::Span, tape::Tape};

/// A comment, and the line that it is about.
pub(super) struct Comment<'s> {
    /// The rule, as it is named.
    pub(super) word: &'s str,
    pub(super) named: Span,
    pub(super) over: Span,
    /// Why; may be empty.
    pub(super) reason: &'s str,
}

/// What such a comment begins with, behind its `#`.
const SIGN: &str = "gatefold:";

/// The comments of a text.
pub(super) fn comments<'s>(source: &'s Source, tapes: &[Tape<'_>]) -> Vec<Comment<'s>> {
    let mut comments = Vec::new();
    for at in memchr::memmem::find_iter(source.text.as_bytes(), SIGN) {
        if let Some(Allow { word, start, reason }) = allow(source, at)
            && !is_in_a_value(tapes, at as u32)
        {
            let named = Span::new(start as u32, (start + word.len()) as u32);
            comments.push(Comment { word, named, over: line(source, at as u32), reason });
        }
    }
    comments
}

/// `allow T003 — as on the sleeve`
struct Allow<'s> {
    word: &'s str,
    start: usize,
    reason: &'s str,
}

/// Reads what stands behind the sign, if a comment begins before it.
fn allow(source: &Source, at: usize) -> Option<Allow<'_>> {
    const DASHES: [char; 4] = ['—', '–', '-', ':'];
    let text = &source.text;
    let before = text[..at].trim_end_matches([' ', '\t']).strip_suffix('#')?;
    if !before.is_empty() && !before.ends_with([' ', '\t', '\n', '\r', '\u{FEFF}']) {
        return None;
    }
    let said = source.line_at((at + SIGN.len()) as u32).trim();
    let rest = said.strip_prefix("allow").filter(|rest| rest.starts_with([' ', '\t']))?.trim_start();
    let end = rest.find(|sign: char| sign.is_whitespace() || matches!(sign, ':' | '—' | '–')).unwrap_or(rest.len());
    let reason = rest[end..].trim_start_matches(|sign: char| sign.is_whitespace() || DASHES.contains(&sign));
    let start = rest.as_ptr().addr() - text.as_ptr().addr();
    (end > 0).then(|| Allow { word: &rest[..end], start, reason: reason.trim() })
}

/// Whether a byte is of a text rather than of a comment.
fn is_in_a_value(tapes: &[Tape<'_>], byte: u32) -> bool {
    let holds = |tape: &Tape<'_>, node: usize| {
        let span = tape.span(node);
        !tape.kind(node).is_collection() && span.start <= byte && byte < span.end
    };
    tapes.iter().any(|tape| (0..tape.len()).any(|node| holds(tape, node)))
}

/// The line that a comment is about: its own, or the next that is not such a comment itself.
fn line(source: &Source, at: u32) -> Span {
    let mut line = source.line(at);
    loop {
        let span = source.line_span(line);
        let text = source.text[span.range()].trim_start_matches('\u{FEFF}').trim_start();
        if !text.starts_with('#') || span.end as usize >= source.text.trim_end().len() {
            return span;
        }
        line += 1;
    }
}

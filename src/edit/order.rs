//! The entries of a list in another order: each takes its comments with it, all else stays where it is.
use super::lines::{comments_start, content_end, first_line, indent, line_start};
use crate::span::Span;
use std::ops::Range;

/// The text of a list whose entries have the order that is given, and the bytes that it stands for. Each entry is named by a place
/// on the line of its dash. None, where the list is not written as a dash for each entry, or where something stands between two of
/// them that may belong to either.
pub(super) fn sorted(text: &str, order: &[Span]) -> Option<(Range<usize>, String)> {
    let mut entries = order.to_vec();
    entries.sort_unstable();
    let dashes: Vec<Dash> = entries.iter().map(|entry| dash(text, *entry)).collect::<Option<_>>()?;
    let column = dashes.first()?.column;
    let mut blocks: Vec<Range<usize>> = Vec::with_capacity(dashes.len());
    for (at, Dash { line, column: own }) in dashes.iter().enumerate() {
        if *own != column || blocks.last().is_some_and(|block| block.end > *line) {
            return None;
        }
        let start = with_comments(text, *line, blocks.last().map(|block| block.end), column)?;
        let next = dashes.get(at + 1).map(|next| next.line);
        let end = line + first_line(&text[*line..]).len();
        blocks.push(start..content_end(text, end, next, column));
    }
    let whole = blocks.first()?.start..blocks.last()?.end;
    let mut sorted = String::with_capacity(whole.len());
    let mut from = whole.start;
    for (place, wanted) in blocks.iter().zip(order) {
        // What stands between two blocks stays there.
        sorted.push_str(text.get(from..place.start)?);
        sorted.push_str(text.get(blocks[entries.binary_search(wanted).ok()?].clone())?);
        from = place.end;
    }
    Some((whole, sorted))
}

/// The dash of an entry: where its line begins, and its column.
struct Dash {
    line: usize,
    column: usize,
}

/// The dash before an entry; none, if anything else stands there.
fn dash(text: &str, entry: Span) -> Option<Dash> {
    let line = line_start(text, entry.start as usize);
    let before = &text[line..entry.start as usize];
    let column = indent(before);
    let rest = before[column..].strip_prefix('-')?.trim_end_matches(' ');
    let rest = rest.strip_suffix('{').unwrap_or(rest);
    rest.trim_matches(' ').is_empty().then_some(Dash { line, column })
}

/// Where the comments begin that stand directly above a line, in the column of its dash. Behind the block before, there may be
/// nothing else but empty lines.
fn with_comments(text: &str, line: usize, from: Option<usize>, column: usize) -> Option<usize> {
    let start = comments_start(text, line, from, column);
    let is_clear = from.is_none_or(|from| text.get(from..start).is_some_and(|gap| gap.trim().is_empty()));
    is_clear.then_some(start)
}

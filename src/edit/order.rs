//! The entries of a list in another order: each takes its comments with it, all else stays where it is.
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
        blocks.push(start..content_end(text, *line, next, column));
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
    let line = text[..entry.start as usize].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let before = &text[line..entry.start as usize];
    let column = indent(before);
    let rest = before[column..].strip_prefix('-')?.trim_end_matches(' ');
    let rest = rest.strip_suffix('{').unwrap_or(rest);
    rest.trim_matches(' ').is_empty().then_some(Dash { line, column })
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the last line ends that is an entry's: it is indented further than the dash. The line break behind it is not counted.
fn content_end(text: &str, line: usize, next: Option<usize>, column: usize) -> usize {
    let mut end = line + first_line(&text[line..]).len();
    let mut at = end;
    while let Some(start) = behind_break(text, at).filter(|start| next.is_none_or(|next| *start < next)) {
        let own = first_line(&text[start..]);
        let is_inner = indent(own) > column;
        at = start + own.len();
        if own.trim().is_empty() || (!is_inner && own.trim_start().starts_with('#')) {
            continue;
        }
        if !is_inner {
            break;
        }
        end = at;
    }
    end
}

/// Where the comments begin that stand directly above a line, in the column of its dash. Behind the block before, there may be
/// nothing else but empty lines.
fn with_comments(text: &str, line: usize, from: Option<usize>, column: usize) -> Option<usize> {
    let mut start = line;
    while let Some(above) = line_above(text, start).filter(|above| from.is_none_or(|from| *above > from)) {
        let comment = first_line(&text[above..]);
        if indent(comment) != column || !comment[column..].starts_with('#') {
            break;
        }
        start = above;
    }
    let is_clear = from.is_none_or(|from| text.get(from..start).is_some_and(|gap| gap.trim().is_empty()));
    is_clear.then_some(start)
}

/// A text up to the end of its first line.
fn first_line(text: &str) -> &str {
    &text[..text.find(['\n', '\r']).unwrap_or(text.len())]
}

/// What follows the line break that stands there.
fn behind_break(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    (length > 0).then_some(end + length)
}

/// Where the line above begins.
fn line_above(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].strip_suffix('\n').or_else(|| text[..start].strip_suffix('\r'))?;
    let before = before.strip_suffix('\r').unwrap_or(before);
    Some(before.rfind(['\n', '\r']).map_or(0, |at| at + 1))
}

//! The lines of a text: where they begin and end, how deep they stand, and which comments are whose.

/// How many blanks a line begins with.
pub(crate) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A text up to the end of its first line.
pub(crate) fn first_line(text: &str) -> &str {
    &text[..memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len())]
}

/// Where the line of a place begins; a byte order mark is not of it.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let start = memchr::memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
    if start == 0 && text.starts_with('\u{FEFF}') && at > 0 { '\u{FEFF}'.len_utf8() } else { start }
}

/// Where the line of a place ends, without what breaks it.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    at + first_line(&text[at..]).len()
}

/// What follows the line break that stands there.
pub(crate) fn behind_break(text: &str, end: usize) -> Option<usize> {
    let rest = &text[end..];
    let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
    (length > 0).then_some(end + length)
}

/// Where the last line ends that is an entry's, from a line's end that is its for sure: the lines below are the entry's too, as
/// far as they stand deeper than its column. The line break behind it is not counted.
pub(crate) fn content_end(text: &str, from: usize, next: Option<usize>, column: usize) -> usize {
    let mut end = from;
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

/// Where the line begins of the first comment that stands directly above a line, in the same column; the line itself, if none does.
pub(crate) fn comments_start(text: &str, line: usize, from: Option<usize>, column: usize) -> usize {
    let mut start = line;
    while let Some(above) = line_above(text, start).filter(|above| from.is_none_or(|from| *above > from)) {
        let comment = first_line(&text[above..]);
        if indent(comment) != column || !comment[column..].starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// Where the line above begins.
fn line_above(text: &str, start: usize) -> Option<usize> {
    let before = text[..start].strip_suffix('\n').or_else(|| text[..start].strip_suffix('\r'))?;
    let before = before.strip_suffix('\r').unwrap_or(before);
    Some(before.rfind(['\n', '\r']).map_or(0, |at| at + 1))
}

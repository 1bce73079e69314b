//! Literal blocks: `|` and `|-`.
use super::{Plain, line::Line};
use crate::tape::{Content, Index, Kind};

impl Plain<'_> {
    /// A literal block, and then the line behind it.
    pub(super) fn literal(&mut self, start: usize, line: Line) -> Option<Index> {
        let strips = self.byte(start + 1) == b'-';
        let head_end = self.ends(start + 1 + usize::from(strips))?;
        self.break_line(head_end);
        let mut text = String::new();
        let mut inner: Option<usize> = None;
        let mut first = 0;
        let mut last_end = 0;
        // Line breaks that count only if text comes behind them.
        let mut breaks = 0;
        while self.at < self.bytes.len() {
            let from = self.at;
            let (end, next) = self.end_of_line(from);
            let indent = self.skip_blanks(from) - from;
            if from + indent == end {
                // A blank line before the text, or one that is longer than its indentation, is for the full reader.
                if indent > inner? {
                    return None;
                }
                breaks += 1;
            } else {
                let depth = *inner.get_or_insert_with(|| {
                    first = from + indent;
                    indent
                });
                if indent < depth {
                    break;
                }
                text.extend(std::iter::repeat_n('\n', breaks));
                text.push_str(&self.text[from + depth..end]);
                breaks = 1;
                last_end = end;
            }
            self.at = next;
            // A text that ends without a line break is for the full reader.
            if next == end {
                return None;
            }
        }
        let depth = inner?;
        if depth < line.column {
            return None;
        }
        if !strips {
            text.push('\n');
        }
        let length = block_length(&self.text[first..last_end]);
        let node = self.tape.scalar(Kind::Text, self.span(first, first + length), true, &Content::Own(&text));
        self.behind(line).then_some(node)
    }

    /// Goes to the next line, which must not go on with the value on this one.
    pub(super) fn behind(&mut self, line: Line) -> bool {
        self.advance().is_some() && self.line.column <= line.column
    }
}

/// How much of a block scalar's source is its place: up to the last sign that can be seen.
pub(in super::super) fn block_length(source: &str) -> usize {
    source.trim_end_matches([' ', '\t', '\n', '\r']).len()
}

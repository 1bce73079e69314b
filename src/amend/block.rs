//! Fields and entries that have lines of their own.
use super::{
    hand::{Hand, Spot, Style},
    pieces::{Block, Layout},
};
use crate::{
    edit::lines::{comments_start, content_end, first_line, line_end, line_start},
    handwriting::{self, Place, Shape, Surroundings},
    tape::Index,
};
use serde_json::Value;

impl<'a> Hand<'a> {
    /// Where the value of a key stands; none, if the colon is not where it usually is.
    pub(super) fn field_spot<'n>(&self, key: Index, name: &'n str, style: Style) -> Option<Spot<'n>> {
        let span = self.tape.span(key);
        let end = span.end as usize;
        let rest = self.text[end..].trim_start_matches([' ', '\t']);
        let has_colon = rest.starts_with(':') && !self.text[span.range()].starts_with('*');
        let intro = if has_colon { self.text.len() - rest.len() + 1 } else { end };
        let column = self.column(span.start as usize);
        (has_colon || style != Style::Block).then_some(Spot { intro, column, name, style, is_item: false, has_colon })
    }

    /// The lines of each field of a mapping; none, if one begins in the middle of a line, other than the first.
    pub(super) fn field_lines(&self, entries: &[(Index, Index)]) -> Option<Layout<'a>> {
        let starts: Vec<usize> = entries.iter().map(|(key, _)| self.tape.span(*key).start as usize).collect();
        let ends: Vec<usize> =
            entries.iter().map(|(key, at)| self.tape.span(*at).end.max(self.tape.span(*key).end) as usize).collect();
        let mut layout = self.lines(&starts, &ends)?;
        // What stands above the first field is about the whole.
        layout.blocks[0].lead = layout.blocks[0].start;
        Some(layout)
    }

    /// The lines of each entry of a list.
    pub(super) fn item_lines(&self, items: &[Index], dashes: &[usize]) -> Option<Layout<'a>> {
        let ends: Vec<usize> = items.iter().map(|item| self.tape.span(*item).end as usize).collect();
        let mut layout = self.lines(dashes, &ends)?;
        // Empty lines between them are between new ones too.
        let gaps = layout.blocks.windows(2).map(|pair| &self.text[pair[0].end..pair[1].lead]);
        if let Some(gap) = gaps.into_iter().find(|gap| gap.trim().is_empty()) {
            layout.gap = gap.to_owned();
        }
        Some(layout)
    }

    fn lines(&self, starts: &[usize], ends: &[usize]) -> Option<Layout<'a>> {
        let text = self.text;
        let column = self.column(*starts.first()?);
        let mut blocks: Vec<Block> = Vec::with_capacity(starts.len());
        for (at, (start, end)) in starts.iter().copied().zip(ends).enumerate() {
            let line = line_start(text, start);
            let before = &text[line..start];
            let is_first = at == 0;
            let stands_free = before.bytes().all(|byte| byte == b' ');
            let follows_dashes = is_first && before.bytes().all(|byte| matches!(byte, b' ' | b'-'));
            if self.column(start) != column || *end < start || !(stands_free || follows_dashes) {
                return None;
            }
            let from = blocks.last().map(|block| block.end);
            if from.is_some_and(|from| from > line) {
                return None;
            }
            let lead = if stands_free { comments_start(text, line, from, column) } else { line };
            let lead = if lead < line { lead + column } else { start };
            let next = starts.get(at + 1).map(|next| line_start(text, *next));
            // Its last line may be the first of its dash's fields.
            let end = content_end(text, line_end(text, *end), next, column);
            blocks.push(Block { lead, start, end });
        }
        let gap = format!("{}{:column$}", self.line_break, "");
        Some(Layout { text, blocks, gap })
    }

    /// Where the dash of each entry stands; none, if something else than a comment stands before one.
    pub(super) fn dashes(&self, items: &[Index], spot: &Spot<'_>) -> Option<Vec<usize>> {
        let mut from = spot.intro;
        let mut dashes = Vec::with_capacity(items.len());
        for item in items {
            let span = self.tape.span(*item);
            let dash = self.dash(from)?;
            if dash >= span.start as usize {
                return None;
            }
            dashes.push(dash);
            from = span.end as usize;
        }
        Some(dashes)
    }

    /// The first dash from there on that only blanks and comments stand before.
    fn dash(&self, from: usize) -> Option<usize> {
        let mut rest = self.text.get(from..)?;
        loop {
            rest = rest.trim_start();
            let at = self.text.len() - rest.len();
            match rest.bytes().next()? {
                b'#' => rest = &rest[first_line(rest).len()..],
                b'-' => return rest[1..].starts_with([' ', '\t', '\n', '\r']).then_some(at),
                _ => return None,
            }
        }
    }

    /// A field that is new, as it stands behind its indentation.
    pub(super) fn new_field(
        &self,
        name: &str,
        value: &Value,
        place: &Place<'_>,
        column: usize,
        style: Style,
    ) -> String {
        if style == Style::Block {
            let space = if column == 0 && matches!(name, "tracks" | "media") { self.line_break } else { "" };
            return format!("{space}{}", self.own_lines(&handwriting::field(name, value, place, column)));
        }
        let words = style.words();
        format!("{}: {}", words(name, Surroundings::Key), handwriting::flow(value, place, words))
    }

    /// An entry that is new, as it stands behind its indentation.
    pub(super) fn new_item(
        &self,
        list: &str,
        value: &Value,
        place: &Place<'_>,
        column: usize,
        style: Style,
        shape: Shape,
    ) -> String {
        match style {
            Style::Block => self.own_lines(&handwriting::item(list, value, place, column, shape)),
            _ => handwriting::flow(value, place, style.words()),
        }
    }

    /// Written lines with the line breaks of this text, and without the last one.
    pub(super) fn own_lines(&self, written: &str) -> String {
        written.trim_start_matches(' ').trim_end_matches('\n').replace('\n', self.line_break)
    }
}

//! Fields and entries in brackets.
use super::{
    hand::Hand,
    pieces::{Block, Layout},
};
use crate::tape::Index;

impl<'a> Hand<'a> {
    /// The bytes of each field or entry, from one node to another; none, if something else than commas stands between them.
    pub(super) fn in_brackets(&self, node: Index, entries: impl Iterator<Item = (Index, Index)>) -> Option<Layout<'a>> {
        let text = self.text;
        let whole = self.tape.span(node).range();
        let inner = text.get(whole.start + 1..whole.end.checked_sub(1)?)?;
        let is_bracketed =
            matches!((text.as_bytes()[whole.start], text.as_bytes()[whole.end - 1]), (b'[', b']') | (b'{', b'}'));
        let blocks: Vec<Block> = entries
            .map(|(first, last)| {
                let start = self.tape.span(first).start as usize;
                let end = self.tape.span(last).end.max(self.tape.span(first).end) as usize;
                Block { lead: start, start, end }
            })
            .collect();
        let (first, last) = (blocks.first()?, blocks.last()?);
        let mut gaps = blocks.windows(2).map(|pair| text.get(pair[0].end..pair[1].start));
        let is_comma = |gap: Option<&str>| gap.is_some_and(|gap| gap.trim() == ",");
        let head = text.get(whole.start + 1..first.start)?;
        let tail = text.get(last.end..whole.end - 1)?;
        let is_clear = head.trim().is_empty() && matches!(tail.trim(), "" | ",") && gaps.clone().all(is_comma);
        if !is_bracketed || !is_clear {
            return None;
        }
        let gap = match gaps.next().flatten() {
            Some(gap) => gap.to_owned(),
            None if head.contains(['\n', '\r']) => format!(",{head}"),
            None => ", ".to_owned(),
        };
        debug_assert!(!inner.is_empty(), "a collection with entries is not empty");
        Some(Layout { text, blocks, gap })
    }
}

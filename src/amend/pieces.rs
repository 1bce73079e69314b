//! What a collection holds, put together anew from what stays and what is new.
use super::hand::Splice;
use std::ops::Range;

/// A field or an entry of a collection as it is to be.
#[derive(Debug)]
pub(super) enum Piece {
    /// The one that had this number.
    Old(usize),
    New(String),
}

/// The bytes of a field or an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Where the comments begin that stand above it and go with it.
    pub(super) lead: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The fields or entries of a collection, in order, and what stands between two new ones.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    pub(super) blocks: Vec<Block>,
    pub(super) gap: String,
}

impl Layout<'_> {
    /// The collection with these pieces; `inner` are the edits inside of what stays.
    pub(super) fn assembled(&self, pieces: &[Piece], inner: &[Splice]) -> Splice {
        let (gaps, rest) = self.gaps(pieces);
        let is_later = |piece: &Piece| matches!(piece, Piece::Old(0));
        let moves_first = pieces.iter().position(is_later).is_some_and(|at| at > 0);
        let start = if moves_first { self.blocks[0].lead } else { self.blocks[0].start };
        let end = self.blocks.last().map_or(start, |last| last.end);
        let mut text = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Old(old) => {
                    let block = self.blocks[*old];
                    let is_first = at == 0;
                    match (*old, is_first) {
                        (0, true) => {}
                        (0, false) => text.push_str(&self.gap),
                        (old, true) if is_blank(&gaps[old]) => {}
                        (old, true) => text.push_str(gaps[old].trim_start()),
                        (old, false) => text.push_str(&gaps[old]),
                    }
                    let from = if *old == 0 && is_first { block.start } else { block.lead };
                    text.push_str(&spliced(self.text, from..block.end, inner));
                }
                Piece::New(new) => {
                    if at > 0 {
                        text.push_str(&self.gap);
                    }
                    text.push_str(new);
                }
            }
        }
        text.push_str(rest.trim_end());
        Splice { range: start..end, text }
    }

    /// What stands before each block that stays, and what is left behind the last one. Comments that stand on their own are kept,
    /// whatever becomes of the block behind them.
    fn gaps(&self, pieces: &[Piece]) -> (Vec<String>, String) {
        let stays = |at: usize| pieces.iter().any(|piece| matches!(piece, Piece::Old(old) if *old == at));
        let kept: Vec<bool> = (0..self.blocks.len()).map(stays).collect();
        let mut gaps = vec![String::new()];
        let mut carried: Option<String> = None;
        for (at, pair) in self.blocks.windows(2).enumerate() {
            let own = &self.text[pair[0].end..pair[1].lead];
            let gap = match carried.take() {
                Some(before) if !kept[at] => merged(&before, own),
                _ => own.to_owned(),
            };
            if !kept[at + 1] {
                carried = Some(gap.clone());
            }
            gaps.push(gap);
        }
        let rest = carried.filter(|rest| !is_blank(rest)).unwrap_or_default();
        (gaps, rest)
    }
}

/// Whether a gap holds no comment.
fn is_blank(gap: &str) -> bool {
    matches!(gap.trim(), "" | ",")
}

/// Two gaps that have become one.
fn merged(before: &str, behind: &str) -> String {
    match (is_blank(before), is_blank(behind)) {
        (true, true) if before.len() > behind.len() => before.to_owned(),
        (true, _) => behind.to_owned(),
        (false, true) => before.to_owned(),
        (false, false) => format!("{}{behind}", before.trim_end()),
    }
}

/// A part of a text after those edits that lie in it.
pub(super) fn spliced(text: &str, range: Range<usize>, edits: &[Splice]) -> String {
    let mut own: Vec<&Splice> =
        edits.iter().filter(|edit| edit.range.start >= range.start && edit.range.end <= range.end).collect();
    own.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut new = String::with_capacity(range.len());
    let mut from = range.start;
    for edit in own {
        new.push_str(text.get(from..edit.range.start).unwrap_or_default());
        new.push_str(&edit.text);
        from = from.max(edit.range.end);
    }
    new.push_str(&text[from..range.end]);
    new
}

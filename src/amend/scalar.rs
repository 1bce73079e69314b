//! One value written in the place of another.
use super::hand::{Hand, Splice, Spot, Stop, Style};
use crate::{
    edit,
    edit::lines::{content_end, line_end},
    handwriting::{self, Place, Surroundings},
    span::Span,
    tape::Index,
};
use serde_json::Value;

/// A folded text has no longer lines.
const WIDE: usize = 100;

impl Hand<'_> {
    /// A text, a number, a yes or no in the manner of the old one. No, if it cannot be written so.
    pub(super) fn scalar(&mut self, node: Index, meant: &Value, spot: &Spot<'_>) -> bool {
        if self.tape.is_empty_null(node) {
            return false;
        }
        let span = self.tape.span(node).range();
        let before = &self.text[spot.intro.min(span.start)..span.start];
        let edit = if before.trim_start().starts_with(['|', '>']) {
            let head = self.text.len() - self.text[spot.intro..].trim_start().len();
            Splice { range: head..span.end, text: self.block(head, span.start, meant, spot) }
        } else {
            Splice { text: in_manner(&self.text[span.clone()], meant, spot.style), range: span }
        };
        self.edits.push(edit);
        self.changes += 1;
        true
    }

    /// A value in the place of a block scalar, with the comment behind its mark.
    fn block(&self, head: usize, content: usize, meant: &Value, spot: &Spot<'_>) -> String {
        let first = &self.text[head..line_end(self.text, head)];
        let mark = &first[..1];
        let comment = first.find('#').map(|at| &first[at..]);
        let indent = self.column(content).max(spot.column + 1);
        let body = meant.as_str().and_then(|text| match mark {
            "|" => handwriting::literal(text, indent),
            _ => folded(text, indent),
        });
        let with = |text: &str| comment.map_or_else(|| text.to_owned(), |comment| format!("{text} {comment}"));
        match body.as_deref().and_then(|body| body.split_once('\n')) {
            Some((mark, lines)) => {
                format!("{}{}{}", with(mark), self.line_break, lines.replace('\n', self.line_break))
            }
            None => with(&plainly(meant, Surroundings::Block)),
        }
    }

    /// A value in the place of one that is of another kind, or that nothing can be put into.
    pub(super) fn rewrite(
        &mut self,
        node: Index,
        meant: &Value,
        spot: &Spot<'_>,
        place: &Place<'_>,
    ) -> Result<(), Stop> {
        let span = self.tape.span(node);
        let ends = line_end(self.text, span.end as usize);
        let end = content_end(self.text, ends, None, spot.column);
        let is_block = self.tape.kind(node).is_collection() && !self.tape.is_flow(node);
        if self.has_comment(node) || (is_block && self.text[span.end as usize..end].contains('#')) {
            let why = "the comments in it would be lost; change it by hand";
            return Err(Stop::new(span, why.to_owned()));
        }
        let is_empty = self.tape.is_empty_null(node);
        if spot.style != Style::Block {
            let text = handwriting::flow(meant, place, spot.style.words());
            let (range, text) = match (is_empty, spot.has_colon) {
                (false, _) => (span.range(), text),
                (true, true) => (spot.intro..spot.intro, format!(" {text}")),
                (true, false) => (spot.intro..spot.intro, format!(": {text}")),
            };
            self.edits.push(Splice { range, text });
            return Ok(());
        }
        let written = self.behind_intro(meant, spot, place);
        let (head, rest) = written.find(['\n', '\r']).map_or((written.as_str(), ""), |at| written.split_at(at));
        let line = line_end(self.text, spot.intro);
        let lead = self.text[spot.intro..line].trim();
        let begins_below = lead.is_empty() || lead.starts_with('#');
        let begins_here = span.start as usize <= line && !lead.starts_with(['|', '>']);
        let edits = if is_empty {
            vec![(spot.intro..spot.intro, head), (line..line, rest)]
        } else if begins_here && !is_block {
            vec![(spot.intro..span.end as usize, head), (ends..ends, rest)]
        } else if begins_below {
            vec![(spot.intro..spot.intro, head), (line..end, rest)]
        } else {
            vec![(spot.intro..end, written.as_str())]
        };
        let edits: Vec<Splice> =
            edits.into_iter().map(|(range, text)| Splice { range, text: text.to_owned() }).collect();
        self.edits.extend(edits);
        Ok(())
    }

    /// A value as a person writes it behind a colon or a dash.
    fn behind_intro(&self, meant: &Value, spot: &Spot<'_>, place: &Place<'_>) -> String {
        let written = if spot.is_item {
            handwriting::item(spot.name, meant, place, spot.column, handwriting::Shape::Usual)
        } else {
            handwriting::field("x", meant, place, spot.column)
        };
        // Behind `-`, or `x:`.
        let own = self.own_lines(&written);
        own[if spot.is_item { 1 } else { 2 }..].to_owned()
    }

    /// Whether a comment stands inside of a value.
    fn has_comment(&self, node: Index) -> bool {
        let whole = self.tape.span(node);
        let mut from = whole.start;
        for at in node..self.tape.next(node) {
            let span = self.tape.span(at);
            // What a reference stands for is elsewhere.
            let is_here = span.start >= from && span.end <= whole.end;
            if self.tape.kind(at).is_collection() || !is_here {
                continue;
            }
            if self.text[Span::new(from, span.start).range()].contains('#') {
                return true;
            }
            from = span.end;
        }
        self.tape.kind(node).is_collection() && self.text[Span::new(from, whole.end.max(from)).range()].contains('#')
    }
}

/// A value in the manner of the old one: plain where that can be, else in the same quotation marks.
fn in_manner(old: &str, meant: &Value, style: Style) -> String {
    let surroundings = if style == Style::Block { Surroundings::Block } else { Surroundings::Flow };
    let Value::String(text) = meant else { return meant.to_string() };
    let mark = old.bytes().next();
    if mark == Some(b'"') || style == Style::Json {
        return handwriting::quoted(text);
    }
    if mark == Some(b'\'') && text.chars().all(handwriting::is_printable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    // `3:20` is better quoted, but where the old one was not, it is not either.
    let is_bold = !handwriting::is_plain(old, surroundings);
    let stays_plain = edit::is_plain(text, style == Style::Block) && text.chars().all(handwriting::is_printable);
    if stays_plain && is_bold && mark != Some(b'\'') { text.clone() } else { plainly(meant, surroundings) }
}

/// A value as it is written where nothing else is to be regarded.
fn plainly(meant: &Value, surroundings: Surroundings) -> String {
    match meant {
        Value::String(text) => handwriting::scalar(text, surroundings),
        other => other.to_string(),
    }
}

/// A text as a folded block (`>`), its paragraphs broken into lines; none, if something of it would be lost.
fn folded(text: &str, indent: usize) -> Option<String> {
    // What can stand in a literal block can be folded as well, but for lines that are longer than they look.
    handwriting::literal(text, indent)?;
    let body = text.strip_suffix('\n').unwrap_or(text);
    let mut block = String::from(if body.len() == text.len() { ">-" } else { ">" });
    let margin = " ".repeat(indent);
    for (at, paragraph) in body.split('\n').enumerate() {
        if at > 0 {
            block.push('\n');
        }
        let mut width = WIDE;
        for word in paragraph.split(' ').filter(|_| !paragraph.is_empty()) {
            let length = word.chars().count() + 1;
            // Two blanks stay together on a line.
            let fits = width + length <= WIDE || word.is_empty() || block.ends_with(' ');
            if fits {
                block.push(' ');
            } else {
                block.push('\n');
                block.push_str(&margin);
                width = indent;
            }
            block.push_str(word);
            width += length;
        }
    }
    Some(block)
}

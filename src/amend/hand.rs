//! The hand that edits: it goes down a document beside what is meant, and stops where the two part.
use super::{
    matching,
    pieces::{Piece, spliced},
    says::says,
};
use crate::{
    edit::lines,
    handwriting::{self, Place, Surroundings},
    span::Span,
    tape::{Index, Kind, Tape},
    value::value,
};
use serde_json::{Map, Value};
use std::ops::Range;

/// Bytes of the text, and what comes in their place.
#[derive(Clone, Debug)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

/// Why the hand stopped, and where.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) span: Span,
    pub(super) why: String,
}

impl Stop {
    pub(super) fn new(span: Span, why: String) -> Self {
        Self { span, why }
    }
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// On lines of its own, by its indentation.
    Block,
    /// In brackets.
    Flow,
    /// In brackets, with quotation marks around every text.
    Json,
}

impl Style {
    /// A text in brackets.
    pub(super) fn words(self) -> fn(&str, Surroundings) -> String {
        match self {
            Self::Json => |text, _| handwriting::quoted(text),
            _ => handwriting::scalar,
        }
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'n> {
    /// The byte behind its colon or dash.
    pub(super) intro: usize,
    /// The column of its key or dash, from 0.
    pub(super) column: usize,
    /// What its field is called; for an entry, that of its list.
    pub(super) name: &'n str,
    pub(super) style: Style,
    pub(super) is_item: bool,
    /// Whether the colon is there.
    pub(super) has_colon: bool,
}

pub(super) struct Hand<'a> {
    pub(super) text: &'a str,
    pub(super) tape: &'a Tape<'a>,
    /// How the lines of this text end.
    pub(super) line_break: &'static str,
    pub(super) changes: usize,
    pub(super) edits: Vec<Splice>,
}

impl<'a> Hand<'a> {
    pub(super) fn new(text: &'a str, tape: &'a Tape<'a>) -> Self {
        let first = text.find(['\n', '\r']).map_or("", |at| &text[at..]);
        let line_break = if first.starts_with("\r\n") {
            "\r\n"
        } else if first.starts_with('\r') {
            "\r"
        } else {
            "\n"
        };
        Self { text, tape, line_break, changes: 0, edits: Vec::new() }
    }

    /// Where the first edit stands.
    pub(super) fn first_edit(&self) -> Span {
        let start = self.edits.iter().map(|edit| edit.range.start).min().unwrap_or_default();
        Span::new(start as u32, start as u32)
    }

    /// The text after the edits; none, if they touch one another.
    pub(super) fn finish(mut self) -> Option<String> {
        self.edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let is_clear = self.edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
        is_clear.then(|| spliced(self.text, 0..self.text.len(), &self.edits))
    }

    /// The whole document.
    pub(super) fn root(&mut self, meant: &Value, place: &Place<'_>) -> Result<(), Stop> {
        let span = self.tape.span(0);
        let intro = span.start as usize;
        let style = self.style(0, Style::Block);
        let spot = Spot { intro, column: 0, name: "", style, is_item: false, has_colon: true };
        let done = match meant {
            Value::Object(map) if self.tape.kind(0) == Kind::Mapping && !map.is_empty() => {
                self.tape.count(0) > 0 && self.fields(0, map, &spot, place)?
            }
            _ => false,
        };
        let why = "the record is laid out in a way that is left to people; change it by hand";
        if done { Ok(()) } else { Err(Stop::new(span, why.to_owned())) }
    }

    /// Makes a value say what is meant.
    pub(super) fn value(&mut self, node: Index, meant: &Value, spot: &Spot<'_>, place: &Place<'_>) -> Result<(), Stop> {
        if says(self.tape, node, meant) {
            return Ok(());
        }
        self.bare(node, spot)?;
        let kind = self.tape.kind(node);
        let is_filled = kind.is_collection() && self.tape.count(node) > 0;
        let known = (self.edits.len(), self.changes);
        let done = match meant {
            Value::Object(map) if is_filled && kind == Kind::Mapping && !map.is_empty() => {
                self.fields(node, map, spot, place)?
            }
            Value::Array(list) if is_filled && kind == Kind::Sequence && !list.is_empty() => {
                self.items(node, list, spot, place)?
            }
            Value::Object(_) | Value::Array(_) => false,
            scalar => !kind.is_collection() && self.scalar(node, scalar, spot),
        };
        if !done {
            self.edits.truncate(known.0);
            self.changes = known.1 + 1;
            self.rewrite(node, meant, spot, place)?;
        }
        Ok(())
    }

    /// The fields of a mapping: those that change, those that come and those that go. No, if its layout is a strange one.
    fn fields(
        &mut self,
        node: Index,
        map: &Map<String, Value>,
        spot: &Spot<'_>,
        place: &Place<'_>,
    ) -> Result<bool, Stop> {
        let style = self.style(node, spot.style);
        let entries: Vec<(Index, Index)> = self.tape.entries(node).collect();
        let known = self.edits.len();
        for (key, at) in &entries {
            let name = self.tape.text(*key);
            let Some(meant) = map.get(name).filter(|meant| !says(self.tape, *at, meant)) else { continue };
            let Some(spot) = self.field_spot(*key, name, style) else { return Ok(false) };
            self.value(*at, meant, &spot, &place.field(name))?;
        }
        let mut added: Vec<(usize, &String)> = map
            .keys()
            .filter(|name| entries.iter().all(|(key, _)| self.tape.text(*key) != name.as_str()))
            .map(|name| (place.rank(name), name))
            .collect();
        let is_kept = |key: Index| map.contains_key(self.tape.text(key));
        let gone = entries.iter().filter(|(key, _)| !is_kept(*key)).count();
        if added.is_empty() && gone == 0 {
            return Ok(true);
        }
        let layout = match style {
            Style::Block => self.field_lines(&entries),
            _ => self.in_brackets(node, entries.iter().map(|(key, at)| (*key, *at))),
        };
        let Some(layout) = layout else { return Ok(false) };
        let column = self.column(layout.blocks[0].start);
        let mut pieces: Vec<(usize, Piece)> = Vec::new();
        for (at, (key, _)) in entries.iter().enumerate().filter(|(_, (key, _))| is_kept(*key)) {
            pieces.push((place.rank(self.tape.text(*key)), Piece::Old(at)));
        }
        added.sort_unstable();
        for (rank, name) in added.iter().copied() {
            // Behind the one that the schema has next before it.
            let before = pieces.iter().enumerate().filter(|(_, (own, _))| *own <= rank);
            let at = before.max_by_key(|(at, (own, _))| (*own, *at)).map_or(0, |(at, _)| at + 1);
            let text = self.new_field(name, &map[name], &place.field(name), column, style);
            pieces.insert(at, (rank, Piece::New(text)));
        }
        self.changes += added.len() + gone;
        let pieces: Vec<Piece> = pieces.into_iter().map(|(_, piece)| piece).collect();
        let inner = self.edits.split_off(known);
        self.edits.push(layout.assembled(&pieces, &inner));
        Ok(true)
    }

    /// The entries of a list: those that change, come, go or move. No, if its layout is a strange one.
    fn items(&mut self, node: Index, list: &[Value], spot: &Spot<'_>, place: &Place<'_>) -> Result<bool, Stop> {
        let style = self.style(node, spot.style);
        let items: Vec<Index> = self.tape.items(node).collect();
        let old: Vec<Value> = items.iter().map(|item| value(self.tape, *item)).collect();
        let pairs = matching::matched(&old, list);
        let dashes = if style == Style::Block { self.dashes(&items, spot) } else { Some(Vec::new()) };
        let Some(dashes) = dashes else { return Ok(false) };
        let known = self.edits.len();
        let place = place.item();
        for (meant, pair) in list.iter().zip(&pairs) {
            let Some(pair) = *pair else { continue };
            let own = match style {
                Style::Block => {
                    Spot { intro: dashes[pair] + 1, column: self.column(dashes[pair]), style, is_item: true, ..*spot }
                }
                _ => Spot {
                    intro: self.tape.span(items[pair]).start as usize,
                    style,
                    is_item: true,
                    has_colon: true,
                    ..*spot
                },
            };
            self.value(items[pair], meant, &own, &place)?;
        }
        let is_same = pairs.len() == items.len() && pairs.iter().enumerate().all(|(at, pair)| *pair == Some(at));
        if is_same {
            return Ok(true);
        }
        let layout = match style {
            Style::Block => self.item_lines(&items, &dashes),
            _ => self.in_brackets(node, items.iter().map(|item| (*item, *item))),
        };
        let Some(layout) = layout else { return Ok(false) };
        let column = self.column(layout.blocks[0].start);
        let shape = self.shape(&items);
        let piece = |(meant, pair): (&Value, &Option<usize>)| match *pair {
            Some(old) => Piece::Old(old),
            None => Piece::New(self.new_item(spot.name, meant, &place, column, style, shape)),
        };
        let pieces: Vec<Piece> = list.iter().zip(&pairs).map(piece).collect();
        let kept: Vec<usize> = pairs.iter().copied().flatten().collect();
        let moved = kept.windows(2).filter(|pair| pair[0] > pair[1]).count();
        self.changes += list.len() + items.len() - 2 * kept.len() + moved;
        let inner = self.edits.split_off(known);
        self.edits.push(layout.assembled(&pieces, &inner));
        Ok(true)
    }

    /// Refuses a value that is written once and stands for several, or has a tag.
    fn bare(&self, node: Index, spot: &Spot<'_>) -> Result<(), Stop> {
        let span = self.tape.span(node);
        let start = (span.start as usize).max(spot.intro);
        let mut rest = &self.text[spot.intro..start];
        let mut in_block = false;
        loop {
            rest = rest.trim_start();
            match rest.bytes().next() {
                Some(b'#') => rest = &rest[lines::first_line(rest).len()..],
                Some(b'&') => return Err(Stop::new(span, told("has an anchor (`&`), and others may refer to it"))),
                Some(b'!') => return Err(Stop::new(span, told("has a tag (`!`)"))),
                Some(b'|' | b'>') => {
                    in_block = true;
                    break;
                }
                _ => break,
            }
        }
        let is_alias = !in_block && self.text[span.range()].starts_with('*');
        if is_alias { Err(Stop::new(span, told("is a reference (`*`) to one above"))) } else { Ok(()) }
    }

    /// Whether a collection stands in brackets, and how it has its texts.
    fn style(&self, node: Index, around: Style) -> Style {
        if around == Style::Json {
            return Style::Json;
        }
        if !self.tape.is_flow(node) {
            return Style::Block;
        }
        let is_key = self.tape.kind(node) == Kind::Mapping;
        let texts: Vec<Index> = if is_key {
            self.tape.entries(node).map(|(key, _)| key).collect()
        } else {
            self.tape.items(node).filter(|item| self.tape.kind(*item) == Kind::Text).collect()
        };
        let is_quoted = |text: &Index| self.text[self.tape.span(*text).range()].starts_with('"');
        if !texts.is_empty() && texts.iter().all(is_quoted) { Style::Json } else { Style::Flow }
    }

    /// How the mappings of a list are laid out.
    fn shape(&self, items: &[Index]) -> handwriting::Shape {
        let sample = items.iter().find(|item| self.tape.kind(**item) == Kind::Mapping && self.tape.count(**item) > 0);
        match sample {
            Some(sample) if self.tape.is_flow(*sample) => handwriting::Shape::Row,
            Some(sample) if !self.text[self.tape.span(*sample).range()].starts_with('*') => handwriting::Shape::Block,
            _ => handwriting::Shape::Usual,
        }
    }

    /// The column of a byte, from 0.
    pub(super) fn column(&self, at: usize) -> usize {
        self.text[lines::line_start(self.text, at)..at].chars().count()
    }
}

fn told(what: &str) -> String {
    format!("the value {what}; change it by hand")
}

//! The full reader: `granit-parser`'s events onto a tape. Nothing else in the program knows that parser.
use super::{
    CONTROL_CHARACTER, DEPTH, Documents, KEY_NOT_TEXT, NO_DOCUMENT, NOT_A_JSON_NUMBER, REPEATED_KEY, Reader, TOO_DEEP,
    TOO_MANY_ALIASES, UNKNOWN_ANCHOR, UNKNOWN_TAG, UNUSED_ANCHOR, characters,
    line::{quoted, quoted_line},
    plain::block_length,
    wording,
};
use crate::{
    diagnostic::MOST,
    number,
    span::Span,
    tape::{Content, Index, Kind, Tape},
};
use granit_parser::{Event, Parser, ScalarStyle, Span as Marks, StructureStyle, Tag};
use std::{borrow::Cow, collections::HashMap};

/// Reads all documents of a piece of a source. What is parsed may be a copy with harmless signs in place of harmful ones.
pub(super) fn read<'s>(reader: &mut Reader<'_>, text: &str, piece: &'s str, documents: &mut Documents<'s>) {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder: Option<Builder<'s>> = None;
    let known = reader.findings.len();
    loop {
        if reader.findings.len() > known + MOST {
            return;
        }
        let stop = match parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => return,
            Some(Ok((Event::DocumentStart(..), marks))) => {
                builder = Some(Builder::new(piece, bytes(marks)));
                false
            }
            Some(Ok((Event::DocumentEnd, _))) => {
                let done = builder.take().expect("a document ends after it began");
                documents.tapes.extend(done.finish(reader, text));
                false
            }
            Some(Ok((event, marks))) => {
                builder.as_mut().is_some_and(|builder| builder.event(reader, text, event, marks).is_err())
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                wording::report(reader, text, at, error.kind());
                true
            }
        };
        if stop {
            builder = None;
            documents.lost += 1;
            if !matches!(parser.proceed_next_document(), Ok(true)) {
                return;
            }
        }
    }
}

fn bytes(marks: Marks) -> Span {
    let range = marks.byte_range().unwrap_or_default();
    Span::new(range.start as u32, range.end.max(range.start) as u32)
}

/// The rest of the document is not worth reading.
struct GiveUp;

/// Builds the tape of one document.
struct Builder<'s> {
    piece: &'s str,
    tape: Tape<'s>,
    /// Where the document begins.
    start: Span,
    open: Vec<Frame>,
    anchors: HashMap<usize, Anchor>,
    /// How many nodes aliases have stood for.
    repeated: usize,
}

/// A node that aliases may refer to.
struct Anchor {
    node: Index,
    /// The anchor itself, with its `&`.
    span: Span,
    is_used: bool,
}

/// A collection that has not ended yet.
struct Frame {
    node: Index,
    is_mapping: bool,
    count: usize,
    /// In a mapping: the key whose value comes next.
    key: Option<Index>,
    last: Option<Index>,
}

impl<'s> Builder<'s> {
    fn new(piece: &'s str, start: Span) -> Self {
        Self { piece, tape: Tape::new(piece), start, open: Vec::new(), anchors: HashMap::new(), repeated: 0 }
    }

    fn event(&mut self, reader: &mut Reader<'_>, text: &str, event: Event<'_>, marks: Marks) -> Result<(), GiveUp> {
        let span = bytes(marks);
        match event {
            Event::Scalar(value, style, _, tag) => {
                let node = self.scalar(reader, text, &value, style, tag.as_deref(), marks);
                self.placed(reader, node);
            }
            Event::SequenceStart(style, _, tag) => {
                self.begin(reader, text, Kind::Sequence, style, tag.as_deref(), marks)?;
            }
            Event::MappingStart(style, _, tag) => {
                self.begin(reader, text, Kind::Mapping, style, tag.as_deref(), marks)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let frame = self.open.pop().expect("a collection ends after it began");
                self.tape.close(frame.node, frame.count, frame.last, reader.base + span.end);
                if frame.is_mapping {
                    self.hide_repeated_keys(reader, frame.node);
                }
                self.placed(reader, frame.node);
            }
            Event::Alias(anchor) => {
                let node = self.alias(reader, anchor, span)?;
                self.placed(reader, node);
            }
            Event::UnresolvedAlias(name) => {
                reader
                    .report(
                        &UNKNOWN_ANCHOR,
                        span,
                        format!("`*{name}` refers to an anchor `&{name}` that is not above it"),
                    )
                    .label("a text that begins with `*` is a reference to YAML")
                    .help(format!(
                        "quote it, if it is a name or a title: {}",
                        quoted_line(text, span.start, &format!("*{name}"))
                    ));
                let node = self.faulty(reader, span);
                self.placed(reader, node);
            }
            // It comes right behind the node it belongs to.
            Event::Anchor(id, _) => {
                let node = self.tape.len() - 1;
                self.anchors.insert(id, Anchor { node, span, is_used: false });
            }
            _ => {}
        }
        Ok(())
    }

    /// Begins a collection.
    fn begin(
        &mut self,
        reader: &mut Reader<'_>,
        text: &str,
        kind: Kind,
        style: StructureStyle,
        tag: Option<&Tag>,
        marks: Marks,
    ) -> Result<(), GiveUp> {
        let span = bytes(marks);
        if self.open.len() == DEPTH {
            reader.report(&TOO_DEEP, span, wording::TOO_MANY_LEVELS).help(wording::CLOSE_BRACKETS);
            return Err(GiveUp);
        }
        let node = self.tape.open(kind, reader.shift(span), style == StructureStyle::Flow);
        let core = if kind == Kind::Sequence { "seq" } else { "map" };
        let fits = tag.is_none_or(|tag| tag.is_yaml_core_schema_tag(core));
        if !fits {
            self.unknown_tag(reader, text, node, tag, marks);
        }
        self.open.push(Frame { node, is_mapping: kind == Kind::Mapping, count: 0, key: None, last: None });
        Ok(())
    }

    fn unknown_tag(&mut self, reader: &mut Reader<'_>, text: &str, node: Index, tag: Option<&Tag>, marks: Marks) {
        let name = tag.map_or_else(String::new, Tag::original);
        let span = marks.tag_span().map_or_else(|| bytes(marks), bytes);
        let message = if tag.is_some_and(Tag::is_yaml_core_schema) {
            format!("what stands behind the YAML tag `{name}` is something else")
        } else {
            format!("`{name}` is a tag to YAML, and means nothing in a record")
        };
        let quoted = quoted_line(text, span.start, &name);
        reader
            .report(&UNKNOWN_TAG, span, message)
            .label("a text that begins with `!` has a tag")
            .help(format!("quote it, if it is a name or a title: {quoted}; else delete the tag"));
        self.tape.fault(node);
    }

    /// A node with a finding already.
    fn faulty(&mut self, reader: &Reader<'_>, span: Span) -> Index {
        let node = self.tape.scalar(Kind::Null, reader.shift(span), true, &Content::Own(""));
        self.tape.fault(node);
        node
    }

    #[allow(clippy::ptr_arg, reason = "whether the text is borrowed says whether it stands in the source as it reads")]
    fn scalar(
        &mut self,
        reader: &mut Reader<'_>,
        text: &str,
        value: &Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        marks: Marks,
    ) -> Index {
        let span = bytes(marks);
        let quoted = style != ScalarStyle::Plain;
        let empty = !quoted && tag.is_none() && span.is_empty();
        let plain = if empty { "" } else { value.as_ref() };
        let kind = resolve(plain, quoted, tag);
        let content = match value {
            _ if empty => Content::Own(""),
            Cow::Borrowed(slice) => {
                within(self.piece, slice).map_or(Content::Own(slice), |(start, end)| Content::Source(start, end))
            }
            Cow::Owned(own) => Content::Own(own),
        };
        let span = match self.open.last().and_then(|frame| frame.key) {
            // A value that is not there stands right behind its key.
            Some(key) if empty => {
                let end = self.tape.span(key).end - reader.base;
                Span::new(end, end)
            }
            _ if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) => {
                Span::new(span.start, span.start + block_length(&text[span.range()]) as u32)
            }
            _ => span,
        };
        let node = self.tape.scalar(kind.unwrap_or(Kind::Text), reader.shift(span), quoted, &content);
        if kind.is_none() {
            self.unknown_tag(reader, text, node, tag, marks);
        } else if matches!(kind, Some(Kind::Int | Kind::Float)) && number::value(plain).is_none() {
            reader
                .report(&NOT_A_JSON_NUMBER, span, format!("`{plain}` is not a number that a record can hold"))
                .help(format!("quote it, if it is a name or a title: {}", quoted_line(text, span.start, plain)));
            self.tape.fault(node);
        } else if style == ScalarStyle::DoubleQuoted && value.chars().any(characters::is_odd) {
            for (part, sign) in characters::escaped(&text[span.range()]) {
                let at = Span::new(span.start + part.start as u32, span.start + part.end as u32);
                reader
                    .report(&CONTROL_CHARACTER, at, characters::message(sign))
                    .help("delete it, or write the backslash twice if it belongs to the text");
            }
            self.tape.fault(node);
        }
        node
    }

    /// Counts a finished node as key, value or item of the collection around it.
    fn placed(&mut self, reader: &mut Reader<'_>, node: Index) {
        let Some(frame) = self.open.last_mut() else { return };
        frame.last = Some(node);
        if !frame.is_mapping {
            frame.count += 1;
        } else if frame.key.take().is_none() {
            frame.key = Some(node);
            frame.count += 1;
            if self.tape.kind(node) == Kind::Text {
                self.tape.look_up(node);
            } else {
                self.key_not_text(reader, node);
            }
        }
    }

    fn key_not_text(&mut self, reader: &mut Reader<'_>, key: Index) {
        self.tape.hide(key);
        if self.tape.is_faulty(key) {
            return;
        }
        let span = self.tape.span(key);
        let local = Span::new(span.start - reader.base, span.end - reader.base);
        let (what, help) = match self.tape.kind(key) {
            Kind::Sequence => ("a list", None),
            Kind::Mapping => ("a mapping", None),
            Kind::Null => ("nothing", None),
            Kind::Bool => ("a yes or no", Some(self.tape.text(key))),
            _ => ("a number", Some(self.tape.text(key))),
        };
        let help = match help {
            Some(text) => format!("quote it, if it is a name: {}", quoted(text)),
            None => "write the name of a field before the colon".to_owned(),
        };
        let message = match what {
            "nothing" => "the name of a field is missing before this colon".to_owned(),
            what => format!("a field is named by text, and this is {what}"),
        };
        reader.report(&KEY_NOT_TEXT, local, message).help(help);
    }

    fn alias(&mut self, reader: &mut Reader<'_>, anchor: usize, span: Span) -> Result<Index, GiveUp> {
        let Some(anchor) = self.anchors.get_mut(&anchor) else {
            return Ok(self.faulty(reader, span));
        };
        anchor.is_used = true;
        let target = anchor.node;
        if self.tape.is_open(target) {
            reader
                .report(&UNKNOWN_ANCHOR, span, "this refers to the very thing that it is a part of")
                .help("write out what is meant");
            return Ok(self.faulty(reader, span));
        }
        let behind = self.tape.next(target);
        self.repeated += behind - target;
        if self.repeated > reader.limits.alias_nodes {
            let limit = reader.limits.alias_nodes;
            reader
                .report(
                    &TOO_MANY_ALIASES,
                    span,
                    format!("the aliases of this document stand for more than {limit} values"),
                )
                .help("write the values out, or raise `--max-alias-nodes`");
            return Err(GiveUp);
        }
        if self.open.len() + self.height(target) > DEPTH {
            reader.report(&TOO_DEEP, span, wording::TOO_MANY_LEVELS).help(wording::CLOSE_BRACKETS);
            return Err(GiveUp);
        }
        Ok(self.tape.repeat(target, reader.shift(span)))
    }

    /// How many collections lie in one another from this node on.
    fn height(&self, node: Index) -> usize {
        let mut ends = Vec::new();
        let mut height = 0;
        for at in node..self.tape.next(node) {
            ends.retain(|end| at < *end);
            if self.tape.kind(at).is_collection() {
                ends.push(self.tape.next(at));
                height = height.max(ends.len());
            }
        }
        height
    }

    /// Of two entries with one key neither counts: which one is meant, nobody knows.
    fn hide_repeated_keys(&mut self, reader: &mut Reader<'_>, mapping: Index) {
        let keys: Vec<(Index, Index)> = self.tape.entries(mapping).collect();
        let mut seen: HashMap<&str, (Index, Index)> =
            HashMap::with_capacity(if keys.len() > 12 { keys.len() } else { 0 });
        let mut repeated = Vec::new();
        for (at, (key, value)) in keys.iter().copied().enumerate() {
            let text = self.tape.text(key);
            let first = if keys.len() > 12 {
                let first = *seen.entry(text).or_insert((key, value));
                Some(first).filter(|first| first.0 != key)
            } else {
                keys[..at].iter().copied().find(|(earlier, _)| self.tape.text(*earlier) == text)
            };
            repeated.extend(first.map(|first| (first, (key, value))));
        }
        for ((first_key, first_value), (key, value)) in repeated {
            let span = self.tape.span(key);
            let local = Span::new(span.start - reader.base, span.end - reader.base);
            let first = self.tape.span(first_key);
            let message = format!("the field `{}` is written more than once", self.tape.text(key));
            reader
                .report(&REPEATED_KEY, local, message)
                .label("again here")
                .also(first, "the first")
                .help("keep the one that is right");
            self.tape.hide(key);
            self.tape.fault(value);
            self.tape.fault(first_value);
        }
    }

    /// `title: &me and you` is the title "and you": an anchor that nothing refers to was meant as text.
    fn report_unused_anchors(&self, reader: &mut Reader<'_>, text: &str) {
        let is_text = |anchor: &&Anchor| {
            let kind = self.tape.kind(anchor.node);
            !anchor.is_used && kind != Kind::Null && !kind.is_collection()
        };
        let mut unused: Vec<&Anchor> = self.anchors.values().filter(is_text).collect();
        unused.sort_by_key(|anchor| anchor.span);
        for anchor in unused {
            let name = &text[anchor.span.range()];
            reader
                .report(&UNUSED_ANCHOR, anchor.span, format!("`{name}` is an anchor to YAML, and nothing refers to it"))
                .label("not part of the text behind it")
                .help(format!(
                    "quote the whole, if it is a name or a title: {}",
                    quoted_line(text, anchor.span.start, name)
                ));
        }
    }

    /// The tape, unless the document is empty.
    fn finish(self, reader: &mut Reader<'_>, text: &str) -> Option<Tape<'s>> {
        self.report_unused_anchors(reader, text);
        if self.tape.len() == 1 && self.tape.is_empty_null(0) {
            let rest = &text[self.start.start as usize..];
            let (length, help) = if rest.starts_with("---") {
                (3, "write the record, or delete the `---`")
            } else {
                // An anchor or a tag with nothing behind it.
                (rest.find(char::is_whitespace).unwrap_or(rest.len()), "write the record, or delete this")
            };
            let marker = Span::new(self.start.start, self.start.start + length as u32);
            reader.report(&NO_DOCUMENT, marker, "there is no record in this document").help(help);
            return None;
        }
        (self.tape.len() > 0).then_some(self.tape)
    }
}

/// What a scalar is by its tag, or by its text where it has none; none if the two do not go together.
fn resolve(text: &str, quoted: bool, tag: Option<&Tag>) -> Option<Kind> {
    let plain = number::kind(text);
    let Some(tag) = tag else {
        return Some(if quoted { Kind::Text } else { plain });
    };
    let fits = match tag.core_suffix() {
        Some("str") => return Some(Kind::Text),
        Some("float") if plain == Kind::Int => return Some(Kind::Float),
        Some("float") => plain == Kind::Float,
        Some("int") => plain == Kind::Int,
        Some("bool") => plain == Kind::Bool,
        Some("null") => plain == Kind::Null,
        _ => false,
    };
    fits.then_some(plain)
}

/// Where a part of a text lies in it.
fn within(text: &str, part: &str) -> Option<(usize, usize)> {
    let start = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + part.len() <= text.len()).then_some((start, start + part.len()))
}

#[cfg(test)]
mod tests {
    use crate::{document::Limits, documents};

    #[test]
    fn a_document_without_a_record_is_shown_where_it_is() {
        for (text, shown) in [
            ("&x", "&x"),
            ("&ЖЖЖ", "&ЖЖЖ"),
            ("&Ж # nothing behind it\n", "&Ж"),
            ("# a comment\n\n  &Ж\n", "&Ж"),
            ("\u{FEFF}&Ж\r\n", "&Ж"),
            ("!!null", "!!null"),
            ("title: x\n---\n", "---"),
            ("title: x\n--- &Ж\n", "---"),
            ("title: x\n---\n...\n&Ж\n", "---"),
        ] {
            let (_, findings) = documents(text, &Limits::default());
            let finding = findings.iter().find(|finding| finding.code == "Y013").expect(text);
            let bytes = finding.place.bytes.start as usize..finding.place.bytes.end as usize;
            assert_eq!(text.get(bytes), Some(shown), "{text}");
        }
    }
}

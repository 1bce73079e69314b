//! From the parts of a text to its tree: `quick-xml` says where each begins and ends.
use super::{
    DEPTH, Faults, Kind, NODES, Parsed, names,
    scope::Scope,
    tag::{self, Written},
    text,
    tree::{AttributeRow, Row, Tree},
};
use crate::{record::identifiers::fault::quoted, span::Span};
use quick_xml::{
    Error, Reader,
    errors::{IllFormedError, SyntaxError},
    events::Event,
};
use std::{borrow::Cow, collections::HashSet};

const MARK: char = '\u{FEFF}';

/// Reads a text; only its outermost start tag, if no more is wanted.
pub(super) fn read(whole: &str, only_root: bool) -> Parsed<'_> {
    let base = if whole.starts_with(MARK) { MARK.len_utf8() } else { 0 };
    let text = &whole[base..];
    let mut faults = Faults::default();
    let strangers = if only_root { Vec::new() } else { strangers(text, base as u32, &mut faults) };
    let mut building = Building {
        text,
        base: base as u32,
        strangers,
        scope: Scope::new(),
        rows: Vec::new(),
        attributes: Vec::new(),
        texts: vec![Cow::Borrowed("")],
        open: Vec::new(),
        faults,
    };
    let is_whole = building.run(only_root);
    let Building { rows, attributes, texts, scope, faults: Faults(mut faults), .. } = building;
    faults.sort_by_key(|fault| fault.span);
    let is_whole = is_whole && !rows.is_empty();
    let tree = is_whole.then_some(Tree { rows, attributes, texts, namespaces: scope.namespaces });
    Parsed { tree, faults }
}

/// Where characters stand that XML has no room for.
fn strangers(text: &str, base: u32, faults: &mut Faults) -> Vec<u32> {
    let is_suspect = |byte: &u8| (*byte < 32 && !names::is_blank(*byte)) || *byte == 0xEF;
    if !text.as_bytes().iter().any(is_suspect) {
        return Vec::new();
    }
    let mut places = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| !names::is_character(*sign)).take(super::FAULTS) {
        let at = base + at as u32;
        let span = Span::new(at, at + sign.len_utf8() as u32);
        let message = format_args!("this is a control character (U+{:04X}), which XML cannot hold", sign as u32);
        faults.add(Kind::Character, span, message, "delete it");
        places.push(at);
    }
    places
}

/// An element whose end tag is still to come.
struct Open<'s> {
    row: usize,
    /// Its text as far as it was read.
    text: Cow<'s, str>,
    /// Where that begins and ends, without the blanks around it.
    solid: Option<Span>,
    is_faulty: bool,
    /// How much was declared before it.
    declared: usize,
    /// Where its content begins.
    inner: u32,
}

/// A tree that is growing.
struct Building<'s> {
    text: &'s str,
    /// How many bytes stand before the text.
    base: u32,
    strangers: Vec<u32>,
    scope: Scope<'s>,
    rows: Vec<Row<'s>>,
    attributes: Vec<AttributeRow<'s>>,
    texts: Vec<Cow<'s, str>>,
    open: Vec<Open<'s>>,
    faults: Faults,
}

impl<'s> Building<'s> {
    /// Reads all parts; says whether the tree is whole.
    fn run(&mut self, only_root: bool) -> bool {
        let mut reader = Reader::from_str(self.text);
        let config = reader.config_mut();
        // Tags are matched here, where their places are known; an `&` alone is told here as well.
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
        loop {
            let start = reader.buffer_position() as u32;
            let event = reader.read_event();
            let span = Span::new(self.base + start, self.base + reader.buffer_position() as u32);
            let is_sound = match event {
                Ok(Event::Eof) => return self.finish(span.end),
                Ok(event) => self.take(&event, span),
                Err(error) => {
                    self.refuse(&error, span);
                    false
                }
            };
            if !is_sound {
                return false;
            }
            if only_root && !self.rows.is_empty() {
                self.rows[0].behind = 1;
                return true;
            }
        }
    }

    /// Takes a part of the text; says whether the rest can still be made out.
    fn take(&mut self, event: &Event<'s>, span: Span) -> bool {
        let inside = |lead: u32, trail: u32| Span::new(span.start + lead, span.end - trail);
        match event {
            Event::Start(_) => self.start(inside(1, 1), span, false),
            Event::Empty(_) => self.start(inside(1, 2), span, true),
            Event::End(_) => self.end(inside(2, 1), span),
            Event::Text(_) => {
                if let Some(at) = memchr::memmem::find(self.slice(span).as_bytes(), b"]]>") {
                    let at = span.start + at as u32;
                    let message = "`]]>` stands in a text";
                    self.faults.add(Kind::Syntax, Span::new(at, at + 3), message, "write it as `]]&gt;`");
                    self.spoil();
                }
                for at in memchr::memchr_iter(b'&', self.slice(span).as_bytes()) {
                    text::bare_ampersand(span.start + at as u32, &mut self.faults);
                    self.spoil();
                }
                self.characters(span, text::lines(self.slice(span)), span)
            }
            Event::CData(_) => {
                let inner = inside(9, 3);
                self.characters(inner, text::lines(self.slice(inner)), span)
            }
            Event::GeneralRef(_) => self.reference(span),
            Event::Comment(_) => {
                self.comment(inside(4, 3));
                true
            }
            Event::Decl(_) => self.declaration(inside(2, 2), span),
            Event::PI(_) => {
                self.instruction(inside(2, 2));
                true
            }
            Event::DocType(_) => {
                let name = Span::new(span.start, span.end.min(span.start + 9));
                let message = "a message has no document type: it could lead to other files, or grow without end";
                self.faults.add(Kind::Doctype, name, message, "delete all of `<!DOCTYPE …>`");
                false
            }
            Event::Eof => true,
        }
    }

    fn slice(&self, span: Span) -> &'s str {
        &self.text[(span.start - self.base) as usize..(span.end - self.base) as usize]
    }

    fn start(&mut self, content: Span, span: Span, is_empty: bool) -> bool {
        if self.open.is_empty() && !self.rows.is_empty() {
            let message = "a second outermost element begins here, and XML has one";
            self.faults.add(Kind::Syntax, content, message, "write each message into a file of its own");
            self.faults.0.last_mut().expect("a fault was just added").also = Some((self.name_span(0), "the first one"));
            return false;
        }
        let used = self.rows.len() + self.attributes.len();
        if self.open.len() >= DEPTH || used >= NODES {
            let (message, help) = if used >= NODES {
                (format!("the text has more than {NODES} elements and attributes"), "split it into several messages")
            } else {
                (format!("elements lie more than {DEPTH} deep in one another"), "end the elements above")
            };
            self.faults.add(Kind::Size, content, message, help);
            return false;
        }
        let Some(tag) = tag::read(self.slice(content), content.start, NODES - used - 1, &mut self.faults) else {
            return false;
        };
        let declared = self.scope.depth();
        let mut plain = tag.attributes;
        plain.retain(|attribute| !self.scope.declare(attribute, declared, &mut self.faults));
        let name_span = Span::new(content.start, content.start + tag.name.len() as u32);
        let namespace = self.scope.namespace(tag.prefix, name_span, &mut self.faults);
        let first = self.attributes.len() as u32;
        self.keep(plain);
        let row = self.rows.len();
        self.rows.push(Row {
            name: tag.name,
            prefix: if tag.prefix.is_empty() { 0 } else { tag.prefix.len() as u32 + 1 },
            namespace,
            parent: self.open.last().map_or(0, |open| open.row as u32),
            behind: 0,
            text: 0,
            is_faulty: false,
            attributes: (first, self.attributes.len() as u32),
            span,
            name_at: content.start,
            text_span: Span::new(span.end, span.end),
        });
        let text = Cow::Borrowed("");
        self.open.push(Open { row, text, solid: None, is_faulty: false, declared, inner: span.end });
        if is_empty {
            self.close(span.end, span.end);
        }
        true
    }

    /// Keeps the attributes of an element, each name once.
    fn keep(&mut self, plain: Vec<Written<'s>>) {
        let mut known = HashSet::new();
        for attribute in plain {
            let name = attribute.name_span();
            // An attribute without a prefix is in no namespace.
            let namespace = match attribute.prefix {
                "" => 0,
                prefix => self.scope.namespace(prefix, name, &mut self.faults),
            };
            if !known.insert((namespace, attribute.local)) {
                let message = format_args!("the attribute {} is there twice", quoted(attribute.name));
                self.faults.add(Kind::Syntax, name, message, "delete one of the two");
                continue;
            }
            let is_faulty = !attribute.is_whole || self.is_strange(attribute.value_span);
            self.attributes.push(AttributeRow {
                name: attribute.name,
                prefix: (attribute.name.len() - attribute.local.len()) as u32,
                namespace,
                name_at: attribute.name_at,
                value: attribute.value,
                value_span: attribute.value_span,
                is_faulty,
            });
        }
    }

    /// Whether a character stands there that XML has no room for.
    fn is_strange(&self, span: Span) -> bool {
        let at = self.strangers.partition_point(|at| *at < span.start);
        self.strangers.get(at).is_some_and(|at| *at < span.end)
    }

    fn end(&mut self, content: Span, span: Span) -> bool {
        let name = self.slice(content).trim_end_matches([' ', '\t', '\n', '\r']);
        let Some(open) = self.open.last() else {
            let message = format_args!("nothing is open that {} could end", quoted(&format!("</{name}>")));
            self.faults.add(Kind::Syntax, span, message, "delete it");
            return false;
        };
        let due = self.rows[open.row].name;
        if due != name {
            let begun = self.name_span(open.row);
            let message = format_args!("{} stands where `</{due}>` is due", quoted(&format!("</{name}>")));
            self.faults.add(Kind::Syntax, span, message, "end each element before the one that it is in");
            self.faults.0.last_mut().expect("a fault was just added").also = Some((begun, "this one is still open"));
            return false;
        }
        self.close(span.start, span.end);
        true
    }

    /// Ends the innermost element: its content ends there, its end tag there.
    fn close(&mut self, inner_end: u32, end: u32) {
        let Some(open) = self.open.pop() else { return };
        self.scope.leave(open.declared);
        let behind = self.rows.len() as u32;
        let row = &mut self.rows[open.row];
        (row.behind, row.span.end, row.is_faulty) = (behind, end, open.is_faulty);
        let is_leaf = behind as usize == open.row + 1;
        row.text_span = open.solid.unwrap_or(Span::new(open.inner, inner_end));
        if !open.text.is_empty() && (is_leaf || open.solid.is_some()) {
            row.text = self.texts.len() as u32;
            self.texts.push(open.text);
        }
    }

    fn name_span(&self, row: usize) -> Span {
        let row = &self.rows[row];
        Span::new(row.name_at, row.name_at + row.name.len() as u32)
    }

    /// Takes in a text that stands at `raw`; `part` is all that it is written with.
    fn characters(&mut self, raw: Span, text: Cow<'s, str>, part: Span) -> bool {
        let is_faulty = self.is_strange(raw);
        let written = self.slice(raw);
        let lead = written.len() - written.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let is_blank = lead == written.len();
        let is_apart = raw != part;
        let Some(open) = self.open.last_mut() else {
            return (is_blank && !is_apart) || self.refuse_outside(Span::new(raw.start + lead as u32, raw.end));
        };
        open.is_faulty |= is_faulty;
        if !is_blank {
            let trail = written.len() - written.trim_end_matches([' ', '\t', '\n', '\r']).len();
            let inner = Span::new(raw.start + lead as u32, raw.end - trail as u32);
            let solid = if is_apart { part } else { inner };
            open.solid = Some(Span::new(open.solid.map_or(solid.start, |known| known.start), solid.end));
        }
        if open.text.is_empty() {
            open.text = text;
        } else if !text.is_empty() {
            open.text.to_mut().push_str(&text);
        }
        true
    }

    /// The text of the innermost element cannot be used.
    fn spoil(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.is_faulty = true;
        }
    }

    fn refuse_outside(&mut self, span: Span) -> bool {
        let (message, help) = if self.rows.is_empty() {
            ("a text stands before the first tag", "begin the file with `<`")
        } else {
            ("a text stands behind the last tag", "delete it")
        };
        let length = self.slice(span).lines().next().map_or(0, str::len) as u32;
        self.faults.add(Kind::Syntax, Span::new(span.start, span.start + length), message, help);
        false
    }

    /// Takes in `&name;`, or an `&` alone.
    fn reference(&mut self, span: Span) -> bool {
        if self.open.is_empty() {
            return self.refuse_outside(span);
        }
        let written = self.slice(span);
        let Some(name) = written.strip_prefix('&').and_then(|name| name.strip_suffix(';')) else {
            text::bare_ampersand(span.start, &mut self.faults);
            self.spoil();
            return true;
        };
        let sign = text::character(name, span, &mut self.faults);
        let Some(open) = self.open.last_mut() else { return true };
        open.is_faulty |= sign.is_none();
        open.text.to_mut().extend(sign);
        open.solid = Some(Span::new(open.solid.map_or(span.start, |known| known.start), span.end));
        true
    }

    fn comment(&mut self, content: Span) {
        let text = self.slice(content);
        let at = text.find("--").or_else(|| text.ends_with('-').then(|| text.len() - 1));
        if let Some(at) = at {
            let at = content.start + at as u32;
            let message = "two hyphens stand in a comment, which end it";
            self.faults.add(Kind::Syntax, Span::new(at, at + 2), message, "write one, or a dash");
        }
    }

    fn instruction(&mut self, content: Span) {
        let target = self.slice(content).split(|sign: char| sign.is_ascii_whitespace()).next().unwrap_or_default();
        let span = Span::new(content.start, content.start + target.len() as u32);
        if target.eq_ignore_ascii_case("xml") {
            let message = format_args!("{} is kept for the beginning of a file", quoted(target));
            self.faults.add(Kind::Syntax, span, message, "delete it");
        } else if !names::is_plain_name(target) {
            let message = format_args!("{} is no name for an instruction", quoted(target));
            self.faults.add(Kind::Syntax, span, message, "delete all of `<?…?>`");
        }
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`
    fn declaration(&mut self, content: Span, span: Span) -> bool {
        if span.start != self.base {
            let message = "the declaration `<?xml …?>` stands at the beginning of a file, and nowhere else";
            self.faults.add(Kind::Syntax, span, message, "delete it, or what is before it");
            return false;
        }
        let Some(tag) = tag::read(self.slice(content), content.start, 3, &mut self.faults) else { return false };
        let mut due = ["version", "encoding", "standalone"].iter().enumerate();
        for (place, attribute) in tag.attributes.iter().enumerate() {
            let found = due.find(|(_, name)| **name == attribute.name);
            if found.is_none() || (place == 0 && attribute.name != "version") {
                let message = format_args!("{} does not belong here", quoted(attribute.name));
                let help = "write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
                self.faults.add(Kind::Syntax, attribute.name_span(), message, help);
                return true;
            }
            self.declared(attribute);
        }
        if tag.attributes.is_empty() {
            let help = "write `<?xml version=\"1.0\" encoding=\"UTF-8\"?>`";
            self.faults.add(Kind::Syntax, span, "the declaration names no version", help);
        }
        true
    }

    fn declared(&mut self, attribute: &Written<'_>) {
        let value = &*attribute.value;
        let is_right = match attribute.name {
            "version" => value
                .strip_prefix("1.")
                .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit())),
            "encoding" => ["utf-8", "us-ascii"].iter().any(|known| value.eq_ignore_ascii_case(known)),
            _ => ["yes", "no"].contains(&value),
        };
        if is_right {
            return;
        }
        let (kind, message, help) = match attribute.name {
            "version" => (Kind::Syntax, format!("there is no XML {value}"), "write `1.0`"),
            "encoding" => (
                Kind::Encoding,
                format!("the file says that it is saved as {}, and it is read as UTF-8", quoted(value)),
                "save the file as UTF-8, and write `encoding=\"UTF-8\"`",
            ),
            _ => (Kind::Syntax, format!("{} is neither `yes` nor `no`", quoted(value)), "delete it"),
        };
        self.faults.add(kind, attribute.value_span, message, help);
    }

    /// What `quick-xml` could not make out.
    fn refuse(&mut self, error: &Error, span: Span) {
        let at = Span::new(
            span.start,
            span.start + self.text[(span.start - self.base) as usize..].lines().next().map_or(0, str::len) as u32,
        );
        let (message, help) = match error {
            Error::Syntax(SyntaxError::UnclosedComment) => ("this comment is never closed", "end it with `-->`"),
            Error::Syntax(SyntaxError::UnclosedCData) => ("this `<![CDATA[` is never closed", "end it with `]]>`"),
            Error::Syntax(SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl) => {
                ("this instruction is never closed", "end it with `?>`")
            }
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                ("this is neither a comment nor `<![CDATA[…]]>`", "delete it, or write its `<` as `&lt;`")
            }
            Error::Syntax(SyntaxError::UnclosedDoctype) | Error::IllFormed(IllFormedError::MissingDoctypeName) => {
                ("a message has no document type", "delete it")
            }
            _ => ("this tag is never closed", "end it with `>`, or write its `<` as `&lt;`"),
        };
        let is_type = message.contains("document type");
        self.faults.add(if is_type { Kind::Doctype } else { Kind::Syntax }, at, message, help);
    }

    /// At the end of the text everything is closed.
    fn finish(&mut self, end: u32) -> bool {
        if let Some(open) = self.open.last() {
            let span = self.name_span(open.row);
            let name = self.rows[open.row].name;
            let message = format_args!("the element {} is never closed", quoted(name));
            self.faults.add(Kind::Syntax, span, message, format!("end it with `</{name}>`; the file may be cut off"));
            return false;
        }
        if self.rows.is_empty() {
            self.faults.add(Kind::Syntax, Span::new(end, end), "there is no element in this file", "write the message");
        }
        !self.rows.is_empty()
    }
}

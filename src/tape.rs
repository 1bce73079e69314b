//! A document as one flat tape of nodes, in which every key and every value has its place in the text.
use crate::{
    names::{Name, names},
    span::Span,
};
use std::cell::RefCell;

/// One document. A collection is followed by what it holds; a mapping holds key, value, key, value.
#[derive(Debug, Default)]
pub(crate) struct Tape<'s> {
    /// The piece of the source that the document was read from.
    text: &'s str,
    /// Texts that do not stand in the source as they read (escapes, several lines).
    arena: String,
    nodes: Vec<Node>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Int,
    Float,
    Text,
    Sequence,
    Mapping,
}

impl Kind {
    pub(crate) const fn is_collection(self) -> bool {
        matches!(self, Self::Sequence | Self::Mapping)
    }
}

/// One node, twenty bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    span: Span,
    /// A scalar: where its text begins. A collection: how many items or entries it has.
    first: u32,
    /// A scalar: how long its text is. A collection: the node behind its last one.
    second: u32,
    kind: Kind,
    flags: u8,
    /// A key: its name, where a reader has looked it up.
    name: Name,
}

impl Node {
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// The name of a key, where a reader has looked it up.
    pub(crate) fn name(&self) -> Name {
        self.name
    }

    pub(crate) fn is_quoted(&self) -> bool {
        self.flags & QUOTED != 0
    }

    pub(crate) fn is_faulty(&self) -> bool {
        self.flags & FAULTY != 0
    }

    /// What stands behind it and all it holds; it stands at `index`.
    fn behind(&self, index: Index) -> Index {
        if self.kind.is_collection() { self.second as usize } else { index + 1 }
    }
}

/// The text of a scalar is in the arena.
const ARENA: u8 = 1;
/// The scalar is quoted or a block.
const QUOTED: u8 = 2;
/// There is a finding on the node: it decodes as absent.
const FAULTY: u8 = 4;
/// The entry of this key repeats another or has no text for a key: nobody sees it.
const HIDDEN: u8 = 8;
/// The collection is in flow style, with brackets.
const FLOW: u8 = 16;

/// The number of a node on its tape.
pub(crate) type Index = usize;

/// Where the text of a scalar is.
pub(crate) enum Content<'a> {
    /// In the piece of source, at these bytes.
    Source(usize, usize),
    /// Nowhere as it reads: keep it.
    Own(&'a str),
}

/// Room of a usual size is kept for further documents, and for so many.
const MOST_SPARE: usize = 1 << 12;
const SPARES: usize = 16;

thread_local! {
    /// The room of documents that are done with: the next ones need as much.
    static SPARE: RefCell<Vec<Vec<Node>>> = const { RefCell::new(Vec::new()) };
}

impl Drop for Tape<'_> {
    fn drop(&mut self) {
        if (1..=MOST_SPARE).contains(&self.nodes.capacity()) {
            let mut nodes = std::mem::take(&mut self.nodes);
            nodes.clear();
            SPARE.with_borrow_mut(|spare| {
                if spare.len() < SPARES {
                    spare.push(nodes);
                }
            });
        }
    }
}

impl<'s> Tape<'s> {
    pub(crate) fn new(text: &'s str) -> Self {
        Self {
            nodes: SPARE.with_borrow_mut(Vec::pop).unwrap_or_else(|| {
                // The usual record has a node for some ten bytes, and a stream may hold very many documents.
                Vec::with_capacity((text.len() / 10).min(MOST_SPARE))
            }),
            text,
            arena: String::new(),
        }
    }

    pub(crate) fn scalar(&mut self, kind: Kind, span: Span, quoted: bool, content: &Content<'_>) -> Index {
        let (first, second, arena) = match *content {
            Content::Source(start, end) => (start, end - start, 0),
            Content::Own(text) => {
                self.arena.push_str(text);
                (self.arena.len() - text.len(), text.len(), ARENA)
            }
        };
        self.push(Node {
            span,
            first: first as u32,
            second: second as u32,
            kind,
            flags: arena | if quoted { QUOTED } else { 0 },
            name: Name::UNKNOWN,
        })
    }

    /// A plain key that stands in the source as it reads.
    pub(crate) fn key(&mut self, span: Span, start: usize, end: usize, name: Name) -> Index {
        let (first, second) = (start as u32, (end - start) as u32);
        self.push(Node { span, first, second, kind: Kind::Text, flags: 0, name })
    }

    /// Looks up what a key is called.
    pub(crate) fn look_up(&mut self, key: Index) {
        self.nodes[key].name = names().find(self.bytes(key));
    }

    /// Begins a collection; [`Tape::close`] ends it.
    pub(crate) fn open(&mut self, kind: Kind, span: Span, flow: bool) -> Index {
        let flags = if flow { FLOW } else { 0 };
        self.push(Node { span, first: 0, second: 0, kind, flags, name: Name::UNKNOWN })
    }

    /// Ends a collection whose last item or value is `last`. In block style it reaches from its first node to the end of
    /// its last, in flow style up to `end`.
    pub(crate) fn close(&mut self, index: Index, count: usize, last: Option<Index>, end: u32) {
        let flow = self.nodes[index].flags & FLOW != 0;
        let inner = self.nodes.get(index + 1).map(|first| first.span.start);
        let span = match (inner, last) {
            (Some(start), Some(last)) if !flow => Span::new(start, self.nodes[last].span.end.max(start)),
            _ => Span::new(self.nodes[index].span.start, end.max(self.nodes[index].span.start)),
        };
        self.nodes[index] = Node { span, first: count as u32, second: self.nodes.len() as u32, ..self.nodes[index] };
    }

    /// Repeats a finished node and all it holds, as an alias does; the copy itself stands where the alias stands.
    pub(crate) fn repeat(&mut self, index: Index, span: Span) -> Index {
        let copy = self.nodes.len();
        let behind = self.next(index);
        for at in index..behind {
            let mut node = self.nodes[at];
            if node.kind.is_collection() {
                node.second += (copy - index) as u32;
            }
            self.nodes.push(node);
        }
        self.nodes[copy].span = span;
        copy
    }

    fn push(&mut self, node: Node) -> Index {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn kind(&self, index: Index) -> Kind {
        self.nodes[index].kind
    }

    pub(crate) fn span(&self, index: Index) -> Span {
        self.nodes[index].span
    }

    /// Whether a collection was begun and not ended yet.
    pub(crate) fn is_open(&self, index: Index) -> bool {
        self.kind(index).is_collection() && self.nodes[index].second == 0
    }

    #[inline]
    pub(crate) fn node(&self, index: Index) -> &Node {
        &self.nodes[index]
    }

    /// The characters of a scalar, after escapes; nothing for a collection.
    #[inline]
    pub(crate) fn text(&self, index: Index) -> &str {
        self.text_of(&self.nodes[index])
    }

    /// The same of a node of this tape.
    #[inline]
    pub(crate) fn text_of(&self, node: &Node) -> &str {
        if node.kind.is_collection() {
            return "";
        }
        let start = node.first as usize;
        &self.from(node)[start..start + node.second as usize]
    }

    /// The same as bytes.
    #[inline]
    pub(crate) fn bytes(&self, index: Index) -> &[u8] {
        self.bytes_of(&self.nodes[index])
    }

    /// The same of a node of this tape.
    #[inline]
    pub(crate) fn bytes_of(&self, node: &Node) -> &[u8] {
        if node.kind.is_collection() {
            return b"";
        }
        let start = node.first as usize;
        &self.from(node).as_bytes()[start..start + node.second as usize]
    }

    fn from(&self, node: &Node) -> &str {
        if node.flags & ARENA == 0 { self.text } else { &self.arena }
    }

    /// The node behind this one and all it holds.
    pub(crate) fn next(&self, index: Index) -> Index {
        self.nodes[index].behind(index)
    }

    pub(crate) fn is_flow(&self, index: Index) -> bool {
        self.nodes[index].flags & FLOW != 0
    }

    pub(crate) fn is_faulty(&self, index: Index) -> bool {
        self.nodes[index].flags & FAULTY != 0
    }

    /// Notes that there is a finding on the node.
    pub(crate) fn fault(&mut self, index: Index) {
        self.nodes[index].flags |= FAULTY;
    }

    /// Notes that there is a finding at each of these places, in their order, on the scalars that hold them.
    pub(crate) fn fault_around(&mut self, places: &[Span]) {
        for node in self.nodes.iter_mut().filter(|node| !node.kind.is_collection()) {
            let next = places.partition_point(|place| place.start < node.span.start);
            if places.get(next).is_some_and(|place| place.start < node.span.end) {
                node.flags |= FAULTY;
            }
        }
    }

    /// Hides the entry of a key.
    pub(crate) fn hide(&mut self, key: Index) {
        self.nodes[key].flags |= HIDDEN;
    }

    /// How many items a sequence or visible entries a mapping has.
    pub(crate) fn count(&self, index: Index) -> usize {
        match self.kind(index) {
            Kind::Mapping => self.entries(index).count(),
            _ => self.nodes[index].first as usize,
        }
    }

    /// The items of a sequence.
    pub(crate) fn items(&self, index: Index) -> Items<'_> {
        Items { tape: self, at: index + 1, behind: self.next(index) }
    }

    /// No items at all.
    pub(crate) fn no_items(&self, index: Index) -> Items<'_> {
        Items { tape: self, at: index, behind: index }
    }

    /// No entries at all.
    pub(crate) fn no_entries(&self, index: Index) -> Entries<'_> {
        Entries(self.no_items(index))
    }

    /// The visible entries of a mapping, key and value.
    pub(crate) fn entries(&self, index: Index) -> Entries<'_> {
        Entries(self.items(index))
    }

    /// The entry of a mapping with that key.
    pub(crate) fn entry(&self, mapping: Index, key: &str) -> Option<(Index, Index)> {
        self.entries(mapping).find(|(at, _)| same(self.bytes(*at), key.as_bytes()))
    }

    /// What a test compares: kind, place, manner and text of every node.
    #[cfg(test)]
    pub(crate) fn outline(&self) -> Vec<String> {
        let nodes = self.nodes.iter().enumerate().map(|(at, node)| {
            let Node { span, kind, flags, .. } = *node;
            format!("{kind:?} {}..{} {} {} {:?}", span.start, span.end, flags & !ARENA, self.next(at), self.text(at))
        });
        nodes.collect()
    }

    /// Whether nothing is written there, as behind a key without a value.
    pub(crate) fn is_empty_null(&self, index: Index) -> bool {
        self.kind(index) == Kind::Null && self.span(index).is_empty()
    }
}

/// Whether two keys are the same. They are short, and very many are compared.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.first_chunk::<8>(), other.first_chunk::<8>(), one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(head), Some(other_head), Some(tail), Some(other_tail)) => {
            head == other_head && tail == other_tail && (one.len() <= 16 || one == other)
        }
        _ => match (one.first_chunk::<4>(), other.first_chunk::<4>(), one.last_chunk::<4>(), other.last_chunk::<4>()) {
            (Some(head), Some(other_head), Some(tail), Some(other_tail)) => head == other_head && tail == other_tail,
            _ => one.iter().eq(other),
        },
    }
}

/// The nodes on one level of a collection.
#[derive(Clone)]
pub(crate) struct Items<'a> {
    tape: &'a Tape<'a>,
    at: Index,
    behind: Index,
}

impl Iterator for Items<'_> {
    type Item = Index;

    fn next(&mut self) -> Option<Index> {
        if self.at >= self.behind {
            return None;
        }
        let at = self.at;
        self.at = self.tape.nodes.get(at)?.behind(at);
        Some(at)
    }
}

/// The visible entries of a mapping.
#[derive(Clone)]
pub(crate) struct Entries<'a>(Items<'a>);

impl Iterator for Entries<'_> {
    type Item = (Index, Index);

    #[inline]
    fn next(&mut self) -> Option<(Index, Index)> {
        let Items { tape, at, behind } = &mut self.0;
        while *at < *behind {
            let index = *at;
            let key = tape.nodes.get(index)?;
            let value = key.behind(index);
            *at = tape.nodes.get(value)?.behind(value);
            if key.flags & HIDDEN == 0 {
                return Some((index, value));
            }
        }
        None
    }
}

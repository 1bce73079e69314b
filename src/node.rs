//! Which key or value of a document a place is on: its JSON Pointer, and a landmark that stays when others are added above it.
use crate::tape::{Index, Kind, Tape};
use std::ops::Range;

/// A key or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which of the file's readable documents it is in, from 0.
    pub document: usize,
    /// Its JSON Pointer (RFC 6901), such as `/tracks/2/title`; that of the value, for a key too.
    pub pointer: String,
    /// Whether it is the key.
    pub is_key: bool,
    /// The same way with names in place of numbers, such as `/tracks/[Low Tide]/title`.
    pub landmark: String,
}

/// Names in a landmark are cut off here.
const LONGEST_NAME: usize = 80;

/// The fields that name an entry of a list, the best one first.
const NAMES: [&str; 3] = ["title", "name", "rule"];

/// The nodes that some places are on, by the bytes of the text that the tapes were read from; the smallest one each.
pub(crate) fn nodes(tapes: &[Tape<'_>], places: &[Range<u64>]) -> Vec<Option<Node>> {
    let mut search =
        Search { found: vec![None; places.len()], pointer: String::new(), landmark: String::new(), places };
    let mut wanted: Vec<usize> = (0..places.len()).collect();
    wanted.sort_by_key(|at| (places[*at].start, places[*at].end));
    let documents: Vec<_> = tapes.iter().enumerate().filter(|(_, tape)| tape.len() > 0).collect();
    for (at, (document, tape)) in documents.iter().enumerate() {
        // What stands behind a document and before the next one, such as a comment, belongs to the first of the two.
        let end = documents.get(at + 1).map_or(u64::MAX, |(_, next)| u64::from(next.span(0).start));
        let start = if *document == 0 { 0 } else { u64::from(tape.span(0).start) };
        // There may be tens of thousands of documents, with places in each.
        let [first, behind] = [start, end].map(|byte| wanted.partition_point(|at| places[*at].start < byte));
        search.look(tape, *document, 0, wanted.get(first..behind).unwrap_or_default());
    }
    search.found
}

struct Search<'a> {
    places: &'a [Range<u64>],
    found: Vec<Option<Node>>,
    pointer: String,
    landmark: String,
}

impl Search<'_> {
    /// The wanted places lie in the node; they are in order.
    fn look(&mut self, tape: &Tape<'_>, document: usize, node: Index, wanted: &[usize]) {
        for at in wanted {
            self.note(*at, document, false);
        }
        match tape.kind(node) {
            Kind::Mapping => {
                let mut rest = wanted;
                for (key, value) in tape.entries(node) {
                    let on_key = inside(tape, key, self.places, &mut rest);
                    let on_value = inside(tape, value, self.places, &mut rest);
                    if on_key.is_empty() && on_value.is_empty() {
                        continue;
                    }
                    let name = tape.text(key).replace('~', "~0").replace('/', "~1");
                    let known = self.enter(&name, &name);
                    for at in on_key {
                        self.note(at, document, true);
                    }
                    self.look(tape, document, value, &on_value);
                    self.leave(known);
                }
            }
            Kind::Sequence => {
                let mut rest = wanted;
                for (number, item) in tape.items(node).enumerate() {
                    let own = inside(tape, item, self.places, &mut rest);
                    if !own.is_empty() {
                        let known = self.enter(&number.to_string(), &format!("[{}]", name(tape, item)));
                        self.look(tape, document, item, &own);
                        self.leave(known);
                    }
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, at: usize, document: usize, is_key: bool) {
        let (pointer, landmark) = (self.pointer.clone(), self.landmark.clone());
        self.found[at] = Some(Node { document, pointer, is_key, landmark });
    }

    fn enter(&mut self, step: &str, landmark: &str) -> (usize, usize) {
        let known = (self.pointer.len(), self.landmark.len());
        self.pointer.extend(["/", step]);
        self.landmark.extend(["/", landmark]);
        known
    }

    fn leave(&mut self, known: (usize, usize)) {
        self.pointer.truncate(known.0);
        self.landmark.truncate(known.1);
    }
}

/// Takes those of the places that lie in a node. What begins before it belongs to what holds both.
fn inside(tape: &Tape<'_>, node: Index, places: &[Range<u64>], rest: &mut &[usize]) -> Vec<usize> {
    let span = tape.span(node);
    let (start, end) = (u64::from(span.start), u64::from(span.end));
    let before = rest.partition_point(|at| places[*at].start < start);
    let behind = rest.partition_point(|at| places[*at].start < end.max(start + 1));
    // Where an alias stands for something above it, the order is another.
    let own = rest.get(before..behind).unwrap_or_default();
    *rest = &rest[before.min(rest.len())..];
    own.iter().copied().filter(|at| places[*at].end <= end).collect()
}

/// What an entry of a list is called.
fn name<'a>(tape: &'a Tape<'_>, item: Index) -> &'a str {
    if tape.kind(item) != Kind::Mapping {
        return "";
    }
    let named = NAMES.iter().find_map(|field| tape.entry(item, field)).map_or("", |(_, value)| tape.text(value));
    &named[..named.floor_char_boundary(LONGEST_NAME)]
}

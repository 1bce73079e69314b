//! An XML text as a tree in which every element, text and attribute has its place.
//!
//! The text comes from strangers. There is no document type, so no entity leads anywhere or grows; depth, size and the number of
//! parts are bounded. `quick-xml` finds the tags; what it takes and the standard does not (XML 1.0, fifth edition, and Namespaces
//! in XML 1.0, third edition) is looked for here.
mod names;
mod reader;
mod scope;
mod tag;
mod text;
pub(crate) mod tree;

#[cfg(test)]
mod tests;

pub(crate) use tree::Tree;

use crate::span::Span;
use std::{borrow::Cow, fmt};

/// How deep elements may lie in one another.
pub(crate) const DEPTH: usize = 100;
/// How many elements and attributes a text may have. A box set of fifty discs has a tenth of that.
pub(crate) const NODES: usize = 1_000_000;
/// How many faults are told of one text.
const FAULTS: usize = 1000;

/// Why a text is not sound XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    /// The bytes that are wrong.
    pub(crate) span: Span,
    /// What is wrong, in a lower-case sentence without a full stop.
    pub(crate) message: String,
    /// What can be done; begins with a verb.
    pub(crate) help: Cow<'static, str>,
    /// Another place that belongs to it, and what stands there.
    pub(crate) also: Option<(Span, &'static str)>,
}

/// What sort of thing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Tags, attributes and what else XML is made of.
    Syntax,
    /// A document type, which could hold anything.
    Doctype,
    /// Too deep, or too many parts.
    Size,
    /// Another encoding than UTF-8 is named.
    Encoding,
    /// A character that XML has no room for.
    Character,
    /// `&…;` that stands for nothing.
    Reference,
    /// A prefix that was not declared.
    Prefix,
}

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Parsed<'s> {
    /// The tree, if every tag could be read. A text that a fault lies in is marked.
    pub(crate) tree: Option<Tree<'s>>,
    /// What is wrong, in the order of the text.
    pub(crate) faults: Vec<Fault>,
}

/// Reads a text, which may begin with a byte order mark.
pub(crate) fn read(text: &str) -> Parsed<'_> {
    reader::read(text, false)
}

/// The namespace of the outermost element, as far as the beginning of a text tells it.
pub(crate) fn root_namespace(beginning: &str) -> Option<String> {
    let parsed = reader::read(beginning, true);
    parsed.tree.map(|tree| tree.root().namespace().to_owned())
}

/// The faults of a text.
#[derive(Debug, Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, kind: Kind, span: Span, message: impl fmt::Display, help: impl Into<Cow<'static, str>>) {
        if self.0.len() < FAULTS {
            self.0.push(Fault { kind, span, message: message.to_string(), help: help.into(), also: None });
        }
    }
}

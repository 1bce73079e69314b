//! The prefixes that are declared at some place of a text, and the namespaces that they stand for.
use super::{Faults, Kind, tag::Written};
use crate::{record::identifiers::fault::quoted, span::Span};
use std::{borrow::Cow, collections::HashMap};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// How many namespaces a text may name, and how many prefixes may be declared at one place.
const MOST: usize = 1000;

/// What is declared; the innermost declarations stand last.
pub(super) struct Scope<'s> {
    /// All namespaces of the text; the first one is none.
    pub(super) namespaces: Vec<Cow<'s, str>>,
    numbers: HashMap<Cow<'s, str>, u32>,
    declared: Vec<(&'s str, u32)>,
}

impl<'s> Scope<'s> {
    pub(super) fn new() -> Self {
        let namespaces = vec![Cow::Borrowed(""), Cow::Borrowed(XML)];
        let numbers = namespaces.iter().cloned().zip(0..).collect();
        Self { namespaces, numbers, declared: vec![("xml", 1)] }
    }

    /// How much is declared: what comes later can be taken back.
    pub(super) fn depth(&self) -> usize {
        self.declared.len()
    }

    pub(super) fn leave(&mut self, depth: usize) {
        self.declared.truncate(depth);
    }

    /// Takes in an attribute, if it declares a namespace; what is declared twice in one tag, from `depth` on, is a fault.
    pub(super) fn declare(&mut self, attribute: &Written<'s>, depth: usize, faults: &mut Faults) -> bool {
        let prefix = match (attribute.prefix, attribute.local) {
            ("", "xmlns") => "",
            ("xmlns", prefix) => prefix,
            _ => return false,
        };
        let value = &attribute.value;
        let is_reserved = match prefix {
            "xml" => value != XML,
            "xmlns" => true,
            _ => value == XML || value == XMLNS,
        };
        if is_reserved || (value.is_empty() && !prefix.is_empty()) {
            let message = format_args!("the prefix {} cannot stand for {}", quoted(prefix), quoted(value));
            faults.add(Kind::Prefix, attribute.name_span(), message, "delete the declaration, or name another prefix");
            return true;
        }
        if self.declared[depth..].iter().any(|(declared, _)| *declared == prefix) {
            let message = format_args!("the attribute {} is there twice", quoted(attribute.name));
            faults.add(Kind::Syntax, attribute.name_span(), message, "delete one of the two");
            return true;
        }
        if self.namespaces.len() == MOST || self.declared.len() == MOST {
            let message = format_args!("the text declares more than {MOST} namespaces");
            faults.add(Kind::Size, attribute.name_span(), message, "declare only what is used");
            return true;
        }
        let next = self.namespaces.len() as u32;
        let number = *self.numbers.entry(value.clone()).or_insert(next);
        if number == next {
            self.namespaces.push(value.clone());
        }
        self.declared.push((prefix, number));
        true
    }

    /// The number of the namespace that a prefix stands for; an empty prefix is always good for something.
    pub(super) fn namespace(&self, prefix: &str, name: Span, faults: &mut Faults) -> u32 {
        let found = self.declared.iter().rev().find(|(declared, _)| *declared == prefix);
        if let Some((_, number)) = found {
            return *number;
        }
        if !prefix.is_empty() {
            let place = Span::new(name.start, name.start + prefix.len() as u32);
            let message = format_args!("nothing says what the prefix {} stands for", quoted(prefix));
            let help = format!("declare it at the outermost element, with `xmlns:{prefix}=\"…\"`");
            faults.add(Kind::Prefix, place, message, help);
        }
        0
    }
}

//! What of a message has gone into the record. All else is listed in the end: nothing is dropped in silence.
use crate::{
    import::Loss,
    xml::{Tree, tree::Element},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// The elements and attributes that were taken.
#[derive(Debug)]
pub(super) struct Taken {
    elements: RefCell<Vec<bool>>,
    attributes: RefCell<BTreeSet<(u32, String)>>,
}

/// An element that can be taken from.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    element: Element<'t, 't>,
    taken: &'t Taken,
}

/// Attributes that are about the message's own order, or say nothing.
const ORDER: &[&str] = &["SequenceNumber", "IsDefault", "schemaLocation", "IsDisplayedInTitle", "LinkDescription"];

/// A text is not repeated beyond that.
const LONGEST: usize = 100;

impl Taken {
    pub(super) fn new(tree: &Tree<'_>) -> Self {
        Self { elements: RefCell::new(vec![false; tree.len()]), attributes: RefCell::default() }
    }

    /// What was not taken, in the order of the message; what it says several times stands once.
    pub(super) fn losses(&self, tree: &Tree<'_>) -> Vec<Loss> {
        let taken = self.elements.borrow();
        let attributes = self.attributes.borrow();
        // Whether anything of an element, or in it, was taken.
        let mut touched = taken.clone();
        for index in (1..tree.len() as u32).rev() {
            if touched[index as usize]
                && let Some(parent) = tree.element(index).parent()
            {
                touched[parent.index() as usize] = true;
            }
        }
        let mut losses: Vec<Loss> = Vec::new();
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut add = |span, path: String, said: String| {
            let at = *known.entry((path.clone(), said.clone())).or_insert(losses.len());
            match losses.get_mut(at) {
                Some(loss) => loss.count += 1,
                None => losses.push(Loss { span, path, said, count: 1 }),
            }
        };
        for element in tree.elements() {
            let is_touched = touched[element.index() as usize];
            let is_first = element.parent().is_none_or(|parent| touched[parent.index() as usize]);
            if !is_touched && is_first {
                let said = said(element);
                if !said.is_empty() {
                    add(element.name_span(), path(element), said);
                }
            }
            if is_touched && !taken[element.index() as usize] && !element.text().trim().is_empty() {
                add(element.name_span(), path(element), short(element.text()));
            }
            if !is_touched {
                continue;
            }
            for attribute in element.attributes() {
                let name = attribute.name();
                let is_plain = ORDER.contains(&name) || attribute.value() == "Worldwide";
                if !is_plain && !attributes.contains(&(element.index(), name.to_owned())) {
                    add(attribute.name_span(), format!("{}, {name}", path(element)), short(attribute.value()));
                }
            }
        }
        losses
    }
}

/// The names on the way to an element, without the outermost and the lists.
fn path(element: Element<'_, '_>) -> String {
    let mut names = vec![element.name()];
    let mut at = element;
    while let Some(parent) = at.parent().filter(|parent| parent.parent().is_some() && !parent.name().ends_with("List"))
    {
        names.push(parent.name());
        at = parent;
    }
    names.reverse();
    names.join("/")
}

/// All texts in an element.
fn said(element: Element<'_, '_>) -> String {
    let mut all = String::new();
    for inner in element.descendants() {
        let text = inner.text().trim();
        // Names within the message say nothing to a person.
        if text.is_empty() || (inner != element && inner.name().ends_with("Reference")) {
            continue;
        }
        if !all.is_empty() {
            all.push_str("; ");
        }
        if inner != element {
            all.push_str(inner.name());
            all.push(' ');
        }
        all.push_str(text);
        if all.len() > 4 * LONGEST {
            break;
        }
    }
    short(&all)
}

fn short(text: &str) -> String {
    let text = tidy(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A text on one line: what a line break or a tab has parted, a blank parts.
fn tidy(text: &str) -> String {
    let parts = text.trim().split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// Notes that these are in the record.
pub(super) fn mark<'t>(all: impl IntoIterator<Item = At<'t>>) {
    for one in all {
        one.mark();
    }
}

impl<'t> At<'t> {
    pub(super) fn new(element: Element<'t, 't>, taken: &'t Taken) -> Self {
        Self { element, taken }
    }

    /// The first element of that name in it.
    pub(super) fn child(self, name: &'static str) -> Option<Self> {
        self.all(name).next()
    }

    /// The elements of that name directly in it.
    pub(super) fn all(self, name: &'static str) -> impl Iterator<Item = Self> {
        self.element.all(name).map(move |element| Self { element, ..self })
    }

    /// All elements directly in it.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        self.element.children().map(move |element| Self { element, ..self })
    }

    pub(super) fn name(self) -> &'t str {
        self.element.name()
    }

    /// Its text, which is left where it is.
    pub(super) fn peek(self) -> String {
        tidy(self.element.text())
    }

    /// Its text, if there is any, which goes into the record.
    pub(super) fn take(self) -> Option<String> {
        self.mark();
        Some(self.peek()).filter(|text| !text.is_empty())
    }

    /// Notes that it is in the record.
    pub(super) fn mark(self) {
        self.taken.elements.borrow_mut()[self.element.index() as usize] = true;
    }

    /// Takes the text of an element in it.
    pub(super) fn text_of(self, name: &'static str) -> Option<String> {
        self.child(name)?.take()
    }

    /// The text of an element in it, which is left where it is.
    pub(super) fn peek_of(self, name: &'static str) -> Option<String> {
        self.child(name).map(Self::peek).filter(|text| !text.is_empty())
    }

    /// Takes an attribute.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        let value = self.peek_attribute(name)?;
        self.taken.attributes.borrow_mut().insert((self.element.index(), name.to_owned()));
        Some(value)
    }

    /// What an attribute says, which is left where it is.
    pub(super) fn peek_attribute(self, name: &str) -> Option<String> {
        self.element.attribute(name).map(|attribute| tidy(attribute.value())).filter(|value| !value.is_empty())
    }

    /// Takes all of it: it is in the record in another way, or is worked out from the record.
    pub(super) fn skip(self) {
        for element in self.element.descendants() {
            let inner = Self { element, ..self };
            inner.mark();
            element.attributes().for_each(|attribute| _ = inner.attribute(attribute.name()));
        }
    }

    /// Its number in its row; those without one come in the order of the message.
    pub(super) fn number(self) -> u32 {
        self.peek_attribute("SequenceNumber").and_then(|number| number.parse().ok()).unwrap_or(u32::MAX)
    }
}

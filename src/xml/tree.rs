//! The tree itself: all elements in one list, each before what is in it.
use crate::span::Span;
use std::borrow::Cow;

/// The elements of an XML text.
#[derive(Debug)]
pub(crate) struct Tree<'s> {
    pub(super) rows: Vec<Row<'s>>,
    pub(super) attributes: Vec<AttributeRow<'s>>,
    /// What elements hold beside others; the first one is nothing.
    pub(super) texts: Vec<Cow<'s, str>>,
    /// The namespaces; the first one is none.
    pub(super) namespaces: Vec<Cow<'s, str>>,
}

/// What is kept of an element.
#[derive(Debug)]
pub(super) struct Row<'s> {
    pub(super) name: &'s str,
    /// How much of the name is the prefix, with its colon.
    pub(super) prefix: u32,
    pub(super) namespace: u32,
    pub(super) parent: u32,
    /// Behind the last element in it.
    pub(super) behind: u32,
    pub(super) text: u32,
    pub(super) is_faulty: bool,
    pub(super) attributes: (u32, u32),
    pub(super) span: Span,
    pub(super) name_at: u32,
    pub(super) text_span: Span,
}

/// What is kept of an attribute.
#[derive(Debug)]
pub(super) struct AttributeRow<'s> {
    pub(super) name: &'s str,
    pub(super) prefix: u32,
    pub(super) namespace: u32,
    pub(super) name_at: u32,
    pub(super) value: Cow<'s, str>,
    pub(super) value_span: Span,
    pub(super) is_faulty: bool,
}

impl<'s> Tree<'s> {
    /// The outermost element.
    pub(crate) fn root(&self) -> Element<'_, 's> {
        Element { tree: self, index: 0 }
    }

    /// How many elements there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The element of that number; they are counted in the order of their start tags.
    pub(crate) fn element(&self, index: u32) -> Element<'_, 's> {
        Element { tree: self, index }
    }

    /// The smallest element that a byte lies in; the outermost one, if it lies in none.
    pub(crate) fn around(&self, byte: u32) -> Element<'_, 's> {
        let behind = self.rows.partition_point(|row| row.span.start <= byte);
        let mut element = self.element(behind.saturating_sub(1) as u32);
        while element.span().end <= byte
            && let Some(outer) = element.parent()
        {
            element = outer;
        }
        element
    }

    /// Every element, each before those in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_, 's>> {
        (0..self.rows.len() as u32).map(|index| self.element(index))
    }
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'t, 's> {
    tree: &'t Tree<'s>,
    index: u32,
}

impl PartialEq for Element<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

impl<'t, 's> Element<'t, 's> {
    fn row(self) -> &'t Row<'s> {
        &self.tree.rows[self.index as usize]
    }

    /// Its number in the tree.
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// Its name without a prefix.
    pub(crate) fn name(self) -> &'s str {
        let row = self.row();
        &row.name[row.prefix as usize..]
    }

    /// Its name as it is written.
    pub(crate) fn written_name(self) -> &'s str {
        self.row().name
    }

    /// Where its name stands in the start tag, prefix included.
    pub(crate) fn name_span(self) -> Span {
        let row = self.row();
        Span::new(row.name_at, row.name_at + row.name.len() as u32)
    }

    /// Its namespace; empty if it has none.
    pub(crate) fn namespace(self) -> &'t str {
        &self.tree.namespaces[self.row().namespace as usize]
    }

    /// From the start tag to the end tag, both included.
    pub(crate) fn span(self) -> Span {
        self.row().span
    }

    /// What stands directly in it: references are what they stand for, line ends are line feeds. Where other elements are in it,
    /// blanks alone are no text.
    pub(crate) fn text(self) -> &'t str {
        &self.tree.texts[self.row().text as usize]
    }

    /// Where its text stands, from the first sign to the last that is no blank; where there is none, the bytes between its tags.
    pub(crate) fn text_span(self) -> Span {
        self.row().text_span
    }

    /// Whether its text could not be read whole: a fault has been told.
    pub(crate) fn is_faulty(self) -> bool {
        self.row().is_faulty
    }

    /// What it is in.
    pub(crate) fn parent(self) -> Option<Self> {
        (self.index > 0).then(|| self.tree.element(self.row().parent))
    }

    /// The elements directly in it.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> + Clone {
        let mut next = self.index + 1;
        let behind = self.row().behind;
        std::iter::from_fn(move || {
            let child = (next < behind).then(|| self.tree.element(next))?;
            next = child.row().behind;
            Some(child)
        })
    }

    /// The elements of that name directly in it.
    pub(crate) fn all(self, name: &'t str) -> impl Iterator<Item = Self> + Clone {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first of them.
    pub(crate) fn child(self, name: &'t str) -> Option<Self> {
        self.all(name).next()
    }

    /// Every element in it, at any depth, each before those in it; itself is the first.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Self> + Clone {
        (self.index..self.row().behind).map(move |index| self.tree.element(index))
    }

    /// Its attributes, in their order; declarations of namespaces are none.
    pub(crate) fn attributes(self) -> impl Iterator<Item = Attribute<'t, 's>> + Clone {
        let (start, end) = self.row().attributes;
        let rows = &self.tree.attributes[start as usize..end as usize];
        rows.iter().map(|row| Attribute { tree: self.tree, row })
    }

    /// The attribute of that name without a namespace.
    pub(crate) fn attribute(self, name: &str) -> Option<Attribute<'t, 's>> {
        self.attributes().find(|attribute| attribute.row.name == name)
    }
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'t, 's> {
    tree: &'t Tree<'s>,
    row: &'t AttributeRow<'s>,
}

impl<'t, 's> Attribute<'t, 's> {
    /// Its name without a prefix.
    pub(crate) fn name(self) -> &'s str {
        &self.row.name[self.row.prefix as usize..]
    }

    /// Its name as it is written.
    pub(crate) fn written_name(self) -> &'s str {
        self.row.name
    }

    /// Its namespace; empty if it has none.
    pub(crate) fn namespace(self) -> &'t str {
        &self.tree.namespaces[self.row.namespace as usize]
    }

    /// Where its name stands.
    pub(crate) fn name_span(self) -> Span {
        Span::new(self.row.name_at, self.row.name_at + self.row.name.len() as u32)
    }

    /// What it says: references are what they stand for, tabs and line ends are blanks.
    pub(crate) fn value(self) -> &'t str {
        &self.row.value
    }

    /// Where its value stands, without the quotation marks.
    pub(crate) fn value_span(self) -> Span {
        self.row.value_span
    }

    /// Whether its value could not be read whole: a fault has been told.
    pub(crate) fn is_faulty(self) -> bool {
        self.row.is_faulty
    }
}

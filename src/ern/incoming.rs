//! A message that was sent to us, as rules look at it.
use super::{
    Version,
    grammar::{Form, Grammar},
    matching::{self, Breach, Matched},
};
use crate::xml::{
    Tree,
    tree::{Attribute, Element},
};
use std::collections::HashMap;

/// What every namespace of ERN begins with.
const FAMILY: &str = "http://ddex.net/xml/ern/";

/// A message of a version that is known.
pub(crate) struct Incoming<'s> {
    pub(crate) tree: Tree<'s>,
    pub(crate) version: Version,
    /// Where our tables are not kept.
    pub(crate) breaches: Vec<Breach>,
    forms: Vec<Option<Form>>,
    named: HashMap<&'s str, Vec<u32>>,
}

/// What a namespace says of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'n> {
    Known(Version),
    /// ERN in another version: what stands behind the last `/`.
    Unknown(&'n str),
    /// No ERN at all.
    Foreign,
}

/// What a namespace says of a message.
pub(crate) fn origin(namespace: &str) -> Origin<'_> {
    match Version::ALL.into_iter().find(|version| version.namespace() == namespace) {
        Some(version) => Origin::Known(version),
        None => namespace.strip_prefix(FAMILY).map_or(Origin::Foreign, Origin::Unknown),
    }
}

/// The messages that the tables know.
pub(crate) const MESSAGES: [&str; 2] = ["NewReleaseMessage", "PurgeReleaseMessage"];

impl<'s> Incoming<'s> {
    /// Takes in a tree whose outermost element has that name in our tables; nothing, if there is no such message.
    pub(crate) fn new(tree: Tree<'s>, version: Version) -> Option<Self> {
        let grammar = Grammar::of(version);
        let name = tree.root().name();
        let shape = grammar.named(name).filter(|_| MESSAGES.contains(&name))?;
        let Matched { breaches, forms } = matching::matched(&tree, grammar, shape);
        let mut named: HashMap<&str, Vec<u32>> = HashMap::new();
        for element in tree.elements() {
            named.entry(element.name()).or_default().push(element.index());
        }
        Some(Self { tree, version, breaches, forms, named })
    }

    pub(crate) fn root(&self) -> Element<'_, 's> {
        self.tree.root()
    }

    /// All elements of that name, in the order of the text.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = Element<'_, 's>> {
        self.named.get(name).into_iter().flatten().map(|index| self.tree.element(*index))
    }

    /// All elements whose text has a form, with it.
    pub(crate) fn leaves(&self) -> impl Iterator<Item = (Element<'_, 's>, Form)> {
        let forms = self.tree.elements().zip(&self.forms);
        forms.filter_map(|(element, form)| Some((element, (*form)?)))
    }

    /// What the message says of its profile.
    pub(crate) fn profile(&self) -> Option<Attribute<'_, 's>> {
        self.root().attribute("ReleaseProfileVersionId")
    }

    /// Whether it is of the profile for albums, EPs and singles.
    pub(crate) fn is_audio(&self) -> bool {
        self.profile().is_some_and(|profile| profile.value().trim() == "Audio")
    }

    /// Whether it is of the profile for a single recording.
    pub(crate) fn is_simple(&self) -> bool {
        self.profile().is_some_and(|profile| profile.value().trim() == "SimpleAudioSingle")
    }

    /// The main release.
    pub(crate) fn release(&self) -> Option<Element<'_, 's>> {
        self.root().child("ReleaseList")?.child("Release")
    }
}

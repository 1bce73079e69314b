//! A message against our tables: each element at its place, each text in its form.
use super::{
    codes::Codes,
    forms,
    grammar::{Demand, Form, Grammar, Holds, Shape},
};
use crate::{
    record::identifiers::fault::quoted,
    span::Span,
    xml::tree::{Attribute, Element, Tree},
};

/// Where the tables are not kept.
#[derive(Debug)]
pub(crate) struct Breach {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// What is wrong, in a lower-case sentence without a full stop.
    pub(crate) message: String,
    /// What can be done; begins with a verb.
    pub(crate) help: String,
    /// Another place that belongs to it, and what stands there.
    pub(crate) also: Option<(Span, String)>,
    /// A word that is not known, and those that are: one of them may be meant.
    pub(crate) meant: Option<(String, Vec<&'static str>)>,
}

/// What sort of breach it is; each has a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    UnknownElement,
    OutOfOrder,
    Missing,
    Repeated,
    Excluded,
    UnknownAttribute,
    MissingAttribute,
    NotAllowed,
    WrongForm,
    StrayText,
}

/// How many breaches are told of one message.
const MOST: usize = 10_000;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What came of it.
#[derive(Debug)]
pub(super) struct Matched {
    pub(super) breaches: Vec<Breach>,
    /// What the text of each element is, where it has one that is known.
    pub(super) forms: Vec<Option<Form>>,
}

/// Holds a message against the tables.
pub(super) fn matched(tree: &Tree<'_>, grammar: &Grammar, shape: &Shape) -> Matched {
    let mut matching = Matching { grammar, matched: Matched { breaches: Vec::new(), forms: vec![None; tree.len()] } };
    matching.element(tree.root(), shape);
    matching.matched
}

struct Matching<'g> {
    grammar: &'g Grammar,
    matched: Matched,
}

/// Where to point for the text of an element: at the text, or at the element's name if there is none.
pub(crate) fn text_place(element: Element<'_, '_>) -> Span {
    let span = element.text_span();
    if span.is_empty() { element.name_span() } else { span }
}

impl Matching<'_> {
    fn tell(&mut self, kind: Kind, span: Span, message: String, help: impl Into<String>) -> Option<&mut Breach> {
        if self.matched.breaches.len() == MOST {
            return None;
        }
        self.matched.breaches.push(Breach { kind, span, message, help: help.into(), also: None, meant: None });
        self.matched.breaches.last_mut()
    }

    fn element(&mut self, element: Element<'_, '_>, shape: &Shape) {
        self.attributes(element, &shape.attributes);
        if let Some(form) = shape.text {
            return self.leaf(element, form);
        }
        if !element.text().trim().is_empty() {
            let message = format!("a text stands in `{}`, which holds elements alone", element.name());
            self.tell(Kind::StrayText, element.text_span(), message, "put it into an element, or delete it");
        }
        self.children(element, shape);
    }

    /// An element whose content is a text.
    fn leaf(&mut self, element: Element<'_, '_>, form: Form) {
        self.matched.forms[element.index() as usize] = Some(form);
        for child in element.children() {
            let message = format!("`{}` has no place in `{}`, which holds a text alone", name(child), element.name());
            self.tell(Kind::UnknownElement, child.name_span(), message, "delete its tags");
        }
        if !element.is_faulty() {
            self.text(element.name(), element.text(), text_place(element), form);
        }
    }

    /// A text that should have a form; `owner` is the element or attribute that it is of.
    fn text(&mut self, owner: &str, text: &str, span: Span, form: Form) {
        if let Form::Codes(list) = form {
            let codes = self.grammar.codes(list);
            if codes.words.binary_search(&text).is_err() {
                self.refuse_code(owner, text, span, codes);
            }
            return;
        }
        if forms::fits(form, text) {
            return;
        }
        let described = forms::described(form);
        let message = match text.trim() {
            "" => format!("`{owner}` is empty, where {described} is due"),
            _ => format!("{} is not {described}", quoted(text)),
        };
        self.tell(Kind::WrongForm, span, message, format!("write {described}"));
    }

    fn refuse_code(&mut self, owner: &str, text: &str, span: Span, codes: &Codes) {
        const FEW: usize = 8;
        let trimmed = text.trim();
        let shown: Vec<String> = codes.words.iter().take(FEW).map(|word| format!("`{word}`")).collect();
        let help = if codes.words.binary_search(&trimmed).is_ok() {
            "delete the blanks around it".to_owned()
        } else if codes.words.len() <= FEW {
            format!("write {}", one_of(&shown))
        } else {
            format!("write one of the {} words of DDEX's list {}", codes.words.len(), codes.name)
        };
        let message = match trimmed {
            "" => format!("`{owner}` is empty, where a word of DDEX's list {} is due", codes.name),
            _ => format!("{} is no word that `{owner}` has", quoted(text)),
        };
        if let Some(breach) = self.tell(Kind::NotAllowed, span, message, help) {
            let is_long = codes.words.len() > FEW && !trimmed.is_empty();
            breach.meant = is_long.then(|| (trimmed.to_owned(), codes.words.clone()));
        }
    }

    fn attributes(&mut self, element: Element<'_, '_>, demands: &[Demand]) {
        for attribute in element.attributes() {
            let demand = demands.iter().find(|demand| demand.name == attribute.name());
            match demand.filter(|_| attribute.namespace().is_empty()) {
                Some(demand) if !attribute.is_faulty() => {
                    let span = attribute.value_span();
                    let span = if span.is_empty() { attribute.name_span() } else { span };
                    self.text(attribute.name(), attribute.value(), span, demand.form);
                }
                Some(_) => {}
                None => self.refuse_attribute(element, attribute, demands),
            }
        }
        for demand in demands.iter().filter(|demand| demand.is_required) {
            if element.attribute(demand.name).is_none() {
                let message = format!("`{}` lacks the attribute `{}`", element.name(), demand.name);
                let help = format!("add `{}=\"…\"`, {}", demand.name, forms::described(demand.form));
                self.tell(Kind::MissingAttribute, element.name_span(), message, help);
            }
        }
    }

    fn refuse_attribute(&mut self, element: Element<'_, '_>, attribute: Attribute<'_, '_>, demands: &[Demand]) {
        // A prefix that stands for nothing has been told of.
        if attribute.namespace().is_empty() && attribute.written_name().contains(':') {
            return;
        }
        let is_hint = ["schemaLocation", "noNamespaceSchemaLocation"].contains(&attribute.name());
        if attribute.namespace() == XSI && is_hint {
            return;
        }
        let written = quoted(attribute.written_name());
        let message = format!("{written} is no attribute of `{}`", element.name());
        if let Some(breach) = self.tell(Kind::UnknownAttribute, attribute.name_span(), message, "delete it") {
            let names = demands.iter().map(|demand| demand.name).collect();
            breach.meant = Some((attribute.name().to_owned(), names));
        }
    }

    /// The elements in an element, one after the other.
    fn children(&mut self, parent: Element<'_, '_>, shape: &Shape) {
        // The slot of the last element that stood where it may, and the first element of each slot.
        let mut state: Option<u16> = None;
        let mut last: Option<Element<'_, '_>> = None;
        let mut seen: Vec<Option<Element<'_, '_>>> = vec![None; shape.slots.len()];
        for child in parent.children() {
            let own = |at: &u16| child.namespace().is_empty() && shape.slots[usize::from(*at)].name == child.name();
            if let Some(at) = shape.next(state).slots.iter().copied().find(own) {
                self.enter(child, shape, at);
                seen[usize::from(at)].get_or_insert(child);
                (state, last) = (Some(at), Some(child));
                continue;
            }
            let behind = |at: &u16| state.is_none_or(|state| *at > state && !shape.exclude(*at, state));
            let all = 0..shape.slots.len() as u16;
            let Some(any) = all.clone().find(own) else {
                self.refuse_element(parent, child, shape);
                continue;
            };
            if let Some(at) = all.clone().filter(own).find(behind) {
                self.miss(parent, shape, state, Some(at), last);
                self.enter(child, shape, at);
                seen[usize::from(at)].get_or_insert(child);
                (state, last) = (Some(at), Some(child));
                continue;
            }
            self.misplaced(parent, child, shape, any, &seen);
            self.enter(child, shape, any);
            seen[usize::from(any)].get_or_insert(child);
        }
        if !shape.next(state).can_end {
            self.miss(parent, shape, state, None, last);
        }
    }

    fn enter(&mut self, child: Element<'_, '_>, shape: &Shape, at: u16) {
        match shape.slots[usize::from(at)].holds {
            Holds::Shape(inner) => self.element(child, self.grammar_shape(inner)),
            Holds::Text(form) => {
                self.attributes(child, &[]);
                self.leaf(child, form);
            }
        }
    }

    fn refuse_element(&mut self, parent: Element<'_, '_>, child: Element<'_, '_>, shape: &Shape) {
        if child.namespace().is_empty() && child.written_name().contains(':') {
            return;
        }
        let is_prefixed = !child.namespace().is_empty() && shape.slots.iter().any(|slot| slot.name == child.name());
        let message = format!("{} has no place in `{}`", name_quoted(child), parent.name());
        let help = if is_prefixed {
            "write it without prefix and namespace: only the outermost element has one"
        } else {
            "delete it"
        };
        if let Some(breach) = self.tell(Kind::UnknownElement, child.name_span(), message, help) {
            let names = shape.slots.iter().map(|slot| slot.name).collect();
            breach.meant = (!is_prefixed).then(|| (child.name().to_owned(), names));
        }
    }

    /// What is due before an element, or the end, and is not there at all. What stands elsewhere is told there.
    fn miss(
        &mut self,
        parent: Element<'_, '_>,
        shape: &Shape,
        after: Option<u16>,
        before: Option<u16>,
        last: Option<Element<'_, '_>>,
    ) {
        for names in shape.due(after, before) {
            if names.iter().any(|name| parent.child(name).is_some()) {
                continue;
            }
            let wanted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let wanted = one_of(&wanted);
            let place = match last {
                Some(last) => format!("behind `{}`", last.name()),
                None => "at the beginning".to_owned(),
            };
            let message = format!("`{}` has no {wanted}", parent.name());
            let help = format!("add {wanted} {place}");
            if let Some(breach) = self.tell(Kind::Missing, parent.name_span(), message, help) {
                breach.also = last.map(|last| (last.name_span(), "it comes behind this one".to_owned()));
            }
        }
    }

    /// An element that is known here, but may not stand where it stands.
    fn misplaced(
        &mut self,
        parent: Element<'_, '_>,
        child: Element<'_, '_>,
        shape: &Shape,
        at: u16,
        seen: &[Option<Element<'_, '_>>],
    ) {
        let name = child.name();
        let slot = &shape.slots[usize::from(at)];
        if let Some(first) = seen[usize::from(at)].filter(|_| !slot.is_many) {
            let message = format!("`{name}` stands more than once in `{}`", parent.name());
            if let Some(breach) = self.tell(Kind::Repeated, child.name_span(), message, "delete all but one") {
                breach.also = Some((first.name_span(), "the first one".to_owned()));
            }
            return;
        }
        let there = || seen.iter().enumerate().filter_map(|(other, element)| Some((other as u16, (*element)?)));
        if let Some((_, other)) = there().find(|(other, _)| shape.exclude(at, *other)) {
            let message = format!("`{name}` and `{}` exclude each other", other.name());
            if let Some(breach) = self.tell(Kind::Excluded, child.name_span(), message, "delete one of the two") {
                breach.also = Some((other.name_span(), "the other one".to_owned()));
            }
            return;
        }
        let next = there().filter(|(other, _)| *other > at).min_by_key(|(other, _)| *other);
        let Some((_, next)) = next else {
            let message = format!("`{name}` has no place here in `{}`", parent.name());
            self.tell(Kind::OutOfOrder, child.name_span(), message, "compare the order with the standard");
            return;
        };
        let message = format!("`{name}` stands too late in `{}`: it comes before `{}`", parent.name(), next.name());
        let help = format!("move it before the first `{}`", next.name());
        if let Some(breach) = self.tell(Kind::OutOfOrder, child.name_span(), message, help) {
            breach.also = Some((next.name_span(), "it comes before this one".to_owned()));
        }
    }
}

impl<'g> Matching<'g> {
    fn grammar_shape(&self, at: u16) -> &'g Shape {
        self.grammar.shape(at)
    }
}

fn name<'s>(element: Element<'_, 's>) -> &'s str {
    element.written_name()
}

fn name_quoted(element: Element<'_, '_>) -> String {
    quoted(element.written_name())
}

/// `a`, `a or b`, `a, b or c`.
fn one_of(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

//! The way from a violation to the node it is about, and what that node is called in a sentence.
use super::Schema;
use crate::{
    diagnostic::Diagnostic,
    rule::Rule,
    source::Source,
    span::Span,
    tape::{Index, Tape},
};
use jsonschema::{ValidationError, paths::LocationSegment};
use serde_json::Value;

/// The violations of one document.
pub(super) struct Walk<'a, 's> {
    pub(super) schema: &'a Schema,
    pub(super) source: &'a Source,
    pub(super) tape: &'a Tape<'s>,
    pub(super) findings: Vec<Diagnostic>,
    /// The nodes that have a finding now.
    pub(super) faults: Vec<Index>,
}

/// A node that a violation points at.
pub(super) struct Target {
    pub(super) node: Index,
    /// The key before it, if it is the value of one.
    pub(super) key: Option<Index>,
    /// What leads there, as the parts of a path: field names and places in lists.
    pub(super) path: Vec<Step>,
}

pub(super) enum Step {
    Field(String),
    Item(usize),
}

impl<'a> Walk<'a, '_> {
    /// The node of a violation; none where something on the way has a finding of the reader.
    pub(super) fn target(&self, error: &ValidationError<'_>) -> Option<Target> {
        let mut target = Target { node: 0, key: None, path: Vec::new() };
        for segment in error.instance_path() {
            if self.tape.is_faulty(target.node) {
                return None;
            }
            match segment {
                LocationSegment::Property(name) => {
                    let (key, node) = self.tape.entry(target.node, &name)?;
                    (target.key, target.node) = (Some(key), node);
                    target.path.push(Step::Field(name.into_owned()));
                }
                LocationSegment::Index(at) => {
                    target.key = None;
                    target.node = self.tape.items(target.node).nth(at)?;
                    target.path.push(Step::Item(at));
                }
            }
        }
        (!self.tape.is_faulty(target.node)).then_some(target)
    }

    /// The part of the schema that the violated keyword stands in.
    pub(super) fn rules_around(&self, error: &ValidationError<'_>) -> &'a Value {
        let pointer = error.schema_path().as_str();
        let around = pointer.rsplit_once('/').map_or("", |(around, _)| around);
        self.schema.at(around)
    }

    /// A finding on the target itself.
    pub(super) fn add(&mut self, rule: &Rule, target: &Target, message: impl Into<String>) -> &mut Diagnostic {
        self.faults.push(target.node);
        let place = match target.key {
            Some(key) if self.tape.is_empty_null(target.node) => self.tape.span(key),
            _ => self.place(target.node),
        };
        self.push(rule, place, message)
    }

    pub(super) fn push(&mut self, rule: &Rule, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.findings.push(rule.finding(span, message));
        self.findings.last_mut().expect("a finding was just put there")
    }

    /// Where to point at: a scalar or a collection in brackets as a whole, another collection at its first line.
    pub(super) fn place(&self, node: Index) -> Span {
        let span = self.tape.span(node);
        if !self.tape.kind(node).is_collection() || self.tape.is_flow(node) {
            return span;
        }
        let line = self.source.line_span(self.source.line(span.start));
        Span::new(span.start, span.end.min(line.end.max(span.start)))
    }

    /// Where something is missing: the first key of the mapping, or all of an empty one.
    pub(super) fn first_key(&self, target: &Target) -> Span {
        let first = self.tape.entries(target.node).next();
        first.map_or_else(|| self.place(target.node), |(key, _)| self.tape.span(key))
    }

    /// What the value's field is called in a sentence.
    pub(super) fn field(&self, target: &Target) -> String {
        match target.path.last() {
            None => self.schema.subject.to_owned(),
            Some(Step::Field(name)) => format!("`{name}`"),
            Some(Step::Item(_)) => self.whole(target),
        }
    }

    /// What a mapping or an item is called: `the release`, `track 7`, `performer 2 of track 7`, `the p_line of track 7`.
    pub(super) fn whole(&self, target: &Target) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (at, step) in target.path.iter().enumerate() {
            match (step, at.checked_sub(1).map(|before| &target.path[before]), target.path.get(at + 1)) {
                (Step::Item(number), Some(Step::Field(list)), _) => {
                    parts.push(format!("{} {}", singular(list).replace('_', " "), number + 1));
                }
                (Step::Field(_), _, Some(Step::Item(_))) => {}
                (Step::Field(_), None, Some(Step::Field(_))) if self.schema.name == super::PERFORMERS.name => {}
                (Step::Field(name), ..) => parts.push(format!("`{name}`")),
                _ => {}
            }
        }
        parts.reverse();
        if parts.is_empty() { self.schema.subject.to_owned() } else { parts.join(" of ") }
    }

    /// The value as it is written.
    pub(super) fn raw(&self, node: Index) -> &str {
        &self.source.text[self.tape.span(node).range()]
    }

    /// Whether anything is written there.
    pub(super) fn is_written(&self, target: &Target) -> bool {
        !self.tape.is_empty_null(target.node)
    }
}

/// The one of a list that the first name of a list's field stands for: `track` of `tracks`.
pub(crate) fn singular(list: &str) -> String {
    match list {
        "media" => "medium".to_owned(),
        _ => match list.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None if list.ends_with("ases") => list[..list.len() - 2].to_owned(),
            None => list.strip_suffix('s').unwrap_or(list).to_owned(),
        },
    }
}

/// The texts of a JSON list.
pub(super) fn names(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

pub(super) fn fields(rules: &Value) -> Vec<String> {
    rules["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// `a`, `b` or `c`.
pub(super) fn list<T: AsRef<str>>(names: &[T], joint: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}

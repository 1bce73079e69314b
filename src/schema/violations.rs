//! What the schema does not allow, in words, at the smallest place that is wrong.
use super::{
    CONFLICTING_FIELDS, EMPTY_LIST, MISSING_FIELD, OUT_OF_RANGE, REPEATED_ITEM, Schema, UNKNOWN_FIELD, UNKNOWN_VALUE,
    WRONG_FORM, WRONG_TYPE, dates, json, nearest,
};
use crate::{
    diagnostic::{Diagnostic, Place},
    document::quoted,
    rule::Rule,
    source::Source,
    span::Span,
    tape::{Index, Kind, Tape},
};
use jsonschema::{JsonType, ValidationError, error::TypeKind, error::ValidationErrorKind, paths::LocationSegment};
use serde_json::Value;
use std::collections::{HashMap, hash_map::Entry};

/// What other systems call our fields.
const SYNONYMS: &[(&str, &str)] = &[
    ("artist", "performers"),
    ("artists", "performers"),
    ("album_artist", "performers"),
    ("upc", "barcode"),
    ("ean", "barcode"),
    ("gtin", "barcode"),
    ("catno", "catalog_number"),
    ("date", "release_date"),
    ("length", "duration"),
    ("time", "duration"),
    ("composers", "writers"),
    ("composer", "writers"),
    ("songwriters", "writers"),
    ("subtitle", "version"),
    ("mix", "version"),
    ("position", "number"),
    ("track_number", "number"),
    ("copyright", "c_line"),
    ("discs", "media"),
    ("territory", "territories"),
    ("alias", "aliases"),
    ("as", "credited_as"),
    // Values.
    ("UK", "GB"),
    ("EL", "GR"),
    ("lp", "album"),
    ("guest", "featured"),
    ("feat", "featured"),
    ("primary", "main"),
    ("lp", "vinyl"),
    ("file", "digital"),
    ("band", "group"),
    ("solo", "person"),
];

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
struct Target {
    node: Index,
    /// The key before it, if it is the value of one.
    key: Option<Index>,
    /// What leads there, as the parts of a path: field names and places in lists.
    path: Vec<Step>,
}

enum Step {
    Field(String),
    Item(usize),
}

impl Walk<'_, '_> {
    /// Reports a violation, unless the reader had something to say of that place already.
    pub(super) fn report(&mut self, error: &ValidationError<'_>) {
        use ValidationErrorKind as E;
        let Some(target) = self.target(error) else { return };
        let rules = self.rules_around(error);
        match error.kind() {
            E::AdditionalProperties { unexpected } => self.unknown_fields(&target, unexpected, &rules),
            E::Required { property } => self.missing_fields(&target, property.as_str().as_slice()),
            E::Type { kind } => self.wrong_type(&target, kind, &rules),
            E::Enum { options } => self.unknown_value(&target, options),
            E::Pattern { .. } => self.wrong_form(&target, &rules),
            E::Format { .. } => self.date(&target, false),
            E::MinItems { .. } | E::MinProperties { .. } => self.empty(&target),
            E::UniqueItems => self.repeated(&target),
            E::Minimum { limit } => self.out_of_range(&target, &format!("{limit} is the least")),
            E::Maximum { limit } => self.out_of_range(&target, &format!("{limit} is the most")),
            E::Not { schema } => self.conflict(&target, &names(&schema["required"])),
            E::OneOfNotValid { context } | E::AnyOf { context } => self.branches(&target, context),
            E::OneOfMultipleValid { context } => {
                let fields: Vec<String> = self
                    .alternatives(&rules)
                    .unwrap_or_else(|| context.iter().flatten().map(ToString::to_string).collect());
                self.conflict(&target, &fields);
            }
            E::PropertyNames { error } => self.report_name(&target, error),
            // A test sees to it that the schemas use no other keyword; should they, the library's words are better than none.
            other => {
                let message = format!("this is not what `{}` asks for", other.keyword());
                self.add(&WRONG_FORM, &target, message);
            }
        }
    }

    /// The node of a violation; none where something on the way has a finding of the reader.
    fn target(&self, error: &ValidationError<'_>) -> Option<Target> {
        let mut target = Target {
            node: 0,
            key: None,
            path: Vec::new(),
        };
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
    fn rules_around(&self, error: &ValidationError<'_>) -> Value {
        let pointer = error.schema_path().as_str();
        let around = pointer.rsplit_once('/').map_or("", |(around, _)| around);
        self.schema.at(around).clone()
    }

    /// What a `oneOf` of required fields lets one choose from.
    fn alternatives(&self, rules: &Value) -> Option<Vec<String>> {
        let branches = rules["oneOf"].as_array()?;
        branches
            .iter()
            .map(|branch| branch["required"][0].as_str().map(str::to_owned))
            .collect()
    }

    fn unknown_fields(&mut self, target: &Target, unexpected: &[String], rules: &Value) {
        let known: Vec<&str> = rules["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        let tape = self.tape;
        let unknown = |key: &Index| unexpected.iter().any(|name| name == tape.text(*key));
        let entries: Vec<(Index, Index)> = tape.entries(target.node).filter(|(key, _)| unknown(key)).collect();
        for (key, value) in entries {
            if tape.is_faulty(key) {
                continue;
            }
            let name = tape.text(key);
            let whole = self.whole(target);
            let meant = meant(name, &known).filter(|meant| tape.entry(target.node, meant).is_none());
            let finding = self.push(&UNKNOWN_FIELD, tape.span(key), format!("{whole} has no field `{name}`"));
            match meant {
                Some(meant) => finding.label(format!("did you mean `{meant}`?")),
                None if name == "<<" => finding.help("write the fields out: merge keys are not part of YAML 1.2"),
                None => finding.help(format!("use one of {}", list(&known))),
            };
            self.faults.push(value);
        }
    }

    fn missing_fields(&mut self, target: &Target, names: &[&str]) {
        for name in names {
            let message = format!("{} has no `{name}`", self.whole(target));
            let place = self.first_key(target);
            self.push(&MISSING_FIELD, place, message)
                .help(format!("add `{name}:` here"));
        }
    }

    fn wrong_type(&mut self, target: &Target, expected: &TypeKind, rules: &Value) {
        if rules["format"] == "date"
            && self.is_written(target)
            && matches!(self.tape.kind(target.node), Kind::Int | Kind::Float)
        {
            self.date(target, false);
            return;
        }
        let expected = match expected {
            TypeKind::Single(kind) => vec![*kind],
            TypeKind::Multiple(kinds) => kinds.iter().collect(),
        };
        self.mistyped(target, &expected, rules);
    }

    /// A value of another type than any that is expected.
    fn mistyped(&mut self, target: &Target, expected: &[JsonType], rules: &Value) {
        let field = self.field(target);
        let text_is_due = expected.contains(&JsonType::String);
        if self.tape.kind(target.node) == Kind::Null && text_is_due {
            self.no_text(target, &field);
            return;
        }
        let (tape, raw) = (self.tape, self.raw(target.node));
        let due = expected
            .iter()
            .map(|kind| type_word(*kind))
            .collect::<Vec<_>>()
            .join(" or ");
        let found = match tape.kind(target.node) {
            Kind::Null => "nothing",
            Kind::Bool => "a yes or no",
            Kind::Int | Kind::Float => "a number",
            Kind::Text => "a text",
            Kind::Sequence => "a list",
            Kind::Mapping => "a mapping with fields",
        };
        let help = match tape.kind(target.node) {
            Kind::Bool | Kind::Int | Kind::Float if text_is_due => Some(format!("quote it: {}", quoted(raw))),
            Kind::Sequence | Kind::Mapping
                if text_is_due && tape.is_flow(target.node) && !raw.contains(['\n', '\r']) =>
            {
                Some(format!("quote it, if it is a name or a title: {}", quoted(raw)))
            }
            Kind::Text if expected.contains(&JsonType::Array) => {
                Some(format!("write a list, one entry for each: `[{}]`", raw.trim()))
            }
            Kind::Text if matches!(crate::number::kind(tape.text(target.node)), Kind::Int | Kind::Bool) => {
                Some(format!("take the quotation marks away: `{}`", tape.text(target.node)))
            }
            Kind::Text if expected == [JsonType::Boolean] => Some("write `true` or `false`".to_owned()),
            _ if expected.contains(&JsonType::Object) => {
                let names = if rules["required"].is_array() {
                    names(&rules["required"])
                } else {
                    fields(rules)
                };
                (!names.is_empty()).then(|| format!("write it with its fields: {}", list(&names)))
            }
            _ => rules["examples"][0]
                .as_i64()
                .map(|example| format!("write a whole number, such as {example}")),
        };
        let finding = self.add(
            &WRONG_TYPE,
            target,
            format!("{field} should be {due}, and this is {found}"),
        );
        if let Some(help) = help {
            finding.help(help);
        }
    }

    /// A text that YAML took for nothing: it is not there, or it begins like a comment, or it is a word for nothing.
    fn no_text(&mut self, target: &Target, field: &str) {
        let end = self.tape.span(target.key.unwrap_or(target.node)).end;
        let line = self.source.line_span(self.source.line(end));
        let behind =
            self.source.text[end as usize..line.end.max(end) as usize].trim_start_matches([':', ' ', '\t', '-']);
        if behind.starts_with('#') && self.tape.is_empty_null(target.node) {
            let start = line.end - behind.len() as u32;
            self.faults.push(target.node);
            self.push(
                &WRONG_TYPE,
                Span::new(start, line.end),
                format!("{field} is empty: to YAML this is a comment"),
            )
            .help(format!(
                "quote it, if it is a name or a title: {}",
                quoted(behind.trim_end())
            ));
        } else if self.tape.is_empty_null(target.node) {
            self.add(&WRONG_TYPE, target, format!("{field} is empty"))
                .help("write the text behind the colon, or delete the field");
        } else {
            let raw = self.raw(target.node).to_owned();
            self.add(
                &WRONG_TYPE,
                target,
                format!("{field} should be text, and `{raw}` means nothing at all to YAML"),
            )
            .help(format!("quote it, if it is a name or a title: {}", quoted(&raw)));
        }
    }

    fn unknown_value(&mut self, target: &Target, options: &Value) {
        if self.tape.kind(target.node).is_collection() || !self.is_written(target) {
            self.mistyped(target, &[JsonType::String], &Value::Null);
            return;
        }
        let options = names(options);
        let known: Vec<&str> = options.iter().map(String::as_str).collect();
        let text = self.tape.text(target.node).to_owned();
        let field = self.field(target);
        let meant = meant(&text, &known).map(str::to_owned);
        let long = known.len() > 20;
        let finding = self.add(&UNKNOWN_VALUE, target, format!("{field} cannot be `{text}`"));
        match meant {
            Some(meant) => finding.label(format!("did you mean `{meant}`?")),
            None if long => finding.label("not in the list of ISO 3166-1"),
            None => finding.help(format!("use one of {}", list(&known))),
        };
        if long {
            finding.help("write the country's two letters, such as `FR`");
        }
    }

    fn wrong_form(&mut self, target: &Target, rules: &Value) {
        let text = self.tape.text(target.node);
        let field = self.field(target);
        let message = if text.trim().is_empty() {
            format!("{field} is empty")
        } else if text.trim_end().contains(['\n', '\r']) {
            format!("{field} goes over several lines")
        } else {
            format!("{field} does not have its form")
        };
        let form = rules["patternErrorMessage"].as_str().unwrap_or_default().to_owned();
        self.add(&WRONG_FORM, target, message).help(format!("write {form}"));
    }

    fn date(&mut self, target: &Target, partial: bool) {
        let fault = dates::fault(self.tape.text(target.node), partial);
        self.add(fault.rule, target, fault.message).help(fault.help);
    }

    fn empty(&mut self, target: &Target) {
        let field = self.field(target);
        self.add(&EMPTY_LIST, target, format!("{field} is empty"))
            .help("write at least one entry, or delete the field");
    }

    fn out_of_range(&mut self, target: &Target, bound: &str) {
        let field = self.field(target);
        let raw = self.raw(target.node);
        let message = format!("{field} cannot be {raw}: {bound}");
        self.add(&OUT_OF_RANGE, target, message);
    }

    fn repeated(&mut self, target: &Target) {
        let field = self.field(target);
        let mut seen: HashMap<String, Index> = HashMap::new();
        for item in self.tape.items(target.node) {
            let value = json::value(self.tape, item);
            let first = match seen.entry(value.to_string()) {
                Entry::Occupied(first) => *first.get(),
                Entry::Vacant(slot) => {
                    slot.insert(item);
                    continue;
                }
            };
            let (place, first) = (self.place(item), self.place(first));
            let name = value
                .as_str()
                .or(value["name"].as_str())
                .map_or("this entry".to_owned(), |name| format!("`{name}`"));
            self.push(&REPEATED_ITEM, place, format!("{name} stands twice in {field}"))
                .label("the second")
                .also(first, "the first")
                .help("delete one of the two");
            self.faults.push(item);
        }
    }

    /// Fields that exclude each other: the finding is at the last of them.
    fn conflict(&mut self, target: &Target, fields: &[String]) {
        let mut keys: Vec<Index> = fields
            .iter()
            .filter_map(|name| self.tape.entry(target.node, name))
            .map(|(key, _)| key)
            .collect();
        keys.sort_unstable();
        let [first, .., last] = keys[..] else { return };
        let message = format!(
            "{} has both `{}` and `{}`",
            self.whole(target),
            self.tape.text(first),
            self.tape.text(last)
        );
        let (place, other) = (self.tape.span(last), self.tape.span(first));
        self.push(&CONFLICTING_FIELDS, place, message)
            .also(other, "")
            .help("keep one of the two");
        let values = keys
            .iter()
            .filter_map(|key| self.tape.entry(target.node, self.tape.text(*key)))
            .map(|(_, value)| value);
        self.faults.extend(values.collect::<Vec<_>>());
    }

    /// Speaks of the branch that was plainly meant.
    fn branches(&mut self, target: &Target, context: &[Vec<ValidationError<'static>>]) {
        if let Some(names) = choice_of_fields(context) {
            let message = format!(
                "{} has neither {}",
                self.whole(target),
                names
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(" nor ")
            );
            let place = self.first_key(target);
            self.push(&MISSING_FIELD, place, message)
                .help(format!("add {} here", list(&names)));
            return;
        }
        let own = |error: &&ValidationError<'static>| matches!(error.kind(), ValidationErrorKind::Type { .. });
        let here = |error: &&ValidationError<'static>| error.instance_path().into_iter().count() == target.path.len();
        let meant = context
            .iter()
            .filter(|branch| !branch.iter().any(|error| own(&error) && here(&error)));
        let meant: Vec<_> = meant.collect();
        if meant.is_empty() {
            let expected: Vec<JsonType> = context
                .iter()
                .flatten()
                .filter(own)
                .filter(here)
                .filter_map(single_type)
                .collect();
            let mut kinds = expected;
            kinds.dedup();
            self.mistyped(target, &kinds, &Value::Null);
        } else if meant.iter().any(|branch| {
            branch
                .iter()
                .any(|error| matches!(error.kind(), ValidationErrorKind::Format { .. }))
        }) {
            self.date(target, true);
        } else if let Some(branch) = meant.into_iter().min_by_key(|branch| branch.len()) {
            for error in branch {
                self.report(error);
            }
        }
    }

    /// A key that is no name.
    fn report_name(&mut self, target: &Target, error: &ValidationError<'_>) {
        let bad: Vec<Index> = self
            .tape
            .entries(target.node)
            .map(|(key, _)| key)
            .filter(|key| error.instance().as_str() == Some(self.tape.text(*key)))
            .collect();
        let rules = self.rules_around(error);
        let form = rules["patternErrorMessage"].as_str().unwrap_or_default().to_owned();
        for key in bad {
            self.push(&WRONG_FORM, self.tape.span(key), "this is not a name")
                .help(format!("write {form}"));
        }
    }

    /// A finding on the target itself.
    fn add(&mut self, rule: &Rule, target: &Target, message: impl Into<String>) -> &mut Diagnostic {
        self.faults.push(target.node);
        let place = match target.key {
            Some(key) if self.tape.is_empty_null(target.node) => self.tape.span(key),
            _ => self.place(target.node),
        };
        self.push(rule, place, message)
    }

    fn push(&mut self, rule: &Rule, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place {
            source: self.source.id,
            span,
        };
        self.findings.push(rule.finding(place, message));
        self.findings.last_mut().expect("a finding was just put there")
    }

    /// Where to point at: a scalar or a collection in brackets as a whole, another collection at its first line.
    fn place(&self, node: Index) -> Span {
        let span = self.tape.span(node);
        if !self.tape.kind(node).is_collection() || self.tape.is_flow(node) {
            return span;
        }
        let line = self.source.line_span(self.source.line(span.start));
        Span::new(span.start, span.end.min(line.end.max(span.start)))
    }

    /// Where something is missing: the first key of the mapping, or all of an empty one.
    fn first_key(&self, target: &Target) -> Span {
        let first = self.tape.entries(target.node).next();
        first.map_or_else(|| self.place(target.node), |(key, _)| self.tape.span(key))
    }

    /// What the value's field is called in a sentence.
    fn field(&self, target: &Target) -> String {
        match target.path.last() {
            None => self.schema.subject.to_owned(),
            Some(Step::Field(name)) => format!("`{name}`"),
            Some(Step::Item(_)) => self.whole(target),
        }
    }

    /// What a mapping or an item is called: `the release`, `track 7`, `performer 2 of track 7`, `the p_line of track 7`.
    fn whole(&self, target: &Target) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (at, step) in target.path.iter().enumerate() {
            match (
                step,
                at.checked_sub(1).map(|before| &target.path[before]),
                target.path.get(at + 1),
            ) {
                (Step::Item(number), Some(Step::Field(list)), _) => {
                    parts.push(format!("{} {}", singular(list).replace('_', " "), number + 1))
                }
                (Step::Field(_), _, Some(Step::Item(_))) => {}
                (Step::Field(_), None, Some(Step::Field(_))) if self.schema.name == super::PERFORMERS.name => {}
                (Step::Field(name), ..) => parts.push(format!("`{name}`")),
                _ => {}
            }
        }
        parts.reverse();
        if parts.is_empty() {
            self.schema.subject.to_owned()
        } else {
            parts.join(" of ")
        }
    }

    /// The value as it is written.
    fn raw(&self, node: Index) -> &str {
        &self.source.text[self.tape.span(node).range()]
    }

    /// Whether anything is written there.
    fn is_written(&self, target: &Target) -> bool {
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

/// The field or value that a person may have meant.
fn meant<'a>(text: &str, known: &[&'a str]) -> Option<&'a str> {
    let same_case = known.iter().copied().find(|known| known.eq_ignore_ascii_case(text));
    let synonym = || {
        let synonyms = SYNONYMS.iter().filter(|(other, _)| other.eq_ignore_ascii_case(text));
        synonyms
            .filter_map(|(_, ours)| known.iter().copied().find(|known| known == ours))
            .next()
    };
    // Two letters are too short for a slip to be told from another code.
    same_case.or_else(synonym).or_else(|| {
        if text.chars().count() > 2 {
            nearest(text, known.iter().copied().filter(|known| known.len() > 2))
        } else {
            None
        }
    })
}

/// The fields of which one is required, if that is all that the branches ask for.
fn choice_of_fields(context: &[Vec<ValidationError<'static>>]) -> Option<Vec<String>> {
    let branch = |errors: &Vec<ValidationError<'static>>| match &errors[..] {
        [error] => match error.kind() {
            ValidationErrorKind::Required { property } => property.as_str().map(str::to_owned),
            _ => None,
        },
        _ => None,
    };
    context.iter().map(branch).collect()
}

fn single_type(error: &ValidationError<'static>) -> Option<JsonType> {
    match error.kind() {
        ValidationErrorKind::Type {
            kind: TypeKind::Single(kind),
        } => Some(*kind),
        _ => None,
    }
}

const fn type_word(kind: JsonType) -> &'static str {
    match kind {
        JsonType::String => "text",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Array => "a list",
        JsonType::Object => "a mapping with fields",
        JsonType::Null => "nothing",
    }
}

/// The texts of a JSON list.
fn names(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn fields(rules: &Value) -> Vec<String> {
    rules["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect()
}

/// `a`, `b` or `c`.
fn list<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

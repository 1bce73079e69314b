//! A value of another type than the schema asks for: YAML's traps are here.
use super::{
    WRONG_TYPE,
    walk::{Target, Walk, fields, list, names},
};
use crate::{diagnostic::Change, document::quoted, number, span::Span, tape::Kind};
use jsonschema::{JsonType, ValidationError, error::TypeKind, error::ValidationErrorKind};
use serde_json::Value;

impl Walk<'_, '_> {
    pub(super) fn wrong_type(&mut self, target: &Target, expected: &TypeKind, rules: &Value) {
        let expected = match expected {
            TypeKind::Single(kind) => vec![*kind],
            TypeKind::Multiple(kinds) => kinds.iter().collect(),
        };
        self.mistyped(target, &expected, rules);
    }

    /// A value of another type than any that is expected.
    pub(super) fn mistyped(&mut self, target: &Target, expected: &[JsonType], rules: &Value) {
        let field = self.field(target);
        let kind = self.tape.kind(target.node);
        let is_date = rules["format"] == "date" || rules["anyOf"].is_array();
        if is_date && self.is_written(target) && !kind.is_collection() && !self.fits(rules, self.raw(target.node)) {
            return self.date(target, rules["anyOf"].is_array());
        }
        if kind == Kind::Null && expected.contains(&JsonType::String) {
            return self.no_text(target, &field);
        }
        if !self.is_written(target) {
            self.add(&WRONG_TYPE, target, format!("{field} is empty")).help("write what belongs there");
            return;
        }
        let due = expected.iter().map(|kind| type_word(*kind)).collect::<Vec<_>>().join(" or ");
        let help = self.help_with_type(target, expected, rules);
        let is_text = expected.contains(&JsonType::String) && matches!(kind, Kind::Bool | Kind::Int | Kind::Float);
        let quoted = (is_text && self.fits(rules, self.raw(target.node))).then(|| self.tape.span(target.node));
        let finding =
            self.add(&WRONG_TYPE, target, format!("{field} should be {due}, and this is {}", kind_word(kind)));
        if let Some(help) = help {
            finding.help(help);
        }
        if let Some(span) = quoted {
            finding.mend([Change::Quote(span)]);
        }
    }

    fn help_with_type(&self, target: &Target, expected: &[JsonType], rules: &Value) -> Option<String> {
        let (tape, raw) = (self.tape, self.raw(target.node));
        let due = |kind: JsonType| expected.contains(&kind);
        let quote = || format!("quote it, if it is a name or a title: {}", quoted(raw));
        match tape.kind(target.node) {
            Kind::Bool | Kind::Int | Kind::Float if due(JsonType::String) => {
                let form = rules["patternErrorMessage"].as_str();
                Some(match form.filter(|_| !self.fits(rules, raw)) {
                    Some(form) => form.to_owned(),
                    None => format!("quote it: {}", quoted(raw)),
                })
            }
            Kind::Sequence if due(JsonType::String) && tape.is_flow(target.node) => {
                let mut items = tape.items(target.node);
                match (items.next(), items.next()) {
                    (Some(only), None) if !tape.kind(only).is_collection() => {
                        let or = quoted(raw);
                        Some(format!(
                            "take the brackets away: `{}`, or quote them if they belong to it: {or}",
                            tape.text(only)
                        ))
                    }
                    _ => Some(quote()),
                }
            }
            Kind::Mapping if due(JsonType::String) && tape.is_flow(target.node) && !raw.contains(['\n', '\r']) => {
                Some(quote())
            }
            Kind::Text if due(JsonType::Array) => {
                // Between quotation marks all of it is one text.
                let entries = if raw.starts_with(['"', '\'']) { raw.to_owned() } else { raw.replace(';', ",") };
                Some(format!("write a list, one entry for each: `[{}]`", entries.trim()))
            }
            Kind::Mapping if due(JsonType::Array) => {
                Some("write a list: each entry on a line of its own, with `- ` before it".to_owned())
            }
            Kind::Text if matches!(number::kind(tape.text(target.node)), Kind::Int | Kind::Bool) => {
                Some(format!("take the quotation marks away: `{}`", tape.text(target.node)))
            }
            _ if due(JsonType::Boolean) => Some("write `true` or `false`".to_owned()),
            _ if due(JsonType::Object) => {
                let names = if rules["required"].is_array() { names(&rules["required"]) } else { fields(rules) };
                (!names.is_empty() && target.key.is_some())
                    .then(|| format!("write it with its fields: {}", list(&names, "and")))
            }
            _ => rules["examples"][0].as_i64().map(|example| format!("write a whole number, such as {example}")),
        }
    }

    /// Whether a text would be right there.
    pub(super) fn fits(&self, rules: &Value, text: &str) -> bool {
        let is_alone = !rules.to_string().contains("\"$ref\"");
        // It is asked for a help only; in a document with very many faults the later ones can do without.
        if !is_alone || self.findings.len() > 50 {
            return true;
        }
        let options = jsonschema::options().should_validate_formats(true);
        options.build(rules).is_ok_and(|rules| rules.is_valid(&Value::String(text.to_owned())))
    }

    /// A text that YAML took for nothing: it is not there, or it begins like a comment, or it is a word for nothing.
    fn no_text(&mut self, target: &Target, field: &str) {
        if !self.tape.is_empty_null(target.node) {
            let raw = self.raw(target.node).to_owned();
            self.add(&WRONG_TYPE, target, format!("{field} should be text, and `{raw}` means nothing at all to YAML"))
                .help(format!("quote it, if it is a name or a title: {}", quoted(&raw)));
            return;
        }
        let Some((span, sign)) = self.taken_for_nothing(target) else {
            self.add(&WRONG_TYPE, target, format!("{field} is empty")).help("write what belongs there");
            return;
        };
        let text = self.source.text[span.range()].trim_end();
        let help = format!("quote it, if it is a name or a title: {}", quoted(text));
        self.faults.push(target.node);
        self.push(&WRONG_TYPE, span, format!("{field} is empty: to YAML this is {sign}")).help(help);
    }

    /// What stands where a text should be, if it begins with a sign that YAML takes for something else.
    fn taken_for_nothing(&self, target: &Target) -> Option<(Span, &'static str)> {
        let at = match target.key {
            Some(key) => self.tape.span(key).end,
            None => self.tape.span(target.node).start,
        };
        let line = self.source.line_span(self.source.line(at));
        // An empty entry of a list stands somewhere behind its dash.
        let from = if target.key.is_some() { at } else { line.start };
        let behind = &self.source.text[from as usize..line.end.max(from) as usize];
        let text = behind.trim_start_matches([':', ' ', '\t', '-']);
        let sign = match text.chars().next()? {
            '#' => "a comment",
            '&' => "an anchor",
            '!' => "a tag",
            _ => return None,
        };
        Some((Span::new(line.end - text.len() as u32, line.end), sign))
    }
}

pub(super) fn single_type(error: &ValidationError<'static>) -> Option<JsonType> {
    match error.kind() {
        ValidationErrorKind::Type { kind: TypeKind::Single(kind) } => Some(*kind),
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

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "nothing",
        Kind::Bool => "a yes or no",
        Kind::Int | Kind::Float => "a number",
        Kind::Text => "a text",
        Kind::Sequence => "a list",
        Kind::Mapping => "a mapping with fields",
    }
}

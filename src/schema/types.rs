//! A value of another type than the schema asks for: YAML's traps are here.
use super::{
    WRONG_TYPE,
    walk::{Target, Walk, fields, list, names},
};
use crate::{document::quoted, number, span::Span, tape::Kind};
use jsonschema::{JsonType, ValidationError, error::TypeKind, error::ValidationErrorKind};
use serde_json::Value;

impl Walk<'_, '_> {
    pub(super) fn wrong_type(&mut self, target: &Target, expected: &TypeKind, rules: &Value) {
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
    pub(super) fn mistyped(&mut self, target: &Target, expected: &[JsonType], rules: &Value) {
        let field = self.field(target);
        let text_is_due = expected.contains(&JsonType::String);
        if self.tape.kind(target.node) == Kind::Null && text_is_due {
            self.no_text(target, &field);
            return;
        }
        if !self.is_written(target) {
            self.add(&WRONG_TYPE, target, format!("{field} is empty"))
                .help("write what belongs there, or delete the field");
            return;
        }
        let (tape, raw) = (self.tape, self.raw(target.node));
        let due = expected.iter().map(|kind| type_word(*kind)).collect::<Vec<_>>().join(" or ");
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
            Kind::Text if matches!(number::kind(tape.text(target.node)), Kind::Int | Kind::Bool) => {
                Some(format!("take the quotation marks away: `{}`", tape.text(target.node)))
            }
            Kind::Text if expected == [JsonType::Boolean] => Some("write `true` or `false`".to_owned()),
            _ if expected.contains(&JsonType::Object) => {
                let names = if rules["required"].is_array() { names(&rules["required"]) } else { fields(rules) };
                (!names.is_empty()).then(|| format!("write it with its fields: {}", list(&names)))
            }
            _ => rules["examples"][0].as_i64().map(|example| format!("write a whole number, such as {example}")),
        };
        let finding = self.add(&WRONG_TYPE, target, format!("{field} should be {due}, and this is {found}"));
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
        let sign = match behind.chars().next() {
            Some('#') => Some("a comment"),
            Some('&') => Some("an anchor"),
            Some('!') => Some("a tag"),
            _ => None,
        };
        if let Some(sign) = sign.filter(|_| self.tape.is_empty_null(target.node)) {
            let start = line.end - behind.len() as u32;
            self.faults.push(target.node);
            self.push(&WRONG_TYPE, Span::new(start, line.end), format!("{field} is empty: to YAML this is {sign}"))
                .help(format!("quote it, if it is a name or a title: {}", quoted(behind.trim_end())));
        } else if self.tape.is_empty_null(target.node) {
            self.add(&WRONG_TYPE, target, format!("{field} is empty"))
                .help("write the text behind the colon, or delete the field");
        } else {
            let raw = self.raw(target.node).to_owned();
            self.add(&WRONG_TYPE, target, format!("{field} should be text, and `{raw}` means nothing at all to YAML"))
                .help(format!("quote it, if it is a name or a title: {}", quoted(&raw)));
        }
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

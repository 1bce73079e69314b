//! What an editor shows where the pointer rests: the rule of a finding, a field, a performer.
use super::{
    cursor::{Cursor, On, cursor},
    diagnostics::bytes,
    document::Document,
    kind::Kind,
    names,
};
use crate::{
    check::{Options, roster_of},
    finding::Finding,
    record::roster::Roster,
    rule::Rule,
    rules,
    schema::{PERFORMERS, RELEASE, Schema, Step},
};
use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};
use std::fmt::Write;

/// What is known of a place.
pub(super) fn hover(document: &mut Document, position: Position, options: &Options) -> Option<Hover> {
    let at = document.text.byte(position);
    let holds = |finding: &&Finding| {
        let bytes = bytes(&finding.place);
        bytes.start <= at && at <= bytes.end
    };
    document.check(options);
    let findings = &document.found().findings;
    let mut rules: Vec<&Rule> = Vec::new();
    let mut range = None;
    for finding in findings.iter().filter(holds) {
        let rule = rules::find(finding.code);
        rules.extend(rule.filter(|rule| !rules.iter().any(|known| known.code == rule.code)));
        range.get_or_insert(bytes(&finding.place));
    }
    let mut parts: Vec<String> = rules.into_iter().map(rule).collect();
    if let Some(schema) = schema(document.kind) {
        let cursor = cursor(document.text.as_str(), at);
        if let Some(part) = known(document, &cursor, schema, options) {
            parts.push(part);
            range.get_or_insert(cursor.word);
        }
    }
    let value = parts.join("\n\n---\n\n");
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
    (!parts.is_empty()).then(|| Hover { contents, range: range.map(|bytes| document.text.range(bytes)) })
}

/// The schema of a document.
pub(super) fn schema(kind: Kind) -> Option<&'static Schema> {
    match kind {
        Kind::Record => Some(&RELEASE),
        Kind::Roster => Some(&PERFORMERS),
        Kind::Settings | Kind::Other => None,
    }
}

/// A rule, as its page tells of it.
fn rule(rule: &Rule) -> String {
    let Rule { code, name, .. } = rule;
    format!("**{code} {name}**\n\n{}\n\n`gatefold explain {code}` shows examples.", rule.story())
}

/// A field, a performer, or a rule that is named in an exception.
fn known(document: &Document, cursor: &Cursor, schema: &Schema, options: &Options) -> Option<String> {
    let word = &document.text.as_str()[cursor.word.clone()];
    match cursor.on {
        On::Key => field(schema, &cursor.path),
        On::Value if names::is_rule(&cursor.path) => rules::find(word).map(rule),
        On::Value if names::is_performer(&cursor.path) => {
            let roster = roster_of(&document.path, options)?;
            performer(&roster, word)
        }
        On::Value => None,
        On::Comment => names::rule_in_comment(word).and_then(|word| rules::find(&word)).map(rule),
    }
}

/// A field, in the words of the schema.
fn field(schema: &Schema, path: &[Step]) -> Option<String> {
    let about = schema.about(path).filter(|_| !path.is_empty())?;
    let mut text = format!("**{}**\n\n{}", about.title, about.description);
    let examples: Vec<String> = about.examples.iter().map(|example| format!("`{example}`")).collect();
    if !examples.is_empty() {
        _ = write!(text, "\n\nFor example: {}", examples.join(", "));
    }
    let values: Vec<String> = schema.values(path).into_iter().map(|value| format!("`{value}`")).collect();
    if !values.is_empty() && values.len() <= MOST_VALUES {
        _ = write!(text, "\n\nOne of: {}", values.join(", "));
    }
    Some(text)
}

/// Longer lists are for looking up.
const MOST_VALUES: usize = 30;

/// A performer, as the roster has them.
fn performer(roster: &Roster, name: &str) -> Option<String> {
    let (canonical, entry) = roster.entries.get(roster.known(name)?.entry())?;
    let mut text = format!("**{}**", canonical.as_str());
    for one in [&entry.kind, &entry.native_name].into_iter().flatten() {
        _ = write!(text, " · {}", one.as_str());
    }
    for (word, names) in [("Also", &entry.aliases), ("Not", &entry.distinct_from)] {
        let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
        if !names.is_empty() {
            _ = write!(text, "\n\n{word}: {}", names.join(", "));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::rules;

    #[test]
    fn every_rule_has_something_to_tell() {
        for known in rules::all() {
            let told = rule(known);
            assert!(told.starts_with(&format!("**{} {}**\n\n{}", known.code, known.name, known.summary())), "{told}");
            assert!(!told.contains("```") && !told.contains(":\n\n`gatefold explain"), "{told}");
        }
    }
}

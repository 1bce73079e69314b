//! What an editor proposes while somebody types: performers of the roster, rules in an exception, values of a closed list.
use super::{
    cursor::{Cursor, On, cursor},
    document::Document,
    hover::schema,
    names,
};
use crate::{
    check::{Options, roster_of},
    edit::anywhere,
    record::roster::Roster,
    rule::Rule,
    rules,
};
use gen_lsp_types::{CompletionItem, CompletionItemKind, CompletionList, Documentation, Position, TextEdit};
use std::ops::Range;

/// A list that is longer is cut, and the editor asks again with more letters.
const MOST: usize = 500;

/// What may stand at a place.
pub(super) fn completion(document: &Document, position: Position, options: &Options) -> CompletionList {
    let Some(schema) = schema(document.kind) else { return CompletionList::default() };
    let text = document.text.as_str();
    let at = document.text.byte(position);
    let Cursor { path, on, word, quote } = cursor(text, at);
    let typed = text[word.start..at.clamp(word.start, word.end)].to_lowercase();
    let (word, proposals) = match on {
        On::Comment => {
            let Some(word) = rule_word(text, word, at) else { return CompletionList::default() };
            (word, exceptions())
        }
        On::Value if names::is_rule(&path) => (word, exceptions()),
        On::Value if names::is_performer(&path) => {
            let roster = roster_of(&document.path, options);
            (word, roster.map_or_else(Vec::new, |roster| performers(&roster, quote, &typed)))
        }
        On::Value => (word, schema.values(&path).into_iter().map(value).collect()),
        On::Key => return CompletionList::default(),
    };
    let is_incomplete = proposals.len() > MOST;
    let range = document.text.range(word);
    let items = proposals.into_iter().take(MOST).enumerate().map(|(at, mut item)| {
        let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(TextEdit { range, new_text }.into());
        item.sort_text = Some(format!("{at:05}"));
        item
    });
    CompletionList { is_incomplete, items: items.collect(), ..CompletionList::default() }
}

/// The bytes of the rule's code in a comment, if it is there that the cursor is.
fn rule_word(text: &str, comment: Range<usize>, at: usize) -> Option<Range<usize>> {
    let word = names::rule_in_comment(&text[comment.start..at])?;
    let start = at - word.len();
    let is_of_word = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    let rest = &text[at..comment.end];
    let end = at + rest.find(|sign| !is_of_word(sign)).unwrap_or(rest.len());
    text[..start].ends_with([' ', '\t']).then_some(start..end)
}

/// The rules that know exceptions.
fn exceptions() -> Vec<CompletionItem> {
    let item = |rule: &Rule| CompletionItem {
        label: rule.code.to_owned(),
        kind: Some(CompletionItemKind::Constant),
        detail: Some(rule.name.to_owned()),
        documentation: Some(Documentation::String(rule.summary().to_owned())),
        // Who knows the rule by its name finds it too.
        filter_text: Some(format!("{} {}", rule.code, rule.name)),
        ..CompletionItem::default()
    };
    rules::all().filter(|rule| rule.has_exceptions()).map(item).collect()
}

/// The performers under the names that records use. Whoever types an alias or a misspelling finds them too.
fn performers(roster: &Roster, quote: Option<char>, typed: &str) -> Vec<CompletionItem> {
    let mut items = Vec::new();
    for (name, entry) in &roster.entries {
        let others = entry.aliases.iter().chain(&entry.misspellings).chain(&entry.native_name);
        let all: Vec<&str> = std::iter::once(name.as_str()).chain(others.map(|other| other.as_str())).collect();
        let all = all.join(" ");
        // Of a long roster only what fits is sent.
        if roster.entries.len() > MOST && !all.to_lowercase().contains(typed) {
            continue;
        }
        let written = match quote {
            Some('\'') => name.replace('\'', "''"),
            Some(_) => name.replace('\\', "\\\\").replace('"', "\\\""),
            None => anywhere(name),
        };
        items.push(CompletionItem {
            label: name.to_string(),
            kind: Some(CompletionItemKind::Value),
            detail: entry.kind.as_ref().map(|kind| kind.to_string()),
            filter_text: Some(all),
            insert_text: Some(written),
            ..CompletionItem::default()
        });
    }
    items
}

fn value(value: &str) -> CompletionItem {
    CompletionItem {
        label: value.to_owned(),
        kind: Some(CompletionItemKind::EnumMember),
        insert_text: Some(anywhere(value)),
        ..CompletionItem::default()
    }
}

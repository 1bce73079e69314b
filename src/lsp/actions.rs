//! What an editor can do about findings: mend one, mend all that is sure, or allow one here.
use super::{
    diagnostics::{bytes, diagnostic},
    document::Document,
};
use crate::{
    check::Options,
    edit::Edit,
    failure::Failure,
    finding::{Finding, Mending},
    mend,
    printable::printable,
    rules,
    source::Position,
};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionTriggerKind, DocumentChange,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};
use similar::TextDiff;
use std::collections::HashMap;

/// Each fix is tried before it is offered; nobody looks for one among more.
const MOST: usize = 50;
/// `source.fixAll`, and of whom.
pub(super) const FIX_ALL: &str = "source.fixAll.gatefold";
/// What stands behind the dash until somebody says why.
const REASON: &str = "say why";

/// The actions for a part of a document.
///
/// # Errors
///
/// What belongs to the document cannot be read.
pub(super) fn actions(
    document: &mut Document,
    params: &CodeActionParams,
    options: &Options,
    with_versions: bool,
) -> Result<Vec<CodeAction>, Failure> {
    document.check(options);
    let document = &*document;
    let findings = &document.found().findings;
    let offer = Offer { document, options, with_versions, findings };
    let only: Option<Vec<String>> =
        params.context.only.as_ref().map(|only| only.iter().cloned().map(String::from).collect());
    let is_asked = |kind: &str| only.as_ref().is_none_or(|only| only.iter().any(|only| covers(only, kind)));
    let mut actions = Vec::new();
    if is_asked("quickfix") {
        let is_here = |finding: &&Finding| touches(document.text.range(bytes(&finding.place)), params.range);
        let here: Vec<&Finding> = findings.iter().filter(is_here).take(MOST).collect();
        for finding in &here {
            actions.extend(offer.mending(finding)?);
        }
        let mut allowed = Vec::new();
        for finding in &here {
            // Two findings of a rule on one line share their exception.
            let line = (finding.code, finding.place.start.line);
            if !allowed.contains(&line) {
                actions.extend(offer.allowing(finding)?);
                allowed.push(line);
            }
        }
    }
    // An editor that asks whenever the cursor moves is not offered what is for the whole document.
    let is_wanted = only.is_some() || params.context.trigger_kind != Some(CodeActionTriggerKind::Automatic);
    if is_wanted && is_asked(FIX_ALL) {
        actions.extend(offer.mending_all()?);
    }
    Ok(actions)
}

/// Whether a kind of action is of another, wider one: `source` covers `source.fixAll.gatefold`.
fn covers(wide: &str, kind: &str) -> bool {
    wide.is_empty() || kind.strip_prefix(wide).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn touches(one: Range, other: Range) -> bool {
    let key = |position: gen_lsp_types::Position| (position.line, position.character);
    key(one.start) <= key(other.end) && key(other.start) <= key(one.end)
}

struct Offer<'a> {
    document: &'a Document,
    options: &'a Options,
    with_versions: bool,
    findings: &'a [Finding],
}

impl Offer<'_> {
    /// Mends one finding, if that does no harm.
    fn mending(&self, finding: &Finding) -> Result<Option<CodeAction>, Failure> {
        let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) else { return Ok(None) };
        if self.tried(fix)?.is_none() {
            return Ok(None);
        }
        let what = said(self.document.text.as_str(), &fix.edits);
        let title = if fix.is_safe { what } else { format!("{what}, if that is meant") };
        let edits = fix.edits.iter().map(|edit| self.edit(edit)).collect();
        Ok(Some(CodeAction { is_preferred: fix.is_safe.then_some(true), ..self.quick_fix(finding, title, edits) }))
    }

    /// Makes an exception for one finding, in a comment on the line above it.
    fn allowing(&self, finding: &Finding) -> Result<Option<CodeAction>, Failure> {
        let Some(rule) = rules::find(finding.code).filter(|rule| rule.has_exceptions()) else { return Ok(None) };
        let text = &self.document.text;
        let line = text.line(text.line_of(bytes(&finding.place).start));
        let content = text.as_str()[line.clone()].trim_start_matches('\u{FEFF}');
        let start = line.end - content.len();
        let lead = &content[..content.len() - content.trim_start_matches([' ', '\t']).len()];
        let line_break = if text.as_str()[line.end..].starts_with("\r\n") { "\r\n" } else { "\n" };
        let comment = format!("{lead}# gatefold: allow {} — {REASON}{line_break}", rule.code);
        let at = Position { line: text.line_of(start) + 1, column: 1, byte_column: 1, utf16_column: 1 };
        let edit = Edit { start: start as u64, end: start as u64, text: comment, from: at, to: at };
        let Some(after) = self.tried(&Mending { edits: vec![edit.clone()], is_safe: false })? else { return Ok(None) };
        if after.len() >= self.findings.len() {
            return Ok(None);
        }
        let title = format!("Allow {} here, and say why", rule.code);
        Ok(Some(self.quick_fix(finding, title, vec![self.edit(&edit)])))
    }

    /// Mends all that is sure, as `gatefold check --fix` does.
    fn mending_all(&self) -> Result<Option<CodeAction>, Failure> {
        if !self.findings.iter().any(|finding| finding.fix.as_ref().is_some_and(|fix| fix.is_safe)) {
            return Ok(None);
        }
        let text = self.document.text.as_str();
        let Some(mended) = mend::mend_text(&self.document.path, text.to_owned(), self.options, false)? else {
            return Ok(None);
        };
        let findings = if mended.count == 1 { "finding" } else { "findings" };
        Ok(Some(CodeAction {
            title: format!("Mend {} {findings} for sure", mended.count),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            edit: Some(self.workspace_edit(self.lines(&mended.new))),
            ..CodeAction::default()
        }))
    }

    /// What is found after a fix; nothing, if it does harm.
    fn tried(&self, fix: &Mending) -> Result<Option<Vec<Finding>>, Failure> {
        let (path, text) = (&self.document.path, self.document.text.as_str());
        let after = mend::tried(path, text, self.findings, std::slice::from_ref(fix), self.options)?;
        Ok(after.map(|(_, findings)| findings))
    }

    fn quick_fix(&self, finding: &Finding, title: String, edits: Vec<TextEdit>) -> CodeAction {
        CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic(self.document, finding, &self.options.unsaved)]),
            edit: Some(self.workspace_edit(edits)),
            ..CodeAction::default()
        }
    }

    fn edit(&self, edit: &Edit) -> TextEdit {
        let byte = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
        TextEdit { range: self.document.text.range(byte(edit.start)..byte(edit.end)), new_text: edit.text.clone() }
    }

    /// The lines in which another text differs, so that the rest of the document stays where it is on the screen.
    fn lines(&self, new: &str) -> Vec<TextEdit> {
        let old = self.document.text.as_str();
        let diff = TextDiff::from_lines(old, new);
        let starts = |slices: &[&str]| -> Vec<usize> {
            let ends = slices.iter().scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            });
            std::iter::once(0).chain(ends).collect()
        };
        let (from, to) = (starts(diff.old_slices()), starts(diff.new_slices()));
        let changed = diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal);
        let edits = changed.map(|op| TextEdit {
            range: self.document.text.range(from[op.old_range().start]..from[op.old_range().end]),
            new_text: new[to[op.new_range().start]..to[op.new_range().end]].to_owned(),
        });
        edits.collect()
    }

    /// The edits as the editor takes them; with the version that they are for, if it knows versions.
    fn workspace_edit(&self, edits: Vec<TextEdit>) -> WorkspaceEdit {
        let uri = self.document.uri.clone();
        if !self.with_versions {
            return WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() };
        }
        let text_document = OptionalVersionedTextDocumentIdentifier {
            version: Some(self.document.version),
            text_document_identifier: TextDocumentIdentifier { uri },
        };
        let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() };
        WorkspaceEdit {
            document_changes: Some(vec![DocumentChange::TextDocumentEdit(edit)]),
            ..WorkspaceEdit::default()
        }
    }
}

/// What a fix does, in a few words.
fn said(text: &str, edits: &[Edit]) -> String {
    let [edit] = edits else { return format!("Make {} changes", edits.len()) };
    let byte = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    let old = text.get(byte(edit.start)..byte(edit.end)).unwrap_or_default();
    let shown = |text: &str| printable(&short(text.trim_start_matches([',', ' ', '\r', '\n']))).into_owned();
    match (old.trim(), edit.text.trim()) {
        (old, "") => format!("Delete `{}`", shown(old)),
        ("", new) => format!("Add `{}`", shown(new)),
        (_, new) => format!("Write `{}`", shown(new)),
    }
}

/// A text of a title's length.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{covers, said};
    use crate::edit::Edit;
    use crate::source::Position;

    #[test]
    fn wide_kinds_cover_narrow_ones() {
        for (wide, kind, is_covered) in [
            ("", "quickfix", true),
            ("quickfix", "quickfix", true),
            ("source", "source.fixAll.gatefold", true),
            ("source.fixAll", "source.fixAll.gatefold", true),
            ("source.fix", "source.fixAll.gatefold", false),
            ("source.fixAll.other", "source.fixAll.gatefold", false),
            ("refactor", "quickfix", false),
        ] {
            assert_eq!(covers(wide, kind), is_covered, "{wide} {kind}");
        }
    }

    #[test]
    fn a_fix_is_named_by_what_it_does() {
        let text = "title: 1979, x";
        for (start, end, new, title) in [
            (7, 11, "\"1979\"", "Write `\"1979\"`"),
            (11, 14, "", "Delete `x`"),
            (11, 11, "\n  version: Live", "Add `version: Live`"),
            (7, 11, &"é".repeat(100), &format!("Write `{}…`", "é".repeat(60))),
        ] {
            let at = Position { line: 1, column: 1, byte_column: 1, utf16_column: 1 };
            assert_eq!(said(text, &[Edit { start, end, text: new.to_owned(), from: at, to: at }]), title);
        }
    }
}

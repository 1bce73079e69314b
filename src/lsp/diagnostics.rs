//! Findings as an editor shows them: underlined, with their codes.
use super::{address, document::Document, text::Text};
use crate::{
    diagnostic::Severity,
    finding::Finding,
    printable::printable,
    rule::Rule,
    rules,
    source::{Place, shown},
    unsaved::Unsaved,
};
use gen_lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri,
};
use std::{fmt::Write, ops::Range as Bytes, path::Path};

/// Nobody reads more, and editors become slow.
const MOST: usize = 1000;
/// How much is read of another file to say where something stands in it.
const MOST_BYTES: u64 = 16 << 20;

/// All that an editor is told of a document.
pub(super) fn all(document: &Document, unsaved: &Unsaved) -> Vec<Diagnostic> {
    let found = document.found();
    let troubles = found.troubles.iter().map(|trouble| plain(printable(trouble).into_owned()));
    let findings = found.findings.iter().take(MOST).map(|finding| diagnostic(document, finding, unsaved));
    let mut all: Vec<Diagnostic> = troubles.chain(findings).collect();
    let hidden = found.findings.len().saturating_sub(MOST);
    if hidden > 0 {
        all.push(plain(format!("mend the other findings first: {hidden} more are not shown")));
    }
    all
}

/// Who says so.
const SOURCE: &str = "gatefold";

/// Something that is to be said of the whole document.
fn plain(message: String) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        ..Diagnostic::default()
    }
}

/// A finding as an editor takes it.
pub(super) fn diagnostic(document: &Document, finding: &Finding, unsaved: &Unsaved) -> Diagnostic {
    let text = &document.text;
    let others = finding.others.iter().filter_map(|(place, said)| {
        let location = location(document, place, unsaved)?;
        let message = if said.is_empty() { "here too".to_owned() } else { printable(said).into_owned() };
        Some(DiagnosticRelatedInformation { location, message })
    });
    let others: Vec<DiagnosticRelatedInformation> = others.collect();
    let rule = rules::find(finding.code);
    Diagnostic {
        range: text.range(bytes(&finding.place)),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Info => DiagnosticSeverity::Information,
        }),
        code: rule.map(|rule| rule.code.into()),
        // An editor opens what is on the web.
        code_description: rule
            .map(Rule::link)
            .filter(|link| link.starts_with("https://"))
            .map(|link| CodeDescription { href: link.into() }),
        source: Some(SOURCE.to_owned()),
        message: message(finding).into(),
        related_information: (!others.is_empty()).then_some(others),
        ..Diagnostic::default()
    }
}

/// What is wrong, what is to be said of the place, and what can be done.
fn message(finding: &Finding) -> String {
    let mut message = printable(&finding.message).into_owned();
    if !finding.label.is_empty() {
        _ = write!(message, "\n{}", printable(&finding.label));
    }
    for help in &finding.helps {
        _ = write!(message, "\nhelp: {}", printable(help));
    }
    message
}

/// The bytes of a place in its file.
pub(super) fn bytes(place: &Place) -> Bytes<usize> {
    let byte = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    byte(place.bytes.start)..byte(place.bytes.end)
}

/// Where a further place is, which may be in another file.
fn location(document: &Document, place: &Place, unsaved: &Unsaved) -> Option<Location> {
    if place.path() == shown(&document.path) {
        return Some(Location::new(document.uri.clone(), document.text.range(bytes(place))));
    }
    let path = Path::new(place.path());
    let read = unsaved.read(path, MOST_BYTES).ok()?;
    let text = Text::new(String::from_utf8_lossy(&read).into_owned(), document.text.encoding());
    Some(Location::new(Uri(address::of(path)), text.range(bytes(place))))
}

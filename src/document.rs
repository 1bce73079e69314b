//! A source's text as documents: each a tape in which every key and value has its place, with findings where it is not sound YAML.
mod characters;
#[cfg(test)]
mod differential;
mod events;
mod line;
mod pieces;
mod plain;
mod wording;

pub(crate) use line::quoted;

use crate::{
    diagnostic::{Diagnostic, MOST, cap},
    finding::Finding,
    rule::{Rule, rows},
    source::{File, Source},
    span::Span,
    tape::Tape,
    value::value,
};
use serde_json::Value;

rows! {
    NOT_UTF8: "Y001", "not-utf-8", Error, Reading;
    CONTROL_CHARACTER: "Y002", "control-character", Error, Reading;
    SYNTAX: "Y003", "yaml-syntax", Error, Reading;
    TAB: "Y004", "tab-as-indentation", Error, Reading;
    REPEATED_KEY: "Y005", "repeated-key", Error, Reading;
    KEY_NOT_TEXT: "Y006", "key-not-text", Error, Reading;
    UNKNOWN_TAG: "Y007", "unknown-tag", Error, Reading;
    UNKNOWN_ANCHOR: "Y008", "unknown-anchor", Error, Reading;
    TOO_MANY_ALIASES: "Y009", "too-many-aliases", Error, Reading;
    TOO_DEEP: "Y010", "too-deep", Error, Reading;
    TOO_LARGE: "Y011", "document-too-large", Error, Reading;
    NOT_A_JSON_NUMBER: "Y012", "not-a-finite-number", Error, Reading;
    NO_DOCUMENT: "Y013", "no-record", Error, Reading;
    UNUSED_ANCHOR: "Y014", "unused-anchor", Warning, Reading;
}

/// How much a document may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The bytes of one document.
    pub document_bytes: u32,
    /// The keys and values that the aliases of one document may stand for.
    pub alias_nodes: usize,
    /// Whether the fast reader stays out of it. Both give the same; this is for tests and measurements.
    pub full_reader_only: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document_bytes: 64 << 20, alias_nodes: 100_000, full_reader_only: false }
    }
}

/// A record of a usual size, in bytes; what is longer may be a stream of many.
const USUAL: usize = 64 << 10;

/// How deep collections may lie in one another.
pub(crate) const DEPTH: usize = 64;

/// The documents of a source.
#[derive(Default)]
pub(crate) struct Documents<'s> {
    pub(crate) tapes: Vec<Tape<'s>>,
    /// How many could not be read.
    pub(crate) lost: usize,
}

/// Reads all documents of a source. One that cannot be read gives a finding, and those behind it are read all the same.
pub(crate) fn read<'s>(source: &'s Source, limits: &Limits, findings: &mut Vec<Diagnostic>) -> Documents<'s> {
    let known = findings.len();
    let mut documents = Documents::default();
    // Nearly every file is one record that the fast reader reads: it need not be looked through for others.
    let is_usual = source.text.len() <= USUAL.min(limits.document_bytes as usize) && !limits.full_reader_only;
    if is_usual && let Some(document) = plain::read(&source.text, 0) {
        documents.tapes.push(document);
        return documents;
    }
    let pieces = pieces::pieces(&source.text);
    let is_declined = is_usual && pieces.len() == 1;
    for piece in pieces {
        let mut reader = Reader { limits, base: piece.start as u32, is_declined, findings: &mut *findings };
        reader.read(&source.text[piece], &mut documents);
    }
    cap(findings, known);
    if documents.tapes.is_empty() && findings.len() == known {
        let mut finding = NO_DOCUMENT.finding(Span::default(), "there is no record in this file");
        finding.help("write the record, or delete the file");
        findings.push(finding);
    }
    documents
}

/// The documents of a YAML or JSON text as values, with what is wrong in it.
///
/// It is what a record is read with. A document that cannot be read has a finding in place of a value.
#[must_use]
pub fn documents(text: &str, limits: &Limits) -> (Vec<Value>, Vec<Finding>) {
    let file = File { number: 0, path: "text".into() };
    let source = Source::whole(file, text.to_owned());
    let mut findings = Vec::new();
    let tapes = read(&source, limits, &mut findings).tapes;
    let findings = findings.into_iter().map(|found| Finding::new(found, &source)).collect();
    (tapes.iter().map(|tape| value(tape, 0)).collect(), findings)
}

/// What is said of a document that was not read, for its length.
pub(crate) fn too_long(length: u64, limits: &Limits) -> Diagnostic {
    too_long_at(0, length, limits)
}

fn too_long_at(start: u32, length: u64, limits: &Limits) -> Diagnostic {
    let message = format!("the document is {length} bytes long, and {} are allowed", limits.document_bytes);
    let mut finding = TOO_LARGE.finding(Span::new(start, start), message);
    finding.help("split it into several records, or raise `--max-document-bytes`");
    finding
}

/// Reads the documents of one piece of a source.
struct Reader<'a> {
    limits: &'a Limits,
    /// Where the piece begins in the source.
    base: u32,
    /// Whether the fast reader has declined it already.
    is_declined: bool,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read<'s>(&mut self, piece: &'s str, documents: &mut Documents<'s>) {
        if piece.len() > self.limits.document_bytes as usize {
            documents.lost += 1;
            self.findings.push(too_long_at(self.base, piece.len() as u64, self.limits));
            return;
        }
        let plain = if self.limits.full_reader_only || self.is_declined { None } else { plain::read(piece, self.base) };
        if let Some(document) = plain {
            documents.tapes.push(document);
            return;
        }
        let odd = characters::find(piece);
        if odd.is_empty() {
            events::read(self, piece, piece, documents);
            return;
        }
        for span in odd.iter().take(MOST) {
            let sign = piece[span.range()].chars().next().expect("a control character was found there");
            self.report(&CONTROL_CHARACTER, *span, characters::message(sign)).help("delete it");
        }
        let from = documents.tapes.len();
        events::read(self, &characters::blank_out(piece, &odd), piece, documents);
        let places: Vec<Span> = odd.iter().map(|span| self.shift(*span)).collect();
        for document in &mut documents.tapes[from..] {
            document.fault_around(&places);
        }
    }

    /// Reports bytes of the piece.
    fn report(&mut self, rule: &Rule, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.findings.push(rule.finding(self.shift(span), message));
        self.findings.last_mut().expect("a finding was just put there")
    }

    /// Bytes of the piece as bytes of the source.
    fn shift(&self, span: Span) -> Span {
        Span::new(self.base + span.start, self.base + span.end)
    }
}

/// The text of a file's bytes, and what is to be said of them if they are not UTF-8. What cannot be shown is replaced.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<Foreign>) {
    if let Some(text) = utf16(bytes) {
        let length = text.chars().next().map_or(0, char::len_utf8);
        let message = "the file is saved as UTF-16, and records are saved as UTF-8";
        return (text, Some(Foreign { span: Span::new(0, length as u32), message }));
    }
    // Eight times as fast as the standard library, which says more of what is wrong.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let at = error.valid_up_to() as u32;
            let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8() as u32);
            let message = "this letter is not saved as UTF-8";
            (String::from_utf8_lossy(bytes).into_owned(), Some(Foreign { span, message }))
        }
    }
}

/// Bytes that are not UTF-8.
pub(crate) struct Foreign {
    pub(crate) span: Span,
    pub(crate) message: &'static str,
}

impl Foreign {
    pub(crate) fn finding(&self) -> Diagnostic {
        let mut finding = NOT_UTF8.finding(self.span, self.message);
        finding.help("save the file as UTF-8 (editors offer it as the file's encoding)");
        finding
    }
}

/// The text of a file in UTF-16, told by its byte order mark or by every other byte being zero.
fn utf16(bytes: &[u8]) -> Option<String> {
    let big = match bytes {
        [0xFE, 0xFF, ..] | [0, 1..=0x7F, 0, 1..=0x7F, ..] => true,
        [0xFF, 0xFE, ..] | [1..=0x7F, 0, 1..=0x7F, 0, ..] => false,
        _ => return None,
    };
    let unit = |pair: &[u8]| match *pair {
        [one, other] if big => u16::from_be_bytes([one, other]),
        [one, other] => u16::from_le_bytes([one, other]),
        _ => 0xFFFD,
    };
    let units: Vec<u16> = bytes.chunks(2).map(unit).collect();
    Some(String::from_utf16_lossy(&units).trim_start_matches('\u{FEFF}').to_owned())
}

//! A source's text as documents: each a tape in which every key and value has its place, with findings where it is not sound YAML.
mod characters;
mod events;
mod pieces;
mod wording;

pub(crate) use wording::quoted;

use crate::{
    diagnostic::{Diagnostic, Place},
    rule::{Rule, rows},
    source::{Source, SourceId},
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
}

/// How much a document may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The bytes of one document.
    pub document_bytes: u32,
    /// The keys and values that the aliases of one document may stand for.
    pub alias_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { document_bytes: 64 << 20, alias_nodes: 100_000 }
    }
}

/// How deep collections may lie in one another.
pub(crate) const DEPTH: usize = 64;

/// Reads all documents of a source. One that cannot be read gives a finding, and those behind it are read all the same.
pub(crate) fn read<'s>(source: &'s Source, limits: &Limits, findings: &mut Vec<Diagnostic>) -> Vec<Tape<'s>> {
    let known = findings.len();
    let mut documents = Vec::new();
    for piece in pieces::pieces(&source.text) {
        let mut reader = Reader { source, limits, base: piece.start as u32, findings: &mut *findings };
        reader.read(&source.text[piece], &mut documents);
    }
    if documents.is_empty() && findings.len() == known {
        let place = Place { source: source.id, span: Span::default() };
        let mut finding = NO_DOCUMENT.finding(place, "there is no record in this file");
        finding.help("write the record, or delete the file");
        findings.push(finding);
    }
    documents
}

/// The documents of a YAML or JSON text as values, with what is wrong in it.
///
/// It is what a record is read with. A document that cannot be read has a finding in place of a value.
#[must_use]
pub fn documents(text: &str, limits: &Limits) -> (Vec<Value>, Vec<Diagnostic>) {
    let source = Source::new(SourceId::default(), String::new(), text.to_owned());
    let mut findings = Vec::new();
    let tapes = read(&source, limits, &mut findings);
    (tapes.iter().map(|tape| value(tape, 0)).collect(), findings)
}

/// Reads the documents of one piece of a source.
struct Reader<'a, 's> {
    source: &'s Source,
    limits: &'a Limits,
    /// Where the piece begins in the source.
    base: u32,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'s> Reader<'_, 's> {
    fn read(&mut self, piece: &'s str, documents: &mut Vec<Tape<'s>>) {
        if piece.len() > self.limits.document_bytes as usize {
            let limit = self.limits.document_bytes;
            self.report(
                &TOO_LARGE,
                Span::new(0, 0),
                format!("the document is {} bytes long, and {limit} are allowed", piece.len()),
            )
            .help("split it into several records, or raise `--max-document-bytes`");
            return;
        }
        let odd = characters::find(piece);
        if odd.is_empty() {
            events::read(self, piece, piece, documents);
            return;
        }
        for span in &odd {
            let sign = piece[span.range()].chars().next().expect("a control character was found there");
            self.report(&CONTROL_CHARACTER, *span, characters::message(sign)).help("delete it");
        }
        let from = documents.len();
        events::read(self, &characters::blank_out(piece, &odd), piece, documents);
        for document in &mut documents[from..] {
            for span in &odd {
                document.fault_around(Span::new(self.base + span.start, self.base + span.end));
            }
        }
    }

    /// Reports bytes of the piece.
    fn report(&mut self, rule: &Rule, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let place = Place { source: self.source.id, span: self.shift(span) };
        self.findings.push(rule.finding(place, message));
        self.findings.last_mut().expect("a finding was just put there")
    }

    /// Bytes of the piece as bytes of the source.
    fn shift(&self, span: Span) -> Span {
        Span::new(self.base + span.start, self.base + span.end)
    }
}

/// The text of a file's bytes. Bytes that are not UTF-8 are replaced, and the first of them is reported.
pub(crate) fn decode(bytes: Vec<u8>) -> (String, Option<(Span, &'static Rule, &'static str, &'static str)>) {
    let wide = matches!(bytes[..], [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, 0, _, ..] | [_, 0, _, 0, ..]);
    match String::from_utf8(bytes) {
        Ok(text) if !wide => (text, None),
        Ok(text) => (text, Some((Span::new(0, 1), &NOT_UTF8, UTF16, SAVE_AS_UTF8))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to() as u32;
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let (span, message) = if wide {
                (Span::new(0, text.chars().next().map_or(0, char::len_utf8) as u32), UTF16)
            } else {
                (Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8() as u32), "this byte is not UTF-8")
            };
            (text, Some((span, &NOT_UTF8, message, SAVE_AS_UTF8)))
        }
    }
}

const UTF16: &str = "the file is written in UTF-16, and records are written in UTF-8";
const SAVE_AS_UTF8: &str = "save the file as UTF-8 (an editor offers it as `encoding`)";

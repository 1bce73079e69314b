//! The way of a record one stage at a time, for benchmarks: each does what a run does, and nothing else.
use crate::{
    decode,
    dialect::Dialect,
    document::{self, Limits},
    ern::{Feed, Message, Purpose, Version},
    exporter::{Exporter, Form, Order},
    record::{Record, release::Release, roster::Roster},
    root::Root,
    rule::Asked,
    rules,
    schema::RELEASE,
    source::{File, Source},
    tape::Tape,
};
use std::{path::Path, sync::Arc};

/// The text of one record.
pub struct Text(Source);

impl Text {
    /// Takes a text for a file's.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Source::whole(File { number: 0, path: "record.yaml".into() }, text.to_owned()))
    }

    /// Reads it, with the fast reader or without.
    ///
    /// # Panics
    ///
    /// If it is not one sound document.
    #[must_use]
    pub fn read(&self, limits: &Limits) -> Document<'_> {
        let mut found = Vec::new();
        let mut documents = document::read(&self.0, limits, &mut found);
        assert!(found.is_empty(), "the text is sound");
        Document { source: &self.0, tape: documents.tapes.pop().expect("there is one document") }
    }
}

/// A document that was read.
pub struct Document<'s> {
    source: &'s Source,
    tape: Tape<'s>,
}

impl Document<'_> {
    /// How many keys and values it holds.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.tape.len()
    }

    /// Holds it against the schema of a release, and counts the faults.
    pub fn faults(&mut self) -> usize {
        let mut found = Vec::new();
        RELEASE.check(self.source, &mut self.tape, &mut found);
        found.len()
    }

    /// Decodes it.
    ///
    /// # Panics
    ///
    /// If it is no release.
    #[must_use]
    pub fn decode(&self) -> Release {
        decode::decode(&self.tape).expect("it is a release")
    }
}

/// A record as the rules get it.
#[must_use]
pub fn record(release: Release, roster: Option<Arc<Roster>>) -> Record {
    Record::new("record".into(), Path::new("record.yaml").into(), release, roster)
}

/// The roster of a text.
///
/// # Panics
///
/// If it is none.
#[must_use]
pub fn roster(text: &str) -> Arc<Roster> {
    let source = Text::new(text);
    let file = decode::decode(&source.read(&Limits::default()).tape).expect("it is a roster");
    Arc::new(Roster::new(true, "performers.yaml".into(), file))
}

/// How many records the rules look at at once in a run.
pub const AT_ONCE: usize = crate::check::AT_ONCE;

/// How much the rules find in some records.
#[must_use]
pub fn apply_rules(records: &[Record]) -> usize {
    let asked = Asked::default();
    let mut found: Vec<_> = records.iter().map(|_| Vec::new()).collect();
    let all = records.iter().zip(&mut found).map(|(record, found)| (record, &asked, found));
    rules::check_records(&mut all.collect::<Vec<_>>());
    found.iter().map(Vec::len).sum()
}

/// How many bytes an exporter writes of a record; of a message, as a test from nobody to nobody.
///
/// # Panics
///
/// If a vector cannot be written to.
#[must_use]
pub fn export(exporter: &Exporter, record: &Record, bytes: &mut Vec<u8>) -> usize {
    bytes.clear();
    let feed = Feed::default();
    let (version, id, date) = (Version::default(), String::from("1"), "2026-03-06T09:00:00Z");
    let purpose = Purpose::default();
    let message =
        Message { version, feed: &feed, id, date, is_test: true, purpose, has_files: true, needs_files: false };
    let (dialect, root) = (Dialect::default(), &Root::default());
    let order = Order { form: Form::Bundle, message: Some(&message), dialect, shop: None, root };
    (exporter.body)(record, &order, bytes).expect("a vector can be written to");
    bytes.len()
}

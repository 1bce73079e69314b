//! What others have written, turned into records. The kind of a file is known by what is in it; today that is messages (DDEX ERN).
//!
//! An importer makes values, not typed records: what is wrong in the source goes into the record as it stands, and the check tells
//! of it at its place. What a record has no place for is listed.
mod message;
pub(crate) mod sheets;

use crate::{
    span::Span,
    xml::{self, Fault},
};
use serde_json::{Map, Value};

/// What was made of a file.
#[derive(Debug)]
pub(crate) struct Imported {
    pub(crate) record: Map<String, Value>,
    /// Its performers by name, as a roster has them.
    pub(crate) roster: Map<String, Value>,
    /// What the file says of itself, in a sentence.
    pub(crate) about: String,
    /// What the record has no place for, in the order of the file.
    pub(crate) losses: Vec<Loss>,
    /// What was done that somebody should look at.
    pub(crate) notes: Vec<String>,
}

/// Something that a record has no place for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) span: Span,
    /// Where in the file: `SoundRecording/CreationDate`.
    pub(crate) path: String,
    pub(crate) said: String,
    /// In how many places it says the same.
    pub(crate) count: usize,
}

/// Why a file cannot be imported.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It is not sound XML.
    Unsound(Vec<Fault>),
    /// It is no message that can be read; a sentence that says why.
    Unknown(String),
}

/// Makes a record of a text.
pub(crate) fn import(text: &str) -> Result<Imported, Refusal> {
    let is_markup = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    if !is_markup {
        return Err(Refusal::Unknown("it is not XML; only DDEX ERN messages can be imported".to_owned()));
    }
    let parsed = xml::read(text);
    match parsed.tree {
        Some(tree) if parsed.faults.is_empty() => message::import(&tree),
        _ => Err(Refusal::Unsound(parsed.faults)),
    }
}

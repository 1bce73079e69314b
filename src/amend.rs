//! A record edited in place: only what is to say something else changes, all else stays byte for byte.
//!
//! A changed value is written in the manner of the old one, with the comment behind it. A new field comes where the schema has it among
//! those that are there. What goes takes with it the comment behind it and those directly above it; a comment above the first field or
//! entry stays, for it may be about all of them. What cannot be changed on its own, such as a value that is repeated elsewhere, is
//! refused. The result is read again, and says what was meant.
mod block;
mod flow;
mod hand;
mod matching;
mod pieces;
mod says;
mod scalar;
#[cfg(test)]
mod tests;

use crate::{
    document::{self, Documents, Limits},
    handwriting::{self, Place},
    schema::Schema,
    source::{File, Position, Source},
    span::Span,
};
use hand::{Hand, Stop};
use says::says;
use serde_json::Value;

/// A text after its changes.
#[derive(Debug)]
pub(crate) struct Amended {
    /// The whole text.
    pub(crate) text: String,
    /// How many values, fields and entries were changed, added, moved or taken away.
    pub(crate) changes: usize,
}

/// Why a record is not changed.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// Where in the text it lies.
    pub(crate) at: Position,
    pub(crate) why: String,
}

/// Changes a document of a text (counted from 0, as [`crate::node::Node`] counts them) so that it says what is meant.
///
/// # Errors
///
/// The text is no sound YAML, or something in it cannot be changed without changing something else.
pub(crate) fn amend(text: &str, document: usize, meant: &Value, schema: &Schema) -> Result<Amended, Refusal> {
    let source = Source::whole(File { number: 0, path: "record".into() }, text.to_owned());
    let refusal = |stop: Stop| Refusal { at: source.position(stop.span.start), why: stop.why };
    let read = sound(&source).map_err(refusal)?;
    let Some(tape) = read.tapes.get(document) else {
        return Err(refusal(Stop::new(Span::default(), format!("there is no document {} in it", document + 1))));
    };
    if says(tape, 0, meant) {
        return Ok(Amended { text: text.to_owned(), changes: 0 });
    }
    let order = handwriting::order(schema);
    let mut hand = Hand::new(text, tape);
    hand.root(meant, &Place::of(&order)).map_err(refusal)?;
    let first = hand.first_edit();
    let unsafe_here = || {
        let why = "what is to stand here cannot be written without changing something else; change it by hand";
        refusal(Stop::new(first, why.to_owned()))
    };
    let changes = hand.changes;
    let new = hand.finish().filter(|new| is_as_meant(new, &read, document, meant)).ok_or_else(unsafe_here)?;
    Ok(Amended { text: new, changes })
}

/// The documents of a text that is sound YAML.
fn sound(source: &Source) -> Result<Documents<'_>, Stop> {
    let mut found = Vec::new();
    let documents = document::read(source, &Limits::default(), &mut found);
    match found.into_iter().find(|finding| finding.severity == crate::diagnostic::Severity::Error) {
        Some(finding) => Err(Stop::new(finding.primary.span, finding.message)),
        None => Ok(documents),
    }
}

/// Whether a text says what is meant in one document, and what it said before in all others.
fn is_as_meant(new: &str, old: &Documents<'_>, document: usize, meant: &Value) -> bool {
    let source = Source::whole(File { number: 0, path: "record".into() }, new.to_owned());
    let Ok(now) = sound(&source) else { return false };
    let is_right = |(at, tape)| {
        if at == document { says(tape, 0, meant) } else { says(tape, 0, &crate::value::value(&old.tapes[at], 0)) }
    };
    now.tapes.len() == old.tapes.len() && now.tapes.iter().enumerate().all(is_right)
}

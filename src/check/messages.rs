//! A message on its way: read whole, held against our tables, looked at by the rules.
use super::{
    Options,
    unit::{Done, Text, Unit, findings},
};
use crate::{
    document::{self, Limits},
    failure::Failure,
    message, rules,
    source::{File, Source},
    stream::Piece,
};
use std::{
    fs,
    io::{self, Read},
    sync::Arc,
};

/// The bytes of a message, as many as there may be.
pub(super) fn piece(reader: impl Read, limits: &Limits) -> io::Result<Piece> {
    let mut piece = Piece::default();
    let limit = u64::from(limits.document_bytes);
    reader.take(limit + 1).read_to_end(&mut piece.bytes)?;
    if piece.bytes.len() as u64 > limit {
        piece.too_long = Some(piece.bytes.len() as u64);
        piece.bytes.truncate(4096);
    }
    Ok(piece)
}

impl Unit {
    /// Checks a message.
    pub(super) fn process_message<T>(self, options: &Options, done: &mut Done<T>) {
        let read = match self.text {
            Text::Piece(piece) => Ok(piece),
            Text::File { .. } => fs::File::open(&self.path).and_then(|file| piece(file, &options.limits)),
        };
        let piece = match read {
            Ok(piece) => piece,
            Err(error) => {
                done.failure = Some(Failure::io("read", &self.path, &error));
                return;
            }
        };
        done.messages = 1;
        done.bytes = piece.bytes.len() as u64;
        let file = File { number: self.number, path: Arc::clone(&done.path) };
        let (text, foreign) = document::decode(&piece.bytes);
        let source = Source::whole(file, text);
        let mut found = Vec::new();
        match (piece.too_long, foreign) {
            (Some(_), _) => found.push(message::too_long(options.limits.document_bytes)),
            (None, Some(foreign)) => found.push(message::foreign(&foreign)),
            (None, None) => {
                if let Some(message) = message::read(&source, &mut found) {
                    if let Some(schema) = &options.ddex_schema {
                        message::compare(schema, &message, &source, &mut found);
                    }
                    rules::check_message(&message, &mut found);
                }
            }
        }
        self.rules.apply(&mut found);
        done.findings = findings(found, &source, &[]);
    }
}

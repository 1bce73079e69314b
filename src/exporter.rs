//! What an exporter is: a format that records are written in. It knows records, not findings.
use crate::{record::Record, span::Span};
use std::io;

/// One format.
#[derive(Debug)]
pub struct Exporter {
    /// The word behind `--to`, and the file's extension.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    pub(crate) write: fn(&Record, &mut Vec<u8>) -> io::Result<Vec<Loss>>,
}

/// A value that the format cannot hold as it is. The rest of the record is written all the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

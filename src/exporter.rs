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
    /// What stands around the records.
    pub(crate) frame: fn(Form) -> Frame,
    /// Writes a record, and says what it could not hold.
    pub(crate) body: fn(&Record, Form, &mut Vec<u8>) -> io::Result<Vec<Loss>>,
}

/// Whether a file is for one record or for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Alone,
    Bundle,
}

/// What stands before, between and behind the records of a file.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) head: String,
    pub(crate) joint: &'static str,
    pub(crate) foot: &'static str,
}

/// A value that the format cannot hold as it is. The rest of the record is written all the same.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Exporter {
    /// A file for one record.
    pub(crate) fn alone(&self, record: &Record) -> io::Result<(Vec<u8>, Vec<Loss>)> {
        let frame = (self.frame)(Form::Alone);
        let mut bytes = frame.head.into_bytes();
        let losses = (self.body)(record, Form::Alone, &mut bytes)?;
        bytes.extend_from_slice(frame.foot.as_bytes());
        Ok((bytes, losses))
    }
}

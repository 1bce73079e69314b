//! What an exporter is: a format that records are written in. It knows records, not findings.
use crate::{
    dialect::Dialect,
    ern,
    record::{Record, Text},
    root::Root,
    sheet::Rows,
    shop::Shop,
    span::Span,
};
use std::io;

/// One format.
#[derive(Debug)]
pub struct Exporter {
    /// The word behind `--to`.
    pub name: &'static str,
    /// What the name of its files ends with.
    pub extension: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// What stands around the records.
    pub(crate) frame: fn(&Order<'_>) -> Frame,
    /// What it makes of records.
    pub(crate) manner: Manner,
    /// Writes a record, and says what it could not hold.
    pub(crate) body: fn(&Record, &Order<'_>, &mut Vec<u8>) -> io::Result<Told>,
    /// Where a file for all records is a workbook: the rows that a record has in it.
    pub(crate) rows: Option<RowsOf>,
}

/// Makes rows of a record, and says what they could not hold.
pub(crate) type RowsOf = fn(&Record, &Order<'_>) -> (Rows, Told);

/// What an exporter makes of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// A file for each, or one for all.
    Files,
    /// A message about each, which says who sends it.
    Messages,
    /// One folder with messages and the files that they speak of.
    Delivery,
}

/// What is asked of an exporter beside the record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order<'a> {
    pub(crate) form: Form,
    /// What a message says of itself; there, if the exporter is one of messages.
    pub(crate) message: Option<&'a ern::Message<'a>>,
    /// How a CSV is written.
    pub(crate) dialect: Dialect,
    /// The sheet of a shop; there, if it is one that is to be written.
    pub(crate) shop: Option<&'a Shop>,
    /// Where paths are seen from.
    pub(crate) root: &'a Root,
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

/// What an exporter has to say of a record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) losses: Vec<Loss>,
    /// Texts that a spreadsheet would take for something else.
    pub(crate) misread: Vec<Text>,
    /// Fields that the record has and the format has no place for, where nobody but Gatefold misses them.
    pub(crate) left_out: Vec<&'static str>,
}

/// Something that an exporter has to say of a value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    pub(crate) kind: ern::Kind,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Exporter {
    /// A file for one record.
    pub(crate) fn alone(&self, record: &Record, order: &Order<'_>) -> io::Result<(Vec<u8>, Told)> {
        let frame = (self.frame)(order);
        let mut bytes = frame.head.into_bytes();
        let told = (self.body)(record, order, &mut bytes)?;
        bytes.extend_from_slice(frame.foot.as_bytes());
        Ok((bytes, told))
    }
}

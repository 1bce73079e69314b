//! The rows of all records of a run, kept in a temporary file until all findings are known.
use crate::sheet::Rows;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Seek, Write},
};

/// Rows, record by record.
#[derive(Debug)]
pub(crate) struct Spool(BufWriter<File>);

impl Spool {
    /// # Errors
    ///
    /// A temporary file cannot be made.
    pub(crate) fn new() -> io::Result<Self> {
        tempfile::tempfile().map(|file| Self(BufWriter::with_capacity(1 << 16, file)))
    }

    /// Takes the rows of a record.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn push(&mut self, rows: &Rows) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, rows)?;
        self.0.write_all(b"\n")
    }

    /// Writes what has not been written yet.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.0.flush()
    }

    /// The rows of each record, in their order.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub(crate) fn rows(&self) -> io::Result<impl Iterator<Item = io::Result<Rows>> + use<'_>> {
        let mut file = self.0.get_ref();
        file.rewind()?;
        let lines = BufReader::with_capacity(1 << 16, file).split(b'\n');
        Ok(lines.map(|line| Ok(serde_json::from_slice(&line?)?)))
    }
}

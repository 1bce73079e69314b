//! The record in its normal form, as one JSON object.
use crate::{
    exporter::{Exporter, Loss},
    record::Record,
};
use std::io;

pub(super) const EXPORTERS: &[Exporter] = &[Exporter { name: "json", about: "the record in its normal form", write }];

fn write(record: &Record, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    serde_json::to_writer_pretty(&mut *out, &record.release)?;
    out.push(b'\n');
    Ok(Vec::new())
}

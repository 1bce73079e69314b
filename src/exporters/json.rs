//! The record in its normal form, as one JSON object.
use crate::{
    exporter::{Exporter, Form, Frame, Loss, Manner, Order},
    record::Record,
};
use std::io;

pub(super) const EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "json",
        extension: "json",
        about: "the record in its normal form",
        frame,
        manner: Manner::Files,
        body,
    },
    Exporter {
        name: "jsonl",
        extension: "jsonl",
        about: "the same, each record on a line of its own",
        frame: |_| Frame::default(),
        manner: Manner::Files,
        body: line,
    },
];

fn frame(form: Form) -> Frame {
    match form {
        Form::Alone => Frame { foot: "\n", ..Frame::default() },
        Form::Bundle => Frame { head: "[\n".to_owned(), joint: ",\n", foot: "\n]\n" },
    }
}

fn body(record: &Record, _: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    serde_json::to_writer_pretty(out, &record.release)?;
    Ok(Vec::new())
}

fn line(record: &Record, _: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    serde_json::to_writer(&mut *out, &record.release)?;
    out.push(b'\n');
    Ok(Vec::new())
}

//! The record in its normal form, as one JSON object.
use crate::{
    exporter::{Exporter, Form, Frame, Manner, Order, Told},
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
        rows: None,
    },
    Exporter {
        name: "jsonl",
        extension: "jsonl",
        about: "the same, each record on a line of its own",
        frame: |_| Frame::default(),
        manner: Manner::Files,
        body: line,
        rows: None,
    },
];

fn frame(order: &Order<'_>) -> Frame {
    match order.form {
        Form::Alone => Frame { foot: "\n", ..Frame::default() },
        Form::Bundle => Frame { head: "[\n".to_owned(), joint: ",\n", foot: "\n]\n" },
    }
}

fn body(record: &Record, _: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    serde_json::to_writer_pretty(out, &record.release)?;
    Ok(Told::default())
}

fn line(record: &Record, _: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    serde_json::to_writer(&mut *out, &record.release)?;
    out.push(b'\n');
    Ok(Told::default())
}

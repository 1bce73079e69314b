//! The message to a distributor or a shop (DDEX ERN).
use crate::{
    ern::{self, Gap},
    exporter::{Exporter, Form, Frame, Loss, Manner, Order},
    record::Record,
};
use std::io;

pub(super) const EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "delivery",
        extension: "xml",
        about: "the folder that a distributor picks up: messages, and the files they speak of",
        frame,
        manner: Manner::Delivery,
        body,
    },
    Exporter {
        name: "ern",
        extension: "ern.xml",
        about: "a DDEX message to a distributor or a shop",
        frame,
        manner: Manner::Messages,
        body,
    },
];

fn frame(_: Form) -> Frame {
    Frame { foot: "\n", ..Frame::default() }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    let message = order.message.ok_or_else(|| io::Error::other("nobody said who sends the message"))?;
    let sent = ern::write(record, message, out)?;
    Ok(sent.gaps.into_iter().map(|Gap { kind, span, message, help }| Loss { kind, span, message, help }).collect())
}

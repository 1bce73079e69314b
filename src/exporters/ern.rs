//! The message to a distributor or a shop (DDEX ERN).
use crate::{
    ern::{self, Gap},
    exporter::{Exporter, Frame, Loss, Manner, Order, Told},
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
        rows: None,
    },
    Exporter {
        name: "ern",
        extension: "ern.xml",
        about: "a DDEX message to a distributor or a shop",
        frame,
        manner: Manner::Messages,
        body,
        rows: None,
    },
];

fn frame(_: &Order<'_>) -> Frame {
    Frame { foot: "\n", ..Frame::default() }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let message = order.message.ok_or_else(|| io::Error::other("nobody said who sends the message"))?;
    let sent = ern::write(record, message, out)?;
    let losses = sent.gaps.into_iter().map(|Gap { kind, span, message, help }| Loss { kind, span, message, help });
    Ok(Told { losses: losses.collect(), ..Told::default() })
}

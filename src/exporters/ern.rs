//! The message to a distributor or a shop (DDEX ERN).
use crate::{
    ern::{self, Gap},
    exporter::{Exporter, Frame, Loss, Order},
    record::Record,
};
use std::io;

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "ern",
    extension: "ern.xml",
    about: "a DDEX message to a distributor or a shop",
    frame: |_| Frame { foot: "\n", ..Frame::default() },
    is_message: true,
    body,
}];

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Vec<Loss>> {
    let message = order.message.ok_or_else(|| io::Error::other("nobody said who sends the message"))?;
    let gaps = ern::write(record, message, out)?;
    Ok(gaps.into_iter().map(|Gap { kind, span, message, help }| Loss { kind, span, message, help }).collect())
}

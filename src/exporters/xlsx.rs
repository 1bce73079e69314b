//! The workbook: a sheet of releases, one of tracks, of credits and of performers, in cells that are what they look like.
use crate::{
    ern,
    exporter::{Exporter, Frame, Loss, Manner, Order, Told},
    record::Record,
    sheet::{Misfit, Rows, Why},
    workbook::Book,
};
use std::{collections::HashMap, io};

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "xlsx",
    extension: "xlsx",
    about: "a workbook for people: releases, tracks, credits, performers",
    frame: |_| Frame::default(),
    manner: Manner::Files,
    body,
    rows: Some(rows),
}];

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let (rows, told) = rows(record, order);
    let mut book = Book::new(false)?;
    book.add(rows, &HashMap::new())?;
    book.write(out)?;
    Ok(told)
}

fn rows(record: &Record, order: &Order<'_>) -> (Rows, Told) {
    let mut misfits = Vec::new();
    let mut rows = Rows::of(record, &|_, at| at, &mut misfits);
    rows.path = order.root.path(&rows.path);
    rows.roster = if rows.roster.is_empty() { String::new() } else { order.root.path(&rows.roster) };
    (rows, Told { losses: misfits.into_iter().map(loss).collect(), ..Told::default() })
}

fn loss(misfit: Misfit) -> Loss {
    let elsewhere = "take it from the JSON, which holds it as it is";
    let (message, help) = match misfit.why {
        Why::TooLong(count) => {
            let message =
                format!("a cell of a sheet holds 32,767 characters, and this has {count}: the rest is cut off");
            (message, elsewhere.to_owned())
        }
        Why::Sign(sign) => (format!("a sheet cannot hold the sign U+{:04X}", u32::from(sign)), elsewhere.to_owned()),
        Why::Parted => {
            let message = "a cell of a sheet cannot hold this as one entry: line breaks part the entries of a list";
            (message.to_owned(), format!("write it on one line, or {elsewhere}"))
        }
        Why::OldDay(day) => {
            let message = format!("spreadsheets have no days before March 1900: `{day}` stands on the sheet as a text");
            (message, "leave it as it is: only sorting by date does not know it".to_owned())
        }
    };
    Loss { kind: ern::Kind::NotCarried, span: misfit.span, message, help }
}

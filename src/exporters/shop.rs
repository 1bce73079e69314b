//! A sheet as a shop takes it: a CSV whose columns are told by data.
use crate::{
    columns::track_rows,
    dialect::guarded,
    ern,
    exporter::{Exporter, Frame, Loss, Manner, Order, Told},
    record::Record,
    shop::{Shop, ShopColumn},
    span::Span,
};
use std::{borrow::Cow, io};

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "sheet:NAME",
    extension: "sheet.csv",
    about: "a sheet as a shop takes it, by a profile such as youtube-art-tracks",
    frame,
    manner: Manner::Files,
    body,
    rows: None,
}];

fn frame(order: &Order<'_>) -> Frame {
    let Some(shop) = order.shop else { return Frame::default() };
    let mut head = order.dialect.mark().as_bytes().to_vec();
    let titles = shop.columns.iter().map(|column| Cow::from(column.title.as_str()));
    // Nothing goes wrong in memory.
    let _ = write(titles, order, &mut head);
    Frame { head: String::from_utf8_lossy(&head).into_owned(), ..Frame::default() }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let mut told = Told::default();
    let Some(shop) = order.shop else { return Ok(told) };
    let release = &record.release;
    let rows: Vec<_> =
        if shop.is_of_releases { vec![None] } else { track_rows(release).map(|(row, _)| Some(row)).collect() };
    for row in &rows {
        let cells = shop.columns.iter().map(|column| {
            let written = column.write(release, row.as_ref());
            told.losses.extend(written.lost.map(|span| loss(shop, column, span)));
            Cow::from(written.text)
        });
        write(cells.collect::<Vec<_>>().into_iter(), order, out)?;
    }
    told.losses.sort_by_key(|loss| loss.span);
    told.losses.dedup_by_key(|loss| loss.span);
    Ok(told)
}

fn write<'t>(cells: impl Iterator<Item = Cow<'t, str>>, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    let mut builder = ::csv::WriterBuilder::new();
    let mut writer = builder.terminator(::csv::Terminator::CRLF).delimiter(order.dialect.delimiter()).from_writer(out);
    for cell in cells {
        let text = if order.dialect.has_guards() { guarded(&cell).into_owned().into() } else { cell };
        writer.write_field(&*text)?;
    }
    writer.write_record(None::<&[u8]>)?;
    writer.flush()
}

fn loss(shop: &Shop, column: &ShopColumn, span: Span) -> Loss {
    let message = format!("the column `{}` of the sheet `{}` cannot hold this as it is", column.title, shop.name);
    let help = "look at that cell before you send the sheet: the shop would read it otherwise";
    Loss { kind: ern::Kind::NotCarried, span, message, help: help.to_owned() }
}

//! The record that there is already, in the terms of the tables: what they would say if nothing had been changed on them.
use super::{
    draft::Draft,
    heads::Shape,
    said::{CSV, Said},
};
use crate::{
    column::{self, Column, Kind, Value},
    columns::{RELEASE, TRACK, TrackRow, track_rows},
    record::Record,
    sheet::{Rows, Sheet},
    shop::Shop,
    table::Given,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// A record as it stands in its file.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) record: Record,
    pub(crate) value: Map<String, Json>,
    pub(crate) rows: Rows,
}

/// A record, and the rows that say the same.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) value: Map<String, Json>,
    rows: Vec<KnownRow>,
    /// Where the row of each pointer is.
    ways: HashMap<(Sheet, String), usize>,
}

/// A row as our own export writes it.
#[derive(Debug)]
pub(super) struct KnownRow {
    pub(super) sheet: Sheet,
    pub(super) shape: Shape,
    pub(super) pointer: String,
    pub(super) cells: Vec<Said>,
    /// What stands in the columns of a shop's sheet, if it is about one.
    pub(super) texts: Vec<String>,
}

/// A record as tables like those of a draft would have it.
pub(crate) fn known(standing: &Standing, draft: &Draft, shop: Option<&Shop>) -> Known {
    let rows = match draft.shape {
        Shape::Book => sheets(standing),
        Shape::Flat => flat(standing, shop),
    };
    let ways = rows.iter().enumerate().map(|(at, row)| ((row.sheet, row.pointer.clone()), at)).collect();
    Known { value: standing.value.clone(), rows, ways }
}

fn sheets(standing: &Standing) -> Vec<KnownRow> {
    let own = standing.rows.all.iter().filter(|row| row.sheet != Sheet::Performers);
    own.map(|row| {
        let cells = row.cells.iter().zip(row.sheet.fields());
        let cells = cells.map(|(cell, field)| Said::written(cell, field.kind)).collect();
        KnownRow { sheet: row.sheet, shape: Shape::Book, pointer: row.pointer.clone(), cells, texts: Vec::new() }
    })
    .collect()
}

fn flat(standing: &Standing, shop: Option<&Shop>) -> Vec<KnownRow> {
    let release = &standing.record.release;
    let columns = shop.map_or(&[][..], |shop| &shop.columns);
    let texts =
        |row: Option<&TrackRow<'_>>| columns.iter().map(|column| column.write(release, row).text).collect::<Vec<_>>();
    let cells = cells(RELEASE, |fill, cell| fill(release, cell));
    let first = KnownRow {
        sheet: Sheet::Releases,
        shape: Shape::Flat,
        pointer: String::new(),
        cells,
        texts: texts(track_rows(release).next().map(|(row, _)| row).as_ref()),
    };
    let tracks = track_rows(release).map(|(row, way)| {
        let pointer = match way {
            (None, at) => format!("/tracks/{at}"),
            (Some(medium), at) => format!("/media/{medium}/tracks/{at}"),
        };
        KnownRow {
            sheet: Sheet::Tracks,
            shape: Shape::Flat,
            pointer,
            cells: self::cells(TRACK, |fill, cell| fill(&row, cell)),
            texts: texts(Some(&row)),
        }
    });
    std::iter::once(first).chain(tracks).collect()
}

fn cells<'a, F: Copy>(columns: &[Column<F>], fill: impl Fn(F, &mut column::Cell<'a>)) -> Vec<Said> {
    let own = columns.iter().filter(|column| column.on.is_csv());
    own.map(|column| said(&column::Cell::filled(|cell| fill(column.cell, cell)), column.kind)).collect()
}

/// What the CSV says of a value.
fn said(cell: &column::Cell<'_>, kind: Kind) -> Said {
    match cell.value {
        Value::Nothing => Said::Nothing,
        Value::Text(_) | Value::List => Said::new(Given::Text(cell.text().into()), kind, CSV),
        Value::Number(number) => Said::One(Given::Number(number.into())),
        Value::Date(day) => Said::One(Given::Day(day)),
        Value::Duration(duration) => Said::One(Given::Seconds(duration.seconds)),
        Value::Flag(flag) => Said::One(Given::Flag(flag)),
    }
}

impl Known {
    /// The row that says something of that place.
    pub(super) fn row(&self, sheet: Sheet, pointer: &str) -> Option<&KnownRow> {
        self.ways.get(&(sheet, pointer.to_owned())).map(|at| &self.rows[*at])
    }

    pub(super) fn of(&self, sheet: Sheet) -> impl Iterator<Item = &KnownRow> {
        self.rows.iter().filter(move |row| row.sheet == sheet)
    }
}

impl KnownRow {
    /// What it says under a name.
    pub(super) fn said(&self, name: &str) -> &Said {
        const NOTHING: &Said = &Said::Nothing;
        let at = self.shape.fields(self.sheet).iter().position(|field| field.name == name);
        at.map_or(NOTHING, |at| &self.cells[at])
    }
}

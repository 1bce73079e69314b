//! A table with a row for each track, in which what is said of the release is repeated.
use super::{
    Complaint, LOST_ROW, MANY, ROWS_DIFFER, UNKNOWN_COLUMN,
    draft::{Draft, complaint, faults},
    heads::{Heads, Shape},
    rows::Row,
    said::{CSV, Manner, SHEET, Said},
    shops::ShopHeads,
};
use crate::{
    sheet::Sheet,
    shop::Shop,
    table::{Cell, Table},
};
use std::collections::{BTreeMap, HashMap};

/// What tells one release from another: the first of these that is there, or the last ones together.
const IDENTIFIERS: [&str; 2] = ["barcode", "grid"];
const NAMES: [&str; 4] = ["release_title", "release_version", "label", "catalog_number"];

/// Adds the releases of a table.
pub(super) fn flat(
    (at, table): (usize, &Table),
    shop: Option<&Shop>,
    drafts: &mut Vec<Draft>,
    complaints: &mut Vec<Complaint>,
) {
    let sheets = [Sheet::Releases, Sheet::Tracks];
    let known = complaints.len();
    let of_shop = shop.map(|shop| ShopHeads::new(table, at, shop, complaints));
    let heads = match &of_shop {
        Some(of_shop) => &of_shop.heads,
        None => &Heads::new(table, at, Shape::Flat, &sheets, complaints),
    };
    let is_known = of_shop.as_ref().map_or(!heads.columns.is_empty(), |of_shop| !of_shop.columns.is_empty());
    if !is_known {
        complaints.truncate(known);
        let cell = Cell { row: heads.row, col: 0 };
        let message = "begins a sheet none of whose columns is known".to_owned();
        let help =
            "name the profile of the sheet with `--sheet NAME`, or give it the columns of `gatefold export --to csv`";
        complaints.push(complaint(&UNKNOWN_COLUMN, at, cell, message, help));
        return;
    }
    let manner = if table.name.is_empty() { CSV } else { Manner { separator: CSV.separator, ..SHEET } };
    let mut owners = BTreeMap::new();
    let mut by_key: HashMap<Vec<String>, usize> = HashMap::new();
    for line in table.lines.iter().skip(1) {
        if complaints.len() > MANY {
            break;
        }
        let parts = match &of_shop {
            Some(of_shop) => of_shop.rows(line, at, manner, complaints),
            None => sheets.map(|sheet| Row::new((line, at), heads, (Shape::Flat, sheet, manner), complaints)),
        };
        let [(release, is_sound), (track, also_sound)] = parts;
        let Some(key) = key(&release) else {
            let cell = Cell { row: line.row, col: line.cells.first().map_or(0, |(col, _)| *col) };
            let message = "is on a row that belongs to no release".to_owned();
            complaints.push(complaint(
                &LOST_ROW,
                at,
                cell,
                message,
                "write the release's title, or its barcode, into each of its rows",
            ));
            continue;
        };
        let owner = *by_key.entry(key).or_insert_with(|| {
            let draft = Draft::new(String::new(), Shape::Flat, at, Cell { row: line.row, col: 0 });
            drafts.push(draft);
            drafts.len() - 1
        });
        owners.insert(line.row, owner);
        let draft = &mut drafts[owner];
        draft.is_faulty |= !(is_sound && also_sound);
        match &draft.release {
            None => draft.release = Some(release),
            Some(first) => draft.is_faulty |= compare(first, &release, complaints),
        }
        if track.cells.iter().flatten().any(|(_, said)| *said != Said::Nothing) {
            draft.tracks.get_or_insert_default().push(track);
        }
    }
    faults((at, table), heads, &owners, drafts, complaints);
}

fn key(row: &Row) -> Option<Vec<String>> {
    let text = |name: &&str| match row.said(name) {
        Said::One(given) => given.shown().into_owned(),
        _ => String::new(),
    };
    let identifier = IDENTIFIERS.iter().map(text).find(|text| !text.is_empty()).map(|text| vec![text]);
    identifier
        .or_else(|| Some(NAMES.iter().map(text).collect()).filter(|names: &Vec<String>| !names.concat().is_empty()))
}

/// Whether a row says something else of the release than the first one of it.
fn compare(first: &Row, row: &Row, complaints: &mut Vec<Complaint>) -> bool {
    let fields = Shape::Flat.fields(Sheet::Releases);
    let known = complaints.len();
    for (field, pair) in fields.iter().zip(first.cells.iter().zip(&row.cells)) {
        let (Some((_, due)), Some((_, said))) = pair else { continue };
        if due != said {
            let message = format!("says of the release something else than row {}", first.row + 1);
            let help = "write the same into all rows of the release, or its own barcode into those of another";
            complaints.push(row.complaint(&ROWS_DIFFER, field.name, message, help));
        }
    }
    complaints.len() > known
}

//! A shop's sheet, whose columns are told by data: its cells as those of our own columns.
use super::{
    Complaint, UNKNOWN_COLUMN,
    heads::{Heads, Shape},
    known::KnownRow,
    rows::{Row, checked},
    said::{Manner, Said},
};
use crate::{
    column::Kind,
    record::Text,
    schema::nearest,
    sheet::Sheet,
    shop::{Part, Shop, Told},
    table::{Cell, Given, Line, Table},
};

/// The columns of a table, by the titles that the shop has for them.
pub(super) struct ShopHeads<'s> {
    shop: &'s Shop,
    pub(super) heads: Heads,
    /// The columns of the table, and which ones of the shop they are.
    pub(super) columns: Vec<(u32, usize)>,
}

impl<'s> ShopHeads<'s> {
    pub(super) fn new(table: &Table, at: usize, shop: &'s Shop, complaints: &mut Vec<Complaint>) -> Self {
        let mut own = Self { shop, heads: Heads::default(), columns: Vec::new() };
        let Some(first) = table.lines.first() else { return own };
        own.heads.row = first.row;
        for (col, given) in &first.cells {
            let title = given.shown();
            let is_title = |title: &str, other: &str| title.trim().to_lowercase() == other.trim().to_lowercase();
            let found = shop.columns.iter().position(|column| is_title(&column.title, &title));
            if let Some(found) = found.filter(|found| own.columns.iter().all(|(_, other)| other != found)) {
                own.columns.push((*col, found));
                continue;
            }
            own.heads.unknown.insert(*col);
            let near = nearest(&title, shop.columns.iter().map(|column| column.title.as_str()));
            let (message, help) = match (found, near) {
                (Some(_), _) => (format!("is the second column `{title}`"), "delete one of the two".to_owned()),
                (None, Some(near)) => (
                    format!("says `{title}`, and the sheet `{}` has no such column", shop.name),
                    format!("write `{near}`, if that is meant"),
                ),
                (None, None) => (
                    format!("says `{title}`, and the sheet `{}` has no such column", shop.name),
                    "add the column to the sheet in `gatefold.toml`, or delete it here".to_owned(),
                ),
            };
            let cell = Cell { row: first.row, col: *col };
            complaints.push(Complaint { rule: &UNKNOWN_COLUMN, table: at, cell, message, help });
        }
        own
    }

    /// What a line says of the release and of the track.
    pub(super) fn rows(
        &self,
        line: &Line,
        table: usize,
        manner: Manner,
        complaints: &mut Vec<Complaint>,
    ) -> [(Row, bool); 2] {
        [Sheet::Releases, Sheet::Tracks].map(|sheet| {
            let fields = Shape::Flat.fields(sheet);
            let mut parts: Vec<Option<(u32, Vec<Told>)>> = vec![None; fields.len()];
            let (mut told, mut is_sound) = (Vec::new(), true);
            for (col, at) in &self.columns {
                let column = &self.shop.columns[*at];
                let Some(place) = column.field.filter(|place| place.sheet == sheet) else { continue };
                let given = line.cells.iter().find(|(own, _)| own == col).map(|(_, given)| given);
                let cell = Cell { row: line.row, col: *col };
                if given.is_some_and(|given| !checked(given, table, cell, complaints)) {
                    is_sound = false;
                    continue;
                }
                told.push((*at, place.at, given.map_or_else(String::new, |given| given.shown().into_owned())));
                let (_, list) = parts[place.at].get_or_insert((*col, Vec::new()));
                list.extend(given.and_then(|given| column.read(given)));
            }
            let cells = parts.into_iter().zip(fields).map(|(part, field)| {
                let (col, list) = part?;
                Some((col, together(list, field.kind, manner)))
            });
            let cells = cells.collect();
            (Row { table, row: line.row, sheet, shape: Shape::Flat, pointer: None, cells, told }, is_sound)
        })
    }
}

/// What several cells say of one field.
fn together(list: Vec<Told>, kind: Kind, manner: Manner) -> Said {
    let (mut entries, mut numbered, mut year, mut owner) = (Vec::new(), Vec::new(), None, None);
    for told in list {
        match told {
            Told::Given(given) => return Said::new(given, kind, manner),
            Told::Entries(own) => entries.extend(own),
            Told::Entry(at, text) => numbered.push((at, text)),
            Told::Part(Part::Year, text) => year = Some(text),
            Told::Part(Part::Owner, text) => owner = Some(text),
        }
    }
    numbered.sort();
    entries.extend(numbered.into_iter().map(|(_, text)| text));
    let parts: Vec<Text> = [year, owner].into_iter().flatten().collect();
    match (entries.is_empty(), parts.is_empty()) {
        (false, _) => Said::Many(entries),
        (true, false) => Said::One(Given::Text(parts.join(" ").into())),
        (true, true) => Said::Nothing,
    }
}

/// The row with what the record has in the place of all that the sheet says as the record would: a shop's sheet holds less.
pub(super) fn resolved(row: &Row, known: Option<&KnownRow>, shop: &Shop) -> Row {
    let mut row = row.clone();
    let Some(known) = known else { return row };
    for at in 0..row.cells.len() {
        let mut own = row.told.iter().filter(|(_, field, _)| *field == at).peekable();
        if own.peek().is_none() {
            continue;
        }
        let is_same = |(column, _, text): &(usize, usize, String)| known.texts.get(*column) == Some(text);
        if own.clone().all(is_same) {
            if let Some((_, said)) = &mut row.cells[at] {
                *said = known.cells[at].clone();
            }
            continue;
        }
        let parts: Vec<_> = own.filter_map(|(column, ..)| shop.columns[*column].form.part).collect();
        let version =
            row.told.iter().find(|(_, field, _)| *field == at).and_then(|(column, ..)| shop.columns[*column].version);
        let old = known.cells[at].text().map(str::to_owned);
        let Some((_, Said::One(Given::Text(text)))) = &mut row.cells[at] else { continue };
        // The part that the sheet does not have, and the version that has a place of its own.
        match (&parts[..], old.as_deref().and_then(|old| old.split_once(' '))) {
            ([Part::Owner], Some((year, _))) => *text = format!("{year} {text}").into(),
            ([Part::Year], Some((_, owner))) => *text = format!("{text} {owner}").into(),
            _ => {}
        }
        let version = version.and_then(|place| known.cells.get(place.at)?.text());
        if let Some(bare) = version.and_then(|version| text.strip_suffix(&*format!(" ({version})"))) {
            *text = bare.into();
        }
    }
    row
}

//! A shop's sheet, told by data: the titles of its columns, which of our columns each shows, and in what form. Its columns are those of
//! the CSV, under other names and in other forms.
mod forms;

use crate::{
    column::{self, Back, Column, Field, SEPARATOR, Value},
    columns::{RELEASE, TRACK, TrackRow},
    record::{Text, release::Release},
    sheet::Sheet,
    span::Span,
    table::Given,
};
use std::path::Path;

/// A sheet that a shop takes or sends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shop {
    pub(crate) name: Text,
    /// Whether there is a row for each release, and not for each track.
    pub(crate) is_of_releases: bool,
    pub(crate) columns: Vec<ShopColumn>,
}

/// Whether a sheet is named by the file that tells of it, and not by its own name.
pub(crate) fn is_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "toml")
}

/// A column of such a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShopColumn {
    pub(crate) title: Text,
    /// The column of ours; nothing, where the cell always says the same.
    pub(crate) field: Option<Place>,
    /// The column of ours that stands in for it where it is empty.
    pub(crate) or: Option<Place>,
    /// The column with the version that stands in brackets behind a title.
    pub(crate) version: Option<Place>,
    /// What is written where there is nothing to write.
    pub(crate) text: Text,
    pub(crate) form: Form,
}

/// A column of ours: whether it is about releases or tracks, and which one of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) sheet: Sheet,
    pub(crate) at: usize,
}

/// How a cell is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form {
    /// Where year, month and day stand: `MM/DD/YYYY`.
    pub(crate) date: Option<Text>,
    /// What parts the entries of a list.
    pub(crate) separator: Option<Text>,
    /// The only entry of a list that is meant, from 1.
    pub(crate) entry: Option<usize>,
    /// The only part of a rights line that is meant.
    pub(crate) part: Option<Part>,
    /// The roles of those who are meant; the first one is what somebody has who is named here.
    pub(crate) roles: Vec<Text>,
    /// The shop's word for the whole world, where days are written by territory: `WW:2018-11-30`.
    pub(crate) world: Option<Text>,
    /// Our words and the shop's.
    pub(crate) words: Vec<(Text, Text)>,
}

/// A part of a rights line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Owner,
}

/// What a cell of a shop's sheet says to a column of ours.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    Given(Given),
    Entries(Vec<Text>),
    /// The entry of a list that stands at this place, from 1.
    Entry(usize, Text),
    /// A part of a rights line.
    Part(Part, Text),
}

/// A cell, and the place of a value that it cannot hold.
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) lost: Option<Span>,
}

impl Place {
    /// The column of that name, as a CSV has it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Sheet::Releases, Sheet::Tracks].into_iter().find_map(|sheet| {
            let at = sheet.flat_fields().iter().position(|field| field.name == name)?;
            Some(Self { sheet, at })
        })
    }

    /// The names of all columns.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        [Sheet::Releases, Sheet::Tracks]
            .into_iter()
            .flat_map(|sheet| sheet.flat_fields().iter().map(|field| field.name))
    }

    pub(crate) fn field(self) -> &'static Field {
        &self.sheet.flat_fields()[self.at]
    }

    /// What a record says there.
    fn cell<'a>(self, release: &'a Release, track: Option<&TrackRow<'a>>) -> column::Cell<'a> {
        match (self.sheet, track) {
            (Sheet::Releases, _) => {
                let column = csv(RELEASE, self.at);
                column.map(|column| column::Cell::filled(|cell| (column.cell)(release, cell))).unwrap_or_default()
            }
            (_, Some(row)) => {
                let column = csv(TRACK, self.at);
                column.map(|column| column::Cell::filled(|cell| (column.cell)(row, cell))).unwrap_or_default()
            }
            (_, None) => column::Cell::default(),
        }
    }
}

/// A column of the CSV by its number.
fn csv<F>(columns: &'static [Column<F>], at: usize) -> Option<&'static Column<F>> {
    columns.iter().filter(|column| column.on.is_csv()).nth(at)
}

impl ShopColumn {
    /// Whether a name of ours is a list in which the entries are parted.
    fn separator(&self) -> &str {
        self.form.separator.as_deref().unwrap_or(SEPARATOR)
    }

    /// The cell of a row.
    pub(crate) fn write<'a>(&self, release: &'a Release, track: Option<&TrackRow<'a>>) -> Written {
        let own = self.field.map(|place| self.said(place, release, track)).filter(|written| !written.text.is_empty());
        let other = || self.or.map(|place| self.said(place, release, track)).filter(|written| !written.text.is_empty());
        let Some(mut written) = own.or_else(other) else {
            return Written { text: self.text.to_string(), lost: None };
        };
        let version = self.version.map(|place| place.cell(release, track));
        if let Some(version) = version
            && let Value::Text(_) = version.value
        {
            written.text = format!("{} ({})", written.text, version.text());
        }
        written
    }

    fn said<'a>(&self, place: Place, release: &'a Release, track: Option<&TrackRow<'a>>) -> Written {
        let cell = place.cell(release, track);
        let (mut lost, form) = (None, &self.form);
        let text = match cell.value {
            Value::Nothing => String::new(),
            Value::Number(number) => number.to_string(),
            Value::Duration(duration) => duration.to_string(),
            Value::Flag(flag) => form.word(if flag { "true" } else { "false" }).to_owned(),
            Value::Date(day) => form.day(day),
            Value::Text(_) => match form.part {
                Some(part) => part.of(cell.text()).to_owned(),
                None => form.word(cell.text()).to_owned(),
            },
            Value::List => {
                let mut texts = Vec::new();
                for entry in cell.entries() {
                    let (own, is_held) = form.entries(entry.text, place.field());
                    let is_torn = form.entry.is_none() && own.iter().any(|text| text.contains(self.separator().trim()));
                    if !is_held || is_torn {
                        lost = lost.or(entry.origin.span);
                    }
                    texts.extend(own);
                }
                match form.entry {
                    Some(at) => texts.into_iter().nth(at - 1).unwrap_or_default(),
                    None => texts.join(self.separator()),
                }
            }
        };
        Written { text, lost }
    }

    /// What a cell says to the column of ours; nothing, where it says nothing.
    pub(crate) fn read(&self, given: &Given) -> Option<Told> {
        let place = self.field?;
        let Given::Text(text) = given else { return Some(Told::Given(given.clone())) };
        let (text, form) = (text.as_str(), &self.form);
        if let Some(part) = form.part {
            return Some(Told::Part(part, text.into()));
        }
        let field = place.field();
        match (field.kind, form.entry) {
            (column::Kind::List, Some(at)) => Some(Told::Entry(at, form.with_role(text, field))),
            (column::Kind::List, None) => {
                let parts = text.split(self.separator().trim()).map(str::trim).filter(|part| !part.is_empty());
                let entries = parts.map(|part| form.with_role(part, field));
                Some(Told::Entries(if form.world.is_some() {
                    form.days(text, self.separator())
                } else {
                    entries.collect()
                }))
            }
            (column::Kind::Date, _) => Some(Told::Given(form.read_day(text).map_or_else(|| given.clone(), Given::Day))),
            _ if matches!(field.back, Back::Medium) => Some(Told::Given(
                text.parse::<u32>().map_or_else(|_| given.clone(), |number| Given::Number(number.into())),
            )),
            _ => Some(Told::Given(Given::Text(form.own_word(text).into()))),
        }
    }
}

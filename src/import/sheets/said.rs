//! What a cell says in the terms of its column: the same for a workbook and a CSV, so that it can be compared with what stands in a record.
use super::{CELL_FORM, PADDED, TEXT_CUT};
use crate::{
    column::{Back, Field, Kind},
    record::{
        Text,
        date::{Date, PartialDate},
        duration::Duration,
    },
    rule::Rule,
    sheet,
    table::Given,
};
use serde_json::Value;

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Said {
    #[default]
    Nothing,
    One(Given),
    /// The entries of a list.
    Many(Vec<Text>),
}

/// How cells are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// What parts the entries of a list.
    pub(super) separator: char,
    /// Whether every cell is a text, be it a number.
    pub(super) is_text: bool,
}

/// Of workbooks.
pub(super) const SHEET: Manner = Manner { separator: '\n', is_text: false };
/// Of CSV.
pub(super) const CSV: Manner = Manner { separator: ';', is_text: true };

/// Why a cell is not understood.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) rule: &'static Rule,
    /// What it is, seen from the cell: `is a number, and …`.
    pub(super) message: String,
    pub(super) help: String,
}

impl Said {
    /// What is given, as a column of this kind takes it.
    pub(super) fn new(given: Given, kind: Kind, manner: Manner) -> Self {
        let Given::Text(text) = given else { return Self::One(given) };
        let own = match kind {
            Kind::List => return Self::entries(&text, manner.separator),
            Kind::Number if manner.is_text => text.parse::<u32>().ok().map(|number| Given::Number(number.into())),
            Kind::Date => text.parse().ok().map(Given::Day),
            Kind::Duration => text.parse::<Duration>().ok().map(|duration| Given::Seconds(duration.seconds)),
            Kind::Flag => {
                ["true", "false"].iter().position(|word| text.eq_ignore_ascii_case(word)).map(|at| Given::Flag(at == 0))
            }
            _ => None,
        };
        match own {
            Some(own) => Self::One(own),
            None if text.is_empty() => Self::Nothing,
            None => Self::One(Given::Text(text)),
        }
    }

    /// The entries that are parted by a sign. A blank behind it belongs to it.
    fn entries(text: &str, separator: char) -> Self {
        let blank = if separator == '\n' { "" } else { " " };
        let entries = text
            .split(separator)
            .enumerate()
            .map(|(at, entry)| if at == 0 { entry } else { entry.strip_prefix(blank).unwrap_or(entry) });
        let entries: Vec<Text> = entries.map(Text::from).filter(|entry| !entry.trim().is_empty()).collect();
        if entries.is_empty() { Self::Nothing } else { Self::Many(entries) }
    }

    /// What our own export has written into a cell.
    pub(super) fn written(cell: &sheet::Cell, kind: Kind) -> Self {
        match cell {
            sheet::Cell::Nothing => Self::Nothing,
            sheet::Cell::Text(text) => Self::new(Given::Text(text.clone()), kind, SHEET),
            sheet::Cell::Number(number) => Self::One(Given::Number(f64::from(*number))),
            sheet::Cell::Day(day) => Date::of_sheet(*day).map_or(Self::Nothing, |day| Self::One(Given::Day(day))),
            sheet::Cell::Seconds(seconds) => Self::One(Given::Seconds(*seconds)),
            sheet::Cell::Flag(flag) => Self::One(Given::Flag(*flag)),
        }
    }

    /// The text of it, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Self::One(Given::Text(text)) = self { Some(text) } else { None }
    }

    /// The number, if it is one that counts something.
    pub(super) fn number(&self) -> Option<u32> {
        if let Self::One(given) = self { given.whole() } else { None }
    }

    /// The day, if it is one.
    pub(super) fn day(&self) -> Option<Date> {
        if let Self::One(Given::Day(day)) = self { Some(*day) } else { None }
    }

    /// The entries of a list; one, if it is none.
    pub(super) fn list(&self) -> &[Text] {
        match self {
            Self::Many(entries) => entries,
            Self::One(Given::Text(text)) => std::slice::from_ref(text),
            _ => &[],
        }
    }

    /// The value that a column makes of it; nothing, where the cell is empty.
    pub(super) fn value(&self, field: &Field) -> Result<Option<Value>, Wrong> {
        match self {
            Self::Nothing => Ok(None),
            Self::Many(entries) => {
                let mut values = Vec::new();
                for entry in entries {
                    sound(entry, false)?;
                    values.push(read(entry, field)?);
                }
                Ok(Some(values.into()))
            }
            Self::One(given) => one(given, field).map(Some),
        }
    }
}

fn one(given: &Given, field: &Field) -> Result<Value, Wrong> {
    match (field.kind, given) {
        (Kind::Words | Kind::Code | Kind::Notes, Given::Text(text)) => {
            sound(text, field.kind == Kind::Notes)?;
            read(text, field)
        }
        (Kind::Number, given) if given.whole().is_some() => Ok(given.whole().into()),
        (Kind::Date, Given::Day(day)) => Ok(day.to_string().into()),
        (Kind::Date, Given::Text(text)) if text.parse::<PartialDate>().is_ok() => Ok(text.as_str().into()),
        (Kind::Duration, Given::Seconds(seconds)) => Ok(Duration { seconds: *seconds }.to_string().into()),
        (Kind::Flag, Given::Flag(flag)) => Ok((*flag).into()),
        (kind, given) => Err(other(kind, given, field.name)),
    }
}

/// A text, whole or in its parts.
fn read(text: &str, field: &Field) -> Result<Value, Wrong> {
    let (Back::Parts(parts) | Back::Events(parts)) = field.back else { return Ok(text.into()) };
    (parts.read)(text).ok_or_else(|| Wrong {
        rule: &CELL_FORM,
        message: format!("says `{text}`, and this is not how `{}` is written", field.name),
        help: format!("write it like `{}`", parts.like),
    })
}

/// A text that neither has blanks around it nor was cut.
fn sound(text: &str, is_long: bool) -> Result<(), Wrong> {
    if !is_long && text.trim() != text {
        let (message, help) = (
            "has a blank before or behind its text",
            "delete the blank: nobody sees it, and it makes another name of a name",
        );
        return Err(Wrong { rule: &PADDED, message: message.to_owned(), help: help.to_owned() });
    }
    if text.ends_with('…') && text.len() > sheet::LONGEST && text.encode_utf16().count() == sheet::LONGEST {
        let (message, help) = ("is as long as a cell can be and was cut off", "write this text in the record itself");
        return Err(Wrong { rule: &TEXT_CUT, message: message.to_owned(), help: help.to_owned() });
    }
    Ok(())
}

/// Something else than the column takes.
fn other(kind: Kind, given: &Given, name: &str) -> Wrong {
    let shown = given.shown();
    let is = match given {
        Given::Number(_) => "is a number",
        Given::Day(_) => "is a date",
        Given::Seconds(_) => "is a time",
        Given::Flag(_) => "is TRUE or FALSE",
        _ => "is a text",
    };
    let (due, help) = match kind {
        Kind::Words | Kind::Code | Kind::Notes | Kind::List => (
            "a text",
            "give the cell the format “Text”, and write anew what it should say: a spreadsheet has changed it",
        ),
        Kind::Number => ("a number", "write digits alone, in a cell with the format “Number”"),
        Kind::Date => ("a date", "write year, month and day, such as 2018-11-30"),
        Kind::Duration => {
            ("a playing time", "write minutes and seconds, such as 3:20, in a cell with the format “Text” or `[m]:ss`")
        }
        Kind::Flag => ("TRUE or FALSE", "write TRUE or FALSE, or leave it empty"),
    };
    let message = match given {
        Given::Text(_) => format!("says `{shown}`, and `{name}` is {due}"),
        _ => format!("{is}, `{shown}`, and `{name}` is {due}"),
    };
    Wrong { rule: &CELL_FORM, message, help: help.to_owned() }
}

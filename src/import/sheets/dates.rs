//! The days of a release: one for the whole world, or some by territory, which then count.
use super::{
    READING_ONLY, ROWS_DIFFER,
    assemble::{Assembly, changed, kept, set},
    known::KnownRow,
    rows::Row,
    said::Said,
};
use crate::{column::Back, record::date::Date};
use serde_json::{Map, Value};

const DAY: &str = "release_date";
const EVENTS: &str = "release_events";

/// Puts in what a row says of the days.
pub(super) fn dates(row: &Row, old: Option<&KnownRow>, record: &mut Map<String, Value>, assembly: &mut Assembly<'_>) {
    let is_day = |back| matches!(back, Back::FirstDay);
    let is_events = |back| matches!(back, Back::Events(_));
    let of = |wanted: fn(Back) -> bool| changed(row, old).find(|(field, ..)| wanted(field.back));
    let (day, events) = (of(is_day), of(is_events));
    if day.is_none() && events.is_none() {
        return;
    }
    let now = match (row.field(EVENTS).and_then(|at| row.cells[at].as_ref()), old) {
        (Some((_, said)), _) => said,
        (None, Some(old)) => old.said(EVENTS),
        (None, None) => &Said::Nothing,
    };
    let entries: Vec<Option<Date>> =
        now.list().iter().map(|entry| entry.get(..10).and_then(|day| day.parse().ok())).collect();
    let is_one = now.list().len() == 1 && now.list()[0].len() == 10;
    let first = entries.iter().copied().min().flatten();
    if let Some((field, said, _)) = day {
        let follows = said.day().is_some() && said.day() == first;
        let rules = *now == Said::Nothing || (is_one && events.is_none());
        if rules {
            if let Some(value) = assembly.value(row, field, said) {
                one_day(record, value);
            }
            return;
        }
        if !follows {
            let message = format!(
                "says `{}`, and `{EVENTS}` says otherwise",
                said.day().map_or_else(String::new, |day| day.to_string())
            );
            let rule = if events.is_some() { &ROWS_DIFFER } else { &READING_ONLY };
            assembly.complain(
                row,
                rule,
                DAY,
                message,
                "change `release_events`, which counts where there are several days",
            );
            return;
        }
    }
    let Some((field, said, known)) = events else { return };
    if *said == Said::Nothing {
        let said = row.said(DAY);
        let fields = row.shape.fields(row.sheet);
        let field = fields.iter().find(|field| is_day(field.back)).expect("releases have a day");
        if let Some(value) = assembly.value(row, field, said) {
            one_day(record, value);
        }
        return;
    }
    match assembly.value(row, field, said) {
        Some(Some(_)) if is_one => one_day(record, first.map(|day| day.to_string().into())),
        Some(value) => {
            let value = value.map(|value| kept(value, said, known, record.get(EVENTS)));
            record.remove(DAY);
            set(record, EVENTS, value);
        }
        None => {}
    }
}

/// Sets the one day of the whole world, in the form that the record has for it.
fn one_day(record: &mut Map<String, Value>, day: Option<Value>) {
    let long = record.get_mut(EVENTS).and_then(Value::as_array_mut).filter(|events| events.len() == 1);
    let long = long.and_then(|events| events[0].as_object_mut()).filter(|event| event.len() == 1);
    if let (Some(event), Some(day)) = (long, &day) {
        event.insert("date".to_owned(), day.clone());
    } else {
        record.remove(EVENTS);
        set(record, DAY, day);
    }
}

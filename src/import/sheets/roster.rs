//! The rows of the sheet Performers as entries of a roster.
use super::{CELL_FORM, Complaint, Drafts};
use crate::sheet::Sheet;
use serde_json::{Map, Value};

/// Everybody of whom more than the name is said, as a roster has them; what is empty is null.
pub(crate) fn roster(drafts: &Drafts, complaints: &mut Vec<Complaint>) -> Map<String, Value> {
    let mut roster = Map::new();
    for row in &drafts.performers {
        let known = complaints.len();
        let mut entry = Map::new();
        let mut name = None;
        for (field, cell) in Sheet::Performers.fields().iter().zip(&row.cells) {
            let Some((_, said)) = cell else { continue };
            match said.value(field) {
                Ok(value) if field.path.is_empty() => name = value.as_ref().and_then(Value::as_str).map(str::to_owned),
                Ok(Some(value)) => _ = entry.insert(field.path.to_owned(), value),
                Ok(None) => _ = entry.insert(field.path.to_owned(), Value::Null),
                Err(wrong) => complaints.push(row.complaint(wrong.rule, field.name, wrong.message, &wrong.help)),
            }
        }
        let has_more = entry.values().any(|value| !value.is_null());
        match name {
            Some(name) if has_more && complaints.len() == known => _ = roster.insert(name, entry.into()),
            None if has_more => {
                let message = "is on a row of a performer without a name".to_owned();
                complaints.push(row.complaint(
                    &CELL_FORM,
                    "name",
                    message,
                    "write the name that the roster should have",
                ));
            }
            _ => {}
        }
    }
    roster
}

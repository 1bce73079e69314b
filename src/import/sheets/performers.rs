//! Performers where there is a column for each role, as in a CSV.
use super::{
    assemble::{Assembly, changed, put_list},
    known::KnownRow,
    rows::Row,
    said::Said,
};
use crate::{
    column::{Back, Field},
    columns::AS,
    record::performer::Role,
};
use serde_json::{Map, Value, json};

const LIST: &str = "performers";

/// A performer of a list.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    role: Role,
    credited_as: Option<String>,
}

/// Puts in what a row says of performers. A track that has those of its release does not say so.
pub(super) fn performers(
    row: &Row,
    old: Option<&KnownRow>,
    release: Option<&Map<String, Value>>,
    map: &mut Map<String, Value>,
    assembly: &mut Assembly<'_>,
) {
    let is_own = |field: &Field| matches!(field.back, Back::Performers(_) | Back::CreditedAs);
    let cells = row.shape.fields(row.sheet).iter().zip(&row.cells);
    let given: Vec<(&Field, &Said)> =
        cells.filter(|(field, _)| is_own(field)).filter_map(|(field, cell)| Some((field, &cell.as_ref()?.1))).collect();
    let is_changed = changed(row, old).any(|(field, ..)| is_own(field));
    let inherits = release.is_some() && !map.contains_key(LIST);
    if given.is_empty() || !(is_changed || inherits) {
        return;
    }
    let before = entries(if inherits { release } else { Some(map) });
    let mut list = Vec::new();
    for role in Role::ALL {
        let column = given.iter().find(|(field, _)| matches!(field.back, Back::Performers(own) if own == role));
        let Some((field, said)) = column else {
            list.extend(before.iter().filter(|entry| entry.role == role).cloned());
            continue;
        };
        if assembly.value(row, field, said).is_none() {
            return;
        }
        let named = |name: &crate::record::Text| Entry { name: name.to_string(), role, credited_as: None };
        list.extend(said.list().iter().map(named));
    }
    let credited = given.iter().find(|(field, _)| matches!(field.back, Back::CreditedAs));
    for entry in &mut list {
        let lead = [entry.name.as_str(), AS].concat();
        entry.credited_as = match credited {
            // A track's own column says nothing of those whom it has from its release.
            Some((_, said)) if !(inherits && **said == Said::Nothing) => {
                said.list().iter().find_map(|text| text.strip_prefix(&*lead)).map(str::to_owned)
            }
            _ => before
                .iter()
                .find(|old| (&old.name, old.role) == (&entry.name, entry.role))
                .and_then(|old| old.credited_as.clone()),
        };
    }
    let mut ordered = before.clone();
    ordered.sort_by_key(|entry| entry.role);
    if ordered == list {
        return;
    }
    put_list(map, LIST, list.iter().map(|entry| value(entry, map.get(LIST))).collect());
}

/// The performers of a release or a track.
fn entries(map: Option<&Map<String, Value>>) -> Vec<Entry> {
    let list = map.and_then(|map| map.get(LIST)?.as_array()).into_iter().flatten();
    list.map(|value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let name = value.as_str().or_else(|| text("name")).unwrap_or_default().to_owned();
        let role = Role::ALL.into_iter().find(|role| text("role") == role.word()).unwrap_or_default();
        Entry { name, role, credited_as: text("credited_as").map(str::to_owned) }
    })
    .collect()
}

/// The entry as it stands already, or in its shortest form.
fn value(entry: &Entry, old: Option<&Value>) -> Value {
    let list = old.and_then(Value::as_array).into_iter().flatten();
    let same = list
        .into_iter()
        .find(|value| entries(Some(&Map::from_iter([(LIST.to_owned(), json!([value]))]))) == [entry.clone()]);
    if let Some(same) = same {
        return same.clone();
    }
    let mut map = Map::from_iter([("name".to_owned(), json!(entry.name))]);
    if entry.role != Role::Main {
        map.insert("role".to_owned(), json!(entry.role));
    }
    if let Some(credited_as) = &entry.credited_as {
        map.insert("credited_as".to_owned(), json!(credited_as));
    }
    if map.len() == 1 { json!(entry.name) } else { map.into() }
}

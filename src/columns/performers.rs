//! What the roster says of a performer.
use super::forms::{add_pair, entry};
use crate::{
    column::{
        Back::Parts,
        Cell, Column,
        Kind::{Code, List, Words},
        On::Sheet,
        Origin, Value, Written, column, special,
    },
    record::{
        Text,
        roster::{Entry, OwnId},
    },
    span::Spanned,
};

/// A performer, and the roster's entry where it has one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PerformerRow<'a> {
    pub(crate) name: &'a str,
    pub(crate) entry: Option<&'a Entry>,
}

pub(crate) type OfPerformer = for<'a> fn(&PerformerRow<'a>, &mut Cell<'a>);

/// The columns, in their order.
pub(crate) const PERFORMER: &[Column<OfPerformer>] = &[
    column("name", "", Words, Sheet, |row, cell| cell.put_made(Some(Value::of(row.name)))),
    column("type", "type", Code, Sheet, |row, cell| cell.put_text(row.entry.and_then(|entry| entry.kind.as_ref()))),
    column("aliases", "aliases", List, Sheet, |row, cell| put_all(row, cell, |entry| &entry.aliases)),
    column("misspellings", "misspellings", List, Sheet, |row, cell| put_all(row, cell, |entry| &entry.misspellings)),
    column("native_name", "native_name", Words, Sheet, |row, cell| {
        cell.put_text(row.entry.and_then(|entry| entry.native_name.as_ref()));
    }),
    column("native_language", "native_language", Code, Sheet, |row, cell| {
        cell.put_text(row.entry.and_then(|entry| entry.native_language.as_ref()));
    }),
    column("isni", "isni", Code, Sheet, |row, cell| {
        cell.put(row.entry.and_then(|entry| entry.isni.as_ref()), |isni| Value::signs(isni.signs()));
    }),
    column("ipi", "ipi", Code, Sheet, |row, cell| {
        cell.put(row.entry.and_then(|entry| entry.ipi.as_ref()), |ipi| Value::signs(ipi.signs()));
    }),
    special("ids", "ids", List, Sheet, Parts(&OWN_ID), |row, cell| {
        cell.put_list(row.entry.into_iter().flat_map(|entry| &entry.ids), own_id);
    }),
    column("distinct_from", "distinct_from", List, Sheet, |row, cell| put_all(row, cell, |entry| &entry.distinct_from)),
];

fn put_all<'a>(row: &PerformerRow<'a>, cell: &mut Cell<'a>, list: fn(&Entry) -> &Vec<Spanned<Text>>) {
    cell.put_list(row.entry.into_iter().flat_map(list), entry);
}

/// `spotify: 4Z8W4fKeB5YxbusRsdQVPb`
fn own_id(own: &OwnId, out: &mut String) -> Origin {
    add_pair(out, [own.namespace.as_ref(), own.id.as_ref()]);
    Origin::clear(own.id.as_ref().map(|id| id.span))
}

const OWN_ID: Written = Written { read: read_own_id, like: "spotify: 4Z8W4fKeB5YxbusRsdQVPb" };

fn read_own_id(text: &str) -> Option<serde_json::Value> {
    let (namespace, id) = text.rsplit_once(": ")?;
    Some(serde_json::json!({"namespace": namespace, "id": id}))
}

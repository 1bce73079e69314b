//! A node of the tape as a JSON value: for messages and tests, never on the way of a sound record.
use crate::{
    number,
    tape::{Index, Kind, Tape},
};
use serde_json::Value;

/// The node and all it holds. A number that JSON cannot hold is null.
pub(crate) fn value(tape: &Tape<'_>, index: Index) -> Value {
    match tape.kind(index) {
        Kind::Null => Value::Null,
        Kind::Bool => Value::Bool(tape.text(index).starts_with(['t', 'T'])),
        Kind::Int | Kind::Float => number::value(tape.text(index)).map_or(Value::Null, Value::Number),
        Kind::Text => Value::String(tape.text(index).to_owned()),
        Kind::Sequence => tape.items(index).map(|item| value(tape, item)).collect(),
        Kind::Mapping => {
            let entries = tape.entries(index);
            Value::Object(entries.map(|(key, at)| (tape.text(key).to_owned(), value(tape, at))).collect())
        }
    }
}

//! Whether a node of a document says the same as a value.
use crate::{
    number,
    tape::{Index, Kind, Tape},
};
use serde_json::{Number, Value};

/// However it is written: `2018-11-30` is that text with and without quotation marks, and `7.0` is seven.
pub(super) fn says(tape: &Tape<'_>, node: Index, meant: &Value) -> bool {
    match (tape.kind(node), meant) {
        (Kind::Null, Value::Null) => true,
        (Kind::Bool, Value::Bool(is)) => tape.text(node).starts_with(['t', 'T']) == *is,
        (Kind::Int | Kind::Float, Value::Number(meant)) => {
            number::value(tape.text(node)).is_some_and(|own| same(&own, meant))
        }
        (Kind::Text, Value::String(meant)) => tape.text(node) == meant,
        (Kind::Sequence, Value::Array(list)) => {
            tape.count(node) == list.len() && tape.items(node).zip(list).all(|(item, meant)| says(tape, item, meant))
        }
        (Kind::Mapping, Value::Object(map)) => {
            tape.count(node) == map.len()
                && tape
                    .entries(node)
                    .all(|(key, at)| map.get(tape.text(key)).is_some_and(|meant| says(tape, at, meant)))
        }
        _ => false,
    }
}

/// Whether two numbers are worth the same.
#[allow(clippy::float_cmp, reason = "7.0 is 7, and nothing near it is")]
fn same(one: &Number, other: &Number) -> bool {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

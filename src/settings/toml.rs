//! A TOML text as a tape: it is held against its schema and decoded as a record is.
use crate::{
    diagnostic::Diagnostic,
    document::SYNTAX,
    source::Source,
    span::Span,
    tape::{Content, Index, Kind, Tape},
};
use std::ops::Range;
use toml::de::{DeTable, DeValue, Error};

/// Reads a text. Where it is not TOML, there is a finding: one alone, since what follows a slip is often read as another.
pub(super) fn read<'s>(source: &'s Source, found: &mut Vec<Diagnostic>) -> Tape<'s> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    // What was never closed explains the rest.
    let unclosed = errors.iter().find(|error| error.message().starts_with("unclosed"));
    found.extend(unclosed.or(errors.first()).map(|error| fault(source, error)));
    let mut tape = Tape::new(&source.text);
    add_table(&mut tape, Span::new(0, source.text.len() as u32), table.get_ref());
    tape
}

fn fault(source: &Source, error: &Error) -> Diagnostic {
    let end = source.text.len();
    let Range { start, end } = error.span().map_or(end..end, |span| span.start.min(end)..span.end.min(end));
    let mut finding = SYNTAX.finding(Span::new(start as u32, end as u32), "this is not TOML");
    finding.label(error.message());
    finding
}

/// Adds a table, its entries in the order of the text.
fn add_table(tape: &mut Tape<'_>, span: Span, table: &DeTable<'_>) -> Index {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let index = tape.open(Kind::Mapping, span, true);
    let mut last = None;
    for (key, value) in &entries {
        tape.scalar(Kind::Text, place(key.span()), true, &Content::Own(key.get_ref()));
        last = Some(add(tape, place(value.span()), value.get_ref()));
    }
    tape.close(index, entries.len(), last, span.end);
    index
}

fn add(tape: &mut Tape<'_>, span: Span, value: &DeValue<'_>) -> Index {
    match value {
        DeValue::Table(table) => add_table(tape, span, table),
        DeValue::Array(items) => {
            let index = tape.open(Kind::Sequence, span, true);
            let last = items.iter().map(|item| add(tape, place(item.span()), item.get_ref())).last();
            tape.close(index, items.len(), last, span.end);
            index
        }
        DeValue::String(text) => tape.scalar(Kind::Text, span, true, &Content::Own(text)),
        DeValue::Boolean(is_so) => tape.scalar(Kind::Bool, span, false, &Content::Own(&is_so.to_string())),
        DeValue::Integer(number) => tape.scalar(Kind::Int, span, false, &Content::Own(number.as_str())),
        DeValue::Float(number) => tape.scalar(Kind::Float, span, false, &Content::Own(number.as_str())),
        // No setting is a day: it need only be told from a text.
        DeValue::Datetime(_) => tape.scalar(Kind::Int, span, false, &Content::Own("0")),
    }
}

fn place(range: Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

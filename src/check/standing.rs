//! What a file of records says now, in all forms that a change of it is held against.
use super::{
    rows,
    unit::{self, ReadDocuments, read_documents},
};
use crate::{
    document::Limits,
    import::sheets::Standing,
    record::{Record, release::Release},
    schema,
    source::{File, Source, shown},
    value::value,
};
use serde_json::Value;
use std::path::Path;

/// The records of a file; none, if it cannot be read as YAML.
pub(crate) fn standing(path: &Path, text: &str) -> Option<Vec<Standing>> {
    let source = Source::whole(File { number: 0, path: shown(path).into() }, text.to_owned());
    let mut found = Vec::new();
    let read: ReadDocuments<'_, Release> = read_documents(&source, &schema::RELEASE, &Limits::default(), &mut found);
    let ReadDocuments { values, tapes, lost, .. } = read;
    if lost > 0 {
        return None;
    }
    let all = values.into_iter().zip(&tapes).enumerate().map(|(document, (release, tape))| {
        let record = Record::new(unit::name(path).into(), path.into(), release, None);
        let rows = rows::rows(&record, tape, document);
        let Value::Object(value) = (if tape.len() > 0 { value(tape, 0) } else { Value::Null }) else { return None };
        Some(Standing { record, value, rows })
    });
    all.collect()
}

//! All findings and their numbers as one JSON document, as `schemas/report.schema.json` describes it.
use super::jsonl::line;
use crate::{
    diagnostic::Severity,
    printable::JsonWriter,
    reporter::{Report, Reporter, tallies},
};
use serde_json::json;
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "json",
    about: "one JSON document with everything (`gatefold schema report` describes it)",
    reader: "your own scripts and programs",
    is_workbook: false,
    write,
}];

/// Counts up when a field goes or means something else; a new field is no new version.
const VERSION: u32 = 1;

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut JsonWriter(out);
    let checked = report.checked;
    let tool = json!({"name": "gatefold", "version": env!("CARGO_PKG_VERSION")});
    let summary = json!({
        "records": checked.count,
        "messages": checked.messages,
        "errors": checked.count_of(Severity::Error),
        "warnings": checked.count_of(Severity::Warning),
        "notes": checked.count_of(Severity::Info),
        "known": checked.known,
        "rules": tallies(checked),
    });
    let failures: Vec<String> = report.failures().collect();
    let (gone, failures) = (json!(checked.gone), json!(failures));
    write!(out, "{{\"schema_version\":{VERSION},\"tool\":{tool},\n\"summary\":{summary},\n\"gone\":{gone},")?;
    write!(out, "\n\"failures\":{failures},\n\"findings\":[")?;
    for (at, view) in report.views().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        line(&view, out)?;
    }
    writeln!(out, "\n]}}")
}

//! GitLab's Code Quality report: a JSON list, each finding with a fingerprint of its own.
use crate::{
    reporter::{Report, Reporter},
    view::View,
};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "gitlab",
    about: "a Code Quality report",
    reader: "GitLab: in the merge request, beside the changed lines (`artifacts: reports: codequality`)",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "[")?;
    report.list(out, issue)?;
    writeln!(out, "\n]")
}

/// GitLab shows the description and not the rule's name, so that stands in both.
fn issue(view: &View<'_>) -> Value {
    let (start, end) = (view.place.start.at, view.place.end.at);
    json!({
        "description": format!("{}: {}", view.title(), view.sentence()),
        "content": {"body": view.story()},
        "check_name": view.code,
        "fingerprint": view.fingerprint,
        "severity": match view.severity {
            "error" => "major",
            "warning" => "minor",
            _ => "info",
        },
        "location": {
            "path": view.place.path,
            "positions": {
                "begin": {"line": start.line, "column": start.column},
                "end": {"line": end.line, "column": end.column},
            },
        },
    })
}

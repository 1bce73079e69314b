//! reviewdog's report, which counts columns in bytes.
use crate::{
    reporter::{Report, Reporter},
    view::{Point, Spot, View},
};
use serde_json::{Value, json};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "rdjson",
    about: "a report for reviewdog",
    reader: "reviewdog, which comments on pull requests of any code host and offers the fixes",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"source\":{{\"name\":\"gatefold\"}},\"diagnostics\":[")?;
    report.list(out, diagnostic)?;
    writeln!(out, "\n]}}")
}

fn diagnostic(view: &View<'_>) -> Value {
    let mut code = json!({"value": view.code});
    if view.link.starts_with("https:") {
        code["url"] = json!(view.link);
    }
    let related = |spot: &Spot<'_>| json!({"message": spot.label, "location": location(spot)});
    json!({
        "message": format!("{}: {}", view.name, view.story()),
        "location": location(&view.place),
        "severity": match view.severity {
            "error" => "ERROR",
            "warning" => "WARNING",
            _ => "INFO",
        },
        "code": code,
        "suggestions": suggestions(view),
        "related_locations": view.related.iter().map(related).collect::<Vec<_>>(),
    })
}

/// Each suggestion is taken on its own, so a fix of several edits is none.
fn suggestions(view: &View<'_>) -> Vec<Value> {
    match view.fix.as_ref().map(|fix| &fix.edits[..]) {
        Some([edit]) => vec![json!({"range": range(edit.start, edit.end), "text": edit.text})],
        _ => Vec::new(),
    }
}

fn location(spot: &Spot<'_>) -> Value {
    json!({"path": spot.path, "range": range(spot.start, spot.end)})
}

fn range(start: Point, end: Point) -> Value {
    let point = |point: Point| json!({"line": point.at.line, "column": point.at.byte_column});
    json!({"start": point(start), "end": point(end)})
}

//! SARIF 2.1.0, within the limits of GitHub's code scanning.
use crate::{
    diagnostic::Severity,
    printable::JsonWriter,
    reporter::{Quota, Report, Reporter, counted},
    rules,
    view::{Fix, Point, Replacement, Spot, View},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "sarif",
    about: "a SARIF 2.1.0 log, with the rules explained",
    reader: "GitHub code scanning (the Security tab, and the pull request), SARIF viewers in VS Code and elsewhere",
    is_workbook: false,
    write,
}];

/// GitHub refuses a file with more results of a run.
const MOST: usize = 25_000;
/// GitHub refuses a file of more than ten megabytes when packed. A report packs to less than a sixth.
const MOST_BYTES: usize = 55_000_000;
/// GitHub shows no more places of a result.
const MOST_RELATED: usize = 100;
/// A longer text is no fix that anybody reads.
const LONGEST_FIX: usize = 4096;
/// A longer description is cut off by GitHub.
const LONGEST_DESCRIPTION: usize = 1000;

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let out = &mut JsonWriter(out);
    let mut codes: Vec<&str> = report.checked.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
    let index: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(at, code)| (*code, at)).collect();
    let version = env!("CARGO_PKG_VERSION");
    let driver = json!({"name": "Gatefold", "version": version, "semanticVersion": version, "rules": rules});
    let head = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{";
    write!(out, "{head}\"tool\":{{\"driver\":{driver}}},\n\"columnKind\":\"unicodeCodePoints\",\"results\":[")?;
    let mut quota = Quota::worst(report.checked, MOST);
    let (mut written, mut bytes, mut left_out) = (0, 0, 0);
    for view in report.views() {
        if !quota.take(view.finding.severity) || bytes > MOST_BYTES {
            left_out += 1;
            continue;
        }
        let result = result(&view, index[view.code]).to_string();
        bytes += result.len();
        write!(out, "{}{result}", if written == 0 { "\n" } else { ",\n" })?;
        written += 1;
    }
    writeln!(out, "\n],\n\"invocations\":[{}]}}]}}", invocation(report, left_out))
}

/// How the run went: what could not be read, and how many findings found no room.
fn invocation(report: &Report, left_out: usize) -> Value {
    let notice = |level: &str, text: String| json!({"level": level, "message": {"text": text}});
    let mut notices: Vec<Value> = report.failures().map(|failure| notice("error", failure)).collect();
    if left_out > 0 {
        let findings = counted(left_out, "finding is", "findings are");
        let message = format!("{findings} left out, the least grave ones: code scanning takes {MOST}");
        notices.push(notice("warning", message));
    }
    json!({"executionSuccessful": report.checked.failures.is_empty(), "toolExecutionNotifications": notices})
}

fn rule(code: &str) -> Value {
    let rule = rules::find(code).expect("a finding has a rule");
    let why = rule.page.split("\n\n").nth(2).filter(|why| !why.starts_with("```")).unwrap_or(rule.summary());
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = &why[..why.floor_char_boundary(LONGEST_DESCRIPTION)];
    let mut value = json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary()},
        "fullDescription": {"text": why},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": level(rule.severity)},
    });
    let link = rule.link();
    if link.starts_with("https:") {
        value["helpUri"] = json!(link);
    }
    value
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(view: &View<'_>, rule: usize) -> Value {
    let mut first = location(&view.place);
    if let Some(pointer) = view.pointer {
        first["logicalLocations"] = json!([{"fullyQualifiedName": pointer}]);
    }
    let mut result = json!({
        "ruleId": view.code,
        "ruleIndex": rule,
        "level": level(view.finding.severity),
        "message": {"text": text(&view.story())},
        "locations": [first],
        "partialFingerprints": {"primaryLocationLineHash": view.fingerprint},
    });
    if !view.related.is_empty() {
        let related = view.related.iter().take(MOST_RELATED).enumerate().map(|(at, spot)| {
            let mut related = location(spot);
            related["id"] = json!(at + 1);
            if !spot.label.is_empty() {
                related["message"] = json!({"text": text(&spot.label)});
            }
            related
        });
        result["relatedLocations"] = related.collect();
    }
    let is_short = |fix: &&Fix<'_>| fix.edits.iter().map(|edit| edit.text.len()).sum::<usize>() <= LONGEST_FIX;
    if let Some(fix) = view.fix.as_ref().filter(is_short) {
        result["fixes"] = json!([mending(view, fix)]);
    }
    result
}

fn mending(view: &View<'_>, fix: &Fix<'_>) -> Value {
    let kind = if fix.is_safe { "mends it" } else { "a proposal: look at it" };
    let replacement = |edit: &Replacement<'_>| json!({"deletedRegion": region(edit.start, edit.end), "insertedContent": {"text": edit.text}});
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    let change = json!({"artifactLocation": artifact(&view.place.path), "replacements": replacements});
    json!({"description": {"text": kind}, "artifactChanges": [change]})
}

fn location(spot: &Spot<'_>) -> Value {
    let place = json!({"artifactLocation": artifact(&spot.path), "region": region(spot.start, spot.end)});
    json!({"physicalLocation": place})
}

fn region(start: Point, end: Point) -> Value {
    json!({
        "startLine": start.at.line, "startColumn": start.at.column,
        "endLine": end.at.line, "endColumn": end.at.column,
    })
}

/// The path as a part of a URI, relative to the repository.
fn artifact(path: &str) -> Value {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            byte => _ = write!(uri, "%{byte:02X}"),
        }
    }
    if path.starts_with('/') {
        return json!({"uri": format!("file://{uri}")});
    }
    json!({"uri": uri, "uriBaseId": "%SRCROOT%"})
}

/// Brackets before a parenthesis would be a link.
fn text(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

//! Workflow commands, by which GitHub Actions puts findings beside the changed lines of a pull request.
use super::concise::line;
use crate::{
    reporter::{Quota, Report, Reporter, counted, summary},
    view::View,
};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "github",
    about: "annotations, ten of a kind, and a line for each further finding",
    reader: "GitHub Actions: beside the changed lines; `auto` writes them there by itself, behind the full report",
    is_workbook: false,
    write,
}];

/// GitHub shows no more errors, warnings and notices of one step.
const MOST: usize = 10;

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    annotate(report, &mut *out)?;
    let mut quota = Quota::each(MOST);
    for finding in &report.checked.findings {
        if !quota.take(finding.severity) {
            line(finding, out)?;
        }
    }
    writeln!(out, "{}", summary(report.checked))
}

/// The commands alone, and how many findings they leave out.
pub(crate) fn annotate(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut quota = Quota::each(MOST);
    let mut left_out = 0;
    for view in report.views() {
        if quota.take(view.finding.severity) {
            command(&view, out)?;
        } else {
            left_out += 1;
        }
    }
    if left_out > 0 {
        let findings = counted(left_out, "finding is", "findings are");
        writeln!(out, "{findings} not annotated: GitHub shows {MOST} of a kind. All are in this log.")?;
    }
    Ok(())
}

fn command(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let kind = if view.severity == "info" { "notice" } else { view.severity };
    let (start, end) = (view.place.start.at, view.place.end.at);
    let path = property(&view.place.path);
    write!(out, "::{kind} file={path},line={},endLine={}", start.line, end.line)?;
    // GitHub knows columns only within a line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    writeln!(out, ",title={}::{}", property(&view.title()), message(&view.story()))
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

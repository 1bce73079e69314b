//! A line a finding, for editors and for `grep`.
use crate::{
    finding::Finding,
    printable::{line_start, printable},
    reporter::{Report, Reporter, summary},
};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "concise",
    about: "a line for each finding: path:line:column: error[N003] message",
    reader: "`grep`, `sort`, Vim's quickfix list",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.checked.findings {
        line(finding, out)?;
    }
    writeln!(out, "{}", summary(report.checked))
}

pub(super) fn line(finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let at = finding.place.start;
    let (path, message) = (line_start(finding.place.path()), printable(&finding.message));
    writeln!(out, "{path}:{}:{}: {}[{}] {message}", at.line, at.column, finding.severity.word(), finding.code)
}

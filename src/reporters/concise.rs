//! A line a finding, for editors and for `grep`.
use crate::{
    check::Checked,
    printable::{line_start, printable},
    reporter::{Reporter, Style, summary},
};
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] =
    &[Reporter { name: "concise", about: "a line for each finding: path:line:column: error[N003] message", write }];

fn write(checked: &Checked, _: Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in &checked.findings {
        let at = finding.place.start;
        let (path, message) = (line_start(finding.place.path()), printable(&finding.message));
        writeln!(out, "{path}:{}:{}: {}[{}] {message}", at.line, at.column, finding.severity.word(), finding.code)?;
    }
    writeln!(out, "{}", summary(checked))
}

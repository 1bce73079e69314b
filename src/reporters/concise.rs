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
    for diagnostic in &checked.diagnostics {
        let place = diagnostic.primary.place;
        let source = checked.sources.source(place.source);
        let at = source.position(place.span.start);
        let (path, message) = (line_start(&source.path), printable(&diagnostic.message));
        writeln!(
            out,
            "{path}:{}:{}: {}[{}] {message}",
            at.line,
            at.column,
            diagnostic.severity.word(),
            diagnostic.code
        )?;
    }
    writeln!(out, "{}", summary(checked))
}

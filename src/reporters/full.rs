//! Findings as rustc shows them: the line, the place underlined, further places, what can be done.
use crate::{
    drawing::draw,
    reporter::{Report, Reporter, summary},
};
use annotate_snippets::Renderer;
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "full",
    about: "each finding with its line, the place underlined, and a help",
    reader: "people, on a terminal and in a job's log",
    is_workbook: false,
    write,
}];

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if report.colour { Renderer::styled() } else { Renderer::plain() };
    for finding in &report.checked.findings {
        writeln!(out, "{}\n", draw(finding, &renderer))?;
    }
    writeln!(out, "{}", summary(report.checked))
}

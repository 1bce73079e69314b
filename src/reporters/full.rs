//! Findings as rustc shows them: the line, the place underlined, further places, what can be done.
use crate::{
    check::Checked,
    drawing::draw,
    reporter::{Reporter, Style, summary},
};
use annotate_snippets::Renderer;
use std::io::{self, Write};

pub(super) const REPORTERS: &[Reporter] =
    &[Reporter { name: "full", about: "each finding with its line, the place underlined, and a help", write }];

fn write(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    for finding in &checked.findings {
        writeln!(out, "{}\n", draw(finding, &renderer))?;
    }
    writeln!(out, "{}", summary(checked))
}

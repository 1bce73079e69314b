//! A table in Markdown, for a comment on a pull request or the summary of a job. Nothing of a record's text is Markdown in it.
use crate::{
    reporter::{Quota, Report, Reporter, counted, counts, looked_at},
    view::View,
};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

pub(super) const REPORTERS: &[Reporter] = &[Reporter {
    name: "markdown",
    about: "a table in Markdown, the worst findings first",
    reader: "a comment on a pull request, or a job's summary (`$GITHUB_STEP_SUMMARY`)",
    is_workbook: false,
    write,
}];

/// GitHub refuses a comment of more than 65,536 characters.
const MOST_CHARACTERS: usize = 60_000;
/// Nobody scrolls further.
const MOST: usize = 300;

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let checked = report.checked;
    let records = looked_at(checked);
    let found = match &counts(checked)[..] {
        "" if checked.known > 0 => "nothing new".to_owned(),
        "" => "nothing to report".to_owned(),
        found => found.to_owned(),
    };
    writeln!(out, "### Gatefold: {found} in {records}")?;
    for failure in report.failures() {
        writeln!(out, "\n{}", code(&failure))?;
    }
    let mut quota = Quota::worst(checked, MOST);
    let (mut shown, mut length) = (0, 0);
    for view in report.views() {
        if !quota.take(view.finding.severity) {
            continue;
        }
        let row = row(&view);
        length += row.chars().count();
        if length > MOST_CHARACTERS {
            break;
        }
        if shown == 0 {
            writeln!(out, "\n| | place | rule | finding |\n|---|---|---|---|")?;
        }
        out.write_all(row.as_bytes())?;
        shown += 1;
    }
    if shown < checked.findings.len() {
        writeln!(out, "\n… and {} more, in the full report.", checked.findings.len() - shown)?;
    }
    if checked.known > 0 {
        writeln!(out, "\n{}, not shown.", counted(checked.known, "known finding", "known findings"))?;
    }
    if !checked.gone.is_empty() {
        writeln!(out, "\n{}.", counted(checked.gone.len(), "known finding is gone", "known findings are gone"))?;
    }
    Ok(())
}

fn row(view: &View<'_>) -> String {
    let at = view.place.start.at;
    let place = code(&format!("{}:{}:{}", view.place.path, at.line, at.column));
    let rule = match &view.link[..] {
        link if link.starts_with("https:") => format!("[{}]({link})", view.title()),
        _ => view.title(),
    };
    let mut row = format!("| {} | {place} | {rule} | {}", view.severity, sentence(&view.sentence()));
    for help in &view.help {
        let _ = write!(row, "<br>{}", sentence(help));
    }
    row.push_str(" |\n");
    row
}

/// A sentence of ours; what stands in backticks is the record's. Anything that could be more than plain words is shown as code.
fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate().filter(|(_, part)| !part.is_empty());
    let parts = parts.map(|(at, part)| if at % 2 == 0 && is_plain(part) { part.to_owned() } else { code(part) });
    parts.collect()
}

fn is_plain(text: &str) -> bool {
    let is_plain = |sign: char| sign.is_alphanumeric() || " .,:;()'\"?%+–—’“”…/-".contains(sign);
    text.chars().all(is_plain) && !["www.", "://"].iter().any(|link| text.contains(link))
}

/// A text as code: no mention, no link, no mark-up.
fn code(text: &str) -> String {
    let mut code = "<code>".to_owned();
    for sign in text.chars() {
        match sign {
            // Code hosts look for names behind it, and for addresses around it, even in code.
            '@' => code.push_str("&#64;<!-- -->"),
            '/' | '-' => code.push(sign),
            sign if sign.is_ascii_punctuation() => _ = write!(code, "&#{};", sign as u32),
            sign => code.push(sign),
        }
    }
    code + "</code>"
}

//! What a reporter is: a form in which findings are shown. It knows findings, not records.
use crate::{check::Checked, diagnostic::Severity};
use std::io::{self, Write};

/// One form.
#[derive(Debug)]
pub struct Reporter {
    /// The word behind `--output-format`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    pub(crate) write: fn(&Checked, Style, &mut dyn Write) -> io::Result<()>,
}

impl Reporter {
    /// Shows what was found.
    pub(crate) fn report(&self, checked: &Checked, style: Style, mut out: impl Write) -> io::Result<()> {
        (self.write)(checked, style, &mut out)?;
        out.flush()
    }
}

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    pub(crate) colour: bool,
}

/// The last line: what was checked, and how many findings there are.
pub(crate) fn summary(checked: &Checked) -> String {
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "note", "notes"),
    ];
    let found = words.iter().map(|(severity, one, many)| (checked.count_of(*severity), one, many));
    let found: Vec<String> =
        found.filter(|(number, ..)| *number > 0).map(|(number, one, many)| count(number, one, many)).collect();
    let records = count(checked.count, "record", "records");
    match &found[..] {
        [] => format!("Checked {records}: nothing to report."),
        found => format!("Checked {records}: {}.", found.join(", ")),
    }
}

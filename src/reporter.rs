//! What a reporter is: a form in which findings are shown. It knows findings, not records.
use crate::{
    check::Checked,
    diagnostic::Severity,
    printable::{JsonWriter, printable},
    root::Root,
    view::{View, Views},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

/// One form.
#[derive(Debug)]
pub struct Reporter {
    /// The word behind `--output-format`.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Who reads it, and how it gets there.
    pub reader: &'static str,
    /// Whether it is a workbook, which goes to a file and holds the records too.
    pub is_workbook: bool,
    pub(crate) write: fn(&Report, &mut dyn Write) -> io::Result<()>,
}

impl Reporter {
    /// Shows what was found.
    pub(crate) fn report(&self, report: &Report, mut out: impl Write) -> io::Result<()> {
        (self.write)(report, &mut out)?;
        out.flush()
    }
}

/// What there is to tell, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Report<'a> {
    pub(crate) checked: &'a Checked,
    pub(crate) root: &'a Root,
    pub(crate) colour: bool,
    /// Whether warnings fail the run as errors do.
    pub(crate) deny_warnings: bool,
}

impl<'a> Report<'a> {
    /// The findings as programs are told of them.
    pub(crate) fn views(&self) -> impl Iterator<Item = View<'a>> + use<'a> {
        Views::new(self.checked, self.root)
    }

    /// Writes something of each finding as a JSON value on a line of its own, with commas between.
    pub(crate) fn list<T: serde::Serialize>(
        &self,
        out: &mut dyn Write,
        item: impl Fn(&View<'a>) -> T,
    ) -> io::Result<()> {
        let out = &mut JsonWriter(out);
        for (at, view) in self.views().enumerate() {
            out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut *out, &item(&view))?;
        }
        Ok(())
    }

    /// What could not be read.
    pub(crate) fn failures(&self) -> impl Iterator<Item = String> + use<'a> {
        self.checked.failures.iter().map(|failure| printable(&failure.to_string()).into_owned())
    }
}

/// How many findings a rule has.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Tally {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) count: usize,
    /// How many of them `--fix` mends.
    pub(crate) fixable: usize,
}

/// How many findings each rule has, in order of code.
pub(crate) fn tallies(checked: &Checked) -> Vec<Tally> {
    let mut tallies = BTreeMap::new();
    for finding in &checked.findings {
        let (code, name, severity) = (finding.code, finding.name, finding.severity);
        let first = || Tally { code, name, severity: severity.word(), count: 0, fixable: 0 };
        let tally = tallies.entry((code, severity)).or_insert_with(first);
        tally.count += 1;
        tally.fixable += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.is_safe));
    }
    tallies.into_values().collect()
}

/// A reader that takes only so many findings gets the worst ones.
pub(crate) struct Quota([usize; 3]);

impl Quota {
    /// So many of each severity.
    pub(crate) fn each(most: usize) -> Self {
        Self([most; 3])
    }

    /// So many in all: errors come first, then warnings.
    pub(crate) fn worst(checked: &Checked, most: usize) -> Self {
        let mut left = most;
        Self(SEVERITIES.map(|(severity, ..)| {
            let own = checked.count_of(severity).min(left);
            left -= own;
            own
        }))
    }

    /// Whether there is room for one more.
    pub(crate) fn take(&mut self, severity: Severity) -> bool {
        let own = &mut self.0[severity as usize];
        let has_room = *own > 0;
        *own = own.saturating_sub(1);
        has_room
    }
}

const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Error, "error", "errors"),
    (Severity::Warning, "warning", "warnings"),
    (Severity::Info, "note", "notes"),
];

/// `1 record`, `3 records`
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The findings in numbers: `1 error, 2 warnings`; empty, if there is none.
pub(crate) fn counts(checked: &Checked) -> String {
    let found = SEVERITIES.map(|(severity, one, many)| (checked.count_of(severity), one, many));
    let found: Vec<String> = found
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| counted(number, one, many))
        .collect();
    found.join(", ")
}

/// Lines about findings that are gone; nobody reads more.
const MOST_GONE: usize = 20;

/// `3 records and 1 message`.
pub(crate) fn looked_at(checked: &Checked) -> String {
    let records = counted(checked.count, "record", "records");
    let messages = counted(checked.messages, "message", "messages");
    match (checked.count, checked.messages) {
        (_, 0) => records,
        (0, _) => messages,
        _ => format!("{records} and {messages}"),
    }
}

/// The last lines: what was checked, how many findings there are, and what has become of those that were known.
pub(crate) fn summary(checked: &Checked) -> String {
    let records = looked_at(checked);
    let mut text = match (counts(checked), checked.known) {
        (found, 0) if found.is_empty() => format!("Checked {records}: nothing to report."),
        (found, 0) => format!("Checked {records}: {found}."),
        (found, known) => {
            let found = if found.is_empty() { "nothing new".to_owned() } else { found };
            format!("Checked {records}: {found}; {}, not shown.", counted(known, "known finding", "known findings"))
        }
    };
    if !checked.gone.is_empty() {
        let gone = counted(checked.gone.len(), "known finding is gone", "known findings are gone");
        let _ = write!(text, "\n{gone}; `--write-baseline` forgets what is gone:");
        checked.gone.iter().take(MOST_GONE).for_each(|line| text.extend(["\n  ", line]));
        if checked.gone.len() > MOST_GONE {
            let _ = write!(text, "\n  … and {} more", checked.gone.len() - MOST_GONE);
        }
    }
    text
}

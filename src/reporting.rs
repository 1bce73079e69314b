//! A run's findings in the forms that were asked for: one on standard output, others in files.
use crate::{
    cli::{AUTO, Reading, ReportFile},
    failure::Failure,
    output::Staged,
    reporter::{Report, summary, tallies},
    reporters,
};
use std::{
    collections::BTreeSet,
    io::{self, BufWriter, Write},
    path::Path,
};

/// The forms that are asked for.
pub(crate) struct Forms<'a> {
    format: &'a str,
    files: &'a [ReportFile],
    /// Counts in place of findings.
    is_statistics: bool,
    /// Whether GitHub Actions reads what is shown.
    has_annotations: bool,
}

impl<'a> Forms<'a> {
    /// # Errors
    ///
    /// Two reports for one file.
    pub(crate) fn new(reading: &'a Reading, is_statistics: bool, is_github: bool) -> Result<Self, Failure> {
        let mut paths = BTreeSet::new();
        if let Some(twice) = reading.reports.iter().find(|report| !paths.insert(&report.path)) {
            return Err(Failure::new(format!("two reports would be written to {}", twice.path.display())));
        }
        let format = &reading.output_format;
        if reporters::find(format).is_some_and(|reporter| reporter.is_workbook) {
            let why = format!(
                "a workbook is nothing to show here: write it into a file, as in `--report {format}=review.{format}`"
            );
            return Err(Failure::new(why));
        }
        Ok(Self { format, files: &reading.reports, is_statistics, has_annotations: is_github && format == AUTO })
    }

    /// The files that are written.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// Shows the findings.
    ///
    /// # Errors
    ///
    /// What is shown cannot be written.
    pub(crate) fn show(&self, report: &Report, mut out: impl Write) -> io::Result<()> {
        let name = if self.format == AUTO { "full" } else { self.format };
        let reporter = reporters::find(name).expect("the command line takes only names of reporters");
        if self.is_statistics {
            statistics(report, &mut out)?;
        } else {
            reporter.report(report, &mut out)?;
        }
        if self.has_annotations {
            reporters::github::annotate(report, &mut out)?;
        }
        out.flush()
    }

    /// Writes the files: all of them, or none.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub(crate) fn write(&self, report: &Report) -> Result<(), Failure> {
        let mut staged = Staged::default();
        for ReportFile { reporter, path } in self.files {
            let mut file = BufWriter::with_capacity(1 << 16, staged.grow(path, b"", false)?);
            reporter.report(report, &mut file).map_err(|error| Failure::io("write", path, &error))?;
            let file = file.into_inner().map_err(|error| Failure::io("write", path, error.error()))?;
            file.end("")?;
        }
        staged.commit()
    }
}

/// How many findings each rule has, the most frequent one first.
fn statistics(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut tallies = tallies(report.checked);
    tallies.sort_by_key(|tally| std::cmp::Reverse(tally.count));
    let width = tallies.iter().map(|tally| tally.name.len()).max().unwrap_or_default();
    let digits = tallies.first().map_or(0, |tally| tally.count.to_string().len());
    for tally in &tallies {
        let fixable = match tally.fixable {
            0 => String::new(),
            all if all == tally.count => "  --fix mends them".to_owned(),
            some => format!("  --fix mends {some}"),
        };
        let line =
            format!("{:digits$}  {:7}  {}  {:width$}{fixable}", tally.count, tally.severity, tally.code, tally.name);
        writeln!(out, "{}", line.trim_end())?;
    }
    if !tallies.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report.checked))
}

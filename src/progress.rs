//! A bar on standard error for runs that take longer than a second.
use crate::{
    check::{Checked, Done},
    printable::printable,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    cell::Cell,
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

/// How far a run has come.
pub(crate) struct Progress {
    /// Only on a terminal, and not if one asked for quiet.
    bar: Option<ProgressBar>,
    /// Whether each file gets a line.
    is_verbose: bool,
    started: Instant,
    shown: Cell<bool>,
    files: Cell<u64>,
    bytes: Cell<u64>,
    findings: Cell<usize>,
}

impl Progress {
    pub(crate) fn start(quiet: bool, is_verbose: bool) -> Self {
        let bar = (!quiet && !is_verbose && io::stderr().is_terminal()).then(ProgressBar::hidden);
        Self {
            bar,
            is_verbose,
            started: Instant::now(),
            shown: Cell::new(false),
            files: Cell::new(0),
            bytes: Cell::new(0),
            findings: Cell::new(0),
        }
    }

    /// One more file, or piece of a stream, is done.
    pub(crate) fn add<T>(&self, done: &Done<T>) {
        self.bytes.set(self.bytes.get() + done.bytes);
        if self.is_verbose {
            let Done { path, count, bytes, findings, .. } = done;
            let path = printable(path);
            let _ = writeln!(io::stderr(), "{path}: {bytes} bytes; records: {count}, findings: {}", findings.len());
        }
        let Some(bar) = &self.bar else { return };
        self.files.set(self.files.get() + 1);
        self.findings.set(self.findings.get() + done.findings.len());
        let passed = self.started.elapsed();
        if passed < Duration::from_secs(1) {
            return;
        }
        if !self.shown.replace(true) {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            bar.set_style(ProgressStyle::with_template("{spinner} {msg}").expect("the template is well formed"));
        }
        bar.set_message(format!(
            "{} files, {}, {} findings",
            self.files.get(),
            self.speed(passed),
            self.findings.get()
        ));
        bar.tick();
    }

    /// Says that files are being written, until `written` is called: a large workbook takes its time.
    pub(crate) fn writing(&self) {
        if let Some(bar) = self.bar.as_ref().filter(|_| self.shown.get()) {
            bar.reset();
            bar.set_message("writing");
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    /// Takes away what `writing` has shown.
    pub(crate) fn written(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Takes the bar away, and says how long it took where one was shown.
    pub(crate) fn end(&self, checked: &Checked) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.shown.get() || self.is_verbose {
            let passed = self.started.elapsed();
            let _ = writeln!(
                io::stderr(),
                "records: {}, in {:.1} s, {}",
                checked.count,
                passed.as_secs_f64(),
                self.speed(passed)
            );
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "nobody reads the last digits")]
    fn speed(&self, passed: Duration) -> String {
        format!("{:.0} MB/s", self.bytes.get() as f64 / 1e6 / passed.as_secs_f64().max(1e-3))
    }
}

//! `export --to delivery`: the batch that a distributor picks up.
use super::{Status, Style, forms, options, print, report, status};
use crate::{
    check::{self, Inputs},
    cli::Export,
    delivery::{Batch, Parcel},
    diagnostic::Diagnostic,
    ern::{self, Gap},
    exporter::{Exporter, Loss},
    exporting::told,
    failure::Failure,
    finding::Finding,
    printable::printable,
    progress::Progress,
    record::Record,
    ruleset::Ruleset,
    sending::Sending,
};
use std::{io, mem};

pub(super) fn deliver(asked: &Export, inputs: Inputs, chosen: &[&Exporter], style: &Style) -> Result<Status, Failure> {
    if chosen.len() > 1 {
        return Err(Failure::new("cannot write other formats into a delivery: `--to delivery` stands alone"));
    }
    if asked.check {
        return Err(Failure::new(
            "cannot compare a delivery: a batch is delivered once; `--to ern --check` compares messages",
        ));
    }
    if inputs.stdin.is_some() {
        return Err(Failure::new("cannot deliver standard input: the files lie beside a record's own file"));
    }
    let Some(id) = &asked.deliver.batch_id else {
        let example = "such as `--batch-id 20181115090000000`: the clock is never asked";
        return Err(Failure::new(format!("a delivery needs `--batch-id`, {example}")));
    };
    let sending = Sending::new(&asked.send, true)?;
    let mut options = options(&asked.reading);
    sending.choose(&mut options.settings.choice);
    let forms = forms(&asked.reading, false)?;
    let mut batch = Batch::new(id, &asked.out, asked.deliver.hard_link, asked.reading.jobs)?;
    let progress = Progress::start(asked.reading.quiet, asked.reading.verbose);
    let each = |record: &Record, rules: &Ruleset, found: &mut Vec<Diagnostic>| parcel(record, rules, &sending, found);
    let mut stopped = false;
    let checked = check::run(inputs, &options, &each, &mut |done| {
        progress.add(done);
        let has_error = done.findings.iter().any(Finding::is_error);
        // With an error nothing will be delivered; there is no need to go on.
        stopped |= has_error && !asked.keep_going;
        if stopped || has_error {
            return Ok(());
        }
        for made in mem::take(&mut done.results) {
            let failure = |error| Failure::new(format!("cannot deliver {}: {error}", done.path));
            batch.take(&done.path, made.map_err(failure)?)?;
        }
        Ok(())
    })?;
    progress.end(&checked);
    report(&forms, &checked, style, asked.deny_warnings)?;
    let status = status(&checked, asked.deny_warnings);
    let is_refused = checked.findings.iter().any(Finding::is_error) || status == Status::Failed;
    if batch.is_empty() || (is_refused && !asked.keep_going) {
        let why = if is_refused { "since there are errors" } else { "since there is no release" };
        print(&format!("Delivered nothing, {why}.\n"))?;
        return Ok(status);
    }
    print(&format!("{}\n", printable(batch.finish()?.trim_end())))?;
    Ok(status)
}

/// The message about a record and the files that go along; what it lacks is told.
fn parcel(record: &Record, rules: &Ruleset, sending: &Sending, found: &mut Vec<Diagnostic>) -> io::Result<Parcel> {
    let message = sending.message(record, rules).map_err(io::Error::other)?;
    let mut bytes = Vec::new();
    let sent = ern::write(record, &message, &mut bytes)?;
    bytes.push(b'\n');
    let losses = sent.gaps.into_iter().map(|Gap { kind, span, message, help }| Loss { kind, span, message, help });
    found.extend(losses.map(told));
    Ok(Parcel::new(record, &message, bytes, sent.files))
}

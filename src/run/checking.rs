//! The verb `check`: once, or again and again; the records mended; what is known left out.
use super::{Status, Style, forms, inputs, options, print, report, say, spare_records, status};
use crate::{
    baseline::Baseline,
    check::{self, Checked, Options},
    cli::Check,
    diagnostic::Severity,
    failure::Failure,
    finding::Mending,
    listing,
    mend::{self, Mended},
    official::DdexSchema,
    output::Staged,
    printable::printable,
    progress::Progress,
    reporter::counted,
    root::Root,
    watch::Watch,
};
use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    mem,
    path::Path,
    sync::Arc,
};

pub(super) fn check_verb(asked: &Check, style: &Style) -> Result<Status, Failure> {
    if asked.diff {
        return show_mending(asked);
    }
    if asked.fix {
        mend_files(asked)?;
    }
    if asked.watch {
        return watch(asked, style);
    }
    let (status, checked) = check_once(asked, style)?;
    // The end of the program gives back the room of very many texts at once.
    mem::forget(checked);
    Ok(status)
}

fn check_options(asked: &Check) -> Result<Options, Failure> {
    let mut options = options(&asked.reading);
    options.settings.choice.today = asked.today;
    options.ddex_schema = asked.ddex_schema.as_deref().map(DdexSchema::load).transpose()?.map(Arc::new);
    Ok(options)
}

/// Checks again whenever something was saved. What was shown before stays on the screen.
fn watch(asked: &Check, style: &Style) -> Result<Status, Failure> {
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() {
        return Err(Failure::new("standard input cannot be watched: name the file"));
    }
    let watch = Watch::new(&inputs.paths)?;
    let note = |text: &str| {
        if !asked.reading.quiet {
            let _ = writeln!(io::stderr(), "{}", printable(text));
        }
    };
    loop {
        match check_once(asked, style) {
            Ok(_) => note("Waiting for changes; Ctrl-C ends it."),
            // It may be mended at the next change.
            Err(failure) => say(&failure),
        }
        let changed = watch.wait()?;
        let names = changed.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
        note(&format!("Saved: {}", names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")));
    }
}

fn check_once(asked: &Check, style: &Style) -> Result<(Status, Checked), Failure> {
    let (reading, adoption) = (&asked.reading, &asked.adoption);
    let forms = forms(reading, adoption.statistics)?;
    let baseline = adoption.baseline.as_deref().map(Baseline::read).transpose()?;
    let options = check_options(asked)?;
    let progress = Progress::start(reading.quiet, reading.verbose);
    let mut checked = check::run(inputs(reading)?, &options, &|_, _, _| (), &mut |done| {
        progress.add(done);
        Ok(())
    })?;
    progress.end(&checked);
    if checked.lacks_today {
        say(&Failure::new(listing::without_today()));
    }
    if let Some(path) = &adoption.write_baseline {
        return write_baseline(path, &checked, &style.root).map(|status| (status, checked));
    }
    if let Some(baseline) = baseline {
        baseline.apply(&mut checked, &style.root, &options.settings)?;
    }
    report(&forms, &checked, style, asked.deny_warnings)?;
    let mut status = status(&checked, asked.deny_warnings);
    let warnings = checked.count_of(Severity::Warning);
    if let Some(most) = adoption.max_warnings.filter(|most| warnings > *most) {
        say(&Failure::new(format!("{}, and {most} are allowed", counted(warnings, "warning", "warnings"))));
        status = status.max(Status::Faulty);
    }
    Ok((if adoption.exit_zero && status == Status::Faulty { Status::Sound } else { status }, checked))
}

/// Writes down all that was found, to be left out from now on.
fn write_baseline(path: &Path, checked: &Checked, root: &Root) -> Result<Status, Failure> {
    let status = status(checked, false);
    if status == Status::Failed {
        return Err(Failure::new(format!("wrote no {}, since not all could be read", path.display())));
    }
    spare_records(path, checked)?;
    let baseline = Baseline::of(checked, root);
    baseline.write(path)?;
    let (path, findings) = (path.display().to_string(), counted(baseline.len(), "finding", "findings"));
    let path = printable(&path);
    print(&format!("Wrote {findings} to {path}: `gatefold check --baseline {path}` leaves them out.\n"))?;
    Ok(Status::Sound)
}

/// The files that can be mended, as they are and as they would be.
fn mended(asked: &Check) -> Result<Vec<Mended>, Failure> {
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() {
        return Err(Failure::new("standard input cannot be mended: name the file"));
    }
    let options = check_options(asked)?;
    let checked = check::check(inputs, &options)?;
    let is_taken = |fix: &Mending| fix.is_safe || asked.unsafe_fixes;
    let findings = checked.findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(is_taken));
    let paths: BTreeSet<&str> = findings.map(|finding| finding.place.path()).collect();
    let mended = paths.into_iter().map(|path| mend::mend(Path::new(path), &options, asked.unsafe_fixes));
    Ok(mended.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Shows what would be mended. There is something to do as long as it shows anything.
fn show_mending(asked: &Check) -> Result<Status, Failure> {
    let mended = mended(asked)?;
    let text: String = mended.iter().map(mend::difference).collect();
    let lines = text.lines().map(|line| format!("{}\n", printable(line)));
    print(&lines.collect::<String>())?;
    Ok(if mended.is_empty() { Status::Sound } else { Status::Faulty })
}

/// Mends the records where they are.
fn mend_files(asked: &Check) -> Result<(), Failure> {
    let mended = mended(asked)?;
    let mut staged = Staged::default();
    for file in &mended {
        // A link stays one.
        let target = fs::canonicalize(&file.path).map_err(|error| Failure::io("write", &file.path, &error))?;
        staged.write(&target, file.new.as_bytes())?;
    }
    staged.commit()?;
    let count: usize = mended.iter().map(|file| file.count).sum();
    if count > 0 {
        let (findings, files) = (counted(count, "finding", "findings"), counted(mended.len(), "file", "files"));
        print(&format!("Mended {findings} in {files}.\n"))?;
    }
    Ok(())
}

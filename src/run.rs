//! A function for each verb; the only holder of standard output and standard error.
use crate::{
    check::{self, Checked, Inputs},
    cli::{Check, Cli, Color, Export, Reading, Verb},
    diagnostic::{Place, Severity},
    document::Limits,
    exporter::Exporter,
    exporters,
    failure::Failure,
    output::{self, Outcome, Staged},
    printable::printable,
    record::Record,
    reporter::Style,
    reporters, rules,
    rules::exports::NOT_CARRIED,
    schema,
};
use clap::Parser;
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// No error.
    Sound,
    /// Errors were found.
    Faulty,
}

/// Does what the command line asks for.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers, not errors.
            let code = u8::from(error.use_stderr()) * 2;
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let style = Style { colour: colour(cli.color) };
    let result = match cli.verb {
        Verb::Check(check) => check_verb(&check, style),
        Verb::Export(export) => export_verb(&export, style),
        Verb::Explain { rule } => explain(&rule),
        Verb::Rules => list_rules(),
        Verb::Schema { name } => print_schema(&name),
    };
    match result {
        Ok(Status::Sound) => ExitCode::SUCCESS,
        Ok(Status::Faulty) => ExitCode::from(1),
        Err(failure) => {
            let _ = writeln!(io::stderr(), "gatefold: {}", printable(&failure.to_string()));
            ExitCode::from(2)
        }
    }
}

fn colour(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

fn check_verb(asked: &Check, style: Style) -> Result<Status, Failure> {
    let checked = read(&asked.reading)?;
    report(&asked.reading, &checked, style)?;
    Ok(status(&checked, asked.deny_warnings))
}

fn status(checked: &Checked, deny_warnings: bool) -> Status {
    let fatal = checked.count_of(Severity::Error) + if deny_warnings { checked.count_of(Severity::Warning) } else { 0 };
    if fatal > 0 { Status::Faulty } else { Status::Sound }
}

fn read(reading: &Reading) -> Result<Checked, Failure> {
    let is_stdin = |path: &&PathBuf| path.as_os_str() == "-";
    let mut inputs =
        Inputs { paths: reading.paths.iter().filter(|path| !is_stdin(path)).cloned().collect(), stdin: None };
    if reading.paths.iter().any(|path| is_stdin(&path)) {
        let path = reading.stdin_filename.clone().unwrap_or_else(|| check::stdin_path().to_owned());
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::io("read", &path, &error))?;
        inputs.stdin = Some((path, bytes));
    }
    let limits = Limits {
        document_bytes: reading.max_document_bytes,
        alias_nodes: reading.max_alias_nodes,
        full_reader_only: reading.full_reader_only,
    };
    check::check(&inputs, &limits)
}

/// Shows the findings and the last line with the counts.
fn report(reading: &Reading, checked: &Checked, style: Style) -> Result<(), Failure> {
    let reporter = reporters::all()
        .find(|reporter| reporter.name == reading.output_format)
        .expect("the command line takes only names of reporters");
    let mut out = Vec::new();
    (reporter.write)(checked, style, &mut out).expect("a vector takes bytes");
    print(&out)
}

/// Writes to standard output. Whoever stops listening (`| head`) has heard enough.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

fn export_verb(asked: &Export, style: Style) -> Result<Status, Failure> {
    let mut checked = read(&asked.reading)?;
    let chosen: Vec<&Exporter> =
        exporters::all().filter(|exporter| asked.to.iter().any(|name| name == exporter.name)).collect();
    let faulty = checked.faulty_sources();
    let exports = if faulty.is_empty() || asked.keep_going {
        let sound: Vec<&Record> = checked.records.iter().filter(|record| !faulty.contains(&record.source)).collect();
        refuse_unnamed(asked, &checked, &sound)?;
        let (exports, losses) = exports(&asked.out, &chosen, &sound, &checked)?;
        checked.diagnostics.extend(losses);
        exports
    } else {
        BTreeMap::new()
    };
    let stopped = !faulty.is_empty() && !asked.keep_going;
    report(&asked.reading, &checked, style)?;
    let status = status(&checked, asked.deny_warnings);
    if stopped {
        print(b"Exported nothing, since there are errors.\n")?;
        return Ok(status);
    }
    if asked.check {
        return Ok(status.max(compare(asked, &checked, &chosen, &exports)?));
    }
    write_all(&asked.out, &exports)?;
    Ok(status)
}

/// Exports are named after their record's file: one record to a file, and a file for each record.
fn refuse_unnamed(asked: &Export, checked: &Checked, sound: &[&Record]) -> Result<(), Failure> {
    for pair in sound.windows(2) {
        if pair[0].source == pair[1].source {
            let path = &checked.sources.source(pair[0].source).path;
            return Err(Failure::new(format!(
                "cannot export {path}: it holds several records, and an export is named after its record's file"
            )));
        }
    }
    if asked.reading.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new("cannot export standard input: an export is named after its record's file"));
    }
    // Where files of the same name in other cases are one file, they would overwrite each other.
    let mut named: BTreeMap<String, &Record> = BTreeMap::new();
    for record in sound {
        if let Some(other) = named.insert(record.name.to_lowercase(), record) {
            let [one, two] = [other, record].map(|record| &checked.sources.source(record.source).path);
            return Err(Failure::new(format!("{one} and {two} would be exported to the same files")));
        }
    }
    Ok(())
}

/// All exports by their path, and what could not be carried into them.
type Exports = BTreeMap<PathBuf, Vec<u8>>;

fn exports(
    folder: &Path,
    chosen: &[&Exporter],
    records: &[&Record],
    checked: &Checked,
) -> Result<(Exports, Vec<crate::diagnostic::Diagnostic>), Failure> {
    let mut exports = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for record in records {
        for exporter in chosen {
            let path = folder.join(format!("{}.{}", record.name, exporter.name));
            let mut bytes = Vec::new();
            let losses = (exporter.write)(record, &mut bytes).map_err(|error| {
                let source = &checked.sources.source(record.source).path;
                Failure::new(format!("cannot turn {source} into {}: {error}", exporter.name))
            })?;
            for loss in losses {
                let place = Place { source: record.source, span: loss.span };
                let mut diagnostic = NOT_CARRIED.finding(place, loss.message);
                diagnostic.help(loss.help);
                diagnostics.push(diagnostic);
            }
            exports.insert(path, bytes);
        }
    }
    Ok((exports, diagnostics))
}

fn write_all(folder: &Path, exports: &Exports) -> Result<(), Failure> {
    let mut staged = Staged::default();
    let mut written = 0;
    for (path, bytes) in exports {
        written += usize::from(staged.write(path, bytes)? == Outcome::Written);
    }
    staged.commit()?;
    let unchanged = exports.len() - written;
    let shown = folder.display().to_string();
    print(
        format!(
            "Wrote {written} of {} exports to {}; {unchanged} already said the same.\n",
            exports.len(),
            printable(&shown)
        )
        .as_bytes(),
    )
}

/// Says which exports are not what they should be.
fn compare(asked: &Export, checked: &Checked, chosen: &[&Exporter], exports: &Exports) -> Result<Status, Failure> {
    let mut lines = Vec::new();
    for (path, bytes) in exports {
        if !path.exists() {
            lines.push(format!("{} is missing", path.display()));
        } else if !output::says(path, bytes) {
            lines.push(format!("{} is out of date", path.display()));
        }
    }
    // Only who looks at whole folders can say that a record is gone.
    if checked.is_folders {
        let lost = orphans(&asked.out, chosen, &checked.names)?;
        lines.extend(lost.iter().map(|path| format!("{} has lost its record", path.display())));
    }
    let status = if lines.is_empty() { Status::Sound } else { Status::Faulty };
    lines.push(match lines.len() {
        0 => "All exports are up to date.".to_owned(),
        _ => "Run `gatefold export` to write them anew, and delete what has lost its record.".to_owned(),
    });
    let text: Vec<String> = lines.iter().map(|line| format!("{}\n", printable(line))).collect();
    print(text.concat().as_bytes())?;
    Ok(status)
}

/// Exports in the folder that no record has.
fn orphans(folder: &Path, chosen: &[&Exporter], names: &BTreeSet<String>) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failure = |error| Failure::io("read", folder, &error);
    let mut orphans = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name();
        let parts = name.to_str().and_then(|name| name.rsplit_once('.'));
        let is_orphan = parts.is_some_and(|(name, extension)| {
            chosen.iter().any(|exporter| exporter.name == extension) && !name.starts_with('.') && !names.contains(name)
        });
        orphans.extend(is_orphan.then(|| folder.join(name)));
    }
    orphans.sort();
    Ok(orphans)
}

fn explain(word: &str) -> Result<Status, Failure> {
    let Some(rule) = rules::find(word) else {
        let names = rules::all().flat_map(|rule| [rule.code, rule.name]);
        let hint = schema::nearest(word, names).map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
        return Err(Failure::new(format!("there is no rule {word}{hint}")));
    };
    print(rule.page.as_bytes())?;
    Ok(Status::Sound)
}

fn list_rules() -> Result<Status, Failure> {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or_default();
    let lines = rules::all()
        .map(|rule| format!("{}  {:width$}  {:7}  {}\n", rule.code, rule.name, rule.severity.word(), rule.summary()));
    print(lines.collect::<String>().as_bytes())?;
    Ok(Status::Sound)
}

fn print_schema(name: &str) -> Result<Status, Failure> {
    let schema =
        schema::all().find(|schema| schema.name == name).expect("the command line takes only names of schemas");
    print(schema.text.as_bytes())?;
    Ok(Status::Sound)
}

//! A function for each verb; the only holder of standard output and standard error.
mod checking;
mod delivering;
mod importing;

use crate::{
    check::{self, Checked, Inputs, Options},
    cli::{self, Cli, Color, Export, Reading, RuleList, Verb},
    diagnostic::{Diagnostic, Severity},
    document::Limits,
    exporter::{Exporter, Form, Manner, Order},
    exporters,
    exporting::{End, Target, written},
    failure::Failure,
    init::{self, Ci, Made},
    listing, lsp,
    printable::printable,
    progress::Progress,
    record::Record,
    reporter::Report,
    reporting::Forms,
    root::Root,
    rules,
    ruleset::{self, Choice, Profile, Ruleset},
    schema,
    sending::Sending,
    settings::{self, ConfigFile, Settings},
    shell,
    shop::Shop,
    source::shown,
};
use clap::{
    Parser,
    error::{ContextKind, ContextValue},
};
use std::{
    env, fs,
    io::{self, BufRead, IsTerminal, Write},
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
    /// Something could not be read; the rest was.
    Failed,
}

/// Where the program runs.
struct Style {
    colour: bool,
    root: Root,
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
            hint(&error);
            return ExitCode::from(code);
        }
    };
    let style = Style { colour: colour(cli.color), root: root() };
    let result = match cli.verb {
        Verb::Check(check) => checking::check_verb(&check, &style),
        Verb::Export(export) => export_verb(&export, &style),
        Verb::Import(import) => importing::import_verb(&import, &style),
        Verb::Explain { rule } => explain(&rule),
        Verb::Rules { output_format } => list_rules(output_format),
        Verb::Lsp { rules, .. } => Ok(serve(&rules)),
        Verb::Config { path, rules } => print_settings(&path, &rules),
        Verb::Schema { name } => print_schema(&name),
        Verb::Init { folder, ci } => begin(&folder, ci),
        Verb::Completions { shell } => put(&shell::completions(shell)),
        Verb::Man { verb } => shell::manual(verb.as_deref()).and_then(|page| put(&page)),
    };
    match result {
        Ok(Status::Sound) => ExitCode::SUCCESS,
        Ok(Status::Faulty) => ExitCode::from(1),
        Ok(Status::Failed) => ExitCode::from(2),
        Err(failure) => {
            say(&failure);
            ExitCode::from(2)
        }
    }
}

/// Who names a record in place of a verb wants it checked.
fn hint(error: &clap::Error) {
    if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && Path::new(word).exists()
    {
        let word = printable(word);
        let _ = writeln!(io::stderr(), "\n`{word}` is a file or a folder; to check it: gatefold check {word}");
    }
}

fn say(failure: &Failure) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "gatefold: {}", printable(&failure.to_string()));
    if !failure.drawing().is_empty() {
        let _ = writeln!(err, "{}", failure.drawing());
    }
}

fn colour(when: Color) -> bool {
    match when {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// The repository around the folder at hand.
fn root() -> Root {
    env::current_dir().map_or_else(|_| Root::default(), |here| Root::around(&here))
}

fn forms(reading: &Reading, is_statistics: bool) -> Result<Forms<'_>, Failure> {
    Forms::new(reading, is_statistics, env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true"))
}

fn status(checked: &Checked, deny_warnings: bool) -> Status {
    checked.failures.iter().for_each(say);
    let fatal = checked.count_of(Severity::Error) + if deny_warnings { checked.count_of(Severity::Warning) } else { 0 };
    match (checked.failures.len(), fatal) {
        (0, 0) => Status::Sound,
        (0, _) => Status::Faulty,
        _ => Status::Failed,
    }
}

fn options(reading: &Reading) -> Options {
    let limits = Limits {
        document_bytes: reading.max_document_bytes,
        alias_nodes: reading.max_alias_nodes,
        full_reader_only: reading.full_reader_only,
    };
    let rows = reading.reports.iter().any(|report| report.reporter.is_workbook);
    Options { limits, rows, jobs: reading.jobs, settings: settings(&reading.rules), ..Options::default() }
}

fn settings(asked: &cli::Rules) -> Settings {
    let choice = Choice {
        profile: asked.profile.map(|profile| match profile {
            cli::Profile::Editorial => Profile::Editorial,
            cli::Profile::Feed => Profile::Feed,
        }),
        select: asked.select.clone(),
        extend_select: asked.extend_select.clone(),
        ignore: asked.ignore.clone(),
        today: None,
    };
    let file = match &asked.config {
        Some(path) => ConfigFile::At(path.clone()),
        None if asked.isolated => ConfigFile::None,
        None => ConfigFile::Found,
    };
    Settings { choice, file }
}

/// Speaks with an editor until it says goodbye.
fn serve(asked: &cli::Rules) -> Status {
    if io::stdin().is_terminal() {
        let _ =
            writeln!(io::stderr(), "gatefold: waiting for an editor to speak; docs/editors.md says how to set one up");
    }
    let options = Options { settings: settings(asked), ..Options::default() };
    let is_proper = lsp::serve(io::BufReader::new(io::stdin()), &mut io::stdout().lock(), options);
    if is_proper { Status::Sound } else { Status::Faulty }
}

fn print_settings(path: &Path, asked: &cli::Rules) -> Result<Status, Failure> {
    let lines = settings::report(&settings(asked), path)?;
    let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", printable(line))).collect();
    print(&lines.concat())?;
    Ok(Status::Sound)
}

fn inputs(reading: &Reading) -> Result<Inputs, Failure> {
    let mut paths = reading.paths.clone();
    if let Some(list) = &reading.files_from {
        paths.extend(listed(list)?);
    } else if paths.is_empty() {
        let usual = Path::new("input");
        if !usual.exists() {
            return Err(Failure::new("there is no folder `input` here: name the files or folders with the records"));
        }
        paths.push(usual.to_owned());
    }
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    let mut inputs = Inputs::default();
    if paths.iter().any(is_stdin) {
        let path = reading.stdin_filename.clone().unwrap_or_else(|| check::stdin_path().to_owned());
        inputs.stdin = Some((path, Box::new(io::stdin())));
        paths.retain(|path| !is_stdin(path));
    }
    inputs.paths = paths;
    Ok(inputs)
}

/// The paths in a list, one on a line; `-` is standard input.
fn listed(list: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error| Failure::io("read", list, &error);
    let reader: Box<dyn BufRead> = if list.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(io::BufReader::new(fs::File::open(list).map_err(failure)?))
    };
    let lines = reader.lines().map(|line| line.map_err(failure));
    let paths: Vec<String> = lines.collect::<Result<_, _>>()?;
    Ok(paths.into_iter().filter(|path| !path.is_empty()).map(PathBuf::from).collect())
}

/// What is written must not stand in the place of a record.
fn spare_records(path: &Path, checked: &Checked) -> Result<(), Failure> {
    let Ok(real) = fs::canonicalize(path) else { return Ok(()) };
    let mut alike = checked.paths.iter().filter(|record| record.file_name() == path.file_name());
    if alike.any(|record| fs::canonicalize(record).is_ok_and(|record| record == real)) {
        return Err(Failure::new(format!("cannot write {}: it is one of the records", path.display())));
    }
    Ok(())
}

/// Shows the findings, and writes the reports.
fn report(forms: &Forms<'_>, checked: &Checked, style: &Style, deny_warnings: bool) -> Result<(), Failure> {
    let report = Report { checked, root: &style.root, colour: style.colour, deny_warnings };
    let out = io::BufWriter::new(io::stdout().lock());
    heard(forms.show(&report, out))?;
    forms.paths().try_for_each(|path| spare_records(path, checked))?;
    forms.write(&report)
}

fn put(bytes: &[u8]) -> Result<Status, Failure> {
    let mut out = io::stdout().lock();
    heard(out.write_all(bytes).and_then(|()| out.flush()))?;
    Ok(Status::Sound)
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    heard(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whoever stops listening (`| head`) has heard enough.
fn heard(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

fn export_verb(asked: &Export, style: &Style) -> Result<Status, Failure> {
    let (chosen, shop) = chosen(asked)?;
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() && asked.bundle.is_none() {
        let message = "cannot export standard input: an export is named after its record's file; use `--bundle NAME`";
        return Err(Failure::new(message));
    }
    let has = |manner| chosen.iter().any(|exporter| exporter.manner == manner);
    let messages = has(Manner::Messages) || has(Manner::Delivery);
    if messages && asked.bundle.is_some() {
        return Err(Failure::new("cannot bundle messages: each is about one release"));
    }
    if has(Manner::Delivery) {
        return delivering::deliver(asked, inputs, &chosen, style);
    }
    let sending = if messages { Some(Sending::new(&asked.send, false)?) } else { None };
    let mut options = options(&asked.reading);
    options.records_only = true;
    if let Some(sending) = &sending {
        sending.choose(&mut options.settings.choice);
    }
    let mut target = Target::new(asked, &chosen, shop.as_ref(), &style.root)?;
    target.has_one_id = sending.as_ref().is_some_and(Sending::has_one_id);
    let form = if asked.bundle.is_some() { Form::Bundle } else { Form::Alone };
    let forms = forms(&asked.reading, false)?;
    let progress = Progress::start(asked.reading.quiet, asked.reading.verbose);
    let each = |record: &Record, rules: &Ruleset, found: &mut Vec<Diagnostic>| {
        let message = sending.as_ref().map(|sending| sending.message(record, rules)).transpose();
        let message = message.map_err(io::Error::other)?;
        let order = Order {
            form,
            message: message.as_ref(),
            dialect: asked.csv_dialect,
            shop: shop.as_ref(),
            root: &style.root,
        };
        written(record, &order, &chosen, found)
    };
    let checked = check::run(inputs, &options, &each, &mut |done| {
        progress.add(done);
        let has_error = done.findings.iter().any(crate::finding::Finding::is_error);
        target.take(&done.name, &done.path, has_error, done.count, std::mem::take(&mut done.results))
    })?;
    progress.end(&checked);
    report(&forms, &checked, style, asked.deny_warnings)?;
    let status = status(&checked, asked.deny_warnings);
    if !asked.keep_going && (checked.findings.iter().any(crate::finding::Finding::is_error) || status == Status::Failed)
    {
        print("Exported nothing, since there are errors.\n")?;
        return Ok(status);
    }
    progress.writing();
    let end = target.finish(&checked);
    progress.written();
    let End { is_stale, text } = end?;
    print(&text)?;
    Ok(status.max(if is_stale { Status::Faulty } else { Status::Sound }))
}

/// The exporters that are asked for, and the sheet of a shop, if one is.
fn chosen(asked: &Export) -> Result<(Vec<&'static Exporter>, Option<Shop>), Failure> {
    let mut shop = None;
    let mut chosen: Vec<&'static Exporter> =
        exporters::all().filter(|exporter| asked.to.iter().any(|name| name == exporter.name)).collect();
    for name in asked.to.iter().filter_map(|name| name.strip_prefix(SHEET)) {
        if shop.is_some() {
            return Err(Failure::new("one sheet at a time: run the export once for each shop"));
        }
        let path = asked.reading.paths.first().map_or(Path::new("input"), PathBuf::as_path);
        let record = if path.is_dir() { path.join("*") } else { path.to_owned() };
        let meant = settings::shop(&settings(&asked.reading.rules), &record, name)?;
        let sheets = exporters::all().find(|exporter| exporter.name.starts_with(SHEET));
        // Each shop's files have names of their own. There is one in a run.
        let extension: &'static str = Box::leak(format!("{}.csv", meant.name).into_boxed_str());
        shop = Some(meant);
        chosen.extend(sheets.map(|sheets| &*Box::leak(Box::new(Exporter { extension, ..*sheets }))));
    }
    Ok((chosen, shop))
}

/// What stands before the name of a shop's sheet.
const SHEET: &str = "sheet:";

fn begin(folder: &Path, ci: Ci) -> Result<Status, Failure> {
    let Made { written, kept, unfinished } = init::init(folder, ci)?;
    let mut lines: Vec<String> = written.iter().map(|path| format!("wrote {}", shown(path))).collect();
    lines.extend(kept.iter().map(|path| format!("kept {}, which was there", shown(path))));
    lines.extend(unfinished.map(|path| format!("say in {} where Gatefold is kept", shown(&path))));
    let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", printable(line))).collect();
    print(&lines.concat())?;
    Ok(Status::Sound)
}

fn explain(word: &str) -> Result<Status, Failure> {
    let Some(rule) = rules::find(word) else {
        return Err(Failure::new(ruleset::unknown(word)));
    };
    print(&listing::page(rule))?;
    Ok(Status::Sound)
}

fn list_rules(form: RuleList) -> Result<Status, Failure> {
    print(&match form {
        RuleList::Text => listing::text(),
        RuleList::Json => listing::json(),
    })?;
    Ok(Status::Sound)
}

fn print_schema(name: &str) -> Result<Status, Failure> {
    let schema =
        schema::all().find(|schema| schema.name == name).expect("the command line takes only names of schemas");
    print(schema.text)?;
    Ok(Status::Sound)
}

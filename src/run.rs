//! A function for each verb; the only holder of standard output and standard error.
use crate::{
    check::{self, Checked, Inputs, Options},
    cli::{self, Check, Cli, Color, Export, Reading, RuleList, Verb},
    diagnostic::{Diagnostic, Severity},
    document::Limits,
    exporter::{Exporter, Form, Loss},
    exporters,
    failure::Failure,
    finding::Mending,
    listing,
    mend::{self, Mended},
    output::{self, Outcome, Staged},
    printable::printable,
    progress::Progress,
    record::Record,
    reporter::Style,
    reporters,
    rule::{self, Rule},
    rules,
    rules::exports::NOT_CARRIED,
    ruleset::{Choice, Profile},
    schema,
    settings::{self, ConfigFile, Settings},
};
use clap::Parser;
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
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
        Verb::Rules { output_format } => list_rules(output_format),
        Verb::Config { path, rules } => print_settings(&path, &rules),
        Verb::Schema { name } => print_schema(&name),
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

fn check_verb(asked: &Check, style: Style) -> Result<Status, Failure> {
    if asked.diff {
        return show_mending(asked);
    }
    if asked.fix {
        mend_files(asked)?;
    }
    let progress = Progress::start(asked.reading.quiet);
    let checked = check::run(inputs(&asked.reading)?, &check_options(asked), &|_, _| (), &mut |done| {
        progress.add(done.bytes, done.findings.len());
        Ok(())
    })?;
    progress.end(&checked);
    if checked.lacks_today {
        say(&Failure::new(without_today()));
    }
    report(&asked.reading, &checked, style)?;
    Ok(status(&checked, asked.deny_warnings))
}

/// The files that can be mended, as they are and as they would be.
fn mended(asked: &Check) -> Result<Vec<Mended>, Failure> {
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() {
        return Err(Failure::new("standard input cannot be mended: name the file"));
    }
    let options = check_options(asked);
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
        let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        print(&format!("Mended {} in {}.\n", counted(count, "finding"), counted(mended.len(), "file")))?;
    }
    Ok(())
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
    Options { limits, jobs: reading.jobs, settings: settings(&reading.rules) }
}

fn check_options(asked: &Check) -> Options {
    let mut options = options(&asked.reading);
    options.settings.choice.today = asked.today;
    options
}

/// What a delivery is not held against as long as nobody says what day it is.
fn without_today() -> String {
    let asks = |rule: &&Rule| matches!(rule.check, rule::Check::Today(_) | rule::Check::FeedToday(_));
    let codes: Vec<&str> = rules::all().filter(asks).map(|rule| rule.code).collect();
    format!("without `--today YYYY-MM-DD`, {} are silent, though the profile is `feed`", codes.join(" and "))
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
        paths.push(PathBuf::from("input"));
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

/// Shows the findings and the last line with the counts.
fn report(reading: &Reading, checked: &Checked, style: Style) -> Result<(), Failure> {
    let reporter = reporters::all()
        .find(|reporter| reporter.name == reading.output_format)
        .expect("the command line takes only names of reporters");
    let out = io::BufWriter::new(io::stdout().lock());
    heard(reporter.report(checked, style, out))
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

fn export_verb(asked: &Export, style: Style) -> Result<Status, Failure> {
    let chosen: Vec<&'static Exporter> =
        exporters::all().filter(|exporter| asked.to.iter().any(|name| name == exporter.name)).collect();
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() && asked.bundle.is_none() {
        let message = "cannot export standard input: an export is named after its record's file; use `--bundle NAME`";
        return Err(Failure::new(message));
    }
    let mut target = Target::new(asked, &chosen)?;
    let form = if asked.bundle.is_some() { Form::Bundle } else { Form::Alone };
    let progress = Progress::start(asked.reading.quiet);
    let each = |record: &Record, found: &mut Vec<Diagnostic>| written(record, form, &chosen, found);
    let checked = check::run(inputs, &options(&asked.reading), &each, &mut |done| {
        progress.add(done.bytes, done.findings.len());
        let has_error = done.findings.iter().any(crate::finding::Finding::is_error);
        target.take(&done.name, &done.path, has_error, done.count, std::mem::take(&mut done.results))
    })?;
    progress.end(&checked);
    report(&asked.reading, &checked, style)?;
    let status = status(&checked, asked.deny_warnings);
    if !asked.keep_going && (checked.findings.iter().any(crate::finding::Finding::is_error) || status == Status::Failed)
    {
        print("Exported nothing, since there are errors.\n")?;
        return Ok(status);
    }
    Ok(status.max(target.finish(&checked)?))
}

/// A record in each of the formats.
type Written = io::Result<Vec<Vec<u8>>>;

fn written(record: &Record, form: Form, chosen: &[&Exporter], found: &mut Vec<Diagnostic>) -> Written {
    chosen
        .iter()
        .map(|exporter| {
            let (bytes, losses) = match form {
                Form::Alone => exporter.alone(record)?,
                Form::Bundle => {
                    let mut bytes = Vec::new();
                    let losses = (exporter.body)(record, form, &mut bytes)?;
                    (bytes, losses)
                }
            };
            found.extend(losses.into_iter().map(|Loss { span, message, help }| {
                let mut finding = NOT_CARRIED.finding(span, message);
                finding.help(help);
                finding
            }));
            Ok(bytes)
        })
        .collect()
}

/// Where exports go: into files, or beside files to be compared with.
struct Target<'a> {
    asked: &'a Export,
    chosen: &'a [&'static Exporter],
    staged: Staged,
    /// One file for all records, in each format.
    bundles: Vec<output::Growing>,
    /// The names that were given away, in small letters: where case makes no difference, they would be one file.
    names: BTreeMap<String, Arc<str>>,
    stopped: bool,
    written: usize,
    unchanged: usize,
    /// What `--check` has to say.
    lines: Vec<String>,
}

impl<'a> Target<'a> {
    fn new(asked: &'a Export, chosen: &'a [&'static Exporter]) -> Result<Self, Failure> {
        let mut staged = Staged::default();
        let mut bundles = Vec::new();
        if let Some(name) = &asked.bundle {
            for exporter in chosen {
                let path = asked.out.join(format!("{name}.{}", exporter.name));
                let frame = (exporter.frame)(Form::Bundle);
                bundles.push(staged.grow(&path, frame.head.as_bytes(), asked.check)?);
            }
        }
        let names = BTreeMap::new();
        let lines = Vec::new();
        Ok(Self { asked, chosen, staged, bundles, names, stopped: false, written: 0, unchanged: 0, lines })
    }

    /// Takes the records of a file.
    fn take(
        &mut self,
        name: &Arc<str>,
        path: &Arc<str>,
        has_error: bool,
        count: usize,
        records: Vec<Written>,
    ) -> Result<(), Failure> {
        // With an error nothing will be written; there is no need to go on.
        self.stopped |= has_error && !self.asked.keep_going;
        if self.stopped || has_error {
            return Ok(());
        }
        if self.asked.bundle.is_none() {
            self.name(name, path, count)?;
        }
        for record in records {
            let failure = |error| Failure::new(format!("cannot export {path}: {error}"));
            for (at, bytes) in record.map_err(failure)?.into_iter().enumerate() {
                if let Some(bundle) = self.bundles.get_mut(at) {
                    let joint = (self.chosen[at].frame)(Form::Bundle).joint;
                    bundle.add(joint, &bytes)?;
                } else {
                    let path = self.asked.out.join(format!("{name}.{}", self.chosen[at].name));
                    self.put(&path, &bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Exports are named after their record's file: one record to a file, and a file for each record.
    fn name(&mut self, name: &Arc<str>, path: &Arc<str>, count: usize) -> Result<(), Failure> {
        let known = self.names.insert(name.to_lowercase(), Arc::clone(path));
        let several = count > 1 || known.as_ref() == Some(path);
        if several {
            let why = "it holds several records, and an export is named after its record's file; use `--bundle NAME`";
            return Err(Failure::new(format!("cannot export {path}: {why}")));
        }
        match known {
            Some(other) => Err(Failure::new(format!("{other} and {path} would be exported to the same files"))),
            None => Ok(()),
        }
    }

    fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if !self.asked.check {
            match self.staged.write(path, bytes)? {
                Outcome::Written => self.written += 1,
                Outcome::Unchanged => self.unchanged += 1,
            }
        } else if !path.exists() {
            self.lines.push(format!("{} is missing", path.display()));
        } else if !output::says(path, bytes) {
            self.lines.push(format!("{} is out of date", path.display()));
        }
        Ok(())
    }

    fn finish(mut self, checked: &Checked) -> Result<Status, Failure> {
        for (at, bundle) in std::mem::take(&mut self.bundles).into_iter().enumerate() {
            let foot = (self.chosen[at].frame)(Form::Bundle).foot;
            let path = bundle.path().display().to_string();
            match bundle.end(foot)? {
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Written if self.asked.check => self.lines.push(format!("{path} is missing or out of date")),
                Outcome::Written => self.written += 1,
            }
        }
        if self.asked.check {
            return self.compare(checked);
        }
        self.staged.commit()?;
        let (written, unchanged) = (self.written, self.unchanged);
        let folder = self.asked.out.display().to_string();
        let all = written + unchanged;
        let folder = printable(&folder);
        print(&format!("Wrote {written} of {all} exports to {folder}; {unchanged} already said the same.\n"))?;
        Ok(Status::Sound)
    }

    /// Says which exports are not what they should be.
    fn compare(mut self, checked: &Checked) -> Result<Status, Failure> {
        self.lines.sort();
        // Only who looks at whole folders can say that a record is gone.
        if checked.is_folders && self.asked.bundle.is_none() {
            let lost = orphans(&self.asked.out, self.chosen, &checked.names)?;
            self.lines.extend(lost.iter().map(|path| format!("{} has lost its record", path.display())));
        }
        let status = if self.lines.is_empty() { Status::Sound } else { Status::Faulty };
        self.lines.push(match self.lines.len() {
            0 => "All exports are up to date.".to_owned(),
            _ => "Run `gatefold export` to write them anew, and delete what has lost its record.".to_owned(),
        });
        let lines: Vec<String> = self.lines.iter().map(|line| format!("{}\n", printable(line))).collect();
        print(&lines.concat())?;
        Ok(status)
    }
}

/// Exports in the folder that no record has.
fn orphans(folder: &Path, chosen: &[&Exporter], names: &BTreeSet<Arc<str>>) -> Result<Vec<PathBuf>, Failure> {
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
    print(rule.page)?;
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

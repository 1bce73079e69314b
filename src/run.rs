//! A function for each verb; the only holder of standard output and standard error.
use crate::{
    baseline::Baseline,
    check::{self, Checked, Inputs, Options},
    cli::{self, Check, Cli, Color, Export, Reading, RuleList, Verb},
    diagnostic::{Diagnostic, Severity},
    document::Limits,
    ern::Kind,
    exporter::{Exporter, Form, Loss, Order},
    exporters,
    failure::Failure,
    finding::Mending,
    init::{self, Ci, Made},
    listing, lsp,
    mend::{self, Mended},
    output::{self, Outcome, Staged},
    printable::printable,
    progress::Progress,
    record::Record,
    reporter::{Report, counted},
    reporting::Forms,
    root::Root,
    rules,
    rules::exports::{FILE_UNUSABLE, MESSAGE_INCOMPLETE, NOT_CARRIED},
    ruleset::{Choice, Profile, Ruleset},
    schema,
    sending::Sending,
    settings::{self, ConfigFile, Settings},
    shell,
    source::shown,
    watch::Watch,
};
use clap::{
    Parser,
    error::{ContextKind, ContextValue},
};
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
        Verb::Check(check) => check_verb(&check, &style),
        Verb::Export(export) => export_verb(&export, &style),
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

fn check_verb(asked: &Check, style: &Style) -> Result<Status, Failure> {
    if asked.diff {
        return show_mending(asked);
    }
    if asked.fix {
        mend_files(asked)?;
    }
    if asked.watch {
        return watch(asked, style);
    }
    check_once(asked, style)
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

fn check_once(asked: &Check, style: &Style) -> Result<Status, Failure> {
    let (reading, adoption) = (&asked.reading, &asked.adoption);
    let forms = forms(reading, adoption.statistics)?;
    let baseline = adoption.baseline.as_deref().map(Baseline::read).transpose()?;
    let options = check_options(asked);
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
        return write_baseline(path, &checked, &style.root);
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
    Ok(if adoption.exit_zero && status == Status::Faulty { Status::Sound } else { status })
}

/// Writes down all that was found, to be left out from now on.
fn write_baseline(path: &Path, checked: &Checked, root: &Root) -> Result<Status, Failure> {
    let status = status(checked, false);
    if status == Status::Failed {
        return Err(Failure::new(format!("wrote no {}, since not all could be read", path.display())));
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    if checked.paths.iter().any(|record| real(record).is_some_and(|record| real(path) == Some(record))) {
        return Err(Failure::new(format!("cannot write {}: it is one of the records", path.display())));
    }
    let baseline = Baseline::of(checked, root);
    baseline.write(path)?;
    let (path, findings) = (path.display().to_string(), counted(baseline.len(), "finding", "findings"));
    let path = printable(&path);
    print(&format!("Wrote {findings} to {path}: `gatefold check --baseline {path}` leaves them out.\n"))?;
    Ok(Status::Sound)
}

fn forms(reading: &Reading, is_statistics: bool) -> Result<Forms<'_>, Failure> {
    Forms::new(reading, is_statistics, env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true"))
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
        let (findings, files) = (counted(count, "finding", "findings"), counted(mended.len(), "file", "files"));
        print(&format!("Mended {findings} in {files}.\n"))?;
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
    Options { limits, jobs: reading.jobs, settings: settings(&reading.rules), ..Options::default() }
}

fn check_options(asked: &Check) -> Options {
    let mut options = options(&asked.reading);
    options.settings.choice.today = asked.today;
    options
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

/// Shows the findings, and writes the reports.
fn report(forms: &Forms<'_>, checked: &Checked, style: &Style, deny_warnings: bool) -> Result<(), Failure> {
    let report = Report { checked, root: &style.root, colour: style.colour, deny_warnings };
    let out = io::BufWriter::new(io::stdout().lock());
    heard(forms.show(&report, out))?;
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
    let chosen: Vec<&'static Exporter> =
        exporters::all().filter(|exporter| asked.to.iter().any(|name| name == exporter.name)).collect();
    let inputs = inputs(&asked.reading)?;
    if inputs.stdin.is_some() && asked.bundle.is_none() {
        let message = "cannot export standard input: an export is named after its record's file; use `--bundle NAME`";
        return Err(Failure::new(message));
    }
    let messages = chosen.iter().any(|exporter| exporter.is_message);
    if messages && asked.bundle.is_some() {
        return Err(Failure::new("cannot bundle messages: each is about one release"));
    }
    let sending = if messages { Some(Sending::new(&asked.send)?) } else { None };
    let mut options = options(&asked.reading);
    if let Some(sending) = &sending {
        sending.choose(&mut options.settings.choice);
    }
    let mut target = Target::new(asked, &chosen)?;
    target.has_one_id = sending.as_ref().is_some_and(Sending::has_one_id);
    let form = if asked.bundle.is_some() { Form::Bundle } else { Form::Alone };
    let forms = forms(&asked.reading, false)?;
    let progress = Progress::start(asked.reading.quiet, asked.reading.verbose);
    let each = |record: &Record, rules: &Ruleset, found: &mut Vec<Diagnostic>| {
        let message = sending.as_ref().map(|sending| sending.message(record, rules)).transpose();
        let message = message.map_err(io::Error::other)?;
        written(record, &Order { form, message: message.as_ref() }, &chosen, found)
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
    Ok(status.max(target.finish(&checked)?))
}

/// A record in each of the formats.
type Written = io::Result<Vec<Vec<u8>>>;

fn written(record: &Record, order: &Order<'_>, chosen: &[&Exporter], found: &mut Vec<Diagnostic>) -> Written {
    chosen
        .iter()
        .map(|exporter| {
            let (bytes, losses) = match order.form {
                Form::Alone => exporter.alone(record, order)?,
                Form::Bundle => {
                    let mut bytes = Vec::new();
                    let losses = (exporter.body)(record, order, &mut bytes)?;
                    (bytes, losses)
                }
            };
            found.extend(losses.into_iter().map(|Loss { kind, span, message, help }| {
                let rule = match kind {
                    Kind::NotCarried => &NOT_CARRIED,
                    Kind::Missing => &MESSAGE_INCOMPLETE,
                    Kind::File => &FILE_UNUSABLE,
                };
                let mut finding = rule.finding(span, message);
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
    /// Whether all messages would have the same id.
    has_one_id: bool,
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
                let path = asked.out.join(format!("{name}.{}", exporter.extension));
                let frame = (exporter.frame)(Form::Bundle);
                bundles.push(staged.grow(&path, frame.head.as_bytes(), asked.check)?);
            }
        }
        let names = BTreeMap::new();
        let lines = Vec::new();
        let (stopped, has_one_id) = (false, false);
        Ok(Self { asked, chosen, staged, bundles, names, stopped, has_one_id, written: 0, unchanged: 0, lines })
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
                    let path = self.asked.out.join(format!("{name}.{}", self.chosen[at].extension));
                    self.put(&path, &bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Exports are named after their record's file: one record to a file, and a file for each record.
    fn name(&mut self, name: &Arc<str>, path: &Arc<str>, count: usize) -> Result<(), Failure> {
        if self.has_one_id && !self.names.is_empty() {
            let why = "two messages would have the same id: write `{name}` in `--message-id`, for the name of the record's file";
            return Err(Failure::new(why));
        }
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
        let is_orphan = name.to_str().and_then(exported).is_some_and(|(name, exporter)| {
            chosen.iter().any(|chosen| chosen.name == exporter.name) && !name.starts_with('.') && !names.contains(name)
        });
        orphans.extend(is_orphan.then(|| folder.join(name)));
    }
    orphans.sort();
    Ok(orphans)
}

fn begin(folder: &Path, ci: Ci) -> Result<Status, Failure> {
    let Made { written, kept, unfinished } = init::init(folder, ci)?;
    let mut lines: Vec<String> = written.iter().map(|path| format!("wrote {}", shown(path))).collect();
    lines.extend(kept.iter().map(|path| format!("kept {}, which was there", shown(path))));
    lines.extend(unfinished.map(|path| format!("say in {} where Gatefold is kept", shown(&path))));
    let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", printable(line))).collect();
    print(&lines.concat())?;
    Ok(Status::Sound)
}

/// The record's name in that of an export, and whose export it is: the one with the longest ending, as in `leto.ern.xml`.
fn exported(name: &str) -> Option<(&str, &'static Exporter)> {
    let ends = exporters::all()
        .filter_map(|exporter| Some((name.strip_suffix(exporter.extension)?.strip_suffix('.')?, exporter)));
    ends.min_by_key(|(name, _)| name.len())
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

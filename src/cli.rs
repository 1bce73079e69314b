//! What can be asked of the program.
use crate::{
    batch_id::BatchId, dialect::Dialect, ern::Version, exporters, init::Ci, record::date::Date, reporter::Reporter,
    reporters, schema, shop,
};
use clap::{
    Arg, Args, Command, Parser, Subcommand, ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use std::{ffi::OsStr, num::NonZeroUsize, path::PathBuf};

/// Checks the records of a music catalog and turns them into what the world takes.
#[derive(Debug, Parser)]
#[command(name = "gatefold", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

// The arguments of a verb are made when it is asked for: those of all verbs take as long as the check of a short record. A doc comment
// on what several verbs have would then be taken for the verb's own, so these have none.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Verb {
    /// Check records and show what is wrong with them
    Check(Check),
    /// Check records, and write them as CSV, JSON and XML if they have no error
    Export(Export),
    /// Turn sheets (.xlsx, .ods, .csv) and messages (DDEX ERN 4.1 to 4.3.2) into records and entries of the roster
    Import(Import),
    /// Explain a rule, such as N003 or track-number-gap
    Explain {
        /// The rule's code or name
        #[arg(value_name = "CODE")]
        rule: String,
    },
    /// List all rules
    Rules {
        /// How to list them: `json` is for other programs
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        output_format: RuleList,
    },
    /// Speak with an editor about the records that are open in it (see docs/editors.md)
    Lsp {
        #[command(flatten)]
        rules: Rules,
        /// Some editors say so; there is no other way
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Show the settings in force for a path, and where each comes from
    Config {
        /// A record or a folder of records
        #[arg(value_name = "PATH", default_value = ".")]
        path: PathBuf,
        #[command(flatten)]
        rules: Rules,
    },
    /// Print the JSON Schema of a record, of the roster, of the settings, or of the JSON report
    Schema {
        /// Which schema
        #[arg(value_parser = PossibleValuesParser::new(schema::all().map(|schema| schema.name)), default_value = "release")]
        name: String,
    },
    /// Begin a new catalog: settings, a roster, a first record, schemas, a CI file; nothing is overwritten
    Init {
        /// The catalog's folder
        #[arg(value_name = "FOLDER", default_value = ".")]
        folder: PathBuf,
        /// Where changes are to be checked
        #[arg(long, value_name = "WHERE", default_value = "github")]
        ci: Ci,
    },
    /// Print what makes a shell complete verbs and flags
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or that of a verb, for `man`
    Man {
        /// The verb
        verb: Option<String>,
    },
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// What day it is, such as 2026-03-06, for the rules that ask; no clock is looked at
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// Hold ERN messages against DDEX's own schema as well, which is in this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) ddex_schema: Option<PathBuf>,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Mend what is sure in the records themselves; all else in them stays as it is
    #[arg(long)]
    pub(crate) fix: bool,
    /// Take proposals too, which somebody should look at
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) adoption: Adoption,
    /// Check again whenever a record is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline", "files_from"])]
    pub(crate) watch: bool,
}

// What makes it easy to begin with a catalog that has many findings.
#[derive(Debug, Args)]
pub(crate) struct Adoption {
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings of this run into a file, to be left out by --baseline
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff"])]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Show how many findings each rule has, in place of the findings
    #[arg(long, conflicts_with_all = ["output_format", "diff"])]
    pub(crate) statistics: bool,
    /// End with 0 even if errors are found
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Fail if there are more warnings than that
    #[arg(long, value_name = "COUNT")]
    pub(crate) max_warnings: Option<usize>,
}

/// The names of exporters; `sheet:` goes before the name of any sheet, or its file.
#[derive(Clone)]
struct Formats;

impl TypedValueParser for Formats {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        let sheet = value.to_str().and_then(|text| Some((text, text.strip_prefix("sheet:")?)));
        match sheet {
            Some((text, name)) if file_name(name).is_ok() || shop::is_file(name) => Ok(text.to_owned()),
            _ => names().parse_ref(command, arg, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(exporters::all().map(|exporter| PossibleValue::new(exporter.name))))
    }
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(exporters::all().map(|exporter| exporter.name))
}

/// The findings as people read them, and annotations where GitHub Actions runs.
pub(crate) const AUTO: &str = "auto";

/// A report, and the file that it goes to.
#[derive(Clone, Debug)]
pub(crate) struct ReportFile {
    pub(crate) reporter: &'static Reporter,
    pub(crate) path: PathBuf,
}

/// `sarif=out.sarif`
fn report(text: &str) -> Result<ReportFile, String> {
    let Some((format, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("a format and a file are needed, such as `sarif=out.sarif`".to_owned());
    };
    let names = || reporters::all().map(|reporter| reporter.name);
    match reporters::all().find(|reporter| reporter.name == format) {
        Some(reporter) => Ok(ReportFile { reporter, path: path.into() }),
        None => Err(match schema::nearest(format, names()) {
            Some(near) => format!("there is no format `{format}`; did you mean `{near}`?"),
            None => format!("there is no format `{format}`: choose one of {}", names().collect::<Vec<_>>().join(", ")),
        }),
    }
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The formats to write
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "csv,json,xml", value_parser = Formats)]
    pub(crate) to: Vec<String>,
    /// The folder to write into
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    pub(crate) out: PathBuf,
    /// Write one file for all records, NAME.csv and so on
    #[arg(long, value_name = "NAME", value_parser = file_name)]
    pub(crate) bundle: Option<String>,
    /// How to write CSV: Excel needs a mark at its beginning, and semicolons where it has decimal commas
    #[arg(long, value_name = "DIALECT", default_value = "rfc4180")]
    pub(crate) csv_dialect: Dialect,
    /// Write nothing; fail if an export is missing, out of date or has lost its record
    #[arg(long)]
    pub(crate) check: bool,
    /// Export the records without an error even if others have one
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    #[command(flatten)]
    pub(crate) send: Send,
    #[command(flatten)]
    pub(crate) deliver: Deliver,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files to import
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The folder to write the records into
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// Write over records that are there, where a message is imported; a sheet changes them in place
    #[arg(long)]
    pub(crate) force: bool,
    /// The sheet of a shop that the files are: one of `gatefold.toml`, `distributor` or `youtube-art-tracks`, or a file with one
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// The settings that tell of sheets, instead of the `gatefold.toml` above the folder
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// How a CSV is written [default: as its beginning says]
    #[arg(long, value_name = "DIALECT")]
    pub(crate) csv_dialect: Option<Dialect>,
    /// Show what would change in the records, and write nothing
    #[arg(long)]
    pub(crate) diff: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How to show what is wrong with a sheet
    #[arg(long, value_name = "FORMAT", default_value = AUTO, value_parser = PossibleValuesParser::new(std::iter::once(AUTO).chain(reporters::all().map(|reporter| reporter.name))))]
    pub(crate) output_format: String,
}

// What `--to delivery` is asked beside what its messages are.
#[derive(Debug, Args)]
#[command(next_help_heading = "Delivery (--to delivery)")]
pub(crate) struct Deliver {
    /// The name of the batch: a time in 17 digits, such as 20181115090000000, with P_, N_ or M_ before it where the receiver wants it
    #[arg(long, value_name = "ID")]
    pub(crate) batch_id: Option<BatchId>,
    /// Give the files a second name (a hard link) in place of a copy; both must be on one disk
    #[arg(long)]
    pub(crate) hard_link: bool,
}

// What messages say of themselves.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(next_help_heading = "Messages (--to ern, --to delivery)")]
pub(crate) struct Send {
    /// The feed of `gatefold.toml` that says who sends and who receives [default: the only one]
    #[arg(long, value_name = "NAME")]
    pub(crate) feed: Option<String>,
    /// The id of each message; `{name}` in it stands for the name of the record's file
    #[arg(long, value_name = "ID", value_parser = message_id)]
    pub(crate) message_id: Option<String>,
    /// The day and time of the messages, with a zone, such as `2018-11-15T09:00:00Z`
    #[arg(long, value_name = "TIME", value_parser = message_date)]
    pub(crate) message_date: Option<String>,
    /// The version of the standard: 4.3.2 or 4.3 [default: 4.3.2]
    #[arg(long, value_name = "VERSION", value_parser = ern_version)]
    pub(crate) ern_version: Option<Version>,
    /// Send tests, in which placeholders may stand
    #[arg(long)]
    pub(crate) test: bool,
    /// Say anew what is said of releases that were delivered; their files are not delivered again
    #[arg(long)]
    pub(crate) update: bool,
    /// Deliver the files again with an update
    #[arg(long, requires = "update")]
    pub(crate) with_files: bool,
    /// Take the releases out of the shops: nothing is offered any more, and no file is needed
    #[arg(long, conflicts_with = "update")]
    pub(crate) takedown: bool,
}

// What to read, and how to tell of it.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Records, folders of records, or patterns such as `input/*.yaml`; `-` is standard input [default: input]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// A file with a path on each line; `-` is standard input
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    /// The path to take standard input for
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// How to show findings
    #[arg(long, value_name = "FORMAT", default_value = AUTO, value_parser = PossibleValuesParser::new(std::iter::once(AUTO).chain(reporters::all().map(|reporter| reporter.name))))]
    pub(crate) output_format: String,
    /// Write a report into a file as well, such as `sarif=out.sarif`; may be given several times
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report)]
    pub(crate) reports: Vec<ReportFile>,
    /// How large a document may be
    #[arg(long, value_name = "BYTES", default_value_t = crate::document::Limits::default().document_bytes)]
    pub(crate) max_document_bytes: u32,
    /// How many values the aliases (`*name`) of a document may stand for
    #[arg(long, value_name = "COUNT", default_value_t = crate::document::Limits::default().alias_nodes)]
    pub(crate) max_alias_nodes: usize,
    /// How many records to look at at once [default: as many as there are cores]
    #[arg(long, value_name = "COUNT")]
    pub(crate) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// Show no progress
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Tell of each file that is read
    #[arg(long, short)]
    pub(crate) verbose: bool,
    /// Read without the fast reader; the result is the same
    #[arg(long, hide = true)]
    pub(crate) full_reader_only: bool,
}

// Which rules speak. All this wins over a settings file.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The rules that speak: codes, beginnings of codes, names, or ALL
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Rules that speak as well
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) extend_select: Vec<String>,
    /// Rules that keep silent
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// What the records are checked for: `feed` asks for all that a delivery needs [default: editorial]
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Option<Profile>,
    /// The settings for all records, instead of the `gatefold.toml` above each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,
    /// Read no settings
    #[arg(long)]
    pub(crate) isolated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    Editorial,
    Feed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RuleList {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

fn ern_version(name: &str) -> Result<Version, String> {
    let names = Version::ALL.map(|version| format!("`{}`", version.name()));
    let found = Version::ALL.into_iter().find(|version| version.name() == name);
    found.ok_or_else(|| format!("the versions are {}", names.join(" and ")))
}

fn message_id(id: &str) -> Result<String, String> {
    let is_fine = !id.trim().is_empty() && !id.chars().any(char::is_control);
    is_fine.then(|| id.to_owned()).ok_or_else(|| "an id is a text on one line, such as `2018-11-15-{name}`".to_owned())
}

/// A time as messages have it: in whole seconds or parts of them, at Greenwich.
fn message_date(text: &str) -> Result<String, String> {
    let form = || "a day and a time with a zone are needed, such as `2018-11-15T09:00:00Z`".to_owned();
    let time: jiff::Timestamp = text.parse().map_err(|_| form())?;
    let shown = time.to_string();
    if shown.starts_with(|sign: char| sign.is_ascii_digit()) { Ok(shown) } else { Err(form()) }
}

/// A name without a folder in it: exports stay in their folder.
fn file_name(name: &str) -> Result<String, String> {
    match std::path::Path::new(name).file_name() {
        Some(own) if own == name => Ok(name.to_owned()),
        _ => Err("a name without a folder is needed, such as `all`".to_owned()),
    }
}

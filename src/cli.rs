//! What can be asked of the program.
use crate::{exporters, record::date::Date, reporters, schema};
use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
use std::{num::NonZeroUsize, path::PathBuf};

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

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Check records and show what is wrong with them
    Check(Check),
    /// Check records, and write them as CSV, JSON and XML if they have no error
    Export(Export),
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
    /// Show the settings in force for a path, and where each comes from
    Config {
        /// A record or a folder of records
        #[arg(value_name = "PATH", default_value = ".")]
        path: PathBuf,
        #[command(flatten)]
        rules: Rules,
    },
    /// Print the JSON Schema of a record, of the roster, or of the settings
    Schema {
        /// Which schema
        #[arg(value_parser = PossibleValuesParser::new(schema::all().map(|schema| schema.name)), default_value = "release")]
        name: String,
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
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The formats to write
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "csv,json,xml", value_parser = PossibleValuesParser::new(exporters::all().map(|exporter| exporter.name)))]
    pub(crate) to: Vec<String>,
    /// The folder to write into
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    pub(crate) out: PathBuf,
    /// Write one file for all records, NAME.csv and so on
    #[arg(long, value_name = "NAME", value_parser = file_name)]
    pub(crate) bundle: Option<String>,
    /// Write nothing; fail if an export is missing, out of date or has lost its record
    #[arg(long)]
    pub(crate) check: bool,
    /// Export the records without an error even if others have one
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
}

/// What to read, and how to tell of it.
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
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = PossibleValuesParser::new(reporters::all().map(|reporter| reporter.name)))]
    pub(crate) output_format: String,
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
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// Read without the fast reader; the result is the same
    #[arg(long, hide = true)]
    pub(crate) full_reader_only: bool,
}

/// Which rules speak. All this wins over a settings file.
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

/// A name without a folder in it: exports stay in their folder.
fn file_name(name: &str) -> Result<String, String> {
    match std::path::Path::new(name).file_name() {
        Some(own) if own == name => Ok(name.to_owned()),
        _ => Err("a name without a folder is needed, such as `all`".to_owned()),
    }
}

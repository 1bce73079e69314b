//! Gatefold keeps a music catalog as source code: each release is a YAML record.
//!
//! A record goes one way: text, document, record, catalog. Rules read it, exporters write it, reporters speak of it.
mod alike;
mod amend;
mod ascii;
mod asset;
mod baseline;
mod batch_id;
mod catalog;
mod check;
mod cli;
mod column;
mod columns;
mod compound;
mod decode;
mod delivery;
mod diagnostic;
mod dialect;
mod digits;
mod document;
mod drawing;
mod edit;
mod ern;
mod excerpt;
mod exporter;
mod exporters;
mod exporting;
mod failure;
mod files;
mod finding;
#[cfg(test)]
#[path = "../benches/generator/mod.rs"]
mod generator;
mod handwriting;
mod house;
mod import;
mod init;
mod listing;
mod lsp;
mod mend;
mod message;
mod mix;
mod names;
mod node;
mod number;
mod official;
mod output;
mod phrases;
mod print;
mod printable;
mod progress;
mod proofreading;
mod published;
mod punctuation;
pub mod record;
mod reporter;
mod reporters;
mod reporting;
mod root;
mod rule;
mod rules;
mod ruleset;
mod run;
mod schema;
mod script;
mod sending;
mod settings;
mod sheet;
mod shop;
mod sieve;

mod shell;
mod sound;
mod source;
mod span;
mod spool;
#[doc(hidden)]
pub mod stages;
mod stream;
mod sung;
mod table;
mod tape;
mod title;
mod unsaved;
mod value;
mod view;
mod watch;
mod wording;
mod workbook;
mod writing;
mod xml;

pub use check::{Checked, Inputs, Options, check, records};
pub use diagnostic::Severity;
pub use document::{Limits, documents};
pub use edit::Edit;
pub use exporter::Exporter;
pub use failure::Failure;
pub use finding::{Finding, Mending};
pub use node::Node;
pub use official::DdexSchema;
pub use reporter::Reporter;
pub use rule::{Mends, Rule};
pub use ruleset::{Choice, Profile};
pub use run::run;
pub use schema::Schema;
pub use settings::{ConfigFile, Settings};
pub use source::{Place, Position};
pub use span::{Span, Spanned};
pub use unsaved::Unsaved;

/// Every rule, in order of code.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules::all()
}

/// Every format that records can be written in.
pub fn exporters() -> impl Iterator<Item = &'static Exporter> {
    exporters::all()
}

/// Every form in which findings can be shown.
pub fn reporters() -> impl Iterator<Item = &'static Reporter> {
    reporters::all()
}

/// The JSON Schemas of a record, of the roster, of the settings and of the JSON report.
pub fn schemas() -> impl Iterator<Item = &'static Schema> {
    schema::all()
}

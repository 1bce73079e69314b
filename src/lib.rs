//! Gatefold keeps a music catalog as source code: each release is a YAML record.
//!
//! A record goes one way: text, document, record, catalog. Rules read it, exporters write it, reporters speak of it.
mod alike;
mod catalog;
mod check;
mod cli;
mod compound;
mod decode;
mod diagnostic;
mod document;
mod excerpt;
mod exporter;
mod exporters;
mod failure;
mod files;
mod finding;
mod number;
mod output;
mod printable;
mod progress;
pub mod record;
mod reporter;
mod reporters;
mod rule;
mod rules;
mod run;
mod schema;
mod source;
mod span;
#[doc(hidden)]
pub mod stages;
mod stream;
mod tape;
mod value;

pub use check::{Checked, Inputs, Options, check, records};
pub use diagnostic::Severity;
pub use document::{Limits, documents};
pub use exporter::Exporter;
pub use failure::Failure;
pub use finding::Finding;
pub use reporter::Reporter;
pub use rule::Rule;
pub use run::run;
pub use schema::Schema;
pub use source::{Place, Position};
pub use span::{Span, Spanned};

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

/// The JSON Schemas of a record and of the roster.
pub fn schemas() -> impl Iterator<Item = &'static Schema> {
    schema::all()
}

//! All the reporters, one to a file. `BLESS=1 cargo test` keeps the two lists below.
mod concise;
mod full;
pub(crate) mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod xlsx;

use crate::reporter::Reporter;

#[rustfmt::skip]
const FORMS: &[&[Reporter]] = &[
    concise::REPORTERS,
    full::REPORTERS,
    github::REPORTERS,
    gitlab::REPORTERS,
    json::REPORTERS,
    jsonl::REPORTERS,
    junit::REPORTERS,
    markdown::REPORTERS,
    rdjson::REPORTERS,
    sarif::REPORTERS,
    xlsx::REPORTERS,
];

/// Every reporter.
pub(crate) fn all() -> impl Iterator<Item = &'static Reporter> {
    FORMS.iter().copied().flatten()
}

/// The reporter of that name.
pub(crate) fn find(name: &str) -> Option<&'static Reporter> {
    all().find(|reporter| reporter.name == name)
}

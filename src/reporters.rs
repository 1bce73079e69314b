//! All the reporters, one to a file. `BLESS=1 cargo test` keeps the two lists below.
mod concise;
mod full;

use crate::reporter::Reporter;

#[rustfmt::skip]
const FORMS: &[&[Reporter]] = &[
    concise::REPORTERS,
    full::REPORTERS,
];

/// Every reporter.
pub(crate) fn all() -> impl Iterator<Item = &'static Reporter> {
    FORMS.iter().copied().flatten()
}

//! All the rules, a subject to a file. `BLESS=1 cargo test` keeps the two lists below.
mod catalog;
mod dates;
pub(crate) mod exports;
mod numbering;
mod performers;
mod roster;
mod various_artists;

use crate::{
    catalog::Catalog,
    diagnostic::{Diagnostic, cap},
    document,
    finding::Finding,
    record::{Record, roster::Roster},
    rule::{CatalogFindings, Check, Findings, Rule},
    schema,
};
use std::sync::LazyLock;

#[rustfmt::skip]
const SUBJECTS: &[&[Rule]] = &[
    catalog::RULES,
    dates::RULES,
    exports::RULES,
    numbering::RULES,
    performers::RULES,
    roster::RULES,
    various_artists::RULES,
];

/// What the reader itself reports.
const READING: &[&[Rule]] = &[document::RULES, schema::RULES];

static ALL: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut rules: Vec<_> = READING.iter().chain(SUBJECTS).copied().flatten().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
});

/// Every rule, in order of code.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
}

/// The rule of that code, or of that name.
#[must_use]
pub(crate) fn find(word: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(word) || rule.name == word)
}

/// All that the rules find in one record.
pub(crate) fn check_record(record: &Record, found: &mut Vec<Diagnostic>) {
    for rule in all() {
        if let Check::Record(check) = rule.check {
            let known = found.len();
            check(record, &mut Findings::new(rule, found));
            cap(found, known);
        }
    }
}

/// All that the rules find in one roster.
pub(crate) fn check_roster(roster: &Roster, found: &mut Vec<Diagnostic>) {
    for rule in all() {
        if let Check::Roster(check) = rule.check {
            check(roster, &mut Findings::new(rule, found));
        }
    }
}

/// All that the rules find in what is kept of the whole run.
pub(crate) fn check_catalog(catalog: &Catalog, found: &mut Vec<Finding>) {
    for rule in all() {
        if let Check::Catalog(check) = rule.check {
            check(catalog, &mut CatalogFindings::new(rule, found));
        }
    }
}

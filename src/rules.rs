//! All the rules, a subject to a file. `BLESS=1 cargo test` keeps the two lists below.
mod catalog;
mod dates;
mod durations;
pub(crate) mod exceptions;
pub(crate) mod exports;
mod feeds;
mod house_style;
mod identifiers;
mod languages;
mod message_clauses;
mod message_forms;
mod message_profiles;
mod message_references;
mod message_values;
mod names;
mod numbering;
mod performers;
mod rights;
mod roster;
mod texts;
mod title_parts;
mod titles;
mod various_artists;

use crate::{
    catalog::Catalog,
    diagnostic::{Diagnostic, cap},
    document,
    ern::incoming::Incoming,
    finding::Finding,
    import, message,
    proofreading::Proofreader,
    record::{Record, roster::Roster},
    rule::{Asked, CatalogCheck, CatalogFindings, Check, Findings, RecordCheck, Rule},
    schema,
};
use rayon::{ThreadPool, prelude::*};
use std::sync::LazyLock;

#[rustfmt::skip]
const SUBJECTS: &[&[Rule]] = &[
    catalog::RULES,
    dates::RULES,
    durations::RULES,
    exceptions::RULES,
    exports::RULES,
    feeds::RULES,
    house_style::RULES,
    identifiers::RULES,
    languages::RULES,
    message_clauses::RULES,
    message_forms::RULES,
    message_profiles::RULES,
    message_references::RULES,
    message_values::RULES,
    names::RULES,
    numbering::RULES,
    performers::RULES,
    rights::RULES,
    roster::RULES,
    texts::RULES,
    title_parts::RULES,
    titles::RULES,
    various_artists::RULES,
];

/// What the reader itself reports.
const READING: &[&[Rule]] = &[document::RULES, import::sheets::RULES, message::RULES, schema::RULES];

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

/// The rules that look at one record, by what they look at.
static OVER_RECORD: LazyLock<OverRecord> = LazyLock::new(|| {
    let mut kinds = OverRecord::default();
    for rule in all() {
        match rule.check {
            Check::Record(check) | Check::RecordAndRoster(check, _) => kinds.whole.push((rule, check)),
            Check::Feed(_) | Check::Today(_) | Check::FeedToday(_) | Check::House(..) => kinds.asked.push(rule),
            Check::Part => kinds.parts.push(rule),
            _ => kinds.texts.add(rule),
        }
    }
    kinds
});

#[derive(Default)]
struct OverRecord {
    whole: Vec<(&'static Rule, RecordCheck)>,
    /// Those that look only where they are asked to.
    asked: Vec<&'static Rule>,
    parts: Vec<&'static Rule>,
    texts: Proofreader,
}

/// A record, what is looked for in it only because somebody asks for it, and what is found in it.
pub(crate) type Looked<'a> = (&'a Record, &'a Asked, &'a mut Vec<Diagnostic>);

/// All that the rules find in some records. Each rule looks at all of them before the next one does.
pub(crate) fn check_records(records: &mut [Looked<'_>]) {
    for (rule, check) in &OVER_RECORD.whole {
        for (record, _, found) in &mut *records {
            let known = found.len();
            check(record, &mut Findings::new(rule, found));
            cap(found, known);
        }
    }
    for (record, asked, found) in records {
        for rule in OVER_RECORD.asked.iter().filter(|rule| asked.includes(rule.check)) {
            let known = found.len();
            let findings = &mut Findings::new(rule, found);
            match (rule.check, asked.today) {
                (Check::Feed(check), _) => check(record, findings),
                (Check::Today(check) | Check::FeedToday(check), Some(today)) => check(record, today, findings),
                (Check::House(_, check), _) => check(record, asked.house, findings),
                _ => {}
            }
            cap(found, known);
        }
        let known = found.len();
        title_parts::check(record, &OVER_RECORD.parts, found);
        cap(found, known);
        OVER_RECORD.texts.check(record, found);
    }
}

/// All that the rules find in one roster.
pub(crate) fn check_roster(roster: &Roster, found: &mut Vec<Diagnostic>) {
    for rule in all() {
        if let Check::Roster(check) | Check::RecordAndRoster(_, check) = rule.check {
            check(roster, &mut Findings::new(rule, found));
        }
    }
}

/// All that the rules find in a message.
pub(crate) fn check_message(message: &Incoming<'_>, found: &mut Vec<Diagnostic>) {
    for rule in all() {
        if let Check::Message(check) = rule.check {
            let known = found.len();
            check(message, &mut Findings::new(rule, found));
            cap(found, known);
        }
    }
}

/// All that the rules find in what is kept of the whole run, on all cores if there are threads.
pub(crate) fn check_catalog(catalog: &Catalog, pool: Option<&ThreadPool>) -> Vec<Finding> {
    let checks =
        all().filter_map(|rule| if let Check::Catalog(check) = rule.check { Some((rule, check)) } else { None });
    let find = |(rule, check): (&'static Rule, CatalogCheck)| {
        let mut found = Vec::new();
        check(catalog, &mut CatalogFindings::new(rule, &mut found));
        found
    };
    catalog.recordings.prepare(pool);
    match pool {
        None => checks.flat_map(find).collect(),
        Some(pool) => {
            let checks: Vec<_> = checks.collect();
            pool.install(|| checks.into_par_iter().with_max_len(1).flat_map_iter(find).collect())
        }
    }
}

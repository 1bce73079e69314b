//! P1: the roster itself.
use crate::{
    catalog::Catalog,
    record::roster::{Known, Roster},
    rule::{CatalogFindings, Findings, Rule, rule},
};

pub(super) const RULES: &[Rule] = &[
    rule!("P101", "roster-entry-unused", Info, Catalog(roster_entry_unused)),
    rule!("P102", "roster-alias-taken", Error, Roster(roster_alias_taken)),
];

/// Every entry of the roster is somebody's on a record.
fn roster_entry_unused(catalog: &Catalog, findings: &mut CatalogFindings) {
    for rostered in catalog.rosters.iter().filter(|rostered| rostered.is_whole) {
        for (at, (name, _)) in rostered.roster.entries.iter().enumerate() {
            if rostered.is_used(at) {
                continue;
            }
            findings.at(rostered.show(name.span), format!("no record credits `{}`", name.value));
        }
    }
}

/// An alias or a misspelling belongs to one performer.
fn roster_alias_taken(roster: &Roster, findings: &mut Findings) {
    for (at, (name, entry)) in roster.entries.iter().enumerate() {
        for alias in entry.aliases.iter().chain(&entry.misspellings).chain(&entry.native_name) {
            let other = match roster.known(alias) {
                Some(known) if known.entry() != at => known,
                _ => continue,
            };
            let (other_name, _) = &roster.entries[other.entry()];
            let what = match other {
                Known::Name(_) => "is the name of another performer",
                Known::Alias(_) | Known::Misspelling(_) => "belongs to another performer too",
            };
            findings
                .at(alias, format!("`{}` {what}", alias.value))
                .label(format!("said of `{}` here", name.value))
                .also(other_name.span, "the other performer")
                .help("keep it with the performer that it belongs to");
        }
    }
}

//! The list of all rules, for people and for other programs.
use crate::{
    diagnostic::Severity,
    rule::{Check, Mends, Rule},
    rules,
};
use serde::Serialize;

/// A line for each rule.
pub(crate) fn text() -> String {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line =
        |rule: &Rule| format!("{}  {:width$}  {:7}  {}\n", rule.code, rule.name, rule.severity.word(), rule.summary());
    rules::all().map(line).collect::<Vec<_>>().concat()
}

/// A rule as other programs are told of it.
#[derive(Serialize)]
struct Row {
    code: &'static str,
    name: &'static str,
    family: &'static str,
    severity: &'static str,
    fix: &'static str,
    summary: &'static str,
    link: String,
}

impl Row {
    fn new(rule: &'static Rule) -> Self {
        Self {
            code: rule.code,
            name: rule.name,
            family: rule.family(),
            severity: rule.severity.word(),
            fix: rule.mends.word(),
            summary: rule.summary(),
            link: rule.link(),
        }
    }
}

/// A list of all rules in JSON.
pub(crate) fn json() -> String {
    let rows: Vec<Row> = rules::all().map(Row::new).collect();
    let text = serde_json::to_string_pretty(&rows).expect("texts can be written as JSON");
    text + "\n"
}

/// What is to be said where a delivery is meant and nobody has said what day it is.
pub(crate) fn without_today() -> String {
    let asks = |rule: &&Rule| matches!(rule.check, Check::Today(_) | Check::FeedToday(_));
    let codes: Vec<&str> = rules::all().filter(asks).map(|rule| rule.code).collect();
    format!("without `--today YYYY-MM-DD`, {} are silent, though the profile is `feed`", codes.join(" and "))
}

/// The page of a rule, with what its row says below the heading.
pub(crate) fn page(rule: &Rule) -> String {
    let weight = match rule.severity {
        Severity::Error => "An error.",
        Severity::Warning => "A warning.",
        Severity::Info => "Worth knowing, no more.",
    };
    let mended = match rule.mends {
        Mends::No => "",
        Mends::Proposal => " `gatefold check --fix --unsafe-fixes` writes what is proposed.",
        Mends::Safe => " `gatefold check --fix` mends it where there is no doubt.",
    };
    let (heading, rest) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    format!("{heading}\n\n{weight}{mended}\n{rest}")
}

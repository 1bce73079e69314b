//! Which rules speak in a run, and how much their findings weigh.
use crate::{
    diagnostic::{Diagnostic, Severity},
    finding::Finding,
    rule::{Check, Rule},
    rules,
};
use std::{collections::HashSet, sync::Arc};

/// What a record is checked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The daily work on the catalog.
    #[default]
    Editorial,
    /// A delivery to shops: what it needs and the record lacks is an error.
    Feed,
}

/// Words that choose rules: codes (`T003`), the beginnings of codes (`T`, `P1`), names, or `ALL`.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What a record is checked for.
    pub profile: Profile,
    /// The rules that speak, in place of those that do so by themselves.
    pub select: Vec<String>,
    /// Rules that speak as well.
    pub extend_select: Vec<String>,
    /// Rules that do not.
    pub ignore: Vec<String>,
}

/// The rules of a run.
#[derive(Clone, Debug)]
pub struct Ruleset {
    /// The codes of those that are silent.
    silent: Arc<HashSet<&'static str>>,
    profile: Profile,
}

impl Default for Ruleset {
    fn default() -> Self {
        Self::new(&Choice::default()).expect("nothing was chosen that might not be there")
    }
}

impl Ruleset {
    /// Takes a choice.
    ///
    /// # Errors
    ///
    /// A sentence, if a word names no rule, or one that always speaks.
    pub fn new(choice: &Choice) -> Result<Self, String> {
        let chosen = |words: &[String]| -> Result<Vec<&'static str>, String> {
            let mut codes = Vec::new();
            for word in words {
                let named: Vec<&'static Rule> = rules::all().filter(|rule| names(word, rule)).collect();
                if named.is_empty() {
                    return Err(unknown(word));
                }
                codes.extend(named.into_iter().map(|rule| rule.code));
            }
            Ok(codes)
        };
        let selected = chosen(&choice.select)?;
        let added = chosen(&choice.extend_select)?;
        let ignored = chosen(&choice.ignore)?;
        for word in &choice.ignore {
            if let Some(rule) = rules::all().find(|rule| is_always_on(rule) && rule.code.eq_ignore_ascii_case(word)) {
                return Err(format!("{} cannot be ignored: a value that it is about is in no export", rule.code));
            }
        }
        let speaks = |rule: &Rule| {
            let by_itself = if selected.is_empty() { true } else { selected.contains(&rule.code) };
            is_always_on(rule) || ((by_itself || added.contains(&rule.code)) && !ignored.contains(&rule.code))
        };
        let silent = rules::all().filter(|rule| !speaks(rule)).map(|rule| rule.code).collect();
        Ok(Self { silent: Arc::new(silent), profile: choice.profile })
    }

    /// Whether a delivery is meant.
    pub(crate) fn is_feed(&self) -> bool {
        self.profile == Profile::Feed
    }

    /// Takes away what silent rules have said.
    pub(crate) fn keep(&self, found: &mut Vec<Diagnostic>) {
        found.retain(|found| !self.silent.contains(found.code));
    }

    /// The same for findings over the whole catalog.
    pub(crate) fn keep_findings(&self, found: &mut Vec<Finding>) {
        found.retain(|found| !self.silent.contains(found.code));
    }
}

/// What the reader could not make sense of is always said: it is missing from every export.
fn is_always_on(rule: &Rule) -> bool {
    matches!(rule.check, Check::Reading) && rule.severity == Severity::Error
}

fn names(word: &str, rule: &Rule) -> bool {
    word == "ALL"
        || rule.name == word
        || (!word.is_empty() && rule.code.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

fn unknown(word: &str) -> String {
    let known = rules::all().flat_map(|rule| [rule.code, rule.name]);
    match crate::schema::nearest(word, known) {
        Some(near) => format!("there is no rule `{word}`; did you mean `{near}`?"),
        None => format!("there is no rule `{word}`: `gatefold rules` lists them"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Ruleset};

    fn silent(select: &[&str], extend: &[&str], ignore: &[&str]) -> Result<Vec<&'static str>, String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let choice =
            Choice { select: words(select), extend_select: words(extend), ignore: words(ignore), ..Choice::default() };
        let mut codes: Vec<_> = Ruleset::new(&choice)?.silent.iter().copied().collect();
        codes.sort_unstable();
        Ok(codes)
    }

    #[test]
    fn rules_are_chosen_by_code_family_and_name() {
        assert_eq!(silent(&[], &[], &[]), Ok(vec![]));
        assert_eq!(silent(&[], &[], &["N003", "not-a-friday"]), Ok(vec!["D005", "N003"]));
        assert_eq!(silent(&["ALL"], &[], &["X"]), Ok(vec!["X001"]));
        let few = silent(&["N"], &["D005"], &["N007"]).expect("they are rules");
        assert!(!few.contains(&"N001") && !few.contains(&"D005"));
        assert!(few.contains(&"N007") && few.contains(&"P001"));
        assert!(!few.contains(&"S001") && !few.contains(&"Y003"), "what cannot be read is always said");
    }

    #[test]
    fn what_is_no_rule_is_told() {
        assert_eq!(silent(&["N999"], &[], &[]), Err("there is no rule `N999`: `gatefold rules` lists them".to_owned()));
        let slip = silent(&["not-a-fridy"], &[], &[]).expect_err("no rule");
        assert_eq!(slip, "there is no rule `not-a-fridy`; did you mean `not-a-friday`?");
        assert!(silent(&[], &[], &["S005"]).is_err());
    }
}

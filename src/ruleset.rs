//! Which rules speak in a run, and how much their findings weigh.
use crate::{
    diagnostic::{Diagnostic, Severity},
    ern::Feed,
    house::House,
    record::{Text, date::Date},
    rule::{Asked, Check, Rule},
    rules,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What a record is checked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The daily work on the catalog.
    #[default]
    Editorial,
    /// A delivery to shops: what it needs and the record lacks is an error.
    Feed,
}

impl Profile {
    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Editorial => "editorial",
            Self::Feed => "feed",
        }
    }
}

/// Words that choose rules: codes (`T003`), the beginnings of codes (`T`, `P1`), names, or `ALL`.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What a record is checked for, if it was said.
    pub profile: Option<Profile>,
    /// What day it is, for the rules that ask; no clock is looked at.
    pub today: Option<Date>,
    /// The rules that speak, in place of those that do so by themselves.
    pub select: Vec<String>,
    /// Rules that speak as well.
    pub extend_select: Vec<String>,
    /// Rules that do not.
    pub ignore: Vec<String>,
}

/// The feeds of a settings file, by their names, in its order.
pub(crate) type Feeds = Vec<(Text, Feed)>;

/// What a settings file says for a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// Its choice of rules.
    pub(crate) choice: Choice,
    /// What findings weigh, by the codes of their rules.
    pub(crate) weights: Vec<(&'static str, Severity)>,
    /// The style of the house.
    pub(crate) house: House,
    /// Rules that keep silent for the record's path.
    pub(crate) excused: Vec<String>,
    /// Where its messages go to.
    pub(crate) feeds: Arc<Feeds>,
}

/// The rules that speak of a record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruleset {
    /// The codes of those that are silent.
    silent: HashSet<&'static str>,
    /// Those that weigh something else than by themselves.
    weights: HashMap<&'static str, Severity>,
    asked: Asked,
    /// Where its messages go to.
    pub(crate) feeds: Arc<Feeds>,
}

impl Ruleset {
    /// Takes what the settings file says, and what the command line says, which wins: its `select` stands for the file's
    /// whole choice. A path that the file excuses stays excused.
    ///
    /// # Errors
    ///
    /// A sentence, if a word names no rule, or one that always speaks.
    pub(crate) fn new(file: &Written, line: &Choice) -> Result<Self, String> {
        let nothing = Choice::default();
        let base = if line.select.is_empty() { &file.choice } else { &nothing };
        let selected = codes(if line.select.is_empty() { &base.select } else { &line.select })?;
        let (added, left_out) = (codes(&base.extend_select)?, ignored(&base.ignore)?);
        let (line_added, line_left_out) = (codes(&line.extend_select)?, ignored(&line.ignore)?);
        let excused = ignored(&file.excused)?;
        let speaks = |rule: &Rule| {
            let code = &rule.code;
            let by_itself = selected.is_empty() || selected.contains(code);
            let in_file = (by_itself || added.contains(code)) && !left_out.contains(code);
            let is_asked = (in_file || line_added.contains(code)) && !line_left_out.contains(code);
            is_always_on(rule) || (is_asked && !excused.contains(code))
        };
        Ok(Self {
            silent: rules::all().filter(|rule| !speaks(rule)).map(|rule| rule.code).collect(),
            weights: file.weights.iter().copied().collect(),
            asked: Asked {
                is_feed: line.profile.or(file.choice.profile) == Some(Profile::Feed),
                today: line.today,
                house: file.house,
            },
            feeds: Arc::clone(&file.feeds),
        })
    }

    /// What records are looked at for, beside what is always wrong.
    pub(crate) fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Whether a rule has its say.
    pub(crate) fn has(&self, rule: &Rule) -> bool {
        !self.silent.contains(rule.code) && self.asked.includes(rule.check)
    }

    /// The rules that are silent, in order of code.
    pub(crate) fn silent(&self) -> Vec<&'static str> {
        rules::all().map(|rule| rule.code).filter(|code| self.silent.contains(code)).collect()
    }

    /// What a finding of that rule weighs here; nothing, if the rule is silent.
    pub(crate) fn weight(&self, code: &str, severity: Severity) -> Option<Severity> {
        (!self.silent.contains(code)).then(|| self.weights.get(code).copied().unwrap_or(severity))
    }

    /// Takes away what silent rules have said, and weighs the rest.
    pub(crate) fn apply(&self, found: &mut Vec<Diagnostic>) {
        found.retain_mut(|found| match self.weight(found.code, found.severity) {
            Some(severity) => {
                found.severity = severity;
                true
            }
            None => false,
        });
    }
}

/// The codes of the rules that the words name.
pub(crate) fn codes(words: &[String]) -> Result<HashSet<&'static str>, String> {
    let mut codes = HashSet::new();
    for word in words {
        let known = codes.len();
        let named = rules::all().filter(|rule| names(word, rule));
        let mut is_known = false;
        codes.extend(named.map(|rule| rule.code).inspect(|_| is_known = true));
        if codes.len() == known && !is_known {
            return Err(unknown(word));
        }
    }
    Ok(codes)
}

/// The same for rules that are to keep silent.
pub(crate) fn ignored(words: &[String]) -> Result<HashSet<&'static str>, String> {
    for word in words {
        if let Some(rule) = rules::find(word).filter(|rule| is_always_on(rule)) {
            return Err(format!("{} cannot be ignored: a value that it is about is in no export", rule.code));
        }
    }
    codes(words)
}

/// The one rule that a word names, to be given that weight.
pub(crate) fn weighed(word: &str, severity: Severity) -> Result<&'static str, String> {
    let Some(rule) = rules::find(word) else {
        return Err(match codes(&[word.to_owned()]) {
            Ok(_) => format!("`{word}` is more than one rule, and a weight is given to each on its own"),
            Err(unknown) => unknown,
        });
    };
    if is_always_on(rule) && severity != Severity::Error {
        return Err(format!("{} is always an error: a value that it is about is in no export", rule.code));
    }
    Ok(rule.code)
}

/// What the reader could not make sense of is always said: it is missing from every export. So is what keeps one from being made.
fn is_always_on(rule: &Rule) -> bool {
    matches!(rule.check, Check::Reading | Check::Export) && rule.severity == Severity::Error
}

fn names(word: &str, rule: &Rule) -> bool {
    word == "ALL"
        || rule.name == word
        || (!word.is_empty() && rule.code.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

/// What is said of a word that names no rule.
pub(crate) fn unknown(word: &str) -> String {
    let known = rules::all().flat_map(|rule| [rule.code, rule.name]);
    match crate::schema::nearest(word, known) {
        Some(near) => format!("there is no rule `{word}`; did you mean `{near}`?"),
        None => format!("there is no rule `{word}`: `gatefold rules` lists them"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Ruleset, Written};

    fn silent(select: &[&str], extend: &[&str], ignore: &[&str]) -> Result<Vec<&'static str>, String> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let choice =
            Choice { select: words(select), extend_select: words(extend), ignore: words(ignore), ..Choice::default() };
        Ok(Ruleset::new(&Written::default(), &choice)?.silent())
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
    fn the_command_line_wins_over_the_file() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let file = Written {
            choice: Choice { ignore: words(&["D005", "N003"]), ..Choice::default() },
            excused: words(&["T020"]),
            ..Written::default()
        };
        let silent = |line: Choice| Ruleset::new(&file, &line).expect("they are rules").silent();
        assert_eq!(silent(Choice::default()), ["D005", "N003", "T020"]);
        assert_eq!(silent(Choice { extend_select: words(&["N003"]), ..Choice::default() }), ["D005", "T020"]);
        assert_eq!(silent(Choice { select: words(&["ALL"]), ..Choice::default() }), ["T020"]);
        assert_eq!(silent(Choice { ignore: words(&["X"]), ..Choice::default() }), ["D005", "N003", "T020", "X001"]);
    }

    #[test]
    fn what_is_no_rule_is_told() {
        assert_eq!(silent(&["N999"], &[], &[]), Err("there is no rule `N999`: `gatefold rules` lists them".to_owned()));
        let slip = silent(&["not-a-fridy"], &[], &[]).expect_err("no rule");
        assert_eq!(slip, "there is no rule `not-a-fridy`; did you mean `not-a-friday`?");
        assert!(silent(&[], &[], &["S005"]).is_err());
    }
}

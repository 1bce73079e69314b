//! Places that hold a name which is written down elsewhere: a performer of the roster, a rule.
use crate::schema::Step;

/// The lists of names that are looked up in the roster, and the field of an entry that holds the name; empty for the entry itself.
const PERFORMERS: &[(&str, &str)] =
    &[("performers", ""), ("performers", "name"), ("credits", "name"), ("distinct_from", "")];

/// Whether the name of a performer stands there.
pub(super) fn is_performer(path: &[Step]) -> bool {
    PERFORMERS.iter().any(|(list, field)| is_in(path, list, field))
}

/// Whether the name of a rule stands there.
pub(super) fn is_rule(path: &[Step]) -> bool {
    is_in(path, "allow", "rule")
}

/// Whether a path ends in a field of an entry of that list, or in an entry.
fn is_in(path: &[Step], list: &str, field: &str) -> bool {
    let named = |step: &Step, name: &str| matches!(step, Step::Field(own) if own == name);
    match path {
        [.., outer, Step::Item] if field.is_empty() => named(outer, list),
        [.., outer, Step::Item, inner] => named(outer, list) && named(inner, field),
        _ => false,
    }
}

/// The rule that a comment names, or begins to name: `# gatefold: allow T003 — why`.
pub(super) fn rule_in_comment(comment: &str) -> Option<String> {
    let (_, rest) = comment.split_once("gatefold:")?;
    let rest = rest.trim_start().strip_prefix("allow")?;
    let word = rest.strip_prefix([' ', '\t'])?.trim_start();
    let end = word.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').unwrap_or(word.len());
    Some(word[..end].to_owned())
}

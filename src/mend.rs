//! Records mended by the fixes of their findings: round by round, until none is left, and never otherwise than the fixes say.
use crate::{
    check::{self, Inputs, Options},
    diagnostic::Severity,
    document,
    edit::Edit,
    failure::Failure,
    finding::Finding,
};
use serde_json::Value;
use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

/// A file before and after.
pub(crate) struct Mended {
    pub(crate) path: PathBuf,
    pub(crate) old: String,
    pub(crate) new: String,
    /// How many findings were mended.
    pub(crate) count: usize,
}

/// Fixes that overlap are applied one after the other; no record needs more rounds.
const ROUNDS: usize = 50;

/// Mends the text of a file; none, if there is nothing to mend in it for sure.
///
/// # Errors
///
/// The file cannot be read.
pub(crate) fn mend(path: &Path, options: &Options, with_proposals: bool) -> Result<Option<Mended>, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    let Ok(old) = String::from_utf8(bytes) else { return Ok(None) };
    let mut new = old.clone();
    let mut count = 0;
    let mut edited = 0;
    let before = found(path, &old, options)?;
    let mut findings = before.clone();
    for _ in 0..ROUNDS {
        let (mended, edits) = chosen(&findings, with_proposals);
        if edits.is_empty() {
            break;
        }
        let Some(text) = applied(&new, &edits) else { break };
        let after = found(path, &text, options)?;
        // A fix that mends nothing would be tried for ever.
        if after == findings {
            break;
        }
        (new, findings) = (text, after);
        count += mended;
        edited += edits.len();
    }
    let is_sound = says_the_same(&old, &new, edited, options) && errors(&findings) <= errors(&before);
    let mended = Mended { path: path.to_owned(), old, new, count };
    Ok((count > 0 && is_sound).then_some(mended))
}

fn found(path: &Path, text: &str, options: &Options) -> Result<Vec<Finding>, Failure> {
    let stdin = Some((path.to_owned(), Box::new(Cursor::new(text.as_bytes().to_vec())) as _));
    Ok(check::check(Inputs { paths: Vec::new(), stdin }, options)?.findings)
}

fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// The edits of the fixes that can be made at once, and how many fixes that are.
fn chosen(findings: &[Finding], with_proposals: bool) -> (usize, Vec<Edit>) {
    let mut count = 0;
    let mut chosen: Vec<Edit> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        let is_free = |edit: &Edit| chosen.iter().all(|other| edit.end < other.start || other.end < edit.start);
        if (fix.is_safe || with_proposals) && fix.edits.iter().all(is_free) {
            chosen.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    chosen.sort_by_key(|edit| edit.start);
    (count, chosen)
}

/// The text after the edits, which are in order.
fn applied(text: &str, edits: &[Edit]) -> Option<String> {
    let mut new = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        let (start, end) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
        new.push_str(text.get(from..start)?);
        new.push_str(&edit.text);
        from = end;
    }
    new.push_str(text.get(from..)?);
    Some(new)
}

/// Whether two texts say the same but for so many values that are other or new. Nothing may be lost.
fn says_the_same(old: &str, new: &str, edits: usize, options: &Options) -> bool {
    let (was, _) = document::documents(old, &options.limits);
    let (is, _) = document::documents(new, &options.limits);
    let all = || was.iter().zip(&is).map(|(was, is)| changes(was, is)).sum::<Option<usize>>();
    was.len() == is.len() && all().is_some_and(|changes| changes <= edits)
}

/// How many values are other or new; none, if one is lost.
fn changes(was: &Value, is: &Value) -> Option<usize> {
    match (was, is) {
        (Value::Object(was), Value::Object(is)) => {
            let added = is.keys().filter(|key| !was.contains_key(*key)).count();
            let kept: Option<usize> = was.iter().map(|(key, value)| changes(value, is.get(key)?)).sum();
            Some(added + kept?)
        }
        (Value::Array(was), Value::Array(is)) => {
            let before = was.iter().zip(is).take_while(|(was, is)| was == is).count();
            let behind =
                was[before..].iter().rev().zip(is[before..].iter().rev()).take_while(|(was, is)| was == is).count();
            match (&was[before..was.len() - behind], &is[before..is.len() - behind]) {
                // An entry that held several names has become several.
                ([Value::String(whole)], parts @ [_, _, ..]) if parts.iter().all(|part| is_part(part, whole)) => {
                    Some(1)
                }
                (was, is) => {
                    let added = is.len().checked_sub(was.len())?;
                    let kept: Option<usize> = was.iter().zip(is).map(|(was, is)| changes(was, is)).sum();
                    Some(added + kept?)
                }
            }
        }
        (Value::Object(_) | Value::Array(_), _) => None,
        (was, is) => Some(usize::from(was != is)),
    }
}

fn is_part(part: &Value, whole: &str) -> bool {
    part.as_str().is_some_and(|part| whole.contains(part))
}

/// What changes, line by line, as programs show it that compare texts.
pub(crate) fn difference(mended: &Mended) -> String {
    let path = mended.path.display().to_string();
    let lines = similar::TextDiff::from_lines(&mended.old, &mended.new);
    lines.unified_diff().context_radius(1).header(&path, &path).to_string()
}

#[cfg(test)]
mod tests {
    use super::changes;
    use serde_json::json;

    #[test]
    fn what_is_lost_is_noticed() {
        let was = json!({"title": "a", "tracks": [{"title": "b"}]});
        assert_eq!(changes(&was, &was), Some(0));
        assert_eq!(changes(&was, &json!({"title": "A", "tracks": [{"title": "b", "version": "c"}]})), Some(2));
        let names = json!(["Zveri, Petr Pogodaev", "Kino"]);
        assert_eq!(changes(&names, &json!(["Zveri", "Petr Pogodaev", "Kino"])), Some(1));
        assert_eq!(changes(&names, &json!(["Zveri", "Kino"])), Some(1));
        assert_eq!(changes(&names, &json!(["Kino"])), None);
        assert_eq!(changes(&was, &json!({"title": "a", "tracks": []})), None);
        assert_eq!(changes(&was, &json!({"tracks": [{"title": "b"}]})), None);
        assert_eq!(changes(&was, &json!({"title": "a", "tracks": "b"})), None);
    }
}

//! Records mended by the fixes of their findings: round by round, until none is left, and never otherwise than the fixes say.
use crate::{
    check::{self, Inputs, Options},
    document,
    edit::Edit,
    failure::Failure,
    finding::{Finding, Mending},
    source::shown,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
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
    String::from_utf8(bytes).map_or(Ok(None), |old| mend_text(path, old, options, with_proposals))
}

/// The same for a text that is not in its file yet.
///
/// # Errors
///
/// What belongs to it cannot be read.
pub(crate) fn mend_text(
    path: &Path,
    old: String,
    options: &Options,
    with_proposals: bool,
) -> Result<Option<Mended>, Failure> {
    let mut findings = found(path, &old, options)?;
    let mut new = old.clone();
    let mut count = 0;
    // Fixes that would bring an error, or lose something; they are left to people.
    let mut refused: Vec<Mending> = Vec::new();
    for _ in 0..ROUNDS {
        let fixes = chosen(&findings, with_proposals, &refused);
        if fixes.is_empty() {
            break;
        }
        if let Some((text, after)) = tried(path, &new, &findings, &fixes, options)? {
            (new, findings) = (text, after);
            count += fixes.len();
            continue;
        }
        // One of them does harm: each on its own, from the last one on, so that the places of the others stay.
        for fix in fixes.iter().rev() {
            match tried(path, &new, &findings, std::slice::from_ref(fix), options)? {
                Some((text, after)) => {
                    (new, findings) = (text, after);
                    count += 1;
                }
                None => refused.push(fix.clone()),
            }
        }
    }
    Ok((count > 0).then_some(Mended { path: path.to_owned(), old, new, count }))
}

/// The text with these fixes, and what is found in it then; none, if that says something else, has more errors of a rule, or is mended
/// of nothing.
pub(crate) fn tried(
    path: &Path,
    text: &str,
    findings: &[Finding],
    fixes: &[Mending],
    options: &Options,
) -> Result<Option<(String, Vec<Finding>)>, Failure> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.start);
    let Some(new) = applied(text, &edits) else { return Ok(None) };
    if !says_the_same(text, &new, edits.len(), options) {
        return Ok(None);
    }
    let after = found(path, &new, options)?;
    let (known, errors) = (errors(findings), errors(&after));
    let is_better = after != findings && errors.iter().all(|(code, count)| known.get(code).unwrap_or(&0) >= count);
    Ok(is_better.then_some((new, after)))
}

/// What is found in the text itself: its roster is another file.
fn found(path: &Path, text: &str, options: &Options) -> Result<Vec<Finding>, Failure> {
    let mut checked = check::check(Inputs::text(path, text), options)?;
    let own = shown(path);
    checked.findings.retain(|finding| finding.place.path() == own);
    Ok(checked.findings)
}

/// How many errors there are of each rule.
fn errors(findings: &[Finding]) -> BTreeMap<&'static str, usize> {
    let mut errors = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.is_error()) {
        *errors.entry(finding.code).or_default() += 1;
    }
    errors
}

/// The fixes that can be made at once, since none of their edits touches another's.
fn chosen(findings: &[Finding], with_proposals: bool, refused: &[Mending]) -> Vec<Mending> {
    let mut chosen: Vec<Mending> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        let mut taken = chosen.iter().flat_map(|fix| &fix.edits);
        let touches = |other: &Edit| fix.edits.iter().any(|edit| edit.start <= other.end && other.start <= edit.end);
        if (fix.is_safe || with_proposals) && !refused.contains(fix) && !taken.any(touches) {
            chosen.push(fix.clone());
        }
    }
    chosen
}

/// The text after the edits, which are in order.
fn applied(text: &str, edits: &[&Edit]) -> Option<String> {
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
            if is_reordered(was, is) {
                return Some(1);
            }
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

/// Whether two lists have the same entries in another order.
fn is_reordered(was: &[Value], is: &[Value]) -> bool {
    let sorted = |list: &[Value]| {
        let mut texts: Vec<String> = list.iter().map(ToString::to_string).collect();
        texts.sort_unstable();
        texts
    };
    was.len() == is.len() && was != is && sorted(was) == sorted(is)
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
        assert_eq!(changes(&json!([{"number": 2}, {"number": 1}]), &json!([{"number": 1}, {"number": 2}])), Some(1));
        assert_eq!(changes(&json!([{"number": 2}, {"title": 1}]), &json!([{"title": 1}, {"title": 1}])), None);
        assert_eq!(changes(&was, &json!({"title": "a", "tracks": []})), None);
        assert_eq!(changes(&was, &json!({"tracks": [{"title": "b"}]})), None);
        assert_eq!(changes(&was, &json!({"title": "a", "tracks": "b"})), None);
    }
}

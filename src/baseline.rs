//! A baseline: the findings that a catalog has when it takes up Gatefold. They are counted and not shown, so that only new ones count.
use crate::{
    check::Checked,
    failure::Failure,
    finding::{Finding, steady},
    output::Staged,
    printable::printable,
    root::Root,
    rule::Check,
    rules,
    settings::{Resolver, Settings},
    unsaved::Unsaved,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Counts up when a file of before can no longer be read.
const VERSION: u32 = 1;

/// A baseline as it is kept.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Baseline {
    schema_version: u32,
    findings: Vec<Known>,
}

/// A finding that is known: by what it is about, and not by its line.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// Seen from the root of the repository.
    path: String,
    code: String,
    /// The JSON Pointer to the value, and the document that it is in.
    pointer: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    document: usize,
    /// The same way by titles and names.
    landmark: String,
    /// What stands there.
    words: String,
    message: String,
    /// The message without what changes with other lines.
    #[serde(skip)]
    steady: String,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Known {
    fn of(finding: &Finding, root: &Root) -> Self {
        let node = finding.node.as_ref();
        Self {
            path: root.path(finding.place.path()),
            code: finding.code.to_owned(),
            pointer: node.map_or_else(String::new, |node| node.pointer.clone()),
            document: node.map_or(0, |node| node.document),
            landmark: node.map_or_else(String::new, |node| node.landmark.clone()),
            words: finding.words().to_owned(),
            steady: steady(&finding.message),
            message: finding.message.clone(),
        }
    }

    /// What it is, seen by titles and names: entries that come and go above it make no difference.
    fn by_landmark(&self) -> [&str; 5] {
        [&self.path, &self.code, &self.landmark, &self.words, &self.steady]
    }

    /// What it is, seen by its place in the lists: a title that is written anew makes no difference.
    fn by_pointer(&self) -> ([&str; 5], usize) {
        ([&self.path, &self.code, &self.pointer, &self.words, &self.steady], self.document)
    }

    /// `input/leto.yaml: N003 track-number-gap: there is no track 2`, as it may be shown.
    fn line(&self) -> String {
        let name = rules::find(&self.code).map_or("", |rule| rule.name);
        printable(&format!("{}: {} {name}: {}", self.path, self.code, self.message)).into_owned()
    }
}

impl Baseline {
    /// All findings of a run.
    pub(crate) fn of(checked: &Checked, root: &Root) -> Self {
        let findings = checked.findings.iter().map(|finding| Known::of(finding, root)).collect();
        Self { schema_version: VERSION, findings }
    }

    /// # Errors
    ///
    /// The file cannot be read, or is no baseline.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
        let refused = |why: String| {
            let help = "`--write-baseline` writes it anew";
            Failure::new(format!("cannot use {} as a baseline: {why}; {help}", path.display()))
        };
        let mut baseline: Self = serde_json::from_slice(&text).map_err(|error| refused(error.to_string()))?;
        if baseline.schema_version != VERSION {
            return Err(refused(format!("it is of version {}, and {VERSION} is known", baseline.schema_version)));
        }
        baseline.findings.iter_mut().for_each(|known| known.steady = steady(&known.message));
        Ok(baseline)
    }

    /// Writes it, a line for each finding.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let line = |known| serde_json::to_string(known).expect("texts and numbers are JSON");
        let lines: Vec<String> = self.findings.iter().map(line).collect();
        let text = format!("{{\"schema_version\": {VERSION}, \"findings\": [\n{}\n]}}\n", lines.join(",\n"));
        let mut staged = Staged::default();
        staged.write(path, text.as_bytes())?;
        staged.commit()
    }

    /// How many findings it knows.
    pub(crate) fn len(&self) -> usize {
        self.findings.len()
    }

    /// Takes the findings that are known away from a run, and says which of them are gone.
    ///
    /// # Errors
    ///
    /// Settings that cannot be used.
    pub(crate) fn apply(&self, checked: &mut Checked, root: &Root, settings: &Settings) -> Result<(), Failure> {
        let found: Vec<Known> = checked.findings.iter().map(|finding| Known::of(finding, root)).collect();
        let mut is_found = vec![false; found.len()];
        let mut is_met = vec![false; self.findings.len()];
        pair(&self.findings, &mut is_met, &found, &mut is_found, Known::by_landmark);
        pair(&self.findings, &mut is_met, &found, &mut is_found, Known::by_pointer);
        checked.known = is_found.iter().filter(|is_found| **is_found).count();
        let mut is_new = is_found.into_iter().map(|is_found| !is_found);
        checked.findings.retain(|_| is_new.next().unwrap_or(true));
        let unmet = || self.findings.iter().zip(&is_met).filter(|(_, is_met)| !**is_met).map(|(known, _)| known);
        let mut judge = Judge::new(self, checked, root, settings)?;
        let mut gone = Vec::new();
        for known in unmet() {
            if judge.is_gone(known)? {
                gone.push(known.line());
            }
        }
        checked.gone = gone;
        Ok(())
    }
}

/// Pairs what is known with what was found, as often as both are there.
fn pair<'a, K: Ord>(
    known: &'a [Known],
    is_met: &mut [bool],
    found: &'a [Known],
    is_found: &mut [bool],
    key: fn(&'a Known) -> K,
) {
    let mut open: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (at, known) in known.iter().enumerate().filter(|(at, _)| !is_met[*at]).rev() {
        open.entry(key(known)).or_default().push(at);
    }
    for (at, found) in found.iter().enumerate() {
        if !is_found[at]
            && let Some(met) = open.get_mut(&key(found)).and_then(Vec::pop)
        {
            (is_met[met], is_found[at]) = (true, true);
        }
    }
}

/// Says whether a finding that was not met is gone, or was not looked for.
struct Judge<'a> {
    root: &'a Root,
    rules: Resolver<'a>,
    /// The files of the run.
    paths: BTreeSet<String>,
    /// Whether all files that the baseline speaks of were looked at.
    is_whole: bool,
    could_read: bool,
}

impl<'a> Judge<'a> {
    fn new(baseline: &Baseline, checked: &Checked, root: &'a Root, settings: &'a Settings) -> Result<Self, Failure> {
        let paths: BTreeSet<String> = checked.paths.iter().map(|path| root.path(&path.to_string_lossy())).collect();
        let is_seen = |known: &Known| paths.contains(&known.path) || !root.seen_from_here(&known.path).exists();
        let is_whole = checked.is_folders && baseline.findings.iter().all(is_seen);
        let could_read = checked.failures.is_empty();
        Ok(Self { root, rules: Resolver::new(settings, Unsaved::default())?, paths, is_whole, could_read })
    }

    fn is_gone(&mut self, known: &Known) -> Result<bool, Failure> {
        let path = self.root.seen_from_here(&known.path);
        if !self.paths.contains(&known.path) {
            return Ok(self.is_whole && !path.exists());
        }
        let Some(rule) = rules::find(&known.code) else { return Ok(true) };
        let looks_at_all = matches!(rule.check, Check::Catalog(_));
        Ok(self.could_read && self.rules.of(&path)?.has(rule) && (self.is_whole || !looks_at_all))
    }
}

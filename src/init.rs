//! A new catalog: settings, a roster, a first record, the schemas for editors, and what a CI system does. Nothing is overwritten.
use crate::{failure::Failure, output::Staged, schema};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Where the catalog's changes are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ci {
    Github,
    Gitlab,
    None,
}

/// What became of the files.
pub(crate) struct Made {
    pub(crate) written: Vec<PathBuf>,
    /// They were there before, and are as they were.
    pub(crate) kept: Vec<PathBuf>,
    /// The CI file, if it has to be told where Gatefold is kept.
    pub(crate) unfinished: Option<PathBuf>,
}

const SETTINGS: (&str, &str) = ("gatefold.toml", include_str!("init/gatefold.toml"));
const RECORDS: [(&str, &str); 2] = [
    ("input/performers.yaml", include_str!("init/performers.yaml")),
    ("input/blue-hour.yaml", include_str!("init/blue-hour.yaml")),
];
const GITHUB: (&str, &str) = (".github/workflows/gatefold.yml", include_str!("../docs/ci/github.yml"));
const GITLAB: (&str, &str) = (".gitlab-ci.yml", include_str!("../docs/ci/gitlab.yml"));

/// What stands in a CI file for the repository that Gatefold is kept in.
const SOMEWHERE: &str = "YOUR-ORGANISATION/gatefold";

/// Makes a catalog in a folder, or adds what it lacks. A folder `input` that is there already gets no made-up record.
///
/// # Errors
///
/// A file cannot be written; then there is none of them.
pub(crate) fn init(folder: &Path, ci: Ci) -> Result<Made, Failure> {
    let mut files = vec![(SETTINGS.0.to_owned(), SETTINGS.1.to_owned())];
    if !folder.join("input").exists() {
        files.extend(RECORDS.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }
    files.extend(
        schema::of_records().map(|schema| (format!("schemas/{}.schema.json", schema.name), schema.text.to_owned())),
    );
    let ci = match ci {
        Ci::Github => Some(GITHUB),
        Ci::Gitlab => Some(GITLAB),
        Ci::None => None,
    };
    files.extend(ci.map(|(path, text)| (path.to_owned(), placed(text))));
    let mut made = Made { written: Vec::new(), kept: Vec::new(), unfinished: None };
    let mut staged = Staged::default();
    for (path, text) in files {
        let target = folder.join(&path);
        // A link that leads nowhere is there, too.
        if target.symlink_metadata().is_ok() {
            made.kept.push(target);
            continue;
        }
        staged.write(&target, text.as_bytes())?;
        if text.contains(SOMEWHERE) {
            made.unfinished = Some(target.clone());
        }
        made.written.push(target);
    }
    staged.commit()?;
    Ok(made)
}

/// A CI file that knows where Gatefold is kept, if Gatefold knows it.
fn placed(text: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY").trim_start_matches("https://github.com/") {
        "" => text.to_owned(),
        repository => text.replace(SOMEWHERE, repository),
    }
}

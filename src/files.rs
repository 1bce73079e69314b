//! Which files a run is about: the records that paths name, and the rosters that belong to them.
use crate::failure::Failure;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsStr,
    fs,
    path::{Component, Path, PathBuf},
};

/// The name of a roster's file.
const ROSTERS: [&str; 2] = ["performers.yaml", "performers.yml"];

/// The files of a run.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Records and rosters by the path that is shown, in order.
    pub(crate) paths: Vec<PathBuf>,
    /// The folders that were walked, as the file system knows them.
    pub(crate) folders: Vec<PathBuf>,
    /// Whether only folders were named.
    pub(crate) only_folders: bool,
}

/// Finds the records that the paths name; `-` is left to the caller.
///
/// # Errors
///
/// A path that is not there or cannot be read, or a folder without a record.
pub(crate) fn find(named: &[PathBuf]) -> Result<Files, Failure> {
    let mut found: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut files = Files { only_folders: true, ..Files::default() };
    for path in named {
        let meta = fs::metadata(path).map_err(|error| Failure::io("read", path, &error))?;
        if meta.is_dir() {
            let mut walked = BTreeSet::new();
            if walk(path, &mut walked, &mut found)? == 0 {
                return Err(Failure::new(format!("there is no record (`*.yaml`, `*.yml`) in {}", path.display())));
            }
            files.folders.extend(walked);
        } else {
            files.only_folders = false;
            found.entry(real(path)?).or_insert_with(|| path.clone());
        }
    }
    files.paths = found.into_values().collect();
    files.paths.sort();
    Ok(files)
}

/// Takes the records and rosters of a folder, and of those in it; says how many there are.
fn walk(
    folder: &Path,
    walked: &mut BTreeSet<PathBuf>,
    found: &mut BTreeMap<PathBuf, PathBuf>,
) -> Result<usize, Failure> {
    // A link back to a folder above would never end.
    if !walked.insert(real(folder)?) {
        return Ok(0);
    }
    let mut count = 0;
    let failure = |error| Failure::io("read", folder, &error);
    for entry in fs::read_dir(folder).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(&name);
        let meta = fs::metadata(&path).map_err(|error| Failure::io("read", &path, &error))?;
        if meta.is_dir() {
            count += walk(&path, walked, found)?;
        } else if matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml")) {
            found.entry(real(&path)?).or_insert(path);
            count += 1;
        }
    }
    Ok(count)
}

fn real(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path).map_err(|error| Failure::io("read", path, &error))
}

/// Whether a file is a roster, by its name.
pub(crate) fn is_roster(path: &Path) -> bool {
    path.file_name().is_some_and(|name| ROSTERS.iter().any(|roster| name == *roster))
}

/// The roster beside a record, or in a folder above it, up to the one that holds `.git`.
pub(crate) fn roster_of(record: &Path) -> Option<PathBuf> {
    let mut folder = record.parent().unwrap_or(Path::new("")).to_owned();
    loop {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let roster = ROSTERS.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        if roster.is_some() || here.join(".git").exists() {
            return roster;
        }
        fs::canonicalize(here).ok()?.parent()?;
        folder = above(&folder);
    }
}

/// The folder above, said in the same way: relative stays relative.
fn above(folder: &Path) -> PathBuf {
    match folder.components().next_back() {
        None | Some(Component::ParentDir) => folder.join(".."),
        Some(Component::CurDir) => PathBuf::from(".."),
        Some(_) => folder.parent().unwrap_or(Path::new("")).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::above;
    use std::path::Path;

    #[test]
    fn folders_above_are_named_from_where_one_stands() {
        for (folder, up) in
            [("a/b", "a"), ("a", ""), ("", ".."), ("..", "../.."), (".", ".."), ("/a", "/"), ("./a", ".")]
        {
            assert_eq!(above(Path::new(folder)), Path::new(up), "{folder}");
        }
    }
}

//! Which files a run is about: the records that paths name, and the rosters that belong to them.
use crate::{
    ascii::{among, has},
    failure::Failure,
};
use ignore::WalkBuilder;
use std::{
    cmp::Ordering,
    collections::{BTreeSet, HashMap, HashSet},
    ffi::OsStr,
    fs,
    path::{self, Component, Path, PathBuf},
};

/// The name of a roster's file.
const ROSTERS: [&str; 2] = ["performers.yaml", "performers.yml"];

/// The files of a run.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Records and rosters by the path that is shown, in order.
    pub(crate) paths: Vec<PathBuf>,
    /// The folders that were walked, as the file system knows them.
    pub(crate) folders: BTreeSet<PathBuf>,
    /// Whether only folders were named.
    pub(crate) only_folders: bool,
    /// What could not be read on the way; the rest is there.
    pub(crate) failures: Vec<Failure>,
}

/// Finds the files that the paths name, in folders those that are wanted; `-` is left to the caller. A path may be a pattern
/// such as `input/*.yaml`.
///
/// # Errors
///
/// A path that is not there, or a folder without a record.
pub(crate) fn find(named: &[PathBuf], wanted: &dyn Fn(&Path) -> bool) -> Result<Files, Failure> {
    let mut found = Found { may_repeat: named.len() > 1, ..Found::default() };
    let mut files = Files { only_folders: true, ..Files::default() };
    for path in named {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                if walk(path, &mut files, &mut found, wanted) == 0 && files.failures.is_empty() {
                    let folder = path.display();
                    return Err(Failure::new(format!("there is no record (`*.yaml`, `*.yml`) in {folder}")));
                }
            }
            Ok(_) => {
                files.only_folders = false;
                found.paths.push(path.clone());
            }
            Err(error) => {
                files.only_folders = false;
                let pattern = Pattern::of(path).ok_or_else(|| Failure::io("read", path, &error))?;
                if walk(&pattern.folder, &mut files, &mut found, &|path| pattern.fits(path)) == 0 {
                    return Err(Failure::new(format!("no file fits {}", path.display())));
                }
            }
        }
    }
    files.paths = found.into_paths(named.len() == 1);
    Ok(files)
}

/// The paths that were found.
#[derive(Default)]
struct Found {
    paths: Vec<PathBuf>,
    /// Whether a file may be there under two names: several paths were named, or a link was followed.
    may_repeat: bool,
}

impl Found {
    /// The paths in order, each file once. Those of one folder are in order already.
    fn into_paths(mut self, is_one: bool) -> Vec<PathBuf> {
        if self.may_repeat {
            let mut known = HashSet::new();
            let mut folders = HashMap::new();
            self.paths.retain(|path| known.insert(real(path, &mut folders)));
        }
        if !is_one {
            self.paths.sort_by(|one, other| in_order(one, other));
        }
        self.paths
    }
}

/// The order of paths: name by name, so that a folder's files stay together.
pub(crate) fn in_order(one: &Path, other: &Path) -> Ordering {
    let same = alike(one, other);
    let [one, other] =
        [one, other].map(|path| path.as_os_str().as_encoded_bytes()[same..].iter().map(|byte| rank(*byte)));
    one.cmp(other)
}

/// How many bytes two paths begin alike with, or a few less. Those of one run begin alike: eight are compared at once.
fn alike(one: &Path, other: &Path) -> usize {
    let [one, other] = [one, other].map(|path| path.as_os_str().as_encoded_bytes().as_chunks::<8>().0);
    8 * one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// Puts very many paths in order: the first bytes in which they differ nearly always say it, as one number.
fn sort(paths: &mut [PathBuf]) {
    const FEW: usize = size_of::<u128>();
    let Some(first) = paths.first() else { return };
    let same = paths.iter().map(|path| alike(first, path)).min().unwrap_or_default();
    let head = |path: &PathBuf| {
        let bytes = path.as_os_str().as_encoded_bytes()[same..].iter().map(|byte| rank(*byte));
        // A path that ends is filled up: it stands before those that go on.
        bytes.chain(std::iter::repeat(0)).take(FEW).fold(0_u128, |all, byte| all << 8 | u128::from(byte))
    };
    paths.sort_by_cached_key(head);
    for alike in paths.chunk_by_mut(|one, other| head(one) == head(other)).filter(|alike| alike.len() > 1) {
        alike.sort_by(|one, other| in_order(one, other));
    }
}

/// The order of a byte: a separator stands before all others.
fn rank(byte: u8) -> u8 {
    if is_separator(byte) { 0 } else { byte }
}

/// Whether a path names something right in a folder, both written in the same way. Where it does not say so, nobody knows: it is
/// for those who have asked for the same folder just before.
pub(crate) fn is_right_in(path: &Path, folder: &Path) -> bool {
    let [path, folder] = [path, folder].map(|path| path.as_os_str().as_encoded_bytes());
    match path.strip_prefix(folder) {
        Some([first, name @ ..]) if !folder.is_empty() => {
            is_separator(*first) && !has(name, |bytes| among(bytes, SEPARATORS))
        }
        _ => false,
    }
}

/// What the file system calls a file; each folder is asked for once.
fn real(path: &Path, folders: &mut HashMap<PathBuf, PathBuf>) -> PathBuf {
    if path.is_symlink() {
        return fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if !folders.contains_key(folder) {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folders.insert(folder.to_owned(), fs::canonicalize(here).unwrap_or_else(|_| folder.to_owned()));
    }
    path.file_name().map_or_else(|| path.to_owned(), |name| folders[folder].join(name))
}

/// Whether a file in a folder is a record or a roster.
pub(crate) fn is_record(path: &Path) -> bool {
    matches!(path.extension().and_then(OsStr::to_str), Some("yaml" | "yml"))
}

/// What parts the names in a path: Windows has a sign of its own, and takes that of all others too.
const SEPARATORS: [u8; 2] = [b'/', path::MAIN_SEPARATOR as u8];

fn is_separator(byte: u8) -> bool {
    SEPARATORS.contains(&byte)
}

/// A path with `*`, `?`, `[…]` or `{…}` in it, where the shell has not filled it in.
struct Pattern {
    folder: PathBuf,
    glob: ignore::overrides::Override,
}

impl Pattern {
    fn of(path: &Path) -> Option<Self> {
        let text = path.to_str().filter(|text| text.contains(['*', '?', '[', '{']))?;
        let is_plain = |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
        let folder: PathBuf = path.components().take_while(is_plain).collect();
        let mut glob = ignore::overrides::OverrideBuilder::new("");
        let text = text.strip_prefix("./").unwrap_or(text);
        glob.add(&format!("/{}", text.trim_start_matches('/'))).ok()?;
        Some(Self { folder: if folder.as_os_str().is_empty() { ".".into() } else { folder }, glob: glob.build().ok()? })
    }

    fn fits(&self, path: &Path) -> bool {
        let path = path.strip_prefix(".").or(path.strip_prefix("/")).unwrap_or(path);
        self.glob.matched(path, false).is_whitelist()
    }
}

/// Takes the files of a folder and of those in it that are wanted, hidden and ignored ones left out; says how many there are.
fn walk(folder: &Path, files: &mut Files, found: &mut Found, wanted: &dyn Fn(&Path) -> bool) -> usize {
    let (known, failed) = (found.paths.len(), files.failures.len());
    let mut walker = WalkBuilder::new(folder);
    // What is ignored is the repository's to say: where a person's own settings of git had a say too, a record might be wrong on one
    // machine and not be looked at on another.
    walker.follow_links(true).parents(true).git_global(false);
    for entry in walker.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                files.failures.push(Failure::new(format!("cannot read all of {}: {error}", folder.display())));
                continue;
            }
        };
        found.may_repeat |= entry.path_is_symlink();
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            files.folders.extend(fs::canonicalize(entry.path()));
        } else if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            // Of a pipe, a run might wait for ever for something to come.
            if is_record(entry.path()) {
                files.failures.push(Failure::new(format!("cannot read {}: it is no file", entry.path().display())));
            }
        } else if wanted(entry.path()) {
            let path = entry.into_path();
            let shown = path.as_os_str().as_encoded_bytes().starts_with(b".").then(|| path.strip_prefix(".").ok());
            found.paths.push(shown.flatten().map(Path::to_owned).unwrap_or(path));
        }
    }
    // The file system has an order of its own.
    sort(&mut found.paths[known..]);
    files.failures[failed..].sort_by_cached_key(ToString::to_string);
    found.paths.len() - known
}

/// Whether a file is a roster, by its name.
pub(crate) fn is_roster(path: &Path) -> bool {
    // The last eight bytes say of nearly all files that they are none.
    let end = |bytes: &[u8]| bytes.last_chunk::<8>().map(|end| u64::from_le_bytes(*end));
    let own = end(path.as_os_str().as_encoded_bytes());
    ROSTERS.iter().any(|roster| own == end(roster.as_bytes()) && path.file_name().is_some_and(|name| name == *roster))
}

/// The rosters of folders, each looked for once.
#[derive(Default)]
pub(crate) struct RosterPaths(HashMap<PathBuf, Option<PathBuf>>);

impl RosterPaths {
    /// The roster beside a record, or in a folder above it, up to the one that holds `.git`.
    pub(crate) fn of(&mut self, record: &Path) -> Option<PathBuf> {
        let folder = record.parent().unwrap_or(Path::new(""));
        if let Some(known) = self.0.get(folder) {
            return known.clone();
        }
        let roster = upwards(folder, &ROSTERS);
        self.0.insert(folder.to_owned(), roster.clone());
        roster
    }
}

/// The file of one of these names in a folder or in one above it, up to the one that holds `.git`.
pub(crate) fn upwards(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    let mut folder = folder.to_owned();
    loop {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
        let file = names.iter().map(|name| folder.join(name)).find(|path| path.is_file());
        if file.is_some() || here.join(".git").exists() {
            return file;
        }
        fs::canonicalize(here).ok()?.parent()?;
        folder = above(&folder);
    }
}

/// The folder that a path is about: itself, that of a file, or that of a pattern.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    let folder = match Pattern::of(path) {
        _ if path.is_dir() => path.to_owned(),
        Some(pattern) if !path.exists() => pattern.folder,
        _ => path.parent().unwrap_or(Path::new("")).to_owned(),
    };
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder }
}

/// A folder and those above it, up to the one that holds `.git`: where rosters and settings are looked for.
pub(crate) fn folders_above(folder: &Path) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    let mut folder = folder.to_owned();
    loop {
        let here = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.clone() };
        let is_top =
            here.join(".git").exists() || fs::canonicalize(&here).ok().is_none_or(|real| real.parent().is_none());
        folders.push(here);
        if is_top {
            return folders;
        }
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
    use super::{above, in_order, is_right_in, sort};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_folder_stands_before_what_its_name_begins() {
        let sorted = [
            "a/b",
            "a/b/c",
            "a b",
            "a-b/c",
            "a.yaml",
            "catalog/r000001",
            "catalog/r000002",
            "catalog/r00001",
            "catalog/r00001 and a long name 1",
            "catalog/r00001 and a long name 2",
        ];
        for (at, one) in sorted.iter().enumerate() {
            for (place, other) in sorted.iter().enumerate() {
                let (one, other) = (Path::new(one), Path::new(other));
                assert_eq!(in_order(one, other), at.cmp(&place), "{one:?} and {other:?}");
            }
        }
        for turn in 0..sorted.len() {
            // With a beginning that all have, and without.
            for folder in ["", "a catalog/", "a very long name of a folder/"] {
                let paths = sorted.map(|path| PathBuf::from(format!("{folder}{path}")));
                let mut turned = paths.clone();
                turned.rotate_left(turn);
                turned.reverse();
                sort(&mut turned);
                assert_eq!(turned, paths);
            }
        }
        sort(&mut []);
    }

    #[test]
    fn a_file_is_known_to_be_in_the_folder_that_was_asked_for_before() {
        for (path, folder, is_in) in [
            ("a/b.yaml", "a", true),
            ("a/b/c.yaml", "a/b", true),
            ("/a/c.yaml", "/a", true),
            ("a/b/c.yaml", "a", false),
            ("ab/c.yaml", "a", false),
            ("a.yaml", "a", false),
            ("a", "a", false),
            ("a.yaml", "", false),
            ("/a.yaml", "/", false),
        ] {
            assert_eq!(is_right_in(Path::new(path), Path::new(folder)), is_in, "{path} in {folder}");
        }
    }

    #[test]
    fn folders_above_are_named_from_where_one_stands() {
        for (folder, up) in
            [("a/b", "a"), ("a", ""), ("", ".."), ("..", "../.."), (".", ".."), ("/a", "/"), ("./a", ".")]
        {
            assert_eq!(above(Path::new(folder)), Path::new(up), "{folder}");
        }
    }
}

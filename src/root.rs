//! Paths as a code host knows them: seen from the root of the repository, with `/` on every system.
use std::path::{Component, Path, PathBuf};

/// Where the program was started, and the repository around that.
#[derive(Clone, Debug, Default)]
pub(crate) struct Root {
    here: PathBuf,
    root: PathBuf,
}

impl Root {
    /// The repository around a folder is the nearest one upwards that holds `.git`; without one it is the folder itself.
    pub(crate) fn around(here: &Path) -> Self {
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(here);
        Self { here: here.to_owned(), root: root.to_owned() }
    }

    /// A path as seen from the root. What lies elsewhere stays as it is.
    pub(crate) fn path(&self, shown: &str) -> String {
        let whole = normal(&self.here.join(shown));
        let path = whole.strip_prefix(&self.root).unwrap_or(Path::new(shown));
        let mut parts = path.components().map(|part| match part {
            Component::RootDir => std::borrow::Cow::Borrowed(""),
            part => part.as_os_str().to_string_lossy(),
        });
        let first = parts.next().unwrap_or_default().into_owned();
        parts.fold(first, |path, part| path + "/" + &part)
    }

    /// The other way round: such a path as seen from where the program was started.
    pub(crate) fn seen_from_here(&self, path: &str) -> PathBuf {
        let whole = self.root.join(path);
        whole.strip_prefix(&self.here).map_or_else(|_| whole.clone(), Path::to_owned)
    }
}

/// The path without `.` and `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::Root;
    use std::path::{Path, PathBuf};

    #[test]
    fn paths_are_seen_from_the_root() {
        let root = Root { here: PathBuf::from("/r/catalog"), root: PathBuf::from("/r") };
        for (shown, path) in [
            ("input/x.yaml", "catalog/input/x.yaml"),
            ("../x.yaml", "x.yaml"),
            ("/r/catalog/./x.yaml", "catalog/x.yaml"),
            ("../../elsewhere/x.yaml", "../../elsewhere/x.yaml"),
            ("/elsewhere/x.yaml", "/elsewhere/x.yaml"),
            ("<stdin>", "catalog/<stdin>"),
        ] {
            assert_eq!(root.path(shown), path);
        }
        assert_eq!(root.seen_from_here("catalog/input/x.yaml"), Path::new("input/x.yaml"));
        assert_eq!(root.seen_from_here("x.yaml"), Path::new("/r/x.yaml"));
    }
}

//! Texts that somebody is still writing: an editor holds them, and they win over the files.
use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs, io,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The texts of open files, by what the file system calls them.
#[derive(Clone, Debug, Default)]
pub struct Unsaved(Arc<BTreeMap<PathBuf, Arc<str>>>);

impl Unsaved {
    /// Takes the texts of these files for what is in them.
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a Path, Arc<str>)>) -> Self {
        Self(Arc::new(texts.into_iter().map(|(path, text)| (real(path), text)).collect()))
    }

    /// The bytes of a file, as they are or as they are about to be; at most so many.
    pub(crate) fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let open = if self.0.is_empty() { None } else { self.0.get(&real(path)) };
        if let Some(text) = open {
            let length = text.len().min(usize::try_from(most).unwrap_or(usize::MAX));
            return Ok(text.as_bytes()[..length].to_vec());
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// What the file system calls a file, which may not be there yet.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or(OsStr::new("")))
    })
}

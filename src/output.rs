//! Files that appear whole or not at all: written beside their target, then renamed.
use crate::failure::Failure;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was not there, or said something else.
    Written,
    /// It says the same already, and was not touched.
    Unchanged,
}

/// Files that are written, and not yet under their names.
#[derive(Default)]
pub(crate) struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    /// Writes a file beside its target, unless the target says the same already.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or the file not be written; the target is as it was.
    pub(crate) fn write(&mut self, target: &Path, bytes: &[u8]) -> Result<Outcome, Failure> {
        if says(target, bytes) {
            return Ok(Outcome::Unchanged);
        }
        // To be known before any file gets its name.
        if target.is_dir() {
            return Err(Failure::new(format!("cannot write {}: it is a folder", target.display())));
        }
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.part", process::id()));
        let part = target.with_file_name(name);
        self.files.push((part.clone(), target.to_owned()));
        put(&part, bytes).map_err(|error| Failure::io("write", target, &error))?;
        Ok(Outcome::Written)
    }

    /// Gives all files their names.
    ///
    /// # Errors
    ///
    /// A target cannot be replaced, such as a folder of that name.
    pub(crate) fn commit(mut self) -> Result<(), Failure> {
        while let Some((part, target)) = self.files.pop() {
            if let Err(error) = fs::rename(&part, &target) {
                self.files.push((part, target.clone()));
                return Err(Failure::io("write", &target, &error));
            }
        }
        Ok(())
    }
}

/// What was not committed leaves nothing behind.
impl Drop for Staged {
    fn drop(&mut self) {
        for (part, _) in &self.files {
            // It may never have come to be, and there is nobody left to tell.
            let _ = fs::remove_file(part);
        }
    }
}

/// Whether a file holds just these bytes.
pub(crate) fn says(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|there| there == bytes)
}

fn put(part: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).open(part)?;
    file.write_all(bytes)?;
    file.flush()
}

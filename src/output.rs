//! Files that appear whole or not at all: written beside their target, then renamed.
use crate::failure::Failure;
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, IoSlice, Write},
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
    /// The folder, if it was not there before.
    made: Option<PathBuf>,
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
        let part = self.part(target)?;
        put(&part, bytes).map_err(|error| Failure::io("write", target, &error))?;
        Ok(Outcome::Written)
    }

    /// Begins a file that grows as records arrive; if it is only to be compared, nothing is written.
    ///
    /// # Errors
    ///
    /// As [`Staged::write`].
    pub(crate) fn grow(&mut self, target: &Path, head: &[u8], compare: bool) -> Result<Growing, Failure> {
        let old = File::open(target).ok().filter(|_| target.is_file());
        let old = old.map(|old| BufReader::with_capacity(STEP, old));
        let part = if compare {
            None
        } else {
            let part = self.part(target)?;
            let file = OpenOptions::new().write(true).create_new(true).open(&part);
            Some(Part::new(file.map_err(|error| Failure::io("write", target, &error))?))
        };
        let mut growing = Growing { target: target.to_owned(), part, old, records: 0 };
        growing.push(head)?;
        Ok(growing)
    }

    /// Where a file is written before it gets its name.
    fn part(&mut self, target: &Path) -> Result<PathBuf, Failure> {
        // To be known before any file gets its name.
        if target.is_dir() {
            return Err(Failure::new(format!("cannot write {}: it is a folder", target.display())));
        }
        if let Some(folder) = target.parent().filter(|folder| !folder.exists()) {
            self.made.get_or_insert_with(|| folder.to_owned());
            fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.part", process::id()));
        let part = target.with_file_name(name);
        self.files.push((part.clone(), target.to_owned()));
        Ok(part)
    }

    /// Gives all files their names.
    ///
    /// # Errors
    ///
    /// A target cannot be replaced.
    pub(crate) fn commit(mut self) -> Result<(), Failure> {
        while let Some((part, target)) = self.files.pop() {
            // Who may read and write it stays as it is.
            if let Ok(meta) = fs::metadata(&target) {
                let _ = fs::set_permissions(&part, meta.permissions());
            }
            if let Err(error) = fs::rename(&part, &target) {
                self.files.push((part, target.clone()));
                return Err(Failure::io("write", &target, &error));
            }
        }
        Ok(())
    }
}

/// How much of a growing file is written at once: a system takes few large pieces in a third of the time of many small ones.
const STEP: usize = 256 << 10;
/// Room for the small pieces of one.
const FEW: usize = 16 << 10;

/// What is written of a growing file, and the pieces of it that wait until they are worth being written.
struct Part {
    file: File,
    pieces: Vec<Vec<u8>>,
    /// How many bytes the pieces have together.
    length: usize,
}

impl Part {
    fn new(file: File) -> Self {
        Self { file, pieces: Vec::new(), length: 0 }
    }

    /// Adds a piece as it is; one without a byte need not wait.
    fn add(&mut self, piece: Vec<u8>) -> io::Result<()> {
        if piece.is_empty() {
            return Ok(());
        }
        let count = piece.len();
        self.pieces.push(piece);
        self.grown(count)
    }

    /// Adds a few bytes, which are copied to the piece before them.
    fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let Some(last) = self.pieces.last_mut().filter(|last| last.capacity() - last.len() >= bytes.len()) else {
            let mut piece = Vec::with_capacity(bytes.len().max(FEW));
            piece.extend_from_slice(bytes);
            return self.add(piece);
        };
        last.extend_from_slice(bytes);
        self.grown(bytes.len())
    }

    /// Writes what waits once it is enough; it has so many bytes more.
    fn grown(&mut self, count: usize) -> io::Result<()> {
        self.length += count;
        if self.length < STEP { Ok(()) } else { self.flush() }
    }

    /// Writes what waits.
    fn flush(&mut self) -> io::Result<()> {
        let pieces = std::mem::take(&mut self.pieces);
        self.length = 0;
        write_all(&mut self.file, &pieces)
    }
}

/// Writes pieces one behind another, as many at once as the system takes.
fn write_all(out: &mut impl Write, pieces: &[Vec<u8>]) -> io::Result<()> {
    let mut pieces: Vec<IoSlice<'_>> =
        pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| IoSlice::new(piece)).collect();
    let mut rest = &mut pieces[..];
    while !rest.is_empty() {
        match out.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => IoSlice::advance_slices(&mut rest, count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// A file for many records, written as they arrive.
pub(crate) struct Growing {
    target: PathBuf,
    part: Option<Part>,
    /// What is there, as long as it says the same.
    old: Option<BufReader<File>>,
    records: usize,
}

impl Growing {
    pub(crate) fn path(&self) -> &Path {
        &self.target
    }

    /// Adds a record, behind what parts it from the one before.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn add(&mut self, joint: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        if self.records > 0 {
            self.push(joint.as_bytes())?;
        }
        self.records += 1;
        self.compare(&bytes);
        let added = self.part.as_mut().map_or(Ok(()), |part| part.add(bytes));
        added.map_err(|error| Failure::io("write", &self.target, &error))
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.compare(bytes);
        let pushed = self.part.as_mut().map_or(Ok(()), |part| part.push(bytes));
        pushed.map_err(|error| Failure::io("write", &self.target, &error))
    }

    /// Sees whether what is there goes on in the same way.
    fn compare(&mut self, bytes: &[u8]) {
        if !self.old.as_mut().is_some_and(|old| goes_on(old, bytes)) {
            self.old = None;
        }
    }

    /// Ends the file, and says whether it is another than was there.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub(crate) fn end(mut self, foot: &str) -> Result<Outcome, Failure> {
        self.push(foot.as_bytes())?;
        if let Some(mut part) = self.part.take() {
            part.flush().map_err(|error| Failure::io("write", &self.target, &error))?;
        }
        let is_same = self.old.is_some_and(|mut old| matches!(old.fill_buf(), Ok([])));
        Ok(if is_same { Outcome::Unchanged } else { Outcome::Written })
    }
}

/// Whether what is there goes on with just these bytes.
fn goes_on(there: &mut impl BufRead, mut bytes: &[u8]) -> bool {
    while !bytes.is_empty() {
        let Ok(next) = there.fill_buf() else { return false };
        let length = next.len().min(bytes.len());
        // At the end of what is there, nothing of it is left.
        if length == 0 || next[..length] != bytes[..length] {
            return false;
        }
        there.consume(length);
        bytes = &bytes[length..];
    }
    true
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes).map_err(|failure| io::Error::other(failure.to_string()))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
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
        if let Some(made) = &self.made {
            // It stays if anything is in it.
            let _ = fs::remove_dir(made);
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

#[cfg(test)]
mod tests {
    use super::{FEW, STEP, Staged, write_all};
    use std::{
        fs,
        io::{self, IoSlice, Write},
    };

    /// Room for the pieces, but not for them twice.
    const MOST: usize = 100;

    /// Takes few bytes at a time, and is interrupted now and then.
    struct Slow(Vec<u8>, usize);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.write_vectored(&[IoSlice::new(bytes)])
        }

        fn write_vectored(&mut self, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
            self.1 += 1;
            if self.1.is_multiple_of(3) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let before = self.0.len();
            let room = (1 + self.1 % 6).min(MOST - before);
            self.0.extend(pieces.iter().flat_map(|piece| piece.iter()).take(room));
            Ok(self.0.len() - before)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn pieces_are_written_whole_and_in_order() {
        let pieces = [&b"one "[..], b"", b"and another, ", b"and a third which is longer than what is taken at once"];
        let pieces = pieces.map(<[u8]>::to_vec);
        let mut slow = Slow(Vec::new(), 0);
        write_all(&mut slow, &pieces).expect("there is room");
        assert_eq!(slow.0, pieces.concat());
        let error = write_all(&mut slow, &pieces).expect_err("there is no room any more");
        assert_eq!((error.kind(), slow.0.len()), (io::ErrorKind::WriteZero, MOST));
    }

    #[test]
    fn a_file_that_grows_holds_all_that_was_added() {
        let folder = tempfile::tempdir().expect("there is a folder");
        let target = folder.path().join("all.txt");
        let mut staged = Staged::default();
        let mut file = staged.grow(&target, b"head\n", false).expect("it begins");
        let mut due = b"head\n".to_vec();
        for (at, length) in [0, 1, 10, FEW, FEW + 1, STEP, 3, STEP + 1, 5].into_iter().cycle().take(40).enumerate() {
            let record = vec![b'a' + at as u8 % 26; length];
            due.extend_from_slice(if at > 0 { b",\n" } else { b"" });
            due.extend_from_slice(&record);
            file.add(",\n", record).expect("it is written");
            // As a workbook writes itself.
            file.write_all(&due[..at]).expect("it is written");
            due.extend_from_within(..at);
        }
        due.extend_from_slice(b"foot");
        file.end("foot").expect("it ends");
        staged.commit().expect("it gets its name");
        assert!(fs::read(&target).expect("it is there") == due);
    }
}

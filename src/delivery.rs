//! A batch of releases as a distributor picks it up: a folder for each with its message and its files, and last of all what says
//! that the batch is complete.
//!
//! All of it is made beside its place, in a hidden folder. That gets its name when everything is in it, and only then does the
//! completion file get its own: whoever sees one sees the whole.
mod copying;

use crate::{
    batch_id::BatchId,
    ern::{self, Feed, Message, Purpose, Resource, manifest},
    failure::Failure,
    record::Record,
    reporter::counted,
};
use copying::{How, copy};
use md5::{Digest, Md5};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs, io,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process,
};

/// A release of a batch: its message, and the files that go along.
pub(crate) struct Parcel {
    release_id: String,
    grid: Option<String>,
    barcode: Option<String>,
    feed: Feed,
    message_id: String,
    date: String,
    is_test: bool,
    purpose: Purpose,
    bytes: Vec<u8>,
    md5: String,
    files: Vec<Resource>,
}

impl Parcel {
    /// The parcel of a record, whose message has been written.
    pub(crate) fn new(record: &Record, message: &Message<'_>, bytes: Vec<u8>, files: Vec<Resource>) -> Self {
        let release = &record.release;
        Self {
            release_id: ern::release_id(release).unwrap_or_default().to_owned(),
            grid: release.grid.as_ref().map(|grid| grid.compact().to_owned()),
            barcode: release.barcode.as_ref().map(|barcode| barcode.compact().to_owned()),
            feed: message.feed.clone(),
            message_id: message.id.clone(),
            date: message.date.to_owned(),
            is_test: message.is_test,
            purpose: message.purpose,
            md5: md5(&bytes),
            bytes,
            files: if message.has_files { files } else { Vec::new() },
        }
    }

    /// What the completion file says of it.
    fn item(&self) -> manifest::Item<'_> {
        manifest::Item {
            id: &self.message_id,
            url: format!("./{0}/{0}.xml", self.release_id),
            grid: self.grid.as_deref(),
            barcode: self.barcode.as_deref(),
            purpose: self.purpose,
            md5: &self.md5,
        }
    }
}

fn md5(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(32);
    for byte in Md5::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A batch on its way.
pub(crate) struct Batch<'a> {
    id: &'a BatchId,
    out: &'a Path,
    how: How,
    jobs: Option<NonZeroUsize>,
    /// Where it is made.
    part: PathBuf,
    /// The completion file before it gets its name.
    last: PathBuf,
    /// What was not there before and is to go again if nothing comes of it.
    made: Option<PathBuf>,
    parcels: Vec<Parcel>,
    /// The record of each release.
    records: BTreeMap<String, String>,
}

impl<'a> Batch<'a> {
    /// Begins a batch, or says why there is none.
    ///
    /// # Errors
    ///
    /// A batch of that name is there already: what has been picked up must not change.
    pub(crate) fn new(
        id: &'a BatchId,
        out: &'a Path,
        is_linked: bool,
        jobs: Option<NonZeroUsize>,
    ) -> Result<Self, Failure> {
        let folder = out.join(id.folder());
        if folder.symlink_metadata().is_ok() {
            let shown = folder.display();
            let is_complete = folder.join(id.completion_file()).exists();
            return Err(Failure::new(if is_complete {
                format!(
                    "cannot write {shown}: this batch is complete, and a batch is delivered once; choose another `--batch-id`"
                )
            } else {
                format!(
                    "cannot write {shown}: it is there without its completion file, so a delivery was interrupted; remove it"
                )
            }));
        }
        let beside = |name: &str| out.join(format!(".{name}.{}.part", process::id()));
        Ok(Self {
            id,
            out,
            how: if is_linked { How::Link } else { How::Copy },
            jobs,
            part: beside(id.folder()),
            last: beside(&id.completion_file()),
            made: None,
            parcels: Vec::new(),
            records: BTreeMap::new(),
        })
    }

    /// Takes a release of a record in that file, and writes its message.
    ///
    /// # Errors
    ///
    /// Two records with the same number or from different senders; a file that cannot be written.
    pub(crate) fn take(&mut self, path: &str, mut parcel: Parcel) -> Result<(), Failure> {
        let id = &parcel.release_id;
        if let Some(other) = self.records.insert(id.clone(), path.to_owned()) {
            return Err(Failure::new(format!("{other} and {path} would be delivered to the same folder, {id}")));
        }
        if let Some(first) = self.parcels.first() {
            if first.feed != parcel.feed {
                let why =
                    "the settings of its folder send it from or to somebody else; deliver it as a batch of its own";
                return Err(Failure::new(format!("cannot deliver {path} in one batch with the others: {why}")));
            }
            if self.parcels.iter().any(|other| other.message_id == parcel.message_id) {
                let why = "two messages would have the same id: write `{name}` in `--message-id`, for the name of the record's file";
                return Err(Failure::new(why));
            }
        } else {
            self.begin()?;
        }
        let folder = self.part.join(id);
        make(&folder)?;
        let message = folder.join(format!("{id}.xml"));
        put(&message, &parcel.bytes, &self.shown(&message))?;
        parcel.bytes = Vec::new();
        self.parcels.push(parcel);
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Failure> {
        if !self.out.as_os_str().is_empty() && !self.out.exists() {
            make(self.out)?;
            self.made = Some(self.out.to_owned());
        }
        fs::create_dir(&self.part).map_err(|error| Failure::io("make the folder", &self.part, &error))
    }

    /// Whether there is nothing to deliver.
    pub(crate) fn is_empty(&self) -> bool {
        self.parcels.is_empty()
    }

    /// Where a file of the batch will be.
    fn shown(&self, path: &Path) -> PathBuf {
        self.out.join(self.id.folder()).join(path.strip_prefix(&self.part).unwrap_or(path))
    }

    /// Brings all files to their places, gives the batch its name, then the completion file its own. Says what came of it.
    ///
    /// # Errors
    ///
    /// A file that is gone, is another than its message says, or cannot be written; then there is no batch.
    pub(crate) fn finish(mut self) -> Result<String, Failure> {
        let count = self.bring()?;
        self.close()?;
        let folder = self.out.join(self.id.folder());
        fs::rename(&self.part, &folder).map_err(|error| Failure::io("write", &folder, &error))?;
        self.made = None;
        let last = folder.join(self.id.completion_file());
        fs::rename(&self.last, &last).map_err(|error| Failure::io("write", &last, &error))?;
        let releases = counted(self.parcels.len(), "release", "releases");
        let files = if count == 0 { "no file".to_owned() } else { counted(count, "file", "files") };
        Ok(format!(
            "Delivered {releases} with {files} to {}; {} is there.\n",
            folder.display(),
            self.id.completion_file()
        ))
    }

    /// Copies or links the files, on all cores, and says how many there are.
    fn bring(&self) -> Result<usize, Failure> {
        let mut files = Vec::new();
        for parcel in &self.parcels {
            let folder = self.part.join(&parcel.release_id);
            for file in &parcel.files {
                files.push((file, folder.join(&file.target)));
            }
            let folders: BTreeSet<PathBuf> =
                parcel.files.iter().filter_map(|file| Some(folder.join(&file.target).parent()?.to_owned())).collect();
            folders.iter().try_for_each(|folder| make(folder))?;
        }
        let bring = |(file, target): &(&Resource, PathBuf)| copy(self.how, file, target, &self.shown(target));
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs.map_or(0, NonZeroUsize::get)).build();
        let pool = pool.map_err(|error| Failure::new(format!("cannot start threads: {error}")))?;
        // The first failure in the order of the batch, whichever came first.
        let done: Vec<Result<(), Failure>> = pool.install(|| files.par_iter().map(bring).collect());
        done.into_iter().collect::<Result<Vec<()>, _>>()?;
        Ok(files.len())
    }

    /// Writes the completion file, not yet under its name.
    fn close(&self) -> Result<(), Failure> {
        let Some(first) = self.parcels.first() else { return Ok(()) };
        let messages = self.parcels.iter().map(Parcel::item).collect();
        let Parcel { feed, date, is_test, .. } = first;
        let batch = manifest::Batch { feed, date, is_test: *is_test, folder: self.id.folder(), messages };
        let mut bytes = Vec::new();
        let shown = self.out.join(self.id.folder()).join(self.id.completion_file());
        manifest::write(&batch, &mut bytes).map_err(|error| Failure::io("write", &shown, &error))?;
        put(&self.last, &bytes, &shown)
    }
}

/// What did not become a batch leaves nothing behind.
impl Drop for Batch<'_> {
    fn drop(&mut self) {
        // They may never have come to be, and there is nobody left to tell.
        let _ = fs::remove_dir_all(&self.part);
        let _ = fs::remove_file(&self.last);
        if let Some(made) = &self.made {
            let _ = fs::remove_dir(made);
        }
    }
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))
}

/// Writes a file that is shown as another.
fn put(path: &Path, bytes: &[u8], shown: &Path) -> Result<(), Failure> {
    let written = || -> io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        io::Write::write_all(&mut file, bytes)
    };
    written().map_err(|error| Failure::io("write", shown, &error))
}

//! Waits until a record, a roster or a settings file is saved.
use crate::{failure::Failure, files, message};
use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{CreateKind, ModifyKind, RemoveKind},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

/// An editor saves in several steps; when so long nothing more comes, it has done.
const QUIET: Duration = Duration::from_millis(150);
/// Where files never stop changing, they are looked at all the same.
const LONGEST: Duration = Duration::from_secs(2);

/// Folders under watch.
pub(crate) struct Watch {
    /// As long as it lives, changes come.
    _watcher: RecommendedWatcher,
    changes: Receiver<notify::Result<Event>>,
    /// Files that were named, whatever they are called.
    named: BTreeSet<PathBuf>,
    /// Folders that are watched with all that is in them.
    whole: Vec<PathBuf>,
}

impl Watch {
    /// Watches what the paths name, and the folders above, where rosters and settings lie.
    ///
    /// # Errors
    ///
    /// A folder cannot be watched.
    pub(crate) fn new(paths: &[PathBuf]) -> Result<Self, Failure> {
        let failure = |error: notify::Error| Failure::new(format!("cannot watch for changes: {error}"));
        let (sender, changes) = channel();
        // Whoever has gone hears nothing.
        let mut watcher = notify::recommended_watcher(move |event| _ = sender.send(event)).map_err(failure)?;
        let mut places = Vec::new();
        let mut named = BTreeSet::new();
        for path in paths {
            let folder = files::folder_of(path);
            let mode = if path.is_file() { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
            if path.is_file() {
                named.extend(path.file_name().map(PathBuf::from));
            }
            places.push((folder.clone(), mode));
            let above = files::folders_above(&folder).into_iter();
            places.extend(above.map(|folder| (folder, RecursiveMode::NonRecursive)));
        }
        // With all that is in it comes first: that holds what is asked of the folder alone.
        places.sort_by_key(|(_, mode)| *mode == RecursiveMode::NonRecursive);
        let mut known = BTreeSet::new();
        let mut whole = Vec::new();
        for (folder, mode) in places {
            if !known.insert(folder.clone()) {
                continue;
            }
            watcher.watch(&folder, mode).map_err(failure)?;
            if mode == RecursiveMode::Recursive {
                whole.extend(std::path::absolute(&folder));
            }
        }
        Ok(Self { _watcher: watcher, changes, named, whole })
    }

    /// Waits for the next change, and until no more come; says which files it was.
    ///
    /// # Errors
    ///
    /// The watch has ended.
    pub(crate) fn wait(&self) -> Result<BTreeSet<PathBuf>, Failure> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let event = self.changes.recv().map_err(|_| Failure::new("cannot watch for changes any more"))?;
            changed.append(&mut self.files(event));
        }
        let started = Instant::now();
        while started.elapsed() < LONGEST {
            let Ok(event) = self.changes.recv_timeout(QUIET) else { break };
            changed.append(&mut self.files(event));
        }
        Ok(changed)
    }

    /// The files of a change that matter. Reading them is no change.
    fn files(&self, event: notify::Result<Event>) -> BTreeSet<PathBuf> {
        // What was missed may have been anything.
        let Ok(event) = event else { return BTreeSet::from([PathBuf::new()]) };
        if event.need_rescan() {
            return BTreeSet::from([PathBuf::new()]);
        }
        match event.kind {
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Other => BTreeSet::new(),
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => {
                event.paths.into_iter().filter(|path| self.is_inside(path)).collect()
            }
            _ => event.paths.into_iter().filter(|path| self.matters(path)).collect(),
        }
    }

    /// Whether a folder may have held records.
    fn is_inside(&self, folder: &Path) -> bool {
        self.whole.iter().any(|whole| folder.starts_with(whole))
    }

    fn matters(&self, path: &Path) -> bool {
        let is_named = path.file_name().is_some_and(|name| self.named.contains(Path::new(name)));
        is_named
            || files::is_record(path)
            || message::is_xml(path)
            || (path.is_dir() && self.is_inside(path))
            || path.file_name().is_some_and(|name| name == "gatefold.toml")
    }
}

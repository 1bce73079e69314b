//! Which rules speak of which record: the settings files beside the records, and the command line, which wins.
mod config;
mod report;
mod shops;
mod toml;

pub(crate) use config::faults;
pub(crate) use report::report;
pub(crate) use shops::shop;

use crate::{
    failure::Failure,
    files::{is_right_in, upwards},
    ruleset::{Choice, Ruleset, Written},
    unsaved::Unsaved,
};
use config::Config;
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The name of a settings file.
const NAMES: [&str; 1] = ["gatefold.toml"];

/// Whether a file is one of settings, by its name.
pub(crate) fn is_config(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|own| name == *own))
}

/// What a run is told about its rules.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the caller chooses; it wins over any file.
    pub choice: Choice,
    /// Where the rest is.
    pub file: ConfigFile,
}

/// Where settings are read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigFile {
    /// Nowhere.
    #[default]
    None,
    /// From the `gatefold.toml` in the folder of each record, or in one above it, up to the one that holds `.git`.
    Found,
    /// From that file, for all records.
    At(PathBuf),
}

/// The rules for each record of a run. A file is read once, and records for which it says the same share their rules.
pub(crate) struct Resolver<'a> {
    settings: &'a Settings,
    unsaved: Unsaved,
    configs: Vec<(PathBuf, Config)>,
    folders: HashMap<PathBuf, Here>,
    rulesets: HashMap<Key, Arc<Ruleset>>,
    /// What was asked for last: records of one folder come one after the other.
    last: Option<(PathBuf, Here, Key, Arc<Ruleset>)>,
}

/// What a folder's records go by.
#[derive(Clone)]
struct Here {
    config: Option<usize>,
    /// The folder as seen from that of the settings; none, if it is elsewhere.
    inner: Option<PathBuf>,
}

/// A settings file and those of its patterns that fit.
type Key = (Option<usize>, Vec<usize>);

impl<'a> Resolver<'a> {
    /// # Errors
    ///
    /// A word of the command line that names no rule.
    pub(crate) fn new(settings: &'a Settings, unsaved: Unsaved) -> Result<Self, Failure> {
        Ruleset::new(&Written::default(), &settings.choice).map_err(Failure::new)?;
        Ok(Self {
            settings,
            unsaved,
            configs: Vec::new(),
            folders: HashMap::new(),
            rulesets: HashMap::new(),
            last: None,
        })
    }

    /// The rules for a record.
    ///
    /// # Errors
    ///
    /// A settings file that cannot be used.
    pub(crate) fn of(&mut self, record: &Path) -> Result<Arc<Ruleset>, Failure> {
        if let Some((last, here, known, rules)) = &self.last
            && is_right_in(record, last)
            && known.1 == self.fits(here, record)
        {
            return Ok(Arc::clone(rules));
        }
        let folder = record.parent().unwrap_or(Path::new(""));
        let here = self.here(folder)?;
        let key = (here.config, self.fits(&here, record));
        let rules = if let Some(rules) = self.rulesets.get(&key) {
            Arc::clone(rules)
        } else {
            let written = key.0.map_or_else(Written::default, |at| self.configs[at].1.written(&key.1));
            let rules = Ruleset::new(&written, &self.settings.choice).map_err(Failure::new)?;
            let rules = Arc::new(rules);
            self.rulesets.insert(key.clone(), Arc::clone(&rules));
            rules
        };
        self.last = Some((folder.to_owned(), here, key, Arc::clone(&rules)));
        Ok(rules)
    }

    /// The settings file for a record, and the numbers of its patterns that fit.
    fn config(&mut self, record: &Path) -> Result<Option<(&Config, Vec<usize>)>, Failure> {
        let here = self.here(record.parent().unwrap_or(Path::new("")))?;
        let fits = self.fits(&here, record);
        Ok(here.config.map(|at| (&self.configs[at].1, fits)))
    }

    fn fits(&self, here: &Here, record: &Path) -> Vec<usize> {
        let patterns = here.config.map(|at| &self.configs[at].1).filter(|config| config.has_patterns());
        let Some((config, inner)) = patterns.zip(here.inner.as_ref()) else { return Vec::new() };
        record.file_name().map_or_else(Vec::new, |name| config.fits(&inner.join(name)))
    }

    fn here(&mut self, folder: &Path) -> Result<Here, Failure> {
        if let Some(here) = self.folders.get(folder) {
            return Ok(here.clone());
        }
        let path = match &self.settings.file {
            ConfigFile::None => None,
            ConfigFile::Found => upwards(folder, &NAMES),
            ConfigFile::At(path) => Some(path.clone()),
        };
        let config = path.map(|path| self.read(&path)).transpose()?;
        let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let inner = config.and_then(|at| {
            let real = fs::canonicalize(shown).ok()?;
            real.strip_prefix(&self.configs[at].1.folder).map(Path::to_owned).ok()
        });
        let here = Here { config, inner };
        self.folders.insert(folder.to_owned(), here.clone());
        Ok(here)
    }

    /// The number of a settings file. One may be reached under several names.
    fn read(&mut self, path: &Path) -> Result<usize, Failure> {
        let real = fs::canonicalize(path).map_err(|error| Failure::io("read", path, &error))?;
        if let Some(known) = self.configs.iter().position(|(known, _)| *known == real) {
            return Ok(known);
        }
        self.configs.push((real, Config::read(path, &self.unsaved)?));
        Ok(self.configs.len() - 1)
    }
}

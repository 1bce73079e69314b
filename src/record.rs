//! The typed record: what a release is once its text is known to be well formed.
pub mod credit;
pub mod date;
pub mod duration;
pub mod identifiers;
pub mod performer;
pub mod release;
pub mod roster;
pub mod territory;
pub mod track;

use crate::{record::release::Release, record::roster::Roster};
use std::sync::Arc;

/// A release, where it was read, and the roster that its performers are looked up in.
#[derive(Clone, Debug)]
pub struct Record {
    /// The name of its file, without folder and extension: what its exports are called.
    pub name: Arc<str>,
    /// The release. A leaf that could not be read is absent.
    pub release: Release,
    /// The roster found beside the record or in a folder above it.
    pub roster: Option<Arc<Roster>>,
}

impl Record {
    /// The name under which the roster has a performer; the name itself, where there is no roster or it knows no better.
    #[must_use]
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.roster.as_deref().and_then(|roster| roster.canonical(name)).unwrap_or(name)
    }
}

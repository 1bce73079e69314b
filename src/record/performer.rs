//! A performer as a release or a track credits one.
use crate::{record::identifiers::Isrc, span::Spanned};
use serde::{Deserialize, Serialize};

/// The name that a release with more than three main performers goes under.
pub const VARIOUS_ARTISTS: &str = "Various Artists";

/// How a performer takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The track is theirs.
    #[default]
    Main,
    /// A guest: `feat.`
    Featured,
    /// A companion: `with`
    With,
    /// The maker of a remix.
    Remixer,
}

/// One entry of a credit. A plain name in the record is the name of a main performer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Performer {
    /// The name, never split.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// How they take part.
    pub role: Role,
    /// The name as this sleeve prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credited_as: Option<Spanned<String>>,
}

impl Performer {
    /// The name, if they are a main performer.
    #[must_use]
    pub fn main_name(&self) -> Option<&Spanned<String>> {
        self.name.as_ref().filter(|_| self.role == Role::Main)
    }

    /// Whether this is `Various Artists`.
    #[must_use]
    pub fn is_various(&self) -> bool {
        self.name.as_ref().is_some_and(|name| name.value == VARIOUS_ARTISTS)
    }
}

/// The original of a cover. A plain name in the record is the performer's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cover {
    /// Who is known for the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performer: Option<Spanned<String>>,
    /// The original's own title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Spanned<String>>,
    /// The recording number of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isrc: Option<Spanned<Isrc>>,
}

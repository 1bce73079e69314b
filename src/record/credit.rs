//! Those who made a release without being its performers.
use crate::{
    decode::fields,
    record::{Text, identifiers::Ipi},
    span::Spanned,
};
use serde::Serialize;

fields! {
    /// Somebody, and what they did for the release.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Contributor {
        /// A person or a company.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<Spanned<Text>>,
        /// What they did, in plain words.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub role: Option<Spanned<Text>>,
    }
}

impl Contributor {
    /// The name and the role, as far as they are there.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Spanned<Text>> {
        self.name.iter().chain(&self.role)
    }
}

fields! {
    /// Somebody who wrote the song. A plain entry in the record is the name.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Writer {
        /// The legal name.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<Spanned<Text>>,
        /// `composer`, `lyricist`, `writer` …
        #[serde(skip_serializing_if = "Option::is_none")]
        pub role: Option<Spanned<Text>>,
        /// The IPI name number.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ipi: Option<Spanned<Ipi>>,
    }
}

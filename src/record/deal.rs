//! What shops may do with a release or a track.
use crate::{
    decode::fields,
    record::{Text, date::Date, territory::Territory},
    span::Spanned,
};
use serde::Serialize;

fields! {
    /// A deal: the ways in which something is sold, where, and for how long. Its words are those of DDEX ERN.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Deal {
        /// Where; empty for the whole world.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub territories: Vec<Spanned<Territory>>,
        /// Where not.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub excluded_territories: Vec<Spanned<Territory>>,
        /// How it is paid for: `PayAsYouGoModel`, `SubscriptionModel` …
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub commercial_models: Vec<Spanned<Text>>,
        /// What the listener may do: `PermanentDownload`, `OnDemandStream` …
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub use_types: Vec<Spanned<Text>>,
        /// The first day.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub start_date: Option<Spanned<Date>>,
        /// The last day.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub end_date: Option<Spanned<Date>>,
        /// Whether it is for the days on which the release is sold and not yet handed over.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pre_order: Option<Spanned<bool>>,
        /// `release`, `tracks`, or `all`, which is both.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub scope: Option<Spanned<Text>>,
    }
}

impl Deal {
    /// Whether it is for the release as a whole.
    #[must_use]
    pub fn is_for_release(&self) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.as_str() != "tracks")
    }

    /// Whether it is for each track alone.
    #[must_use]
    pub fn is_for_tracks(&self) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.as_str() != "release")
    }
}

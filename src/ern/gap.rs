//! What a message demands and a record does not have.
use crate::{
    record::{release::Release, track::Track},
    span::{Span, Spanned},
};

/// Something that keeps a message from being sent, or that it cannot carry.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// What sort of thing is amiss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The message would be incomplete.
    Missing,
    /// A file that the record names cannot be delivered.
    File,
    /// The message has no words for it; the rest is sent.
    NotCarried,
}

/// What was found on the way.
#[derive(Default)]
pub(super) struct Gaps(Vec<Gap>);

impl Gaps {
    pub(super) fn add(&mut self, kind: Kind, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(Gap { kind, span, message: message.into(), help: help.into() });
    }

    pub(super) fn extend(&mut self, gaps: impl IntoIterator<Item = Gap>) {
        self.0.extend(gaps);
    }

    /// Notes it if there is no value.
    pub(super) fn need<T>(&mut self, value: Option<T>, span: Span, message: &str, help: &str) -> Option<T> {
        if value.is_none() {
            self.add(Kind::Missing, span, message, help);
        }
        value
    }

    pub(super) fn into_list(self) -> Vec<Gap> {
        self.0
    }
}

/// Where to point at for what a release lacks.
pub(super) fn title(release: &Release) -> Span {
    release.title.as_ref().map(|title| title.span).unwrap_or_default()
}

/// Where to point at for what a track lacks.
pub(super) fn track_title(track: &Spanned<Track>) -> Span {
    track.title.as_ref().map_or(track.span, |title| title.span)
}

//! The world is wrong: a file that is not there, a disk that is full. A record is never a failure.
use std::{fmt, io, path::Path};

/// Why a run could not do what it was asked to.
#[derive(Debug)]
pub struct Failure {
    message: String,
    /// Lines that show more of it, as they may be written.
    drawing: String,
}

impl Failure {
    /// A failure in words.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), drawing: String::new() }
    }

    /// The same, with lines below that show where it is.
    pub(crate) fn drawn(message: impl Into<String>, drawing: String) -> Self {
        Self { message: message.into(), drawing }
    }

    /// Lines that show more of it; mostly none.
    pub(crate) fn drawing(&self) -> &str {
        &self.drawing
    }

    /// `cannot read input/leto.yaml: no such file or directory`
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let reason = error.to_string();
        let reason = reason.split(" (os error").next().unwrap_or_default().to_lowercase();
        Self::new(format!("cannot {verb} {}: {reason}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

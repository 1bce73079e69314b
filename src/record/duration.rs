//! A playing time.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A playing time in whole seconds, written `3:20` or `1:02:45`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration {
    /// The whole time.
    pub seconds: u32,
}

impl FromStr for Duration {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
        let seconds = match parts.as_deref() {
            Some([minutes @ 0..=999, seconds @ 0..=59]) => minutes * 60 + seconds,
            Some([hours @ 0..=99, minutes @ 0..=59, seconds @ 0..=59]) => hours * 3600 + minutes * 60 + seconds,
            _ => return Err("a duration is minutes and seconds, such as 3:20"),
        };
        Ok(Self { seconds })
    }
}

impl TryFrom<String> for Duration {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Duration> for String {
    fn from(duration: Duration) -> Self {
        duration.to_string()
    }
}

/// `3:20` under an hour, `1:02:45` from there on.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        match hours {
            0 => write!(f, "{minutes}:{seconds:02}"),
            _ => write!(f, "{hours}:{minutes:02}:{seconds:02}"),
        }
    }
}

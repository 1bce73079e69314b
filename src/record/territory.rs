//! A country as catalogs name it.
use crate::record::leaf::leaf;
use std::{fmt, str::FromStr};

/// Two letters of ISO 3166-1, or `XK`; the release schema holds the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Territory([u8; 2]);

impl Territory {
    /// The two letters.
    ///
    /// # Panics
    ///
    /// Never: it is made of two capital letters only.
    #[must_use]
    pub fn code(&self) -> &str {
        str::from_utf8(&self.0).expect("a territory holds two capital letters")
    }
}

impl FromStr for Territory {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            &[first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Self([first, second])),
            _ => Err("a territory is two capital letters"),
        }
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

leaf!(Territory);

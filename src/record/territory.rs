//! A country as catalogs name it.
use serde::{Deserialize, Serialize};

/// Two letters of ISO 3166-1, or `XK`; the release schema holds the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
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

impl TryFrom<String> for Territory {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_bytes() {
            &[first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Self([first, second])),
            _ => Err("a territory is two capital letters"),
        }
    }
}

impl From<Territory> for String {
    fn from(territory: Territory) -> Self {
        territory.code().to_owned()
    }
}

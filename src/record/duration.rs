//! A playing time.
use crate::{digits, record::leaf::leaf};
use std::{fmt, str::FromStr};

/// A playing time in whole seconds, written `3:20` or `1:02:45`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    /// The whole time.
    pub seconds: u32,
}

impl FromStr for Duration {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.as_bytes().split(|byte| *byte == b':').map(number);
        let seconds = match [parts.next(), parts.next(), parts.next(), parts.next()] {
            [Some(Some(minutes @ 0..=999)), Some(Some(seconds @ 0..=59)), None, None] => minutes * 60 + seconds,
            [Some(Some(hours @ 0..=99)), Some(Some(minutes @ 0..=59)), Some(Some(seconds @ 0..=59)), None] => {
                hours * 3600 + minutes * 60 + seconds
            }
            _ => return Err("a duration is minutes and seconds, such as 3:20"),
        };
        Ok(Self { seconds })
    }
}

leaf!(Duration);

/// The number of some digits; a very large one for very many of them.
fn number(digits: &[u8]) -> Option<u32> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let add = |number: u32, byte: &u8| Some(number.saturating_mul(10).saturating_add(digit(*byte)?));
    if digits.is_empty() { None } else { digits.iter().try_fold(0, add) }
}

impl Duration {
    /// Writes `3:20` under an hour, `1:02:45` from there on.
    pub(crate) fn write(self, out: &mut impl fmt::Write) -> fmt::Result {
        let (hours, minutes, seconds) = (self.seconds / 3600, self.seconds / 60 % 60, self.seconds % 60);
        if hours > 0 {
            digits::write(hours, 1, out)?;
            out.write_char(':')?;
        }
        digits::write(minutes, if hours > 0 { 2 } else { 1 }, out)?;
        out.write_char(':')?;
        digits::write(seconds, 2, out)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

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
        const REFUSED: &str = "a duration is minutes and seconds, such as 3:20";
        let (mut parts, mut last, mut has_digit) = ([0_u32; 3], 0, false);
        for byte in text.bytes() {
            match byte {
                // A very large number for very many digits.
                b'0'..=b'9' => {
                    parts[last] = parts[last].saturating_mul(10).saturating_add(u32::from(byte - b'0'));
                    has_digit = true;
                }
                b':' if has_digit && last + 1 < parts.len() => (last, has_digit) = (last + 1, false),
                _ => return Err(REFUSED),
            }
        }
        let seconds = match (last, parts) {
            (1, [minutes @ 0..=999, seconds @ 0..=59, _]) if has_digit => minutes * 60 + seconds,
            (2, [hours @ 0..=99, minutes @ 0..=59, seconds @ 0..=59]) if has_digit => {
                hours * 3600 + minutes * 60 + seconds
            }
            _ => return Err(REFUSED),
        };
        Ok(Self { seconds })
    }
}

leaf!(Duration);

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

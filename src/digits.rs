//! Numbers in decimal digits, where there are very many of them: an export of a catalog has some for each track.
use std::fmt::{self, Write};

/// Writes a number, with zeros in front of it up to so many digits. Most have two at most.
#[inline]
pub(crate) fn write(number: u32, least: u32, out: &mut impl Write) -> fmt::Result {
    if number >= 100 || least > 2 {
        write_many(number / 100, least.saturating_sub(2), out)?;
    }
    let digit = |number: u32| char::from(b'0' + (number % 10) as u8);
    if number >= 10 || least > 1 {
        out.write_char(digit(number / 10))?;
    }
    out.write_char(digit(number))
}

/// The same, apart from it: what calls itself is not put in where it is called.
fn write_many(number: u32, least: u32, out: &mut impl Write) -> fmt::Result {
    write(number, least, out)
}

/// Bytes that texts are written to.
pub(crate) struct Bytes<'b>(pub(crate) &'b mut Vec<u8>);

impl Write for Bytes<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }

    #[inline]
    fn write_char(&mut self, sign: char) -> fmt::Result {
        match u8::try_from(sign) {
            Ok(byte) if byte.is_ascii() => self.0.push(byte),
            _ => self.write_str(sign.encode_utf8(&mut [0; 4]))?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, write};

    #[test]
    fn digits_are_those_of_the_standard_library() {
        for number in [0, 1, 9, 10, 99, 100, 101, 999, 1000, 1979, 10_000, 123_456, u32::MAX] {
            for least in 0..7 {
                let mut bytes = Vec::new();
                write(number, least, &mut Bytes(&mut bytes)).expect("it is written to memory");
                assert_eq!(bytes, format!("{number:0least$}", least = least as usize).into_bytes());
            }
        }
    }
}

//! The arithmetic of check digits.

/// The check digit of a barcode: digits weigh 3 and 1 in turn from the right, the sum goes to the next ten
/// (GS1 General Specifications, check digit calculation).
pub(crate) fn mod_10(body: &[u8]) -> u8 {
    let weights = [3, 1].into_iter().cycle();
    let sum: u32 = body.iter().rev().zip(weights).map(|(sign, weight)| weight * value(*sign)).sum();
    to_ten(sum)
}

/// The check digit of a work (ISO 15707): each digit weighs its place from 1, the `T` counts 1.
pub(crate) fn iswc(body: &[u8]) -> u8 {
    to_ten(1 + placed(body))
}

/// The check digit of an IPI base number: as that of a work, the `I` counts 2. No public text says so; it is right for the number
/// that is published.
pub(crate) fn ipi_base(body: &[u8]) -> u8 {
    to_ten(2 + placed(body))
}

/// The two check digits of an IPI name number: nine digits weigh 10 to 2, mod 101. No public text says so; it is right for all
/// numbers that are published.
pub(crate) fn ipi_name(body: &[u8]) -> [u8; 2] {
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(sign, weight)| weight * value(*sign)).sum();
    let check = (101 - sum % 101) % 101;
    // A hundred has no two digits; such a number is not given out.
    [ascii(check / 10 % 10), ascii(check % 10)]
}

/// The check character of fifteen digits (ISO 7064, MOD 11-2); ten is an `X`.
pub(crate) fn mod_11_2(body: &[u8]) -> u8 {
    let rest = body.iter().fold(0, |rest, sign| 2 * (rest + value(*sign)) % 11);
    match (12 - rest) % 11 {
        10 => b'X',
        digit => ascii(digit),
    }
}

/// The check character of letters and digits (ISO 7064, MOD 37,36).
pub(crate) fn mod_37_36(body: &[u8]) -> u8 {
    let rest = body.iter().fold(36, |rest, sign| {
        let sum = (rest + value(*sign)) % 36;
        2 * (if sum == 0 { 36 } else { sum }) % 37
    });
    ascii((37 - rest) % 36)
}

/// Whether the last sign is the one that the others call for; if not, which that is.
pub(crate) fn check(signs: &[u8], due: fn(&[u8]) -> u8) -> Result<(), char> {
    let Some((last, body)) = signs.split_last() else { return Ok(()) };
    let due = due(body);
    if due == *last { Ok(()) } else { Err(char::from(due)) }
}

fn placed(body: &[u8]) -> u32 {
    body.iter().zip(1..).map(|(sign, place)| place * value(*sign)).sum()
}

fn to_ten(sum: u32) -> u8 {
    ascii((10 - sum % 10) % 10)
}

/// 0 to 9, then A is 10 and Z is 35.
fn value(sign: u8) -> u32 {
    u32::from(VALUES[usize::from(sign)])
}

static VALUES: [u8; 256] = {
    let mut values = [0; 256];
    let mut sign = 0_u8;
    while sign < 128 {
        values[sign as usize] = match sign {
            b'0'..=b'9' => sign - b'0',
            b'A'..=b'Z' => sign - b'A' + 10,
            b'a'..=b'z' => sign - b'a' + 10,
            _ => 0,
        };
        sign += 1;
    }
    values
};

fn ascii(value: u32) -> u8 {
    char::from_digit(value, 36).map_or(b'0', |sign| sign.to_ascii_uppercase() as u8)
}

#[cfg(test)]
mod tests {
    use super::{check, ipi_base, ipi_name, iswc, mod_10, mod_11_2, mod_37_36};

    #[test]
    fn each_published_number_ends_in_its_check_digit() {
        for (signs, due) in [
            ("07642357", mod_10 as fn(&[u8]) -> u8),
            ("718752155427", mod_10),
            ("4050538793819", mod_10),
            ("07875354382095", mod_10),
            ("0345246801", iswc),
            ("0000000010", iswc),
            ("0010681306", ipi_base),
            ("000000012281955X", mod_11_2),
            ("0000000106750994", mod_11_2),
            ("A12425GABC1234002M", mod_37_36),
            ("A10302B00033760393", mod_37_36),
            ("PADPIDA2014122301Q", mod_37_36),
        ] {
            assert_eq!(check(signs.as_bytes(), due), Ok(()), "{signs}");
        }
    }

    #[test]
    fn a_wrong_check_digit_says_what_is_due() {
        assert_eq!(check(b"5901234123458", mod_10), Err('7'));
        assert_eq!(check(b"000000011111955X", mod_11_2), Err('8'));
        assert_eq!(check(b"A1UCASE0000000001X", mod_37_36), Err('B'));
        assert_eq!(check(b"", mod_10), Ok(()));
    }

    #[test]
    fn ipi_name_numbers_end_in_two_check_digits() {
        assert_eq!(&ipi_name(b"000141073"), b"38");
        assert_eq!(&ipi_name(b"000000073"), b"74");
        assert_eq!(&ipi_name(b"000000000"), b"00");
    }
}

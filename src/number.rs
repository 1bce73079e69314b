//! Which plain scalars are not text in YAML 1.2 (the core schema, 10.3.2), and what numbers are worth.
use crate::tape::Kind;
use serde_json::Number;

/// What a plain scalar is.
pub(crate) fn kind(text: &str) -> Kind {
    match text.as_bytes() {
        [] => Kind::Null,
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => number_kind(text),
        _ => word_kind(text),
    }
}

/// Whether a plain scalar may be something else than text, by its first byte and its length. Most are not.
pub(crate) const fn may_be_other(text: &[u8]) -> bool {
    match text {
        [] => true,
        [first, ..] => text.len() <= LONGEST_OTHER[*first as usize],
    }
}

/// How long a scalar may be that begins with this byte and is something else than text. It is a table: what titles begin with cannot
/// be foretold.
const LONGEST_OTHER: [usize; 256] = {
    let mut longest = [0; 256];
    let mut byte = 0;
    while byte < longest.len() {
        longest[byte] = match byte as u8 {
            b'0'..=b'9' | b'+' | b'-' | b'.' => usize::MAX,
            // `false` is the longest word that is none.
            b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' => 5,
            _ => 0,
        };
        byte += 1;
    }
    longest
};

fn word_kind(text: &str) -> Kind {
    match text {
        "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ => Kind::Text,
    }
}

fn number_kind(text: &str) -> Kind {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kind::Int;
    }
    let digits = |text: &str, radix: u32| !text.is_empty() && text.chars().all(|digit| digit.is_digit(radix));
    if let Some(hex) = text.strip_prefix("0x") {
        return if digits(hex, 16) { Kind::Int } else { Kind::Text };
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return if digits(octal, 8) { Kind::Int } else { Kind::Text };
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits(unsigned, 10) {
        return Kind::Int;
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Kind::Float;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['-', '+']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let empty_or_digits = |text: &str| text.is_empty() || digits(text, 10);
    let sound = empty_or_digits(whole)
        && empty_or_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| digits(exponent, 10));
    if sound { Kind::Float } else { Kind::Text }
}

/// The number that a scalar of kind `Int` or `Float` is; none where JSON has none (`.inf`, `.nan`, `1e400`).
pub(crate) fn value(text: &str) -> Option<Number> {
    let (radix, digits) = match text.as_bytes() {
        [b'0', b'x', ..] => (16, &text[2..]),
        [b'0', b'o', ..] => (8, &text[2..]),
        _ => (10, text.strip_prefix('+').unwrap_or(text)),
    };
    if let Ok(whole) = u64::from_str_radix(digits, radix) {
        return Some(whole.into());
    }
    if radix != 10 {
        // Beyond 64 bits: as near as a float gets.
        let digits = digits.chars().filter_map(|digit| digit.to_digit(radix));
        return Number::from_f64(digits.fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(digit)));
    }
    if let Ok(whole) = digits.parse::<i64>() {
        return Some(whole.into());
    }
    // `.5` and `1.` are numbers to Rust as well.
    digits.parse().ok().filter(|_| !digits.contains(['n', 'N'])).and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_what_the_core_schema_says() {
        for (kinds, texts) in [
            (Kind::Null, "~ null Null NULL"),
            (Kind::Bool, "true True TRUE false False FALSE"),
            (Kind::Int, "0 7 -12 +12 017 0o17 0x1F 0077778620921 123456789012345678901234567890"),
            (Kind::Float, "1.5 -.5 +1. 6.0 1e3 1E-3 .inf -.INF +.Inf .nan .NaN 1e400"),
            (
                Kind::Text,
                "NO yes off y tRue nUll 1_000 0b11 4:44 2018-11-30 1e 1.2.3 . - + -- .e3 -.nan 0x 0o 0o8 -0x1F 12:30:45 1, ２",
            ),
        ] {
            for text in texts.split(' ') {
                assert_eq!(kind(text), kinds, "{text}");
            }
        }
    }

    #[test]
    fn numbers_are_worth_what_json_can_hold() {
        for (text, worth) in [
            ("017", Some("17")),
            ("0o17", Some("15")),
            ("0x1F", Some("31")),
            ("-12", Some("-12")),
            ("+12", Some("12")),
            ("6.0", Some("6.0")),
            (".5", Some("0.5")),
            ("1.", Some("1.0")),
            ("1e3", Some("1000.0")),
            (".inf", None),
            ("-.Inf", None),
            (".nan", None),
            ("1e400", None),
            ("123456789012345678901234567890", Some("1.2345678901234568e+29")),
        ] {
            assert_eq!(value(text).map(|number| number.to_string()).as_deref(), worth, "{text}");
        }
    }
}

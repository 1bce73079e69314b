//! How a CSV is written for those who read it, and what a spreadsheet makes of a text.
use clap::ValueEnum;
use std::borrow::Cow;

/// A way to write a CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    // Exact, for programs: every text as it is
    #[default]
    Rfc4180,
    // For Excel: texts that it would run or change are guarded
    Excel,
    // The same with semicolons, where Excel has decimal commas
    ExcelSemicolon,
}

impl Dialect {
    /// What the file begins with: Excel takes it for UTF-8 only with a byte order mark.
    pub(crate) const fn mark(self) -> &'static str {
        if self.has_guards() { "\u{FEFF}" } else { "" }
    }

    pub(crate) const fn delimiter(self) -> u8 {
        if matches!(self, Self::ExcelSemicolon) { b';' } else { b',' }
    }

    /// Whether texts that a spreadsheet would run or change have a guard.
    pub(crate) const fn has_guards(self) -> bool {
        !matches!(self, Self::Rfc4180)
    }
}

/// What stands before a text that a spreadsheet would run.
const GUARD: char = '\'';
/// What stands behind a text that a spreadsheet would take for a number: it shows nothing, and makes a text of it.
const TEXT_MARK: char = '\t';

/// Whether a spreadsheet would run a text: it takes one that begins so for a formula (OWASP, CSV injection).
pub(crate) fn is_run(text: &str) -> bool {
    matches!(text.as_bytes(), [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r', ..])
}

/// The text as a spreadsheet shows it and neither runs nor changes it. One that looks guarded already gets a further guard, so
/// that [`unguarded`] gives back what it was.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    if is_run(text.trim_start_matches(GUARD)) {
        format!("{GUARD}{text}").into()
    } else if is_changed(text.trim_end_matches(TEXT_MARK)) {
        format!("{text}{TEXT_MARK}").into()
    } else {
        text.into()
    }
}

/// The text without its guard, if it has one.
pub(crate) fn unguarded(text: &str) -> &str {
    let before = text.strip_prefix(GUARD).filter(|rest| is_run(rest.trim_start_matches(GUARD)));
    let behind = || text.strip_suffix(TEXT_MARK).filter(|rest| is_changed(rest.trim_end_matches(TEXT_MARK)));
    before.or_else(behind).unwrap_or(text)
}

/// Months as spreadsheets know them in English.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The longest text without a number in front that a spreadsheet would take for something else.
const LONGEST: usize = "September 1963".len();

/// Whether a spreadsheet that opens a CSV would take a text for a number, a day, a time or yes or no: `1979`, `00123`, `3:20`,
/// `1/2`, `2E5`, `December 1963`, `true`. What it does depends on its language; these are the English ones.
pub(crate) fn is_changed(text: &str) -> bool {
    // Most texts are words, or longer than any of these.
    if let (Some(first), Some(last)) = (text.as_bytes().first(), text.as_bytes().last())
        && first.is_ascii_alphabetic()
        && (last.is_ascii_alphabetic() && text.len() > "false".len() || last.is_ascii_digit() && text.len() > LONGEST)
    {
        return false;
    }
    let text = text.trim();
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
    if !is_digit(first) && text.len() > LONGEST {
        return false;
    }
    // All of these but `true` and `false` have a number in front or behind.
    if !is_digit(first) && !is_digit(last) {
        return text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    }
    let is_number = |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_digit(first) && text.len() <= 40 {
        let digits = text.trim_end_matches('%');
        let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
        let is_plain = mantissa.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if is_plain && is_number(exponent) {
            return true;
        }
        let is_parted = [':', '/', '-', '.'].iter().any(|sign| {
            let parts = text.split(*sign);
            (2..=3).contains(&parts.clone().count()) && parts.into_iter().all(is_number)
        });
        if is_parted {
            return true;
        }
    }
    let mut words = text.split([' ', '-', '/']);
    let is_month = |word: &str| {
        let word = word.to_ascii_lowercase();
        word.len() >= 3 && MONTHS.iter().any(|month| *month == word || month[..3] == word)
    };
    match [words.next(), words.next(), words.next()] {
        [Some(one), Some(other), None] => (is_month(one) && is_number(other)) || (is_number(one) && is_month(other)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, is_changed, is_run, unguarded};

    #[test]
    fn a_guard_is_taken_away_again() {
        for (text, shown) in [
            ("=1+1", "'=1+1"),
            ("+", "'+"),
            ("-", "'-"),
            ("@home", "'@home"),
            ("\tLow Tide", "'\tLow Tide"),
            ("\rLow Tide", "'\rLow Tide"),
            ("'=1+1", "''=1+1"),
            ("''=1+1", "'''=1+1"),
            ("'", "'"),
            ("''", "''"),
            ("'Heroes'", "'Heroes'"),
            ("Low = Tide", "Low = Tide"),
            ("", ""),
            ("1979", "1979\t"),
            ("1979\t", "1979\t\t"),
            ("0077778620921", "0077778620921\t"),
            ("\t1979", "'\t1979"),
            ("'1979", "'1979"),
            ("Low Tide\t", "Low Tide\t"),
        ] {
            assert_eq!(guarded(text), shown, "{text:?}");
            assert_eq!(unguarded(shown), text, "{shown:?}");
            assert!(!is_run(&guarded(text)));
        }
    }

    #[test]
    fn what_a_spreadsheet_changes_is_known() {
        for text in
            ["1979", "00123", "3:20", "1/2", "1-2", "2E5", "50%", "1,000", "4.33", "May 5", "1-Dec", "December 1963"]
        {
            assert!(is_changed(text), "{text}");
        }
        for text in
            ["Low Tide", "4AD", "22, A Million", "1979 (Live)", "99 Luftballons", "May", "", "May I", "7 Seconds"]
        {
            assert!(!is_changed(text), "{text}");
        }
        for text in ["TRUE", " false ", "September 1963", " September 1963 "] {
            assert!(is_changed(text), "{text:?}");
        }
        assert!(!is_changed("Septembers 1963") && !is_changed("Falsehood"));
    }
}

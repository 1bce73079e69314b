//! The forms of texts in a message: whether a text is a number, a time, a day … as XML Schema has it.
use super::grammar::Form;
use crate::record::date::PartialDate;

/// Whether a text has that form; codes are looked up elsewhere.
pub(crate) fn fits(form: Form, text: &str) -> bool {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r']);
    match form {
        Form::Any | Form::Codes(_) => true,
        Form::Boolean => ["true", "false", "1", "0"].contains(&trimmed),
        Form::Integer => is_digits(unsigned(trimmed)),
        Form::Decimal => is_decimal(unsigned(trimmed)),
        Form::Duration => seconds(trimmed).is_some(),
        Form::DateTime => time(trimmed).is_some(),
        Form::Year => is_year(trimmed),
        Form::Date => has_date_form(text),
        Form::Language => is_language(text),
        Form::Pair => text.split_once(',').is_some_and(|(one, other)| is_digits(one) && is_digits(other)),
        Form::Dpid => text
            .strip_prefix("PADPIDA")
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        Form::Ipi => text.len() == 11 && is_digits(text),
        Form::Anchor(sign) | Form::Link(sign) => is_reference(trimmed, sign),
        Form::Word(word) => text == word,
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !(whole.is_empty() && part.is_empty()) && text != "." && all_digits(whole) && all_digits(part) && !text.is_empty()
}

fn is_reference(text: &str, sign: char) -> bool {
    let rest = text.strip_prefix(sign).unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

/// `2018`, perhaps with a zone.
fn is_year(text: &str) -> bool {
    let (text, zone) = zoned(text.strip_prefix('-').unwrap_or(text));
    let is_four = text.len() == 4 || (text.len() > 4 && !text.starts_with('0'));
    zone.is_some() && is_four && is_digits(text)
}

/// `2018`, `2018-11` or `2018-11-30`; the calendar is not asked.
fn has_date_form(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) && text.split('-').all(is_digits)
}

/// `en`, `zh-Hant`, `pt-BR`, `sl-Latn-IT-nedis`: a language, then perhaps a script, a country and a variant.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let is_letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_first = parts.next().is_some_and(|part| is_letters(part) && matches!(part.len(), 2 | 3));
    let is_country = |part: &str| (part.len() == 2 && is_letters(part)) || (part.len() == 3 && is_digits(part));
    let is_variant = |part: &str| {
        part.len() >= 5
            && part.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    // A script may be any letters, so a country of two letters fits there too.
    let rest: Vec<&str> = parts.collect();
    let tail = |rest: &[&str]| match rest {
        [] => true,
        [one] => is_country(one) || is_variant(one),
        [one, other] => is_country(one) && is_variant(other),
        _ => false,
    };
    is_first && (tail(&rest) || rest.split_first().is_some_and(|(first, rest)| is_letters(first) && tail(rest)))
}

/// How long a playing time is: `PT3M20S`; nothing, if the text is none. Years and months have no fixed length and count as 0.
pub(crate) fn seconds(text: &str) -> Option<f64> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let text = text.strip_prefix('P')?;
    let (days, times) = text.split_once('T').map_or((text, None), |(days, times)| (days, Some(times)));
    if times == Some("") || text.is_empty() {
        return None;
    }
    let sum = units(days, &[('Y', 0.0), ('M', 0.0), ('D', 86400.0)])?;
    Some(sign * (sum + units(times.unwrap_or_default(), &[('H', 3600.0), ('M', 60.0), ('S', 1.0)])?))
}

/// Numbers with their units, each unit at most once and in that order.
fn units(mut text: &str, mut units: &[(char, f64)]) -> Option<f64> {
    let mut sum = 0.0;
    while !text.is_empty() {
        let end = text.find(|sign: char| sign.is_ascii_alphabetic())?;
        let sign = text[end..].chars().next()?;
        let at = units.iter().position(|(unit, _)| *unit == sign)?;
        let number = &text[..end];
        let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
        if !is_digits(whole) || part.is_some_and(|part| sign != 'S' || !is_digits(part)) {
            return None;
        }
        sum += number.parse::<f64>().ok()? * units[at].1;
        (text, units) = (&text[end + 1..], &units[at + 1..]);
    }
    Some(sum)
}

/// A day and a time of day, and whether it says in which zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    pub(crate) has_zone: bool,
    /// Whether the calendar has the day, and the day the time.
    pub(crate) is_real: bool,
}

/// `2018-11-15T09:00:00Z`; nothing, if the text is no such thing. A day that no calendar has is told apart.
pub(crate) fn time(text: &str) -> Option<Time> {
    let text = text.trim_matches([' ', '\t', '\n', '\r']);
    let (day, time) = text.split_once('T')?;
    let day = day.strip_prefix('-').unwrap_or(day);
    let (time, zone) = zoned(time);
    let zone = zone?;
    let (clock, part) = time.split_once('.').map_or((time, None), |(clock, part)| (clock, Some(part)));
    let numbers: Vec<u32> = clock
        .split(':')
        .filter(|part| part.len() == 2 && is_digits(part))
        .filter_map(|part| part.parse().ok())
        .collect();
    let [hours, minutes, seconds] = numbers[..] else { return None };
    if clock.len() != 8 || part.is_some_and(|part| !is_digits(part)) {
        return None;
    }
    let fields: Vec<&str> = day.split('-').collect();
    let [year, month, date] = fields[..] else { return None };
    let has_form = year.len() >= 4 && month.len() == 2 && date.len() == 2 && fields.iter().all(|part| is_digits(part));
    let in_range = |part: &str, most: u8| part.parse::<u8>().is_ok_and(|number| (1..=most).contains(&number));
    let is_last = (hours, minutes, seconds) == (24, 0, 0);
    if !has_form
        || !in_range(month, 12)
        || !in_range(date, 31)
        || !(is_last || (hours < 24 && minutes < 60 && seconds < 60))
    {
        return None;
    }
    let is_real = year.len() > 4 || day.parse::<PartialDate>().is_ok();
    Some(Time { has_zone: zone, is_real })
}

/// A text without its zone, and whether it has one; nothing for the zone, if it is none.
fn zoned(text: &str) -> (&str, Option<bool>) {
    if let Some(text) = text.strip_suffix('Z') {
        return (text, Some(true));
    }
    let Some(at) = text.rfind(['+', '-']) else { return (text, Some(false)) };
    let zone = &text[at + 1..];
    let is_zone = zone.split_once(':').is_some_and(|(hours, minutes)| {
        let number = |part: &str| (part.len() == 2 && is_digits(part)).then(|| part.parse::<u8>().ok()).flatten();
        match (number(hours), number(minutes)) {
            (Some(hours), Some(minutes)) => (hours < 14 && minutes < 60) || (hours, minutes) == (14, 0),
            _ => false,
        }
    });
    (&text[..at], is_zone.then_some(true))
}

/// What a text of that form looks like.
pub(crate) fn described(form: Form) -> String {
    match form {
        Form::Any | Form::Codes(_) => "a text".to_owned(),
        Form::Boolean => "`true` or `false`".to_owned(),
        Form::Integer => "a whole number".to_owned(),
        Form::Decimal => "a number".to_owned(),
        Form::Duration => "a playing time such as `PT3M20S`".to_owned(),
        Form::DateTime => "a day and a time such as `2018-11-15T09:00:00Z`".to_owned(),
        Form::Year => "a year such as `2018`".to_owned(),
        Form::Date => "a date such as `2018-11-30`".to_owned(),
        Form::Language => "a language such as `en` or `ru-Cyrl`".to_owned(),
        Form::Pair => "two whole numbers with a comma between".to_owned(),
        Form::Dpid => "a DDEX party id such as `PADPIDA2014120301U`".to_owned(),
        Form::Ipi => "an IPI name number of eleven digits".to_owned(),
        Form::Anchor(sign) | Form::Link(sign) => format!("a reference such as `{sign}1`"),
        Form::Word(word) => format!("`{word}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, fits, seconds};

    #[test]
    fn forms_are_those_of_xml_schema() {
        let cases: &[(Form, &[&str], &[&str])] = &[
            (Form::Boolean, &["true", " 0 "], &["TRUE", "yes", ""]),
            (Form::Integer, &["1", "-3", "+7", " 4\n"], &["1.0", "", "-", "one"]),
            (Form::Decimal, &["44.1", "-1", ".5", "1."], &["44,1", "", ".", "1e3"]),
            (
                Form::Duration,
                &["PT3M20S", "P1D", "PT3M20.5S", "-PT1H", "P1Y2M"],
                &["3:20", "P", "PT", "P1DT", "PT1.5M", "PT20S3M", "P1S", ""],
            ),
            (
                Form::DateTime,
                &["2018-11-15T09:00:00Z", "2018-11-15T09:00:00", "2018-02-30T24:00:00.000+14:00"],
                &[
                    "2018-11-15",
                    "2018-13-15T09:00:00",
                    "2018-11-15T24:01:00",
                    "2018-11-15T09:00:00+15:00",
                    "2018-11-15 09:00:00",
                    "",
                ],
            ),
            (Form::Year, &["2018", "-0044", "2018Z", "12018"], &["18", "2018-11", "02018", ""]),
            (Form::Date, &["2018", "2018-11", "2018-02-30"], &["2018-1", "30/11/2018", "2018-11-30-1", " 2018", ""]),
            (
                Form::Language,
                &["en", "ru-Cyrl", "pt-BR", "es-419", "zh-Hant-TW", "sl-nedis", "fra"],
                &["e", "english", "en-", "en_GB", ""],
            ),
            (Form::Pair, &["1,2"], &["1", "1,", "1,2,3"]),
            (Form::Dpid, &["PADPIDA2014120301U"], &["PADPIDA", "PA-DPIDA-2014120301-U"]),
            (Form::Ipi, &["00045620792"], &["45620792", "0004562079X"]),
            (Form::Link('P'), &["P1", "P_a-b"], &["P", "A1", "1", ""]),
        ];
        for (form, right, wrong) in cases {
            for text in *right {
                assert!(fits(*form, text), "{form:?}: {text}");
            }
            for text in *wrong {
                assert!(!fits(*form, text), "{form:?}: {text}");
            }
        }
        assert_eq!(seconds("PT1H3M20.5S"), Some(3800.5));
    }
}

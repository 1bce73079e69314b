//! What is wrong with a date that is none.
use super::{DATE_FORM, IMPOSSIBLE_DATE, INCOMPLETE_DATE};
use crate::{record::date::Date, rule::Rule};

/// A fault of a date: the rule, what is wrong, what can be done.
pub(super) struct DateFault {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) help: String,
    /// What to write, and whether nothing else can be meant.
    pub(super) instead: Option<(String, bool)>,
}

impl DateFault {
    /// Nothing else can be meant; a year that no record is from is a slip itself.
    fn surely(mut self, date: &impl ToString, year: u16) -> Self {
        self.instead = (1877..2200).contains(&year).then(|| (date.to_string(), true));
        self
    }

    fn perhaps(mut self, date: Date) -> Self {
        self.instead = Some((date.to_string(), false));
        self
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Looks at what was written. A `partial` date may be a year, or a year and a month.
pub(super) fn fault(text: &str, partial: bool) -> DateFault {
    if text.trim().is_empty() {
        return new(&DATE_FORM, "the date is empty".to_owned(), WRITE_ONE.to_owned());
    }
    if let Some(date) = text.trim().parse::<Date>().ok().filter(|_| text.trim() != text) {
        return new(&DATE_FORM, "there is a blank beside the date".to_owned(), format!("write `{date}`"))
            .surely(&date, date.year());
    }
    let text = text.trim();
    let numbers: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let values: Vec<u16> = numbers.iter().filter_map(|part| part.parse().ok()).collect();
    let is_year = |at: usize| numbers[at].len() == 4;
    match values[..] {
        _ if !numbers.iter().all(is_number) => in_words(text, partial),
        _ if text.len() == 8 && numbers.len() == 1 => in_a_row(text),
        [year, month, day] if is_year(0) => year_first(text, year, month, day),
        [first, second, year] if is_year(2) => year_last(text, first, second, year),
        [year, month] if is_year(0) && partial => year_and_month(text, year, month),
        [month, year] if is_year(1) && partial => year_and_month(text, year, month),
        [_] if is_year(0) => incomplete(text, "no month and no day"),
        [_, _] if is_year(0) || is_year(1) => incomplete(text, "no day"),
        _ => form(text, partial),
    }
}

const WRITE_ONE: &str = "write year, month, day, such as `2018-11-30`";

fn new(rule: &'static Rule, message: String, help: String) -> DateFault {
    DateFault { rule, message, help, instead: None }
}

/// `20181130`
fn in_a_row(text: &str) -> DateFault {
    let day = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
    day.parse::<Date>().map_or_else(|_| form(text, false), |date| rewrite(text, date))
}

fn year_and_month(text: &str, year: u16, month: u16) -> DateFault {
    if date(year, month, 1).is_none() {
        return no_month(month);
    }
    let due = format!("{year:04}-{month:02}");
    new(&DATE_FORM, format!("`{text}` is not written as year and month"), format!("write `{due}`")).surely(&due, year)
}

fn year_first(text: &str, year: u16, month: u16, day: u16) -> DateFault {
    match (date(year, month, day), date(year, day, month)) {
        (Some(date), _) => rewrite(text, date),
        (None, Some(date)) if month > 12 => new(
            &IMPOSSIBLE_DATE,
            format!("there is no month {month}"),
            format!("write `{date}`, if month and day have changed places"),
        )
        .perhaps(date),
        _ => impossible(year, month, day),
    }
}

/// `30/11/2018` can be read by a person only: Americans write the month first.
fn year_last(text: &str, first: u16, second: u16, year: u16) -> DateFault {
    match (date(year, second, first), date(year, first, second)) {
        (Some(date), Some(other)) if date != other => new(
            &DATE_FORM,
            format!("`{text}` can be read in two ways"),
            format!("write `{date}` if the day comes first in it, `{other}` if the month does"),
        ),
        (Some(date), _) | (_, Some(date)) => new(
            &DATE_FORM,
            format!("`{text}` is not written as year, month, day"),
            format!("write `{date}`, if that is the day"),
        )
        .surely(&date, date.year()),
        _ if second > 12 && first <= 12 => impossible(year, first, second),
        _ => impossible(year, second, first),
    }
}

/// `30 November 2018`, `Nov 30, 2018`, a date with a time, or no date at all.
fn in_words(text: &str, partial: bool) -> DateFault {
    if let Some(date) = text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        return new(&DATE_FORM, format!("`{text}` is more than a day"), format!("write `{date}`")).perhaps(date);
    }
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = words.iter().find_map(|word| {
        let short: String = word.chars().take(3).collect();
        let same = |month: &&str| {
            month[..3].eq_ignore_ascii_case(&short) && month.to_lowercase().starts_with(&word.to_lowercase())
        };
        MONTHS.iter().position(same)
    });
    let Some(month) = month.map(|month| month as u16 + 1) else {
        return form(text, partial);
    };
    let number = |word: &&str| word.trim_end_matches(|sign: char| sign.is_alphabetic()).parse::<u16>().ok();
    let numbers: Vec<u16> = words.iter().filter_map(number).collect();
    let year = numbers.iter().copied().find(|number| *number >= 1000);
    let day = numbers.iter().copied().find(|number| *number <= 31);
    match (year, day) {
        (Some(year), Some(day)) => {
            let mut fault = year_first(text, year, month, day);
            // More words may say more.
            fault.instead = fault.instead.filter(|_| words.len() == 3);
            fault
        }
        (Some(year), None) if partial => year_and_month(text, year, month),
        (Some(_), None) => incomplete(text, "no day"),
        (None, _) => incomplete(text, "no year"),
    }
}

fn incomplete(text: &str, missing: &str) -> DateFault {
    let help = "write the whole date, such as `2018-11-30`";
    new(&INCOMPLETE_DATE, format!("`{text}` says {missing}"), help.to_owned())
}

fn impossible(year: u16, month: u16, day: u16) -> DateFault {
    let Some(name) = (month as usize).checked_sub(1).and_then(|month| MONTHS.get(month)) else {
        return no_month(month);
    };
    let last = (28..=31).rev().find(|day| date(year, month, *day).is_some()).unwrap_or(28);
    new(&IMPOSSIBLE_DATE, format!("there is no {day} {name} {year}"), format!("write a day from 1 to {last}"))
}

fn no_month(month: u16) -> DateFault {
    new(&IMPOSSIBLE_DATE, format!("there is no month {month}"), "write a month from 01 to 12".to_owned())
}

fn rewrite(text: &str, date: Date) -> DateFault {
    new(&DATE_FORM, format!("`{text}` is not written as `YYYY-MM-DD`"), format!("write `{date}`"))
        .surely(&date, date.year())
}

fn form(text: &str, partial: bool) -> DateFault {
    let or = if partial { ", or a year alone, such as `\"1968\"`" } else { "" };
    new(&DATE_FORM, format!("`{text}` is not a date"), format!("{WRITE_ONE}{or}"))
}

fn date(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn each_way_to_miss_a_date_has_its_finding() {
        for (text, code, help) in [
            ("2018-02-30", "S009", "write a day from 1 to 28"),
            ("2016-02-30", "S009", "write a day from 1 to 29"),
            ("2018-13-01", "S009", "write `2018-01-13`, if month and day have changed places"),
            ("2018-13-32", "S009", "write a month from 01 to 12"),
            ("2018-00-01", "S009", "write a month from 01 to 12"),
            ("2018-04-31", "S009", "write a day from 1 to 30"),
            ("2018-04-0", "S009", "write a day from 1 to 30"),
            ("2018", "S010", "write the whole date, such as `2018-11-30`"),
            ("2018-11", "S010", "write the whole date, such as `2018-11-30`"),
            ("November 2018", "S010", "write the whole date, such as `2018-11-30`"),
            ("November 30", "S010", "write the whole date, such as `2018-11-30`"),
            ("2018/11/30", "S011", "write `2018-11-30`"),
            ("2018.11.30", "S011", "write `2018-11-30`"),
            ("2018-1-5", "S011", "write `2018-01-05`"),
            ("30/11/2018", "S011", "write `2018-11-30`, if that is the day"),
            ("30.11.2018", "S011", "write `2018-11-30`, if that is the day"),
            ("11/30/2018", "S011", "write `2018-11-30`, if that is the day"),
            ("03/04/2018", "S011", "write `2018-04-03` if the day comes first in it, `2018-03-04` if the month does"),
            ("04/04/2018", "S011", "write `2018-04-04`, if that is the day"),
            ("30/02/2018", "S009", "write a day from 1 to 28"),
            ("02/30/2018", "S009", "write a day from 1 to 28"),
            ("30 November 2018", "S011", "write `2018-11-30`"),
            ("Nov 30th, 2018", "S011", "write `2018-11-30`"),
            ("31 June 2018", "S009", "write a day from 1 to 30"),
            ("2018-11-30T00:01:00Z", "S011", "write `2018-11-30`"),
            ("20181130", "S011", "write `2018-11-30`"),
            (" 2018-11-30", "S011", "write `2018-11-30`"),
            ("soon", "S011", "write year, month, day, such as `2018-11-30`"),
            ("", "S011", "write year, month, day, such as `2018-11-30`"),
            ("Nové 30 2018", "S011", "write year, month, day, such as `2018-11-30`"),
        ] {
            let found = fault(text, false);
            assert_eq!((found.rule.code, found.help.as_str()), (code, help), "{text}");
        }
        for (text, code, help) in [
            ("1968-13", "S009", "write a month from 01 to 12"),
            ("1968-11-31", "S009", "write a day from 1 to 30"),
            ("1968/11", "S011", "write `1968-11`"),
            ("1968-1", "S011", "write `1968-01`"),
            ("11/1968", "S011", "write `1968-11`"),
            ("November 1968", "S011", "write `1968-11`"),
            ("68", "S011", "write year, month, day, such as `2018-11-30`, or a year alone, such as `\"1968\"`"),
        ] {
            let found = fault(text, true);
            assert_eq!((found.rule.code, found.help.as_str()), (code, help), "{text}");
        }
    }

    #[test]
    fn a_date_with_one_reading_is_mended() {
        let instead = |text, partial| fault(text, partial).instead;
        for (text, due) in [
            ("30/11/2018", "2018-11-30"),
            ("11/30/2018", "2018-11-30"),
            ("30.11.2018", "2018-11-30"),
            ("04/04/2018", "2018-04-04"),
            ("2018-11-3", "2018-11-03"),
            ("2018/11/30", "2018-11-30"),
            ("30 November 2018", "2018-11-30"),
            ("Nov 30th, 2018", "2018-11-30"),
            ("20181130", "2018-11-30"),
            (" 2018-11-30", "2018-11-30"),
        ] {
            assert_eq!(instead(text, false), Some((due.to_owned(), true)), "{text}");
        }
        assert_eq!(instead("November 1968", true), Some(("1968-11".to_owned(), true)));
        for (text, due) in [("2018-30-11", "2018-11-30"), ("2018-11-30T00:01:00Z", "2018-11-30")] {
            assert_eq!(instead(text, false), Some((due.to_owned(), false)), "{text}");
        }
        for text in [
            "03/04/2018",
            "30 November",
            "30 Nov 99",
            "3 or 4 November 2018",
            "2018-11",
            "30/11/18",
            "30/11/0018",
            "soon",
        ] {
            assert_eq!(instead(text, false), None, "{text}");
        }
    }
}

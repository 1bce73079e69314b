//! What is wrong with a date that is none.
use super::{DATE_FORM, IMPOSSIBLE_DATE, INCOMPLETE_DATE};
use crate::{record::date::Date, rule::Rule};

/// A fault of a date: the rule, what is wrong, what can be done.
pub(super) struct DateFault {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) help: String,
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
    let text = text.trim();
    let numbers: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
    let digits = numbers
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let values: Vec<u16> = numbers.iter().filter_map(|part| part.parse().ok()).collect();
    match values[..] {
        _ if !digits => in_words(text),
        [year, month, day] if numbers[0].len() == 4 => year_first(text, year, month, day),
        [first, second, year] if numbers[2].len() == 4 => year_last(text, first, second, year),
        [_, month] if numbers[0].len() == 4 && partial => no_month(month),
        [_] | [_, _] if numbers.iter().any(|part| part.len() == 4) => incomplete(text, numbers.len()),
        _ => form(text),
    }
}

fn year_first(text: &str, year: u16, month: u16, day: u16) -> DateFault {
    match date(year, month, day) {
        Some(date) => rewrite(text, date),
        None => impossible(year, month, day),
    }
}

/// `30/11/2018` can be read by a person only: Americans write the month first.
fn year_last(text: &str, first: u16, second: u16, year: u16) -> DateFault {
    let message = format!("`{text}` can be read in two ways: a date is year, month, day");
    match (date(year, second, first), date(year, first, second)) {
        (Some(date), Some(other)) if date != other => DateFault {
            rule: &DATE_FORM,
            message,
            help: format!("write `{date}` if the day comes first in it, `{other}` if the month does"),
        },
        (Some(date), _) | (_, Some(date)) => DateFault {
            rule: &DATE_FORM,
            message: format!("`{text}` is not written as year, month, day"),
            help: format!("write `{date}`, if that is the day"),
        },
        _ if second > 12 && first <= 12 => impossible(year, first, second),
        _ => impossible(year, second, first),
    }
}

/// `30 November 2018`, `Nov 30, 2018`, a date with a time, or no date at all.
fn in_words(text: &str) -> DateFault {
    if let Some(date) = text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        return DateFault {
            rule: &DATE_FORM,
            message: format!("`{text}` is more than a day"),
            help: format!("write `{date}`"),
        };
    }
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = words.iter().find_map(|word| {
        let short: String = word.chars().take(3).collect();
        let same = |month: &&str| {
            month[..3].eq_ignore_ascii_case(&short) && month.to_lowercase().starts_with(&word.to_lowercase())
        };
        MONTHS.iter().position(same)
    });
    let Some(month) = month else { return form(text) };
    let number = |word: &&str| word.trim_end_matches(|sign: char| sign.is_alphabetic()).parse::<u16>().ok();
    let numbers: Vec<u16> = words.iter().filter_map(number).collect();
    let year = numbers.iter().copied().find(|number| *number > 31);
    let day = numbers.iter().copied().find(|number| *number <= 31);
    match (year, day) {
        (Some(year), Some(day)) => year_first(text, year, month as u16 + 1, day),
        (None, Some(_)) => DateFault {
            rule: &INCOMPLETE_DATE,
            message: format!("`{text}` says no year"),
            help: "write the whole date, such as `2018-11-30`".to_owned(),
        },
        _ => incomplete(text, 2),
    }
}

fn incomplete(text: &str, parts: usize) -> DateFault {
    let missing = if parts == 1 { "no month and no day" } else { "no day" };
    DateFault {
        rule: &INCOMPLETE_DATE,
        message: format!("`{text}` says {missing}"),
        help: "write the whole date, such as `2018-11-30`".to_owned(),
    }
}

fn impossible(year: u16, month: u16, day: u16) -> DateFault {
    let Some(name) = (month as usize).checked_sub(1).and_then(|month| MONTHS.get(month)) else {
        return no_month(month);
    };
    let last = (28..=31).rev().find(|day| date(year, month, *day).is_some()).unwrap_or(28);
    DateFault {
        rule: &IMPOSSIBLE_DATE,
        message: format!("there is no {day} {name} {year}"),
        help: format!("write a day from 1 to {last}"),
    }
}

fn no_month(month: u16) -> DateFault {
    DateFault {
        rule: &IMPOSSIBLE_DATE,
        message: format!("there is no month {month}"),
        help: "write year, month, day, such as `2018-11-30`".to_owned(),
    }
}

fn rewrite(text: &str, date: Date) -> DateFault {
    DateFault {
        rule: &DATE_FORM,
        message: format!("`{text}` is not written as `YYYY-MM-DD`"),
        help: format!("write `{date}`"),
    }
}

fn form(text: &str) -> DateFault {
    DateFault {
        rule: &DATE_FORM,
        message: format!("`{text}` is not a date"),
        help: "write year, month, day, such as `2018-11-30`".to_owned(),
    }
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
            ("2018-13-01", "S009", "write year, month, day, such as `2018-11-30`"),
            ("2018-00-01", "S009", "write year, month, day, such as `2018-11-30`"),
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
            ("soon", "S011", "write year, month, day, such as `2018-11-30`"),
            ("", "S011", "write year, month, day, such as `2018-11-30`"),
            ("Nové 30 2018", "S011", "write year, month, day, such as `2018-11-30`"),
        ] {
            let found = fault(text, false);
            assert_eq!((found.rule.code, found.help.as_str()), (code, help), "{text}");
        }
        assert_eq!(fault("1968-13", true).rule.code, "S009");
        assert_eq!(fault("1968-11-31", true).rule.code, "S009");
    }
}

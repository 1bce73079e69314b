//! Days, and dates that are not known to the day.
use crate::{digits, record::leaf::leaf};
use jiff::civil;
use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

/// A day of the Gregorian calendar, written `2018-11-30`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// The day, if there is one.
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day that a spreadsheet counts so: from 30 December 1899, if it is after February 1900.
    pub(crate) fn of_sheet(number: u32) -> Option<Self> {
        let span = jiff::Span::new().try_days(number).ok()?;
        civil::Date::constant(1899, 12, 30).checked_add(span).ok().map(Self)
    }

    /// The number of a day as spreadsheets count; none before March 1900, where they differ.
    pub(crate) fn number_on_sheet(self) -> Option<u32> {
        let zero = Self(civil::Date::constant(1899, 12, 30));
        u32::try_from(self.days_since(zero)).ok().filter(|day| *day > 60)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// How many days it is behind another; less than 0 before that one.
    #[must_use]
    pub fn days_since(self, other: Self) -> i64 {
        self.0.duration_since(other.0).as_hours() / 24
    }

    /// The name of the weekday in English.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        match self.0.weekday() {
            civil::Weekday::Monday => "Monday",
            civil::Weekday::Tuesday => "Tuesday",
            civil::Weekday::Wednesday => "Wednesday",
            civil::Weekday::Thursday => "Thursday",
            civil::Weekday::Friday => "Friday",
            civil::Weekday::Saturday => "Saturday",
            civil::Weekday::Sunday => "Sunday",
        }
    }
}

impl FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse()? {
            PartialDate { year, month: Some(month), day: Some(day) } => {
                Self::new(year, month, day).ok_or("there is no such day")
            }
            _ => Err("a date is year, month and day, such as 2018-11-30"),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        digits::write(self.year().into(), 4, f)?;
        f.write_char('-')?;
        digits::write(self.0.month().unsigned_abs().into(), 2, f)?;
        f.write_char('-')?;
        digits::write(self.0.day().unsigned_abs().into(), 2, f)
    }
}

/// A year, a month or a day, written `1968`, `1968-11` or `1968-11-22`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartialDate {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

impl PartialDate {
    /// Whether all of it lies behind the day: a year alone does not lie behind a day of that year.
    #[must_use]
    pub fn is_after(self, day: Date) -> bool {
        let key = |year: u16, month: i8, date: i8| (i32::from(year), month, date);
        let earliest = |part: Option<u8>, or: i8| part.map_or(or, |part| i8::try_from(part).unwrap_or(or));
        let month = earliest(self.month, day.0.month());
        let date = earliest(self.day, if month == day.0.month() { day.0.day() } else { 1 });
        key(self.year, month, date) > key(day.year(), day.0.month(), day.0.day())
    }
}

impl FromStr for PartialDate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "a date is year, month and day, such as 2018-11-30";
        let mut parts = text.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| FORM)
            }
            Some(_) => Err(FORM),
        };
        let year = number(4)?.ok_or(FORM)?;
        let (month, day) = (number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(FORM);
        }
        let (month, day) = (month.map(|month| month as u8), day.map(|day| day as u8));
        let real = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_some();
        real.then_some(Self { year, month, day }).ok_or("there is no such day")
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].into_iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

leaf!(Date, PartialDate);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_alone_is_not_after_a_day_of_that_year() {
        let day: Date = "2018-11-30".parse().expect("a day");
        for (original, after) in [
            ("2018", false),
            ("2019", true),
            ("2017", false),
            ("2018-11", false),
            ("2018-12", true),
            ("2018-10", false),
            ("2018-11-30", false),
            ("2018-12-01", true),
            ("2018-11-29", false),
        ] {
            let original: PartialDate = original.parse().expect("a date");
            assert_eq!(original.is_after(day), after, "{original}");
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for text in
            ["2018-02-30", "2018-13-01", "2018-00-01", "18-01-01", "2018-1-1", "2018", "2018-11-30-1", "٢٠١٨-11-30", ""]
        {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        for text in ["2016-02-29", "1999-12-31", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().expect("a day").to_string(), text);
        }
    }
}

//! How shops write days, lists, rights lines and words, and how they are read again.
use super::{Form, Part};
use crate::{
    column::{Back, Field},
    record::{Text, date::Date},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who is named among the writers without a role.
const ANY_WRITER: &str = "writer";

impl Form {
    /// The shop's word for one of ours.
    pub(super) fn word<'t>(&'t self, own: &'t str) -> &'t str {
        let found = self.words.iter().find(|(word, _)| word == own);
        found.map_or(own, |(_, word)| word.as_str())
    }

    /// Our word for one of the shop's.
    pub(super) fn own_word<'t>(&'t self, text: &'t str) -> &'t str {
        let found = self.words.iter().find(|(_, word)| word.eq_ignore_ascii_case(text.trim()));
        found.map_or(text, |(own, _)| own.as_str())
    }

    /// A day as the shop writes it.
    pub(super) fn day(&self, day: Date) -> String {
        let own = day.to_string();
        let Some(form) = &self.date else { return own };
        form.replace("YYYY", &own[..4]).replace("MM", &own[5..7]).replace("DD", &own[8..10])
    }

    /// The day that is written so.
    pub(super) fn read_day(&self, text: &str) -> Option<Date> {
        let form = self.date.as_deref().unwrap_or("YYYY-MM-DD");
        if text.len() != form.len() || !text.is_ascii() {
            return None;
        }
        let part = |name: &str| form.find(name).and_then(|at| text.get(at..at + name.len())?.parse::<u16>().ok());
        let day = Date::new(part("YYYY")?, u8::try_from(part("MM")?).ok()?, u8::try_from(part("DD")?).ok()?)?;
        (self.day(day) == text).then_some(day)
    }

    /// The entries that the shop has for one of ours, and whether they say all of it.
    pub(super) fn entries(&self, text: &str, field: &Field) -> (Vec<String>, bool) {
        if let Some(world) = &self.world {
            return self.territories(text, world);
        }
        if self.roles.is_empty() {
            return (vec![self.word(text).to_owned()], true);
        }
        let Back::Parts(parts) = field.back else { return (vec![text.to_owned()], true) };
        let value = (parts.read)(text).unwrap_or(Value::Null);
        let part = |key: &str| value.get(key).and_then(Value::as_str);
        let name = value.as_str().or_else(|| part("name")).unwrap_or_default();
        let role = part("role").unwrap_or(ANY_WRITER);
        let is_meant = self.roles.iter().any(|own| own.eq_ignore_ascii_case(role));
        (if is_meant { vec![name.to_owned()] } else { Vec::new() }, true)
    }

    /// The entry of ours for somebody who is named in the column of a role.
    pub(super) fn with_role(&self, text: &str, field: &Field) -> Text {
        match (self.roles.first(), field.back) {
            (Some(role), Back::Parts(_)) => format!("{} ({role})", text.trim()).into(),
            _ => self.own_word(text.trim()).into(),
        }
    }

    /// `FR:2018-11-30` and `BE:2018-11-30` for `2018-11-30 in FR, BE`. Where a day does not hold cannot be said so.
    fn territories(&self, text: &str, world: &str) -> (Vec<String>, bool) {
        let (day, rest) = text.split_once(' ').unwrap_or((text, ""));
        let day = day.parse().map_or_else(|_| day.to_owned(), |day| self.day(day));
        match (rest.strip_prefix("in "), rest) {
            (Some(codes), _) => (codes.split(", ").map(|code| format!("{code}:{day}")).collect(), true),
            (None, rest) => (vec![format!("{world}:{day}")], rest.is_empty()),
        }
    }

    /// The other way round: an entry for each day.
    pub(super) fn days(&self, text: &str, separator: &str) -> Vec<Text> {
        let mut days: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
        let mut others = Vec::new();
        for part in text.split(separator.trim()).map(str::trim).filter(|part| !part.is_empty()) {
            let found = part.split_once(':').and_then(|(code, day)| Some((code, self.read_day(day)?)));
            match found {
                Some((code, day)) => days.entry(day).or_default().push(code),
                None => others.push(Text::from(part)),
            }
        }
        let days = days.into_iter().map(|(day, codes)| {
            let is_world = codes.iter().any(|code| self.world.as_deref() == Some(*code));
            if is_world { day.to_string().into() } else { format!("{day} in {}", codes.join(", ")).into() }
        });
        days.chain(others).collect()
    }
}

impl Part {
    /// That part of `2018 Milan Records`.
    pub(super) fn of(self, text: &str) -> &str {
        let (year, owner) = text.split_once(' ').unwrap_or(("", text));
        match self {
            Self::Year => year,
            Self::Owner => owner,
        }
    }
}

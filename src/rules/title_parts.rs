//! V0: parts that were left in a title and have a field of their own.
use crate::{
    diagnostic::{Change, Diagnostic},
    edit::anywhere,
    record::{
        Record, Text,
        performer::{Credit, Performer},
        release::Release,
        track::Track,
    },
    rule::{Findings, Rule, rule},
    span::{Span, Spanned},
    title::{Kind, Part, has_sign, parts, parts_of_version, rest, saying, version::is_redundant},
    wording::signs::{ADDRESS, COLON, GUEST, OPENING, SET_OFF, Signs, WIDE_BRACKET},
};

pub(super) const RULES: &[Rule] = &[
    rule!("V001", "guest-in-title", Warning, Part, Proposal),
    rule!("V002", "cover-in-title", Warning, Part, Proposal),
    rule!("V003", "version-in-title", Warning, Part, Proposal),
    rule!("V004", "bonus-in-title", Warning, Part, Proposal),
    rule!("V005", "dash-in-title", Info, Part, Proposal),
    rule!("V006", "redundant-version", Warning, Part, Proposal),
];

/// Reports the parts of all titles and versions of a record; `rules` are those that may speak.
pub(super) fn check(record: &Record, rules: &[&'static Rule], found: &mut Vec<Diagnostic>) {
    let is_known = |name: &str| record.roster.as_deref().is_some_and(|roster| roster.known(name).is_some());
    let mut tell = |whole: &Whole<'_>, text: &Spanned<Text>, all: &[Part<'_>], is_version: bool| {
        for part in all {
            // A number in front of the dash is the track's, as another rule says.
            if part.kind == Kind::Dash && !text[..part.gone.start].chars().any(char::is_alphabetic) {
                continue;
            }
            let Some(rule) = rules.iter().find(|rule| rule.code == part.kind.code()) else { continue };
            let rest = rest(text, all);
            let message = saying::message(part);
            let message = if is_version { message.replacen("the title", "the version", 1) } else { message };
            let mut findings = Findings::new(rule, found);
            let finding = findings.on(text.part(part.at.clone()), message);
            finding.label(saying::label(part.kind)).help(saying::help(part, &rest));
            if !is_version && let Some(changes) = whole.changes(text, part) {
                finding.propose(changes);
            }
        }
    };
    let mut look = |whole: &Whole<'_>, signs: Signs| {
        if let Some(title) = whole.title.filter(|title| may_have_parts(title, signs)) {
            let all = parts(title, &is_known);
            if !all.is_empty() {
                tell(whole, title, &all, false);
            }
        }
        if let Some(version) = whole.version {
            let mut all = parts_of_version(version, &is_known);
            if is_redundant(version) {
                let whole = 0..version.len();
                all = vec![Part { kind: Kind::Redundant, gone: whole.clone(), at: whole, values: vec![version] }];
            }
            if !all.is_empty() {
                tell(whole, version, &all, true);
            }
        }
    };
    let release = &record.release;
    let signs = release.title.as_ref().map_or_else(Signs::default, |title| Signs::of(title));
    look(&Whole::release(release), signs);
    for (track, signs) in record.signed_tracks() {
        look(&Whole::track(release, track), signs.title);
    }
}

/// Whether a title may have parts: nearly all have nothing that sets one off, or no word that parts have.
fn may_have_parts(title: &str, signs: Signs) -> bool {
    signs.any(SET_OFF) || (signs.any(OPENING | WIDE_BRACKET | COLON | GUEST | ADDRESS) && has_sign(title))
}

/// A release or a track, as far as its title's parts have a place in it.
struct Whole<'a> {
    title: Option<&'a Spanned<Text>>,
    version: Option<&'a Spanned<Text>>,
    performers: &'a Credit,
    /// Who performs it where it does not say.
    others: &'a [Performer],
    is_bonus: bool,
    is_cover: bool,
    is_track: bool,
}

impl<'a> Whole<'a> {
    fn release(release: &'a Release) -> Self {
        Self {
            title: release.title.as_ref(),
            version: release.version.as_ref(),
            performers: &release.performers,
            others: &[],
            is_bonus: false,
            is_cover: false,
            is_track: false,
        }
    }

    fn track(release: &'a Release, track: &'a Track) -> Self {
        Self {
            title: track.title.as_ref(),
            version: track.version.as_ref(),
            performers: &track.performers,
            others: &release.performers,
            is_bonus: track.bonus.is_some(),
            is_cover: track.cover_of.is_some(),
            is_track: true,
        }
    }

    /// The title without the part, and the part in its field; none, where that field says something already.
    fn changes(&self, title: &Spanned<Text>, part: &Part<'_>) -> Option<Vec<Change>> {
        let rest = rest(title, std::slice::from_ref(part));
        if rest.is_empty() {
            return None;
        }
        let mut changes = vec![Change::Write(title.span, rest)];
        let first = part.values.first().copied();
        let field = |field, value| Change::AddField(title.span, field, value);
        match part.kind {
            Kind::Guest => changes.extend(self.guests(title.span, part, "featured")?),
            Kind::With => changes.extend(self.guests(title.span, part, "with")?),
            Kind::Cover if self.is_track && !self.is_cover => changes.push(field("cover_of", anywhere(first?))),
            Kind::Version | Kind::Dash if self.version.is_none() => changes.push(field("version", anywhere(first?))),
            Kind::Bonus if self.is_track && !self.is_bonus => changes.push(field("bonus", "true".to_owned())),
            Kind::Redundant => {}
            Kind::Cover | Kind::Version | Kind::Dash | Kind::Bonus => return None,
        }
        Some(changes)
    }

    /// The guests in the credit: behind its last entry, or in a credit of their own beside the release's performers.
    fn guests(&self, title: Span, part: &Part<'_>, role: &str) -> Option<Vec<Change>> {
        let entry = |name: &&str| format!("{{name: {}, role: {role}}}", anywhere(name));
        if part.values.is_empty() {
            return None;
        }
        if let Some(last) = self.performers.last() {
            let behind = last.name.as_ref()?.span;
            return Some(part.values.iter().map(|name| Change::AddItem(behind, entry(name))).collect());
        }
        let own = self.others.iter().filter_map(Performer::main_name).map(|name| anywhere(name));
        let all: Vec<String> = own.chain(part.values.iter().map(entry)).collect();
        self.performers
            .is_left_out()
            .then(|| vec![Change::AddField(title, "performers", format!("[{}]", all.join(", ")))])
    }
}

#[cfg(test)]
mod tests {
    use super::may_have_parts;
    use crate::{
        title::{parts, words},
        wording::{samples::mixtures, signs::Signs},
    };

    #[test]
    fn a_quick_look_passes_over_no_part() {
        for title in mixtures() {
            let found = parts(&title, &|name| name == "Kino");
            let signs = Signs::of(&title);
            assert!(found.is_empty() || may_have_parts(&title, signs), "{title:?}: {found:?}");
        }
    }

    #[test]
    fn the_signs_of_words_are_told_as_by_words() {
        for text in mixtures() {
            let slowly = words::Words::new(&text).map_or(words::Signs::MAX, |words| words.signs);
            assert_eq!(words::signs(&text) & slowly, slowly, "{text:?}");
        }
    }
}

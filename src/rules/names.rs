//! P0: what stands behind a performer's name, and who performs a single.
use crate::{
    compound::loose_end,
    diagnostic::Change,
    record::{
        Record,
        performer::{Credit, Performer, Role},
    },
    rule::{Findings, Rule, rule},
};
use std::collections::BTreeSet;

pub(super) const RULES: &[Rule] = &[
    rule!("P013", "performer-with-brackets", Warning, Record(performer_with_brackets), Proposal),
    rule!("P014", "single-performer-differs", Error, Record(single_performer_differs)),
    rule!("P015", "performer-cut-off", Error, Record(performer_cut_off), Proposal),
];

/// What a bracket behind a name says that is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    Years,
    Instrument,
    OtherName,
    Country,
}

impl Note {
    const fn help(self) -> &'static str {
        match self {
            Self::Years | Self::Country => {
                "delete the brackets: a name that two performers have is told apart in a roster"
            }
            Self::Instrument => "delete the brackets, and write what they play as a `role` in `credits`",
            Self::OtherName => "delete the brackets: other names are `aliases` in a roster",
        }
    }
}

/// A name is a name alone. With a roster, one that it does not have is reported as such.
fn performer_with_brackets(record: &Record, findings: &mut Findings) {
    if record.roster.is_some() {
        return;
    }
    for name in record.release.names() {
        let Some((before, note)) = bracket(name) else { continue };
        let what = match note {
            Note::Years => "years",
            Note::Instrument => "an instrument",
            Note::OtherName => "another name",
            Note::Country => "a country",
        };
        let at = name.part(before.len() + 1..name.len());
        findings
            .on(at, format!("`{}` has {what} behind the name", name.value))
            .help(note.help())
            .propose([Change::Write(name.span, before.to_owned())]);
    }
}

/// A name neither begins nor ends with what stands between two. With a roster, one that it does not have is reported as such.
fn performer_cut_off(record: &Record, findings: &mut Findings) {
    if record.roster.is_some() {
        return;
    }
    for name in record.release.names() {
        let Some(at) = loose_end(name) else { continue };
        let (before, behind) = (name[..at.start].trim_end(), name[at.end..].trim_start());
        let alone = if before.is_empty() { behind } else { before };
        let message = format!("`{}` has `{}`, and nobody on the other side of it", name.value, &name[at.clone()]);
        findings
            .on(name.part(at), message)
            .help(format!("write `{alone}` alone, and whoever else it is in an entry of their own"))
            .propose([Change::Write(name.span, alone.to_owned())]);
    }
}

/// The name before a bracket that ends it, and what the bracket says. Most brackets are part of the name: `Was (Not Was)`.
fn bracket(name: &str) -> Option<(&str, Note)> {
    let (before, inner) = name.strip_suffix(')')?.rsplit_once(" (")?;
    (!before.trim().is_empty()).then_some(())?;
    Some((before, note(inner)?))
}

/// Countries that people write behind a name, as codes. Codes that are also words or initials (`DJ`, `MC`, `NO`) are left out.
const COUNTRIES: &[&str] = &[
    "AU", "AUS", "BE", "BR", "CA", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "GER", "IE", "JP", "MX", "NL", "NZ", "PL",
    "RU", "SE", "SWE", "UA", "UK", "US", "USA", "U.K.", "U.S.",
];

/// Words of what somebody plays.
const INSTRUMENTS: &[&str] = &[
    "accordion",
    "alto",
    "banjo",
    "baritone",
    "bass",
    "cello",
    "clarinet",
    "conductor",
    "drums",
    "flute",
    "guitar",
    "guitars",
    "harmonica",
    "harp",
    "keyboard",
    "keyboards",
    "mezzo-soprano",
    "oboe",
    "organ",
    "percussion",
    "piano",
    "sax",
    "saxophone",
    "singer",
    "soprano",
    "synth",
    "synthesizer",
    "tenor",
    "trombone",
    "trumpet",
    "viola",
    "violin",
    "vocal",
    "vocals",
];

/// What may stand before the word for an instrument.
const KINDS: &[&str] = &["acoustic", "and", "backing", "double", "electric", "lead", "rhythm", "upright"];

fn note(inner: &str) -> Option<Note> {
    if COUNTRIES.contains(&inner) {
        return Some(Note::Country);
    }
    let small = inner.to_lowercase();
    if ["aka ", "a.k.a. ", "a.k.a ", "a/k/a "].iter().any(|word| small.starts_with(word)) {
        return Some(Note::OtherName);
    }
    if is_life(&small) {
        return Some(Note::Years);
    }
    let mut words = small.split([' ', ',', '/', '&', '+']).filter(|word| !word.is_empty()).peekable();
    let is_instrument = |word: &str| INSTRUMENTS.contains(&word);
    let all = words.clone().all(|word| is_instrument(word) || KINDS.contains(&word));
    (all && words.any(is_instrument)).then_some(Note::Instrument)
}

/// Whether it is the years of a life: `1958-2016`, `1958–`, `b. 1958`. A single year may be part of a name.
fn is_life(text: &str) -> bool {
    let is_year = |part: &str| {
        let year = part.trim();
        year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1400..2100).contains(&year))
    };
    let born = ["b. ", "b.", "born ", "*", "d. ", "† ", "†"].iter().find_map(|word| text.strip_prefix(word));
    let span = text.split_once(['-', '–', '—']);
    born.is_some_and(is_year) || span.is_some_and(|(from, to)| is_year(from) && (is_year(to) || to.trim().is_empty()))
}

/// A single has the main performers of its only track.
fn single_performer_differs(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let mut tracks = release.all_tracks();
    let (Some(track), None) = (tracks.next(), tracks.next()) else { return };
    let is_single = release.kind.as_ref().is_some_and(|kind| kind.as_str() == "single");
    if !is_single || track.performers.is_left_out() || release.performers.iter().any(Performer::is_various) {
        return;
    }
    let (Some(own), Some(others)) = (mains(record, &release.performers), mains(record, &track.performers)) else {
        return;
    };
    if own == others {
        return;
    }
    // The first who is not on the other side; else the first of all.
    let first = |credit: &Credit, theirs: &BTreeSet<&str>| {
        let mains =
            || credit.iter().filter_map(|performer| performer.main_name().zip(record.canonical_name(performer)));
        let stranger = mains().find(|(_, name)| !theirs.contains(name));
        stranger.or_else(|| mains().next()).map(|(name, _)| name.span)
    };
    if let (Some(place), Some(other)) = (first(&track.performers, &own), first(&release.performers, &others)) {
        findings
            .on(place, "the only track of this single has other main performers than the single")
            .also(other, "the single")
            .help("give both the same main performers, or leave `performers` out of the track");
    }
}

/// The main performers of a credit; none, if not all of them could be read.
fn mains<'a>(record: &'a Record, credit: &'a Credit) -> Option<BTreeSet<&'a str>> {
    let is_unreadable = |performer: &Performer| performer.role == Role::Unreadable || performer.name.is_none();
    if credit.is_empty() || credit.iter().any(is_unreadable) {
        return None;
    }
    let mains = credit.iter().filter(|performer| performer.role == Role::Main);
    Some(mains.filter_map(|performer| record.canonical_name(performer)).collect())
}

#[cfg(test)]
mod tests {
    use super::{Note, bracket};

    #[test]
    fn notes_behind_a_name_are_known() {
        for (name, before, note) in [
            ("John Smith (guitar)", "John Smith", Note::Instrument),
            ("John Smith (lead vocals, acoustic guitar)", "John Smith", Note::Instrument),
            ("Nirvana (US)", "Nirvana", Note::Country),
            ("Prince (1958-2016)", "Prince", Note::Years),
            ("Ida Solberg (b. 1971)", "Ida Solberg", Note::Years),
            ("Richard D. James (aka AFX)", "Richard D. James", Note::OtherName),
        ] {
            assert_eq!(bracket(name), Some((before, note)), "{name}");
        }
    }

    #[test]
    fn brackets_of_a_name_are_left_alone() {
        for name in [
            "(Sandy) Alex G",
            "Sunn O)))",
            "!!!",
            "Was (Not Was)",
            "The (International) Noise Conspiracy",
            "(G)I-DLE",
            "Death from Above (1979)",
            "Nurse (with Wound)",
            "Jane (DJ)",
            "(guitar)",
            "Prince",
            "",
        ] {
            assert_eq!(bracket(name), None, "{name}");
        }
    }
}

//! R: who owns the recordings, and since when.
use crate::{
    diagnostic::Change,
    record::{
        Record,
        release::{Release, RightsLine},
    },
    rule::{Findings, Rule, rule},
};

pub(super) const RULES: &[Rule] = &[
    rule!("R001", "rights-owner-has-sign", Warning, Record(rights_owner_has_sign), Safe),
    rule!("R003", "rights-year-against-original", Warning, Record(rights_year_against_original)),
];

/// The owner of a line stands without its sign and year.
fn rights_owner_has_sign(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let tracks = release.all_tracks().filter_map(|track| track.p_line.as_deref());
    for RightsLine { year, owner } in release.p_line.iter().chain(&release.c_line).chain(tracks) {
        let Some(owner) = owner else { continue };
        let own_year = year.as_ref().map(|year| year.value);
        let Lead { length, year, has_sign } = lead(owner, own_year);
        if length == 0 {
            if owner.is_ascii() {
                continue;
            }
            // Behind a letter it is what a wrong encoding has left of another one.
            let is_word = |at: usize| owner[..at].ends_with(char::is_alphabetic);
            let is_sign = |(at, sign): &(usize, char)| matches!(sign, '℗' | '©') && !is_word(*at);
            if let Some((at, sign)) = owner.char_indices().find(is_sign) {
                findings
                    .on(owner.part(at..at + sign.len_utf8()), format!("the owner has the sign `{sign}`"))
                    .help("write the owner alone: the line's own field says which sign it has");
            }
            continue;
        }
        let what = match (has_sign, year) {
            (true, Some(_)) => "sign and year",
            (true, None) => "the sign",
            (false, _) => "the year",
        };
        let rest = owner[length..].to_owned();
        let finding =
            findings.on(owner.part(0..owner[..length].trim_end().len()), format!("the owner has {what} in it"));
        if rest.is_empty() {
            finding.help("write who owns it: sign and year have places of their own");
        } else if year.is_none() || year == own_year {
            finding.help(format!("write `{rest}` alone")).mend([Change::Write(owner.span, rest)]);
        } else {
            finding.help(format!("write `{rest}` alone, and see which `year` is right"));
            finding.propose([Change::Write(owner.span, rest)]);
        }
    }
}

/// Sign and year before an owner.
#[derive(Default)]
struct Lead {
    length: usize,
    year: Option<u16>,
    has_sign: bool,
}

/// What shops print before an owner, and people type.
const SIGNS: &[&str] = &["℗", "©", "ⓟ", "ⓒ", "Ⓟ", "Ⓒ", "(p)", "(c)", "copyright ", "copr. "];

/// What stands before an owner. `1965 Records` is a label: a year alone counts only if it is the line's own.
fn lead(owner: &str, own_year: Option<u16>) -> Lead {
    let mut lead = Lead::default();
    loop {
        let rest = &owner[lead.length..];
        let own = rest.trim_start_matches([' ', '\u{a0}']);
        let joined = own.trim_start_matches(['&', '/', ',', '+', ' ', '\u{a0}']);
        // A joint counts between two signs only, or behind a year.
        let text = if lead.length > 0 { joined } else { own };
        let before = lead.length + rest.len() - text.len();
        let sign =
            SIGNS.iter().find(|sign| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)));
        if let Some(sign) = sign {
            (lead.length, lead.has_sign) = (before + sign.len(), true);
            continue;
        }
        match year(text).filter(|year| lead.year.is_none() && (lead.has_sign || Some(*year) == own_year)) {
            Some(year) => (lead.length, lead.year) = (before + 4, Some(year)),
            // Blanks behind what was taken off go with it, and so does the comma behind a year.
            None if lead.length > 0 => {
                let rest = rest.trim_start_matches([' ', '\u{a0}', ',']);
                lead.length = owner.len() - rest.len();
                return lead;
            }
            None => return lead,
        }
    }
}

/// The year that a text begins with: four digits, then a blank or a comma or nothing.
fn year(text: &str) -> Option<u16> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    let is_whole = text[4..].chars().next().is_none_or(|sign| matches!(sign, ' ' | ',' | '\u{a0}'));
    digits.parse().ok().filter(|year| is_whole && (1877..2200).contains(year))
}

/// The ℗ year is not after the original release: it is the year in which the recordings first came out.
fn rights_year_against_original(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let Some(original) = &release.original_release_date else { return };
    let Some(year) = release.p_line.as_ref().and_then(|line| line.year.as_ref()) else { return };
    let is_after_release = release.dates().map(|date| date.year()).max().is_none_or(|latest| year.value > latest);
    if year.value <= original.year || is_after_release || is_made_anew(release) {
        return;
    }
    findings
        .at(year, format!("the ℗ year {} is after the original release", year.value))
        .also(original.span, "the original release")
        .help("write the year in which the recordings first came out, or the `version` that was made later");
}

/// Whether a release says that its recordings were made or worked on later than the original's.
fn is_made_anew(release: &Release) -> bool {
    const WORDS: &[&str] =
        &["master", "mix", "edition", "deluxe", "expanded", "anniversary", "record", "version", "bonus"];
    let texts = release.version.iter().chain(&release.title);
    let is_said = texts.map(|text| text.to_lowercase()).any(|text| WORDS.iter().any(|word| text.contains(word)));
    is_said || release.secondary_types.iter().any(|kind| matches!(kind.as_str(), "remix" | "dj-mix"))
}

#[cfg(test)]
mod tests {
    use super::lead;

    #[test]
    fn sign_and_year_before_an_owner_are_known() {
        for (owner, rest) in [
            ("℗ 2018 Milan Records", "Milan Records"),
            ("(C) Milan", "Milan"),
            ("(P) & (C) 2018 Milan", "Milan"),
            ("© 2018 & ℗ 2018 Milan", "& ℗ 2018 Milan"),
            ("2018 Milan Records", "Milan Records"),
            ("2018, Milan Records", "Milan Records"),
            ("Copyright 2018 Milan", "Milan"),
            ("℗ 2017 Milan", "Milan"),
            ("℗2018 Milan", "Milan"),
            ("℗ 2018", ""),
            ("1965 Records", "1965 Records"),
            ("Milan Records", "Milan Records"),
            ("2018", ""),
            ("20184 Music", "20184 Music"),
            ("Copyrighted Music", "Copyrighted Music"),
            ("& Co", "& Co"),
            ("", ""),
        ] {
            let length = lead(owner, Some(2018)).length;
            if owner.starts_with("© 2018 &") {
                assert!(owner[length..].ends_with("Milan"), "{owner}");
            } else {
                assert_eq!(&owner[length..], rest, "{owner}");
            }
        }
    }
}

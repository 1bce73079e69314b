//! P0: who performs a release and its tracks.
use crate::{
    alike::{Folded, without_article},
    compound::{self, parts},
    diagnostic::Change,
    document::quoted,
    record::{
        Record, Text,
        performer::{Oddities, Performer, Role, is_various_artists, misspells_various_artists},
        roster::{Known, Roster},
        track::Track,
    },
    rule::{Findings, Rule, rule},
    schema::nearest,
    span::Spanned,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

pub(super) const RULES: &[Rule] = &[
    rule!("P001", "performer-missing", Error, Record(performer_missing)),
    rule!("P002", "performer-unknown", Error, Record(performer_unknown), Proposal),
    rule!("P003", "performer-alias", Warning, Record(performer_alias), Safe),
    rule!("P004", "performer-spelled-twice", Warning, Record(performer_spelled_twice)),
    rule!("P005", "performer-repeated", Error, Record(performer_repeated)),
    rule!("P006", "performer-main-and-featured", Error, Record(performer_main_and_featured)),
    rule!("P007", "several-performers-in-one", Warning, Record(several_performers_in_one), Proposal),
    rule!("P011", "guest-on-every-track", Warning, Record(guest_on_every_track)),
    rule!("P012", "cover-credits-original", Error, Record(cover_credits_original)),
];

/// Every track has a main performer: its own, or the release's, who is not `Various Artists`.
fn performer_missing(record: &Record, findings: &mut Findings) {
    if !record.has_any(Oddities::VARIOUS | Oddities::LEADERLESS) {
        return;
    }
    let release = &record.release;
    let is_various = release.performers.iter().any(Performer::is_various);
    for track in release.all_tracks() {
        if track.performers.is_left_out() && is_various {
            findings
                .on(track.span, format!("{} has no performers", called(track)))
                .label("the release's are `Various Artists`")
                .help("add `performers:` to the track");
        }
    }
    let credits = release.all_tracks().map(|track| &track.performers).chain([&release.performers]);
    for credit in credits.filter(|credit| !credit.is_empty()) {
        let is_sound = credit.iter().all(|performer| performer.name.is_some() && performer.role != Role::Unreadable);
        let first = credit.iter().find_map(|performer| performer.name.as_ref());
        if let Some(first) = first.filter(|_| is_sound && credit.iter().all(|performer| performer.role != Role::Main)) {
            findings
                .at(first, "this credit names no main performer")
                .help("add the main performer, or give the role `main` to one who is");
        }
    }
}

/// Every performer is in the roster, if there is one.
fn performer_unknown(record: &Record, findings: &mut Findings) {
    let is_asked = |roster: &&Roster| roster.is_whole && record.has_any(Oddities::STRANGER);
    let Some(roster) = record.roster.as_deref().filter(is_asked) else { return };
    let strangers = record.release.all_performers().filter(|performer| performer.known().is_none());
    let names = strangers.filter_map(|performer| performer.name.as_ref());
    for (at, name) in names.filter(|name| !is_various_artists(name) && !misspells_various_artists(name)).enumerate() {
        let finding = findings.at(name, format!("`{}` is not in the roster", name.value));
        let parts = run_together(roster, name).unwrap_or_else(|| parts(name));
        // A wrong roster makes every name unknown; the first ones are enough to be helped with.
        if parts.len() > 1 && parts.iter().any(|part| roster.known(part).is_some()) {
            finding
                .label("several names in one")
                .help(format!("write one entry for each: {}", quoted_list(&parts)))
                .propose([split(name, &parts)]);
        } else if let Some(meant) = (at < 100).then(|| nearest_name(roster, name)).flatten() {
            finding.label(format!("did you mean `{meant}`?")).propose([Change::Write(name.span, meant.to_owned())]);
        } else {
            finding.help("correct the name, or add it to the roster");
        }
    }
}

/// Two names of the roster with nothing but a blank between them.
fn run_together<'a>(roster: &Roster, name: &'a str) -> Option<Vec<&'a str>> {
    let is_known = |part: &str| roster.known(part).is_some();
    // No name is so long, and a hostile one has very many blanks.
    let mut blanks = name.match_indices(' ').filter(|_| name.len() < 200);
    let pair =
        blanks.find_map(|(at, _)| Some((&name[..at], &name[at + 1..])).filter(|(a, b)| is_known(a) && is_known(b)));
    pair.map(|(one, other)| vec![one, other])
}

/// An entry with several names as several entries.
fn split(name: &Spanned<Text>, parts: &[&str]) -> Change {
    Change::Split(name.span, parts.iter().map(|part| (*part).to_owned()).collect())
}

/// The name of the roster that was meant: a slip away, or spelled in another way.
fn nearest_name<'a>(roster: &'a Roster, name: &str) -> Option<&'a str> {
    nearest(name, roster.canonical_names()).or_else(|| roster.alike(&Folded::new(name)))
}

/// A performer goes under the one name that the roster has.
fn performer_alias(record: &Record, findings: &mut Findings) {
    if !record.has_any(Oddities::OTHER_NAME) {
        return;
    }
    for performer in record.release.all_performers() {
        let what = match performer.known() {
            Some(Known::Alias(_)) => "another name",
            Some(Known::Misspelling(_)) => "a misspelling",
            Some(Known::Name(_)) | None => continue,
        };
        let Some((name, canonical)) = performer.name.as_ref().zip(record.canonical_name(performer)) else { continue };
        findings
            .at(name, format!("`{}` is {what} of `{canonical}`", name.value))
            .help(format!("write `{canonical}`; where the sleeve says otherwise, add `credited_as`"))
            .mend([Change::Write(name.span, canonical.to_owned())]);
    }
}

/// No two names of a record are one name spelled twice.
fn performer_spelled_twice(record: &Record, findings: &mut Findings) {
    let roster = record.roster.as_deref();
    let folded = match roster {
        Some(roster) if !may_have_twins(record, roster) => return,
        Some(roster) => rostered(record, roster),
        None => unrostered(record),
    };
    let is_distinct = |one: &str, other: &str| roster.is_some_and(|roster| roster.are_distinct(one, other));
    for (at, (name, own)) in folded.iter().enumerate() {
        let is_twin =
            |(other, twin): &&(&Spanned<Text>, Cow<'_, Folded>)| twin.is_like(own) && !is_distinct(other, name);
        let Some((first, _)) = folded[..at].iter().find(is_twin) else { continue };
        let finding = findings.at(name, format!("`{}` and `{}` look like one name", name.value, first.value));
        finding.also(first.span, "spelled otherwise here");
        match roster {
            Some(_) => finding.help("make one an alias of the other in the roster, or say `distinct_from` there"),
            None => finding.help("write it in one way, or keep a roster that tells the two apart"),
        };
    }
}

/// Whether two names of a record, of those that the roster has as such, are alike; where there are many, they may be.
fn may_have_twins(record: &Record, roster: &Roster) -> bool {
    const FEW: usize = 16;
    let (mut entries, mut count) = ([0; FEW], 0);
    for performer in record.release.all_performers() {
        let Some(Known::Name(entry)) = performer.known() else { continue };
        if entries[..count].contains(&entry) {
            continue;
        }
        if count == FEW || entries[..count].iter().any(|other| roster.are_alike(entry, *other)) {
            return true;
        }
        entries[count] = entry;
        count += 1;
    }
    false
}

/// The names of a record, each once, that the roster has as such. One that it does not have has its finding already, and so
/// has an alias.
fn rostered<'a>(record: &'a Record, roster: &'a Roster) -> Vec<(&'a Spanned<Text>, Cow<'a, Folded>)> {
    let mut names: Vec<(usize, &Spanned<Text>)> = Vec::new();
    record.release.all_performers().for_each(|performer| {
        let (Some(Known::Name(entry)), Some(name)) = (performer.known(), &performer.name) else { return };
        match names.last_mut() {
            // Most tracks are by whoever the one before is by.
            Some((last, first)) if *last == entry => *first = if name.span < first.span { name } else { first },
            _ => names.push((entry, name)),
        }
    });
    names.sort_unstable_by_key(|(entry, name)| (*entry, name.span));
    names.dedup_by_key(|(entry, _)| *entry);
    names.sort_unstable_by_key(|(_, name)| name.span);
    names.truncate(MOST_NAMES);
    names.into_iter().map(|(entry, name)| (name, Cow::Borrowed(roster.folded(entry)))).collect()
}

/// The names of a record, each once.
fn unrostered(record: &Record) -> Vec<(&Spanned<Text>, Cow<'_, Folded>)> {
    let mut names: Vec<&Spanned<Text>> = record.release.names().collect();
    names.sort_by(|one, other| one.value.cmp(&other.value).then(one.span.cmp(&other.span)));
    names.dedup_by(|later, first| later.value == first.value);
    names.retain(|name| !misspells_various_artists(name));
    names.sort_by_key(|name| name.span);
    names.truncate(MOST_NAMES);
    names.into_iter().map(|name| (name, Cow::Owned(Folded::new(name)))).collect()
}

/// No record has so many performers; a hostile one would ask for very many comparisons.
const MOST_NAMES: usize = 1000;

/// Nobody stands twice in a credit.
fn performer_repeated(record: &Record, findings: &mut Findings) {
    for Pair { canonical, first, second } in pairs(record) {
        if first.role == Role::Main && is_guest(second) || is_guest(first) && second.role == Role::Main {
            continue;
        }
        let Some((first, second)) = first.name.as_ref().zip(second.name.as_ref()) else { continue };
        let message = if second.value == canonical {
            format!("`{canonical}` stands twice in one credit")
        } else {
            format!("`{canonical}` stands twice in one credit, here as `{}`", second.value)
        };
        findings.at(second, message).also(first.span, "the first").help("delete one of the two");
    }
}

/// Nobody is main performer and guest of one track.
fn performer_main_and_featured(record: &Record, findings: &mut Findings) {
    for Pair { canonical, first, second } in pairs(record) {
        let labels = match (first.role, second.role) {
            (Role::Main, _) if is_guest(second) => ("main performer here", "guest here"),
            (_, Role::Main) if is_guest(first) => ("guest here", "main performer here"),
            _ => continue,
        };
        let Some((first, second)) = first.name.as_ref().zip(second.name.as_ref()) else { continue };
        findings
            .at(second, format!("`{canonical}` is main performer and guest at once"))
            .label(labels.1)
            .also(first.span, labels.0)
            .help("delete the entry that is wrong");
    }
}

fn is_guest(performer: &Performer) -> bool {
    matches!(performer.role, Role::Featured | Role::With)
}

/// Two entries of one credit that are one performer.
struct Pair<'a> {
    canonical: &'a str,
    first: &'a Performer,
    second: &'a Performer,
}

/// Each further entry of a performer in a credit. Who remixes a song of their own stands there twice with good reason.
fn pairs(record: &Record) -> Vec<Pair<'_>> {
    let release = &record.release;
    let mut pairs = Vec::new();
    if !record.has_any(Oddities::REPEATED) {
        return pairs;
    }
    let credits = release.all_tracks().map(|track| &track.performers).chain([&release.performers]);
    for credit in credits.filter(|credit| credit.may_repeat()) {
        let mut seen: BTreeMap<&str, &Performer> = BTreeMap::new();
        for second in credit.iter().filter(|performer| !matches!(performer.role, Role::Unreadable | Role::Remixer)) {
            let Some(canonical) = record.canonical_name(second) else { continue };
            match seen.get(canonical).copied() {
                Some(first) => pairs.push(Pair { canonical, first, second }),
                None => _ = seen.insert(canonical, second),
            }
        }
    }
    pairs
}

/// An entry is one performer.
fn several_performers_in_one(record: &Record, findings: &mut Findings) {
    // With a roster, a name that it does not have is reported as such.
    if record.roster.is_some() {
        return;
    }
    let names: Vec<_> = record.release.names().filter(|name| parts(name).len() > 1).collect();
    if names.is_empty() {
        return;
    }
    // `Earth, Wind & Fire` and `Simon & Garfunkel` are one, unless a part of them stands alone elsewhere.
    let alone: BTreeSet<&str> = record.release.names().map(|name| name.as_str()).collect();
    for name in names {
        let parts = parts(name);
        if compound::is_plain(name) || (!compound::has_band(name) && parts.iter().any(|part| alone.contains(part))) {
            findings
                .at(name, format!("`{}` is several performers in one entry", name.value))
                .help(format!("write one entry for each, guests with `role: featured`: {}", quoted_list(&parts)))
                .help("keep a roster with the whole name, if it is one")
                .propose([split(name, &parts)]);
        }
    }
}

/// A guest on every track is a guest of the release.
fn guest_on_every_track(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let mut tracks = release.all_tracks();
    let Some(first) = tracks.next() else { return };
    let mut always = guests(first);
    let mut count = 1;
    for track in tracks {
        if always.is_empty() {
            return;
        }
        always = &always & &guests(track);
        count += 1;
    }
    if always.is_empty() {
        return;
    }
    let on_release = |name: &str| {
        release.performers.iter().any(|performer| performer.name.as_ref().is_some_and(|own| own.value == name))
    };
    for performer in &first.performers {
        let Some(name) = performer.name.as_ref().filter(|name| always.contains(name.as_str())) else {
            continue;
        };
        if count > 1 && !on_release(name) {
            let quoted = quoted(name);
            findings.at(name, format!("`{}` is a guest on every track, and not on the release", name.value)).help(
                format!("add `{{name: {}, role: featured}}` to the release's performers", quoted.trim_matches('`')),
            );
        }
    }
}

fn guests(track: &Track) -> BTreeSet<&str> {
    let featured = track.performers.iter().filter(|performer| performer.role == Role::Featured);
    featured.filter_map(|performer| performer.name.as_ref()).map(|name| name.as_str()).collect()
}

/// The performer of the original does not perform the cover.
fn cover_credits_original(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    for track in release.all_tracks() {
        let Some(original) = track.cover_of.as_ref().and_then(|cover| cover.performer.as_ref()) else {
            continue;
        };
        let credit = release.credit(track);
        let known = record.canonical(original);
        for performer in credit {
            let Some(name) = &performer.name else { continue };
            let same = record.canonical_name(performer) == Some(known)
                || without_article(name).eq_ignore_ascii_case(without_article(original));
            if !same {
                continue;
            }
            // Where the credit is the release's, the track itself can only say whose song it is.
            let (place, other) = if track.performers.is_left_out() { (original, name) } else { (name, original) };
            findings
                .at(place, format!("`{}` is credited with a cover of `{}`", name.value, original.value))
                .also(
                    other.span,
                    if std::ptr::eq(other, original) { "the original is theirs" } else { "credited here" },
                )
                .help("take the original's performer off the credit, or delete `cover_of`");
        }
    }
}

/// What a track is called in a sentence.
fn called(track: &Track) -> String {
    match (&track.number, &track.title) {
        (Some(number), _) => format!("track {}", number.value),
        (None, Some(title)) => format!("`{}`", title.value),
        (None, None) => "this track".to_owned(),
    }
}

fn quoted_list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

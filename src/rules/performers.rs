//! P0: who performs a release and its tracks.
use crate::{
    alike::Folded,
    record::{
        Record,
        performer::{Performer, Role, VARIOUS_ARTISTS, stands_for_various_artists},
        roster::{Known, Roster},
        track::Track,
    },
    rule::{Findings, Rule, rule},
    schema::nearest,
    span::Spanned,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULES: &[Rule] = &[
    rule!("P001", "performer-missing", Error, Record(performer_missing)),
    rule!("P002", "performer-unknown", Error, Record(performer_unknown)),
    rule!("P003", "performer-alias", Warning, Record(performer_alias)),
    rule!("P004", "performer-spelled-twice", Warning, Record(performer_spelled_twice)),
    rule!("P005", "performer-repeated", Error, Record(performer_repeated)),
    rule!("P006", "performer-main-and-featured", Error, Record(performer_main_and_featured)),
    rule!("P007", "several-performers-in-one", Warning, Record(several_performers_in_one)),
    rule!("P011", "guest-on-every-track", Warning, Record(guest_on_every_track)),
    rule!("P012", "cover-credits-original", Error, Record(cover_credits_original)),
];

/// Every track has a main performer: its own, or the release's, who is not `Various Artists`.
fn performer_missing(record: &Record, findings: &mut Findings) {
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
        let named = credit.iter().all(|performer| performer.name.is_some() && performer.role != Role::Unreadable);
        if named && credit.iter().all(|performer| performer.main_name().is_none()) {
            let Some(first) = credit.iter().find_map(|performer| performer.name.as_ref()) else {
                continue;
            };
            findings
                .at(first, "this credit has guests and no main performer")
                .help("give one of them the role `main`, or add the main performer");
        }
    }
}

/// Every performer is in the roster, if there is one.
fn performer_unknown(record: &Record, findings: &mut Findings) {
    let Some(roster) = record.roster.as_deref().filter(|roster| roster.is_whole) else {
        return;
    };
    for (at, name) in record.release.names().filter(|name| is_unknown(roster, name)).enumerate() {
        let finding = findings.at(name, format!("`{}` is not in the roster", name.value));
        let parts = parts(name);
        // A wrong roster makes every name unknown; the first ones are enough to be helped with.
        if parts.len() > 1 && parts.iter().any(|part| roster.known(part).is_some()) {
            finding.label("several names in one").help(format!("write one entry for each: {}", quoted_list(&parts)));
        } else if let Some(meant) = (at < 100).then(|| nearest_name(roster, name)).flatten() {
            finding.label(format!("did you mean `{meant}`?"));
        } else {
            finding.help("correct the name, or add it to the roster");
        }
    }
}

fn is_unknown(roster: &Roster, name: &str) -> bool {
    name != VARIOUS_ARTISTS && !stands_for_various_artists(name) && roster.known(name).is_none()
}

/// The name of the roster that was meant: a slip away, or spelled in another way.
fn nearest_name<'a>(roster: &'a Roster, name: &str) -> Option<&'a str> {
    let folded = Folded::new(name);
    let alike = || roster.canonical_names().find(|known| Folded::new(known).is_like(&folded));
    nearest(name, roster.canonical_names()).or_else(alike)
}

/// A performer goes under the one name that the roster has.
fn performer_alias(record: &Record, findings: &mut Findings) {
    let Some(roster) = record.roster.as_deref() else { return };
    for name in record.release.names() {
        let what = match roster.known(name) {
            Some(Known::Alias(_)) => "another name",
            Some(Known::Misspelling(_)) => "a misspelling",
            Some(Known::Name(_)) | None => continue,
        };
        let Some(canonical) = roster.canonical(name) else {
            continue;
        };
        findings
            .at(name, format!("`{}` is {what} of `{canonical}`", name.value))
            .help(format!("write `{canonical}`; where the sleeve says otherwise, add `credited_as`"));
    }
}

/// No two names of a record are one name spelled twice.
fn performer_spelled_twice(record: &Record, findings: &mut Findings) {
    let roster = record.roster.as_deref();
    // A name that the roster does not have has its finding already, and so has an alias.
    let is_told = |name: &str| roster.is_none_or(|roster| matches!(roster.known(name), Some(Known::Name(_))));
    let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
    for name in record.release.names().filter(|name| is_told(name)) {
        seen.entry(name.as_str()).or_insert(name);
    }
    let mut names: Vec<&Spanned<String>> = seen.into_values().collect();
    names.sort_by_key(|name| name.span);
    // No record has a thousand performers; a hostile one would ask for very many comparisons.
    names.truncate(1000);
    let folded: Vec<Folded> = names.iter().map(|name| Folded::new(name)).collect();
    let is_distinct = |one: &str, other: &str| roster.is_some_and(|roster| roster.are_distinct(one, other));
    for (at, name) in names.iter().enumerate() {
        let is_twin = |other: &usize| folded[*other].is_like(&folded[at]) && !is_distinct(names[*other], name);
        let Some(first) = (0..at).find(is_twin) else { continue };
        let finding = findings.at(name, format!("`{}` and `{}` look like one name", name.value, names[first].value));
        finding.also(names[first].span, "spelled otherwise here");
        match roster {
            Some(_) => finding.help("make one an alias of the other in the roster, or say `distinct_from` there"),
            None => finding.help("write it in one way, or keep a roster that tells the two apart"),
        };
    }
}

/// Nobody stands twice in a credit.
fn performer_repeated(record: &Record, findings: &mut Findings) {
    for_each_pair(record, |first, second, name| {
        if (first.role == Role::Featured) == (second.role == Role::Featured) {
            findings
                .at(name, format!("`{}` stands twice in one credit", name.value))
                .also(first.name.as_ref().map_or(name.span, |first| first.span), "the first")
                .help("delete one of the two");
        }
    });
}

/// Nobody is main performer and guest of one track.
fn performer_main_and_featured(record: &Record, findings: &mut Findings) {
    for_each_pair(record, |first, second, name| {
        if (first.role == Role::Featured) != (second.role == Role::Featured) {
            findings
                .at(name, format!("`{}` is main performer and guest at once", name.value))
                .also(first.name.as_ref().map_or(name.span, |first| first.span), "the first")
                .help("keep one of the two");
        }
    });
}

/// Each second entry of one performer in a credit, with the first.
fn for_each_pair<'a>(record: &'a Record, mut each: impl FnMut(&'a Performer, &'a Performer, &'a Spanned<String>)) {
    let release = &record.release;
    let canonical = |name: &'a str| record.roster.as_deref().and_then(|roster| roster.canonical(name)).unwrap_or(name);
    for credit in release.all_tracks().map(|track| &track.performers).chain([&release.performers]) {
        if credit.len() < 2 {
            continue;
        }
        let mut seen: BTreeMap<&str, &Performer> = BTreeMap::new();
        for performer in credit.iter().filter(|performer| performer.role != Role::Unreadable) {
            let Some(name) = &performer.name else { continue };
            match seen.get(canonical(name)) {
                Some(first) => each(first, performer, name),
                None => _ = seen.insert(canonical(name), performer),
            }
        }
    }
}

/// An entry is one performer.
fn several_performers_in_one(record: &Record, findings: &mut Findings) {
    // With a roster, a name that it does not have is reported as such.
    if record.roster.is_some() {
        return;
    }
    for name in record.release.names() {
        let parts = parts(name);
        // `Earth, Wind & Fire` and `Simon & Garfunkel` are one; a guest or a slash never is.
        let alone: BTreeSet<&str> = record.release.names().map(|name| name.as_str()).collect();
        let has_guest = GUESTS.iter().any(|word| find_word(name, word).is_some());
        if parts.len() > 1 && (has_guest || parts.iter().any(|part| alone.contains(part))) {
            findings
                .at(name, format!("`{}` is several performers in one entry", name.value))
                .help(format!("write one entry for each: {}", quoted_list(&parts)));
        }
    }
}

const GUESTS: &[&str] = &[" feat. ", " feat ", " ft. ", " ft ", " featuring ", " (feat. ", " [feat. "];
const JOINTS: &[&str] = &[" & ", ", ", " and ", " with ", " vs. ", " vs ", " x ", " / ", " + ", "; "];

/// The names that an entry seems to hold.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = vec![name];
    for joint in GUESTS.iter().chain(JOINTS) {
        parts = parts.into_iter().flat_map(|part| split(part, joint)).collect();
    }
    parts.into_iter().map(|part| part.trim_matches([' ', ',', ')', ']'])).filter(|part| !part.is_empty()).collect()
}

fn split<'a>(text: &'a str, joint: &str) -> Vec<&'a str> {
    match find_word(text, joint) {
        Some(at) => {
            let mut parts = vec![&text[..at]];
            parts.extend(split(&text[at + joint.len()..], joint));
            parts
        }
        None => vec![text],
    }
}

/// Where a word stands, in whatever case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

/// A guest on every track is a guest of the release.
fn guest_on_every_track(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    let mut tracks = release.all_tracks();
    let Some(first) = tracks.next() else { return };
    let guests = |track: &'_ Spanned<Track>| -> BTreeSet<String> {
        let featured = track.performers.iter().filter(|performer| performer.role == Role::Featured);
        featured.filter_map(|performer| performer.name.as_ref()).map(|name| name.value.clone()).collect()
    };
    let mut always = guests(first);
    let mut count = 1;
    for track in tracks {
        if always.is_empty() {
            return;
        }
        always = &always & &guests(track);
        count += 1;
    }
    let on_release = |name: &str| {
        release.performers.iter().any(|performer| performer.name.as_ref().is_some_and(|own| own.value == name))
    };
    for performer in &first.performers {
        let Some(name) = performer.name.as_ref().filter(|name| always.contains(name.as_str())) else {
            continue;
        };
        if count > 1 && !on_release(name) {
            findings
                .at(name, format!("`{}` is a guest on every track, and not on the release", name.value))
                .help(format!("add `{{name: {}, role: featured}}` to the release's performers", name.value));
        }
    }
}

/// The performer of the original does not perform the cover.
fn cover_credits_original(record: &Record, findings: &mut Findings) {
    let same = |one: &str, other: &str| {
        let canonical =
            |name: &str| record.roster.as_deref().and_then(|roster| roster.canonical(name)).unwrap_or(name).to_owned();
        canonical(one) == canonical(other)
    };
    for track in record.release.all_tracks() {
        let Some(original) = track.cover_of.as_ref().and_then(|cover| cover.performer.as_ref()) else {
            continue;
        };
        let credited = track.performers.iter().filter_map(|performer| performer.name.as_ref());
        for name in credited.filter(|name| same(name, original)) {
            findings
                .at(name, format!("`{}` performs a cover of `{}`", name.value, original.value))
                .also(original.span, "the original is theirs")
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

//! N: the numbers of tracks and media.
use crate::{
    diagnostic::Change,
    record::{Record, Text, track::Track},
    rule::{Findings, Rule, rule},
    span::{Span, Spanned},
};
use std::collections::HashMap;

pub(super) const RULES: &[Rule] = &[
    rule!("N001", "track-number-repeated", Error, Record(track_number_repeated)),
    rule!("N002", "track-number-start", Error, Record(track_number_start)),
    rule!("N003", "track-number-gap", Error, Record(track_number_gap)),
    rule!("N004", "track-number-order", Error, Record(track_number_order), Safe),
    rule!("N005", "medium-number", Error, Record(medium_number)),
    rule!("N006", "bonus-track-not-last", Info, Record(bonus_track_not_last)),
    rule!("N007", "number-in-title", Warning, Record(number_in_title)),
];

/// No two tracks of a medium have one number.
fn track_number_repeated(record: &Record, findings: &mut Findings) {
    for fault in faults(record) {
        if let Fault::Repeated { number, first, due, shifted } = fault {
            findings
                .at(number, format!("there are two tracks {}", number.value))
                .label(format!("its place calls for {due}"))
                .also(first.span, format!("the other track {}", number.value))
                .help(renumber(due, shifted));
        }
    }
}

/// The first track of a medium is 1, or 0 where something is hidden before it.
fn track_number_start(record: &Record, findings: &mut Findings) {
    for fault in faults(record) {
        if let Fault::Start { number } = fault {
            findings
                .at(number, format!("the first track is numbered {}", number.value))
                .label("numbers begin with 1, or run on from the medium before")
                .help("number the tracks from 1, or add the tracks that are missing before this one");
        }
    }
}

/// The numbers of a medium leave nothing out.
fn track_number_gap(record: &Record, findings: &mut Findings) {
    for fault in faults(record) {
        if let Fault::Gap { number, due, shifted } = fault {
            let missing = match number.value - 1 {
                last if shifted && last == due + 1 => format!("tracks {due} and {last} are missing"),
                last if shifted && last > due => format!("tracks {due} to {last} are missing"),
                _ => format!("there is no track {due}"),
            };
            findings
                .at(number, missing)
                .label(format!("its place calls for {due}"))
                .help(format!("add what is missing before it, or {}", renumber(due, shifted)));
        }
    }
}

fn renumber(due: u32, shifted: bool) -> String {
    if shifted {
        format!("number the tracks from here on anew, beginning with {due}")
    } else {
        format!("write `{due}`, if the order is right")
    }
}

/// The tracks of a medium stand in the order of their numbers.
fn track_number_order(record: &Record, findings: &mut Findings) {
    for fault in faults(record) {
        if let Fault::Order { number, due, sorted } = fault {
            let finding = findings.at(number, format!("track {} stands where track {due} is due", number.value));
            finding
                .label("out of order")
                .help("move the track to its place, or give the tracks the numbers of the new order");
            if let Some(sorted) = sorted {
                finding.mend([Change::Sort(sorted)]);
            }
        }
    }
}

/// What is wrong with the numbers of one medium.
enum Fault<'a> {
    Repeated {
        number: &'a Spanned<u32>,
        first: &'a Spanned<u32>,
        due: u32,
        shifted: bool,
    },
    Start {
        number: &'a Spanned<u32>,
    },
    Gap {
        number: &'a Spanned<u32>,
        due: u32,
        shifted: bool,
    },
    /// With the places of all tracks as their numbers have it, where each number is there once; the first such fault has them.
    Order {
        number: &'a Spanned<u32>,
        due: u32,
        sorted: Option<Vec<Span>>,
    },
}

/// All faults of a release, each said once: by one of the rules above.
fn faults(record: &Record) -> Vec<Fault<'_>> {
    let mut faults = Vec::new();
    // Nearly every release is numbered so, and is asked four times.
    let is_plain = |side: &[Spanned<Track>]| {
        side.iter().zip(1..).all(|(track, due)| track.number.as_ref().is_none_or(|number| number.value == due))
    };
    if record.release.sides().all(is_plain) {
        return faults;
    }
    // How many tracks there were on the media before, by the count and by the last number.
    let mut before: [u32; 2] = [0, 0];
    for side in record.release.sides() {
        let numbers: Vec<Option<&Spanned<u32>>> = side.iter().map(|track| track.number.as_ref()).collect();
        let first = numbers.first().copied().flatten().map_or(1, |number| number.value);
        let runs_on = before.iter().any(|before| *before > 0 && first == before + 1);
        let from_zero = first == 0 || is_shuffled(&numbers, 0);
        let start = if runs_on { first } else { u32::from(!from_zero) };
        side_faults(side, &numbers, start, &mut faults);
        let last = numbers.last().copied().flatten().map_or(0, |number| number.value);
        before = [start + side.len() as u32 - u32::from(!side.is_empty()), last];
    }
    faults
}

fn side_faults<'a>(
    side: &[Spanned<Track>],
    numbers: &[Option<&'a Spanned<u32>>],
    start: u32,
    faults: &mut Vec<Fault<'a>>,
) {
    if numbers.iter().zip(start..).all(|(number, due)| number.is_none_or(|number| number.value == due)) {
        return;
    }
    if is_shuffled(numbers, start) {
        let mut sorted = Some(sorted(side));
        let moved = moved(numbers).into_iter();
        faults.extend(moved.map(|(at, number)| Fault::Order { number, due: start + at as u32, sorted: sorted.take() }));
        return;
    }
    let mut tracks: HashMap<u32, Vec<&'a Spanned<u32>>> = HashMap::new();
    for number in numbers.iter().copied().flatten() {
        tracks.entry(number.value).or_default().push(number);
    }
    let mut due = start;
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = number.filter(|number| number.value != due) else {
            due = due.saturating_add(1);
            continue;
        };
        let next = numbers.get(at + 1).copied().flatten().map(|next| next.value);
        // Either this number alone is wrong, or from here on all are shifted.
        let goes_on = |next: u32| next == number.value + 1 || (number.value > due && next > number.value);
        let shifted = next.is_some_and(|next| next != due + 1 && goes_on(next));
        let twins = &tracks[&number.value];
        let twin = twins.iter().copied().find(|twin| twin.span != number.span);
        let is_second = twins.first().is_some_and(|first| first.span != number.span);
        faults.push(match twin {
            Some(first) if is_second || !shifted => Fault::Repeated { number, first, due, shifted },
            _ if at == 0 => Fault::Start { number },
            _ if number.value < due || (tracks.contains_key(&due) && !shifted) => {
                Fault::Order { number, due, sorted: None }
            }
            _ => Fault::Gap { number, due, shifted: shifted || next.is_none() },
        });
        due = if shifted { number.value + 1 } else { due + 1 };
    }
}

/// The places of the tracks in the order of their numbers.
fn sorted(side: &[Spanned<Track>]) -> Vec<Span> {
    let mut tracks: Vec<&Spanned<Track>> = side.iter().collect();
    tracks.sort_by_key(|track| track.number.as_ref().map(|number| number.value));
    tracks.into_iter().map(|track| track.span).collect()
}

/// Whether every number is there once, and only the order is another.
fn is_shuffled(numbers: &[Option<&Spanned<u32>>], start: u32) -> bool {
    let mut values: Vec<u32> = numbers.iter().flatten().map(|number| number.value).collect();
    values.sort_unstable();
    values.len() == numbers.len() && values.into_iter().eq(start..start + numbers.len() as u32)
}

/// The fewest tracks that were moved: all but a longest run of rising numbers.
fn moved<'a>(numbers: &[Option<&'a Spanned<u32>>]) -> Vec<(usize, &'a Spanned<u32>)> {
    let numbers: Vec<&Spanned<u32>> = numbers.iter().copied().flatten().collect();
    // For each length of a rising run: the place where the one with the least last number ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers[*end].value < number.value);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; numbers.len()];
    for at in std::iter::successors(ends.last().copied(), |at| before[*at]) {
        stays[at] = true;
    }
    numbers.into_iter().enumerate().filter(|(at, _)| !stays[*at]).collect()
}

/// Where media are numbered, they are numbered in their order: all through, or those of each format.
fn medium_number(record: &Record, findings: &mut Findings) {
    let media = &record.release.media;
    let of_format = |at: usize| media[..at].iter().filter(|other| other.format == media[at].format).count() as u32 + 1;
    let numbered = || media.iter().enumerate().filter_map(|(at, medium)| Some((at, medium.number.as_ref()?)));
    if numbered().all(|(at, number)| number.value == of_format(at)) {
        return;
    }
    let numbered: Vec<_> = numbered().collect();
    // A medium that is missing is missed once: those behind it are numbered rightly but for that.
    let mut missing = 0;
    for (index, (at, number)) in numbered.iter().enumerate() {
        let due = *at as u32 + 1 + missing;
        if number.value == due {
            continue;
        }
        findings
            .at(number, format!("this medium is numbered {}", number.value))
            .label(format!("its place calls for {due}"))
            .help(format!("write `{due}`, move the medium to its place, or add the one that is missing"));
        if numbered.get(index + 1).is_some_and(|(_, next)| number.value > due && next.value == number.value + 1) {
            missing += number.value - due;
        }
    }
}

/// Bonus tracks stand behind the others of their medium.
fn bonus_track_not_last(record: &Record, findings: &mut Findings) {
    for side in record.release.sides() {
        let Some(last) = side.iter().rposition(|track| !track.is_bonus()) else {
            continue;
        };
        for bonus in side[..last].iter().filter(|track| track.is_bonus()).filter_map(|track| track.bonus.as_ref()) {
            let finding = findings.at(bonus, "a bonus track stands before tracks of the album itself");
            if let Some(title) = &side[last].title {
                finding.also(title.span, "this one is no bonus track");
            }
        }
    }
}

/// A title does not begin with the track's own number. One or two titles may (`7 Rings`); three were typed.
fn number_in_title(record: &Record, findings: &mut Findings) {
    let typed: Vec<_> = record.release.all_tracks().filter_map(|track| typed_number(track)).collect();
    if typed.len() < 3 {
        return;
    }
    for (title, length) in typed {
        let rest = &title[length..];
        let rest = rest.strip_prefix(['.', ')', ':']).unwrap_or(rest).trim_start();
        let rest = rest.strip_prefix(['-', '–', '—']).unwrap_or(rest).trim_start();
        findings
            .on(title.part(0..length), "the track's number is typed into the title")
            .help(format!("write `{rest}`"));
    }
}

/// The title that begins with its track's number, and how long the number is in it.
fn typed_number(track: &Track) -> Option<(&Spanned<Text>, usize)> {
    let (number, title) = (track.number.as_ref()?, track.title.as_ref()?);
    // Nearly no title begins with a number.
    if !title.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let is_own = title[..digits].parse() == Ok(number.value);
    // `1st`, `2Pac` and `1979` are words.
    let ends = title[digits..].starts_with([' ', '.', ')', '-', '–', '—', ':']);
    (is_own && ends && title[digits..].chars().any(char::is_alphanumeric)).then_some((title, digits))
}

//! A made-up catalog: the same bytes for the same number. Benchmarks and tests use it, and `cargo run --example generate`.
#![allow(dead_code, reason = "each user needs only a part of it")]
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write};

const FIRST: &[&str] = &[
    "Quiet", "Northern", "Broken", "Golden", "Paper", "Electric", "Hollow", "Distant", "Crimson", "Velvet", "Burning",
    "Tidal", "Feral", "Amber", "Midnight", "Seventh",
];
const SECOND: &[&str] = &[
    "Harbour",
    "Lanterns",
    "Signal Boxes",
    "Orchard",
    "Machine",
    "Rivermen",
    "Weathervanes",
    "Gardeners",
    "Engine Room",
    "Meridian",
    "Compass Rose",
    "Bridgekeepers",
    "Archivists",
    "Balcony Scene",
    "Ferrymen",
    "Île d’Été",
];
const VERBS: &[&str] = &["Leaving", "Counting", "Drawing", "Holding", "Crossing", "Losing", "Finding", "Turning"];
const THINGS: &[&str] = &[
    "the Lighthouse",
    "Paper Boats",
    "Saint Petersburg",
    "L’été",
    "a Quiet Street",
    "Every Station",
    "the Salt Road",
    "Zwölf Uhr",
    "Лето",
    "My Father’s Coat",
    "Nothing at All",
    "the Long Way Home",
];
const LABELS: &[&str] =
    &["Quay Records", "Nordlys", "Blue Pier Music", "Tin Roof Recordings", "Månsken", "Second Harbour"];
const GENRES: &[&str] = &["Ambient", "Blues", "Electronic", "Folk", "Jazz", "Pop", "Rock", "Soundtrack"];
const ELSEWHERE: &[(&str, &str)] =
    &[("fr", "Le Port tranquille"), ("ja", "静かな港"), ("ru", "Тихая гавань"), ("sv", "En stilla hamn")];
const TAKES: &[&str] = &["Second take, with the door open.", "Strings added later.", "From the quarter-inch tape."];
const TERRITORIES: &[&str] = &["SE", "DK", "FI", "GB", "DE", "FR", "ES", "US", "JP", "BR"];

/// Numbers that look like chance (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("it is below a usize")
    }

    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub(crate) fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

/// The performer of that number; there are 256.
pub(crate) fn performer(number: usize) -> String {
    format!("{} {}", FIRST[number % FIRST.len()], SECOND[number / FIRST.len() % SECOND.len()])
}

/// The roster of all of them.
pub(crate) fn roster() -> String {
    let mut text = "# yaml-language-server: $schema=../schemas/performers.schema.json\nperformers:\n".to_owned();
    for number in 0..FIRST.len() * SECOND.len() {
        writeln!(text, "  {}: {{type: group}}", performer(number)).expect("a string takes text");
    }
    text
}

/// A sound record as a person would write it: on average 5.0 KB and 20 tracks (16 to 24).
pub(crate) fn release(number: usize) -> String {
    let mut dice = Dice::new(number as u64);
    let own = performer(dice.below(256));
    let label = *dice.one(LABELS);
    let friday =
        jiff::civil::date(2016, 1, 1) + jiff::Span::new().weeks(i64::try_from(dice.below(520)).expect("it is small"));
    let mut text = String::with_capacity(6000);
    let line = |text: &mut String, words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    line(&mut text, "# yaml-language-server: $schema=../schemas/release.schema.json");
    line(&mut text, &format!("title: {}", title(&mut dice)));
    if dice.once_in(3) {
        let (language, title) = dice.one(ELSEWHERE);
        line(&mut text, &format!("titles:\n  - {{language: {language}, title: {title}}}"));
    }
    line(&mut text, &format!("type: album\ntitle_language: en\nperformers: [{own}]\nlabel: {label}"));
    line(&mut text, &format!("catalog_number: {}-{number:06}", &label[..1]));
    line(&mut text, &format!("barcode: \"{}\"", barcode(number as u64)));
    if dice.once_in(2) {
        line(&mut text, &format!("release_date: {friday}"));
    } else {
        let territory = dice.one(TERRITORIES);
        let later = friday + jiff::Span::new().weeks(1);
        line(&mut text, &format!("release_events:\n  - date: {friday}\n    territories: [{territory}, \"NO\"]"));
        line(&mut text, &format!("  - date: {later}\n    excluded_territories: [{territory}, \"NO\"]"));
    }
    line(&mut text, &format!("genres: [{}]", dice.one(GENRES)));
    line(&mut text, &format!("p_line: {{year: {}, owner: {label}}}", friday.year()));
    line(&mut text, &format!("c_line:\n  year: {}\n  owner: {label}", friday.year()));
    line(
        &mut text,
        "credits:\n  - {name: Anna Berg, role: producer}\n  - {name: Tomás Moreau, role: mastering engineer}",
    );
    if dice.once_in(3) {
        line(
            &mut text,
            "notes: |\n  Recorded on tape in one week.\n  Mixed twice: the second mix is the one # really.",
        );
    }
    line(&mut text, "\ntracks:");
    let mut titles = BTreeSet::new();
    for track in 1..=16 + dice.below(9) {
        // No title is there twice, also in other quotation marks.
        let mut own_title = title(&mut dice);
        while !titles.insert(own_title.trim_matches(['"', '\'']).to_owned()) {
            own_title = title(&mut dice);
        }
        push_track(&mut text, &mut dice, &own, number, track, &numbered(&own_title, number));
    }
    text
}

/// A title that no other release has: two recordings that are alike have one ISRC.
fn numbered(title: &str, release: usize) -> String {
    let end = title.trim_end_matches(['"', '\'']).len();
    format!("{} No. {release}{}", &title[..end], &title[end..])
}

fn push_track(text: &mut String, dice: &mut Dice, own: &str, release: usize, track: usize, title: &str) {
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    line(format!("  - number: {track}\n    title: {title}"));
    if dice.once_in(6) {
        line(format!("    version: {}", dice.one(&["Live at the Quay", "Acoustic", "Demo", "Extended"])));
    }
    let guest = performer(dice.below(256));
    if dice.once_in(5) && guest != own {
        line(format!("    performers:\n      - {own}\n      - name: {guest}\n        role: featured"));
        if dice.once_in(3) {
            line(format!("        credited_as: The {guest}"));
        }
    } else if dice.once_in(3) {
        line(format!("    performers: [{own}]"));
    }
    if dice.once_in(12) {
        line("    cover_of: Talking Heads".to_owned());
    }
    line(format!("    isrc: QZ{:03}{:02}{:05}", release / 2000 % 1000, release % 2000 / 80, release % 80 * 40 + track));
    if dice.below(5) < 3 {
        line(format!("    iswc: {}", iswc(release * 40 + track)));
    }
    line(format!("    duration: \"{}:{:02}\"", 2 + dice.below(6), dice.below(60)));
    line(format!("    language: {}\n    explicit: none", dice.one(&["en", "fr", "ru", "zxx"])));
    line(format!(
        "    writers: [{}, {}]",
        dice.one(&["Ida Solberg", "Esra Demir"]),
        dice.one(&["Jun Tanaka", "Rosa García"])
    ));
    if dice.once_in(20) {
        line(format!("    notes: {}", dice.one(TAKES)));
    }
}

fn title(dice: &mut Dice) -> String {
    let (verb, thing) = (dice.one(VERBS), dice.one(THINGS));
    match dice.below(6) {
        0 => format!("{} {}", dice.one(FIRST), dice.one(SECOND)),
        1 => format!("\"{verb}: {thing}\""),
        2 => format!("'{} Song'", dice.one(FIRST)),
        3 => format!("{verb} {thing} (and {} Again)", dice.one(VERBS)),
        _ => format!("{verb} {thing}"),
    }
}

/// Thirteen digits with the right check digit.
pub(crate) fn barcode(number: u64) -> String {
    let body = format!("70{number:010}");
    let sum: u32 =
        body.bytes().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// An ISWC with the right check digit.
fn iswc(number: usize) -> String {
    let digits = format!("{number:09}");
    let sum: usize = (1..).zip(digits.bytes()).map(|(weight, digit)| weight * usize::from(digit - b'0')).sum();
    format!("T{digits}{}", (9 - sum % 10) % 10)
}

/// Texts that formats stumble over: each is one line, and none is refused.
pub(crate) const NASTY: &[&str] = &[
    "=1+1",
    "1979",
    "00123",
    "3:20",
    "1/2",
    "'Til the End'",
    "\"Heroes\"",
    "a, b; c",
    "; ",
    "Лето",
    "L’été 🎵",
    "<b>&amp;</b>",
    "]]>",
    "#1 Crush",
    "{Awayland}",
    "!!!",
    "*NSYNC",
    "Leto: Original",
    "NO",
    "null",
    "~",
    "- x",
    "? x",
    "@home",
    "`x`",
    "%age",
    "é\u{301}",
    "a\u{A0}b",
    "\u{202E}x",
    "::error::x",
    "true",
    "1e3",
    ".inf",
    "back\\slash",
    "tab\there",
    " leading",
    "trailing ",
    "#",
    ": ",
    "a #b",
    "a: b",
    "|",
    ">",
    "\u{85}x",
];

/// A sound record that uses every field, with such texts, in whatever form the record allows.
pub(crate) fn everything(seed: u64) -> Value {
    let mut dice = Dice::new(seed);
    let mut release = json!({
        "title": text(&mut dice),
        "version": text(&mut dice),
        "title_language": "en",
        "titles": [{"language": "ru", "title": text(&mut dice)}, {"language": "zh-Hant-TW", "title": text(&mut dice)}],
        "type": dice.one(&["album", "single", "ep", "broadcast", "other"]),
        "secondary_types": ["soundtrack", "live"],
        "performers": ["Various Artists"],
        "label": text(&mut dice),
        "catalog_number": text(&mut dice),
        "barcode": if dice.once_in(2) { barcode(seed) } else { format!("{} {}", &barcode(seed)[..1], &barcode(seed)[1..]) },
        "grid": dice.one(&["A12425GABC1234002M", "A1-2425G-ABC1234002-M"]),
        "original_release_date": dice.one(&["1968-11-22", "1968-11", "1968"]),
        "genres": [format!("{} a", text(&mut dice)), format!("{} b", text(&mut dice))],
        "p_line": {"year": 2017, "owner": text(&mut dice)},
        "c_line": {"year": 2018, "owner": text(&mut dice)},
        "credits": [{"name": text(&mut dice), "role": text(&mut dice)}],
        "explicit": dice.one(&["explicit", "clean", "none"]),
        "artwork": "files/front.png",
        "deals": deals(&mut dice),
        "notes": format!("{}\n{}\n", text(&mut dice), text(&mut dice)),
    });
    if dice.once_in(2) {
        release["release_date"] = json!("2018-11-30");
    } else {
        release["release_events"] = json!([
            {"date": "2018-11-30", "territories": ["FR", "NO"]},
            {"date": "2018-12-07", "excluded_territories": ["FR", "NO"]},
        ]);
    }
    if dice.once_in(2) {
        release["tracks"] = tracks(&mut dice);
    } else {
        release["media"] = json!([
            {"number": 1, "format": "vinyl", "title": text(&mut dice), "tracks": tracks(&mut dice)},
            {"format": "cd", "tracks": tracks(&mut dice)},
        ]);
    }
    release
}

fn tracks(dice: &mut Dice) -> Value {
    let first = dice.below(2);
    (first..first + 1 + dice.below(4)).map(|number| track(dice, number)).collect()
}

fn track(dice: &mut Dice, number: usize) -> Value {
    json!({
        "number": number,
        "title": text(dice),
        "version": text(dice),
        "title_language": "fr",
        "titles": [{"language": "ru-Latn", "title": text(dice)}],
        "performers": [
            "The Harbour Lights",
            {"name": "Jenia Lubich", "role": "featured", "credited_as": text(dice)},
            {"name": "Ferrymen", "role": "with"},
            {"name": "Lanterns of Zwölf", "role": "remixer"},
        ],
        "cover_of": if dice.once_in(2) { json!(format!("{} original", text(dice))) } else {
            json!({"performer": format!("{} original", text(dice)), "title": text(dice), "isrc": "US-PR3-73-00012"})
        },
        "bonus": false,
        "isrc": dice.one(&["GB-XWZ-08-00015", "GBXWZ0800015", "ISRC gb-ajy-12-34567"]),
        "iswc": dice.one(&["T-034.524.680-1", "T0345246801"]),
        "duration": dice.one(&["3:20", "0:07", "1:02:45", "999:59", "59:59"]),
        "language": "zxx",
        "writers": [format!("{} w", text(dice)), {"name": text(dice), "role": "composer", "ipi": "14107338100"}, {"name": text(dice)}],
        "credits": [{"name": text(dice), "role": dice.one(&["producer", "Mixing Engineer", "tea maker", "Photographer"])}],
        "explicit": dice.one(&["explicit", "clean", "none"]),
        "audio": dice.one(&["files/tone.flac", "files/tone.wav"]),
        "deals": deals(dice),
        "p_line": {"year": 1972, "owner": text(dice)},
        "printed": text(dice),
        "notes": text(dice),
    })
}

/// A roster for those whom [`everything`] credits, with all that a feed takes.
pub(crate) const ROSTER_OF_EVERYTHING: &str = "\
performers:
  The Harbour Lights: {type: group, isni: 0000 0001 2281 955X, ids: [{namespace: A & B, id: <1>}, {namespace: C, id: '2'}]}
  Jenia Lubich: {type: person, native_name: Женя Любич, native_language: ru-Cyrl, ipi: '00014107338'}
  Ferrymen: {type: group, native_name: Перевозчики}
  Lanterns of Zwölf: {type: group}
";

/// Files that [`everything`] names: a recording in two forms, and a cover; what is heard and seen is of no account.
pub(crate) const FILES_OF_EVERYTHING: &[(&str, &[u8])] = &[
    ("files/tone.flac", b"fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0\x0A\xC4\x42\xF0\0\0\0\0"),
    ("files/tone.wav", b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x44\xAC\0\0\x10\xB1\x02\0\x04\0\x10\0data\0\0\0\0"),
    ("files/front.png", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x0B\xB8\0\0\x0B\xB8\x08\x02\0\0\0"),
];

/// Each of the ways in which a deal may be written.
fn deals(dice: &mut Dice) -> Value {
    let scope = dice.one(&["all", "release", "tracks"]);
    json!([
        {
            "territories": ["FR", "NO"],
            "commercial_models": ["SubscriptionModel", "AdvertisementSupportedModel"],
            "use_types": ["OnDemandStream", "NonInteractiveStream", "ConditionalDownload"],
            "start_date": "2018-11-30",
            "end_date": "2028-11-29",
            "pre_order": false,
            "scope": scope,
        },
        {
            "excluded_territories": ["FR", "NO"],
            "commercial_models": ["PayAsYouGoModel"],
            "use_types": ["PermanentDownload"],
            "start_date": dice.one(&["2018-12-07", "2019-01-04"]),
        },
        {
            "commercial_models": ["PayAsYouGoModel"],
            "use_types": ["PermanentDownload"],
            "start_date": "2018-11-16",
            "end_date": "2018-11-29",
            "pre_order": true,
            "scope": "release",
        },
    ])
}

fn text(dice: &mut Dice) -> String {
    // Two on a line, so that no text is used twice where a list must not repeat itself.
    format!("{} {}", dice.one(NASTY), dice.next() % 1000)
}

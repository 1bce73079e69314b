//! Real titles and names, about which no rule says anything, and wrong ones, about which one rule does.
use crate::wording::Wording;
use crate::wording::apostrophes::{accent_as_apostrophe, quote_direction};
use crate::wording::blanks::{double_blank, odd_blank, padded_text};
use crate::wording::brackets::unbalanced_brackets;
use crate::wording::capitals::odd_capitals;
use crate::wording::casing::{all_capitals, all_lower_case};
use crate::wording::emoji::emoji;
use crate::wording::explicit::explicit_in_title;
use crate::wording::invisible::invisible_character;
use crate::wording::length::title_too_long;
use crate::wording::mojibake::mojibake;
use crate::wording::normal::not_nfc;
use crate::wording::placeholders::placeholder_title;
use crate::wording::promotion::promotion;
use crate::wording::punctuation::blank_before_punctuation;
use crate::wording::quotes::unbalanced_quotes;
use crate::wording::scripts::two_scripts_in_a_word;
use crate::wording::spot::{Edit, Spot};
use crate::wording::unprintable::unprintable_character;
use std::{collections::BTreeMap, hint::black_box, time::Instant};

type Check = fn(&Wording<'_>) -> Vec<Spot>;

/// The rules over one text.
const CHECKS: &[(&str, Check)] = &[
    ("T001", padded_text),
    ("T002", double_blank),
    ("T003", odd_blank),
    ("T004", invisible_character),
    ("T005", unprintable_character),
    ("T006", not_nfc),
    ("T007", mojibake),
    ("T008", two_scripts_in_a_word),
    ("T009", quote_direction),
    ("T010", accent_as_apostrophe),
    ("T011", unbalanced_brackets),
    ("T012", unbalanced_quotes),
    ("T013", blank_before_punctuation),
    ("T016", odd_capitals),
    ("T017", placeholder_title),
    ("T018", promotion),
    ("T019", explicit_in_title),
    ("T020", title_too_long),
    ("T022", emoji),
];

/// The rules over a record.
fn record(titles: &[&str], language: &str) -> Vec<(&'static str, usize, Spot)> {
    let texts: Vec<Wording<'_>> = titles.iter().map(|title| Wording::new(title, language)).collect();
    let found = |code, spots: Vec<(usize, Spot)>| spots.into_iter().map(move |(index, spot)| (code, index, spot));
    let mut all: Vec<_> = found("T014", all_capitals(&texts)).collect();
    all.extend(found("T015", all_lower_case(&texts)));
    all
}

fn texts(text: &str, language: &str) -> Vec<(&'static str, Spot)> {
    let wording = Wording::new(text, language);
    CHECKS.iter().flat_map(|(code, check)| check(&wording).into_iter().map(|spot| (*code, spot))).collect()
}

/// Characters that cannot be seen are written `\u{200B}` in the lists.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape ends");
        plain.extend(char::from_u32(u32::from_str_radix(code, 16).expect("an escape is a number")));
        plain.push_str(rest);
    }
    plain
}

fn mended(text: &str, spots: &[Spot]) -> String {
    let mut mended = text.to_owned();
    for spot in spots.iter().rev() {
        mended.replace_range(spot.at.clone(), spot.edit.as_ref().map_or(&text[spot.at.clone()], Edit::replacement));
    }
    mended
}

fn right() -> Vec<(String, String)> {
    let lines = include_str!("right.txt").lines().filter(|line| !line.is_empty());
    lines
        .map(|line| line.split_once('\t').expect("a language and a text"))
        .map(|(language, text)| (language.to_owned(), unescaped(text)))
        .collect()
}

/// What the mixtures are joined by: signs and words that checks look for.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    " ", " - ", " – ", "-", "—", "(", ")", " (", "[", "]", "（", "）", "【", "】", ":", ": ", "：", ".", "!", "'", "’",
    "\"", "“", "/", "#", "@", "\t", "\u{a0}", "\u{301}", "\u{200b}", "feat. ", "Ft ", "featuring ", " w/ ", "with ",
    "Bonus", "Bonus Track", "Live", "Remix", "Cover", "кавер", "OST", "O.S.T.", "Inst.", "Instrumental",
    "инструментал", "Explicit", "Clean Version", "Track 1", "Трек", "TBA", "TITLE HERE", "Official Video", "out now",
    "Exclusive", "Spotify", "Amazon", "Original", "1", "12", "é", "É", "ñ", "ё", "Ж", "и", "Кино", "K", "Ω", "µ", "ª",
    "ライブ", "가", "Ã©", "Рљ", "a", "A", "b", "M", "fe", "F", "t", "x", "DJ", "the",
];

/// Real texts and wrong ones, and very many made of parts of them: what a quick look must not pass over.
pub(crate) fn mixtures() -> Vec<String> {
    let lists = [
        include_str!("right.txt"),
        include_str!("wrong.txt"),
        include_str!("../title/right.txt"),
        include_str!("../title/wrong.txt"),
    ];
    let fields = lists.iter().flat_map(|list| list.lines()).flat_map(|line| line.split('\t'));
    let known: Vec<String> = fields.flat_map(|field| field.split(" ¦ ")).map(unescaped).collect();
    let mut seed = 11_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).expect("small") % below
    };
    let mut all = known.clone();
    for _ in 0..60_000 {
        let mut text = String::new();
        for _ in 0..=next(4) {
            let part = &known[next(known.len())];
            let signs: Vec<char> = part.chars().collect();
            match next(3) {
                0 => text.extend(&signs[next(signs.len() + 1)..]),
                1 => text.extend(&signs[..next(signs.len() + 1)]),
                _ => {}
            }
            text.push_str(PIECES[next(PIECES.len())]);
        }
        all.push(match next(8) {
            0 => text.to_uppercase(),
            1 => text.to_lowercase(),
            _ => text,
        });
    }
    all
}

#[test]
fn nothing_is_said_about_real_titles_and_names() {
    let right = right();
    assert!(right.len() >= 260, "{}", right.len());
    let mut said = Vec::new();
    for (language, text) in &right {
        said.extend(texts(text, language).into_iter().map(|(code, spot)| format!("{code} {text}: {}", spot.message)));
        said.extend(
            record(&[text], language).into_iter().map(|(code, _, spot)| format!("{code} {text}: {}", spot.message)),
        );
    }
    let titles: Vec<&str> = right.iter().map(|(_, text)| text.as_str()).collect();
    // Straight and curly marks are mixed in the list itself.
    said.extend(
        record(&titles, "")
            .into_iter()
            .filter(|(code, ..)| *code != "T021")
            .map(|(code, _, spot)| format!("{code}: {}", spot.message)),
    );
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[test]
fn each_wrong_text_has_its_one_finding() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in include_str!("wrong.txt").lines().filter(|line| !line.is_empty()) {
        let fields: Vec<String> = line.split('\t').map(unescaped).collect();
        let [code, language, text, part, fix] = &fields[..] else { panic!("five fields: {line}") };
        let titles: Vec<&str> = text.split(" ¦ ").collect();
        let (found, parts, fixed) =
            if titles.len() > 1 { over_record(&titles, language) } else { over_text(text, language) };
        if found.iter().any(|found| found != code) || found.is_empty() || &parts != part || &fixed != fix {
            wrong.push(format!("{line}\n    {found:?} `{parts}` `{fixed}`"));
        }
        // What is mended has no further finding.
        if !fix.is_empty() && titles.len() == 1 {
            wrong.extend(
                texts(fix, language)
                    .into_iter()
                    .map(|(code, spot)| format!("{line}\n    mended, {code} {}", spot.message)),
            );
        }
        *counts.entry(line.split('\t').next().unwrap_or_default()).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for code in (1..=22).filter(|number| *number != 21).map(|number| format!("T{number:03}")) {
        assert!(counts.get(code.as_str()).is_some_and(|count| *count >= 5), "{code}: too few");
    }
}

/// The codes, the wrong parts, and the text as mended.
pub(crate) fn over_text(text: &str, language: &str) -> (Vec<String>, String, String) {
    let found = texts(text, language);
    let spots: Vec<Spot> = found.iter().map(|(_, spot)| spot.clone()).collect();
    let parts: Vec<&str> = spots.iter().map(|spot| &text[spot.at.clone()]).collect();
    let fixed = if spots.iter().any(|spot| spot.edit.is_some()) { mended(text, &spots) } else { String::new() };
    (found.into_iter().map(|(code, _)| code.to_owned()).collect(), parts.join(" ¦ "), fixed)
}

pub(crate) fn over_record(titles: &[&str], language: &str) -> (Vec<String>, String, String) {
    let mut found = record(titles, language);
    for (index, title) in titles.iter().enumerate() {
        found.extend(texts(title, language).into_iter().map(|(code, spot)| (code, index, spot)));
    }
    let parts: Vec<&str> = found.iter().map(|(_, index, spot)| &titles[*index][spot.at.clone()]).collect();
    let has_edit = found.iter().any(|(_, _, spot)| spot.edit.is_some());
    let mended: Vec<String> = titles
        .iter()
        .enumerate()
        .map(|(index, title)| {
            let spots: Vec<Spot> =
                found.iter().filter(|(_, own, _)| *own == index).map(|(_, _, spot)| spot.clone()).collect();
            mended(title, &spots)
        })
        .collect();
    (
        found.iter().map(|(code, ..)| (*code).to_owned()).collect(),
        parts.join(" ¦ "),
        if has_edit { mended.join(" ¦ ") } else { String::new() },
    )
}

#[test]
fn no_text_makes_a_check_panic_or_point_between_two_bytes() {
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        seed >> 33
    };
    let signs: Vec<char> = "aA.mM ,;:!?()[]\"'`´‘’“”„«»»ÃÂâ€™©\u{A0}\u{AD}РСёКкΩΔ\u{301}e\u{FE0F}👩\u{200D}#@/-1\u{3000}\u{200B}\u{FFFD}\u{1112}\u{1161}wht".chars().collect();
    for _ in 0..60_000 {
        let text: String =
            (0..next() % 24).map(|_| signs[usize::try_from(next()).expect("small") % signs.len()]).collect();
        let language = ["", "en", "fr", "ga"][usize::try_from(next()).expect("small") % 4];
        for (code, spot) in texts(&text, language) {
            assert!(text.get(spot.at.clone()).is_some_and(|part| !part.is_empty()), "{code} {text:?} {:?}", spot.at);
        }
        record(&[&text, &text, &text], language);
    }
}

#[test]
fn a_long_text_takes_no_longer_than_its_length_asks() {
    let started = Instant::now();
    for part in [
        "‘",
        "’",
        "(www.",
        ")a",
        "аa ",
        "aa‘",
        "‚",
        "”a”",
        "»a",
        "(a) ",
        "´",
        "a´",
        "-",
        " - ",
        ". ",
        "a .",
        "Р",
        "Ã",
        "ﷺ",
        "(",
        ")",
        "“",
        "”",
        "» ",
        "‘a",
        "`",
        "Ã©",
        "РљРё",
        "a ",
        " ",
        "e\u{301}",
        "\u{301}",
        "#",
        "www.",
        "K\u{43A}",
        "👩\u{200D}",
        "a.M ",
        "\u{200B}",
        "([",
        "\"",
        "« ",
        "h",
        "- Clean ",
        "::",
        "!",
        " !",
        "A.m",
    ] {
        let text = part.repeat(20_000);
        texts(&text, "en");
        texts(&text, "");
        record(&[&text, &text, &text], "");
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

/// `cargo test --release -- --ignored --nocapture` says how long a usual title takes.
#[test]
#[ignore = "a measurement"]
fn a_usual_title_is_quickly_looked_at() {
    for text in [
        "Broken Hearted Blues, Pt. 2",
        "Don’t Look Back (in Anger)",
        "Последний герой",
        "Où est le garage ?",
        "椎名林檎",
        "Low Tide",
    ] {
        let started = Instant::now();
        let rounds = 1_000_000_u32;
        for _ in 0..rounds {
            let wording = Wording::new(black_box(text), "");
            for (_, check) in CHECKS {
                assert!(black_box(check(black_box(&wording))).is_empty());
            }
        }
        let texts: u128 = started.elapsed().as_nanos() / u128::from(rounds);
        let started = Instant::now();
        for _ in 0..rounds {
            black_box(Wording::new(black_box(text), ""));
        }
        println!(
            "{text}: {texts} ns, of them {} ns for the first look",
            started.elapsed().as_nanos() / u128::from(rounds)
        );
    }
    let nothing: Check = |_| Vec::new();
    let wording = Wording::new("Low Tide", "");
    let started = Instant::now();
    for _ in 0..1_000_000 {
        black_box(black_box(nothing)(black_box(&wording)));
    }
    println!("a check that does nothing: {} ns", started.elapsed().as_nanos() / 1_000_000);
    let titles: Vec<String> = (0..20).map(|number| format!("Broken Hearted Blues {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let wordings: Vec<Wording<'_>> = titles.iter().map(|title| Wording::new(title, "")).collect();
    let started = Instant::now();
    for _ in 0..100_000 {
        let wordings = black_box(&wordings[..]);
        black_box((all_capitals(wordings), all_lower_case(wordings)));
    }
    println!("a record of 20: {} ns", started.elapsed().as_nanos() / 100_000);
}

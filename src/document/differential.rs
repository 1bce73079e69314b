//! Both readers give the same tape, wherever the fast one accepts: on made-up records, changed in places where it hurts.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use super::{Limits, Reader, events, pieces, plain};
use crate::generator::{self, Dice};
use crate::source::{File, Source};
use std::env;

/// What the fast reader has to say of a text, and whether the full one says the same.
fn compare(text: &str) -> Option<Result<(), String>> {
    let source = Source::whole(File { number: 0, path: "text".into() }, text.to_owned());
    let limits = Limits::default();
    let mut accepted = None;
    for piece in pieces::pieces(&source.text) {
        let base = piece.start as u32;
        let text = &source.text[piece];
        if !super::characters::find(text).is_empty() {
            continue;
        }
        let Some(fast) = plain::read(text, base) else { continue };
        let mut findings = Vec::new();
        let mut documents = super::Documents::default();
        let mut reader = Reader { limits: &limits, base, is_declined: true, findings: &mut findings };
        events::read(&mut reader, text, text, &mut documents);
        let is_same =
            findings.is_empty() && documents.tapes.len() == 1 && documents.tapes[0].outline() == fast.outline();
        if !is_same {
            let full: Vec<Vec<String>> = documents.tapes.iter().map(crate::tape::Tape::outline).collect();
            let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
            return Some(Err(format!("{text:?}\nfast: {:#?}\nfull: {full:#?}\n{messages:?}", fast.outline())));
        }
        accepted = Some(Ok(()));
    }
    accepted
}

fn must_agree(text: &str) -> bool {
    match compare(text) {
        Some(Err(difference)) => panic!("{difference}"),
        Some(Ok(())) => true,
        None => false,
    }
}

/// Cases that have gone wrong, or that are easy to get wrong.
const TRAPS: &[&str] = &[
    "a: b\n  c\n",
    "a: b\n\n  c\n",
    "a: b\n  # c\nd: e\n",
    "a: b\n # c\n  d\n",
    "a:\nb: c\n",
    "a:\n- b\n- c\nd: e\n",
    "a:\n  - b\n  - c\n",
    "a:\n  - b: c\n    d: e\n  - f: g\n",
    "a:\n  -\n    b: c\n",
    "a:\n  -\n  - b\n",
    "a:\n  - - b\n",
    "a:\n  -   b: c\n      d: e\n",
    "- a: b\n  c: d\n",
    "- a:\n    b: c\n- d\n",
    "- a:\n  - b\n",
    "a:\n    b:\n        c: d\n    e: f\n",
    "a:\n    b: c\n  d: e\n",
    "a: b\n  d: e\n",
    "  a: b\n  c: d\n",
    "a: 'it''s'\nb: \"x\"\n",
    "a: 'x' # c\nb: \"x\"# c\n",
    "a: [b, c]\nd: {e: f, g: [h]}\n",
    "a: [b, c,]\n",
    "a: [ ]\nb: {}\n",
    "a: [b c, 3:20, d#e, x:y]\n",
    "a: [b, c #d]\n",
    "a: {b: c, b: d}\n",
    "a: b\na: c\n",
    "a: |\n  b\n  c\nd: e\n",
    "a: |-\n  b\n\n  c\n\nd: e\n",
    "a: |\n  b\n\n\n",
    "a: |\n  b\n # c\nd: e\n",
    "a: |\n  b\n   c\n  d\n",
    "a: |\n\n  b\n",
    "a: |\n    b\n  c\n",
    "a: |\n  b",
    "a: | # c\n  b\n",
    "- |\n b\n- c\n",
    "a: |+\n  b\n\n",
    "a: >\n  b\n",
    "a: |\nb: c\n",
    "a: |2\n   b\n",
    "a: b:c\nd: e#f\n",
    "a: b: c\n",
    "a: b:\n",
    "a : b\n",
    "a:b\n",
    "a: #b\n",
    "a: b #c\n",
    "a: b#c\n",
    "1: a\n",
    "~: a\n",
    "true: a\n",
    "a: -b\n",
    "a: - b\n",
    "a: ?b\n",
    "a: :b\n",
    "a: 1979\nb: 0x1F\nc: 1e3\nd: .inf\ne: ~\nf: null\ng: True\n",
    "---\na: b\n",
    "--- # c\na: b\n",
    "--- a\n",
    "---\na: b\n---\nc: d\n",
    "a: b\n...\n",
    "# only\n",
    "",
    "\u{FEFF}a: b\n",
    "a: b\n\u{FEFF}c: d\n",
    "a: b\r\nc:\r\n  - d\r\n",
    "a: b\rc: d\n",
    "a:\tb\n",
    "a: b\tc\n",
    "a: b \n",
    "a:  b  # c\n",
    "\ta: b\n",
    "a:\n\t- b\n",
    "%YAML 1.2\n---\na: b\n",
    "? a\n: b\n",
    "\"a\": b\n",
    "'a': b\n",
    "&a a: b\n",
    "a: &b c\nd: *b\n",
    "a: !b c\n",
    "a: \"b\\n\"\n",
    "a: 'b\n  c'\n",
    "é: ü\nЛето: 雪\n",
    "a: {b: 'c', d: \"e\"}\n",
    "a: {b : c}\n",
    "a: {b:c}\n",
    "a: [b: c]\n",
    "a: [b]c\n",
    "a: [b]: c\n",
    "[a]: b\n",
    "- a\nb: c\n",
    "a: b\n- c\n",
    "a\n",
    "- a\n- b\n",
    "a: -1\nb: - 1\nc: -\n",
    "a: |\n  b\n\t\nc: d\n",
    "a: |\n  \tb\n",
    "a: b\n \nc: d\n",
    "a:\n  \n  b: c\n",
    "a: ''\nb: \"\"\n",
    "a: '''b'''\n",
];

#[test]
fn both_readers_agree_on_what_is_easy_to_get_wrong() {
    let accepted = TRAPS.iter().filter(|text| must_agree(text)).count();
    assert!(accepted > 35, "the fast reader accepts only {accepted} of {}", TRAPS.len());
}

#[test]
fn the_fast_reader_reads_all_made_up_records_and_the_first_one() {
    for number in 0..300 {
        assert!(must_agree(&generator::release(number)), "release {number}");
        assert!(must_agree(&generator::release(number).replace('\n', "\r\n")), "release {number} with CR LF");
    }
    assert!(must_agree(&generator::roster()));
    assert!(must_agree(include_str!("../../input/leto.yaml")));
    let roster = include_str!("../../input/performers.yaml");
    assert!(must_agree(roster));
}

/// Small records, each changed in one to three places. `GATEFOLD_DIFFERENTIAL` says how many.
#[test]
fn both_readers_agree_on_changed_records() {
    let count: u64 = env::var("GATEFOLD_DIFFERENTIAL").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let seed: u64 = env::var("GATEFOLD_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let mut accepted = 0;
    for number in 0..count {
        let mut dice = Dice::new(number.wrapping_add(seed << 40));
        let mut text = small(&mut dice);
        for _ in 0..=dice.below(3) {
            change(&mut text, &mut dice);
        }
        accepted += u64::from(must_agree(&text));
    }
    println!("{count} cases, {accepted} accepted by the fast reader, no difference");
    assert!(accepted * 10 >= count, "only {accepted} of {count} were accepted: the changes are too coarse");
}

/// A few lines of the kinds that records are made of.
fn small(dice: &mut Dice) -> String {
    const LINES: &[&str] = &[
        "title: Low Tide\n",
        "performers: [Zveri, Petr Pogodaev]\n",
        "p_line: {year: 2018, owner: Quay Records}\n",
        "release_events:\n  - date: 2018-11-30\n    territories: [FR, \"NO\"]\n  - date: 2018-12-07\n",
        "notes: |\n  One line.\n\n  Another: one # really.\n",
        "notes: |-\n    One line.\n      Deeper.\n",
        "tracks:\n  - number: 1\n    title: 'It''s'\n  - number: 2\n    title: \"A: b\"\n    cover_of: {performer: Iggy Pop, title: x}\n",
        "tracks:\n- number: 1\n  performers:\n  - Zveri\n  - name: Jenia Lubich\n    role: featured\n- number: 2\n",
        "# a comment\n",
        "label: Milan Records      # with a comment\n",
        "empty:\n",
        "barcode: \"0077778620921\"\n",
        "год: Лето\n",
        "media:\n  - format: cd\n    tracks:\n      - number: 1\n        title: A\n",
        "\n",
        "genres: []\n",
        "deep:\n    er:\n        still: 1\n",
        "list:\n  - 1\n  - true\n  - ~\n  - 1.5\n  - x y\n",
    ];
    let mut text = String::new();
    if dice.once_in(8) {
        text.push_str("---\n");
    }
    let start = dice.below(LINES.len());
    for step in 0..=dice.below(4) {
        text.push_str(LINES[(start + step * 5) % LINES.len()]);
    }
    if dice.once_in(6) {
        text = text.replace('\n', "\r\n");
    }
    text
}

/// Signs that matter to YAML go in and out.
fn change(text: &mut String, dice: &mut Dice) {
    const SIGNS: &[&str] = &[
        " ", "  ", "\n", "-", "- ", ":", ": ", "#", " #", ",", "[", "]", "{", "}", "'", "\"", "|", ">", "\t", "\r",
        "&a ", "*a", "!x ", "? ", "---\n", "...\n", "x", "é", "0", "~", ".", "\\", "%", "\u{FEFF}", "\u{A0}", "\n\n",
        "\n  ", "\n- ", "''", "|-", "@", "`", "a: ",
    ];
    let boundary = |text: &str, at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap();
    let at = boundary(text, dice.below(text.len() + 1));
    match dice.below(5) {
        0 | 1 => text.insert_str(at, SIGNS[dice.below(SIGNS.len())]),
        2 => {
            let end = boundary(text, (at + 1 + dice.below(3)).min(text.len()));
            text.replace_range(at..end, "");
        }
        3 => {
            let end = boundary(text, (at + 1).min(text.len()));
            text.replace_range(at..end, SIGNS[dice.below(SIGNS.len())]);
        }
        _ => {
            // A line more or less indented, or twice.
            let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
            match dice.below(3) {
                0 => text.insert_str(start, ["  ", " ", "    "][dice.below(3)]),
                1 if text[start..].starts_with("  ") => text.replace_range(start..start + 2, ""),
                _ => {
                    let end = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
                    let line = text[start..end].to_owned();
                    text.insert_str(end, &line);
                }
            }
        }
    }
}

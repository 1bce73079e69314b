//! Whatever bytes come in, the program stays on its feet: every place lies in its text, and the same input gives the same findings.
//!
//! `PROPTEST_CASES` says how many cases are tried. What was found once is a row of `FOUND`.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use gatefold::{Checked, Inputs, Limits, Options, Place, Position, Severity, check};
use proptest::{
    collection::vec,
    prelude::{Strategy, any},
    prop_oneof,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use std::{
    env, fs,
    io::{Cursor, Read, Write},
    path::Path,
    process::{Command, Stdio},
    str,
};

const RECORD: &str = include_str!("../input/leto.yaml");

/// Texts that went wrong once.
const FOUND: &[&[u8]] = &[
    b"",
    b"\xEF\xBB\xBF",
    b"\xEF\xBB\xBF\xEF\xBB\xBF",
    b"\0",
    b"\r",
    b"---\n...\n---\n",
    b"\t",
    b"\x85",
    b"\xC2\x85title: x\n",
];

/// What YAML readers stumble over.
const TOKENS: &[&str] = &[
    "\t",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\0",
    "\u{7}",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{1F3B5}",
    "e\u{301}",
    "\u{202E}",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ": ",
    "- ",
    "? ",
    "#",
    " #",
    "|",
    ">",
    "|2-",
    "&a ",
    "*a",
    "<<: ",
    "!",
    "!!str ",
    "!<x> ",
    "%YAML 1.2\n",
    "---",
    "\n---\n",
    "\n...\n",
    "--- |\n",
    "~",
    "null",
    "1e999",
    ".nan",
    "0x1F",
    "\\x07",
    "\"\\u",
    "''",
    "@",
    "`",
    "number: ",
    "title: ",
    "tracks: ",
    "performers: ",
    "2018-02-30",
    "[[[[[[[[",
    "{a: {b: {c: ",
    "é",
];

/// A change of a text, at places that are told as parts of it.
#[derive(Clone, Debug)]
enum Change {
    Delete(Index, usize),
    Insert(Index, Vec<u8>),
    Repeat(Index, usize, Index),
    SwapLines(Index, Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let length = || prop_oneof![0..4usize, 0..200usize];
    let inserted = prop_oneof![
        8 => select(TOKENS).prop_map(|token| token.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..4),
    ];
    let change = prop_oneof![
        2 => (any::<Index>(), length()).prop_map(|(at, length)| Change::Delete(at, length)),
        5 => (any::<Index>(), inserted).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        2 => (any::<Index>(), length(), any::<Index>()).prop_map(|(from, length, to)| Change::Repeat(from, length, to)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::SwapLines(one, other)),
    ];
    vec(change, 1..8)
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let size = bytes.len() + 1;
        match change {
            Change::Delete(at, length) => {
                let at = at.index(size);
                bytes.drain(at..(at + length).min(size - 1));
            }
            Change::Insert(at, inserted) => {
                let at = at.index(size);
                bytes.splice(at..at, inserted.iter().copied());
            }
            Change::Repeat(from, length, to) => {
                let (from, to) = (from.index(size), to.index(size));
                let piece = bytes[from..(from + length).min(size - 1)].to_vec();
                bytes.splice(to..to, piece);
            }
            Change::SwapLines(one, other) => {
                let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    let (one, other) = (one.index(lines.len()), other.index(lines.len()));
                    lines.swap(one, other);
                }
                bytes = lines.concat();
            }
        }
    }
    bytes
}

/// A whole text: the first record or a small one, changed; or nothing but tokens; or nothing but bytes.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let small = "title: Blue Hour\ntype: album\nperformers: [Zveri]\nlabel: Quay Records\nrelease_date: 2026-03-06\n\
                 tracks:\n  - number: 1\n    title: Low Tide\n  - {number: 2, title: \"High Tide\", performers: [Kino]}\n";
    prop_oneof![
        4 => changes().prop_map(|changes| changed(RECORD, &changes)),
        6 => changes().prop_map(move |changes| changed(small, &changes)),
        3 => vec(select(TOKENS), 0..30).prop_map(|tokens| tokens.concat().into_bytes()),
        1 => vec(any::<u8>(), 0..200),
    ]
}

/// How often each property is tried: a tenth of it where the program itself is run.
fn runner(share: u32) -> TestRunner {
    let cases = env::var("PROPTEST_CASES").map_or(300, |cases| cases.parse().expect("PROPTEST_CASES is a number"));
    TestRunner::new(Config { cases: (cases / share).max(1), failure_persistence: None, ..Config::default() })
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    fs::copy("input/performers.yaml", folder.path().join("input/performers.yaml")).unwrap();
    folder
}

fn found(path: &Path, bytes: &[u8]) -> Checked {
    let stdin: Box<dyn Read + Send> = Box::new(Cursor::new(bytes.to_vec()));
    check(Inputs { paths: Vec::new(), stdin: Some((path.to_owned(), stdin)) }, &Options::default()).unwrap()
}

/// The position of a byte, counted here once more.
fn position(text: &str, byte: usize) -> Position {
    let text = text[..byte].strip_prefix('\u{FEFF}').unwrap_or(&text[..byte]);
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let last = lines.rsplit('\n').next().unwrap();
    Position {
        line: lines.matches('\n').count() + 1,
        column: last.chars().count() + 1,
        utf16_column: last.encode_utf16().count() + 1,
        byte_column: last.len() + 1,
    }
}

/// What is true of the findings of any text.
fn is_sane(checked: &Checked, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for finding in &checked.findings {
        let others = finding.others.iter().map(|(place, _)| place);
        for place in std::iter::once(&finding.place).chain(others) {
            // A text in UTF-16 is shown as what it means.
            if finding.code != "Y001" {
                is_inside(place, &text);
            }
            assert!(place.start <= place.end, "{finding:?}");
        }
        assert!(!finding.message.is_empty() && finding.helps.iter().all(|help| !help.is_empty()), "{finding:?}");
    }
    let key = |finding: &gatefold::Finding| (finding.place.bytes.start, finding.place.bytes.end, finding.code);
    assert!(checked.findings.is_sorted_by_key(key), "{:?}", checked.findings);
    for pair in checked.findings.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}

fn is_inside(place: &Place, text: &str) {
    let [start, end] = [place.bytes.start, place.bytes.end].map(|byte| usize::try_from(byte).unwrap());
    assert!(text.get(start..end).is_some(), "{place:?} lies outside of its text or cuts a character");
    // Between CR and LF nothing stands.
    if !(text[..start].ends_with('\r') && text[start..].starts_with('\n')) {
        assert_eq!(place.start, position(text, start), "{place:?}");
    }
}

#[test]
fn any_bytes_give_sane_findings_and_the_same_twice() {
    let folder = folder();
    let path = folder.path().join("input/x.yaml");
    let sane = |bytes: &[u8]| {
        let checked = found(&path, bytes);
        is_sane(&checked, bytes);
        assert_eq!(checked.findings, found(&path, bytes).findings);
    };
    for bytes in FOUND {
        sane(bytes);
    }
    let mut runner = runner(1);
    let result = runner.run(&texts(), |bytes| {
        sane(&bytes);
        Ok(())
    });
    told(result);
}

/// A failure with the text that failed, as it is put into `FOUND`.
fn told(result: Result<(), proptest::test_runner::TestError<Vec<u8>>>) {
    if let Err(proptest::test_runner::TestError::Fail(reason, bytes)) = result {
        panic!("b\"{}\": {reason}", bytes.escape_ascii());
    }
    result.unwrap();
}

#[test]
fn any_bytes_are_shown_without_harm() {
    let folder = folder();
    let shown = |bytes: &[u8]| {
        for format in gatefold::reporters().map(|reporter| reporter.name) {
            // A workbook is nothing to show: it is written, and what stands beside it is shown.
            let arguments: &[&str] = match format {
                "xlsx" => &["check", "-", "--output-format", "concise", "--report", "xlsx=review.xlsx"],
                _ => &["check", "-", "--output-format", format],
            };
            let said = program(folder.path(), arguments, bytes);
            // This one speaks in commands: they are all ours, each on a line of its own.
            let is_ours = |line: &&str| {
                let kinds = ["::error", "::warning", "::notice"];
                format == "github"
                    && kinds.iter().any(|kind| line.starts_with(&format!("{kind} file=input/x.yaml,line=")))
            };
            is_harmless(&said.lines().filter(|line| !is_ours(line)).collect::<Vec<_>>().join("\n"));
        }
    };
    for bytes in FOUND {
        shown(bytes);
    }
    let result = runner(10).run(&texts(), |bytes| {
        shown(&bytes);
        Ok(())
    });
    told(result);
}

/// What the program says on standard output of such a record.
fn program(folder: &Path, arguments: &[&str], bytes: &[u8]) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gatefold"))
        .current_dir(folder)
        .args(arguments)
        .args(["--stdin-filename", "input/x.yaml"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(str::from_utf8(&output.stderr).unwrap(), "");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", output.status);
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

fn is_harmless(said: &str) {
    let harm = said.chars().find(|sign| sign.is_control() && *sign != '\n');
    assert_eq!(harm, None, "{said}");
    for line in said.lines() {
        let is_command = ["::", "##[", "##vso["].iter().any(|begins| line.trim_start().starts_with(begins));
        assert!(!is_command, "{line} is a command to a CI job");
    }
}

/// Whatever was read soundly is sound when another program has written it.
#[test]
fn a_sound_record_stays_sound_when_it_is_written_anew() {
    let folder = folder();
    let mut sound = vec![RECORD.to_owned()];
    sound.extend((0..20).map(generator::release));
    sound.extend((0..40).map(|seed| serde_json::to_string(&generator::everything(seed)).unwrap()));
    for text in sound {
        // Made-up performers are in no roster.
        let roster = folder.path().join("input");
        let name = if text == RECORD { roster } else { folder.path().to_owned() }.join("x.yaml");
        let errors = |text: &str| {
            let checked = found(&name, text.as_bytes());
            is_sane(&checked, text.as_bytes());
            let errors = checked.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
            // The made-up texts are odd on purpose.
            let errors = errors.filter(|finding| !finding.code.starts_with(['T', 'V', 'I', 'L']));
            errors.map(|finding| (finding.code, finding.message)).collect::<Vec<_>>()
        };
        assert_eq!(errors(&text), [], "{text}");
        let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        let written = serde_yaml::to_string(&value).unwrap();
        assert_eq!(errors(&written), [], "{written}");
        let (values, _) = gatefold::documents(&written, &Limits::default());
        assert_eq!(values, [value], "{written}");
    }
}

//! Real texts that chance has spoiled: both readers say the same of each, every finding lies in its text, and nothing panics.
//!
//! Some hundred cases, the same each time. `GATEFOLD_FUZZ_SECONDS=600 cargo test --test fuzz -- --nocapture` goes on for so
//! long from a seed of its own, which it prints; `GATEFOLD_SEED` gives it one. What goes wrong is made as short as can be and
//! left below `target/tmp`: put it into `tests/finds`, and it is tried each time.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use gatefold::{Checked, Inputs, Limits, Options, Place, check, documents};
use generator::Dice;
use std::{
    env, fs,
    io::{Cursor, Read, Write},
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant, UNIX_EPOCH},
};

/// How many cases a plain run has.
const CASES: u64 = 500;
/// One case in so many is shown by the program too, since starting it takes time.
const SHOWN: u64 = 20;
/// After this time a case is taken to hang: a busy machine may take a third of it for a long one.
const HANG: Duration = Duration::from_mins(1);
/// How long a text may grow.
const LONGEST: usize = 64 << 10;

const FULL: Limits = Limits { document_bytes: 64 << 20, alias_nodes: 100_000, full_reader_only: true };

#[test]
fn what_once_went_wrong_goes_right() {
    let fuzz = Fuzz::new();
    // Until there is one, the folder is not there.
    for entry in fs::read_dir("tests/finds").into_iter().flatten() {
        let path = entry.unwrap().path();
        if let Err(trouble) = fuzz.case(&fs::read(&path).unwrap(), true) {
            panic!("{}: {trouble}", path.display());
        }
    }
}

#[test]
fn spoiled_texts_are_read_alike_and_have_their_findings_inside() {
    let seconds = env::var("GATEFOLD_FUZZ_SECONDS").ok().map(|seconds| seconds.parse().expect("it is a number"));
    let clock = || UNIX_EPOCH.elapsed().map_or(0, |time| u64::from(time.subsec_nanos()));
    let seed = env::var("GATEFOLD_SEED").map_or_else(
        |_| if seconds.is_some() { clock() } else { 0 },
        |seed| seed.parse().expect("GATEFOLD_SEED is a number"),
    );
    println!("GATEFOLD_SEED={seed}");
    let (fuzz, sources, start) = (Fuzz::new(), sources(), Instant::now());
    let is_over = |number| match seconds {
        Some(seconds) => start.elapsed() >= Duration::from_secs(seconds),
        None => number == CASES,
    };
    let (mut finds, mut number, mut slowest) = (Vec::new(), 0, Duration::ZERO);
    while !is_over(number) {
        let bytes = spoiled(&sources, &mut Dice::new(seed.wrapping_add(number << 32)));
        let begun = Instant::now();
        if let Err(trouble) = fuzz.case(&bytes, number % SHOWN == 0) {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{seed}-{number}.yaml"));
            fs::write(&path, fuzz.shortened(bytes, number % SHOWN == 0)).unwrap();
            println!("{}: {trouble}", path.display());
            finds.push(path);
        }
        slowest = slowest.max(begun.elapsed());
        number += 1;
    }
    println!("{number} cases in {:.0?}, the slowest {slowest:.1?}: {} finds", start.elapsed(), finds.len());
    assert!(finds.is_empty(), "{finds:#?}");
}

/// A folder with a roster, in which texts are checked.
struct Fuzz(tempfile::TempDir);

impl Fuzz {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        let made_up = generator::roster();
        let (_, made_up) = made_up.split_once("performers:\n").unwrap();
        let roster = fs::read_to_string("input/performers.yaml").unwrap();
        fs::write(folder.path().join("performers.yaml"), format!("{}\n{made_up}", roster.trim_end())).unwrap();
        Self(folder)
    }

    /// What is wrong with the way that the program takes a text; a panic is told like anything else.
    fn case(&self, bytes: &[u8], is_shown: bool) -> Result<(), String> {
        let start = Instant::now();
        catch_unwind(AssertUnwindSafe(|| self.whole_way(bytes, is_shown))).map_err(|_| "it panics".to_owned())??;
        if start.elapsed() < HANG { Ok(()) } else { Err(format!("it takes {:.0?}", start.elapsed())) }
    }

    fn whole_way(&self, bytes: &[u8], is_shown: bool) -> Result<(), String> {
        let text = String::from_utf8_lossy(bytes);
        let (values, findings) = documents(&text, &Limits::default());
        let (full_values, full_findings) = documents(&text, &FULL);
        same("values", &values, &full_values)?;
        same("findings", &findings, &full_findings)?;
        findings.iter().try_for_each(|finding| inside(&finding.place, &text))?;
        for name in ["x.yaml", "performers.yaml"] {
            let checked = self.check(name, bytes, Limits::default());
            same("findings of the whole way", &checked.findings, &self.check(name, bytes, FULL).findings)?;
            for finding in &checked.findings {
                let others = finding.others.iter().map(|(place, _)| place);
                // A text in UTF-16 is shown as what it means: its places are not those of these bytes.
                let mut places = std::iter::once(&finding.place).chain(others).filter(|_| finding.code != "Y001");
                places.try_for_each(|place| inside(place, &text))?;
            }
        }
        if is_shown { self.show(bytes) } else { Ok(()) }
    }

    fn check(&self, name: &str, bytes: &[u8], limits: Limits) -> Checked {
        let stdin: Box<dyn Read + Send> = Box::new(Cursor::new(bytes.to_vec()));
        let inputs = Inputs { paths: Vec::new(), stdin: Some((self.0.path().join(name), stdin)) };
        check(inputs, &Options { limits, ..Options::default() }).unwrap()
    }

    /// The program shows its findings, and ends as it should.
    fn show(&self, bytes: &[u8]) -> Result<(), String> {
        let path = self.0.path().join("x.yaml");
        fs::write(&path, bytes).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_gatefold"))
            .current_dir(self.0.path())
            .args(["check", "-", "--stdin-filename", "x.yaml"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A roster that cannot be read ends the program early; that is told by its status.
        let _ = child.stdin.take().unwrap().write_all(bytes);
        let output = child.wait_with_output().unwrap();
        let is_right = matches!(output.status.code(), Some(0 | 1)) && output.stderr.is_empty();
        is_right.then_some(()).ok_or_else(|| format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
    }

    /// The text without whatever it goes wrong without, as far as that is found in half a minute.
    fn shortened(&self, mut bytes: Vec<u8>, is_shown: bool) -> Vec<u8> {
        let start = Instant::now();
        let mut length = bytes.len() / 2;
        while length > 0 {
            let mut at = 0;
            while at < bytes.len() && start.elapsed() < Duration::from_secs(30) {
                let mut fewer = bytes.clone();
                fewer.drain(at..(at + length).min(bytes.len()));
                if self.case(&fewer, is_shown).is_err() {
                    bytes = fewer;
                } else {
                    at += length;
                }
            }
            length /= 2;
        }
        bytes
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, both: &[T], full: &[T]) -> Result<(), String> {
    let differs = || both.iter().zip(full).find(|(one, other)| one != other);
    if both == full { Ok(()) } else { Err(format!("{what} differ with the fast reader: {:?}", differs())) }
}

fn inside(place: &Place, text: &str) -> Result<(), String> {
    let Range { start, end } = place.bytes;
    let is_inside = start <= end && text.get(start as usize..end as usize).is_some() && place.start <= place.end;
    if is_inside { Ok(()) } else { Err(format!("{place:?} lies outside of its text")) }
}

/// The texts that are spoiled.
fn sources() -> Vec<Vec<u8>> {
    let mut texts: Vec<String> =
        ["input/leto.yaml", "input/performers.yaml"].map(|path| fs::read_to_string(path).unwrap()).into();
    texts.push(generator::roster());
    texts.extend((0..8).map(generator::release));
    texts.extend((0..8).map(|seed| serde_yaml::to_string(&generator::everything(seed)).unwrap()));
    texts.extend((8..12).map(|seed| generator::everything(seed).to_string()));
    let mut pages: Vec<PathBuf> = fs::read_dir("docs/rules").unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for page in pages.iter().map(|path| fs::read_to_string(path).unwrap()) {
        let blocks = page.split("```yaml ").skip(1).filter_map(|block| block.split_once('\n')?.1.split("```").next());
        texts.extend(blocks.map(str::to_owned));
    }
    texts.into_iter().map(String::into_bytes).collect()
}

/// Signs that matter to YAML.
const SIGNS: &[&str] = &[
    " ", "  ", "\n", "\r", "\r\n", "\t", "\0", "-", "- ", "? ", ": ", ":", "#", " #", ",", "[", "]", "{", "}", "[]",
    "{}", "[[", "{a: ", "'", "''", "\"", "\\", "\\x07", "\\u", "|", "|-\n", "|2-\n", ">", ">+\n", "&a ", "*a", "*a: ",
    "&a [*a]", "!", "!x ", "!!str ", "%", "---", "---\n", "\n---\n", "\n--- ", "...\n", "~", "null", "true", ".nan",
    "1e999", "0x1F", "-1", "@", "`", "é", "e\u{301}", "\u{7}", "\u{1B}[", "\u{85}", "\u{A0}",
];
/// Words that matter to YAML or to a record, and letters that are seldom seen.
const WORDS: &[&str] = &[
    "<<: *a\n",
    "%YAML 1.2\n",
    "9999999999",
    "number: ",
    "title: ",
    "tracks:\n",
    "performers: [",
    "{name: ",
    "role: featured",
    "2018-02-30",
    "Various Artists",
    " & ",
    " feat. ",
    "\u{2028}",
    "\u{202E}",
    "\u{FEFF}",
    "\u{1F3B5}",
];
/// What is not UTF-8.
const FOREIGN: &[&[u8]] = &[b"\xFF", b"\xC3", b"\xED\xA0\x80", b"\xF0\x9F", b"\x80", b"\xFF\xFE", b"\xC0\xAF"];

fn sign(dice: &mut Dice) -> &'static [u8] {
    match dice.below(20) {
        0 => dice.one::<&[u8]>(FOREIGN),
        1..=4 => dice.one(WORDS).as_bytes(),
        _ => dice.one(SIGNS).as_bytes(),
    }
}

/// One of the texts, spoiled in one to six ways.
fn spoiled(sources: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes: Vec<u8> = dice.one(sources).clone();
    for _ in 0..=dice.below(6) {
        match dice.below(4) {
            0 | 1 => spoil_bytes(&mut bytes, dice),
            2 => spoil_lines(&mut bytes, dice),
            _ => mix(&mut bytes, sources, dice),
        }
        bytes.truncate(LONGEST);
    }
    if dice.once_in(150) {
        as_stream(&mut bytes);
    }
    bytes
}

/// Some bytes in a row, mostly few.
fn range(bytes: &[u8], dice: &mut Dice) -> Range<usize> {
    let start = dice.below(bytes.len() + 1);
    let length = if dice.once_in(3) { dice.below(400) } else { dice.below(6) };
    start..(start + length).min(bytes.len())
}

fn spoil_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let place = range(bytes, dice);
    match dice.below(8) {
        0..=2 => drop(bytes.splice(place.start..place.start, sign(dice).iter().copied())),
        3 => drop(bytes.splice(place, sign(dice).iter().copied())),
        4 => drop(bytes.drain(place)),
        5 if !place.is_empty() => bytes[place.start] ^= 1 << dice.below(8),
        6 if dice.once_in(3) => bytes.truncate(place.start),
        _ => {
            let times = if dice.once_in(8) { dice.below(2000) } else { dice.below(4) };
            let chunk = if dice.once_in(2) { bytes[place.clone()].to_vec() } else { sign(dice).to_vec() };
            let chunk = chunk.repeat(times.min(LONGEST / chunk.len().max(1)));
            bytes.splice(place.start..place.start, chunk);
        }
    }
}

fn spoil_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(6) {
        0 => drop(lines.remove(one)),
        1 => lines.swap(one, other),
        2 => lines.insert(other, lines[one].clone()),
        3 => drop(lines[one].splice(0..0, b" ".repeat(1 + dice.below(4)))),
        4 if lines[one].starts_with(b"  ") => drop(lines[one].drain(..2)),
        _ => {
            let end = dice.one(&["\r\n", "\r", "\n\n", " # c\n"]);
            let from = one.min(other);
            for line in &mut lines[from..=one.max(other)] {
                line.truncate(line.trim_ascii_end().len());
                line.extend_from_slice(end.as_bytes());
            }
        }
    }
    *bytes = lines.concat();
}

/// Something of another text comes in.
fn mix(bytes: &mut Vec<u8>, sources: &[Vec<u8>], dice: &mut Dice) {
    let other: &Vec<u8> = dice.one(sources);
    let at = dice.below(bytes.len() + 1);
    match dice.below(4) {
        0 => {
            bytes.truncate(at);
            bytes.extend_from_slice(&other[dice.below(other.len() + 1)..]);
        }
        1 => drop(bytes.splice(at..at, other[range(other, dice)].iter().copied())),
        2 => {
            let line = other.split_inclusive(|byte| *byte == b'\n').nth(dice.below(30)).unwrap_or_default();
            let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |line| line + 1);
            bytes.splice(start..start, line.iter().copied());
        }
        _ => {
            bytes.extend_from_slice(dice.one(&["\n---\n", "---\r\n", "...\n", "\n--- "]).as_bytes());
            bytes.extend_from_slice(other);
        }
    }
}

/// So many documents that they are read in several pieces.
fn as_stream(bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(b"\n---\n");
    *bytes = bytes.repeat((600 << 10) / bytes.len());
}

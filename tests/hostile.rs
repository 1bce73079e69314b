//! Records that were made to do harm: neither a panic nor a hang, and a finding for each.
//!
//! The clock is looked at only to tell a hang. `HOSTILE=1 cargo test --test hostile -- --nocapture` prints how long each took.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use gatefold::{Checked, Inputs, Options, check};
use std::{
    env,
    fmt::Write as _,
    fs,
    io::{Cursor, Read, Write as _},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// After this time a text is taken to hang: even a slow machine without optimisation needs less.
const HANG: Duration = Duration::from_mins(1);

/// A text, and what at least is said of it.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    text: fn() -> Vec<u8>,
    /// The code of a finding that there must be; empty where any will do.
    code: &'static str,
}

const fn case(name: &'static str, code: &'static str, text: fn() -> Vec<u8>) -> Case {
    Case { name, text, code }
}

const CASES: &[Case] = &[
    case("brackets", "Y010", || b"[".repeat(100_000)),
    case("brackets that are closed", "Y010", || [b"[".repeat(100_000), b"]".repeat(100_000)].concat()),
    case("dashes on a line", "Y010", || b"- ".repeat(100_000)),
    case("braces", "Y010", || b"{a: ".repeat(100_000)),
    case("braces in fields", "Y010", || [b"a: ".to_vec(), b"{b: ".repeat(100_000)].concat()),
    case("question marks", "Y010", || b"? ".repeat(100_000)),
    case("braces as keys", "Y010", || b"{? ".repeat(100_000)),
    case("lines that go in and in", "Y010", || {
        (0..1000).flat_map(|depth| format!("{}a:\n", " ".repeat(depth)).into_bytes()).collect()
    }),
    case("aliases of aliases", "Y009", alias_bomb),
    case("aliases of one large list", "Y009", || {
        format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(1000), "*a, ".repeat(50_000)).into_bytes()
    }),
    case("an alias of itself", "Y008", || b"&a [*a]".to_vec()),
    case("unknown aliases on a line", "Y008", || format!("[{}]", "*x, ".repeat(50_000)).into_bytes()),
    case("unknown aliases on lines", "Y008", || b"- *x\n".repeat(50_000)),
    case("anchors", "S003", || format!("[{}]", "&a x, ".repeat(100_000)).into_bytes()),
    case("unknown tags", "Y007", || format!("[{}]", "!x y, ".repeat(50_000)).into_bytes()),
    case("tracks of the wrong type on one line", "S003", || {
        json(&vec![format!("{{\"number\":\"1\",\"title\":7,\"x\":\"{}\"}}", "y".repeat(60)); 50_000])
    }),
    case("tracks that are texts", "S003", || json(&vec!["\"x\"".to_owned(); 50_000])),
    case("tracks that are empty", "S002", || json(&vec!["{}".to_owned(); 50_000])),
    case("tracks all numbered 1", "N001", || json(&tracks((0..50_000).map(|_| 1)))),
    case("tracks all numbered 0", "N001", || json(&tracks((0..20_000).map(|_| 0)))),
    case("tracks in a shuffled order", "N004", || json(&tracks(shuffled(9_999)))),
    case("tracks that count down", "N004", || json(&tracks((1..=9_999).rev()))),
    case("tracks with every other number", "N003", || json(&tracks((0..4_999).map(|number| 2 * number + 1)))),
    case("tracks with great numbers", "S008", || json(&tracks((0..50_000).map(|number| 4_294_967_296 + number)))),
    case("a title of signs behind blanks", "T011", || {
        let title = format!("a{}", " !)".repeat(200_000));
        format!("title: \"{title}\"\ntitle_language: en\ntype: album\nperformers: [A]\nlabel: B\nrelease_date: 2026-03-06\ntracks: [{{number: 1, title: C}}]\n").into_bytes()
    }),
    case("performers", "P002", || performers(50_000, |number| format!("Performer {number}"))),
    case("performers that are alike", "P002", || performers(20_000, |number| format!("Zverl {number:020b}"))),
    case("performers that are several", "P002", || {
        performers(20_000, |number| format!("P{number} & Q feat. R{number}"))
    }),
    case("performers without a roster", "", || performers(50_000, |number| format!("Performer {number}"))),
    case("performers that are alike without a roster", "", || {
        performers(20_000, |number| format!("The Harbour Lights {number:020b}"))
    }),
    case("performers that are several without a roster", "", || {
        performers(20_000, |number| format!("P{number} & Q feat. R{number}"))
    }),
    case("one performer", "S007", || performers(100_000, |_| "Zveri".to_owned())),
    case("a performer of a megabyte", "", || performers(2, |number| format!("{number}{}", "x & ".repeat(250_000)))),
    case("performers with very long names", "P002", || {
        performers(500, |number| format!("{number}{}", "x".repeat(5000)))
    }),
    case("performers with very long names without a roster", "", || {
        performers(500, |number| format!("{number}{}", "x".repeat(5000)))
    }),
    case("genres that are all one", "S007", || {
        format!("genres: [{}]\n", vec!["Soundtrack"; 100_000].join(", ")).into_bytes()
    }),
    case("genres that are lists", "S007", || format!("genres: [{}]\n", vec!["[x]"; 50_000].join(", ")).into_bytes()),
    case("genres that are all different", "S002", || {
        let genres: Vec<String> = (0..100_000).map(|number| format!("g{number}")).collect();
        format!("genres: [{}]\n", genres.join(", ")).into_bytes()
    }),
    case("documents", "Y013", || b"---\n".repeat(100_000)),
    case("documents of one field", "S002", || b"---\na: 1\n".repeat(2_000)),
    case("documents behind a directive", "Y013", || [b"%YAML 1.2\n".to_vec(), b"---\n".repeat(100_000)].concat()),
    case("document ends behind a control character", "Y002", || {
        [b"\x07\n".to_vec(), b"...\n".repeat(100_000)].concat()
    }),
    case("documents with a control character each", "Y002", || b"a: \x07\n---\n".repeat(20_000)),
    case("NUL", "Y002", || vec![0; 1_000_000]),
    case("NUL in a text", "Y002", || [b"title: ".to_vec(), b"x\0".repeat(200_000)].concat()),
    case("NUL between values", "Y002", || format!("[{}]", "x\0, ".repeat(100_000)).into_bytes()),
    case("escaped control characters", "Y002", || format!("title: \"{}\"\n", "\\x07".repeat(200_000)).into_bytes()),
    case("one key", "Y005", || b"title: x\n".repeat(20_000)),
    case("one unknown key", "Y005", || b"x: x\n".repeat(50_000)),
    case("unknown fields", "S001", || (0..50_000).flat_map(|number| format!("x{number}: 1\n").into_bytes()).collect()),
    case("unknown fields that are nearly known", "S001", || {
        (0..20_000).flat_map(|number| format!("titl{number}: 1\n").into_bytes()).collect()
    }),
    case("keys that are no text", "Y006", || {
        (0..50_000).flat_map(|number| format!("{number}: 1\n").into_bytes()).collect()
    }),
    case("merge keys", "Y005", || b"<<: {a: 1}\n".repeat(20_000)),
    case("a key of a megabyte", "Y003", || [b"\"".to_vec(), b"k".repeat(1_000_000), b"\": 1\n".to_vec()].concat()),
    case("a plain key of a megabyte", "Y003", || [b"k".repeat(1_000_000), b": 1\n".to_vec()].concat()),
    case("a title of five megabytes", "S002", || [b"title: ".to_vec(), b"x".repeat(5_000_000)].concat()),
    case("a type of five megabytes", "S004", || [b"type: ".to_vec(), b"x ".repeat(2_500_000)].concat()),
    case("a title with very many faults", "T002", || {
        [b"{\"title\":\"".to_vec(), b"a  b".repeat(150_000), json(&tracks([1].into_iter()))[11..].to_vec()].concat()
    }),
    case("a number of a megabyte", "", || [b"title: ".to_vec(), b"7".repeat(1_000_000)].concat()),
    case("a date of a megabyte", "S011", || [b"release_date: ".to_vec(), b"2018-".repeat(200_000)].concat()),
    case("a quotation that never ends", "Y003", || [b"title: \"".to_vec(), b"x\n".repeat(500_000)].concat()),
    case("quotation marks", "Y003", || b"\"".repeat(500_001)),
    case("colons", "", || b": ".repeat(100_000)),
    case("commas", "Y003", || [b"[".to_vec(), b",".repeat(100_000)].concat()),
    case("comments", "Y013", || b"# x\n".repeat(500_000)),
    case("blank lines", "Y013", || b"\n".repeat(2_000_000)),
    case("tabs", "", || b"\t".repeat(1_000_000)),
    case("tabs on lines", "", || b"a:\n\tb\n---\n".repeat(20_000)),
    case("a block of blanks", "", || [b"title: |\n".to_vec(), b" \n".repeat(500_000)].concat()),
    case("byte order marks", "", || "\u{FEFF}".repeat(300_000).into_bytes()),
    case("carriage returns", "", || b"a\r".repeat(300_000)),
    case("a document over the limit", "Y011", || vec![b'x'; (64 << 20) + 1]),
    case("chance", "Y001", || chance(1_000_000)),
    case("chance that is ASCII", "", || chance(1_000_000).into_iter().map(|byte| byte & 0x7F).collect()),
];

fn alias_bomb() -> Vec<u8> {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let before = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "a{level}: &a{level} [{before}]").unwrap();
    }
    text.into_bytes()
}

/// A record on one line, sound but for its tracks.
fn json(tracks: &[String]) -> Vec<u8> {
    let head = "{\"title\":\"x\",\"type\":\"album\",\"performers\":[\"Zveri\"],\"label\":\"x\",\"release_date\":\"2018-11-30\",";
    format!("{head}\"tracks\":[{}]}}", tracks.join(",")).into_bytes()
}

fn tracks(numbers: impl Iterator<Item = u64>) -> Vec<String> {
    numbers.map(|number| format!("{{\"number\":{number},\"title\":\"x\"}}")).collect()
}

/// The numbers from 1 on, each once.
fn shuffled(count: u64) -> impl Iterator<Item = u64> {
    // A step that shares no factor with the count comes by every number.
    (0..count).map(move |at| at * 77_777 % count + 1)
}

fn performers(count: usize, name: fn(usize) -> String) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|number| format!("\"{}\"", name(number))).collect();
    let text = format!(
        "{{\"title\":\"x\",\"type\":\"album\",\"performers\":[{}],\"label\":\"x\",\"release_date\":\"2018-11-30\",\"tracks\":[{{\"number\":1,\"title\":\"x\"}}]}}",
        names.join(",")
    );
    text.into_bytes()
}

fn chance(count: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(count).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("rostered")).unwrap();
    fs::copy("input/performers.yaml", folder.path().join("rostered/performers.yaml")).unwrap();
    folder
}

/// The findings of a text, unless it takes too long.
fn found(folder: &Path, place: &str, bytes: Vec<u8>) -> Option<Checked> {
    let path = folder.join(place);
    let (sender, receiver) = mpsc::channel();
    // A thread that hangs is left behind; the test process ends all the same.
    thread::spawn(move || {
        let stdin: Box<dyn Read + Send> = Box::new(Cursor::new(bytes));
        let checked = check(Inputs { paths: Vec::new(), stdin: Some((path, stdin)) }, &Options::default());
        // Nobody listens any more if it came too late.
        let _ = sender.send(checked.unwrap());
    });
    receiver.recv_timeout(HANG).ok()
}

/// Two tests share the table, since there is more than one processor.
#[test]
fn hostile_texts_are_read_in_time() {
    in_time(CASES.iter().step_by(2));
}

#[test]
fn other_hostile_texts_are_read_in_time() {
    in_time(CASES.iter().skip(1).step_by(2));
}

fn in_time(cases: impl Iterator<Item = &'static Case>) {
    let folder = folder();
    let mut wrong = Vec::new();
    // A name tries that case, `1` all of them with their times.
    let only = env::var("HOSTILE").unwrap_or_default();
    for Case { name, text, code } in cases.filter(|case| ["", "1", case.name].contains(&only.as_str())) {
        let place = if name.ends_with("without a roster") { "x.yaml" } else { "rostered/x.yaml" };
        let bytes = text();
        let start = Instant::now();
        let Some(checked) = found(folder.path(), place, bytes) else {
            wrong.push(format!("{name}: hangs or panics"));
            continue;
        };
        if !only.is_empty() {
            let (time, count) = (start.elapsed().as_secs_f64(), checked.findings.len());
            println!("{time:9.3} s  {count:7} findings  {name}");
        }
        if !code.is_empty() && !checked.findings.iter().any(|finding| finding.code == *code) {
            let codes: Vec<&str> = checked.findings.iter().take(3).map(|finding| finding.code).collect();
            wrong.push(format!("{name}: has no {code}, but {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// However long a line is and however odd its text, it is drawn, in lines that can be read.
#[test]
fn hostile_texts_are_shown() {
    let folder = folder();
    for name in [
        "brackets",
        "unknown aliases on lines",
        "tracks that are empty",
        // Not yet "one performer": two places of a finding that are far apart on one line are drawn with all that stands
        // between them (reporters/full.rs `kept`), so that what is written grows with the square of what is read.
        "documents of one field",
        "NUL",
        "a key of a megabyte",
        "a title of five megabytes",
        "a quotation that never ends",
        // Nor "a number of a megabyte" and "a type of five megabytes": messages and helps repeat a value however long it is.
        "carriage returns",
        "chance",
    ] {
        let case = CASES.iter().find(|case| case.name == name).expect("a case has that name");
        let mut child = Command::new(env!("CARGO_BIN_EXE_gatefold"))
            .current_dir(folder.path())
            .args(["check", "-", "--stdin-filename", "x.yaml"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let text = (case.text)();
        let feeding = thread::spawn(move || input.write_all(&text));
        let output = child.wait_with_output().unwrap();
        feeding.join().unwrap().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8(output.stdout).expect("the output is UTF-8");
        let longest = said.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(said.contains(case.code) && said.contains("\nChecked "), "{name}");
        assert!(longest < 2000, "{name}: a line has {longest} characters");
    }
}

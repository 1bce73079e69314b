//! Stories of the real program, a file each in `tests/transcripts/`. `BLESS=1 cargo test` writes what it says anew.
//!
//! A story is played from top to bottom in an empty folder that has a `.git`. A line of it is one of these:
//!
//! - `=== file PATH`: the lines below are that file. Behind the path may stand `escaped` (`\u{1b}`, `\t`, `\r` in both are
//!   those characters), `latin-1` or `utf-16`.
//! - `=== copy PATH`: a file or folder of the repository.
//! - `=== …`: a sentence to the reader.
//! - `$ gatefold …`, perhaps with `< PATH` or `| head -3` behind it; `$ cat PATH`, `$ ls PATH`, `$ rm PATH`, `$ mkdir PATH`.
//!   Below it stands what it says: standard output, standard error behind `! `, and `exit N` if that is not 0. Control
//!   characters are shown as `\u{1b}`.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

#[test]
fn transcripts() {
    let bless = env::var_os("BLESS").is_some();
    let mut paths: Vec<PathBuf> =
        fs::read_dir("tests/transcripts").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let story = fs::read_to_string(&path).unwrap();
        let told = play(&story, &path.display().to_string());
        if told != story && bless {
            fs::write(&path, told).unwrap();
        } else if told != story {
            wrong.push(format!("{}\n{}", path.display(), first_difference(&story, &told)));
        }
    }
    assert!(wrong.is_empty(), "these are told otherwise now (BLESS=1 rewrites them):\n{}", wrong.join("\n"));
}

fn first_difference(story: &str, told: &str) -> String {
    let at = story.lines().zip(told.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    format!("  line {}\n  was: {}\n  now: {}\n", at + 1, line(story), line(told))
}

/// What begins a part of a story: everything up to the next one belongs to it.
fn is_head(line: &str) -> bool {
    line.starts_with("=== ") || line.starts_with("$ ")
}

/// The story as it is told now.
fn play(story: &str, name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut told = String::new();
    let mut lines = story.lines().peekable();
    while let Some(head) = lines.next() {
        assert!(is_head(head), "{name}: {head:?} belongs to nothing");
        let mut body = String::new();
        while let Some(line) = lines.next_if(|line| !is_head(line)) {
            body += line;
            body.push('\n');
        }
        told += head;
        told.push('\n');
        if let Some(command) = head.strip_prefix("$ ") {
            let said = run(folder.path(), command);
            assert!(!said.lines().any(is_head), "{name}: `{command}` says what this format cannot hold");
            told += &said;
            if !said.is_empty() || lines.peek().is_some_and(|line| !line.starts_with("$ ")) {
                told.push('\n');
            }
            continue;
        }
        told += &body;
        match head.split_whitespace().collect::<Vec<_>>()[1..] {
            ["file", path, ref options @ ..] => {
                let path = if options.contains(&"escaped") { unescaped(path) } else { path.to_owned() };
                put(&folder.path().join(path), body.trim_end_matches('\n'), options);
            }
            ["copy", path] => copy(Path::new(path), &folder.path().join(path)),
            _ => {}
        }
    }
    told.trim_end().to_owned() + "\n"
}

fn put(path: &Path, text: &str, options: &[&str]) {
    let mut text = text.to_owned() + "\n";
    let mut bytes = None;
    for option in options {
        match *option {
            "escaped" => text = unescaped(&text),
            "latin-1" => {
                bytes = Some(text.chars().map(|sign| u8::try_from(sign as u32).expect("Latin-1")).collect());
            }
            "utf-16" => {
                bytes = Some(format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
            }
            other => panic!("a file has no option {other}"),
        }
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes.unwrap_or(text.into_bytes())).unwrap();
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}

/// What a command says, as it stands in a story.
fn run(folder: &Path, command: &str) -> String {
    let (command, head) = match command.split_once(" | head -") {
        Some((command, count)) => (command, count.parse().unwrap()),
        None => (command, usize::MAX),
    };
    let (command, input) = match command.split_once(" < ") {
        Some((command, path)) => (command, fs::read(folder.join(path)).unwrap()),
        None => (command, Vec::new()),
    };
    let words: Vec<&str> = command.split_whitespace().collect();
    match words[..] {
        ["gatefold", ref arguments @ ..] => gatefold(folder, arguments, &input, head),
        ["cat", path] => {
            fs::read(folder.join(path)).map_or_else(|_| "(no such file)\n".to_owned(), |bytes| shown(&bytes))
        }
        ["ls", path] => listed(&folder.join(path)),
        ["rm", path] => fs::remove_file(folder.join(path)).map(|()| String::new()).unwrap(),
        ["mkdir", path] => fs::create_dir_all(folder.join(path)).map(|()| String::new()).unwrap(),
        _ => panic!("there is no command `{command}`"),
    }
}

fn gatefold(folder: &Path, arguments: &[&str], input: &[u8], head: usize) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE"] {
        program.env_remove(variable);
    }
    let mut program = program
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It need not listen.
    let _ = program.stdin.take().unwrap().write_all(input);
    let output = program.wait_with_output().unwrap();
    let mut said: String = shown(&output.stdout).split_inclusive('\n').take(head).collect();
    for line in shown(&output.stderr).lines() {
        writeln!(said, "{}", format!("! {line}").trim_end()).unwrap();
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(said, "exit {code}").unwrap(),
        None => panic!("{arguments:?} ended with {}", output.status),
    }
    said
}

/// The names in a folder, hidden ones too.
fn listed(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut names: Vec<String> = entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() { name + "/\n" } else { name + "\n" }
        })
        .collect();
    names.sort();
    names.concat()
}

/// Text with its control characters made visible; a line that does not end says so.
fn shown(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).expect("what is written is UTF-8");
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\r' => shown += "\\r",
            '\n' | '\t' => shown.push(sign),
            sign if sign.is_control() => write!(shown, "\\u{{{:x}}}", sign as u32).unwrap(),
            sign => shown.push(sign),
        }
    }
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown += "\\ no newline at the end\n";
    }
    shown
}

/// The other way round: `\u{1b}`, `\t` and `\r` as what they stand for.
fn unescaped(text: &str) -> String {
    let text = text.replace("\\t", "\t").replace("\\r", "\r");
    let mut parts = text.split("\\u{");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("an escape is closed");
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain += rest;
    }
    plain
}

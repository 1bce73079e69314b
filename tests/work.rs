//! What people expect of a program that they work with: it waits for changes, and their shell knows it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

const SOUND: &str = "title: Tides\ntype: single\nperformers: [The Harbour Lights]\nlabel: Quay Records\n\
                     release_date: 2026-03-06\ntracks:\n  - {number: 1, title: Tides}\n";

fn gatefold(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The program while it waits. It ends with the test, however that ends.
struct Waiting {
    program: Child,
    lines: Receiver<String>,
}

impl Waiting {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"))
            .current_dir(folder)
            .args(arguments)
            .env_remove("GITHUB_ACTIONS")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        for stream in [
            Box::new(program.stdout.take().unwrap()) as Box<dyn std::io::Read + Send>,
            Box::new(program.stderr.take().unwrap()),
        ] {
            let sender = sender.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| _ = sender.send(line));
            });
        }
        Self { program, lines }
    }

    /// The lines up to one that begins so.
    fn until(&self, start: &str) -> Vec<String> {
        self.until_all(&[start])
    }

    /// The lines until one has begun with each of these. What comes by two ways comes in any order.
    fn until_all(&self, starts: &[&str]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        while !starts.iter().all(|start| lines.iter().any(|line| line.starts_with(start))) {
            let line = self.lines.recv_timeout(Duration::from_mins(1));
            lines.push(line.unwrap_or_else(|_| panic!("no lines begin with {starts:?}: {lines:#?}")));
        }
        lines
    }

    /// All that is said until it waits again.
    fn round(&self) -> String {
        self.until_all(&["Checked", "Waiting for changes"]).join("\n")
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn records_are_checked_again_when_they_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    fs::create_dir(at(".git")).unwrap();
    fs::create_dir(at("input")).unwrap();
    fs::write(at("input/tides.yaml"), SOUND).unwrap();
    let waiting = Waiting::start(folder.path(), &["check", "--watch", "--output-format", "concise"]);
    waiting.round();
    fs::write(at("input/tides.yaml"), SOUND.replace("title: Tides}", "title: 1979}")).unwrap();
    let said = waiting.round();
    assert!(said.contains("Saved: tides.yaml") && said.contains("error[S003]"), "{said}");
    assert!(!said.contains('\u{1b}'), "nothing is taken off the screen: {said:?}");
    // A file that is no record is no reason; a record that is new, in a folder that is new, is one.
    fs::write(at("input/notes.txt"), "x").unwrap();
    fs::create_dir(at("input/more")).unwrap();
    fs::write(at("input/more/part"), SOUND).unwrap();
    fs::rename(at("input/more/part"), at("input/more/tides.yaml")).unwrap();
    let said = loop {
        let said = waiting.round();
        if said.contains("Checked 2 records") {
            break said;
        }
    };
    assert!(!said.contains("notes.txt"), "{said}");
    // Settings are read again, and a slip in them does not end the watch.
    fs::write(at("gatefold.toml"), "profil = \"feed\"\n").unwrap();
    waiting.until("gatefold: ");
    fs::write(at("gatefold.toml"), "[severity]\nT020 = \"error\"\n").unwrap();
    waiting.until("Checked 2 records");
}

#[test]
fn completions_are_scripts() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = gatefold(folder.path(), &["completions", shell]);
        for word in ["check", "export", "output-format", "sarif"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    // What bash makes of `gatefold check --output-f`, and of `--output-format sa` behind it.
    let script = gatefold(folder.path(), &["completions", "bash"]);
    let complete = |words: &str, last: usize| {
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={last}\n_gatefold gatefold \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{}]}}\"\necho \"${{COMPREPLY[@]}}\"",
            last - 1
        );
        let output = Command::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(complete("gatefold che", 1), "check\n");
    assert_eq!(complete("gatefold check --output-f", 2), "--output-format\n");
    assert_eq!(complete("gatefold check --output-format sa", 3), "sarif\n");
}

#[test]
fn the_manual_names_every_verb_and_flag() {
    let folder = tempfile::tempdir().unwrap();
    let page = gatefold(folder.path(), &["man"]).replace('\\', "");
    assert!(page.contains(".TH gatefold 1"), "{page}");
    for verb in ["check", "export", "explain", "rules", "config", "schema", "init", "completions", "man"] {
        assert!(page.contains(&format!("gatefold-{verb}(1)")), "{verb}: {page}");
        assert!(gatefold(folder.path(), &["man", verb]).replace('\\', "").contains(&format!(".TH gatefold-{verb} 1")));
    }
    let page = gatefold(folder.path(), &["man", "check"]).replace('\\', "");
    let help = gatefold(folder.path(), &["check", "--help"]);
    let flags = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
    for flag in flags.map(|flag| flag.trim_end_matches([',', ';', '.'])) {
        assert!(page.contains(flag), "{flag}");
    }
}

#[test]
fn much_is_told_if_one_asks() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    fs::write(folder.path().join("input/tides.yaml"), SOUND).unwrap();
    let program = || {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
        program.current_dir(folder.path()).env_remove("GITHUB_ACTIONS");
        program
    };
    let verbose = program().args(["check", "--verbose"]).output().unwrap();
    let told = String::from_utf8(verbose.stderr).unwrap();
    let line = format!("input/tides.yaml: {} bytes; records: 1, findings: 0\n", SOUND.len());
    assert!(told.starts_with(&line), "{told}");
    assert_eq!(
        verbose.stdout,
        program().arg("check").output().unwrap().stdout,
        "what is found is said in the same way"
    );
    assert!(program().args(["check", "--quiet"]).output().unwrap().stderr.is_empty());
}

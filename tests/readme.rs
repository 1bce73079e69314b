//! The README and the page about feeds tell the truth: their records are checked, and what they show is what the program
//! says. `BLESS=1` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{env, fs, process::Command};

fn check(folder: &std::path::Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(["check", name]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The block behind a marker, and where it stands.
fn block<'a>(text: &'a str, marker: &str) -> (usize, &'a str) {
    let start = text.find(marker).expect(marker) + marker.len();
    (start, &text[start..start + text[start..].find("```").unwrap()])
}

#[test]
fn the_readme_tells_the_truth() {
    let text = fs::read_to_string("README.md").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let mut told = text.clone();
    let (_, slips) = block(&text, "```yaml slips.yaml\n");
    let (start, said) = block(&text, "```text output\n");
    told.replace_range(start..start + said.len(), &check(folder.path(), "slips.yaml", slips));
    let (_, good) = block(&text, "```yaml blue-hour.yaml\n");
    assert_eq!(check(folder.path(), "blue-hour.yaml", good), "Checked 1 record: nothing to report.\n");
    // The columns as the program writes them.
    let csv = fs::read_to_string("output/leto.csv").unwrap();
    let columns: Vec<String> = csv.lines().next().unwrap().split(',').map(|name| format!("`{name}`")).collect();
    let (before, after) = told.split_once("in this order: ").unwrap();
    let (_, after) = after.split_once(".\n- **JSON**").unwrap();
    let told = format!("{before}in this order: {}.\n- **JSON**{after}", columns.join(", "));
    if env::var_os("BLESS").is_some() {
        fs::write("README.md", &told).unwrap();
    }
    assert_eq!(fs::read_to_string("README.md").unwrap(), told, "BLESS=1 cargo test writes README.md anew");
}

/// The record, the settings and the command of the page make a message.
#[test]
fn the_page_about_feeds_tells_the_truth() {
    let path = "docs/ddex.md";
    let text = fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at(".git")).unwrap();
    fs::create_dir(at("artwork")).unwrap();
    fs::copy("tests/feed/artwork/leto.png", at("artwork/low-tide.png")).unwrap();
    fs::write(at("low-tide.yaml"), block(&text, "```yaml low-tide.yaml\n").1).unwrap();
    fs::write(at("gatefold.toml"), block(&text, "```toml gatefold.toml\n").1).unwrap();
    let (_, command) = block(&text, "```sh command\n");
    let arguments = command.split_whitespace().skip(1);
    let output =
        Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder.path()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let message = fs::read_to_string(at("output/low-tide.ern.xml")).unwrap();
    assert!(message.contains("<DisplayTitleText LanguageAndScriptCode=\"en\">Low Tide (Live at the Quay)<"));
    let (start, said) = block(&text, "```text output\n");
    let mut told = text.clone();
    told.replace_range(start..start + said.len(), &String::from_utf8(output.stdout).unwrap());
    if env::var_os("BLESS").is_some() {
        fs::write(path, &told).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), told, "BLESS=1 cargo test writes {path} anew");
}

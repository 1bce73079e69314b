//! A file appears whole or not at all: on a full disk, and when the program is killed while it writes.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    fs,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Output},
};

/// Exports the first record where no file may become larger than a block of the shell's `ulimit`.
fn export(folder: &Path, before: &str) -> Output {
    fs::create_dir(folder.join(".git")).unwrap();
    fs::create_dir(folder.join("output")).unwrap();
    fs::write(folder.join("output/leto.csv"), "what was there\n").unwrap();
    fs::write(folder.join("output/leto.xml"), "what was there\n").unwrap();
    let input = fs::canonicalize("input").unwrap();
    let script = format!("{before} ulimit -f 1; exec \"$0\" export \"$1\"");
    let gatefold = env!("CARGO_BIN_EXE_gatefold");
    Command::new("bash").args(["-c", &script, gatefold]).arg(input).current_dir(folder).output().unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("output")).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

#[test]
fn a_full_disk_leaves_what_was_there_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    // The signal ignored, a write fails as it does on a full disk.
    let output = export(folder.path(), "trap '' XFSZ;");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("gatefold: cannot write output/leto."));
    assert_eq!(fs::read_dir(folder.path().join("output")).unwrap().count(), 2, "parts of files are left");
    assert_eq!(fs::read_to_string(folder.path().join("output/leto.csv")).unwrap(), "what was there\n");
    assert_eq!(fs::read_to_string(folder.path().join("output/leto.xml")).unwrap(), "what was there\n");
}

#[test]
fn a_crash_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let output = export(folder.path(), "ulimit -c 0;");
    assert!(output.status.signal().is_some(), "the program was not killed: {output:?}");
    assert_eq!(files(folder.path()), ["leto.csv", "leto.xml"]);
    assert_eq!(fs::read_to_string(folder.path().join("output/leto.csv")).unwrap(), "what was there\n");
}

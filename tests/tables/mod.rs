//! What the tests of sheets share: texts that tables like to spoil, and the program.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Output},
};

/// Texts that spreadsheets, tables and our own forms like to take for something else.
pub(crate) const NASTY: &[&str] = &[
    "=1+1",
    "+44",
    "-",
    "@home",
    "1979",
    "00123",
    "3:20",
    "1/2",
    "2E5",
    "TRUE",
    "'Heroes'",
    "'",
    "''",
    "'=1+1",
    "the end'",
    "a; b, c",
    "a;b",
    "Лето",
    "L’été",
    "🎈 Ballon",
    "_x000D_",
    "<b>&amp;</b>",
    "a\tb",
    "50%",
    "A (B)",
    "(live)",
    "A (B",
    ") (",
    "Prince as Camille",
    "Ida (composer)",
    "Ida (00014107338)",
    "ru: Лето",
    "2018 Milan Records",
    "x in FR",
    "=HYPERLINK(\"http://example.org\")",
];

/// Runs the program in a folder.
pub(crate) fn gatefold(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

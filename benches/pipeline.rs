//! How fast a record goes its way: read, checked, exported; one, and a thousand. `cargo bench`.
//!
//! Exports are timed as a run of the program, since only it writes: that is with its start.
#[path = "generator/mod.rs"]
mod generator;

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use gatefold::{Inputs, Limits, Options, check, documents};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// How many made-up records there are.
const MANY: usize = 1000;

const ONE: &str = include_str!("../input/leto.yaml");

/// The first record with its roster, in a folder of their own.
static LETO: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = folder();
    for name in ["leto.yaml", "performers.yaml"] {
        fs::copy(Path::new("input").join(name), folder.path().join("input").join(name)).expect("a record is copied");
    }
    folder
});

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=MANY).map(generator::release).collect());

/// The made-up records with their roster, written once.
static CATALOG: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = folder();
    let input = folder.path().join("input");
    fs::write(input.join("performers.yaml"), generator::roster()).expect("the roster is written");
    for (number, text) in TEXTS.iter().enumerate() {
        fs::write(input.join(format!("r{number:06}.yaml")), text).expect("a record is written");
    }
    folder
});

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::create_dir_all(folder.path().join("input")).expect("a folder is made");
    fs::create_dir(folder.path().join(".git")).expect("a folder is made");
    folder
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench]
fn read_one(bencher: Bencher) {
    bencher
        .counter(BytesCount::of_str(ONE))
        .counter(ItemsCount::new(1_usize))
        .bench(|| documents(divan::black_box(ONE), &Limits::default()));
}

#[divan::bench(sample_count = 10)]
fn read_many(bencher: Bencher) {
    bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY)).bench(|| {
        let read = TEXTS.iter().map(|text| documents(divan::black_box(text), &Limits::default()).0.len());
        assert_eq!(read.sum::<usize>(), MANY);
    });
}

/// The same without the fast reader.
#[divan::bench(sample_count = 10)]
fn read_many_in_full(bencher: Bencher) {
    let limits = Limits { full_reader_only: true, ..Limits::default() };
    bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY)).bench(|| {
        let read = TEXTS.iter().map(|text| documents(divan::black_box(text), &limits).0.len());
        assert_eq!(read.sum::<usize>(), MANY);
    });
}

#[divan::bench]
fn check_one(bencher: Bencher) {
    let path = LETO.path().join("input");
    bencher
        .counter(BytesCount::of_str(ONE))
        .counter(ItemsCount::new(1_usize))
        .bench(|| assert_eq!(found(&path), (1, 0)));
}

#[divan::bench(sample_count = 10)]
fn check_many(bencher: Bencher) {
    let path = CATALOG.path().join("input");
    bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY)).bench(|| assert_eq!(found(&path), (MANY, 0)));
}

/// How many records and how many errors there are.
fn found(path: &Path) -> (usize, usize) {
    let checked = check(Inputs { paths: vec![PathBuf::from(path)], stdin: None }, &Options::default());
    let checked = checked.expect("the folder is there");
    (checked.count, checked.count_of(gatefold::Severity::Error))
}

#[divan::bench(sample_count = 20)]
fn start(bencher: Bencher) {
    bencher.bench(|| run(LETO.path(), &["--version"]));
}

#[divan::bench(sample_count = 20)]
fn export_one(bencher: Bencher) {
    exported(bencher.counter(BytesCount::of_str(ONE)).counter(ItemsCount::new(1_usize)), LETO.path());
}

#[divan::bench(sample_count = 10)]
fn export_many(bencher: Bencher) {
    exported(bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY)), CATALOG.path());
}

/// Exports into an empty folder each time.
fn exported(bencher: Bencher, folder: &Path) {
    bencher
        .with_inputs(|| {
            // The first time there is nothing to remove.
            let _ = fs::remove_dir_all(folder.join("output"));
        })
        .bench_values(|()| run(folder, &["export", "--output-format", "concise"]));
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output();
    let output = output.expect("the program is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

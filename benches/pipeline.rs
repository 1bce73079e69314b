//! How fast a record goes its way: each stage alone, the whole way, and as a run of the program; with MB/s and allocations.
//! `cargo bench`.
//!
//! Exports are timed as a run of the program, since only it writes: that is with its start.
#[path = "generator/mod.rs"]
mod generator;

use calamine::{Reader, Xlsx, open_workbook};
use divan::{
    AllocProfiler, Bencher, black_box,
    counter::{BytesCount, ItemsCount},
};
use gatefold::{
    Inputs, Limits, Options, check,
    record::{Record, roster::Roster},
    stages::{self, Text},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, LazyLock},
};
use tempfile::TempDir;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

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

/// The roster that they are looked up in.
fn roster() -> Arc<Roster> {
    stages::roster(&generator::roster())
}

/// The made-up records as the rules get them.
static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let roster = roster();
    let record = |text: &Text| stages::record(text.read(&Limits::default()).decode(), Some(roster.clone()));
    SOURCES.iter().map(record).collect()
});

static SOURCES: LazyLock<Vec<Text>> = LazyLock::new(|| TEXTS.iter().map(|text| Text::new(text)).collect());

const FAST: Limits = Limits { document_bytes: 1 << 20, alias_nodes: 0, full_reader_only: false };

/// One stage alone, on one core: of a few made-up records, as many as a run looks at at once, right after the stage before, when what
/// it needs is as near as in a run. The next few are taken each time.
mod stage {
    use super::{
        FAST, ItemsCount, Limits, MANY, RECORDS, SOURCES, TEXTS, black_box, roster, size,
        stages::{self, AT_ONCE, Document, Text},
    };
    use divan::{Bencher, counter::BytesCount};
    use std::cell::Cell;

    /// Times what is done with a few records, and not what makes them ready.
    fn a_few<I>(bencher: Bencher, ready: impl Fn(&'static Text) -> I, mut work: impl FnMut(&mut Vec<I>)) {
        let next = Cell::new(0);
        let few = || {
            let at = next.replace((next.get() + 1) % (MANY / AT_ONCE));
            SOURCES[AT_ONCE * at..][..AT_ONCE].iter().map(&ready).collect()
        };
        let bytes = TEXTS.iter().map(String::len).sum::<usize>() * AT_ONCE / MANY;
        let bencher = bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(AT_ONCE));
        bencher.with_inputs(few).bench_local_refs(|few| work(few));
    }

    #[divan::bench(sample_count = 1000, sample_size = 1)]
    fn fast_reader(bencher: Bencher) {
        read(bencher, &FAST);
    }

    #[divan::bench(sample_count = 1000, sample_size = 1)]
    fn full_reader(bencher: Bencher) {
        read(bencher, &Limits { full_reader_only: true, ..FAST });
    }

    fn read(bencher: Bencher, limits: &Limits) {
        // As a file’s text, it was looked at just now.
        let text = |text: &'static Text| (text, black_box(text.read(&FAST).nodes()));
        a_few(bencher, text, |few| few.iter().for_each(|(text, _)| drop(black_box(text.read(limits)))));
    }

    #[divan::bench(sample_count = 1000, sample_size = 1)]
    fn schema(bencher: Bencher) {
        let faults = |few: &mut Vec<Document<'_>>| few.iter_mut().map(Document::faults).sum::<usize>();
        a_few(bencher, |text| text.read(&FAST), |few| assert_eq!(faults(few), 0));
    }

    #[divan::bench(sample_count = 1000, sample_size = 1)]
    fn decode(bencher: Bencher) {
        a_few(
            bencher,
            |text| text.read(&FAST),
            |few| few.iter().for_each(|document| drop(black_box(document.decode()))),
        );
    }

    #[divan::bench(sample_count = 1000, sample_size = 1)]
    fn rules(bencher: Bencher) {
        let roster = roster();
        let record = |text: &'static Text| stages::record(text.read(&FAST).decode(), Some(roster.clone()));
        a_few(bencher, record, |few| _ = black_box(stages::apply_rules(few)));
    }

    #[divan::bench(args = gatefold::exporters().map(|exporter| exporter.name))]
    fn export(bencher: Bencher, format: &str) {
        let exporter =
            gatefold::exporters().find(|exporter| exporter.name == format).expect("the name is an exporter's");
        let bencher = bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY));
        let mut bytes = Vec::new();
        bencher
            .bench_local(|| RECORDS.iter().map(|record| stages::export(exporter, record, &mut bytes)).sum::<usize>());
    }
}

/// The message about the record in `tests/feed`, with its 26 tracks, a cover and a recording, which are read and hashed.
#[divan::bench]
fn message_of_26_tracks(bencher: Bencher) {
    let roster = stages::roster(include_str!("../tests/feed/performers.yaml"));
    let text = Text::new(include_str!("../tests/feed/leto.yaml"));
    let mut record = stages::record(text.read(&Limits::default()).decode(), Some(roster));
    record.path = Path::new("tests/feed/leto.yaml").into();
    let exporter = gatefold::exporters().find(|exporter| exporter.name == "ern").expect("there is one of messages");
    let mut bytes = Vec::new();
    let size = stages::export(exporter, &record, &mut bytes);
    bencher
        .counter(BytesCount::new(size))
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| stages::export(exporter, &record, &mut bytes));
}

/// Reading, schema, decoding and rules, on one core: with the fast reader and without.
#[divan::bench(args = [false, true])]
fn whole_way_without_files(bencher: Bencher, full_reader_only: bool) {
    let limits = Limits { full_reader_only, ..FAST };
    let roster = stages::roster(&generator::roster());
    let bencher = bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY));
    bencher.bench_local(|| {
        for text in SOURCES.iter() {
            let mut document = text.read(&limits);
            assert_eq!(document.faults(), 0);
            black_box(stages::apply_rules(&[stages::record(document.decode(), Some(roster.clone()))]));
        }
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

/// A run that writes all made-up records as one workbook; items are cells.
#[divan::bench(sample_count = 5)]
fn workbook_many(bencher: Bencher) {
    let cells = *WORKBOOK_CELLS;
    let bencher = bencher.counter(size(&TEXTS)).counter(ItemsCount::new(cells));
    run_anew(bencher, CATALOG.path(), WORKBOOK);
}

const WORKBOOK: &[&str] = &["export", "--to", "xlsx", "--bundle", "all", "--output-format", "concise"];

/// How many cells that workbook has, empty ones left out.
static WORKBOOK_CELLS: LazyLock<usize> = LazyLock::new(|| {
    run(CATALOG.path(), WORKBOOK);
    let mut book: Xlsx<_> = open_workbook(CATALOG.path().join("output/all.xlsx")).expect("a workbook was written");
    let sheets = book.worksheets();
    sheets.iter().map(|(_, sheet)| sheet.used_cells().count()).sum()
});

/// A run that sends all made-up records, on all cores.
#[divan::bench(sample_count = 10)]
fn messages_many(bencher: Bencher) {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::copy("tests/feed/gatefold.toml", at("gatefold.toml")).expect("the settings are copied");
    fs::copy("tests/feed/artwork/leto.png", at("input/cover.png")).expect("the cover is copied");
    fs::write(at("input/performers.yaml"), generator::roster()).expect("the roster is written");
    for (number, text) in TEXTS.iter().enumerate() {
        let text = text.replace("\ntracks:", FEED);
        fs::write(at(&format!("input/r{number:06}.yaml")), text).expect("a record is written");
    }
    let arguments =
        "export --to ern --test --message-id {name} --message-date 2026-03-06T09:00:00Z --output-format concise";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    run_anew(bencher.counter(size(&TEXTS)).counter(ItemsCount::new(MANY)), folder.path(), &arguments);
}

/// What the made-up records lack for a feed.
const FEED: &str = "
artwork: cover.png
deals:
  - {commercial_models: [PayAsYouGoModel], use_types: [PermanentDownload], start_date: 2026-03-06}
tracks:";

fn exported(bencher: Bencher, folder: &Path) {
    run_anew(bencher, folder, &["export", "--output-format", "concise"]);
}

/// Exports into an empty folder each time.
fn run_anew(bencher: Bencher, folder: &Path, arguments: &[&str]) {
    bencher
        .with_inputs(|| {
            // The first time there is nothing to remove.
            let _ = fs::remove_dir_all(folder.join("output"));
        })
        .bench_values(|()| run(folder, arguments));
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output();
    let output = output.expect("the program is there");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

//! What is written for spreadsheets reads back as what was meant, by a reader that is not ours, whatever the record holds.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;
mod tables;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::{fs, path::Path, process::Output};
use tables::{NASTY, gatefold};

/// Nasty titles, and one that only the way out has to bear.
fn titles() -> impl Iterator<Item = &'static str> {
    NASTY.iter().copied().chain([" padded "])
}

fn catalog() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    folder
}

/// A catalog with one record, whose tracks have nasty titles.
fn nasty() -> tempfile::TempDir {
    let folder = catalog();
    let tracks: Vec<Value> = (1..)
        .zip(titles())
        .map(|(number, title)| serde_json::json!({"number": number, "title": title, "duration": "1:02:45", "bonus": true}))
        .collect();
    let record = serde_json::json!({
        "title": "+", "type": "album", "performers": ["+44"], "label": "Quay Records", "barcode": "0077778620921",
        "catalog_number": "1-2", "release_date": "2026-03-06", "original_release_date": "1968",
        "notes": "=1+1\nand a second line", "tracks": tracks,
    });
    fs::write(folder.path().join("input/nasty.yaml"), serde_yaml::to_string(&record).unwrap()).unwrap();
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The odd texts break rules on purpose.
const QUIETLY: [&str; 4] = ["--output-format", "concise", "--ignore", "T,V,I,L,N,R,P,D"];

fn export(folder: &Path, arguments: &[&str]) -> String {
    let output = gatefold(folder, &[&["export"], arguments, &QUIETLY].concat());
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn sheet(path: &Path, name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let formulas = book.worksheet_formula(name).unwrap();
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name} has a formula");
    book.worksheet_range(name).unwrap()
}

/// The cells of a column.
fn column<'a>(sheet: &'a Range<Data>, name: &str) -> Vec<&'a Data> {
    let at = sheet.rows().next().unwrap().iter().position(|head| *head == Data::String(name.to_owned()));
    let at = at.unwrap_or_else(|| panic!("there is no column {name}"));
    sheet.rows().skip(1).map(|row| &row[at]).collect()
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn every_cell_is_what_it_looks_like() {
    let folder = nasty();
    export(folder.path(), &["--to", "xlsx"]);
    let path = folder.path().join("output/nasty.xlsx");
    let tracks = sheet(&path, "Tracks");
    let titles: Vec<Data> = titles().map(text).collect();
    assert_eq!(column(&tracks, "title"), titles.iter().collect::<Vec<_>>());
    assert_eq!(*column(&tracks, "number")[0], Data::Float(1.0));
    assert_eq!(*column(&tracks, "bonus")[0], Data::Bool(true));
    let Data::DateTime(duration) = column(&tracks, "duration")[0] else { panic!("a duration is one") };
    assert!((duration.as_f64() * 86_400.0 - 3765.0).abs() < 1e-6);
    let releases = sheet(&path, "Releases");
    let only = |name: &str| column(&releases, name)[0].clone();
    assert_eq!(only("title"), text("+"));
    assert_eq!(only("barcode"), text("0077778620921"));
    assert_eq!(only("catalog_number"), text("1-2"));
    assert_eq!(only("original_release_date"), text("1968"));
    assert_eq!(only("notes"), text("=1+1\nand a second line"));
    assert_eq!(only("record"), text("input/nasty.yaml"));
    let Data::DateTime(day) = only("release_date") else { panic!("a date is one") };
    assert!((day.as_f64() - 46_087.0).abs() < 1e-6, "6 March 2026 is day 46087");
    assert_eq!(column(&tracks, "pointer")[21], &text("/tracks/21"));
}

/// What a cell says, as the JSON would.
fn words(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(time) if time.is_duration() => {
            #[allow(clippy::cast_possible_truncation, reason = "a playing time is short")]
            let seconds = (time.as_f64() * 86_400.0).round() as i64;
            let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
        }
        #[allow(clippy::cast_possible_truncation, reason = "a day is a whole number")]
        Data::DateTime(day) => {
            (jiff::civil::date(1899, 12, 30) + jiff::Span::new().days(day.as_f64() as i64)).to_string()
        }
        Data::Empty => String::new(),
        other => panic!("a cell of another kind: {other:?}"),
    }
}

/// The texts of all values.
fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields.values().flat_map(leaves).collect(),
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

#[test]
fn a_workbook_holds_every_value_of_the_record() {
    let folder = catalog();
    for seed in 0..40 {
        let text = serde_yaml::to_string(&generator::everything(seed)).unwrap();
        fs::write(folder.path().join(format!("input/r{seed}.yaml")), text).unwrap();
    }
    export(folder.path(), &["--to", "xlsx,json"]);
    let heads = ["record", "document", "pointer", "release"];
    for seed in 0..40 {
        let json = fs::read_to_string(folder.path().join(format!("output/r{seed}.json"))).unwrap();
        let record: Value = serde_json::from_str(&json).unwrap();
        let path = folder.path().join(format!("output/r{seed}.xlsx"));
        let mut cells = Vec::new();
        for name in ["Releases", "Tracks", "Credits"] {
            let sheet = sheet(&path, name);
            let names: Vec<String> = sheet.rows().next().unwrap().iter().map(words).collect();
            for row in sheet.rows().skip(1) {
                let own = names.iter().zip(row).filter(|(name, _)| !heads.contains(&name.as_str()));
                cells.extend(own.map(|(_, cell)| words(cell)));
            }
        }
        for leaf in leaves(&record) {
            assert!(cells.iter().any(|cell| cell.contains(&leaf)), "r{seed}: {leaf:?} is in no cell");
        }
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let folder = nasty();
    let more = fs::read_to_string("input/leto.yaml").unwrap();
    fs::write(folder.path().join("input/leto.yaml"), more).unwrap();
    for (out, jobs) in [("a", "1"), ("b", "2")] {
        export(folder.path(), &["--to", "xlsx", "--out", out, "--jobs", jobs]);
        export(folder.path(), &["--to", "xlsx", "--out", out, "--jobs", jobs, "--bundle", "all"]);
    }
    for name in ["nasty.xlsx", "leto.xlsx", "all.xlsx"] {
        let read = |out: &str| fs::read(folder.path().join(out).join(name)).unwrap();
        assert!(read("a") == read("b"), "{name}");
    }
    let again = export(folder.path(), &["--to", "xlsx", "--out", "a", "--bundle", "all"]);
    assert!(again.contains("Wrote 0 of 1 exports"), "{again}");
    let tracks = sheet(&folder.path().join("a/all.xlsx"), "Tracks");
    assert_eq!(column(&tracks, "release").len(), 26 + titles().count());
}

#[test]
fn what_a_sheet_cannot_hold_is_told() {
    let folder = catalog();
    let long = "x".repeat(40_000);
    let record = format!(
        "title: A\ntype: album\nperformers: [B]\nlabel: C\nrelease_date: 1899-05-01\nnotes: {long}\ntracks:\n  - number: 1\n    title: D\n    allow:\n      - rule: T016\n        reason: \"on two\\nlines\"\n"
    );
    fs::write(folder.path().join("input/old.yaml"), record).unwrap();
    let said = export(folder.path(), &["--to", "xlsx"]);
    for expected in [
        "input/old.yaml:5:15: warning[X001] spreadsheets have no days before March 1900",
        "input/old.yaml:6:8: warning[X001] a cell of a sheet holds 32,767 characters, and this has 40000",
        "input/old.yaml:12:17: warning[X001] a cell of a sheet cannot hold this as one entry",
    ] {
        assert!(said.contains(expected), "{said}");
    }
    let releases = sheet(&folder.path().join("output/old.xlsx"), "Releases");
    assert_eq!(column(&releases, "release_date")[0], &text("1899-05-01"));
    assert_eq!(words(column(&releases, "notes")[0]).chars().count(), 32_767);
}

#[test]
fn a_csv_for_excel_is_guarded_and_the_exact_one_warns() {
    let folder = nasty();
    let said = export(folder.path(), &["--to", "csv", "--out", "exact"]);
    assert!(said.contains("A spreadsheet that opens the CSV takes these for formulas, numbers or dates: "), "{said}");
    for named in ["`=1+1`", "`1979`", "`3:20`", "--csv-dialect excel"] {
        assert_eq!(said.matches(named).count(), 1, "{named}: {said}");
    }
    for (dialect, delimiter) in [("excel", b','), ("excel-semicolon", b';')] {
        let said = export(folder.path(), &["--to", "csv", "--out", dialect, "--csv-dialect", dialect]);
        assert!(!said.contains("A spreadsheet"), "{said}");
        let bytes = fs::read(folder.path().join(dialect).join("nasty.csv")).unwrap();
        let rest = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("Excel needs a byte order mark");
        assert!(rest.ends_with(b"\r\n"));
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(rest);
        let title = reader.headers().unwrap().iter().position(|name| name == "title").unwrap();
        for (row, meant) in reader.records().zip(titles()) {
            let row = row.unwrap();
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{row:?}");
            let cell = &row[title];
            let (before, behind) = (format!("'{meant}"), format!("{meant}\t"));
            assert!([meant, &*before, &*behind].contains(&cell), "{cell:?}");
            let is_number = meant.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!is_number || cell == behind, "{cell:?} is read as a number");
            assert!(row.iter().any(|cell| cell == "0077778620921\t"), "the barcode is read as a number");
        }
    }
}

#[test]
fn a_review_workbook_shows_faulty_records_too() {
    let folder = catalog();
    let record = "title: Blue Hour\ntype: albun\nperformers: [The Harbour Lights]\nlabel: Quay Records\nrelease_date: 30/11/2018\ntracks:\n  - number: 1\n    title: 1979\n  - number: 2\n    title: \" Lanterns\"\n    performers: [\"\", {name: Jenia Lubich, role: guest}]\n";
    fs::write(folder.path().join("input/slips.yaml"), record).unwrap();
    fs::write(folder.path().join("input/broken.yaml"), "title: \"no end\n").unwrap();
    let output = gatefold(folder.path(), &["check", "--report", "xlsx=out/review.xlsx", "--output-format", "jsonl"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let path = folder.path().join("out/review.xlsx");
    let releases = sheet(&path, "Releases");
    assert_eq!(column(&releases, "type")[0], &text("albun"));
    assert_eq!(column(&releases, "release_date")[0], &text("30/11/2018"));
    let tracks = sheet(&path, "Tracks");
    assert_eq!(column(&tracks, "title"), [&text("1979"), &text(" Lanterns")]);
    let credits = sheet(&path, "Credits");
    assert_eq!(column(&credits, "pointer"), [&text("/performers/0"), &text("/tracks/1/performers/1")]);
    let findings = sheet(&path, "Findings");
    let all = String::from_utf8(output.stdout).unwrap();
    assert_eq!(column(&findings, "code").len(), all.lines().count(), "a row for each finding");
    let cell = |code: &str| {
        let at =
            column(&findings, "code").iter().position(|own| **own == text(code)).unwrap_or_else(|| panic!("{code}"));
        words(column(&findings, "cell")[at])
    };
    let letter = |sheet: &Range<Data>, name: &str| {
        let at = sheet.rows().next().unwrap().iter().position(|head| *head == text(name)).unwrap();
        char::from(b'A' + u8::try_from(at).unwrap())
    };
    assert_eq!(cell("S011"), format!("Releases!{}2", letter(&releases, "release_date")));
    assert_eq!(cell("S003"), format!("Tracks!{}2", letter(&tracks, "title")));
    assert_eq!(cell("T001"), format!("Tracks!{}3", letter(&tracks, "title")));
    assert!(column(&findings, "file").contains(&&text("input/broken.yaml")));
}

#[test]
fn a_workbook_is_nothing_for_a_terminal() {
    let folder = nasty();
    let output = gatefold(folder.path(), &["check", "--output-format", "xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--report xlsx=review.xlsx"), "{}", said(&output));
}

//! Sheets find their way back: what was exported is imported as it was, one changed cell changes one value, and what cannot be
//! understood is told at its cell and writes nothing wrong.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;
mod tables;

use calamine::{Data, Reader, Xlsx, open_workbook};
use generator::Dice;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;
use std::{collections::BTreeSet, ffi::OsStr, fs, path::Path, process::Output};
use tables::{NASTY, gatefold};

const COUNT: u64 = 120;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Runs a verb that must end well.
fn run(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> String {
    let output = gatefold(folder, arguments);
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

/// The odd texts break rules on purpose.
const QUIETLY: [&str; 2] = ["--ignore", "T,V,I,L,N,R,P,D,C,U,A"];

fn export(folder: &Path, arguments: &[&str]) -> String {
    run(folder, &[&["export"], arguments, &QUIETLY].concat())
}

fn catalog() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    folder
}

/// Every text of a made-up record without the number behind it that keeps it apart from others, or a nasty one in its place.
fn nasty(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|value| nasty(value, dice)),
        Value::Array(items) => items.iter_mut().for_each(|item| nasty(item, dice)),
        Value::String(text) => {
            if let Some((before, _)) =
                text.rsplit_once(' ').filter(|(_, end)| end.len() < 4 && end.parse::<u16>().is_ok())
            {
                let own = if dice.once_in(2) { (*dice.one(NASTY)).to_owned() } else { before.to_owned() };
                *text = if own.trim().is_empty() { "x".to_owned() } else { own };
            }
            // A blank around a text is told, unless it is one on several lines.
            if !text.ends_with('\n') {
                *text = text.trim().to_owned();
            }
        }
        _ => {}
    }
}

/// Most records have no sign that parts the entries of a CSV's lists: what a CSV cannot hold should be the exception.
fn without_semicolons(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(without_semicolons),
        Value::Array(items) => items.iter_mut().for_each(without_semicolons),
        Value::String(text) => *text = text.replace(';', "."),
        _ => {}
    }
}

/// A catalog of made-up records with every field.
fn made_up() -> tempfile::TempDir {
    let folder = catalog();
    for seed in 0..COUNT {
        let mut record = generator::everything(seed);
        nasty(&mut record, &mut Dice::new(seed));
        if seed % 4 > 0 {
            without_semicolons(&mut record);
        }
        let exceptions = serde_json::json!([{"rule": "T001", "reason": "On purpose: it is a test."}]);
        record["allow"] = exceptions;
        fs::write(folder.path().join(format!("input/r{seed}.yaml")), serde_yaml::to_string(&record).unwrap()).unwrap();
    }
    folder
}

/// The JSON that is exported from a folder.
fn json(folder: &Path, from: &str) -> Vec<Value> {
    let out = format!("json-{from}");
    export(folder, &[from, "--to", "json", "--out", &out, "--quiet"]);
    let read = |seed| fs::read_to_string(folder.join(format!("{out}/r{seed}.json"))).unwrap();
    (0..COUNT).map(|seed| serde_json::from_str(&read(seed)).unwrap()).collect()
}

/// What asks for the import of all of them.
fn import_arguments(from: &str, extension: &str, out: &str) -> Vec<String> {
    let files = (0..COUNT).map(|seed| format!("{from}/r{seed}.{extension}"));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    words(&["import"]).into_iter().chain(files).chain(words(&["--out", out])).collect()
}

fn import_all(folder: &Path, from: &str, extension: &str, out: &str) -> String {
    run(folder, &import_arguments(from, extension, out))
}

#[test]
fn a_workbook_comes_back_as_the_record_that_it_was() {
    let folder = made_up();
    let folder = folder.path();
    let before: Vec<String> =
        (0..COUNT).map(|seed| fs::read_to_string(folder.join(format!("input/r{seed}.yaml"))).unwrap()).collect();
    export(folder, &["--to", "xlsx", "--quiet"]);
    import_all(folder, "output", "xlsx", "back");
    let (due, back) = (json(folder, "input"), json(folder, "back"));
    for (seed, (due, back)) in due.iter().zip(&back).enumerate() {
        assert_eq!(pretty(back), pretty(due), "r{seed}");
    }
    // Nothing was changed on the sheets, so nothing changes in the records.
    import_all(folder, "output", "xlsx", "input");
    for (seed, before) in before.iter().enumerate() {
        assert_eq!(fs::read_to_string(folder.join(format!("input/r{seed}.yaml"))).unwrap(), *before);
    }
    // All of them in one workbook.
    export(folder, &["--to", "xlsx", "--bundle", "all", "--quiet"]);
    run(folder, &["import", "output/all.xlsx", "--out", "bundled"]);
    for seed in 0..COUNT {
        let read = |out: &str| fs::read_to_string(folder.join(format!("{out}/r{seed}.yaml"))).unwrap();
        assert_eq!(read("bundled"), read("back"), "r{seed}");
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn a_csv_comes_back_but_for_what_the_export_has_listed() {
    let folder = made_up();
    let folder = folder.path();
    let due = json(folder, "input");
    for dialect in ["rfc4180", "excel", "excel-semicolon"] {
        let told =
            export(folder, &["--to", "csv", "--out", dialect, "--csv-dialect", dialect, "--output-format", "jsonl"]);
        let losses: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let back = format!("back-{dialect}");
        let output = gatefold(folder, &import_arguments(dialect, "csv", &back));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
        let mut whole = 0;
        for (seed, due) in due.iter().enumerate() {
            let path = format!("input/r{seed}.yaml");
            let lists: Vec<String> = losses
                .iter()
                .filter(|loss| loss["path"] == path.as_str())
                .map(|loss| list_of(loss["pointer"].as_str().unwrap()))
                .collect();
            let name = format!("r{seed}.yaml");
            if !folder.join(&back).join(&name).exists() {
                // What was torn apart may be no entry at all: then it is told, and nothing is written.
                assert!(!lists.is_empty() && said(&output).contains(&format!("{dialect}/r{seed}.csv")), "r{seed}");
                continue;
            }
            // A list that was torn apart may be at fault now, and nothing else is.
            let errors = errors(folder, &format!("{back}/{name}"));
            if !errors.is_empty() {
                let is_listed = |pointer: &String| lists.iter().any(|list| pointer.starts_with(list));
                assert!(errors.iter().all(is_listed), "r{seed} in {dialect}: {errors:?}");
                continue;
            }
            export(folder, &[&format!("{back}/{name}"), "--to", "json", "--out", "again", "--quiet"]);
            let again = fs::read_to_string(folder.join(format!("again/r{seed}.json"))).unwrap();
            let (mut due, mut again) = (due.clone(), serde_json::from_str::<Value>(&again).unwrap());
            for list in &lists {
                take(&mut due, list);
                take(&mut again, list);
            }
            for record in [&mut due, &mut again] {
                // Gatefold alone reads the exceptions; the order of the media says their numbers.
                record.as_object_mut().unwrap().remove("allow");
                let media = record.get_mut("media").and_then(Value::as_array_mut).into_iter().flatten();
                media.for_each(|medium| _ = medium.as_object_mut().unwrap().remove("number"));
            }
            assert_eq!(pretty(&again), pretty(&due), "r{seed} in {dialect}");
            whole += usize::from(lists.is_empty());
        }
        assert!(whole > 10, "nearly everything is listed: {whole}");
        // Nothing was changed in the tables, so nothing changes in the records.
        let copy = format!("copy-{dialect}");
        fs::create_dir(folder.join(&copy)).unwrap();
        for seed in 0..COUNT {
            fs::copy(folder.join(format!("input/r{seed}.yaml")), folder.join(format!("{copy}/r{seed}.yaml"))).unwrap();
        }
        run(folder, &import_arguments(dialect, "csv", &copy));
        for seed in 0..COUNT {
            let read = |out: &str| fs::read_to_string(folder.join(format!("{out}/r{seed}.yaml"))).unwrap();
            assert_eq!(read(&copy), read("input"), "r{seed}");
        }
    }
}

/// The pointers to all that is wrong in a record.
fn errors(folder: &Path, path: &str) -> Vec<String> {
    let output = gatefold(folder, &[&["check", path, "--output-format", "jsonl"][..], &QUIETLY].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
    let findings = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let errors = findings.filter(|finding: &Value| finding["severity"] == "error");
    errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

/// The pointer to the list that a pointer leads into, last of all.
fn list_of(pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').collect();
    let last = parts.iter().rposition(|part| part.parse::<usize>().is_ok()).unwrap();
    parts[..last].join("/")
}

/// Takes the value at a pointer out, if it is there.
fn take(value: &mut Value, pointer: &str) {
    let (outer, name) = pointer.rsplit_once('/').unwrap();
    if let Some(Value::Object(outer)) = value.pointer_mut(outer) {
        outer.remove(name);
    }
}

const BLUE_HOUR: &str = "\
# yaml-language-server: $schema=../schemas/release.schema.json
title: Blue Hour      # as on the sleeve
type: album
performers: [The Harbour Lights]
label: Quay Records
barcode: \"0077778620921\"
release_date: 2026-03-06

tracks:
  # side A
  - number: 1
    title: Low Tide
    isrc: GB-XWZ-08-00015   # as printed
    duration: \"3:20\"
    writers: [Ida Solberg, {name: Jun Tanaka, role: composer}]
  - number: 2
    title: 'Lanterns'
    performers: [The Harbour Lights, {name: Jenia Lubich, role: featured}]
  - {number: 3, title: Breakwater, duration: \"4:44\"}
";

/// The catalog of that record, with its workbook and its CSV.
fn blue_hour() -> tempfile::TempDir {
    let folder = catalog();
    fs::write(folder.path().join("input/blue-hour.yaml"), BLUE_HOUR).unwrap();
    export(folder.path(), &["--to", "xlsx,csv", "--quiet"]);
    folder
}

fn record(folder: &Path) -> String {
    fs::read_to_string(folder.join("input/blue-hour.yaml")).unwrap()
}

type Sheets = Vec<(String, Vec<Vec<Data>>)>;

/// Reads a workbook, has it changed, and writes it as another program would.
fn rewritten(path: &Path, change: impl FnOnce(&mut Sheets)) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    let mut sheets: Sheets = names
        .into_iter()
        .map(|name| {
            let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect();
    change(&mut sheets);
    let mut book = Workbook::new();
    let (day, time) = (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("[m]:ss"));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (col, cell) in (0..).zip(cells) {
                match cell {
                    Data::String(text) => sheet.write_string(row, col, text).unwrap(),
                    Data::Float(number) => sheet.write_number(row, col, number).unwrap(),
                    Data::Bool(flag) => sheet.write_boolean(row, col, flag).unwrap(),
                    Data::DateTime(moment) => {
                        let format = if moment.is_duration() { &time } else { &day };
                        sheet.write_number_with_format(row, col, moment.as_f64(), format).unwrap()
                    }
                    _ => continue,
                };
            }
        }
    }
    book.save(path).unwrap();
}

/// The rows of a sheet.
fn rows<'s>(sheets: &'s mut Sheets, name: &str) -> &'s mut Vec<Vec<Data>> {
    &mut sheets.iter_mut().find(|(own, _)| own == name).unwrap().1
}

/// A cell of a sheet by the title of its column; the first row below the head is 1.
fn cell<'s>(sheets: &'s mut Sheets, name: &str, row: usize, title: &str) -> &'s mut Data {
    let rows = rows(sheets, name);
    let col = rows[0].iter().position(|head| *head == Data::String(title.to_owned())).unwrap();
    &mut rows[row][col]
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// Imports the workbook of the record after a change, and gives the lines that are other than they were.
fn changed(change: impl FnOnce(&mut Sheets)) -> (Vec<String>, String) {
    let folder = blue_hour();
    rewritten(&folder.path().join("output/blue-hour.xlsx"), change);
    let said = run(folder.path(), &["import", "output/blue-hour.xlsx", "--out", "input"]);
    (difference(&record(folder.path())), said)
}

fn difference(now: &str) -> Vec<String> {
    let difference = similar::TextDiff::from_lines(BLUE_HOUR, now);
    let changes = difference.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes.map(|change| format!("{}{}", change.tag(), change.value().trim_end())).collect()
}

#[test]
fn one_changed_cell_changes_one_value() {
    let (lines, said) = changed(|sheets| *cell(sheets, "Tracks", 2, "title") = text("Lanterns at Sea"));
    assert_eq!(lines, ["-    title: 'Lanterns'", "+    title: 'Lanterns at Sea'"], "{said}");
    let (lines, _) = changed(|sheets| *cell(sheets, "Releases", 1, "title") = text("Blue Hours"));
    assert_eq!(lines, ["-title: Blue Hour      # as on the sleeve", "+title: Blue Hours      # as on the sleeve"]);
    let (lines, _) = changed(|sheets| *cell(sheets, "Tracks", 1, "isrc") = text("GBXWZ0800016"));
    assert_eq!(lines, ["-    isrc: GB-XWZ-08-00015   # as printed", "+    isrc: GBXWZ0800016   # as printed"]);
    let (lines, _) = changed(|sheets| *cell(sheets, "Releases", 1, "release_date") = text("2026-03-13"));
    assert_eq!(lines, ["-release_date: 2026-03-06", "+release_date: 2026-03-13"]);
    let (lines, _) = changed(|sheets| *cell(sheets, "Tracks", 3, "duration") = Data::Empty);
    assert_eq!(
        lines,
        ["-  - {number: 3, title: Breakwater, duration: \"4:44\"}", "+  - {number: 3, title: Breakwater}"]
    );
    let (lines, said) = changed(|_| ());
    assert_eq!(lines, [""; 0]);
    assert!(said.contains("1 record says the same as before"), "{said}");
}

#[test]
fn rows_may_be_sorted_added_copied_and_taken_away() {
    // Sorted by title, all sheets.
    let (lines, _) = changed(|sheets| {
        for (_, rows) in sheets.iter_mut() {
            rows[1..].reverse();
        }
    });
    assert_eq!(lines, [""; 0]);
    // A track more, copied from another row with all that is hidden.
    let (lines, _) = changed(|sheets| {
        let copy = rows(sheets, "Tracks")[3].clone();
        rows(sheets, "Tracks").push(copy);
        *cell(sheets, "Tracks", 4, "number") = Data::Float(4.0);
        *cell(sheets, "Tracks", 4, "title") = text("Salt Road");
    });
    assert!(lines.iter().all(|line| line.starts_with('+')), "{lines:?}");
    assert!(lines.concat().contains("number: 4") && lines.concat().contains("title: Salt Road"), "{lines:?}");
    // A track less: its credits go too.
    let (lines, _) = changed(|sheets| _ = rows(sheets, "Tracks").remove(2));
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines.iter().all(|line| line.starts_with('-')), "{lines:?}");
    // A guest more, below the others of the track.
    let (lines, _) = changed(|sheets| {
        let at = rows(sheets, "Credits").iter().position(|row| row.contains(&text("Jenia Lubich"))).unwrap();
        let mut row = rows(sheets, "Credits")[at].clone();
        let count = row.len();
        // What is hidden stays empty in a row that somebody writes.
        row[count - 3..].fill(Data::Empty);
        rows(sheets, "Credits").insert(at + 1, row);
        *cell(sheets, "Credits", at + 1, "name") = text("Ferrymen");
        *cell(sheets, "Credits", at + 1, "role") = text("with");
    });
    assert_eq!(
        lines,
        [
            "-    performers: [The Harbour Lights, {name: Jenia Lubich, role: featured}]",
            "+    performers: [The Harbour Lights, {name: Jenia Lubich, role: featured}, {name: Ferrymen, role: with}]"
        ]
    );
}

#[test]
fn two_sheets_for_one_record_are_told_and_the_second_undoes_nothing() {
    let folder = blue_hour();
    let folder = folder.path();
    fs::copy(folder.join("output/blue-hour.xlsx"), folder.join("other.xlsx")).unwrap();
    rewritten(&folder.join("output/blue-hour.xlsx"), |sheets| {
        *cell(sheets, "Tracks", 2, "title") = text("Lanterns at Sea");
    });
    let output = gatefold(folder, &["import", "output/blue-hour.xlsx", "other.xlsx", "--out", "input"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[W010]"), "{}", said(&output));
    assert_eq!(difference(&record(folder)), ["-    title: 'Lanterns'", "+    title: 'Lanterns at Sea'"]);
}

#[test]
fn a_csv_changes_a_record_in_place() {
    let folder = blue_hour();
    let path = folder.path().join("output/blue-hour.csv");
    let csv = fs::read_to_string(&path).unwrap();
    fs::write(&path, csv.replace("Low Tide", "High Tide").replace("Jenia Lubich", "Jenia Lubich; Ferrymen")).unwrap();
    let shown = run(folder.path(), &["import", "output/blue-hour.csv", "--out", "input", "--diff"]);
    assert!(shown.contains("+    title: High Tide"), "{shown}");
    let told = run(folder.path(), &["import", "output/blue-hour.csv", "--out", "input", "--dry-run"]);
    assert!(told.contains("changed input/blue-hour.yaml") && told.contains("Wrote nothing"), "{told}");
    assert_eq!(record(folder.path()), BLUE_HOUR);
    run(folder.path(), &["import", "output/blue-hour.csv", "--out", "input"]);
    assert_eq!(
        difference(&record(folder.path())),
        [
            "-    title: Low Tide",
            "+    title: High Tide",
            "-    performers: [The Harbour Lights, {name: Jenia Lubich, role: featured}]",
            "+    performers: [The Harbour Lights, {name: Jenia Lubich, role: featured}, {name: Ferrymen, role: featured}]"
        ]
    );
}

#[test]
fn the_sheet_of_performers_changes_the_roster() {
    let folder = catalog();
    fs::write(folder.path().join("input/blue-hour.yaml"), BLUE_HOUR).unwrap();
    let roster = "performers:\n  # ours\n  The Harbour Lights: {type: group}\n  Jenia Lubich: {type: person, isni: 0000 0001 2281 955X}   # checked\n";
    fs::write(folder.path().join("input/performers.yaml"), roster).unwrap();
    export(folder.path(), &["--to", "xlsx", "--quiet"]);
    let path = folder.path().join("output/blue-hour.xlsx");
    rewritten(&path, |sheets| {
        let at = rows(sheets, "Performers").iter().position(|row| row[0] == text("Jenia Lubich")).unwrap();
        *cell(sheets, "Performers", at, "native_name") = text("Женя Любич");
        let mut new = rows(sheets, "Performers")[at].clone();
        new.fill(Data::Empty);
        (new[0], new[1]) = (text("Ferrymen"), text("group"));
        rows(sheets, "Performers").push(new);
    });
    run(folder.path(), &["import", "output/blue-hour.xlsx", "--out", "input"]);
    assert_eq!(record(folder.path()), BLUE_HOUR);
    let now = fs::read_to_string(folder.path().join("input/performers.yaml")).unwrap();
    assert!(now.starts_with("performers:\n  # ours\n  The Harbour Lights: {type: group}\n"), "{now}");
    assert!(now.contains("native_name: Женя Любич") && now.contains("# checked"), "{now}");
    assert!(now.contains("isni: 0000 0001 2281 955X") && now.contains("\n  Ferrymen: {type: group}\n"), "{now}");
}

/// The findings of an import as `code cell`, in their order.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["import"], arguments, &["--out", "new", "--output-format", "jsonl"]].concat();
    let output = gatefold(folder, &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    let findings = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).filter(Value::is_object);
    findings
        .map(|finding| {
            let (line, column) =
                (finding["start"]["line"].as_u64().unwrap(), finding["start"]["column"].as_u64().unwrap());
            let cell = finding["message"].as_str().unwrap().split(' ').next().unwrap();
            format!("{} {cell} {line}:{column}", finding["code"].as_str().unwrap())
        })
        .collect()
}

#[test]
fn nine_faults_in_a_sheet_are_nine_findings_and_nothing_wrong_is_written() {
    let folder = catalog();
    let folder = folder.path();
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let releases = book.add_worksheet().set_name("Releases").unwrap();
    let head = ["release", "title", "type", "label", "barcode", "lable"];
    head.iter().zip(0..).for_each(|(title, col)| _ = releases.write_string(0, col, *title).unwrap());
    let names = ["sound", "column", "number", "day", "twice", "merged", "formula", "gap", "padded"];
    for (name, row) in names.iter().zip(1..) {
        releases.write_string(row, 0, *name).unwrap().write_string(row, 1, *name).unwrap();
        releases.write_string(row, 2, "single").unwrap().write_string(row, 3, "Quay Records").unwrap();
    }
    releases.write_string(2, 5, "Quay Records").unwrap();
    releases.write_number(3, 4, 3_200_000_000_000.0).unwrap();
    let tracks = book.add_worksheet().set_name("Tracks").unwrap();
    ["release", "number", "title"]
        .iter()
        .zip(0..)
        .for_each(|(title, col)| _ = tracks.write_string(0, col, *title).unwrap());
    let mut row = 1;
    for name in names {
        for number in 1..=2 {
            tracks.write_string(row, 0, name).unwrap().write_number(row, 1, number).unwrap();
            tracks.write_string(row, 2, format!("Title {number}")).unwrap();
            match (name, number) {
                ("day", 1) => _ = tracks.write_number_with_format(row, 2, 43_434, &day).unwrap(),
                ("twice", 2) => _ = tracks.write_number(row, 1, 1).unwrap(),
                ("merged", 2) => {
                    tracks.merge_range(row - 1, 2, row, 2, "Title 1", &Format::new()).unwrap();
                }
                ("formula", 2) => _ = tracks.write_formula(row, 2, "=1+1").unwrap(),
                ("gap", 1) => row += 1,
                ("padded", 2) => _ = tracks.write_string(row, 2, "Title 2 ").unwrap(),
                _ => {}
            }
            row += 1;
        }
    }
    book.save(folder.join("faults.xlsx")).unwrap();
    // The ninth is a file of its own: a workbook with a program in it, whatever its name says.
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Releases").unwrap().write_string(0, 0, "release").unwrap();
    fs::write(folder.join("program.bin"), [0xD0, 0xCF, 0x11, 0xE0]).unwrap();
    book.add_vba_project(folder.join("program.bin")).unwrap();
    book.save(folder.join("macros.xlsx")).unwrap();
    let found = found(folder, &["faults.xlsx", "macros.xlsx"]);
    let due = [
        "W002 Releases!F1 1:6",
        "W003 Releases!E4 4:5",
        "W003 Tracks!C8 8:3",
        "W008 Tracks!B11 11:2",
        "W005 Tracks!C12 12:3",
        "W004 Tracks!C15 15:3",
        "W006 Tracks!A17 17:1",
        "W007 Tracks!C20 20:3",
    ];
    assert_eq!(
        found[..8].iter().map(String::as_str).collect::<BTreeSet<_>>(),
        due.into_iter().collect::<BTreeSet<_>>()
    );
    assert!(found[8].starts_with("W001"), "{found:?}");
    assert_eq!(found.len(), 9);
    let written: Vec<_> = fs::read_dir(folder.join("new")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(written, ["sound.yaml"]);
    let sound = fs::read_to_string(folder.join("new/sound.yaml")).unwrap();
    assert!(sound.contains("title: sound\n") && sound.contains("    title: Title 2\n"), "{sound}");
}

#[test]
fn a_review_workbook_is_corrected_and_comes_back() {
    let folder = catalog();
    let slips = "title: Blue Hour\ntype: albun  # ?\nperformers: [The Harbour Lights]\nlabel: Quay Records\nrelease_date: 30/11/2018\ntracks:\n  - number: 1\n    title: 1979\n";
    fs::write(folder.path().join("input/blue-hour.yaml"), slips).unwrap();
    let output = gatefold(folder.path(), &["check", "--report", "xlsx=review.xlsx"]);
    assert_eq!(output.status.code(), Some(1));
    rewritten(&folder.path().join("review.xlsx"), |sheets| {
        *cell(sheets, "Releases", 1, "type") = text("album");
        *cell(sheets, "Releases", 1, "release_date") = text("2018-11-30");
    });
    run(folder.path(), &["import", "review.xlsx", "--out", "input"]);
    // What nobody has touched stays as it was, right or wrong.
    assert_eq!(record(folder.path()), slips.replace("albun", "album").replace("30/11/2018", "2018-11-30"));
}

#[test]
fn no_sheet_writes_outside_its_folder() {
    let folder = blue_hour();
    let path = folder.path().join("output/blue-hour.xlsx");
    for (named, file) in [
        ("../elsewhere.yaml", None),
        ("/etc/passwd.yaml", None),
        ("input/performers.yaml", None),
        ("input/.git.yaml", None),
        ("gatefold.toml", None),
        ("input/other/blue-hour.yaml", Some("blue-hour.yaml")),
    ] {
        run(folder.path(), &["export", "--to", "xlsx", "--quiet"]);
        rewritten(&path, |sheets| {
            for (_, rows) in sheets {
                let col = rows[0].iter().position(|head| *head == text("record")).unwrap();
                rows[1..].iter_mut().for_each(|row| row[col] = text(named));
            }
        });
        let output = gatefold(folder.path(), &["import", "output/blue-hour.xlsx", "--out", "new"]);
        assert_eq!(output.status.code(), Some(i32::from(file.is_none())), "{named}: {}", said(&output));
        let is_written = fs::read_dir(folder.path().join("new")).map_or(0, Iterator::count);
        assert_eq!(is_written, usize::from(file.is_some()), "{named}");
        assert!(file.is_none_or(|file| folder.path().join("new").join(file).is_file()), "{named}");
    }
    assert_eq!(record(folder.path()), BLUE_HOUR);
}

#[test]
fn whatever_the_bytes_a_sheet_is_imported_or_refused() {
    let folder = blue_hour();
    let folder = folder.path();
    let mut dice = Dice::new(11);
    for extension in ["xlsx", "csv"] {
        let sound = fs::read(folder.join(format!("output/blue-hour.{extension}"))).unwrap();
        let name = format!("odd.{extension}");
        for round in 0..60 {
            let mut bytes = sound.clone();
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len().max(1));
                if bytes.len() < 8 {
                    break;
                }
                match dice.below(3) {
                    0 => bytes[at] = u8::try_from(dice.below(256)).unwrap(),
                    1 => bytes.truncate(at.max(4)),
                    _ => _ = bytes.drain(at..(at + dice.below(30)).min(bytes.len())),
                }
            }
            fs::write(folder.join(&name), &bytes).unwrap();
            let output = gatefold(folder, &["import", &name, "--out", "odd"]);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{round} {extension}: {}", said(&output));
        }
    }
}

/// Unfolds a CSV: the cells of each row by their titles.
fn table(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_shop_gets_its_sheet_and_sends_it_back() {
    let folder = blue_hour();
    let folder = folder.path();
    export(folder, &["--to", "sheet:distributor", "--quiet"]);
    let path = folder.join("output/blue-hour.distributor.csv");
    let rows = table(&path);
    assert_eq!(rows.len(), 3);
    for (title, due) in [
        ("Album Title", "Blue Hour"),
        ("Album Artist", "The Harbour Lights"),
        ("Release Type", "Album"),
        ("UPC", "0077778620921"),
        ("Release Date", "03/06/2026"),
        ("Disc Number", "1"),
        ("Track Number", "2"),
        ("Track Title", "Lanterns"),
        ("Featured Artist", "Jenia Lubich"),
        ("Composer", ""),
    ] {
        assert_eq!(rows[1][title], due, "{title}");
    }
    assert_eq!((&*rows[0]["Composer"], &*rows[0]["Lyricist"]), ("Ida Solberg, Jun Tanaka", ""));
    // As it was sent, it changes nothing.
    let import = ["import", "output/blue-hour.distributor.csv", "--sheet", "distributor", "--out", "input"];
    fs::rename(folder.join("input/blue-hour.yaml"), folder.join("input/blue-hour.yaml.old")).unwrap();
    // Without a record, one is made, as far as the sheet goes.
    run(folder, &import);
    let made: Value = serde_yaml::from_str(&record(folder)).unwrap();
    assert_eq!((&made["title"], &made["release_date"]), (&"Blue Hour".into(), &"2026-03-06".into()));
    assert_eq!(
        made["tracks"][0]["writers"],
        serde_json::json!([{"name": "Ida Solberg", "role": "composer"}, {"name": "Jun Tanaka", "role": "composer"}])
    );
    assert_eq!(
        made["tracks"][1]["performers"],
        serde_json::json!(["The Harbour Lights", {"name": "Jenia Lubich", "role": "featured"}])
    );
    assert_eq!(made["tracks"][2], serde_json::json!({"number": 3, "title": "Breakwater", "duration": "4:44"}));
    fs::rename(folder.join("input/blue-hour.yaml.old"), folder.join("input/blue-hour.yaml")).unwrap();
    let said = run(folder, &import);
    assert!(said.contains("1 record says the same as before"), "{said}");
    // One cell is changed, and the date in all rows.
    let sheet = fs::read_to_string(&path).unwrap();
    fs::write(&path, sheet.replace("Breakwater", "Breakwaters").replace("03/06/2026", "03/13/2026")).unwrap();
    run(folder, &import);
    assert_eq!(
        difference(&record(folder)),
        [
            "-release_date: 2026-03-06",
            "+release_date: 2026-03-13",
            "-  - {number: 3, title: Breakwater, duration: \"4:44\"}",
            "+  - {number: 3, title: Breakwaters, duration: \"4:44\"}"
        ]
    );
    // A day that could be two is told.
    fs::write(&path, sheet.replace("03/06/2026", "6 March 2026")).unwrap();
    let output = gatefold(folder, &[&import[..], &["--output-format", "concise"]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        crate::said(&output).contains("error[W003] I2 says `6 March 2026`, and `release_date` is a date"),
        "{}",
        crate::said(&output)
    );
}

#[test]
fn art_tracks_have_their_days_by_territory() {
    let folder = catalog();
    let text = BLUE_HOUR.replace(
        "release_date: 2026-03-06",
        "release_events:\n  - {date: 2026-03-06, territories: [FR, BE]}\n  - {date: 2026-03-13}\np_line: {year: 2026, owner: Quay Records}",
    );
    fs::write(folder.path().join("input/blue-hour.yaml"), &text).unwrap();
    export(folder.path(), &["--to", "sheet:youtube-art-tracks", "--bundle", "all", "--quiet"]);
    let rows = table(&folder.path().join("output/all.youtube-art-tracks.csv"));
    assert_eq!(rows[1]["track_territory_start_dates"], "FR:2026-03-06|BE:2026-03-06|WW:2026-03-13");
    assert_eq!(rows[1]["track_pline"], "2026 Quay Records");
    assert_eq!(rows[0]["ddex_party_id"], "");
    let said = run(
        folder.path(),
        &["import", "output/all.youtube-art-tracks.csv", "--sheet", "youtube-art-tracks", "--out", "input"],
    );
    assert!(said.contains("says the same as before"), "{said}");
    assert_eq!(record(folder.path()), text);
}

#[test]
fn a_sheet_of_the_house_is_told_in_its_settings() {
    let folder = blue_hour();
    let folder = folder.path();
    let settings = "[sheet.ours]\nrows = 'releases'\ncolumns = [{title = 'No.', field = 'catalog_number', text = 'none'}, {title = 'Album', field = 'release_title'}, {title = 'When', field = 'release_date', date = 'DD.MM.YYYY'}]\n";
    fs::write(folder.join("gatefold.toml"), settings).unwrap();
    export(folder, &["--to", "sheet:ours", "--quiet"]);
    let sheet = fs::read_to_string(folder.join("output/blue-hour.ours.csv")).unwrap();
    assert_eq!(sheet, "No.,Album,When\r\nnone,Blue Hour,06.03.2026\r\n");
    fs::write(folder.join("output/blue-hour.ours.csv"), sheet.replace("06.03", "07.03")).unwrap();
    run(folder, &["import", "output/blue-hour.ours.csv", "--sheet", "ours", "--out", "input"]);
    assert_eq!(difference(&record(folder)), ["-release_date: 2026-03-06", "+release_date: 2026-03-07"]);
    let output = gatefold(folder, &["export", "--to", "sheet:our"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("there is no sheet `our`; did you mean `ours`?"), "{}", said(&output));
    fs::write(folder.join("gatefold.toml"), settings.replace("release_title", "release_titel")).unwrap();
    let output = gatefold(folder, &["export", "--to", "sheet:ours"]);
    assert!(
        said(&output).contains("`release_titel` is no column of the CSV; did you mean `release_title`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn any_record_is_the_same_after_a_shop_has_seen_it() {
    let folder = made_up();
    let folder = folder.path();
    export(folder, &["--to", "sheet:distributor", "--quiet"]);
    let files = (0..COUNT).map(|seed| format!("output/r{seed}.distributor.csv"));
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let rest = words(&["--sheet", "distributor", "--out", "input"]);
    let arguments: Vec<String> = words(&["import"]).into_iter().chain(files).chain(rest).collect();
    let before: Vec<String> =
        (0..COUNT).map(|seed| fs::read_to_string(folder.join(format!("input/r{seed}.yaml"))).unwrap()).collect();
    let said = run(folder, &arguments);
    assert_eq!(said.matches("1 record says the same as before").count() as u64, COUNT, "{said}");
    for (seed, before) in before.iter().enumerate() {
        assert_eq!(fs::read_to_string(folder.join(format!("input/r{seed}.yaml"))).unwrap(), *before, "r{seed}");
    }
}

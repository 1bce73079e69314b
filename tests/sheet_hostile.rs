//! Workbooks that are made to hurt their reader are refused, in little time and memory.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use rust_xlsxwriter::Workbook;
use std::{
    io::{Cursor, Read, Write},
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Parts of a ZIP by their names.
type Parts = Vec<(String, Vec<u8>)>;

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook, one of whose parts is another.
fn book(part: &str, bytes: Vec<u8>) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Releases").unwrap().write_string(0, 0, "title").unwrap();
    let mut archive = ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let mut parts = Parts::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut own = Vec::new();
        file.read_to_end(&mut own).unwrap();
        if name != part {
            parts.push((name, own));
        }
    }
    parts.push((part.to_owned(), bytes));
    zipped(&parts)
}

fn sheet(rows: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!("<worksheet xmlns=\"{space}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>")
        .into_bytes()
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"Releases\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"m\"/>";
    zipped(&vec![
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        ("META-INF/manifest.xml".to_owned(), manifest.as_bytes().to_vec()),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

/// Imports a file with a gigabyte and a half of memory.
fn import(folder: &Path, name: &str, bytes: &[u8]) -> (Output, Duration) {
    std::fs::write(folder.join(name), bytes).unwrap();
    let begin = Instant::now();
    let line = "ulimit -v 1500000; exec \"$0\" import \"$1\" --out out";
    let output = Command::new("sh")
        .current_dir(folder)
        .args(["-c", line, env!("CARGO_BIN_EXE_gatefold"), name])
        .output()
        .unwrap();
    (output, begin.elapsed())
}

#[test]
fn what_is_made_to_hurt_is_refused_in_little_time_and_memory() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    let cell = |name: &str| format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>x</t></is></c>");
    let far = format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", cell("A1"), cell("XFD1048576"));
    let repeated = |columns: u32, rows: u32| {
        let cell = format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>"
        );
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row>")
    };
    let strings = |length: usize| {
        let mut bytes = b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">".to_vec();
        bytes.resize(length, b' ');
        bytes
    };
    let gap = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>";
    let too_large = "unpacked, it is larger than any catalog";
    for (name, bytes, due) in [
        ("far.xlsx", book("xl/worksheets/sheet1.xml", sheet(&far)), "W002"),
        ("rows.xlsx", book("xl/worksheets/sheet1.xml", sheet(&"<row/>".repeat(2_000_000))), "Checked 0 records"),
        ("strings.xlsx", book("xl/sharedStrings.xml", strings(300 << 20)), too_large),
        ("wide.ods", ods(&repeated(16_384, 1_000_000)), too_large),
        ("many.ods", ods(&repeated(16_384, 1).repeat(500)), too_large),
        ("long.ods", ods(&format!("{}{gap}{}", repeated(3, 1), repeated(16_384, 1))), too_large),
        ("zip.xlsx", zipped(&vec![("a".to_owned(), Vec::new())]), "a ZIP, and not a workbook"),
        ("short.xlsx", b"PK\x03\x04".to_vec(), "cannot be read as a workbook"),
        ("empty.xlsx", Vec::new(), "holds nothing"),
        ("deep.xlsx", book("xl/worksheets/sheet1.xml", "<a>".repeat(1_000_000).into_bytes()), "it has no sheet"),
    ] {
        let (output, time) = import(folder.path(), name, &bytes);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {said}");
        assert!(said.contains(due), "{name}: {said}");
        assert!(!said.contains("panicked"), "{name}: {said}");
        assert!(time < Duration::from_secs(30), "{name} takes {time:?}");
    }
    // A sheet of LibreOffice says by a number how empty its end is.
    let row = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>title</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>";
    let (output, _) = import(folder.path(), "plain.ods", &ods(&format!("{row}{gap}")));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

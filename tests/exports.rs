//! What is written can be read back as what was meant, whatever the record holds, and is valid for whoever takes it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use quick_xml::{Reader, events::Event};
use serde_json::{Map, Value};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const COUNT: u64 = 150;

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

/// A folder with records that use every field, and their exports.
fn exported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    for seed in 0..COUNT {
        let text = serde_yaml::to_string(&generator::everything(seed)).unwrap();
        fs::write(folder.path().join(format!("input/r{seed}.yaml")), text).unwrap();
    }
    // The made-up texts are odd on purpose.
    let output = gatefold(folder.path(), &["export", "--output-format", "concise", "--ignore", "T,V,I,L"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", &said[..said.len().min(3000)]);
    folder
}

fn exports(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let chosen = paths.into_iter().filter(|path| path.extension().is_some_and(|own| own == extension));
    chosen.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn json_read_back_is_the_same_record() {
    let folder = exported();
    let first = exports(&folder.path().join("output"), "json");
    assert_eq!(first.len() as u64, COUNT);
    let mut arguments = vec!["export", "--out", "again", "--output-format", "concise", "--ignore", "T,V,I,L"];
    arguments.extend(first.iter().map(|(path, _)| path.to_str().unwrap()));
    let output = gatefold(folder.path(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    for extension in ["csv", "json", "xml"] {
        let names =
            |exports: Vec<(PathBuf, String)>| -> Vec<String> { exports.into_iter().map(|(_, text)| text).collect() };
        let (once, again) =
            (exports(&folder.path().join("output"), extension), exports(&folder.path().join("again"), extension));
        assert_eq!(names(once), names(again), "{extension}");
    }
}

#[test]
fn json_is_valid_against_the_release_schema() {
    let schema: Value = serde_json::from_str(&fs::read_to_string("schemas/release.schema.json").unwrap()).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let folder = exported();
    for (path, text) in exports(&folder.path().join("output"), "json") {
        let value: Value = serde_json::from_str(&text).unwrap();
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn xml_read_back_is_the_same_record() {
    let folder = exported();
    let json = exports(&folder.path().join("output"), "json");
    let xml = exports(&folder.path().join("output"), "xml");
    for ((path, json), (_, xml)) in json.iter().zip(&xml) {
        let right: Value = serde_json::from_str(json).unwrap();
        assert_eq!(read_xml(xml), right, "{}", path.display());
    }
}

#[test]
fn xml_is_valid_against_its_xsd() {
    let schema = fs::read_to_string("schemas/release.xsd").unwrap();
    let schema = uppsala::parse(&schema).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let folder = exported();
    let mut all = exports(&folder.path().join("output"), "xml");
    all.extend(exports(Path::new("output"), "xml"));
    for (path, text) in all {
        let document = uppsala::parse(&text).unwrap();
        let errors = validator.validate(&document);
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
    let broken = fs::read_to_string("output/leto.xml").unwrap().replace("<number>3</number>", "<number>three</number>");
    assert!(!validator.validate(&uppsala::parse(&broken).unwrap()).is_empty(), "the XSD takes anything");
}

#[test]
fn csv_holds_every_value_of_the_record() {
    let folder = exported();
    let json = exports(&folder.path().join("output"), "json");
    let csv = exports(&folder.path().join("output"), "csv");
    for ((path, json), (_, csv)) in json.iter().zip(&csv) {
        assert!(csv.ends_with("\r\n"), "a line of CSV ends with CR LF");
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let record: Value = serde_json::from_str(json).unwrap();
        let lists = record["media"].as_array().map_or_else(|| vec![&record], |media| media.iter().collect());
        let tracks: Vec<&Value> = lists.iter().flat_map(|list| list["tracks"].as_array().unwrap()).collect();
        assert_eq!(rows.len(), tracks.len(), "{}: a row for each track", path.display());
        let mut release = record.clone();
        for list in ["tracks", "media"] {
            release.as_object_mut().unwrap().remove(list);
        }
        for (row, track) in rows.iter().zip(tracks) {
            for leaf in leaves(&release).into_iter().chain(leaves(track)) {
                assert!(row.iter().any(|cell| cell.contains(&leaf)), "{}: {leaf:?} is in no cell", path.display());
            }
        }
    }
}

/// The texts of all values, but for roles, which the column says.
fn leaves(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let is_role = |name: &str, value: &Value| {
                name == "role" && ["main", "featured", "with", "remixer"].iter().any(|role| value == role)
            };
            fields.iter().filter(|(name, value)| !is_role(name, value)).flat_map(|(_, value)| leaves(value)).collect()
        }
        Value::Array(items) => items.iter().flat_map(leaves).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// The record in an XML export, as JSON: a second reader, which knows only what the XSD says.
fn read_xml(xml: &str) -> Value {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                return element(&mut reader, &name);
            }
            Event::Eof => panic!("no element"),
            _ => {}
        }
    }
}

fn element(reader: &mut Reader<&[u8]>, name: &str) -> Value {
    let mut text = String::new();
    let mut children: Vec<(String, Value)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let child = start.name().as_ref().to_owned();
                let value = element(reader, &child);
                children.push((child, value));
            }
            Event::Text(part) => text += &*part,
            Event::GeneralRef(reference) => {
                let sign = reference.resolve_char_ref().unwrap();
                let name = (*reference).to_owned();
                text += &sign.map_or_else(
                    || quick_xml::escape::resolve_predefined_entity(&name).unwrap().to_owned(),
                    String::from,
                );
            }
            Event::End(_) => break,
            Event::Eof => panic!("{name} is not closed"),
            _ => {}
        }
    }
    if children.is_empty() {
        return leaf(name, text);
    }
    let is_list = children.iter().all(|(child, _)| *child == one_of(name));
    if is_list {
        return children.into_iter().map(|(_, value)| value).collect();
    }
    Value::Object(children.into_iter().collect::<Map<_, _>>())
}

fn leaf(name: &str, text: String) -> Value {
    match name {
        "number" | "year" => serde_json::from_str(&text).unwrap(),
        "bonus" | "pre_order" => Value::Bool(text == "true"),
        _ => Value::String(text),
    }
}

fn one_of(list: &str) -> String {
    match list {
        "media" => "medium".to_owned(),
        "territories" => "territory".to_owned(),
        "excluded_territories" => "excluded_territory".to_owned(),
        _ => list.trim_end_matches('s').to_owned(),
    }
}

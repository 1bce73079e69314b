//! One record in every form of report: each is what its official schema asks for, and all point at the same characters.
//!
//! The official schemas are looked for in `GATEFOLD_TEST_DATA`, in the folder `formats`; the repository carries none of them.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use jsonschema::Validator;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A field that is unknown, a number for a text, a track number twice: behind an apostrophe and accents, a tab, a combining
/// accent, emoji, on lines that end with CR LF.
const RECORD: &str = "# L’été 😀\r
title: Tides\r
type: album\r
performers: [The Harbour Lights]\r
label: Quay Records\r
release_date: 2026-03-06\r
tracks:\r
  - {number: 1, title: \"L’été\", titel: x}\r
  - {number: 2,\tversion: \"e\u{301}te\u{301} 😀\", title: 1979}\r
  - {title: \"😀 L’été 😀\", number: 2}\r
";

/// What is wrong with it: the rule, the line, and the words that are wrong.
const WRONG: &[(&str, usize, &str)] = &[("S001", 8, "titel"), ("S003", 9, "1979"), ("N001", 10, "2")];

/// Where the repository sees the record, and where the program does, which runs in a folder of it.
const IN_REPOSITORY: &str = "catalog/input/été 1.yaml";
const FROM_HERE: &str = "input/été 1.yaml";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("catalog/input")).unwrap();
    fs::write(folder.path().join(IN_REPOSITORY), RECORD).unwrap();
    folder
}

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
    program.current_dir(folder).args(arguments).env_remove("GITHUB_ACTIONS").env_remove("NO_COLOR").output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn report(folder: &Path, format: &str) -> String {
    let output = gatefold(&folder.join("catalog"), &["check", "--select", "N", "--output-format", format]);
    assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    said(&output)
}

/// The formats that can be shown, which a workbook cannot.
fn shown() -> impl Iterator<Item = &'static str> {
    gatefold::reporters().filter(|reporter| !reporter.is_workbook).map(|reporter| reporter.name)
}

/// The review workbook of a folder can be opened, and has a row for each finding.
fn must_be_a_workbook(folder: &Path) {
    let output = gatefold(folder, &["check", "--output-format", "jsonl", "--report", "xlsx=review.xlsx"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("review.xlsx")).unwrap();
    let findings = calamine::Reader::worksheet_range(&mut book, "Findings").unwrap();
    assert_eq!(findings.height() - 1, said(&output).lines().count());
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A place as a format tells it: rule, path, line and column in characters, and the end where the format has one.
type Place = (String, String, usize, usize, Option<(usize, usize)>);

/// Where the words stand, counted here.
fn places(path: &str, with_end: bool) -> Vec<Place> {
    let place = |(code, line, words): &(&str, usize, &str)| {
        let text = RECORD.lines().nth(line - 1).unwrap();
        let start = text.rfind(words).unwrap();
        let column = text[..start].chars().count() + 1;
        let end = (*line, column + words.chars().count());
        ((*code).to_owned(), path.to_owned(), *line, column, with_end.then_some(end))
    };
    WRONG.iter().map(place).collect()
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap_or_else(|| panic!("{value} is a number"))).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text")).to_owned()
}

/// The number in front of anything else.
fn leading(text: &str) -> usize {
    text.split(|sign: char| !sign.is_ascii_digit()).next().unwrap().parse().unwrap()
}

#[test]
fn all_formats_point_at_the_same_characters() {
    let folder = folder();
    let here = places(FROM_HERE, false);
    assert_eq!(here[0].3, 33, "the test counts characters");
    let full = report(folder.path(), "full");
    let heads: Vec<&str> = full.lines().filter(|line| line.starts_with("error[")).collect();
    let arrows: Vec<&str> = full.lines().filter_map(|line| line.trim_start().strip_prefix("--> ")).collect();
    let read = |(head, arrow): (&&str, &&str)| {
        let [column, line, path] = arrow.rsplitn(3, ':').collect::<Vec<_>>()[..] else { panic!("{arrow}") };
        (head[6..10].to_owned(), path.to_owned(), leading(line), leading(column), None)
    };
    assert_eq!(heads.iter().zip(&arrows).map(read).collect::<Vec<Place>>(), here, "full");
    assert_eq!(report(folder.path(), "auto"), full, "auto is full where no CI system reads");

    let concise = report(folder.path(), "concise");
    let read = |line: &str| {
        let [path, line, column, rest] = line.splitn(4, ':').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let code = rest.trim_start().strip_prefix("error[").unwrap()[..4].to_owned();
        (code, path.to_owned(), leading(line), leading(column), None)
    };
    let lines: Vec<Place> = concise.lines().take(3).map(read).collect();
    assert_eq!(lines, here, "concise");

    let there = places(IN_REPOSITORY, true);
    let point = |point: &Value| (number(&point["line"]), number(&point["column"]));
    let read = |finding: &Value| {
        let (line, column) = point(&finding["start"]);
        (text(&finding["code"]), text(&finding["path"]), line, column, Some(point(&finding["end"])))
    };
    let whole = json(&report(folder.path(), "json"));
    assert_eq!(whole["findings"].as_array().unwrap().iter().map(read).collect::<Vec<Place>>(), there, "json");
    let lines = report(folder.path(), "jsonl");
    assert_eq!(lines.lines().map(|line| read(&json(line))).collect::<Vec<Place>>(), there, "jsonl");

    let sarif = json(&report(folder.path(), "sarif"));
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let read = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let region = |name: &str| number(&place["region"][name]);
        assert_eq!(place["artifactLocation"]["uri"], "catalog/input/%C3%A9t%C3%A9%201.yaml");
        let end = (region("endLine"), region("endColumn"));
        (text(&result["ruleId"]), IN_REPOSITORY.to_owned(), region("startLine"), region("startColumn"), Some(end))
    };
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.iter().map(read).collect::<Vec<Place>>(), there, "sarif");

    let gitlab = json(&report(folder.path(), "gitlab"));
    let read = |issue: &Value| {
        let location = &issue["location"];
        let (line, column) = point(&location["positions"]["begin"]);
        let end = point(&location["positions"]["end"]);
        (text(&issue["check_name"]), text(&location["path"]), line, column, Some(end))
    };
    assert_eq!(gitlab.as_array().unwrap().iter().map(read).collect::<Vec<Place>>(), there, "gitlab");

    // reviewdog counts bytes.
    let rdjson = json(&report(folder.path(), "rdjson"));
    let point = |point: &Value| {
        let line = number(&point["line"]);
        let before = &RECORD.lines().nth(line - 1).unwrap()[..number(&point["column"]) - 1];
        (line, before.chars().count() + 1)
    };
    let read = |diagnostic: &Value| {
        let location = &diagnostic["location"];
        let (line, column) = point(&location["range"]["start"]);
        let end = point(&location["range"]["end"]);
        (text(&diagnostic["code"]["value"]), text(&location["path"]), line, column, Some(end))
    };
    assert_eq!(rdjson["diagnostics"].as_array().unwrap().iter().map(read).collect::<Vec<Place>>(), there, "rdjson");

    let github = report(folder.path(), "github");
    let commands: Vec<Place> = github.lines().filter_map(command).map(|command| command.place).collect();
    assert_eq!(commands, there, "github");

    let junit = report(folder.path(), "junit");
    let read = |case: &str| {
        let name = case.split_once("name=\"").unwrap().1;
        let path = case.split_once("classname=\"").unwrap().1.split('"').next().unwrap();
        let (line, column) = name.split_once("(line ").unwrap().1.split_once(", column ").unwrap();
        (name[..4].to_owned(), path.to_owned(), leading(line), leading(column), None)
    };
    let there = places(IN_REPOSITORY, false);
    assert_eq!(junit.split("<testcase ").skip(1).map(read).collect::<Vec<Place>>(), there, "junit");

    let markdown = report(folder.path(), "markdown").replace("&#58;", ":").replace("&#46;", ".");
    let read = |row: &str| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let place = cells[1].trim_start_matches("<code>").trim_end_matches("</code>");
        let [column, line, path] = place.rsplitn(3, ':').collect::<Vec<_>>()[..] else { panic!("{row}") };
        (cells[2][..4].to_owned(), path.to_owned(), leading(line), leading(column), None)
    };
    let rows = markdown.lines().filter(|line| line.starts_with("| error "));
    assert_eq!(rows.map(read).collect::<Vec<Place>>(), there, "markdown");

    // A workbook has its own tests, in `sheets.rs`.
    let formats: BTreeSet<&str> = shown().collect();
    let read = ["full", "concise", "json", "jsonl", "sarif", "gitlab", "rdjson", "github", "junit", "markdown"];
    assert_eq!(formats, BTreeSet::from(read), "a format that this test does not read");
}

#[test]
fn editors_and_programs_get_their_own_columns() {
    let folder = folder();
    let report = json(&report(folder.path(), "json"));
    for finding in report["findings"].as_array().unwrap() {
        let line = number(&finding["start"]["line"]);
        let text = RECORD.lines().nth(line - 1).unwrap();
        let column = number(&finding["start"]["column"]);
        let before: String = text.chars().take(column - 1).collect();
        assert_eq!(number(&finding["start"]["utf16_column"]), before.encode_utf16().count() + 1);
        let offset = RECORD.split_inclusive('\n').take(line - 1).map(str::len).sum::<usize>() + before.len();
        assert_eq!(number(&finding["start"]["offset"]), offset);
    }
    let pointers: Vec<(&Value, &Value)> =
        report["findings"].as_array().unwrap().iter().map(|one| (&one["pointer"], &one["on_key"])).collect();
    let right = [("/tracks/0/titel", true), ("/tracks/1/title", false), ("/tracks/2/number", false)];
    for ((pointer, on_key), right) in pointers.into_iter().zip(right) {
        assert_eq!((pointer.as_str().unwrap(), on_key.as_bool().unwrap()), right);
    }
    // The other track 2, and the edit that quotes the number.
    let repeated = &report["findings"][2];
    assert_eq!(repeated["related"][0]["start"]["line"], 9);
    assert_eq!(report["findings"][1]["fix"]["edits"][0]["text"], "\"1979\"");
}

/// The JSON Pointer leads to the value in each document of a file, between records too.
#[test]
fn pointers_lead_to_the_values() {
    let folder = folder();
    let track = |isrc: &str| format!("tracks:\n  - {{number: 1, title: X, isrc: {isrc}}}\n");
    let head =
        |title: &str| format!("title: {title}\ntype: single\nperformers: [X]\nlabel: Y\nrelease_date: 2026-03-06\n");
    let stream = format!(
        "# one\n---\n{}{}---\n{}{}---\n{}tracks: []\n",
        head("A"),
        track("GBXWZ0800015"),
        head("B"),
        track("GBXWZ0800015").replace("title: X", "title: Z"),
        head("~/")
    );
    fs::write(folder.path().join(IN_REPOSITORY), stream).unwrap();
    let report = json(&report(folder.path(), "json"));
    let found: Vec<(String, Value, Value)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["code"]), one["document"].clone(), one["pointer"].clone()))
        .collect();
    assert_eq!(found, [("S006".to_owned(), 2.into(), "/tracks".into())]);
    let output = gatefold(&folder.path().join("catalog"), &["check", "--select", "C004", "--output-format", "json"]);
    let report = json(&said(&output));
    let between = report["findings"].as_array().unwrap().iter().find(|one| one["code"] == "C004").unwrap();
    assert_eq!((number(&between["document"]), &between["pointer"]), (1, &"/tracks/0/title".into()), "{between}");
}

/// A workflow command, read as GitHub reads it.
struct Read {
    kind: String,
    place: Place,
    message: String,
}

fn command(line: &str) -> Option<Read> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (kind, properties) = head.split_once(' ')?;
    let plain = |text: &str| {
        let text = text.replace("%2C", ",").replace("%3A", ":");
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    };
    let property = |name: &str| {
        let own = properties.split(',').find_map(|property| property.strip_prefix(name)?.strip_prefix('='));
        own.map(plain)
    };
    let numbered = |name: &str| property(name).map(|number| number.parse::<usize>().unwrap());
    let end = numbered("endLine").zip(numbered("endColumn"));
    let code = property("title").unwrap()[..4].to_owned();
    let place = (code, property("file").unwrap(), numbered("line").unwrap(), numbered("col").unwrap_or_default(), end);
    Some(Read { kind: kind.to_owned(), place, message: plain(message) })
}

#[test]
fn a_title_is_no_workflow_command() {
    let folder = folder();
    let title = "::error::x%0A::warning file=y::z,\\n::notice::w";
    let record = RECORD.replace("title: \"😀 L’été 😀\"", &format!("title: \"x\", {title:?}: y, \"##[error]\": z"));
    fs::write(folder.path().join(IN_REPOSITORY), record).unwrap();
    let github = report(folder.path(), "github");
    let commands: Vec<Read> = github.lines().filter_map(command).collect();
    assert_eq!(commands.len(), github.lines().filter(|line| line.trim_start().starts_with("::")).count(), "{github}");
    assert!(commands.iter().all(|command| command.kind == "error" && command.place.1 == IN_REPOSITORY), "{github}");
    assert!(commands.iter().any(|command| command.message.contains("::error::x%0A::warning file=y::z")), "{github}");
    for format in shown().filter(|name| *name != "github") {
        let said = report(folder.path(), format);
        assert!(!said.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {said}");
        assert!(
            format.starts_with("json") || !["full", "concise"].contains(&format) || !said.contains("##["),
            "{format}"
        );
    }
    // On GitHub Actions, the annotations come behind the full report by themselves.
    let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
    let program = program.current_dir(folder.path().join("catalog")).args(["check", "--select", "N"]);
    let auto = said(&program.env("GITHUB_ACTIONS", "true").output().unwrap());
    assert!(auto.starts_with(&report(folder.path(), "full")), "{auto}");
    assert_eq!(auto.lines().filter(|line| command(line).is_some()).count(), commands.len());
}

/// Lines above a finding, entries beside it: its fingerprint stays, and is no other's.
#[test]
fn fingerprints_stay_when_other_lines_change() {
    let folder = folder();
    let prints =
        |format: &str, field: fn(&Value) -> Vec<Value>| -> Vec<Value> { field(&json(&report(folder.path(), format))) };
    let sarif = |report: &Value| -> Vec<Value> {
        let results = report["runs"][0]["results"].as_array().unwrap().iter();
        results.map(|result| result["partialFingerprints"]["primaryLocationLineHash"].clone()).collect()
    };
    let gitlab = |report: &Value| -> Vec<Value> {
        report.as_array().unwrap().iter().map(|issue| issue["fingerprint"].clone()).collect()
    };
    let before = (prints("sarif", sarif), prints("gitlab", gitlab));
    let distinct: BTreeSet<String> = before.1.iter().map(text).collect();
    assert_eq!(distinct.len(), WRONG.len());
    let above = "# a line\r\n".repeat(10) + RECORD;
    let above = above.replace("  - {number: 1,", "  - {number: 1, title: Fog}\r\n  - {number: 2,");
    let above =
        above.replace("{number: 2,\tversion", "{number: 3,\tversion").replace("\", number: 2}", "\", number: 3}");
    fs::write(folder.path().join(IN_REPOSITORY), &above).unwrap();
    let after = (prints("sarif", sarif), prints("gitlab", gitlab));
    // The number itself was written anew.
    assert_eq!((&before.0[..2], &before.1[..2]), (&after.0[..2], &after.1[..2]));
    let twice = above.replace("titel: x", "titel: x, titel: y");
    fs::write(folder.path().join(IN_REPOSITORY), twice).unwrap();
    let all: Vec<String> = prints("gitlab", gitlab).iter().map(text).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
}

/// The official schemas; none, if nobody says where they are.
fn official() -> Option<PathBuf> {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: reports against their official schemas, since GATEFOLD_TEST_DATA is not set");
        return None;
    };
    Some(Path::new(&data).join("formats"))
}

fn validator(path: &Path) -> Validator {
    let schema = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    jsonschema::options().should_validate_formats(true).build(&json(&schema)).unwrap()
}

fn must_be_valid(validator: &Validator, report: &Value, name: &str) {
    let errors: Vec<String> =
        validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
}

/// Records with findings of many kinds, and one with none.
fn reported(format: &str) -> Vec<String> {
    let folder = folder();
    let catalog = folder.path().join("catalog");
    let mut reports = vec![report(folder.path(), format)];
    for arguments in [&["--select", "ALL"][..], &["--profile", "feed"], &["--deny-warnings"]] {
        let output = gatefold(&catalog, &[&["check", "--output-format", format], arguments].concat());
        reports.push(said(&output));
    }
    let (_, sound) = include_str!("../README.md").split_once("```yaml blue-hour.yaml\n").unwrap();
    fs::write(catalog.join("input/été 1.yaml"), sound.split("```").next().unwrap()).unwrap();
    let output = gatefold(&catalog, &["check", "--output-format", format]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    reports.push(said(&output));
    reports
}

#[test]
fn json_is_valid_against_its_own_schema() {
    let schema = json(&fs::read_to_string("schemas/report.schema.json").unwrap());
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for report in reported("json") {
        must_be_valid(&validator, &json(&report), "json");
    }
    let mut broken = json(&reported("json")[0]);
    broken["findings"][0]["start"]["column"] = 0.into();
    assert!(!validator.is_valid(&broken), "the schema takes anything");
    let mut one = schema.clone();
    one["$ref"] = "#/$defs/finding".into();
    for field in ["required", "properties", "type"] {
        one.as_object_mut().unwrap().remove(field);
    }
    let validator = jsonschema::validator_for(&one).unwrap();
    for line in reported("jsonl").iter().flat_map(|report| report.lines()) {
        must_be_valid(&validator, &json(line), "jsonl");
    }
}

#[test]
fn sarif_is_valid() {
    let Some(formats) = official() else { return };
    let validator = validator(&formats.join("sarif-schema-2.1.0.json"));
    for report in reported("sarif") {
        let report = json(&report);
        must_be_valid(&validator, &report, "sarif");
        let run = &report["runs"][0];
        for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
            for (field, most) in [("shortDescription", 1024), ("fullDescription", 1024), ("help", usize::MAX)] {
                let words = text(&rule[field]["text"]);
                assert!(!words.is_empty() && words.chars().count() <= most, "{rule}");
            }
        }
        for result in run["results"].as_array().unwrap() {
            let rule = &run["tool"]["driver"]["rules"][number(&result["ruleIndex"])];
            assert_eq!(rule["id"], result["ruleId"]);
        }
    }
    let mut broken = json(&reported("sarif")[0]);
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!validator.is_valid(&broken), "the schema takes anything");
}

#[test]
fn gitlab_is_valid() {
    let Some(formats) = official() else { return };
    let validator = validator(&formats.join("gitlab-codequality-item.schema.json"));
    for report in reported("gitlab") {
        for issue in json(&report).as_array().unwrap() {
            must_be_valid(&validator, issue, "gitlab");
            assert!(["info", "minor", "major"].contains(&&text(&issue["severity"])[..]), "{issue}");
        }
    }
    assert!(!validator.is_valid(&json("{}")), "the schema takes anything");
}

#[test]
fn rdjson_is_valid() {
    let Some(formats) = official() else { return };
    let validator = validator(&formats.join("rdjson/DiagnosticResult.json"));
    for report in reported("rdjson") {
        must_be_valid(&validator, &json(&report), "rdjson");
    }
    assert!(!validator.is_valid(&json("{\"diagnostics\": 1}")), "the schema takes anything");
}

#[test]
fn junit_is_valid() {
    let Some(formats) = official() else { return };
    let schema = fs::read_to_string(formats.join("junit-10.xsd")).unwrap();
    let schema = uppsala::parse(&schema).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    for report in reported("junit") {
        let document = uppsala::parse(&report).unwrap();
        let errors = validator.validate(&document);
        assert!(errors.is_empty(), "{errors:?}\n{report}");
        assert!(report.contains("<testcase "), "some readers refuse a report without a test");
    }
    let broken = reported("junit")[0].replace("<testcase ", "<testcase line=\"1\" ");
    assert!(!validator.validate(&uppsala::parse(&broken).unwrap()).is_empty(), "the XSD takes anything");
}

/// Texts and names of files that were made to do harm: each report is still what its readers can read, and not endless.
#[cfg(unix)]
#[test]
fn hostile_texts_make_sound_reports() {
    let head = "type: album\nperformers: [X]\nlabel: Y\nrelease_date: 2026-03-06\ntracks: [{number: 1, title: 7}]\n";
    let long = format!("title: \"{}\"\n{head}", "a  b\u{FFFE} ".repeat(20_000));
    let odd = format!(
        "\u{FEFF}title: \"\\x07\\uFFFE]]> \u{202E}|`@x` [a](b) <i>&amp; ##[error]x ##vso[x]\"\nx]]>: \u{FFFF}\n{head}"
    );
    let texts: [&[u8]; 6] = [
        long.as_bytes(),
        odd.as_bytes(),
        b"\xFF\xFE\x00",
        b"title: \x80\x1b[31m\n",
        b"",
        b"---\n---\n- [{\r::error::x\r\n",
    ];
    let name = "::error file=y,line=1::%0A`|](x) ##[error]\n]]>\u{1b}.yaml";
    for text in texts {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::create_dir(folder.path().join("input")).unwrap();
        fs::write(folder.path().join("input").join(name), text).unwrap();
        must_be_a_workbook(folder.path());
        for format in shown() {
            let output = gatefold(folder.path(), &["check", "--output-format", format]);
            assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
            let said = said(&output);
            assert!(said.len() < 8_000_000, "{format}: {} bytes of {}", said.len(), text.len());
            assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{format} steers a terminal");
            match format {
                "json" | "sarif" | "gitlab" | "rdjson" => _ = json(&said),
                "jsonl" => said.lines().for_each(|line| _ = json(line)),
                "junit" => _ = uppsala::parse(&said).unwrap(),
                "github" => {
                    let commands = said.lines().filter(|line| line.trim_start().starts_with("::"));
                    assert!(
                        commands.filter_map(command).all(|command| command.place.1.starts_with("input/::error file=y"))
                    );
                }
                "markdown" => {
                    assert!(!said.contains("](x)") && !said.contains("<i>") && !said.contains("@x"), "{said}");
                }
                _ => {}
            }
            let speaks =
                |line: &&str| line.trim_start().starts_with("::") || line.contains("##[") || line.contains("##vso[");
            assert!(
                format == "github" || said.lines().find(speaks).is_none(),
                "{format}: {:?}",
                said.lines().find(speaks)
            );
        }
    }
}

/// GitHub takes 25,000 results and ten megabytes when packed. What is left out is said, and it is not the gravest.
#[test]
fn thirty_thousand_findings_fit() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("input")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for record in 0..50 {
        let mut text =
            "title: X\ntype: album\nperformers: [X]\nlabel: Y\nrelease_date: 2026-03-06\ntracks:\n".to_owned();
        for track in 1..=300 {
            writeln!(text, "  - {{number: {track}, title: \"Song  {record} {track}!!!\", titel: \"x\"}}").unwrap();
        }
        fs::write(folder.path().join(format!("input/r{record:02}.yaml")), text).unwrap();
    }
    let arguments =
        ["check", "--output-format", "concise", "--report", "sarif=out/a.sarif", "--report", "json=out/a.json"];
    let arguments = [&arguments[..], &["--report", "gitlab=out/a.gitlab", "--report", "markdown=out/a.md"]].concat();
    let output = gatefold(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let all = json(&read("a.json"));
    let findings = all["findings"].as_array().unwrap();
    assert!(findings.len() >= 30_000, "{}", all["summary"]);
    let sarif = read("a.sarif");
    let run = &json(&sarif)["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    let left_out = findings.len() - results.len();
    let notice = text(&run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]);
    assert!(notice.starts_with(&format!("{left_out} findings are left out")), "{notice}");
    let errors = |list: &[Value], field: &str| list.iter().filter(|one| one[field] == "error").count();
    assert_eq!(errors(results, "level"), errors(findings, "severity").min(25_000));
    assert!(read("a.md").chars().count() <= 65_536, "GitHub takes no longer comment");
    assert_eq!(json(&read("a.gitlab")).as_array().unwrap().len(), findings.len());
    let packed = packed(sarif.as_bytes());
    println!("{} findings: SARIF {} bytes, packed {packed:?}", findings.len(), sarif.len());
    assert!(packed.is_none_or(|bytes| bytes < 10_000_000), "GitHub takes ten megabytes, and this is {packed:?}");
}

/// How long a text is when packed; nothing, where there is no `gzip`.
fn packed(bytes: &[u8]) -> Option<usize> {
    let mut gzip = Command::new("gzip").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut input = gzip.stdin.take()?;
    let bytes = bytes.to_vec();
    let feeding = std::thread::spawn(move || input.write_all(&bytes));
    let output = gzip.wait_with_output().ok()?;
    feeding.join().unwrap().unwrap();
    Some(output.stdout.len())
}

/// The README says which format is for whom, as the formats themselves say it.
#[test]
fn the_readme_lists_the_formats() {
    let path = "README.md";
    let text = fs::read_to_string(path).unwrap();
    let mut rows = String::new();
    for reporter in gatefold::reporters() {
        writeln!(rows, "| `{}` | {} | {} |", reporter.name, reporter.about.replace('|', "\\|"), reporter.reader)
            .unwrap();
    }
    let head = "| format | what it is | who reads it |\n|---|---|---|\n";
    let (before, rest) = text.split_once(head).expect("README lists the formats");
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    let told = format!("{before}{head}{rows}\n{after}");
    if env::var_os("BLESS").is_some() {
        fs::write(path, &told).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), told, "BLESS=1 cargo test writes {path} anew");
}

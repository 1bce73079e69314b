//! Many records are treated as one is: on any number of cores, in files or in one stream, with the same findings and bytes.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const COUNT: usize = 600;

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A record with a fault in it, for some numbers.
fn release(number: usize) -> String {
    let text = generator::release(number);
    match number % 40 {
        3 => text.replacen("number: 4\n", "number: 5\n", 1),
        11 => text.replacen("type: album", "type: albun", 1),
        17 => text.replacen("performers: [", "performers: [X", 1),
        23 => text.replacen("    title: ", "\ttitle: ", 1),
        // The barcode of the record before.
        29 => text.replace(&generator::barcode(number as u64), &generator::barcode(number as u64 - 1)),
        _ => text,
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    fs::write(folder.path().join("performers.yaml"), generator::roster()).unwrap();
    folder
}

#[test]
fn one_core_and_eight_say_and_write_the_same() {
    let folder = folder();
    let mut stream = String::new();
    for number in 0..COUNT {
        fs::write(folder.path().join(format!("input/r{number:04}.yaml")), release(number)).unwrap();
        stream.push_str("---\n");
        stream.push_str(&release(number));
    }
    fs::write(folder.path().join("stream.yaml"), &stream).unwrap();
    assert!(stream.len() > 2 << 20, "the stream is read in pieces");
    for path in ["input", "stream.yaml"] {
        let check = |jobs: &str| gatefold(folder.path(), &["check", path, "--jobs", jobs]);
        let (one, eight) = (check("1"), check("8"));
        assert_eq!(one.status.code(), Some(1));
        assert!(said(&one).ends_with("Checked 600 records: 75 errors.\n"), "{}", said(&one).lines().last().unwrap());
        assert!(said(&one) == said(&eight), "{path}: one core and eight say something else");
    }
    let export = |jobs: &str| {
        let out = format!("out{jobs}");
        let arguments =
            ["export", "input", "--keep-going", "--jobs", jobs, "--out", &out, "--output-format", "concise"];
        let output = gatefold(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        let mut paths: Vec<_> =
            fs::read_dir(folder.path().join(out)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap()))
            .collect::<Vec<_>>()
    };
    let (one, eight) = (export("1"), export("8"));
    assert!(one.len() > 1000 && one == eight, "one core and eight write something else");
}

/// A stream among single records is read where it stands, and what lies behind it waits.
#[test]
fn a_stream_among_files_keeps_its_place() {
    let folder = folder();
    let mut stream = String::new();
    for number in 0..COUNT {
        fs::write(folder.path().join(format!("input/r{number:04}.yaml")), release(number)).unwrap();
        stream.push_str("---\n");
        stream.push_str(&generator::release(COUNT + number));
    }
    assert!(stream.len() > 2 << 20, "the stream is read in pieces");
    fs::write(folder.path().join("input/r03.yaml"), &stream).unwrap();
    let rows = |path: &str, jobs: &str| {
        let out = folder.path().join("out");
        let arguments = ["export", path, "--keep-going", "--to", "csv", "--bundle", "all", "--jobs", jobs];
        gatefold(folder.path(), &[&arguments[..], &["--out", "out"]].concat());
        let text = fs::read_to_string(out.join("all.csv")).unwrap();
        fs::remove_dir_all(out).unwrap();
        text.split_once('\n').unwrap().1.to_owned()
    };
    let parts = ["input/r0[0-2]*.yaml", "input/r03.yaml", "input/r0[3-5]??.yaml"].map(|path| rows(path, "1"));
    let counts = parts.each_ref().map(|rows| rows.lines().count());
    assert!(counts.iter().all(|count| *count > 200), "{counts:?}");
    for jobs in ["1", "8"] {
        assert!(rows("input", jobs) == parts.concat(), "{jobs} cores write in another order");
    }
}

/// The findings of a stream are those of its documents as files, at the same places but for the lines before them.
#[test]
fn a_stream_is_its_documents() {
    let folder = folder();
    let mut expected = Vec::new();
    let mut stream = String::new();
    for number in 0..COUNT {
        let text = release(number);
        fs::write(folder.path().join("input/one.yaml"), &text).unwrap();
        // What is at fault between records is not seen in one.
        if number % 40 == 29 {
            continue;
        }
        stream.push_str("---\n");
        let before = stream.lines().count();
        if matches!(number % 40, 3 | 11 | 17 | 23) {
            let output = said(&gatefold(folder.path(), &["check", "input", "--output-format", "concise"]));
            expected.extend(output.lines().filter(|line| line.starts_with("input")).map(|line| {
                let mut parts = line.splitn(3, ':').skip(1);
                let number: usize = parts.next().unwrap().parse().unwrap();
                format!("stream.yaml:{}:{}", number + before, parts.next().unwrap())
            }));
        }
        stream.push_str(&text);
    }
    fs::write(folder.path().join("stream.yaml"), &stream).unwrap();
    let output = said(&gatefold(folder.path(), &["check", "stream.yaml", "--output-format", "concise"]));
    let found: Vec<&str> = output.lines().filter(|line| line.starts_with("stream")).collect();
    assert_eq!(found, expected);
}

#[test]
fn bundles_hold_what_the_single_files_hold() {
    let folder = folder();
    let mut stream = String::new();
    for number in 0..30 {
        fs::write(folder.path().join(format!("input/r{number:04}.yaml")), generator::release(number)).unwrap();
        stream.push_str("---\n");
        stream.push_str(&generator::release(number));
    }
    fs::write(folder.path().join("stream.yaml"), stream).unwrap();
    let formats = "csv,json,jsonl,xml";
    for arguments in [
        &["export", "input", "--to", formats, "--out", "single"][..],
        &["export", "input", "--to", formats, "--out", "bundle", "--bundle", "all"],
        &["export", "stream.yaml", "--to", formats, "--out", "stream", "--bundle", "all"],
    ] {
        let output = gatefold(folder.path(), arguments);
        assert!(output.status.success(), "{}", said(&output));
    }
    let read = |path: String| fs::read_to_string(folder.path().join(path)).unwrap();
    let singles = |extension: &str| -> Vec<String> {
        (0..30).map(|number| read(format!("single/r{number:04}.{extension}"))).collect()
    };
    for extension in formats.split(',') {
        assert!(read(format!("bundle/all.{extension}")) == read(format!("stream/all.{extension}")), "{extension}");
    }
    assert_eq!(read("bundle/all.jsonl".to_owned()), singles("jsonl").concat());
    let rows = |text: &str| text.split_once("\r\n").unwrap().1.to_owned();
    let csv = read("bundle/all.csv".to_owned());
    assert_eq!(rows(&csv), singles("csv").iter().map(|text| rows(text)).collect::<String>());
    let all: Vec<serde_json::Value> = serde_json::from_str(&read("bundle/all.json".to_owned())).unwrap();
    let each: Vec<serde_json::Value> = singles("json").iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    assert_eq!(all, each);
    let schema = fs::read_to_string("schemas/release.xsd").unwrap();
    let schema = uppsala::parse(&schema).unwrap();
    let validator = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let xml = read("bundle/all.xml".to_owned());
    let errors = validator.validate(&uppsala::parse(&xml).unwrap());
    assert!(errors.is_empty(), "{:?}", &errors[..1]);
    assert_eq!(xml.matches("<release>").count(), 30);

    // Nothing is written anew that says the same, and `--check` sees a change.
    let again = gatefold(folder.path(), &["export", "input", "--to", formats, "--out", "bundle", "--bundle", "all"]);
    assert!(said(&again).contains("Wrote 0 of 4 exports to bundle; 4 already said the same."), "{}", said(&again));
    let check = ["export", "input", "--to", "csv,json", "--out", "bundle", "--bundle", "all", "--check"];
    assert!(gatefold(folder.path(), &check).status.success());
    fs::write(folder.path().join("bundle/all.csv"), format!("{csv}x")).unwrap();
    let output = gatefold(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("bundle/all.csv is missing or out of date"), "{}", said(&output));
}

#[test]
fn an_error_leaves_the_old_bundle() {
    let folder = folder();
    fs::write(folder.path().join("input/a.yaml"), generator::release(1)).unwrap();
    let export = ["export", "input", "--to", "csv", "--bundle", "all"];
    assert!(gatefold(folder.path(), &export).status.success());
    let before = fs::read(folder.path().join("output/all.csv")).unwrap();
    fs::write(folder.path().join("input/b.yaml"), release(3)).unwrap();
    assert_eq!(gatefold(folder.path(), &export).status.code(), Some(1));
    assert_eq!(fs::read(folder.path().join("output/all.csv")).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path().join("output")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn files_are_found_as_people_have_them() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    for (number, name) in
        ["a.yaml", "sub/b.yml", "sub/deep/c.yaml", "ignored/d.yaml", ".hidden/e.yaml"].iter().enumerate()
    {
        fs::create_dir_all(path("input").join(name).parent().unwrap()).unwrap();
        fs::write(path("input").join(name), generator::release(number)).unwrap();
    }
    fs::write(path(".gitignore"), "ignored/\n").unwrap();
    // A folder that holds itself.
    std::os::unix::fs::symlink(path("input"), path("input/sub/loop")).unwrap();
    let output = gatefold(folder.path(), &["check", "input"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Checked 3 records: nothing to report.\n");
    assert_eq!(output.status.code(), Some(2), "the loop is told");
    assert!(String::from_utf8_lossy(&output.stderr).contains("loop"));
    fs::remove_file(path("input/sub/loop")).unwrap();

    assert_eq!(said(&gatefold(folder.path(), &["check", "input/*.yaml"])), "Checked 1 record: nothing to report.\n");
    assert_eq!(
        said(&gatefold(folder.path(), &["check", "input/**/*.yaml"])),
        "Checked 2 records: nothing to report.\n"
    );
    // What one person's git leaves out is looked at all the same.
    fs::create_dir_all(path("home/git")).unwrap();
    fs::write(path("home/.gitconfig"), format!("[core]\n\texcludesFile = {}\n", path("home/git/ignore").display()))
        .unwrap();
    fs::write(path("home/git/ignore"), "*.yaml\n").unwrap();
    let mut own = Command::new(env!("CARGO_BIN_EXE_gatefold"));
    own.current_dir(folder.path()).env("HOME", path("home")).env("XDG_CONFIG_HOME", path("home"));
    let output = own.args(["check", "input"]).output().unwrap();
    assert_eq!(said(&output), "Checked 3 records: nothing to report.\n");

    fs::write(path("list"), "input/a.yaml\ninput/sub/b.yml\n").unwrap();
    assert_eq!(
        said(&gatefold(folder.path(), &["check", "--files-from", "list"])),
        "Checked 2 records: nothing to report.\n"
    );

    // A link to nothing is a failure; the others are checked all the same.
    std::os::unix::fs::symlink("nowhere", path("input/gone.yaml")).unwrap();
    let output = gatefold(folder.path(), &["check", "input"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Checked 3 records: nothing to report.\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("gone.yaml"), "{output:?}");
    fs::remove_file(path("input/gone.yaml")).unwrap();

    // A pipe: nobody waits for what may never come.
    assert!(Command::new("mkfifo").arg(path("input/pipe.yaml")).status().unwrap().success());
    let output = gatefold(folder.path(), &["check", "input"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Checked 3 records: nothing to report.\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("pipe.yaml: it is no file"), "{output:?}");
    fs::remove_file(path("input/pipe.yaml")).unwrap();

    // A name that is not UTF-8.
    let odd: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(b"odd\xFF.yaml");
    fs::write(path("input").join(odd), release(3)).unwrap();
    let output = gatefold(folder.path(), &["check", "input", "--output-format", "concise"]);
    assert!(said(&output).contains("input/odd\u{FFFD}.yaml:"), "{}", said(&output));
}

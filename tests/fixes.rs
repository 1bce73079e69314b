//! Fixes: what `--fix` makes of records, seen through the program.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("input")).unwrap();
    folder
}

/// The announcement of the first record, as an editor in a hurry types it, becomes the record but for what only a person knows.
#[test]
fn the_announcement_becomes_the_record() {
    let folder = folder();
    let path = folder.path().join("input/leto.yaml");
    fs::copy("input/performers.yaml", folder.path().join("input/performers.yaml")).unwrap();
    fs::copy("tests/announcement/leto.yaml", &path).unwrap();
    gatefold(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    let mended = fs::read_to_string(&path).unwrap();
    assert!(mended.starts_with("# The announcement of the soundtrack of Leto, typed as an editor in a hurry would.\n"));
    let read = |text: &str| gatefold::documents(text, &gatefold::Limits::default()).0.swap_remove(0);
    let record = read(include_str!("../input/leto.yaml"));
    let mut open = Vec::new();
    differences(String::new(), &read(&mended), &record, &mut open);
    // What was on the sleeve is the editor's to keep.
    open.retain(|(path, ..)| !path.ends_with("/printed"));
    let open: Vec<String> = open.iter().map(|(path, is, due)| format!("{path}: {is} / {due}")).collect();
    let only_a_person_knows = [
        "/release_events/0/date: \"November 30\" / \"2018-11-30\"",
        "/tracks/11/title: \"Rock ’N’ Roll Star\" / \"Rock ’n’ Roll Star\"",
        "/tracks/22/title: \"Six a.M\" / \"Six A.M.\"",
        "/tracks/24/title: \"Summer Will Be over Soon\" / \"Summer Will Be Over Soon\"",
        "/tracks/25/title_language: null / \"fr\"",
        "/version: null / \"Original Motion Picture Soundtrack\"",
    ];
    assert_eq!(open, only_a_person_knows);
}

fn differences(path: String, is: &Value, due: &Value, found: &mut Vec<(String, Value, Value)>) {
    match (is, due) {
        (Value::Object(is), Value::Object(due)) => {
            let both: BTreeSet<&String> = is.keys().chain(due.keys()).collect();
            for key in both {
                let of = |fields: &serde_json::Map<String, Value>| fields.get(key).cloned().unwrap_or_default();
                differences(format!("{path}/{key}"), &of(is), &of(due), found);
            }
        }
        (Value::Array(is), Value::Array(due)) if is.len() == due.len() => {
            for (at, (is, due)) in is.iter().zip(due).enumerate() {
                differences(format!("{path}/{at}"), is, due, found);
            }
        }
        (is, due) if is != due => found.push((path, is.clone(), due.clone())),
        _ => {}
    }
}

/// Every example of the rules' pages: mended once, there is nothing more to mend, and no new kind of finding.
#[test]
fn mending_twice_changes_nothing_more_and_brings_nothing_new() {
    let mut mended = 0;
    for rule in gatefold::rules() {
        for (number, example) in rule.page.split("```yaml ").skip(1).enumerate() {
            let (head, rest) = example.split_once('\n').unwrap();
            let text = rest.split("\n```").next().unwrap();
            if head.contains("utf-16") || head.contains("latin-1") || head.starts_with("performers") {
                continue;
            }
            for proposals in [false, true] {
                let folder = folder();
                let path = folder.path().join("input/record.yaml");
                fs::write(&path, format!("{text}\n")).unwrap();
                let said = |options: &[&str]| -> BTreeMap<String, usize> {
                    let mut arguments = vec!["check", "--output-format", "concise"];
                    arguments.extend(options);
                    let output = String::from_utf8(gatefold(folder.path(), &arguments).stdout).unwrap();
                    let mut codes = BTreeMap::new();
                    for code in output.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0)) {
                        *codes.entry(code.to_owned()).or_default() += 1;
                    }
                    codes
                };
                let before = said(&[]);
                let options: &[&str] = if proposals { &["--fix", "--unsafe-fixes"] } else { &["--fix"] };
                let after = said(options);
                let once = fs::read(&path).unwrap();
                mended += usize::from(once != format!("{text}\n").into_bytes());
                said(options);
                assert_eq!(fs::read(&path).unwrap(), once, "{} {number}: mending again changes more", rule.code);
                if !proposals {
                    for (code, count) in &after {
                        let known = before.get(code).copied().unwrap_or_default();
                        assert!(*count <= known, "{} {number}: a safe fix makes {code}\n{text}", rule.code);
                    }
                }
            }
        }
    }
    assert!(mended > 40, "only {mended} examples were mended");
}

/// A proposal that would bring an error is left to people; the others are made all the same.
#[test]
fn a_fix_that_does_harm_stops_no_other() {
    let folder = folder();
    let path = folder.path().join("input/record.yaml");
    let text = "title: Ebb\ntype: ep\nperformers: [Zveri]\nlabel: Quay\nrelease_date: 2026-03-06\ntracks:\n  - number: 1\n    title: The Tree (feat. Zveri)\n    performers: [Zveri]\n  - number: 2\n    title: Sundown (Live)\n  - number: 3\n    title: Flood  Gate\n";
    fs::write(&path, text).unwrap();
    gatefold(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    let due = text.replace("Sundown (Live)", "Sundown\n    version: Live").replace("Flood  Gate", "Flood Gate");
    assert_eq!(fs::read_to_string(&path).unwrap(), due);
}

/// Comments, order, quoting and layout outside a fix stay byte for byte.
#[test]
fn all_else_stays_as_it_is() {
    let folder = folder();
    let path = folder.path().join("input/record.yaml");
    let text = "# A comment.\r\ntitle:   'Low  Tide'   # another\r\ntype: ep\r\n\r\nperformers: [ Zveri ,  Kino ]\r\nlabel: Quay\r\nrelease_date: 2026-03-06\r\ntracks:\r\n    - {title: Ebb, number: 1}\r\n    - number: 2\r\n      title: \"Flood \"\r\n";
    fs::write(&path, text).unwrap();
    gatefold(folder.path(), &["check", "--diff"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "--diff writes nothing");
    gatefold(folder.path(), &["check", "--fix"]);
    let due = text.replace("Low  Tide", "Low Tide").replace("\"Flood \"", "\"Flood\"");
    assert_eq!(fs::read_to_string(&path).unwrap(), due);
}

const HEAD: &str = "title: Ebb\ntype: ep\nperformers: [Zveri]\nlabel: Quay\nrelease_date: 2026-03-06\n";

/// What `--fix` makes of the end of a record.
fn fixed(rest: &str) -> String {
    let folder = folder();
    let path = folder.path().join("input/record.yaml");
    fs::write(&path, format!("{HEAD}{rest}")).unwrap();
    gatefold(folder.path(), &["check", "--fix"]);
    let text = fs::read_to_string(&path).unwrap();
    text.strip_prefix(HEAD).unwrap().to_owned()
}

/// Tracks that carry all their numbers get the order of these; a comment goes where its track goes, and nothing else moves.
#[test]
fn tracks_are_put_into_the_order_of_their_numbers() {
    let shuffled = "tracks:\n  # The one from the radio.\n  # It was cut twice.\n  - number: 2   # two\n    title: Flood\n    notes: |\n      # no comment\n      Loud.\n    # Was it live?\n\n  - {number: 3, title: 'Slack'}  # three\n  - number: 1\n\n    title:   Neap\n# The end.\n";
    let due = "tracks:\n  - number: 1\n\n    title:   Neap\n\n  # The one from the radio.\n  # It was cut twice.\n  - number: 2   # two\n    title: Flood\n    notes: |\n      # no comment\n      Loud.\n    # Was it live?\n  - {number: 3, title: 'Slack'}  # three\n# The end.\n";
    assert_eq!(fixed(shuffled), due);
    let windows = |text: &str| text.replace('\n', "\r\n");
    let folder = folder();
    let path = folder.path().join("input/record.yaml");
    fs::write(&path, windows(&format!("{HEAD}{shuffled}"))).unwrap();
    gatefold(folder.path(), &["check", "--fix"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), windows(&format!("{HEAD}{due}")));
    // Without a line break at the end; and on each medium for itself.
    assert_eq!(
        fixed("tracks:\n- number: 2\n  title: Flood\n- number: 1\n  title: Neap"),
        "tracks:\n- number: 1\n  title: Neap\n- number: 2\n  title: Flood"
    );
    assert_eq!(
        fixed(
            "media:\n  - tracks:\n      - {number: 2, title: Flood}\n      - {number: 1, title: Neap}\n  - tracks:\n      - {number: 1, title: Surge}\n      - {number: 3, title: Slack}\n      - {number: 2, title: Race}\n"
        ),
        "media:\n  - tracks:\n      - {number: 1, title: Neap}\n      - {number: 2, title: Flood}\n  - tracks:\n      - {number: 1, title: Surge}\n      - {number: 2, title: Race}\n      - {number: 3, title: Slack}\n"
    );
}

/// Where it is not plain what belongs to which track, or which number is wrong, the order is left to people.
#[test]
fn an_order_in_doubt_is_left_alone() {
    for rest in [
        "tracks:\n  - number: 2\n    title: Flood\n\n  # Side B\n\n  - number: 1\n    title: Neap\n",
        "tracks: [{number: 2, title: Flood}, {number: 1, title: Neap}]\n",
        "tracks:\n  - number: 2\n    title: Flood\n  - number: 1\n    title: Neap\n  - number: 1\n    title: Surge\n",
        "tracks:\n  - &one\n    number: 2\n    title: Flood\n  - number: 1\n    title: Neap\n    notes: *one\n",
        "tracks:\n  - number: 2\n    title: &song Flood\n  - number: 1\n    title: *song\n",
    ] {
        assert_eq!(fixed(rest), rest);
    }
}

/// A date that can be read in one way only is written as it should be; one that can be read in two ways never is.
#[test]
fn dates_with_one_reading_are_mended() {
    let folder = folder();
    let path = folder.path().join("input/record.yaml");
    for (date, due) in [
        ("30/11/2018", "2018-11-30"),
        ("\"2018-11-3\"", "\"2018-11-03\""),
        ("30 November 2018  # a Friday", "2018-11-30  # a Friday"),
        ("03/04/2018", "03/04/2018"),
        ("November 30", "November 30"),
        ("2018-31-08", "2018-31-08"),
    ] {
        let text =
            HEAD.replace("2026-03-06", date) + "tracks:\n  - {number: 1, title: Ebb}\n  - {number: 2, title: Neap}\n";
        fs::write(&path, &text).unwrap();
        gatefold(folder.path(), &["check", "--fix"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), text.replace(date, due));
    }
}

/// What would mend the roster is written into the roster, never at the same place of a record.
#[test]
fn a_fix_of_the_roster_stays_in_the_roster() {
    let folder = folder();
    let roster = "performers:\n  The Harbour Lights: {type: group, native_name: 1979}\n";
    let at = roster.find("1979").unwrap();
    // Two blanks, which a record's own fix takes away, where the roster has its number.
    let title = format!("title: {}  Lights", "x".repeat(at - "title: ".len()));
    let rest = "type: album\nperformers: [The Harbour Lights]\nlabel: Quay Records\nrelease_date: 2026-03-06\ntracks:\n  - number: 1\n    title: Low Tide\n  - number: 2\n    title: Lanterns\n";
    fs::write(folder.path().join("input/performers.yaml"), roster).unwrap();
    fs::write(folder.path().join("input/record.yaml"), format!("{title}\n{rest}")).unwrap();
    gatefold(folder.path(), &["check", "--fix"]);
    let read = |name: &str| fs::read_to_string(folder.path().join("input").join(name)).unwrap();
    assert_eq!(read("record.yaml"), format!("{}\n{rest}", title.replace("  ", " ")));
    assert_eq!(read("performers.yaml"), roster.replace("1979", "\"1979\""));
}

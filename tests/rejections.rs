//! Why distributors turn releases down: for each reason that a record can show, the smallest slip that shows it, and the rule that
//! must speak. The record itself is ready for a delivery, and nothing is said of it.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{collections::BTreeSet, fs, path::Path, process::Command};

const RECORD: &str = r#"title: Blue Hour
type: album
title_language: en
performers: [The Harbour Lights]
label: Quay Records
catalog_number: QR-007
barcode: "0077778620921"
release_date: 2026-03-06
original_release_date: 2026-03-06
genres: [Folk]
p_line: {year: 2026, owner: Quay Records}
c_line: {year: 2026, owner: Quay Records}
explicit: none
artwork: cover.jpg
deals:
  - commercial_models: [PayAsYouGoModel]
    use_types: [PermanentDownload]
    start_date: 2026-03-06
tracks:
  - number: 1
    title: Low Tide
    language: en
    writers: [Ada Lund]
    isrc: GBXWZ2600001
    duration: "3:20"
  - number: 2
    title: Paper Lanterns
    writers: [Ada Lund]
    isrc: GBXWZ2600002
    duration: "4:02"
  - number: 3
    title: Signal Box
    writers: [Ada Lund]
    isrc: GBXWZ2600003
    duration: "2:58"
"#;

/// The same recordings on a single, and another release, to be held against the record.
const SINGLE: &str = r#"title: Low Tide
type: single
title_language: en
performers: [The Harbour Lights]
label: Quay Records
catalog_number: QR-006
barcode: "5901234123457"
release_date: 2026-02-06
genres: [Folk]
p_line: {year: 2026, owner: Quay Records}
c_line: {year: 2026, owner: Quay Records}
explicit: none
artwork: cover.jpg
deals:
  - commercial_models: [PayAsYouGoModel]
    use_types: [PermanentDownload]
    start_date: 2026-02-06
tracks:
  - number: 1
    title: Low Tide
    language: en
    writers: [Ada Lund]
    isrc: GBXWZ2600001
    duration: "3:20"
"#;

/// A slip: the reason why it is refused, what is written otherwise (each but once), and the rule.
type Slip = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const IN_THE_RECORD: &[Slip] = &[
    ("featured field empty though the title has feat.", &[("Low Tide", "Low Tide (feat. Ada Lund)")], "V001"),
    (
        "the same name as main performer and guest",
        &[("performers: [The Harbour Lights]", "performers: [Zveri, {name: Zveri, role: featured}]")],
        "P006",
    ),
    ("no main performer", &[("[The Harbour Lights]", "[{name: Ada Lund, role: featured}]")], "P001"),
    (
        "all in capitals",
        &[("Low Tide", "LOW TIDE"), ("Paper Lanterns", "PAPER LANTERNS"), ("Signal Box", "SIGNAL BOX")],
        "T014",
    ),
    (
        "all in small letters",
        &[("Low Tide", "low tide"), ("Paper Lanterns", "paper lanterns"), ("Signal Box", "signal box")],
        "T015",
    ),
    ("capitals by chance", &[("Signal Box", "Six a.M")], "T016"),
    ("several names in one field", &[("[The Harbour Lights]", "[Zveri feat. Jenia Lubich]")], "P007"),
    ("`Clean` or `Explicit` in the title", &[("Low Tide", "Low Tide (Explicit)")], "T019"),
    ("one title twice", &[("Signal Box", "Low Tide")], "V013"),
    ("one recording twice", &[("GBXWZ2600003", "GBXWZ2600001")], "C007"),
    ("original performer of a cover in the title", &[("Low Tide", "Low Tide (Iggy Pop Cover)")], "V002"),
    (
        "original performer in the title, in other words",
        &[("Low Tide", "Low Tide (Originally Performed By Queen)")],
        "V002",
    ),
    (
        "original performer of a cover as performer",
        &[("title: Low Tide\n", "title: Low Tide\n    cover_of: The Harbour Lights\n")],
        "P012",
    ),
    (
        "a cover without writers",
        &[(
            "    title: Low Tide\n    language: en\n    writers: [Ada Lund]\n",
            "    title: Low Tide\n    cover_of: Queen\n",
        )],
        "V007",
    ),
    ("no ℗ line", &[("p_line: {year: 2026, owner: Quay Records}\n", "")], "F003"),
    ("no © line", &[("c_line: {year: 2026, owner: Quay Records}\n", "")], "F004"),
    ("no label", &[("label: Quay Records\n", "")], "S002"),
    ("no genre", &[("genres: [Folk]\n", "")], "F006"),
    (
        "original date after the release",
        &[("original_release_date: 2026-03-06", "original_release_date: 2026-04-06")],
        "D001",
    ),
    ("no full date", &[("\nrelease_date: 2026-03-06", "\nrelease_date: March 2026")], "S010"),
    (
        "no original date but a year",
        &[("original_release_date: 2026-03-06", "original_release_date: \"2026\"")],
        "F016",
    ),
    (
        "no deal",
        &[(
            "deals:\n  - commercial_models: [PayAsYouGoModel]\n    use_types: [PermanentDownload]\n    start_date: 2026-03-06\n",
            "",
        )],
        "F007",
    ),
    ("no artwork", &[("artwork: cover.jpg\n", "")], "F008"),
    ("nobody says whether it is explicit", &[("explicit: none\n", "")], "F009"),
    ("no language of the titles", &[("title_language: en\n", "")], "F010"),
    ("no ISRC", &[("    isrc: GBXWZ2600002\n", "")], "F001"),
    ("no barcode", &[("barcode: \"0077778620921\"\n", "")], "F002"),
    ("instrumental with a language", &[("title: Low Tide\n", "title: Low Tide\n    version: Instrumental\n")], "L003"),
    ("title against its language", &[("Low Tide", "Прилив")], "L002"),
    ("Russian in Latin letters", &[("title: Low Tide\n", "title: Gruppa krovi\n    title_language: ru\n")], "L002"),
    (
        "a soundtrack that does not say so",
        &[("genres: [Folk]", "genres: [Soundtrack]\nsecondary_types: [soundtrack]")],
        "V008",
    ),
    ("`O.S.T.`", &[("title: Blue Hour", "title: Blue Hour O.S.T.")], "V009"),
    (
        "a soundtrack of another genre",
        &[("title: Blue Hour\n", "title: Blue Hour\nversion: Original Soundtrack\nsecondary_types: [soundtrack]\n")],
        "V010",
    ),
    ("an address in a title", &[("Low Tide", "Low Tide www.harbourlights.com")], "T018"),
    ("a handle in a title", &[("Low Tide", "Low Tide @harbourlights")], "T018"),
    ("another shop’s name", &[("Low Tide", "Low Tide (Spotify Exclusive)")], "T018"),
    ("a shop in a version", &[("title: Low Tide\n", "title: Low Tide\n    version: iTunes Exclusive\n")], "T018"),
    ("`Explicit` as a version", &[("title: Low Tide\n", "title: Low Tide\n    version: Explicit\n")], "T019"),
    ("a name that ends in a comma", &[("[The Harbour Lights]", "[\"The Harbour Lights,\"]")], "P015"),
    ("a disc in the title", &[("title: Blue Hour\n", "title: Blue Hour (Disc 2 - The Demos)\n")], "V015"),
    ("a blank behind a genre", &[("[Folk]", "[\"Folk \"]")], "T001"),
    ("two blanks in a catalog number", &[("QR-007", "QR  007")], "T002"),
    (
        "an invisible sign in an owner",
        &[("p_line: {year: 2026, owner: Quay", "p_line: {year: 2026, owner: Quay\u{200B}")],
        "T004",
    ),
    (
        "a broken letter in an owner",
        &[("c_line: {year: 2026, owner: Quay Records}", "c_line: {year: 2026, owner: CafÃ© Records}")],
        "T007",
    ),
    (
        "a blank behind a role",
        &[(
            "    writers: [Ada Lund]\n    isrc: GBXWZ2600001",
            "    credits: [{name: Bo Ek, role: \"producer \"}]\n    writers: [Ada Lund]\n    isrc: GBXWZ2600001",
        )],
        "T001",
    ),
    (
        "an owner of one track with a blank",
        &[("    isrc: GBXWZ2600001", "    p_line: {year: 2026, owner: \"Quay \"}\n    isrc: GBXWZ2600001")],
        "T001",
    ),
    ("a barcode of noughts", &[("0077778620921", "0000000000000")], "F012"),
    ("a picture in a title", &[("Low Tide", "Low Tide 🌊")], "T022"),
    (
        "no composer and no lyricist",
        &[("    title: Signal Box\n    writers: [Ada Lund]\n", "    title: Signal Box\n")],
        "F017",
    ),
    ("identifier with hyphens", &[("GBXWZ2600002", "GB-XWZ-26-00002")], "I001"),
    ("wrong check digit", &[("0077778620921", "0077778620922")], "I005"),
    ("date in another order", &[("\nrelease_date: 2026-03-06", "\nrelease_date: 03/13/2026")], "S011"),
    (
        "year typed into the ℗ line",
        &[("p_line: {year: 2026, owner: Quay Records}", "p_line: {year: 2026, owner: 2026 Quay Records}")],
        "R001",
    ),
    (
        "delivered too late",
        &[(
            "\nrelease_date: 2026-03-06\noriginal_release_date: 2026-03-06",
            "\nrelease_date: 2026-01-16\noriginal_release_date: 2026-01-16",
        )],
        "F015",
    ),
];

/// Slips in a single beside the record.
const IN_THE_SINGLE: &[Slip] = &[
    ("a single called otherwise than its track", &[("title: Low Tide\ntype", "title: Low Tide at Last\ntype")], "V012"),
    (
        "a single by others than its track",
        &[("    title: Low Tide\n", "    title: Low Tide\n    performers: [Ada Lund]\n")],
        "P014",
    ),
    ("a barcode used again", &[("5901234123457", "0077778620921")], "C001"),
    ("an ISRC shared by two songs", &[("GBXWZ2600001", "GBXWZ2600002")], "C004"),
    ("an ISRC shared by two performers", &[("performers: [The Harbour Lights]", "performers: [Ada Lund]")], "C005"),
    ("a second ISRC for the same song", &[("GBXWZ2600001", "GBXWZ2600009")], "C008"),
];

/// The codes of all that is said of the two records before a delivery.
fn codes(folder: &Path, record: &str, single: &str) -> BTreeSet<String> {
    fs::write(folder.join("blue-hour.yaml"), record).unwrap();
    fs::write(folder.join("low-tide.yaml"), single).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gatefold"))
        .current_dir(folder)
        .args(["check", ".", "--profile", "feed", "--today", "2026-01-12", "--output-format", "concise"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect()
}

fn slipped(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the record");
        text.replacen(from, to, 1)
    })
}

#[test]
fn each_reason_to_refuse_a_release_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    assert_eq!(codes(folder.path(), RECORD, SINGLE), BTreeSet::new(), "both are ready for a delivery");
    let mut missed = Vec::new();
    for (reason, edits, code) in IN_THE_RECORD {
        let said = codes(folder.path(), &slipped(RECORD, edits), SINGLE);
        if !said.contains(*code) {
            missed.push(format!("{reason}: {code} is silent, {said:?}"));
        }
    }
    for (reason, edits, code) in IN_THE_SINGLE {
        let said = codes(folder.path(), RECORD, &slipped(SINGLE, edits));
        if !said.contains(*code) {
            missed.push(format!("{reason}: {code} is silent, {said:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Titles and names of many languages and scripts, as their artists write them.
#[test]
fn nothing_is_said_of_true_titles() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let lines = include_str!("../src/wording/right.txt").lines().filter(|line| !line.is_empty());
    let mut count = 0;
    for (number, line) in lines.enumerate() {
        let (language, title) = line.split_once('\t').unwrap();
        let title = in_quotes(title);
        let language = if language.is_empty() { String::new() } else { format!("title_language: {language}, ") };
        let record = format!(
            "title: {title}\ntype: single\nperformers: [Zveri]\nlabel: Quay Records\nrelease_date: 2018-11-30\ntracks:\n  - {{number: 1, {language}title: {title}}}\n"
        );
        fs::write(folder.path().join(format!("{number:04}.yaml")), record).unwrap();
        count += 1;
    }
    assert!(count > 500, "{count}");
    let arguments = ["check", ".", "--output-format", "concise"];
    let output =
        Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder.path()).args(arguments).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let faults: Vec<&str> =
        said.lines().filter(|line| line.contains(" error[") || line.contains(" warning[")).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(said.contains(&format!("Checked {count} records")), "{said}");
}

/// A text as YAML has it between quotes. What cannot be seen is written in the list as there, but for the brackets: `\u{A0}`.
fn in_quotes(text: &str) -> String {
    let mut parts = text.split("\\u{").map(|part| part.replace('\\', r"\\").replace('"', "\\\""));
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| {
        let (code, rest) = part.split_once('}').unwrap();
        format!("\\u{code:0>4}{rest}")
    });
    format!("\"{first}{}\"", rest.collect::<String>())
}

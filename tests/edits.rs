//! What our user asked for first: a single wrong edit of the first record is told once, at the very characters of the edit.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use gatefold::{Checked, Inputs, Options, Place, Severity, check, records};
use std::{fs, ops::Range, path::Path, process::Command};

/// One edit of `input/leto.yaml`.
struct Edit {
    name: &'static str,
    /// A text that stands once in the record.
    find: &'static str,
    /// What is written instead. `«…»` is where the finding must stand, `‹…›` where it must point besides.
    write: &'static str,
    code: &'static str,
}

/// A row of the table.
const fn edit(name: &'static str, find: &'static str, write: &'static str, code: &'static str) -> Edit {
    Edit { name, find, write, code }
}

#[rustfmt::skip]
const EDITS: &[Edit] = &[
    // Numbers.
    edit("a number is repeated", "number: 7\n", "number: «6»\n", "N001"),
    edit("a number is skipped, and the next one is there", "number: 7\n", "number: «8»\n", "N001"),
    edit("a number is skipped", "number: 7\n", "number: «70»\n", "N003"),
    edit("a number is skipped at the end", "number: 26\n", "number: «27»\n", "N003"),
    edit("a number is repeated at the end", "number: 26\n", "number: «25»\n", "N001"),
    edit("the first number is another", "number: 1\n", "number: «5»\n", "N001"),
    edit("a track is taken out", "  - number: 7\n    title: The Night Time\n    performers: [Zveri]\n  - number: 8\n", "  - number: «8»\n", "N003"),
    edit("two tracks change places", "number: 4\n    title: Sundown\n    performers: [Zveri]\n  - number: 5\n", "number: «5»\n    title: Sundown\n    performers: [Zveri]\n  - number: 4\n", "N004"),
    edit("a number is text", "number: 7\n", "number: «\"7\"»\n", "S003"),
    edit("a number is 0 amid others", "number: 7\n", "number: «0»\n", "N004"),
    edit("a number is negative", "number: 7\n", "number: «-7»\n", "S008"),
    edit("a number is a fraction", "number: 7\n", "number: «7.5»\n", "S003"),
    // Performers.
    edit("a performer is misspelled by a letter", "[David Bowie]", "[«David Bowei»]", "P002"),
    edit("a performer is misspelled by its case", "[Kino]", "[«kino»]", "P002"),
    edit("a performer is misspelled in a list of several", "[Zveri, Petr Pogodaev]  ", "[Zveri, «Petr Pogodayev»]  ", "P002"),
    edit("a comma is missing between two performers", "[Zveri, Petr Pogodaev]  ", "[«Zveri Petr Pogodaev»]  ", "P002"),
    edit("a guest is misspelled", "{name: Jenia Lubich,", "{name: «Jenia Lubitch»,", "P002"),
    edit("two performers are one entry", "[Alexander Gorchilin, GSh]", "[«Alexander Gorchilin & GSh»]", "P002"),
    edit("a track has no performers", "performers: [Kino]", "performers: «[]»", "S006"),
    edit("a track's performers are not written", "performers: [Kino]", "«performers»:", "S003"),
    edit("a track leaves its performers out", "  - number: 16\n    title: Ashes to Ashes\n    performers: [David Bowie]\n", "  - «number»: 16\n    title: Ashes to Ashes\n", "P001"),
    edit("the release has no performers", "[Various Artists]", "«[]»", "S006"),
    edit("a performer stands twice", "[Petr Pogodaev, Zveri, Petr Tishkov]", "[‹Zveri›, Petr Pogodaev, «Zveri»]", "S007"),
    edit("a cover credits the original", "[Shortparis]", "[Shortparis, «David Bowie»]", "P012"),
    // Dates.
    edit("a day that no calendar has", "date: 2018-11-30", "date: «2018-02-30»", "S009"),
    edit("a date written the other way round", "date: 2018-11-30", "date: «30/11/2018»", "S011"),
    edit("a date without a day", "date: 2018-11-30", "date: «2018-11»", "S010"),
    edit("an original release after the release", "label: Milan Records\n", "label: Milan Records\noriginal_release_date: «2018-12-01»\n", "D001"),
    // Fields.
    edit("a comma is missing between two fields", "{name: Jenia Lubich, role: featured}", "{name: Jenia Lubich role«:» featured}", "Y003"),
    edit("a colon is missing behind a field", "    cover_of: Talking Heads", "    «cover_of» Talking Heads", "Y003"),
    edit("a colon is missing behind the first field", "  - number: 7\n", "  - «number» 7\n", "Y003"),
    edit("a field is misspelled", "    title: Sundown", "    «titel»: Sundown", "S001"),
    edit("a field is misspelled on the release", "label: Milan Records", "«lable»: Milan Records", "S001"),
    edit("a field is of our own making", "    title: Sundown", "    title: Sundown\n    «colour»: red", "S001"),
    edit("a key is written twice", "    title: Sundown", "    ‹title›: Sundown\n    «title»: Sunup", "Y005"),
    edit("a title is left out", "  - number: 4\n    title: Sundown", "  - «number»: 4", "S002"),
    edit("the release's title is left out", "title: Leto\nversion:", "«version»:", "S002"),
    // Titles that YAML takes for something else.
    edit("a title is a number", "title: Sundown", "title: «1979»", "S003"),
    edit("a title is true", "title: Sundown", "title: «True»", "S003"),
    edit("a title is null", "title: Sundown", "title: «null»", "S003"),
    edit("a title is a comment", "title: Sundown", "title: «#1 Crush»", "S003"),
    edit("a title is in braces", "title: Sundown", "title: «{Awayland}»", "S003"),
    edit("a title is in brackets", "title: Sundown", "title: «[untitled]»", "S003"),
    edit("a title is a tag", "title: Sundown", "title: «!!!»", "Y003"),
    edit("a title is an alias", "title: Sundown", "title: «*NSYNC»", "Y008"),
    edit("a title has a colon", "title: Sundown", "title: Leto«:» Original", "Y003"),
    edit("a title is empty", "title: Sundown", "title: «\"\"»", "S005"),
    edit("a barcode is not quoted", "label: Milan Records\n", "label: Milan Records\nbarcode: «0077778620921»\n", "S003"),
    edit("a territory that ISO 3166 does not have", "[FR]", "[«UK»]", "S004"),
    edit("a type that there is not", "type: album", "type: «lp»", "S004"),
    // Characters.
    edit("a tab is indentation", "    title: Sundown", "«\t»title: Sundown", "Y004"),
    edit("a tab is indentation behind blanks", "    title: Sundown", "  «\t»title: Sundown", "Y004"),
    edit("a control character is written as an escape", "title: Sundown", "title: \"Sun«\\x07»down\"", "Y002"),
    edit("a control character stands there itself", "title: Sundown", "title: Sun«\u{7}»down", "Y002"),
];

const RECORD: &str = include_str!("../input/leto.yaml");
const ROSTER: &str = include_str!("../input/performers.yaml");

/// A text without its marks, and where they were.
fn unmarked(text: &str, from: usize) -> (String, Option<Range<usize>>, Option<Range<usize>>) {
    let mut plain = String::new();
    let (mut primary, mut other) = (None, None);
    for sign in text.chars() {
        let at = from + plain.len();
        match sign {
            '«' => primary = Some(at..at),
            '‹' => other = Some(at..at),
            '»' => primary = primary.map(|range| range.start..at),
            '›' => other = other.map(|range| range.start..at),
            sign => plain.push(sign),
        }
    }
    (plain, primary, other)
}

fn edited(find: &str, write: &str) -> String {
    assert_eq!(RECORD.matches(find).count(), 1, "{find:?} stands once in the record");
    RECORD.replace(find, write)
}

/// A folder with a record of that text and the roster of the first record.
fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("leto.yaml"), text).unwrap();
    fs::write(folder.path().join("performers.yaml"), ROSTER).unwrap();
    folder
}

fn found(folder: &Path) -> Checked {
    check(Inputs { paths: vec![folder.to_owned()], stdin: None }, &Options::default()).unwrap()
}

/// The bytes of a place.
fn bytes(place: &Place) -> Range<usize> {
    let [start, end] = [place.bytes.start, place.bytes.end].map(|byte| usize::try_from(byte).unwrap());
    start..end
}

/// The findings of a run, a line each: what a failed test shows.
fn list(checked: &Checked) -> String {
    let line = |finding: &gatefold::Finding| {
        let (code, message, at) = (finding.code, &finding.message, finding.place.start);
        let text = fs::read_to_string(finding.place.path()).unwrap_or_default();
        let text = text.get(bytes(&finding.place)).unwrap_or_default();
        format!("    {}:{}: {code} at {text:?}: {message}\n", at.line, at.column)
    };
    checked.findings.iter().map(line).collect()
}

#[test]
fn an_edit_is_told_once_and_at_its_own_characters() {
    let mut wrong = Vec::new();
    for Edit { name, find, write, code } in EDITS {
        let (plain, primary, other) = unmarked(write, RECORD.find(find).unwrap());
        let primary = primary.expect("a row marks its place");
        let folder = folder(&edited(find, &plain));
        let checked = found(folder.path());
        let is_right = match &checked.findings[..] {
            [finding] => {
                finding.severity == Severity::Error
                    && finding.code == *code
                    && bytes(&finding.place) == primary
                    && other.is_none_or(|other| {
                        let others: Vec<Range<usize>> = finding.others.iter().map(|(place, _)| bytes(place)).collect();
                        others == [other]
                    })
            }
            _ => false,
        };
        if !is_right {
            wrong.push(format!("{name}: {write:?} should be {code}, and is\n{}", list(&checked)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

#[test]
fn the_record_as_it_is_gives_no_finding() {
    let folder = folder(RECORD);
    let checked = found(folder.path());
    assert_eq!(list(&checked), "");
    let inputs = Inputs { paths: vec![folder.path().to_owned()], stdin: None };
    assert_eq!((checked.count, records(inputs, &Options::default()).unwrap().1.len()), (1, 1));
}

#[test]
fn norway_without_quotes_is_a_warning_and_no_failure() {
    let (plain, primary, _) = unmarked("[«NO»]", RECORD.find("[FR]").unwrap());
    let folder = folder(&edited("[FR]", &plain));
    let checked = found(folder.path());
    let [finding] = &checked.findings[..] else { panic!("one finding:\n{}", list(&checked)) };
    assert_eq!((finding.code, finding.severity), ("D006", Severity::Warning));
    assert_eq!(bytes(&finding.place), primary.unwrap());
    let status = |options: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gatefold"));
        program.current_dir(folder.path()).args(["check", "."]).args(options).output().unwrap().status.code()
    };
    assert_eq!(status(&[]), Some(0));
    assert_eq!(status(&["--deny-warnings"]), Some(1));
}

#[test]
fn five_faults_in_five_tracks_are_all_told_in_order_of_place() {
    let mut text = RECORD.to_owned();
    let faults = [
        ("title: Broken Hearted Blues", "title: 1979", "S003"),
        ("    title: Sundown", "    titel: Sundown", "S001"),
        ("number: 7\n", "number: 6\n", "N001"),
        ("[David Bowie]", "[David Bowei]", "P002"),
        ("performers: [Kino]", "performers: []", "S006"),
    ];
    for (find, write, _) in faults {
        assert_eq!(text.matches(find).count(), 1, "{find}");
        text = text.replace(find, write);
    }
    let folder = folder(&text);
    let checked = found(folder.path());
    let codes: Vec<&str> = checked.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, faults.map(|(.., code)| code), "\n{}", list(&checked));
    assert!(checked.findings.is_sorted_by_key(|finding| finding.place.bytes.start));
}

/// Characters, not bytes and not what a terminal makes of them: each text has one field that there is not, `colour`.
#[test]
fn columns_count_characters() {
    for (text, line, column) in [
        ("{title: abc, colour: 1}", 1, 14),
        ("{title: L’été, colour: 1}", 1, 16),
        ("{title: 🎵, colour: 1}", 1, 12),
        ("{title: 👨‍👩‍👧, colour: 1}", 1, 16),
        ("{title: e\u{301}, colour: 1}", 1, 13),
        ("{title: a,\tcolour: 1}", 1, 12),
        ("{title: Лето, colour: 1}", 1, 15),
        ("title: Лето\ncolour: 1\n", 2, 1),
        ("title: Лето\r\nlabel: é\r\ncolour: 1\r\n", 3, 1),
        ("{title: a,\r\n é: 1, colour: 1}", 2, 8),
        ("{title: a,\r é: 1, colour: 1}", 2, 8),
        ("\u{FEFF}colour: 1\n", 1, 1),
        ("\u{FEFF}{title: é, colour: 1}", 1, 12),
        ("\u{FEFF}title: é\r\ncolour: 1\r\n", 2, 1),
        ("# \u{85}\u{2028} é\n{title: é, colour: 1}", 2, 12),
    ] {
        let folder = folder(text);
        let checked = found(folder.path());
        let unknown =
            checked.findings.iter().filter(|finding| finding.code == "S001" && finding.message.contains("`colour`"));
        let places: Vec<&Place> = unknown.map(|finding| &finding.place).collect();
        let [place] = places[..] else { panic!("{text:?}: one finding at `colour`:\n{}", list(&checked)) };
        assert_eq!(&text[bytes(place)], "colour", "{text:?}");
        assert_eq!((place.start.line, place.start.column), (line, column), "{text:?}");
        assert_eq!((place.end.line, place.end.column), (line, column + 6), "{text:?}");
    }
}

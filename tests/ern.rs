//! What `--to ern` writes is valid for DDEX's own schemas, and keeps what they do not say: each reference leads to what it
//! should. The schemas are found through `GATEFOLD_TEST_DATA`; without it, the tests that need them say so.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use quick_xml::{Reader, events::Event};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use uppsala::XsdValidator;

const VERSIONS: [&str; 2] = ["4.3.2", "4.3"];

/// How many records are made up, for each version.
const COUNT: u64 = 500;

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

/// Sends a test from the folder, and returns where the messages are.
fn sent(folder: &Path, version: &str, more: &[&str]) -> PathBuf {
    let out = folder.join(format!("out-{version}"));
    let mut arguments =
        vec!["export", "--to", "ern", "--test", "--message-id", "test-{name}", "--ern-version", version];
    arguments.extend(["--message-date", "2018-11-15T10:00:00+01:00", "--output-format", "concise"]);
    arguments.extend(["--out", out.to_str().unwrap()]);
    arguments.extend(more);
    let output = gatefold(folder, &arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    let end = said.floor_char_boundary(3000);
    assert!(output.status.success(), "{}{}", &said[..end], String::from_utf8_lossy(&output.stderr));
    out
}

/// A copy of the record in `tests/feed`.
fn leto() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for name in ["leto.yaml", "performers.yaml", "gatefold.toml", "artwork/leto.png", "audio/silence.wav"] {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(Path::new("tests/feed").join(name), target).unwrap();
    }
    folder
}

/// A folder with records that use every field that a feed has a use for.
fn made_up() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at(".git")).unwrap();
    fs::create_dir(at("files")).unwrap();
    fs::copy("tests/feed/gatefold.toml", at("gatefold.toml")).unwrap();
    fs::write(at("performers.yaml"), generator::ROSTER_OF_EVERYTHING).unwrap();
    for (name, bytes) in generator::FILES_OF_EVERYTHING {
        fs::write(at(name), bytes).unwrap();
    }
    for seed in 0..COUNT {
        let text = serde_yaml::to_string(&generator::everything(seed)).unwrap();
        fs::write(at(&format!("r{seed:03}.yaml")), text).unwrap();
    }
    folder
}

/// The made-up texts are odd on purpose.
const ODD: &[&str] = &[".", "--ignore", "T,V,I,L"];

fn messages(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// DDEX's own schema of a version.
fn official(version: &str) -> Option<XsdValidator> {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: messages against DDEX's schema of ERN {version}, since GATEFOLD_TEST_DATA is not set");
        return None;
    };
    let folder = Path::new(&data).join("ddex").join(version);
    let text = fs::read_to_string(folder.join("release-notification.xsd")).expect("the schema is among the test data");
    let schema = uppsala::parse(&text).unwrap();
    Some(XsdValidator::from_schema_with_base_path(&schema, Some(&folder)).unwrap())
}

fn errors(schema: &XsdValidator, message: &str) -> Vec<String> {
    schema.validate(&uppsala::parse(message).unwrap()).iter().map(ToString::to_string).collect()
}

#[test]
fn the_message_about_leto_is_valid_in_both_versions() {
    let folder = leto();
    for version in VERSIONS {
        let out = sent(folder.path(), version, &["leto.yaml"]);
        let message = fs::read_to_string(out.join("leto.ern.xml")).unwrap();
        assert_eq!(message.matches("<SoundRecording>").count(), 26);
        check_references(&message);
        let Some(schema) = official(version) else { continue };
        assert_eq!(errors(&schema, &message), [""; 0], "{version}");
        for (right, wrong) in [
            ("<Duration>PT2M21S</Duration>", "<Duration>2:21</Duration>"),
            ("<UseType>PermanentDownload</UseType>", "<UseType>Forever</UseType>"),
            ("<PartyReference>P1</PartyReference>", ""),
        ] {
            let broken = message.replacen(right, wrong, 1);
            assert!(broken != message && !errors(&schema, &broken).is_empty(), "{version} takes anything: {wrong}");
        }
    }
}

/// `BLESS=1 cargo test` writes it anew; read what has changed.
#[test]
fn the_message_about_leto_is_the_one_that_was_read() {
    let folder = leto();
    let out = sent(folder.path(), "4.3.2", &["leto.yaml"]);
    let message = fs::read_to_string(out.join("leto.ern.xml")).unwrap();
    let golden = "tests/feed/leto.ern.xml";
    if env::var_os("BLESS").is_some() {
        fs::write(golden, &message).unwrap();
    }
    assert!(fs::read_to_string(golden).unwrap_or_default() == message, "BLESS=1 cargo test writes {golden} anew");
}

#[test]
fn messages_about_made_up_records_are_valid_and_lead_nowhere_wrong() {
    let folder = made_up();
    for version in VERSIONS {
        let out = sent(folder.path(), version, ODD);
        let all = messages(&out);
        assert_eq!(all.len() as u64, COUNT);
        let simple = all.iter().filter(|(_, message)| message.contains("\"SimpleAudioSingle\"")).count();
        assert!(simple > 0, "no single has one track");
        let schema = official(version);
        for (path, message) in all {
            check_references(&message);
            if let Some(schema) = &schema {
                assert_eq!(errors(schema, &message), [""; 0], "{}", path.display());
            }
        }
    }
}

#[test]
fn the_same_record_and_options_give_the_same_bytes() {
    let folder = leto();
    let once = messages(&sent(folder.path(), "4.3.2", &["leto.yaml"]));
    let elsewhere = leto();
    let again = messages(&sent(elsewhere.path(), "4.3.2", &["leto.yaml", "--jobs", "1"]));
    assert_eq!(once[0].1, again[0].1);
    assert!(once[0].1.contains("2018-11-15T09:00:00Z"), "a time is the one at Greenwich");
}

#[test]
fn what_our_tables_allow_is_allowed() {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: our tables against DDEX's allowed values, since GATEFOLD_TEST_DATA is not set");
        return;
    };
    let schema: serde_json::Value =
        serde_json::from_str(&fs::read_to_string("schemas/release.schema.json").unwrap()).unwrap();
    let deal = &schema["$defs"]["deal"]["properties"];
    let tables = fs::read_to_string("src/ern/codes.txt").unwrap();
    for version in VERSIONS {
        let path = Path::new(&data).join("ddex").join(version).join("allowed-value-sets.xsd");
        let allowed = fs::read_to_string(path).unwrap();
        for (list, name) in [
            (&deal["commercial_models"]["items"]["enum"], "CommercialModelType_ERN"),
            (&deal["use_types"]["items"]["enum"], "UseType_ERN"),
            (&schema["$defs"]["territory"]["enum"], "CurrentTerritoryCode"),
        ] {
            let values = values(&allowed, name);
            for word in list.as_array().unwrap() {
                assert!(values.contains(word.as_str().unwrap()), "{version}: {word} is no {name}");
            }
        }
        // The roles of our tables that both versions have, which the messages take their words from.
        let roles = values(&allowed, "ContributorRole");
        let words = roles_of_both(&tables);
        assert!(words.len() > 300);
        for word in words {
            assert!(roles.contains(word), "{version}: {word} is no role");
        }
    }
}

/// The words of the two lists of roles, in the lines of our tables that belong to every version.
fn roles_of_both(tables: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut is_within = false;
    for line in tables.lines().filter_map(|line| line.strip_prefix(' ')) {
        let (name, rest) = line.split_once(':').unwrap_or(("", line));
        if !name.is_empty() {
            is_within = ["ContributorRole", "ResourceContributorRole"].contains(&name);
        }
        if is_within {
            words.extend(rest.split_ascii_whitespace().filter(|word| !word.starts_with('*')));
        }
    }
    words
}

/// The values of a list.
fn values<'a>(schema: &'a str, name: &str) -> BTreeSet<&'a str> {
    let (_, rest) = schema.split_once(&format!("<xs:simpleType name=\"{name}\">")).unwrap();
    let list = rest.split("</xs:simpleType>").next().unwrap();
    list.split("<xs:enumeration value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// What has a name in a message, and what leads to one: the kind is the letter that the name begins with.
const ANCHORS: &[&str] =
    &["PartyReference", "ResourceReference", "ReleaseReference", "TechnicalResourceDetailsReference"];
const LINKS: &[(&str, char)] = &[
    ("ArtistPartyReference", 'P'),
    ("ContributorPartyReference", 'P'),
    ("ReleaseLabelReference", 'P'),
    ("ReleaseResourceReference", 'A'),
    ("LinkedReleaseResourceReference", 'A'),
    ("DealReleaseReference", 'R'),
];

/// No name is given twice; each link leads to a name of the right kind; nothing stands for nothing; every row counts from 1.
fn check_references(message: &str) {
    let texts = texts(message);
    let mut anchors: BTreeMap<&str, bool> = BTreeMap::new();
    for (name, text) in &texts {
        if ANCHORS.contains(&name.as_str()) {
            assert!(anchors.insert(text, false).is_none(), "{text} is named twice");
        }
    }
    for (name, text) in &texts {
        let Some((_, kind)) = LINKS.iter().find(|(link, _)| link == name) else { continue };
        assert!(text.starts_with(*kind), "{name} leads to {text}");
        *anchors.get_mut(text.as_str()).unwrap_or_else(|| panic!("{name} leads to {text}, which is not there")) = true;
    }
    for (anchor, is_used) in &anchors {
        assert!(*is_used || anchor.starts_with(['T', 'R']), "nothing leads to {anchor}");
    }
    let mut due = 1;
    for (name, text) in &texts {
        match name.as_str() {
            "ResourceGroupContentItem/SequenceNumber" => {
                assert_eq!(*text, due.to_string());
                due += 1;
            }
            "ResourceGroup/SequenceNumber" => due = 1,
            _ => {}
        }
        assert!(!text.is_empty(), "{name} is empty");
    }
}

/// The elements that hold a text, with it; of a sequence number, with what it counts.
fn texts(message: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(message);
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    let mut texts = Vec::new();
    let mut is_leaf = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                (is_leaf, text) = (true, String::new());
            }
            Event::Text(part) => text += &part,
            Event::GeneralRef(_) => text.push('&'),
            Event::End(_) => {
                let name = path.pop().unwrap();
                if is_leaf {
                    let of = path.last().filter(|_| name == "SequenceNumber");
                    texts.push((of.map_or_else(|| name.clone(), |of| format!("{of}/{name}")), text.clone()));
                }
                is_leaf = false;
            }
            Event::Eof => return texts,
            _ => {}
        }
    }
}

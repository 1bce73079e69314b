//! `import` turns messages into records: ours come back as they were sent, DDEX's samples keep what a record has a place for, and
//! whatever the bytes, nothing is written half. The samples are found through `GATEFOLD_TEST_DATA`; without it, that is said.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use uppsala::XsdValidator;

const COUNT: u64 = 500;

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Sends a test about all records of a folder into another one.
fn send(folder: &Path, out: &str, version: &str, more: &[&str]) {
    let mut arguments = vec!["export", ".", "--to", "ern", "--test", "--message-id", "{name}", "--out", out];
    arguments.extend([
        "--message-date",
        "2018-11-15T09:00:00Z",
        "--output-format",
        "concise",
        "--ern-version",
        version,
    ]);
    arguments.extend(more);
    let output = gatefold(folder, &arguments);
    assert!(output.status.success(), "{}", said(&output));
}

/// Imports a message into a folder of its own, and returns its record and the roster.
fn import(message: &Path, out: &Path) -> (Value, Value, String) {
    // A catalog of its own: no roster above it counts.
    fs::create_dir_all(out.join(".git")).unwrap();
    let arguments = ["import", message.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let output = gatefold(Path::new("."), &arguments);
    assert!(output.status.success(), "{}", said(&output));
    (record(out), read(&out.join("performers.yaml")), said(&output))
}

fn read(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap_or_else(|_| "{}".to_owned())).unwrap()
}

fn record_path(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut records =
        entries.filter(|path| path.extension().is_some_and(|end| end == "yaml") && !path.ends_with("performers.yaml"));
    records.next().unwrap()
}

fn record(folder: &Path) -> Value {
    read(&record_path(folder))
}

fn tracks(record: &Value) -> Vec<&Value> {
    let media = record["media"].as_array().into_iter().flatten().map(|medium| &medium["tracks"]);
    media.chain([&record["tracks"]]).filter_map(Value::as_array).flatten().collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::copy("tests/feed/gatefold.toml", folder.path().join("gatefold.toml")).unwrap();
    folder
}

#[test]
fn the_message_about_leto_comes_back_but_for_what_it_cannot_carry() {
    let folder = folder();
    for name in ["leto.yaml", "performers.yaml", "artwork/leto.png", "audio/silence.wav"] {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(Path::new("tests/feed").join(name), target).unwrap();
    }
    let backs = tempfile::tempdir().unwrap();
    for version in ["4.3.2", "4.3"] {
        let out = format!("out-{version}");
        let back_in = backs.path().join(version);
        send(folder.path(), &out, version, &[]);
        let (back, roster, said) = import(&folder.path().join(&out).join("leto.ern.xml"), &back_in);
        let mut due = read(Path::new("tests/feed/leto.yaml"));
        // The whole list of what is lost on the way.
        due["artwork"] = json!("resources/2000000000015_T27_Image.png");
        for track in due["tracks"].as_array_mut().unwrap() {
            let track = track.as_object_mut().unwrap();
            // The message says that it is a cover, and not of whom.
            track.remove("cover_of");
            track.remove("printed");
            track.remove("notes");
            if track.contains_key("audio") {
                track.insert("audio".to_owned(), json!("resources/2000000000015_T1_SoundRecording.wav"));
            }
            for writer in track.get_mut("writers").and_then(Value::as_array_mut).into_iter().flatten() {
                // `writer` is what a name alone means.
                if writer["role"] == "writer" {
                    *writer = writer["name"].clone();
                }
            }
        }
        due.as_object_mut().unwrap().remove("notes");
        let (back, due) = (serde_json::to_string_pretty(&back).unwrap(), serde_json::to_string_pretty(&due).unwrap());
        assert!(back == due, "{}", similar::TextDiff::from_lines(&due, &back).unified_diff());
        let covers = said.lines().filter(|line| line.contains("SoundRecording/IsCover: true")).count();
        assert_eq!(covers, 1, "{said}");
        let zveri = &roster["performers"]["Zveri"];
        let own = read(Path::new("tests/feed/performers.yaml"));
        for key in ["native_name", "native_language", "ipi", "ids"] {
            assert_eq!(zveri[key], own["performers"]["Zveri"][key], "{key}");
        }
        // What came back can be sent again, and says the same.
        let checked = gatefold(folder.path(), &["check", back_in.to_str().unwrap(), "--output-format", "concise"]);
        assert!(checked.status.success(), "{}", self::said(&checked));
    }
}

/// What is left of a text on its way through XML.
fn tidy(text: &str) -> String {
    text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn tidied(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(tidy(text)),
        Value::Array(list) => list.iter().map(tidied).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), tidied(value))).collect::<Map<_, _>>().into(),
        other => other.clone(),
    }
}

/// A credit with all that may be left out.
fn spelled(performers: &Value) -> Vec<Value> {
    let one = |value: &Value| match value {
        Value::String(name) => json!({"name": name, "role": "main"}),
        map => map.clone(),
    };
    performers.as_array().into_iter().flatten().map(one).collect()
}

fn writers(track: &Value) -> Vec<Value> {
    let one = |value: &Value| match value {
        Value::String(name) => json!({"name": name}),
        map => {
            let mut map = map.clone();
            if map["role"] == "writer" {
                map.as_object_mut().unwrap().remove("role");
            }
            map
        }
    };
    track["writers"].as_array().into_iter().flatten().map(one).collect()
}

fn explicit(record: &Value, track: &Value) -> Value {
    if track["explicit"].is_null() { record["explicit"].clone() } else { track["explicit"].clone() }
}

/// The deals of the whole and of each track, in no order.
fn offers(record: &Value) -> Vec<Vec<String>> {
    let bare = |deal: &Value| {
        let mut deal = deal.as_object().unwrap().clone();
        deal.remove("scope");
        if deal.get("pre_order") == Some(&json!(false)) {
            deal.remove("pre_order");
        }
        Value::Object(deal).to_string()
    };
    let all = record["deals"].as_array().cloned().unwrap_or_default();
    let of = |scope: &str| -> Vec<String> {
        all.iter().filter(|deal| ["all", scope].contains(&deal["scope"].as_str().unwrap_or("all"))).map(bare).collect()
    };
    let tracks = tracks(record);
    let own = |track: &Value| -> Vec<String> { track["deals"].as_array().into_iter().flatten().map(bare).collect() };
    let is_simple = record["type"] == "single" && tracks.len() == 1;
    let mut offers = vec![of("release")];
    for track in tracks {
        let own = own(track);
        if is_simple {
            offers[0].extend(own);
        } else {
            offers.push(if own.is_empty() { of("tracks") } else { own });
        }
    }
    for offer in &mut offers {
        offer.sort();
        offer.dedup();
    }
    offers
}

fn role(words: &str) -> Value {
    match words {
        "Mixing Engineer" => json!("mixing engineer"),
        other => json!(tidy(other)),
    }
}

#[test]
fn messages_about_made_up_records_come_back_with_all_that_a_message_carries() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("files")).unwrap();
    fs::write(at("performers.yaml"), generator::ROSTER_OF_EVERYTHING).unwrap();
    for (name, bytes) in generator::FILES_OF_EVERYTHING {
        fs::write(at(name), bytes).unwrap();
    }
    for seed in 0..COUNT {
        fs::write(at(&format!("r{seed:03}.yaml")), serde_yaml::to_string(&generator::everything(seed)).unwrap())
            .unwrap();
    }
    send(folder.path(), "out", "4.3.2", &["--ignore", "T,V,I,L"]);
    for seed in 0..COUNT {
        let (back, roster, _) = import(&at(&format!("out/r{seed:03}.ern.xml")), &at(&format!("back/{seed}")));
        let (back, due) = (tidied(&back), tidied(&generator::everything(seed)));
        for key in [
            "title",
            "version",
            "title_language",
            "titles",
            "type",
            "performers",
            "label",
            "catalog_number",
            "genres",
            "p_line",
            "c_line",
            "original_release_date",
        ] {
            assert_eq!(back[key], due[key], "{seed}: {key}");
        }
        for key in ["barcode", "grid"] {
            let compact: String = due[key].as_str().unwrap().chars().filter(|sign| sign.is_alphanumeric()).collect();
            assert_eq!(back[key], compact, "{seed}: {key}");
        }
        assert_eq!(back["secondary_types"], json!(["soundtrack", "compilation", "live"]));
        if due["release_date"].is_null() {
            assert_eq!(
                back["release_events"],
                json!([{"date": "2018-11-30", "territories": ["FR", "NO"]}, {"date": "2018-12-07"}])
            );
        } else {
            assert_eq!(back["release_date"], due["release_date"]);
        }
        assert_eq!(offers(&back), offers(&due), "{seed}");
        let media = |record: &Value| -> Vec<(Value, usize)> {
            let media = record["media"].as_array().into_iter().flatten();
            media.map(|medium| (medium["title"].clone(), medium["tracks"].as_array().unwrap().len())).collect()
        };
        assert_eq!(media(&back), media(&due), "{seed}");
        let (own, wanted) = (tracks(&back), tracks(&due));
        assert_eq!(own.len(), wanted.len(), "{seed}");
        for (track, due_track) in own.into_iter().zip(wanted) {
            for key in ["title", "version", "title_language", "titles", "language", "p_line"] {
                assert_eq!(track[key], due_track[key], "{seed}: {key}");
            }
            assert_eq!(spelled(&track["performers"]), spelled(&due_track["performers"]), "{seed}");
            assert_eq!(writers(track), writers(due_track), "{seed}");
            assert_eq!(explicit(&back, track), explicit(&due, due_track), "{seed}");
            let credits: Vec<Value> = due_track["credits"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|credit| credit["role"] != "Photographer")
                .map(|credit| json!({"name": credit["name"], "role": role(credit["role"].as_str().unwrap())}))
                .collect();
            assert_eq!(track["credits"].as_array().cloned().unwrap_or_default(), credits, "{seed}");
            let isrc: String = due_track["isrc"].as_str().unwrap().replace("ISRC ", "").replace('-', "").to_uppercase();
            assert_eq!(track["isrc"], isrc, "{seed}");
            assert_eq!(track["iswc"], "T0345246801", "{seed}");
            assert_eq!(seconds(&track["duration"]), seconds(&due_track["duration"]), "{seed}");
        }
        assert_eq!(roster["performers"]["Jenia Lubich"]["native_name"], "Женя Любич");
        assert_eq!(roster["performers"]["The Harbour Lights"]["isni"], "000000012281955X");
    }
}

fn seconds(duration: &Value) -> u32 {
    duration.as_str().unwrap().split(':').fold(0, |sum, part| sum * 60 + part.parse::<u32>().unwrap())
}

fn data() -> Option<PathBuf> {
    let data = env::var_os("GATEFOLD_TEST_DATA").map(|data| Path::new(&data).join("ddex"));
    if data.is_none() {
        println!("NOT RUN: the import of DDEX's samples, since GATEFOLD_TEST_DATA is not set");
    }
    data
}

fn errors(data: &Path, version: &str, message: &str) -> Vec<String> {
    let folder = data.join(version);
    let text = fs::read_to_string(folder.join("release-notification.xsd")).expect("the schema is among the test data");
    let schema = XsdValidator::from_schema_with_base_path(&uppsala::parse(&text).unwrap(), Some(&folder)).unwrap();
    schema.validate(&uppsala::parse(message).unwrap()).iter().map(ToString::to_string).collect()
}

/// The samples with recordings: title, number, how many tracks, the first recording, the day.
const MUSIC: &[(&str, &str, &str, usize, &str, &str)] = &[
    ("1 Audio", "Yume no Hajmari", "00094631432057", 21, "JPTO09404900", "2004-04-01"),
    ("3 MixedMedia", "Einfach Anna!", "05099907138655", 14, "", ""),
    ("4 SimpleAudioSingle", "I Love You", "", 1, "", "2017-04-25"),
    ("6 Ringtone", "Middle of a Memory", "", 1, "", ""),
    ("8 DjMix", "MMix", "", 1, "", ""),
    ("Variant Classical", "Antonio Vivaldi: The Four Seasons", "A10302B0003989564F", 12, "DE0000311111", "2017-04-25"),
];

#[test]
fn the_samples_of_ddex_keep_what_a_record_has_a_place_for_and_can_be_sent_again() {
    let Some(data) = data() else { return };
    for (name, title, number, count, isrc, day) in MUSIC {
        let folder = folder();
        let message = data.join("samples/4.3").join(format!("{name}.xml"));
        let text = fs::read_to_string(&message).unwrap();
        let (back, _, said) = import(&message, folder.path());
        assert!(said.contains("the record has no place for"), "{said}");
        assert_eq!(back["title"].as_str().unwrap().to_lowercase(), title.to_lowercase());
        let known = [&back["barcode"], &back["grid"]].into_iter().filter_map(Value::as_str).collect::<Vec<_>>();
        assert!(number.is_empty() || known.contains(number), "{name}: {known:?}");
        let tracks = tracks(&back);
        assert_eq!(tracks.len(), *count, "{name}");
        assert!(isrc.is_empty() || tracks[0]["isrc"] == *isrc, "{name}");
        assert!(day.is_empty() || back["release_date"] == *day, "{name}");
        // Every number, title and time is the message's own.
        let mut last = BTreeMap::new();
        for track in &tracks {
            for (key, element) in [("isrc", "ISRC"), ("title", "TitleText")] {
                let Some(value) = track[key].as_str() else { continue };
                let escaped = value.replace('&', "&amp;").replace('<', "&lt;");
                assert!(text.contains(&format!("<{element}>{escaped}</{element}>")), "{name}: {key} {value}");
            }
            assert!(track["duration"].is_string(), "{name}: {track}");
            *last.entry(track["number"].as_u64().unwrap()).or_insert(0) += 1;
        }
        assert_eq!(*last.keys().next().unwrap(), 1, "{name}");
        // What shops ask and the message does not say.
        let path = record_path(folder.path());
        let mut record = fs::read_to_string(&path).unwrap();
        if !record.lines().any(|line| line.starts_with("explicit:")) {
            record.push_str("explicit: none\n");
        }
        fs::write(&path, record).unwrap();
        let named = tracks.iter().filter_map(|track| track["audio"].as_str());
        for (file, bytes) in named.map(|file| (file, 1)).chain(back["artwork"].as_str().map(|file| (file, 2))) {
            let target = folder.path().join(file);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, generator::FILES_OF_EVERYTHING[bytes].1).unwrap();
        }
        let is_sendable = tracks.iter().all(|track| track["isrc"].is_string()) && !number.is_empty();
        if !is_sendable {
            continue;
        }
        for version in ["4.3.2", "4.3"] {
            let out = format!("out-{version}");
            send(folder.path(), &out, version, &["--ignore", "F,I,T,V,L,P,N,D,R"]);
            let sent = fs::read_dir(folder.path().join(&out)).unwrap().next().unwrap().unwrap().path();
            let sent = fs::read_to_string(sent).unwrap();
            assert_eq!(sent.matches("<SoundRecording>").count(), *count);
            assert_eq!(errors(&data, version, &sent), [""; 0], "{name} in {version}");
        }
    }
}

#[test]
fn every_sample_is_read_and_those_without_recordings_are_refused_in_words() {
    let Some(data) = data() else { return };
    let mut imported = 0;
    for version in ["4.3", "4.1.1", "3.8.2", "3.8.3"] {
        for entry in fs::read_dir(data.join("samples").join(version)).unwrap() {
            let message = entry.unwrap().path();
            let folder = folder();
            let output = gatefold(folder.path(), &["import", message.to_str().unwrap(), "--out", "out"]);
            let said = said(&output);
            match output.status.code() {
                Some(0) => imported += 1,
                Some(2) => {
                    let why = if version.starts_with('4') {
                        "it has no release with a sound recording"
                    } else {
                        "not a NewReleaseMessage of ERN 4.1 to 4.3.2"
                    };
                    assert!(said.contains(why), "{}: {said}", message.display());
                    assert!(!folder.path().join("out").exists());
                }
                _ => panic!("{}: {said}", message.display()),
            }
        }
    }
    assert_eq!(imported, 11);
}

fn golden() -> String {
    fs::read_to_string("tests/feed/leto.ern.xml").unwrap()
}

#[test]
fn a_record_that_is_there_is_written_over_only_when_told() {
    let folder = folder();
    let message = fs::canonicalize("tests/feed/leto.ern.xml").unwrap();
    let arguments = ["import", message.to_str().unwrap(), "--out", "input"];
    fs::create_dir(folder.path().join("input")).unwrap();
    fs::write(folder.path().join("input/leto.yaml"), "mine\n").unwrap();
    let roster = "performers:\n    # ours\n    Zveri: {type: group, ipi: \"00014107338\"}\n";
    fs::write(folder.path().join("input/performers.yaml"), roster).unwrap();
    let output = gatefold(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`--force` writes over it"), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.path().join("input/leto.yaml")).unwrap(), "mine\n");
    assert_eq!(fs::read_to_string(folder.path().join("input/performers.yaml")).unwrap(), roster);
    let output = gatefold(folder.path(), &[&arguments[..], &["--force"]].concat());
    assert!(output.status.success(), "{}", said(&output));
    assert!(fs::read_to_string(folder.path().join("input/leto.yaml")).unwrap().contains("title: Leto\n"));
    let now = fs::read_to_string(folder.path().join("input/performers.yaml")).unwrap();
    assert!(now.starts_with(roster) && now.contains("\n    Kino: {type: other, native_name: Кино}\n"), "{now}");
    assert!(
        said(&output).contains("Zveri is in input/performers.yaml; the message also has native_name"),
        "{}",
        said(&output)
    );
    let checked = gatefold(folder.path(), &["check", "input", "--output-format", "concise"]);
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn whatever_the_bytes_a_message_is_imported_or_refused() {
    let folder = folder();
    let golden = golden();
    let mut dice = generator::Dice::new(3);
    let path = folder.path().join("m.xml");
    let mut seen = BTreeMap::new();
    for round in 0..150_u64 {
        let mut bytes = golden.clone().into_bytes();
        for _ in 0..=dice.below(6) {
            let (from, length) = (dice.below(bytes.len()), dice.below(400));
            let behind = (from + length).min(bytes.len());
            match dice.below(4) {
                0 => drop(bytes.drain(from..behind)),
                1 => {
                    let part = bytes[from..behind].to_vec();
                    let at = dice.below(bytes.len());
                    bytes.splice(at..at, part);
                }
                2 => bytes[from] = dice.one(&[b'<', b'>', b'&', b'"', 0, 0xFF, b'/', b' ']).to_owned(),
                _ => {
                    // An element that holds something else.
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let right = dice.one(&[
                        "<Duration>PT",
                        "<ISRC>",
                        "<TitleText>",
                        "<StartDate>",
                        "P1<",
                        "A1<",
                        "<SequenceNumber>",
                    ]);
                    let wrong = dice.one(&[
                        "<Duration>",
                        "<ISRC></ISRC><ISRC>",
                        "<TitleText>../../",
                        "<StartDate>x",
                        "P999<",
                        "\u{202E}<",
                        "<SequenceNumber>99999999999",
                    ]);
                    bytes = text.replacen(right, wrong, 1 + dice.below(30)).into_bytes();
                }
            }
        }
        fs::write(&path, &bytes).unwrap();
        let out = format!("out{round}");
        let output = gatefold(folder.path(), &["import", "m.xml", "--out", &out]);
        let code = output.status.code();
        *seen.entry(code).or_insert(0) += 1;
        assert!(matches!(code, Some(0 | 2)), "{}", said(&output));
        assert_eq!(folder.path().join(&out).exists(), code == Some(0), "{}", said(&output));
        assert!(!said(&output).contains('\u{202E}'));
        if code == Some(0) {
            let record = record_path(&folder.path().join(&out));
            let checked = gatefold(folder.path(), &["check", record.to_str().unwrap(), "--output-format", "concise"]);
            assert!(matches!(checked.status.code(), Some(0 | 1)), "{}", self::said(&checked));
            assert!(
                !self::said(&checked).contains(" error[Y"),
                "what was written cannot be read: {}",
                self::said(&checked)
            );
        }
    }
    assert!(seen.len() == 2, "{seen:?}");
}

#[test]
fn a_huge_message_is_imported_in_little_time() {
    let folder = folder();
    let golden = golden();
    let credit = "<Contributor><ContributorPartyReference>P1</ContributorPartyReference><Role><Value>UserDefined</Value></Role></Contributor>";
    let territory = "<TerritoryCode>FR</TerritoryCode>";
    let reference = "<DealReleaseReference>R1</DealReleaseReference>";
    for (mark, part, count) in
        [("<Duration>", credit, 60_000), (territory, territory, 200_000), (reference, reference, 200_000)]
    {
        let message = golden.replacen(mark, &format!("{}{mark}", part.repeat(count)), 1);
        fs::write(folder.path().join("m.xml"), message).unwrap();
        let started = std::time::Instant::now();
        let output = gatefold(folder.path(), &["import", "m.xml", "--out", "out", "--force"]);
        assert!(output.status.success(), "{}", said(&output));
        assert!(started.elapsed().as_secs() < 60, "{mark} takes {:?}", started.elapsed());
    }
}

#[test]
fn what_is_no_message_is_refused_in_words() {
    let folder = folder();
    for (text, why) in [
        ("title: Leto\n", "it is not XML; only DDEX ERN messages can be imported"),
        ("", "it is not XML"),
        ("<a/>", "it is no DDEX ERN message"),
        ("<a><b></a>", "it is not sound XML"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "it is not sound XML"),
        ("<e:PurgeReleaseMessage xmlns:e='http://ddex.net/xml/ern/432'/>", "not a NewReleaseMessage"),
        ("<e:NewReleaseMessage xmlns:e='http://ddex.net/xml/ern/382'/>", "not a NewReleaseMessage of ERN 4.1 to 4.3.2"),
        ("<e:NewReleaseMessage xmlns:e='http://ddex.net/xml/ern/432'/>", "it has no release with a sound recording"),
    ] {
        fs::write(folder.path().join("m.xml"), text).unwrap();
        let output = gatefold(folder.path(), &["import", "m.xml", "--out", "out"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(said(&output).contains(why), "{text}: {}", said(&output));
        assert!(!folder.path().join("out").exists());
    }
}

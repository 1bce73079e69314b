//! `--to delivery` makes the folder that a distributor picks up, whole or not at all; updates and takedowns are full messages.
//! DDEX's schemas are found through `GATEFOLD_TEST_DATA`; without it, the tests that need them say so.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use sha2::{Digest, Sha256};
use std::{
    env, fs,
    os::unix::{fs::MetadataExt, process::ExitStatusExt},
    path::{Path, PathBuf},
    process::{Command, Output},
};
use uppsala::XsdValidator;

const ID: &str = "20181115090000000";
const BARCODE: &str = "2000000000015";

/// The record in `tests/feed` with a recording for each track, which is so many bytes long.
fn catalog(length: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for name in ["performers.yaml", "gatefold.toml", "artwork/leto.png"] {
        let target = folder.path().join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(Path::new("tests/feed").join(name), target).unwrap();
    }
    let text = fs::read_to_string("tests/feed/leto.yaml").unwrap();
    let text = text.replace("    audio: audio/silence.wav\n", "");
    let text = text.replace("    isrc: XXTST", "    audio: audio/one.wav\n    isrc: XXTST");
    fs::write(folder.path().join("leto.yaml"), text).unwrap();
    let mut audio = fs::read("tests/feed/audio/silence.wav").unwrap();
    audio.resize(audio.len().max(length), 0);
    fs::create_dir(folder.path().join("audio")).unwrap();
    fs::write(folder.path().join("audio/one.wav"), audio).unwrap();
    folder
}

const SEND: &[&str] = &["--test", "--message-date", "2018-11-15T09:00:00Z", "--output-format", "concise"];

fn arguments<'a>(to: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["export", "leto.yaml", "--to", to, "--message-id", "1-{name}", "--out", "out"];
    arguments.extend(SEND);
    arguments.extend(more);
    arguments
}

fn gatefold(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatefold")).current_dir(folder).args(arguments).output().unwrap()
}

fn deliver(folder: &Path, more: &[&str]) -> Output {
    let mut all = vec!["--batch-id", ID];
    all.extend(more);
    gatefold(folder, &arguments("delivery", &all))
}

/// All files below a folder, hidden ones too, seen from it.
fn files(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, files) } else { files.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    let mut names: Vec<String> =
        found.iter().map(|path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// What stands between the tags of that name, each time.
fn all<'a>(message: &'a str, name: &str) -> Vec<&'a str> {
    message.split(&format!("<{name}>")).skip(1).map(|rest| rest.split("</").next().unwrap()).collect()
}

fn errors(version: &str, message: &str) -> Option<Vec<String>> {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: messages against DDEX's schema of ERN {version}, since GATEFOLD_TEST_DATA is not set");
        return None;
    };
    let folder = Path::new(&data).join("ddex").join(version);
    let text = fs::read_to_string(folder.join("release-notification.xsd")).expect("the schema is among the test data");
    let schema = XsdValidator::from_schema_with_base_path(&uppsala::parse(&text).unwrap(), Some(&folder)).unwrap();
    Some(schema.validate(&uppsala::parse(message).unwrap()).iter().map(ToString::to_string).collect())
}

#[test]
fn a_delivery_holds_messages_files_and_what_says_that_it_is_complete() {
    let folder = catalog(0);
    let output = deliver(folder.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let out = folder.path().join("out").join(ID);
    let files = files(&out);
    assert_eq!(files.len(), 29, "{files:?}");
    assert_eq!(files[0], format!("{BARCODE}/{BARCODE}.xml"));
    assert_eq!(files[1], format!("{BARCODE}/resources/{BARCODE}_T10_SoundRecording.wav"));
    assert_eq!(files[28], format!("BatchComplete_{ID}.xml"));
    let message = fs::read_to_string(out.join(&files[0])).unwrap();
    // It is the message that `--to ern` writes.
    assert!(gatefold(folder.path(), &arguments("ern", &[])).status.success());
    assert_eq!(message, fs::read_to_string(folder.path().join("out/leto.ern.xml")).unwrap());
    assert_eq!(errors("4.3.2", &message).unwrap_or_default(), [""; 0]);
    let (uris, hashes) = (all(&message, "URI"), all(&message, "HashSumValue"));
    assert_eq!((uris.len(), hashes.len()), (27, 27));
    for (uri, hash) in uris.iter().zip(hashes) {
        let bytes = fs::read(out.join(BARCODE).join(uri)).unwrap();
        assert_eq!(hex(&Sha256::digest(&bytes)), hash, "{uri}");
    }
    let sizes = all(&message, "FileSize");
    let size = fs::metadata(folder.path().join("audio/one.wav")).unwrap().len();
    assert_eq!(sizes[0], format!("{}.{:03}", size / 1000, size % 1000), "the standard counts kilobytes");
    let manifest = fs::read_to_string(out.join(&files[28])).unwrap();
    for (name, text) in [
        ("IsTestFlag", "true"),
        ("RootDirectory", ID),
        ("NumberOfMessages", "1"),
        ("MessageId", "1-leto"),
        ("URL", "./2000000000015/2000000000015.xml"),
        ("ICPN", BARCODE),
        ("DeliveryType", "NewReleaseDelivery"),
        ("ProductType", "AudioProduct"),
        ("HashSumValue", &hex(&md5::Md5::digest(message.as_bytes()))),
    ] {
        assert_eq!(all(&manifest, name), [text], "{name}");
    }
    // What was picked up does not change any more.
    let again = deliver(folder.path(), &[]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8(again.stderr).unwrap().contains("this batch is complete"));
}

#[test]
fn a_hard_link_is_the_file_itself() {
    let folder = catalog(0);
    let output = deliver(folder.path(), &["--hard-link"]);
    assert!(output.status.success(), "{output:?}");
    let linked = folder.path().join(format!("out/{ID}/{BARCODE}/resources/{BARCODE}_T1_SoundRecording.wav"));
    let inode = |path: &Path| fs::metadata(path).unwrap().ino();
    assert_eq!(inode(&linked), inode(&folder.path().join("audio/one.wav")));
}

#[test]
fn what_a_delivery_lacks_is_told_and_nothing_is_written() {
    let folder = catalog(0);
    let text = fs::read_to_string(folder.path().join("leto.yaml")).unwrap();
    let text = text.replacen("    audio: audio/one.wav\n", "", 1);
    let text = text.replacen("audio/one.wav", "audio/gone.wav", 1).replacen("audio/one.wav", "audio/out.wav", 1);
    fs::write(folder.path().join("leto.yaml"), text).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("audio/out.wav")).unwrap();
    let output = deliver(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    for part in [
        "this track names no file with the recording",
        "`audio/gone.wav` cannot be read",
        "`audio/out.wav` is a link that leads out of the record's folder",
        "Delivered nothing, since there are errors.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!folder.path().join("out").exists());
}

/// Delivers where no file may become larger than a megabyte and a half, and the recordings are.
fn interrupted(before: &str) -> (tempfile::TempDir, Output) {
    let folder = catalog(3 << 20);
    let script = format!("{before} ulimit -f 1500; exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_gatefold")]).current_dir(folder.path());
    let output = command.args(arguments("delivery", &["--batch-id", ID])).output().unwrap();
    (folder, output)
}

#[test]
fn a_full_disk_leaves_no_delivery() {
    // The signal ignored, a write fails as it does on a full disk.
    let (folder, output) = interrupted("trap '' XFSZ;");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("gatefold: cannot write out/20181115090000000/2000000000015/resources/"), "{said}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_delivery_that_is_killed_has_no_completion_file() {
    let (folder, output) = interrupted("ulimit -c 0;");
    assert!(output.status.signal().is_some(), "the program was not killed: {output:?}");
    let left = files(&folder.path().join("out"));
    assert!(!left.is_empty(), "it was killed before it wrote anything");
    assert!(left.iter().all(|name| !name.contains("BatchComplete")), "{left:?}");
    assert!(!folder.path().join("out").join(ID).exists());
    // What was left over is in nobody's way.
    let output = deliver(folder.path(), &[]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_interrupted_delivery_is_told_from_a_complete_one() {
    let folder = catalog(0);
    fs::create_dir_all(folder.path().join("out").join(ID)).unwrap();
    let output = deliver(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there without its completion file"));
}

#[test]
fn an_update_says_everything_anew_and_a_takedown_offers_nothing() {
    for version in ["4.3.2", "4.3"] {
        let folder = catalog(0);
        let sent = |more: &[&str]| {
            let mut all = vec!["--ern-version", version];
            all.extend(more);
            let output = gatefold(folder.path(), &arguments("ern", &all));
            assert!(output.status.success(), "{output:?}");
            let message = fs::read_to_string(folder.path().join("out/leto.ern.xml")).unwrap();
            assert_eq!(errors(version, &message).unwrap_or_default(), [""; 0], "{more:?}");
            message
        };
        let first = sent(&[]);
        let update = sent(&["--update"]);
        assert_eq!(update, first.replace("<IsProvidedInDelivery>true", "<IsProvidedInDelivery>false"));
        assert_ne!(update, first);
        assert_eq!(sent(&["--update", "--with-files"]), first);
        let thread = all(&first, "MessageThreadId");
        fs::remove_file(folder.path().join("audio/one.wav")).unwrap();
        fs::remove_file(folder.path().join("artwork/leto.png")).unwrap();
        let text = fs::read_to_string(folder.path().join("leto.yaml")).unwrap();
        let (before, deals) = text.split_once("deals:\n").unwrap();
        let (_, after) = deals.split_once("credits:\n").unwrap();
        fs::write(folder.path().join("leto.yaml"), format!("{before}credits:\n{after}")).unwrap();
        let takedown = sent(&["--takedown"]);
        assert_eq!(all(&takedown, "MessageThreadId"), thread);
        for name in ["<DealList>", "<DeliveryFile>", "<TechnicalDetails>", "<URI>"] {
            assert!(first.contains(name) && !takedown.contains(name), "{name}");
        }
        assert_eq!(all(&takedown, "ISRC").len(), all(&first, "ISRC").len());
    }
}

#[test]
fn a_takedown_is_delivered_without_files() {
    let folder = catalog(0);
    for (option, id, kind) in [("--takedown", ID, "TakeDown"), ("--update", "N_20181116090000000", "ReDelivery")] {
        let output = gatefold(folder.path(), &arguments("delivery", &["--batch-id", id, option]));
        assert!(output.status.success(), "{output:?}");
        let digits = id.trim_start_matches("N_");
        let all_files = files(&folder.path().join("out").join(id));
        assert_eq!(all_files, [format!("{BARCODE}/{BARCODE}.xml"), format!("BatchComplete_{digits}.xml")]);
        let manifest = fs::read_to_string(folder.path().join("out").join(id).join(&all_files[1])).unwrap();
        assert_eq!((all(&manifest, "DeliveryType"), all(&manifest, "RootDirectory")), (vec![kind], vec![id]));
    }
}

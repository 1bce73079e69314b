//! Another YAML reader (libyaml's rules, in `serde_yaml`) reads every record of the repository, and made-up ones, and both
//! say the same wherever YAML 1.1 and 1.2 agree.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use gatefold::{Limits, documents};
use serde::Deserialize;
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Compares both readings; says whether there was anything to compare.
fn compare(name: &str, text: &str) -> bool {
    let (ours, findings) = documents(text, &Limits::default());
    let theirs: Result<Vec<Value>, _> =
        serde_yaml::Deserializer::from_str(text).map(Value::deserialize).take(1000).collect();
    match theirs {
        Ok(theirs) if findings.is_empty() => {
            assert_eq!(ours.len(), theirs.len(), "{name}: documents");
            for (ours, theirs) in ours.iter().zip(&theirs) {
                agree(name, ours, theirs);
            }
            true
        }
        Ok(_) => false,
        Err(error) => {
            assert!(!findings.is_empty(), "{name}: we read it, and the other reader does not: {error}");
            false
        }
    }
}

fn agree(name: &str, ours: &Value, theirs: &Value) {
    match (ours, theirs) {
        (Value::Object(one), Value::Object(other)) => {
            assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{name}");
            one.iter().for_each(|(key, value)| agree(name, value, &other[key]));
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "{name}");
            one.iter().zip(other).for_each(|(one, other)| agree(name, one, other));
        }
        // YAML 1.2 has a number here; the other reader keeps `017` as text. And `0b11` the other way round.
        (Value::Number(_), Value::String(text)) if text.trim_start_matches(['-', '+']).starts_with('0') => {}
        (Value::String(text), Value::Number(_)) if text.starts_with("0b") => {}
        _ => assert_eq!(ours, theirs, "{name}"),
    }
}

#[test]
fn every_yaml_file_of_the_repository_reads_the_same() {
    let mut compared = 0;
    for path in yaml_files(Path::new(".")) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        compared += usize::from(compare(&path.display().to_string(), &text));
    }
    for entry in fs::read_dir("docs/rules").unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        for (at, block) in page.split("```yaml ").skip(1).enumerate() {
            let text = block.split_once('\n').unwrap().1.split("```").next().unwrap();
            compared += usize::from(compare(&format!("{} {at}", path.display()), text));
        }
    }
    assert!(compared > 60, "only {compared} texts were compared");
}

#[test]
fn made_up_records_read_the_same() {
    for number in 0..200 {
        assert!(compare(&format!("release {number}"), &generator::release(number)));
        let everything = serde_yaml::to_string(&generator::everything(number as u64)).unwrap();
        assert!(compare(&format!("everything {number}"), &everything), "{everything}");
    }
    assert!(compare("roster", &generator::roster()));
}

#[test]
fn plain_scalars_read_the_same() {
    let words = "NO yes off y tRue Null null ~ true False 0 7 -12 +12 017 0o17 0x1F 1_000 4:44 3:20 1.10 1e3 .5 5. 2018-11-30 12:30:45 0b11 a1 1a - x.y 1.2.3";
    for word in words.split(' ').filter(|word| *word != "-") {
        assert!(compare(word, &format!("- {word}\n- [{word}]\n- {{a: {word}}}\n")), "{word}");
    }
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "target" && name != ".git" {
            found.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            found.push(path);
        }
    }
    found
}

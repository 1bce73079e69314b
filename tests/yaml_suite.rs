//! The official YAML test suite: each case is read rightly, or refused with a reason. `tests/yaml_suite.txt` has the verdict
//! on each of them; `BLESS=1` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use gatefold::{Limits, Severity, documents};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// Why a text that YAML allows may be refused: it is no record, whatever it says.
const REASONS: &[(&str, &str)] = &[
    ("Y002", "a control character, which XML cannot carry"),
    ("Y006", "a key is not text"),
    ("Y007", "a tag that means nothing in a record"),
    ("Y013", "a document is empty"),
];

#[test]
fn each_case_is_read_rightly_or_refused_with_a_reason() {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: the YAML test suite, since GATEFOLD_TEST_DATA is not set");
        return;
    };
    let cases = cases(&Path::new(&data).join("yaml-test-suite"));
    assert_eq!(cases.len(), 402, "the suite has 402 cases");
    let mut verdicts = String::new();
    let mut wrong = Vec::new();
    for (name, folder) in &cases {
        match verdict(folder) {
            Ok(verdict) => writeln!(verdicts, "{name}: {verdict}").unwrap(),
            Err(trouble) => wrong.push(format!("{name}: {trouble}")),
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
    let path = "tests/yaml_suite.txt";
    if env::var_os("BLESS").is_some() {
        fs::write(path, &verdicts).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), verdicts, "BLESS=1 cargo test writes {path} anew");
}

/// The fast reader shows only in the time that it takes.
#[test]
fn each_case_gives_the_same_with_and_without_the_fast_reader() {
    let Some(data) = env::var_os("GATEFOLD_TEST_DATA") else {
        println!("NOT RUN: the YAML test suite in both readers, since GATEFOLD_TEST_DATA is not set");
        return;
    };
    for (name, folder) in cases(&Path::new(&data).join("yaml-test-suite")) {
        let text = fs::read_to_string(folder.join("in.yaml")).unwrap();
        let both = documents(&text, &Limits::default());
        let full = documents(&text, &Limits { full_reader_only: true, ..Limits::default() });
        assert_eq!(both, full, "{name}: {text:?}");
    }
}

fn cases(suite: &Path) -> BTreeMap<String, PathBuf> {
    let mut cases = BTreeMap::new();
    for folder in folders(suite) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if folder.join("in.yaml").exists() {
            cases.insert(name, folder);
            continue;
        }
        for part in folders(&folder) {
            let part_name = part.file_name().unwrap().to_string_lossy().into_owned();
            cases.insert(format!("{name}/{part_name}"), part);
        }
    }
    cases
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).expect("the YAML test suite is there").map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}

fn verdict(folder: &Path) -> Result<String, String> {
    let text = fs::read_to_string(folder.join("in.yaml")).unwrap();
    let (values, findings) = documents(&text, &Limits::default());
    // What is only warned of is read all the same.
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let codes: BTreeSet<&str> = errors.map(|finding| finding.code).collect();
    if folder.join("error").exists() {
        return match codes.first() {
            Some(code) => Ok(format!("refused, as it should be ({code})")),
            None => Err(format!("accepted, and should be refused: {values:?}")),
        };
    }
    if codes.is_empty() {
        let right = expected(folder);
        return if values == right {
            Ok("read".to_owned())
        } else {
            Err(format!("read as {values:?}, and it is {right:?}"))
        };
    }
    let reasons: Vec<&str> =
        REASONS.iter().filter(|(code, _)| codes.contains(code)).map(|(_, reason)| *reason).collect();
    if reasons.len() != codes.len() {
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        return Err(format!("refused: {codes:?} {messages:?}"));
    }
    let events = fs::read_to_string(folder.join("test.event")).unwrap();
    let holds = reasons.iter().all(|reason| match *reason {
        "a key is not text" => true,
        "a document is empty" => expected(folder).is_empty() || values.len() < expected(folder).len(),
        "a tag that means nothing in a record" => events.contains('<'),
        _ => text.contains('\\'),
    });
    if holds {
        Ok(format!("refused: {}", reasons.join(", ")))
    } else {
        Err(format!("refused without reason: {reasons:?}"))
    }
}

/// The values of the documents: from the JSON where the suite has it, or else from its events.
fn expected(folder: &Path) -> Vec<Value> {
    if let Ok(json) = fs::read_to_string(folder.join("in.json")) {
        let values = serde_json::Deserializer::from_str(&json).into_iter::<Value>();
        return values.map(Result::unwrap).collect();
    }
    from_events(&fs::read_to_string(folder.join("test.event")).unwrap())
}

fn from_events(events: &str) -> Vec<Value> {
    let mut lines = events.lines();
    let mut documents = Vec::new();
    let mut anchors = BTreeMap::new();
    while let Some(line) = lines.next() {
        if line.starts_with("+DOC") {
            documents.push(node(&mut lines, &mut anchors).unwrap_or(Value::Null));
        }
    }
    documents
}

/// The next node, or nothing where a collection ends.
fn node(lines: &mut std::str::Lines<'_>, anchors: &mut BTreeMap<String, Value>) -> Option<Value> {
    let line = lines.next()?;
    let (kind, rest) = line.split_at(4.min(line.len()));
    let anchor = rest.split_whitespace().find_map(|word| word.strip_prefix('&')).map(str::to_owned);
    let value = match kind {
        "+SEQ" => std::iter::from_fn(|| node(lines, anchors)).collect(),
        "+MAP" => {
            let mut fields = serde_json::Map::new();
            while let Some(key) = node(lines, anchors) {
                let value = node(lines, anchors).expect("a key has a value");
                fields.insert(key.as_str().map_or_else(|| key.to_string(), str::to_owned), value);
            }
            Value::Object(fields)
        }
        "=VAL" => scalar(rest),
        "=ALI" => anchors[rest.trim().strip_prefix('*').unwrap()].clone(),
        _ => return None,
    };
    if let Some(anchor) = anchor {
        anchors.insert(anchor, value.clone());
    }
    Some(value)
}

fn scalar(rest: &str) -> Value {
    let mut rest = rest.trim_start();
    let is_text = rest.starts_with("<!>");
    while rest.starts_with(['&', '<']) {
        rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
    }
    let (style, text) = rest.split_at(1);
    let text = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\");
    match (style, text.as_str()) {
        _ if is_text => Value::String(text),
        (":", "" | "~" | "null") => Value::Null,
        (":", "true") => Value::Bool(true),
        (":", "false") => Value::Bool(false),
        (":", number) if number.parse::<f64>().is_ok() => serde_json::from_str(number).unwrap_or(Value::String(text)),
        _ => Value::String(text),
    }
}

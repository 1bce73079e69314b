//! What must be true of every record that is edited in place.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use super::amend;
use crate::{
    document::{Limits, documents},
    generator, handwriting,
    schema::{PERFORMERS, RELEASE},
};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use std::{fs, path::Path};

fn amended(text: &str, meant: &Value) -> String {
    match amend(text, 0, meant, &RELEASE) {
        Ok(amended) => amended.text,
        Err(refusal) => panic!("{}:{}: {}\n{text}\n{meant}", refusal.at.line, refusal.at.column, refusal.why),
    }
}

fn says(text: &str) -> Value {
    let (mut all, found) = documents(text, &Limits::default());
    assert!(found.iter().all(|finding| !finding.is_error()), "{text}\n{found:?}");
    all.remove(0)
}

/// A value with other values at some pointers; `null` takes one away, `+` puts one before another.
fn with(mut value: Value, changes: &Value) -> Value {
    for (pointer, new) in changes.as_object().unwrap() {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let (key, is_new) = key.strip_prefix('+').map_or((key, false), |key| (key, true));
        match value.pointer_mut(parent).unwrap() {
            Value::Array(list) if new.is_null() => _ = list.remove(key.parse().unwrap()),
            Value::Array(list) if is_new => list.insert(key.parse().unwrap(), new.clone()),
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = new.clone(),
            Value::Object(map) if new.is_null() => _ = map.remove(key).unwrap(),
            Value::Object(map) => _ = map.insert(key.to_owned(), new.clone()),
            other => panic!("{other}"),
        }
    }
    value
}

/// Changes of a record, and its text after them.
#[test]
fn what_changes_is_written_in_the_manner_of_what_was_there() {
    let head = "# yaml-language-server: $schema=x\ntitle: Leto # the film's\n";
    for (text, changes, due) in [
        // Values.
        (format!("{head}label: A\n"), json!({"/title": "Lето"}), "# yaml-language-server: $schema=x\ntitle: Lето # the film's\nlabel: A\n".to_owned()),
        (head.to_owned(), json!({"/title": "1979"}), "# yaml-language-server: $schema=x\ntitle: \"1979\" # the film's\n".to_owned()),
        ("a: 'x'\nb: \"y\" #c\n".to_owned(), json!({"/a": "it's", "/b": "q\"q"}), "a: 'it''s'\nb: \"q\\\"q\" #c\n".to_owned()),
        ("d: 3:20\nt: X\n".to_owned(), json!({"/d": "3:21", "/t": "4:44"}), "d: 3:21\nt: \"4:44\"\n".to_owned()),
        ("d: 2018-06-07\nn: 7 # seven\n".to_owned(), json!({"/d": "2018-06-08", "/n": 8}), "d: 2018-06-08\nn: 8 # seven\n".to_owned()),
        ("n: \"7\"\nb: false\n".to_owned(), json!({"/n": 7, "/b": true}), "n: 7\nb: true\n".to_owned()),
        ("n: # none\nb: 1\n".to_owned(), json!({"/n": "x"}), "n: x # none\nb: 1\n".to_owned()),
        ("n: ~ # none\n".to_owned(), json!({"/n": "x"}), "n: x # none\n".to_owned()),
        ("n:\n  low\n  tide # c\nb: 1\n".to_owned(), json!({"/n": "high tide"}), "n:\n  high tide # c\nb: 1\n".to_owned()),
        ("n: \"low\n  tide\" # c\nb: 1\n".to_owned(), json!({"/n": "high tide"}), "n: \"high tide\" # c\nb: 1\n".to_owned()),
        // Blocks.
        ("n: | # c\n    a\n    b\nb: 1\n".to_owned(), json!({"/n": "a\nc\nd\n"}), "n: | # c\n    a\n    c\n    d\nb: 1\n".to_owned()),
        ("n: |\n  a\n\nb: 1\n".to_owned(), json!({"/n": "a\n\nb"}), "n: |-\n  a\n\n  b\n\nb: 1\n".to_owned()),
        ("n: |\n  a\nb: 1\n".to_owned(), json!({"/n": " a"}), "n: \" a\"\nb: 1\n".to_owned()),
        ("n: >\n  a\n  b\nb: 1\n".to_owned(), json!({"/n": "a c\nd  e\n\nf\n"}), "n: >\n  a c\n\n  d  e\n\n\n  f\nb: 1\n".to_owned()),
        ("n: |\n  a\n  b\nb: 1\n".to_owned(), json!({"/n": 5}), "n: 5\nb: 1\n".to_owned()),
        // Fields.
        ("title: X\n\n# songs\ntracks:\n- number: 1\n  title: A # a\n".to_owned(), json!({"/label": "L", "/tracks/0/isrc": "Q", "/tracks/0/bonus": true}),
         "title: X\nlabel: L\n\n# songs\ntracks:\n- number: 1\n  title: A # a\n  bonus: true\n  isrc: Q\n".to_owned()),
        ("# top\n# head\nlabel: L\n".to_owned(), json!({"/title": "X", "/notes": "a\nb\n"}), "# top\n# head\ntitle: X\nlabel: L\nnotes: |\n  a\n  b\n".to_owned()),
        ("tracks:\n  - title: A # a\n    isrc: Q".to_owned(), json!({"/tracks/0/number": 1, "/tracks/0/notes": "note"}),
         "tracks:\n  - number: 1\n    title: A # a\n    isrc: Q\n    notes: note".to_owned()),
        ("title: X\n# about the label\nlabel: L # l\n# about genres\ngenres: [a]\n".to_owned(), json!({"/label": null}), "title: X\n# about genres\ngenres: [a]\n".to_owned()),
        ("# head\ntitle: X\nlabel: L\n".to_owned(), json!({"/title": null}), "# head\nlabel: L\n".to_owned()),
        ("title: X\n\n# Rights\n\np_line: {year: 1, owner: A}\nlabel: L\n".to_owned(), json!({"/p_line": null}), "title: X\n\n# Rights\n\nlabel: L\n".to_owned()),
        ("title: X\nnotes: n\n# end".to_owned(), json!({"/notes": null}), "title: X\n# end".to_owned()),
        ("tracks:\n  - number: 1 # one\n    # the title\n    title: A\n".to_owned(), json!({"/tracks/0/number": null}), "tracks:\n  - # the title\n    title: A\n".to_owned()),
        ("p_line: {year: 2018, owner: A} # p\n".to_owned(), json!({"/p_line/year": 2019}), "p_line: {year: 2019, owner: A} # p\n".to_owned()),
        ("p_line: {owner: A} # p\n".to_owned(), json!({"/p_line/year": 2019}), "p_line: {year: 2019, owner: A} # p\n".to_owned()),
        ("p_line: {year: 2018, owner: A}\n".to_owned(), json!({"/p_line/year": null}), "p_line: {owner: A}\n".to_owned()),
        ("p_line: {year: 2018, owner: A}\n".to_owned(), json!({"/p_line/owner": null}), "p_line: {year: 2018}\n".to_owned()),
        ("p_line: {year: 2018}\ntitle: X\n".to_owned(), json!({"/p_line/year": null}), "p_line: {}\ntitle: X\n".to_owned()),
        ("p_line:\n  year: 2018\ntitle: X\n".to_owned(), json!({"/p_line/year": null}), "p_line: {}\ntitle: X\n".to_owned()),
        ("title: X\ncover_of: A # who\n".to_owned(), json!({"/cover_of": {"performer": "A", "title": "T"}}), "title: X\ncover_of: {performer: A, title: T} # who\n".to_owned()),
        ("title: X\nrelease_date: 2018-11-30 # d\n".to_owned(), json!({"/release_date": null, "/release_events": [{"date": "2018-11-30", "territories": ["FR"]}]}),
         "title: X\nrelease_events:\n  - date: 2018-11-30\n    territories: [FR]\n".to_owned()),
        // JSON.
        ("{\"title\": \"X\", \"tracks\": [{\"number\": 1}]}\n".to_owned(), json!({"/label": "L", "/tracks/0/title": "A", "/title": "Y"}),
         "{\"title\": \"Y\", \"label\": \"L\", \"tracks\": [{\"number\": 1, \"title\": \"A\"}]}\n".to_owned()),
        ("{\n  \"title\": \"X\",\n  \"label\": \"L\"\n}\n".to_owned(), json!({"/version": "V"}), "{\n  \"title\": \"X\",\n  \"version\": \"V\",\n  \"label\": \"L\"\n}\n".to_owned()),
        // Lists.
        ("performers: [A, B] # p\n".to_owned(), json!({"/performers/+1": "C, D"}), "performers: [A, \"C, D\", B] # p\n".to_owned()),
        ("performers: [A, B,]\n".to_owned(), json!({"/performers/1": null}), "performers: [A,]\n".to_owned()),
        ("performers: [A]\n".to_owned(), json!({"/performers/0": {"name": "A", "role": "with"}}), "performers: [{name: A, role: with}]\n".to_owned()),
        ("performers:\n  - A # a\n  - B # b\n".to_owned(), json!({"/performers/0": {"name": "A", "role": "with"}}), "performers:\n  - {name: A, role: with} # a\n  - B # b\n".to_owned()),
        ("performers:\n  - A # a\n  # bee\n  - B # b\n".to_owned(), json!({"/performers": ["B", "C", "A"]}), "performers:\n  # bee\n  - B # b\n  - C\n  - A # a\n".to_owned()),
        ("performers: [A, B]\ntitle: X\n".to_owned(), json!({"/performers": []}), "performers: []\ntitle: X\n".to_owned()),
        ("tracks:\n  - {number: 1, title: A}\n  - {number: 2, title: B} # b\n".to_owned(), json!({"/tracks/2/number": 3, "/tracks/+1": {"title": "New", "number": 2}}),
         "tracks:\n  - {number: 1, title: A}\n  - {number: 2, title: New}\n  - {number: 3, title: B} # b\n".to_owned()),
        ("tracks:\n  - number: 1\n    title: A\n\n  # Side B\n\n  - number: 2\n    title: B\n\n  - number: 3\n    title: C\n".to_owned(),
         json!({"/tracks/1": null, "/tracks/0/title": "Z"}),
         "tracks:\n  - number: 1\n    title: Z\n\n  # Side B\n\n  - number: 3\n    title: C\n".to_owned()),
        ("tracks:\n  - number: 1\n    title: A\n\n  - number: 2\n    title: B\n".to_owned(), json!({"/tracks/+2": {"number": 3, "title": "C"}}),
         "tracks:\n  - number: 1\n    title: A\n\n  - number: 2\n    title: B\n\n  - number: 3\n    title: C\n".to_owned()),
    ] {
        let meant = with(says(&text), &changes);
        assert_eq!(amended(&text, &meant), due);
        // With other line breaks, a byte order mark, and as the second document.
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(amended(&crlf, &meant), due.replace('\n', "\r\n"));
        assert_eq!(amended(&format!("\u{FEFF}{text}"), &meant), format!("\u{FEFF}{due}"));
        let second = amend(&format!("a: 1\n---\n{text}"), 1, &meant, &RELEASE).unwrap();
        assert_eq!(second.text, format!("a: 1\n---\n{due}"));
        assert_eq!(amended(&due, &meant), due);
    }
}

#[test]
fn what_cannot_be_changed_on_its_own_is_refused_at_its_place() {
    for (text, changes, place, why) in [
        ("title: &a X\nlabel: *a\n", json!({"/title": "Y"}), (1, 11), "has an anchor (`&`)"),
        ("title: &a X\nlabel: *a\n", json!({"/label": "Y"}), (2, 8), "is a reference (`*`)"),
        ("a: &a [x]\nb: *a\n", json!({"/b/0": "Y"}), (2, 4), "is a reference (`*`)"),
        ("a: &a {b: c}\nb: *a\n", json!({"/a": null}), (1, 1), "without changing something else"),
        ("title: !!str 7\n", json!({"/title": "8"}), (1, 14), "has a tag (`!`)"),
        ("a:\n  b: 1 # one\nc: 1\n", json!({"/a": "x"}), (2, 3), "the comments in it would be lost"),
        ("title: [\n", json!({}), (1, 8), "is never closed"),
        ("title: X\n", json!([]), (1, 1), "left to people"),
    ] {
        let value = documents(text, &Limits::default()).0.pop().unwrap_or_default();
        let meant = if changes.is_object() { with(value, &changes) } else { changes };
        let refusal = amend(text, 0, &meant, &RELEASE).unwrap_err();
        assert_eq!((refusal.at.line, refusal.at.column), place, "{text}{}", refusal.why);
        assert!(refusal.why.contains(why), "{text}{}", refusal.why);
    }
    let refusal = amend("title: X\n", 1, &json!({"title": "Y"}), &RELEASE).unwrap_err();
    assert_eq!(refusal.why, "there is no document 2 in it");
}

/// Every record of the pages and the fixtures.
fn records() -> Vec<String> {
    fn files(folder: &Path, all: &mut Vec<String>) {
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                files(&path, all);
            } else if path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
                all.extend(fs::read_to_string(&path));
            } else if path.extension().is_some_and(|end| end == "md") {
                let text = fs::read_to_string(&path).unwrap();
                let blocks =
                    text.split("```yaml").skip(1).filter_map(|rest| rest.split_once('\n')?.1.split_once("\n```"));
                all.extend(blocks.map(|(block, _)| format!("{block}\n")));
            }
        }
    }
    let mut all = Vec::new();
    for folder in ["docs", "input", "tests"] {
        files(Path::new(folder), &mut all);
    }
    all
}

#[test]
fn a_record_that_says_what_is_meant_stays_as_it_is_and_becomes_any_other() {
    let mut dice = generator::Dice::new(3);
    let (mut count, mut refused) = (0, Vec::new());
    for text in records() {
        let (values, found) = documents(&text, &Limits::default());
        if found.iter().any(crate::finding::Finding::is_error) {
            continue;
        }
        for (document, value) in values.iter().enumerate().filter(|(_, value)| value.is_object()) {
            count += 1;
            let same = amend(&text, document, value, &RELEASE).unwrap();
            assert_eq!((same.text.as_str(), same.changes), (text.as_str(), 0));
            let other = generator::everything(dice.next());
            match amend(&text, document, &other, &RELEASE) {
                Ok(amended) => assert_eq!(documents(&amended.text, &Limits::default()).0[document], other),
                Err(refusal) => {
                    refused.push(format!("{}:{} {}\n{text}", refusal.at.line, refusal.at.column, refusal.why));
                }
            }
        }
    }
    assert!(count > 200, "{count} records");
    // Those that stand for several with anchors, or have comments in what becomes something else.
    assert!(refused.len() <= 6, "{} of {count}:\n{}", refused.len(), refused.join("\n"));
}

/// A record as some people write it: nothing in braces, comments everywhere, lists not indented, in quotation marks.
fn odd(record: &Value, dice: &mut generator::Dice) -> String {
    let plain = serde_yaml::to_string(record).unwrap();
    let mut text = String::from("# a record\n\n");
    let mut in_block = false;
    for line in plain.lines() {
        let indent = line.len() - line.trim_start().len();
        if in_block && (line.is_empty() || indent > 0) {
            text.push_str(line);
            text.push('\n');
            continue;
        }
        in_block = line.ends_with(['|', '>', '-', '+']) && line.contains(": ");
        if dice.once_in(9) {
            text.extend([" ".repeat(indent).as_str(), "# above\n"]);
        }
        text.push_str(line);
        if dice.once_in(7) && !in_block && !line.contains(['"', '\'']) && !line.ends_with('\\') {
            text.push_str(" # behind");
        }
        text.push('\n');
        if dice.once_in(11) && !in_block {
            text.push('\n');
        }
    }
    text
}

#[test]
fn any_record_becomes_any_other_and_is_then_left_alone() {
    let (mut dice, mut refused) = (generator::Dice::new(11), 0);
    for seed in 0..100 {
        let (old, new) = (generator::everything(seed), generator::everything(seed + 1000));
        let neat = handwriting::document(old.as_object().unwrap(), &RELEASE, "x");
        assert_eq!(says(&amended(&neat, &new)), new);
        let json = serde_json::to_string_pretty(&old).unwrap();
        let amended_json = amended(&json, &new);
        assert_eq!(serde_json::from_str::<Value>(&amended_json).unwrap(), new);
        let odd = odd(&old, &mut dice);
        if documents(&odd, &Limits::default()).0.first() != Some(&old) {
            continue;
        }
        match amend(&odd, 0, &new, &RELEASE) {
            Ok(once) => {
                assert_eq!(says(&once.text), new);
                let twice = amend(&once.text, 0, &new, &RELEASE).unwrap();
                assert_eq!((twice.text, twice.changes), (once.text, 0));
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused < 10, "{refused} of 100 refused");
}

/// The lines of one text that another does not have, and the other way round.
fn differing(old: &str, new: &str) -> (Vec<String>, Vec<String>) {
    let diff = TextDiff::from_lines(old, new);
    let of =
        |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).map(|change| change.to_string()).collect();
    (of(ChangeTag::Delete), of(ChangeTag::Insert))
}

/// Every text and number of a value, by its pointer.
fn leaves(value: &Value, pointer: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| leaves(value, &format!("{pointer}/{key}"), all)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| leaves(value, &format!("{pointer}/{at}"), all));
        }
        _ => all.push(pointer.to_owned()),
    }
}

#[test]
fn one_changed_value_changes_only_its_own_lines() {
    let mut dice = generator::Dice::new(5);
    let mut tried = 0;
    for seed in 0..6 {
        let record = generator::everything(seed);
        let neat = handwriting::document(record.as_object().unwrap(), &RELEASE, "x");
        for text in [odd(&record, &mut dice), neat] {
            if documents(&text, &Limits::default()).0.first() != Some(&record) {
                continue;
            }
            let mut all = Vec::new();
            leaves(&record, "", &mut all);
            for pointer in all {
                let mut meant = record.clone();
                let leaf = meant.pointer_mut(&pointer).unwrap();
                // As many lines as before.
                *leaf = match leaf.take() {
                    Value::String(text) => Value::String(text.replacen(|sign: char| sign != '\n', "W", 1)),
                    Value::Number(number) => json!(number.as_u64().unwrap() + 1),
                    Value::Bool(is) => json!(!is),
                    other => other,
                };
                if meant == record {
                    continue;
                }
                tried += 1;
                let (gone, come) = differing(&text, &amended(&text, &meant));
                let comments = |lines: &[String]| lines.concat().matches(" # behind").count();
                assert_eq!(comments(&gone), comments(&come), "{pointer}");
                let is_long = pointer == "/notes"
                    || record.pointer(&pointer).is_some_and(|value| value.as_str().is_some_and(|text| text.len() > 60));
                assert!(is_long || (gone.len() == 1 && come.len() == 1), "{pointer}\n{gone:#?}\n{come:#?}");
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

#[test]
fn a_track_that_comes_goes_or_moves_leaves_the_others_as_they_are() {
    let text = fs::read_to_string("input/leto.yaml").unwrap();
    let record = says(&text);
    let count = record["tracks"].as_array().unwrap().len();
    for at in 0..count {
        let mut meant = record.clone();
        let tracks = meant["tracks"].as_array_mut().unwrap();
        tracks.remove(at);
        let (gone, come) = differing(&text, &amended(&text, &meant));
        assert!(come.is_empty() && (2..12).contains(&gone.len()), "{gone:#?} {come:#?}");
        let tracks = meant["tracks"].as_array_mut().unwrap();
        tracks.insert(at, json!({"number": 99, "title": "New", "performers": ["Zveri"]}));
        let put = amended(&text, &with(record.clone(), &json!({format!("/tracks/+{at}"): tracks[at]})));
        let (gone, come) = differing(&text, &put);
        assert!(gone.is_empty() && come.len() <= 4, "{gone:#?} {come:#?}");
        let mut meant = record.clone();
        let tracks = meant["tracks"].as_array_mut().unwrap();
        let track = tracks.remove(at);
        tracks.push(track);
        let (gone, come) = differing(&text, &amended(&text, &meant));
        let sorted = |mut lines: Vec<String>| {
            lines.sort();
            lines
        };
        assert_eq!(sorted(gone), sorted(come));
    }
}

#[test]
fn an_entry_of_a_roster_comes_behind_the_others() {
    let text = "performers:\n  Zveri: {type: group} # Z\n  Kino:\n    type: group\n";
    let meant = json!({"performers": {"Zveri": {"type": "group", "isni": "1"}, "Kino": {"type": "group"}, "Aquarium": {"type": "group"}}});
    let amended = amend(text, 0, &meant, &PERFORMERS).unwrap();
    assert_eq!(
        amended.text,
        "performers:\n  Zveri: {type: group, isni: \"1\"} # Z\n  Kino:\n    type: group\n  Aquarium: {type: group}\n"
    );
    assert_eq!(amended.changes, 2);
}

/// Texts that are laid out strangely: the answer is right or a refusal, and never a crash.
#[test]
fn strange_layouts_are_edited_or_refused() {
    for text in [
        "? title\n: X\nlabel: L\n",
        "- - a\n  - b\n- c\n",
        "a: [b: c, d]\n",
        "{a, b: , \"c\":d}\n",
        "a:\n- - x\n  - y\n-   k: v\n    l: w\n-\n  m: n\n- \n- z\n",
        "a: |2\n   x\n  y\nb: |+\n  z\n\n\nc: >-\n\n  folded\n    more\n",
        "--- # c\na: 1\n...\n",
        "%YAML 1.2\n---\na: {b: [c, {d: e}], # f\n  g: h}\n",
        "a:   \t1\t# c\n\"b\"  : 2\n",
        "a: 'x\n\n  y'\nb: x\n\n  y\nc: \"\\\n  z\"\n",
        "performers:\n    -   Zveri\n    -   name: Kino\n        role: with\n",
        "a: &x {b: c}\nd: [*x, *x]\ne: &y\n  f: g\nh: &z\n- i\nk: *z\n",
    ] {
        let Some(value) = documents(text, &Limits::default()).0.into_iter().next() else { continue };
        assert_eq!(amended(text, &value), text);
        let mut all = Vec::new();
        leaves(&value, "", &mut all);
        for pointer in all {
            for new in [
                json!("new"),
                json!("a: b\nc"),
                json!(7),
                json!(null),
                json!(["x", {"y": "z"}]),
                json!({"y": ["z"]}),
                json!([]),
            ] {
                let mut meant = value.clone();
                *meant.pointer_mut(&pointer).unwrap() = new;
                if let Ok(amended) = amend(text, 0, &meant, &RELEASE) {
                    assert_eq!(documents(&amended.text, &Limits::default()).0[0], meant, "{text}\n{}", amended.text);
                }
            }
        }
    }
}

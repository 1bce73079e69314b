//! The language server, as an editor sees it: the real program, over its standard input and output.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod client;

use client::{Client, applied, byte, framed, uri};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command};
use tempfile::TempDir;

/// A catalog: a folder of records with a roster, and the addresses of both.
struct Place {
    folder: TempDir,
    record: String,
    roster: String,
}

const ROSTER: &str = "performers:\n  The Harbour Lights: {type: group, aliases: [Harbour Lights]}\n  Zoë Quay: {type: person, native_name: Зои}\n  \"#Hash: Two\": {type: group, misspellings: [Hesh Too]}\n";

const GOOD: &str = "title: Blue Hour\ntype: album\nperformers: [The Harbour Lights]\nlabel: Quay Records\nrelease_date: 2026-03-06\ntracks:\n  - number: 1\n    title: Low Tide\n  - number: 2\n    title: Lanterns\n";

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("input")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let record = folder.path().join("input/blue-hour.yaml");
    let roster = folder.path().join("input/performers.yaml");
    fs::write(&roster, ROSTER).unwrap();
    fs::write(&record, GOOD).unwrap();
    Place { record: uri(&record), roster: uri(&roster), folder }
}

impl Place {
    fn client(&self) -> Client {
        Client::open(self.folder.path(), &["utf-16"])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The range of some words in a text, in UTF-16.
fn range(text: &str, words: &str) -> Value {
    let start = text.find(words).unwrap();
    let position = |at: usize| {
        let line = text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let breaks = text[..at].replace("\r\n", "\n").matches(['\n', '\r']).count();
        json!({"line": breaks, "character": text[line..at].encode_utf16().count()})
    };
    json!({"start": position(start), "end": position(start + words.len())})
}

fn actions(client: &mut Client, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
    let context = match only {
        Some(only) => json!({"diagnostics": [], "only": [only]}),
        None => json!({"diagnostics": []}),
    };
    let params = json!({"textDocument": {"uri": uri}, "range": range, "context": context});
    client.ask("textDocument/codeAction", params).as_array().unwrap().clone()
}

fn hover(client: &mut Client, uri: &str, position: &Value) -> String {
    let params = json!({"textDocument": {"uri": uri}, "position": position});
    client.ask("textDocument/hover", params)["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// What is proposed where the text has an `@`, as it would be written; the text is opened as a record.
fn proposed(text: &str) -> Vec<(String, String)> {
    let place = place();
    let mut client = place.client();
    let at = range(text, "@")["start"].clone();
    let text = text.replacen('@', "", 1);
    client.open_document(&place.record, &text);
    let params = json!({"textDocument": {"uri": place.record}, "position": at});
    let list = client.ask("textDocument/completion", params);
    let items = list["items"].as_array().unwrap();
    let written = |item: &Value| {
        let edit = &item["textEdit"];
        let mut new = text.clone();
        let (start, end) = (byte(&text, &edit["range"]["start"]), byte(&text, &edit["range"]["end"]));
        new.replace_range(start..end, edit["newText"].as_str().unwrap());
        new
    };
    items.iter().map(|item| (item["label"].as_str().unwrap().to_owned(), written(item))).collect()
}

#[test]
fn a_fault_is_told_as_it_is_typed_and_gone_when_it_is_mended() {
    let place = place();
    let mut client = place.client();
    client.open_document(&place.record, GOOD);
    assert_eq!(client.diagnostics(&place.record, 1), Vec::<Value>::new());
    // The 2 of the second track becomes a 3.
    let two = range(GOOD, "2\n    title: Lanterns");
    let two = json!({"start": two["start"], "end": {"line": 8, "character": 13}});
    client.change(&place.record, 2, &[json!({"range": two, "text": "3"})]);
    let found = client.diagnostics(&place.record, 2);
    let said = "there is no track 2\nits place calls for 2\nhelp: add what is missing before it, or number the tracks from here on anew, beginning with 2";
    assert_eq!(
        found,
        [json!({
            "range": two,
            "severity": 1,
            "code": "N003",
            "source": "gatefold",
            "message": said,
        })]
    );
    client.change(&place.record, 3, &[json!({"text": GOOD})]);
    assert_eq!(client.diagnostics(&place.record, 3), Vec::<Value>::new());
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": place.record}}));
    assert_eq!(client.diagnostics(&place.record, None), Vec::<Value>::new());
    assert_eq!(client.leave().code(), Some(0));
}

#[test]
fn further_places_and_weights_are_told() {
    let place = place();
    let mut client = place.client();
    let text = GOOD.replace("number: 2", "number: 1").replace("[The Harbour", "[Harbour");
    client.open_document(&place.record, &text);
    let found = client.diagnostics(&place.record, 1);
    let repeated = found.iter().find(|one| one["code"] == "N001").unwrap();
    let other = &repeated["relatedInformation"][0];
    assert_eq!(other["location"], json!({"uri": place.record, "range": range(&text, "1")}));
    assert!(!other["message"].as_str().unwrap().is_empty());
    assert!(found.iter().any(|one| one["severity"] == 2), "{found:?}");
}

/// Every unit of measure, behind accents, a combining one, emoji and tabs, in lines that end in every way.
#[test]
fn places_are_right_behind_any_sign_in_every_encoding() {
    let place = place();
    for (name, units) in [
        ("utf-16", (|text| text.encode_utf16().count()) as fn(&str) -> usize),
        ("utf-8", str::len),
        ("utf-32", |text| text.chars().count()),
    ] {
        let mut client = Client::start(place.folder.path(), &[]);
        let offered = if name == "utf-16" { vec![] } else { vec!["utf-7", name, "utf-16"] };
        let answer = client.introduce(place.folder.path(), &offered);
        assert_eq!(answer["capabilities"]["positionEncoding"], name);
        for (head, end) in [("", "\n"), ("\u{FEFF}", "\r\n"), ("", "\r")] {
            let lines: Vec<String> = GOOD.lines().map(str::to_owned).collect();
            let odd = format!("{head}credits:\t[{{name: \"L’été e\u{301} 🎸\", role: x, odd: 1}}]");
            let text = [odd.clone(), lines.join(end)].join(end);
            client.open_document(&place.record, &text);
            let found = client.diagnostics(&place.record, 1);
            let unknown = found.iter().find(|one| one["code"] == "S001").unwrap_or_else(|| panic!("{found:?}"));
            let start = units(&odd[..odd.find("odd").unwrap()]);
            let due = json!({"start": {"line": 0, "character": start}, "end": {"line": 0, "character": start + 3}});
            assert_eq!(unknown["range"], due, "{name} {head:?} {end:?}");
            // What is typed there lands there.
            client.change(&place.record, 2, &[json!({"range": due, "text": "edd"})]);
            let found = client.diagnostics(&place.record, 2);
            assert!(found.iter().any(|one| one["message"].as_str().unwrap().contains("`edd`")), "{found:?}");
            client.tell("textDocument/didClose", json!({"textDocument": {"uri": place.record}}));
            client.diagnostics(&place.record, None);
        }
    }
}

/// Whatever is typed, piece by piece: in the end the server has the text that the editor has.
#[test]
fn piece_by_piece_is_as_good_as_all_at_once() {
    let place = place();
    let mut client = place.client();
    let mut text: Vec<u16> = GOOD.encode_utf16().collect();
    client.open_document(&place.record, GOOD);
    let mut seed: u64 = 7;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let pieces = ["é", "🎸", "\n", "", "", "x: ", "\"", "  - ", "# ", "[", "\t", "title: y\n", "L’été"];
    let mut version = 1;
    for _ in 0..300 {
        let whole = String::from_utf16(&text).unwrap();
        let starts: Vec<usize> = whole.char_indices().map(|(at, _)| at).chain([whole.len()]).collect();
        let from = random(starts.len());
        let to = (from + random(4)).min(starts.len() - 1);
        let position = |at: usize| {
            let line = whole[..at].rfind('\n').map_or(0, |at| at + 1);
            json!({"line": whole[..at].matches('\n').count(), "character": whole[line..at].encode_utf16().count()})
        };
        let piece = pieces[random(pieces.len())];
        version += 1;
        let range = json!({"start": position(starts[from]), "end": position(starts[to])});
        client.change(&place.record, version, &[json!({"range": range, "text": piece})]);
        let new = format!("{}{piece}{}", &whole[..starts[from]], &whole[starts[to]..]);
        text = new.encode_utf16().collect();
    }
    let piecewise = client.diagnostics(&place.record, version);
    client.change(&place.record, version + 1, &[json!({"text": String::from_utf16(&text).unwrap()})]);
    assert_eq!(piecewise, client.diagnostics(&place.record, version + 1));
    assert!(!piecewise.is_empty());
}

#[test]
fn places_that_are_not_there_do_no_harm() {
    let place = place();
    let mut client = place.client();
    client.open_document(&place.record, "title: 🎸\r\n");
    for (version, start, end) in [
        (2, [0, 8], [0, 8]),
        (3, [9, 9], [99, 0]),
        (4, [0, 99], [0, 0]),
        (5, [4_294_967_295_u32, 4_294_967_295], [0, 1]),
    ] {
        let position = |[line, character]: [u32; 2]| json!({"line": line, "character": character});
        let range = json!({"start": position(start), "end": position(end)});
        client.change(&place.record, version, &[json!({"range": range, "text": "x"})]);
        client.diagnostics(&place.record, version);
        for method in ["textDocument/hover", "textDocument/completion"] {
            client.ask(method, json!({"textDocument": {"uri": place.record}, "position": position(end)}));
        }
        actions(&mut client, &place.record, &range, None);
    }
    assert_eq!(client.leave().code(), Some(0));
}

#[test]
fn a_quick_fix_mends_its_finding() {
    let place = place();
    let mut client = place.client();
    let text = GOOD.replace("title: Low Tide", "title: 1979").replace("Lanterns", "Lanterns (Live)");
    client.open_document(&place.record, &text);
    let before = client.codes(&place.record, 1);
    let quoted = actions(&mut client, &place.record, &range(&text, "1979"), Some("quickfix"));
    let quote = &quoted[0];
    assert_eq!(quote["title"], "Write `\"1979\"`");
    assert_eq!((&quote["kind"], &quote["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(quote["diagnostics"][0]["code"], "S003");
    assert_eq!(quote["edit"]["documentChanges"][0]["textDocument"], json!({"uri": place.record, "version": 1}));
    let mended = applied(&text, quote);
    assert_eq!(mended, text.replace("1979", "\"1979\""));
    client.change(&place.record, 2, &[json!({"text": mended})]);
    let after = client.codes(&place.record, 2);
    assert!(before.contains(&"S003".to_owned()) && !after.contains(&"S003".to_owned()), "{before:?} {after:?}");
    // A cursor elsewhere is offered nothing.
    assert_eq!(
        actions(&mut client, &place.record, &range(&mended, "Quay Records"), Some("quickfix")),
        Vec::<Value>::new()
    );
}

#[test]
fn a_proposal_is_not_preferred_and_an_exception_has_a_reason() {
    let place = place();
    let mut client = place.client();
    let text = GOOD.replace("Lanterns", "Lanterns (Live)");
    client.open_document(&place.record, &text);
    let found = client.codes(&place.record, 1);
    assert_eq!(found.len(), 1, "{found:?}");
    let offered = actions(&mut client, &place.record, &range(&text, "(Live)"), None);
    let titles: Vec<&str> = offered.iter().map(|action| action["title"].as_str().unwrap()).collect();
    let allow = offered
        .iter()
        .find(|action| action["title"].as_str().unwrap().starts_with("Allow"))
        .unwrap_or_else(|| panic!("{titles:?}"));
    assert_eq!(allow["isPreferred"], Value::Null);
    let allowed = applied(&text, allow);
    let line = format!("    # gatefold: allow {} — say why\n    title: Lanterns (Live)", found[0]);
    assert!(allowed.contains(&line), "{allowed}");
    client.change(&place.record, 2, &[json!({"text": allowed})]);
    assert_eq!(client.codes(&place.record, 2), Vec::<String>::new());
    // What cannot be read knows no exception.
    let broken = GOOD.replace("title: Low Tide", "title: 1979");
    client.change(&place.record, 3, &[json!({"text": broken})]);
    let offered = actions(&mut client, &place.record, &range(&broken, "1979"), None);
    assert!(!offered.iter().any(|action| action["title"].as_str().unwrap().starts_with("Allow")), "{offered:?}");
}

/// The texts of the rules' pages, with line ends of both kinds: what the editor makes of them with "fix all" is what
/// `gatefold check --fix` makes of the files.
#[test]
fn mending_all_is_what_the_command_line_does() {
    let place = place();
    let mut client = place.client();
    let start = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    let mut all = Vec::new();
    let blocks = gatefold::rules().flat_map(|rule| rule.page.split("```yaml ").skip(1));
    for (head, rest) in blocks.map(|block| block.split_once('\n').unwrap()) {
        if head.contains("utf-16") || head.contains("latin-1") {
            continue;
        }
        let text = format!("{}\n", rest.split("\n```").next().unwrap());
        for text in [text.replace('\n', "\r\n"), text] {
            let folder = place.path("input").join(all.len().to_string());
            let path = folder.join(head.split_whitespace().next().unwrap().rsplit('/').next().unwrap());
            fs::create_dir(&folder).unwrap();
            fs::write(&path, &text).unwrap();
            client.open_document(&uri(&path), &text);
            let offered = actions(&mut client, &uri(&path), &start, Some("source.fixAll"));
            let new = offered.first().map_or_else(|| text.clone(), |action| applied(&text, action));
            client.tell("textDocument/didClose", json!({"textDocument": {"uri": uri(&path)}}));
            client.forget();
            all.push((path, text, new));
        }
    }
    Command::new(env!("CARGO_BIN_EXE_gatefold"))
        .current_dir(place.folder.path())
        .args(["check", "--fix", "--quiet"])
        .output()
        .unwrap();
    for (path, _, new) in &all {
        assert_eq!(*new, fs::read_to_string(path).unwrap(), "{}", path.display());
    }
    let mended = all.iter().filter(|(_, text, new)| text != new).count();
    assert!(mended > 40, "only {mended} texts were mended");
}

#[test]
fn what_the_pointer_rests_on_is_explained() {
    let place = place();
    let mut client = place.client();
    let text = GOOD
        .replace("number: 2", "number: 3")
        .replace("[The Harbour Lights]", "[{name: Harbour Lights, role: main}]")
        .replace("tracks:", "allow: [{rule: D005, reason: so}]\ntracks:");
    let text = format!("{text}# gatefold: allow track-number-gap — no\n");
    client.open_document(&place.record, &text);
    let mut at = |words: &str| hover(&mut client, &place.record, &range(&text, words)["start"]);
    let finding = at("3\n");
    assert!(
        finding.starts_with("**N003 track-number-gap**\n\nThe track numbers of a medium leave nothing out."),
        "{finding}"
    );
    assert!(finding.contains("a song short") && !finding.contains("```"), "{finding}");
    let field = at("title: Low");
    assert!(field.starts_with("**Title**\n\n") && field.contains("For example: `"), "{field}");
    assert!(at("role").contains("One of: `main`, `featured`, `with`, `remixer`"));
    assert!(at("Harbour Lights").contains("**The Harbour Lights** · group\n\nAlso: Harbour Lights"));
    let named = at("D005");
    assert!(named.starts_with("**A003") && named.contains("\n\n---\n\n**D005 not-a-friday**"), "{named}");
    assert!(at("track-number-gap").contains("**N003 track-number-gap**"));
    assert_eq!(at("Quay Records"), "");
    client.open_document(&place.roster, ROSTER);
    assert!(hover(&mut client, &place.roster, &range(ROSTER, "aliases")["start"]).starts_with("**Aliases**"));
}

#[test]
fn names_codes_and_values_are_proposed() {
    let labels = |text: &str| proposed(text).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
    let all = ["The Harbour Lights", "Zoë Quay", "#Hash: Two"];
    for text in [
        "title: x\nperformers: [@",
        "title: x\nperformers:\n  - @\ntype: album\n",
        "title: x\ntracks:\n  - title: y\n    performers: [Zoë Quay, {name: @}]\n",
        "title: x\ncredits:\n- name: Z@\n",
    ] {
        assert_eq!(labels(text), all, "{text}");
    }
    let written: Vec<String> =
        proposed("performers: [Zo@ë]\ntype: album\n").into_iter().map(|(_, text)| text).collect();
    assert_eq!(written[0], "performers: [The Harbour Lights]\ntype: album\n");
    assert_eq!(written[2], "performers: [\"#Hash: Two\"]\ntype: album\n");
    assert_eq!(proposed("performers: [\"Zo@\"]\ntype: album\n")[2].1, "performers: [\"#Hash: Two\"]\ntype: album\n");
    let codes = labels("title: x\nallow: [{rule: @}]\n");
    assert!(
        codes.contains(&"N003".to_owned())
            && !codes.contains(&"S001".to_owned())
            && !codes.contains(&"A001".to_owned())
    );
    assert_eq!(labels("title: x # gatefold: allow N@\n"), codes);
    let written = &proposed("title: x # gatefold: allow N@003 — so\n")[0].1;
    assert_eq!(*written, format!("title: x # gatefold: allow {} — so\n", codes[0]));
    assert_eq!(labels("title: x\ntype: @\n"), ["album", "single", "ep", "broadcast", "other"]);
    assert!(labels("title: x\nrelease_events: [{territories: [@]}]\n").contains(&"FR".to_owned()));
    for text in ["ti@tle: x\n", "title: @x\n", "title: x # @\n"] {
        assert_eq!(labels(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_roster_that_is_not_saved_yet_counts() {
    let place = place();
    let mut client = place.client();
    let text = GOOD.replace("[The Harbour Lights]", "[The Night Ferry]");
    client.open_document(&place.record, &text);
    assert_eq!(client.codes(&place.record, 1), ["P002"]);
    client.open_document(&place.roster, ROSTER);
    assert_eq!(client.codes(&place.roster, 1), Vec::<String>::new());
    assert_eq!(client.codes(&place.record, 1), ["P002"]);
    // Typed into the roster, saved by nobody: the record is looked at again.
    let roster = format!("{ROSTER}  The Night Ferry: {{type: band}}\n");
    client.change(&place.roster, 2, &[json!({"text": roster})]);
    assert_eq!(client.codes(&place.roster, 2), ["S004"]);
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
    // Once it is closed, the file counts again.
    client.tell("textDocument/didClose", json!({"textDocument": {"uri": place.roster}}));
    assert_eq!(client.codes(&place.record, 1), ["P002"]);
    // Another program writes the file, and the editor tells.
    fs::write(place.path("input/performers.yaml"), roster.replace("band", "group")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": place.roster, "type": 2}]}));
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
}

#[test]
fn settings_are_obeyed_and_their_faults_are_told() {
    let place = place();
    let config = uri(&place.path("gatefold.toml"));
    fs::write(place.path("gatefold.toml"), "ignore = ['N003']\n").unwrap();
    let mut client = place.client();
    let text = GOOD.replace("number: 2", "number: 3");
    client.open_document(&place.record, &text);
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
    client.open_document(&config, "ignore = ['T001']\n");
    assert_eq!(client.codes(&config, 1), Vec::<String>::new());
    assert_eq!(client.codes(&place.record, 1), ["N003"]);
    client.change(&config, 2, &[json!({"text": "\nignore = ['NOPE']\n"})]);
    let fault = client.diagnostics(&config, 2);
    assert_eq!(fault[0]["range"], range("\nignore = ['NOPE']\n", "'NOPE'"));
    assert!(fault[0]["message"].as_str().unwrap().starts_with("there is no rule `NOPE`"));
    let said = client.diagnostics(&place.record, 1);
    assert!(said[0]["message"].as_str().unwrap().contains("gatefold.toml has a fault"), "{said:?}");
    assert_eq!(actions(&mut client, &place.record, &said[0]["range"], Some("quickfix")), Vec::<Value>::new());
}

#[test]
fn what_is_chosen_on_the_command_line_wins() {
    let place = place();
    let mut client = Client::start(place.folder.path(), &["--stdio", "--ignore", "N003"]);
    client.introduce(place.folder.path(), &[]);
    client.open_document(&place.record, &GOOD.replace("number: 2", "number: 3"));
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
}

#[test]
fn documents_of_other_kinds_are_left_alone() {
    let place = place();
    let mut client = place.client();
    let faulty = GOOD.replace("number: 2", "number: 3");
    let is_checked = |client: &mut Client, uri: &str, text: &str| {
        client.open_document(uri, text);
        let found = client.diagnostics(uri, 1);
        client.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
        !found.is_empty()
    };
    let here = place.folder.path().display();
    for uri in [
        "untitled:Untitled-1".to_owned(),
        format!("file://{here}/input/%FF%20%C3.yaml"),
        "file:///c%3A/music/a.yaml".to_owned(),
        format!("file://{here}/not/there/x.yml"),
    ] {
        assert!(is_checked(&mut client, &uri, &faulty), "{uri}");
    }
    for uri in ["git:/a/x.yaml?ref=HEAD", "https://example.com/x.yaml", "file://server/share/x.yaml", "x", ""] {
        assert!(!is_checked(&mut client, uri, &faulty), "{uri}");
    }
    assert!(!is_checked(&mut client, &uri(&place.path("ci.yml")), "on: push\njobs:\n  test: {}\n"));
    assert!(!is_checked(&mut client, &uri(&place.path("README.md")), &faulty));
    assert_eq!(client.leave().code(), Some(0));
}

#[test]
fn a_half_written_record_stays_one() {
    let place = place();
    let mut client = place.client();
    client.open_document(&place.record, "");
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
    client.change(&place.record, 2, &[json!({"text": "title: x\n"})]);
    assert!(client.codes(&place.record, 2).contains(&"S002".to_owned()));
    client.change(&place.record, 3, &[json!({"text": "nothing: x\nlike: it\n"})]);
    assert!(client.codes(&place.record, 3).contains(&"S001".to_owned()));
}

#[test]
fn messages_that_make_no_sense_are_told_and_passed_over() {
    let place = place();
    let mut client = place.client();
    for bytes in [
        &b"Content-Length: 3\r\n\r\n{[}"[..],
        b"nonsense\r\n\r\n",
        b"Content-Length: 9999999999999999999999\r\n\r\n",
        b"Content-Length: 2\r\n\r\n\xFF\xFE",
        &framed(&json!([1, 2])),
        &framed(&json!({"id": 5})),
    ] {
        client.raw(bytes);
    }
    for code in [-32700, -32700, -32700, -32700, -32600] {
        assert_eq!(client.next_message()["error"]["code"], code);
    }
    assert_eq!(client.ask("no/such", json!({}))["code"], -32601);
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/codeAction"] {
        assert_eq!(client.ask(method, json!({"textDocument": 7}))["code"], -32602, "{method}");
        let params = json!({"textDocument": {"uri": "file:///unknown"}, "position": {"line": 0, "character": 0}, "range": range("x", "x"), "context": {"diagnostics": []}});
        assert_eq!(client.ask(method, params), Value::Null, "{method}");
    }
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "$/cancelRequest",
        "$/unknown",
        "workspace/didChangeConfiguration",
    ] {
        client.tell(
            method,
            json!({"textDocument": {"uri": "file:///unknown", "version": 3}, "contentChanges": [], "id": 77}),
        );
        client.tell(method, json!([]));
        client.tell(method, Value::Null);
    }
    client.open_document(&place.record, GOOD);
    assert_eq!(client.codes(&place.record, 1), Vec::<String>::new());
    assert_eq!(client.leave().code(), Some(0));
}

#[test]
fn a_conversation_has_a_beginning_and_an_end() {
    let place = place();
    let start = || Client::start(place.folder.path(), &[]);
    assert_eq!(place.client().leave().code(), Some(0));
    assert_eq!(place.client().hang_up().code(), Some(1), "the wire is cut");
    let mut client = place.client();
    client.tell("exit", Value::Null);
    assert_eq!(client.hang_up().code(), Some(1), "nobody asked for the end");
    let mut client = start();
    client.tell("exit", Value::Null);
    assert_eq!(client.hang_up().code(), Some(1));
    let mut client = start();
    let hover = json!({"textDocument": {"uri": place.record}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.ask("textDocument/hover", hover.clone())["code"], -32002);
    client.introduce(place.folder.path(), &[]);
    assert_eq!(client.ask("initialize", json!({"capabilities": {}}))["code"], -32601);
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    assert_eq!(client.ask("textDocument/hover", hover)["code"], -32600);
    assert_eq!(client.hang_up().code(), Some(0), "it was asked for");
}

#[test]
fn texts_that_were_made_to_do_harm_are_answered() {
    let place = place();
    let mut client = place.client();
    let texts = [
        format!("title: x\ntracks: {}", "[".repeat(100_000)),
        format!("title: x\nnotes: {}\n", "é🎸".repeat(400_000)),
        format!("title: x\ntracks: [{}]\n", "{number: 1, title: 7}, ".repeat(50_000)),
        format!("title: x\ntracks:\n{}", "  - {number: 1, title: (Live)}\n".repeat(20_000)),
        "title: x\n".repeat(50_000),
        format!("title: x\r{}", "\r".repeat(500_000)),
        "title: \0\u{1}\u{FFFF}\u{202E}".to_owned(),
    ];
    for (version, text) in (2..).zip(&texts) {
        if version == 2 {
            client.open_document(&place.record, "title: x\n");
        }
        client.change(&place.record, version, &[json!({"text": text})]);
        let found = client.diagnostics(&place.record, version);
        assert!(!found.is_empty() && found.len() <= 1001, "{} of {version}", found.len());
        let end = json!({"line": 1, "character": 1000});
        for method in ["textDocument/hover", "textDocument/completion"] {
            client.ask(method, json!({"textDocument": {"uri": place.record}, "position": end}));
        }
        let params = json!({"textDocument": {"uri": place.record}, "range": {"start": end, "end": end}, "context": {"diagnostics": [], "only": ["quickfix"]}});
        client.ask("textDocument/codeAction", params);
    }
    assert_eq!(client.leave().code(), Some(0));
}

/// A burst of changes: what comes last is what counts.
#[test]
fn the_newest_text_is_what_is_told_in_the_end() {
    let place = place();
    let mut client = place.client();
    client.open_document(&place.record, GOOD);
    let mut burst = Vec::new();
    for version in 2..=500 {
        let text = GOOD.replace("number: 2", &format!("number: {}", 3 + version % 2));
        let params =
            json!({"textDocument": {"uri": place.record, "version": version}, "contentChanges": [{"text": text}]});
        burst.extend(framed(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params})));
    }
    client.raw(&burst);
    assert_eq!(client.codes(&place.record, 500), ["N003"]);
}

/// The page for editors shows what can be copied: each block is of its language, and starts the program as it is to be started.
#[test]
fn the_settings_for_editors_are_well_formed() {
    let page = fs::read_to_string("docs/editors.md").unwrap();
    let block = |head: &str| {
        let (_, rest) = page.split_once(&format!("```{head}\n")).unwrap_or_else(|| panic!("{head}"));
        rest.split_once("```").unwrap().0
    };
    let extension: Value = serde_json::from_str(block("json package.json")).unwrap();
    let defined = &extension["contributes"]["configuration"]["properties"];
    let script = block("js extension.js");
    for name in ["path", "arguments"] {
        assert!(!defined[format!("gatefold.{name}")]["default"].is_null());
        assert!(script.contains(&format!("settings.get(\"{name}\")")));
    }
    assert!(script.contains("[\"lsp\", ..."));
    let helix = block("toml languages.toml");
    toml::de::DeTable::parse(helix).unwrap();
    assert!(helix.starts_with("[language-server.gatefold]\ncommand = \"gatefold\"\nargs = [\"lsp\"]\n"));
    for head in ["lua init.lua", "lua before-0.11.lua"] {
        assert!(block(head).contains("cmd = { \"gatefold\", \"lsp\" }"), "{head}");
    }
}

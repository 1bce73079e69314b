//! How long an editor waits for what is wrong after a key was pressed: from the change going out until the findings are back, through the
//! real program. `cargo bench --bench lsp` prints percentiles in milliseconds.
#[path = "../tests/client/mod.rs"]
mod client;
#[path = "generator/mod.rs"]
mod generator;

use client::{Client, uri};
use serde_json::json;
use std::{fmt::Write, fs, time::Instant};

/// How many changes are timed, after some that are not.
const CHANGES: i32 = 2000;
const WARM: i32 = 50;

fn main() {
    println!("{:44} {:>8} {:>8} {:>8} {:>8}", "milliseconds", "p50", "p90", "p99", "most");
    let leto = fs::read_to_string("input/leto.yaml").expect("the first record is there");
    let roster = fs::read_to_string("input/performers.yaml").expect("its roster is there");
    time("leto.yaml, 26 tracks", &leto, &roster);
    time("the same, a fault in each track", &leto.replace("performers: [", "performers: [Nobody, "), &roster);
    time("the same, a roster of 5000", &leto, &long(&roster, 5000));
    time("a made-up record, the roster of its catalog", &generator::release(1), &generator::roster());
}

/// A roster with so many more performers.
fn long(roster: &str, count: usize) -> String {
    let mut long = roster.to_owned();
    for number in 0..count {
        writeln!(long, "  Made-up Band {number}: {{type: group}}").expect("a text takes any text");
    }
    long
}

fn time(name: &str, text: &str, roster: &str) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    fs::write(folder.path().join("performers.yaml"), roster).expect("the roster is written");
    let uri = uri(&folder.path().join("record.yaml"));
    let mut client = Client::open(folder.path(), &["utf-8"]);
    client.open_document(&uri, text);
    client.diagnostics(&uri, 1);
    // A letter is typed at the end of the first title that a track has, and taken back.
    let byte = text.find("    title: ").expect("there is a track") + "    title: ".len();
    let (line, column) = (text[..byte].matches('\n').count(), "    title: ".len());
    let mut times = Vec::new();
    for version in 2..2 + WARM + CHANGES {
        let (end, typed) = if version % 2 == 0 { (column, "x") } else { (column + 1, "") };
        let range = json!({"start": {"line": line, "character": column}, "end": {"line": line, "character": end}});
        let start = Instant::now();
        client.change(&uri, version, &[json!({"range": range, "text": typed})]);
        client.diagnostics(&uri, version);
        if version >= 2 + WARM {
            times.push(start.elapsed());
        }
    }
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 1000).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("{name:44} {:8.2} {:8.2} {:8.2} {:8.2}", at(500), at(900), at(990), at(1000));
}

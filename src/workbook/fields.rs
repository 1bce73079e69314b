//! What the schemas say of the columns: for the notes at their heads, and for the lists to choose from.
use crate::{
    column::{Field, Kind, On},
    columns::Who,
    schema::{PERFORMERS, RELEASE, Schema, Step},
    sheet::Sheet,
};

/// Where the schemas speak of what a row is about, the best place first; `*` is an entry of a list.
fn bases(sheet: Sheet) -> (&'static Schema, &'static [&'static str]) {
    match sheet {
        Sheet::Releases => (&RELEASE, &[""]),
        Sheet::Tracks => (&RELEASE, &["tracks/*/"]),
        Sheet::Credits => (&RELEASE, &["tracks/*/performers/*/", "tracks/*/writers/*/", "credits/*/"]),
        Sheet::Performers => (&PERFORMERS, &["performers/name/"]),
    }
}

fn paths(bases: &[&str], field: &str) -> Vec<Vec<Step>> {
    let step = |word: &str| if word == "*" { Step::Item } else { Step::Field(word.to_owned()) };
    let path = |path: &str| path.split('/').filter(|word| !word.is_empty()).map(step).collect();
    match field.strip_prefix('/') {
        Some(whole) => vec![path(whole)],
        None => bases.iter().map(|base| path(&[base, field].concat())).collect(),
    }
}

/// What is told of a column.
pub(super) fn about(sheet: Sheet, field: &Field) -> String {
    let (schema, bases) = bases(sheet);
    let own = match (sheet, field.name) {
        (Sheet::Credits, "part") => Some(format!(
            "Part\nThe list of the record that this is an entry of: {}.",
            Who::LISTS.join(", ")
        )),
        (Sheet::Credits, "role") => Some(
            "Role\nOf performers and writers, a word of the list; of all others what they did, in plain words.".to_owned(),
        ),
        (Sheet::Credits, "medium" | "track" | "track_title") => {
            Some("Which track it is; empty for the release as a whole.\nFor reading only: it is changed on the sheet Tracks.".to_owned())
        }
        (Sheet::Performers, "name") => Some("Name\nThe name that the roster has, or the record where there is none.".to_owned()),
        _ => None,
    };
    if let Some(own) = own {
        return own;
    }
    let Some(about) = paths(bases, field.path).iter().find_map(|path| schema.about(path)) else {
        return String::new();
    };
    let mut note = format!("{}\n{}", about.title, about.description);
    if field.on == On::Reading {
        note += "\nFor reading only: it is changed on the sheet Credits.";
    } else if field.kind == Kind::List {
        note += "\nEach entry stands on a line of its own (Alt+Enter).";
    }
    note
}

/// The words to choose from, and whether others may stand there too.
pub(super) fn choices(sheet: Sheet, field: &Field) -> (Vec<String>, bool) {
    let (schema, bases) = bases(sheet);
    match (sheet, field.name, field.kind) {
        (Sheet::Credits, "part", _) => (Who::LISTS.map(str::to_owned).to_vec(), false),
        (_, _, Kind::Flag) => (["TRUE", "FALSE"].map(str::to_owned).to_vec(), false),
        (_, _, Kind::List) => (Vec::new(), false),
        (sheet, ..) => {
            let paths = paths(bases, field.path);
            let words = paths.iter().flat_map(|path| schema.values(path)).map(str::to_owned).collect();
            (words, sheet == Sheet::Credits)
        }
    }
}

//! The plan of the house, kept by a test: indexes are their folders, imports go one way, no room is overfull.
//! `BLESS=1 cargo test` writes the indexes anew.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use std::{
    collections::BTreeSet,
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// A file may import only from floors below its own. `rules/` is every file of that folder.
const FLOORS: &[&[&str]] = &[
    &[
        "span",
        "failure",
        "printable",
        "unsaved",
        "root",
        "house",
        "published",
        "dialect",
        "ascii",
        "digits",
        "phrases",
        "punctuation",
        "mix",
    ],
    &[
        "source",
        "alike",
        "compound",
        "stream",
        "wording/signs/",
        "wording/",
        "wording",
        "title/",
        "title",
        "names",
        "sieve",
    ],
    &["tape", "print", "sound"],
    &["number"],
    &["decode"],
    &["diagnostic", "record/identifiers/", "record/language/", "record/"],
    &["record", "excerpt", "node"],
    &["script", "edit/", "edit", "asset/", "asset", "xml/", "xml"],
    &["ern/", "ern"],
    &["batch_id"],
    &["column"],
    &["table/"],
    &["table"],
    &["columns/"],
    &["columns"],
    &["sheet"],
    &["shop/"],
    &["shop"],
    &["spool"],
    &["writing", "sung", "catalog/", "official"],
    &["value", "catalog", "exporter", "files", "output"],
    &["finding"],
    &["rule", "drawing"],
    &["proofreading"],
    &["document/plain/", "document/", "document"],
    &["message"],
    &["schema/", "schema"],
    &["workbook/", "workbook"],
    &["handwriting/"],
    &["handwriting"],
    &["amend/", "amend"],
    &["import/message/", "import/sheets/", "exporters/csv/"],
    &["import/", "import"],
    &["rules/", "exporters/"],
    &["rules", "exporters"],
    &["listing"],
    &["ruleset"],
    &["settings/", "settings"],
    &["check/exceptions/", "check/", "check"],
    &["stages", "view"],
    &["reporter", "progress", "mend", "baseline", "init", "watch"],
    &["reporters/"],
    &["reporters"],
    &["lsp/"],
    &["lsp"],
    &["cli"],
    &["sending", "exporting", "reporting", "shell"],
    &["delivery/"],
    &["delivery"],
    &["run/", "run/importing/"],
    &["run"],
];

/// Neighbours that must not meet: who exports knows no finding, who finds knows no format, who speaks knows no record.
const NEVER: &[(&str, &str)] = &[
    ("exporters/", "diagnostic"),
    ("exporters/", "finding"),
    ("exporters/", "rule"),
    ("exporters/csv/", "diagnostic"),
    ("exporters/csv/", "finding"),
    ("exporters/csv/", "rule"),
    ("rules/", "exporter"),
    ("rules/", "tape"),
    ("reporters/", "record"),
    ("record/", "tape"),
];

/// The lists that a test keeps: the folder, and the table that each of its files has.
const INDEXES: &[(&str, &str)] = &[("rules", "RULES"), ("exporters", "EXPORTERS"), ("reporters", "REPORTERS")];

#[test]
fn indexes_are_folders() {
    for (index, table) in INDEXES {
        let path = format!("src/{index}.rs");
        let text = fs::read_to_string(&path).unwrap();
        let names: BTreeSet<String> = files(&format!("src/{index}")).iter().map(|path| stem(path)).collect();
        let declared: Vec<&str> = text.lines().filter(|line| is_mod(line)).collect();
        let (before, rest) = text.split_once("= &[\n").unwrap();
        let (_, after) = rest.split_once("];").unwrap();
        let mods: Vec<String> = names
            .iter()
            .map(|name| {
                let known = declared.iter().find(|line| line.ends_with(&format!("mod {name};")));
                known.map_or_else(|| format!("mod {name};"), |line| (*line).to_owned())
            })
            .collect();
        let rows: String =
            names.iter().map(|name| format!("    {name}::{table},\n")).fold(String::new(), |all, row| all + &row);
        let head: Vec<&str> = before.lines().take_while(|line| !is_mod(line)).collect();
        let body: Vec<&str> = before.lines().skip_while(|line| !is_mod(line)).skip_while(|line| is_mod(line)).collect();
        let right = format!("{}\n{}\n{}= &[\n{rows}];{after}", head.join("\n"), mods.join("\n"), body.join("\n"));
        if env::var_os("BLESS").is_some() && right != text {
            fs::write(&path, &right).unwrap();
        } else {
            assert_eq!(right, text, "{path} is not the index of its folder: BLESS=1 cargo test && cargo fmt");
        }
    }
}

fn is_mod(line: &str) -> bool {
    line.ends_with(';') && (line.starts_with("mod ") || line.starts_with("pub(crate) mod "))
}

#[test]
fn codes_and_pages_agree() {
    let rules: Vec<_> = gatefold::rules().collect();
    assert!(rules.is_sorted_by(|one, other| one.code < other.code), "two rules share a code");
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len(), "two rules share a name");
    let codes: BTreeSet<&str> = rules.iter().map(|rule| rule.code).collect();
    let pages = fs::read_dir("docs/rules").unwrap().map(|entry| stem(&entry.unwrap().path()));
    let strays: Vec<String> = pages.filter(|page| page != "README" && !codes.contains(page.as_str())).collect();
    assert!(strays.is_empty(), "pages without a rule: {strays:?}");
}

/// How the lists say what can be mended.
fn mended(mends: gatefold::Mends) -> &'static str {
    match mends {
        gatefold::Mends::No => "–",
        gatefold::Mends::Proposal => "proposal",
        gatefold::Mends::Safe => "`--fix`",
    }
}

/// The README names all rules, a family to a row.
#[test]
fn the_readme_has_the_rules_by_families() {
    let mut families: Vec<(&str, &str, Vec<&str>, usize)> = Vec::new();
    for rule in gatefold::rules() {
        let letter = &rule.code[..1];
        assert!(!rule.family().is_empty(), "the family {letter} has no name");
        if families.last().is_none_or(|(last, ..)| *last != letter) {
            families.push((letter, rule.family(), Vec::new(), 0));
        }
        let (.., names, mended) = families.last_mut().unwrap();
        names.push(rule.name);
        *mended += usize::from(rule.mends != gatefold::Mends::No);
    }
    let mut table = "| | about | rules | mended |\n|---|---|---|---|\n".to_owned();
    for (letter, family, names, mended) in &families {
        let mended = if *mended == 0 { "–".to_owned() } else { format!("{mended} of {}", names.len()) };
        writeln!(table, "| **{letter}** | {family} | {} | {mended} |", names.join(", ")).unwrap();
    }
    let text = fs::read_to_string("README.md").unwrap();
    let (before, rest) = text.split_once("| | about |").expect("the table's head");
    let (_, after) = rest.split_once("|\n\n").expect("a blank line behind the table");
    let told = format!("{before}{table}\n{after}");
    if env::var_os("BLESS").is_some() {
        fs::write("README.md", &told).unwrap();
    }
    assert!(fs::read_to_string("README.md").unwrap() == told, "BLESS=1 cargo test writes README.md anew");
}

/// `docs/rules/README.md` lists the rules as their rows and pages have them.
#[test]
fn the_list_of_rules_is_made_from_the_rows() {
    let path = "docs/rules/README.md";
    let mut list = "# The rules\n\nEvery finding names its rule. Each page says what is wrong, why it matters, and shows a record that earns it and one that does not.\n\n| code | name | weight | mended | what is true of a good record |\n|---|---|---|---|---|\n".to_owned();
    for rule in gatefold::rules() {
        writeln!(
            list,
            "| [{0}]({0}.md) | {1} | {2} | {3} | {4} |",
            rule.code,
            rule.name,
            rule.severity.word(),
            mended(rule.mends),
            rule.summary()
        )
        .unwrap();
    }
    if env::var_os("BLESS").is_some() {
        fs::write(path, &list).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap_or_default(), list, "BLESS=1 cargo test writes {path} anew");
}

#[test]
fn no_room_looks_up() {
    let rooms: Vec<&str> = FLOORS.iter().copied().flatten().copied().collect();
    let floor = |room: &str| {
        let at = FLOORS.iter().position(|rooms| rooms.contains(&room));
        at.unwrap_or_else(|| panic!("{room} has no floor"))
    };
    for path in all_files("src") {
        let inner = path.strip_prefix("src").unwrap();
        let room = match inner.parent().and_then(Path::to_str) {
            Some("") | None => stem(&path),
            Some(folder) => format!("{folder}/"),
        };
        if ["lib", "main"].contains(&room.as_str()) {
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.lines().count() <= 600, "{} is longer than 600 lines: give it a second room", path.display());
        for name in imports(&text) {
            let Some(target) = rooms.iter().copied().find(|room| *room == name) else {
                continue;
            };
            let own = target == room || room.strip_prefix(target).is_some_and(|rest| rest.starts_with('/'));
            assert!(own || floor(target) < floor(&room), "{} looks up to {target}", path.display());
            assert!(!NEVER.contains(&(room.as_str(), target)), "{} must not know {target}", path.display());
        }
    }
}

/// The rooms that a file names behind `crate::`, also in `use crate::{…}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for part in text.split("crate::").skip(1) {
        if let Some(group) = part.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for sign in group.chars() {
                match sign {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    sign if depth == 0 && (sign.is_alphanumeric() || sign == '_') => {
                        word.push(sign);
                        continue;
                    }
                    ':' if !word.is_empty() => _ = names.insert(std::mem::take(&mut word)),
                    _ => {}
                }
                if !word.is_empty() && sign != ':' {
                    names.insert(std::mem::take(&mut word));
                }
            }
        } else {
            names.insert(part.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect());
        }
    }
    names
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn all_files(folder: &str) -> Vec<PathBuf> {
    let paths = files(folder).into_iter();
    let inner = paths.flat_map(|path| if path.is_dir() { all_files(path.to_str().unwrap()) } else { vec![path] });
    inner.collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

//! Each page of `docs/rules/` explains one rule, and is its test. An example is one or more files, each a block
//! ```` ```yaml NAME ````, and then the exact output in a block ```` ```text output ````; an example without that block earns
//! no finding at all. `BLESS=1 cargo test` writes the outputs anew.
//!
//! A file may also be TOML, CSV or XML, or any other one with its bytes as hexadecimal digits (```` ```hex NAME ````). A workbook
//! is told row by row (```` ```sheet NAME ````, see [`workbook`]). A message would be too long
//! to be read here, so an example shows how it differs (```` ```diff NAME ````) from the message of that name in `docs/messages`, which
//! earns nothing itself; a line `@@` parts two places of it.
//! Behind the name of a record may stand `latin-1` or `utf-16`, to write the file so, and options of the command line.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use gatefold::{ConfigFile, Inputs, Mends, Options, Profile, Settings};
use std::{borrow::Cow, collections::BTreeMap, env, fs, path::Path, process::Command};

#[test]
fn pages() {
    let bless = env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let mut false_pages = Vec::new();
    for rule in gatefold::rules() {
        let path = format!("docs/rules/{}.md", rule.code);
        let page = fs::read_to_string(&path).expect("every rule has a page");
        assert!(page.starts_with(&format!("# {} {}\n\n", rule.code, rule.name)), "{path}: the title is not the rule's");
        let summary = rule.summary();
        assert!(
            summary.ends_with('.') && !summary.contains('\n') && summary.len() <= 100,
            "{path}: the first paragraph is not one short sentence"
        );
        let examples = examples(&page);
        assert!(examples.iter().any(|example| example.said.is_some()), "{path}: no example earns the finding");
        assert!(examples.iter().any(|example| example.said.is_none()), "{path}: every example earns the finding");
        let mut told = page.clone();
        for example in examples.iter().rev() {
            let says = run(rule.code, &example.files);
            let codes: Vec<&str> = says.lines().filter_map(code).collect();
            match &example.said {
                Some(block) => {
                    if codes.is_empty() {
                        false_pages.push(format!("{path}: this earns nothing\n{}", example.files[0].text));
                    }
                    if codes.iter().any(|code| *code != rule.code) {
                        false_pages.push(format!("{path}: another rule speaks too\n{says}"));
                    }
                    if !codes.is_empty() {
                        told.replace_range(block.clone(), &says);
                    }
                }
                None if codes.is_empty() => {}
                None => false_pages.push(format!("{path}: this should earn nothing\n{says}")),
            }
        }
        if told != page && bless {
            fs::write(&path, &told).unwrap();
        } else if told != page {
            wrong.push(path);
        }
    }
    assert!(false_pages.is_empty(), "{}", false_pages.join("\n"));
    assert!(wrong.is_empty(), "these pages no longer tell the truth (BLESS=1 rewrites them): {wrong:?}");
}

/// What a row says of mending is what the pages show.
#[test]
fn rows_say_what_can_be_mended() {
    let mut shown: BTreeMap<&str, Mends> = BTreeMap::new();
    // What is wrong with a sheet is mended in the sheet.
    for rule in gatefold::rules().filter(|rule| !rule.code.starts_with('W')) {
        for example in examples(rule.page).iter().filter(|example| example.said.is_some()) {
            let folder = tempfile::tempdir().unwrap();
            write(folder.path(), &example.files);
            let mut settings = Settings { file: ConfigFile::Found, ..Settings::default() };
            let is_feed = example.files.iter().any(|file| file.options.contains(&"--profile=feed"));
            settings.choice.profile = is_feed.then_some(Profile::Feed);
            let options = Options { settings, ..Options::default() };
            let inputs = Inputs { paths: vec![folder.path().to_owned()], ..Inputs::default() };
            for finding in gatefold::check(inputs, &options).unwrap().findings {
                let mends =
                    finding.fix.map_or(Mends::No, |fix| if fix.is_safe { Mends::Safe } else { Mends::Proposal });
                let known = shown.entry(finding.code).or_insert(mends);
                // What is sure counts more than what is proposed.
                if *known == Mends::No || mends == Mends::Safe {
                    *known = mends;
                }
            }
        }
    }
    let wrong: Vec<String> = gatefold::rules()
        .filter_map(|rule| {
            let own = shown.get(rule.code).copied().unwrap_or(Mends::No);
            (own != rule.mends).then(|| format!("{}: the row says {:?}, the page shows {own:?}", rule.code, rule.mends))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

struct Example<'a> {
    files: Vec<File<'a>>,
    /// Where in the page the output stands.
    said: Option<std::ops::Range<usize>>,
}

struct File<'a> {
    name: &'a str,
    options: Vec<&'a str>,
    text: Cow<'a, str>,
}

/// The examples of a page: files that follow each other belong together.
fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples: Vec<Example> = Vec::new();
    let mut at = 0;
    let mut ended = true;
    // A text may have backticks in it; only those at the beginning of a line are a block's.
    while let Some(start) = page[at..].find("\n```").map(|start| at + start + 1) {
        let head_end = start + page[start..].find('\n').unwrap();
        let body = head_end + 1;
        let end = head_end + page[head_end..].find("\n```").expect("a block is closed") + 1;
        let words: Vec<&str> = page[start + 3..head_end].split_whitespace().collect();
        // Prose between two blocks begins a new example.
        let is_apart = !page[at..start].trim().is_empty();
        match words[..] {
            ["text", "output"] => {
                examples.last_mut().expect("an output follows its files").said = Some(body..end);
                ended = true;
            }
            [kind @ ("yaml" | "json" | "toml" | "csv" | "hex" | "sheet" | "diff" | "xml"), name, ref options @ ..] => {
                if ended || is_apart {
                    examples.push(Example { files: Vec::new(), said: None });
                }
                examples.last_mut().unwrap().files.push(File {
                    name,
                    options: if ["hex", "sheet"].contains(&kind) { vec![kind] } else { options.to_vec() },
                    text: if kind == "diff" { changed(name, &page[body..end]) } else { page[body..end].into() },
                });
                ended = false;
            }
            _ => {}
        }
        at = end + 3;
    }
    examples
}

/// The message of that name, with the lines that are marked `-` in place of those marked `+`.
fn changed(name: &str, difference: &str) -> Cow<'static, str> {
    let mut message = format!("\n{}", fs::read_to_string(Path::new("docs/messages").join(name)).unwrap());
    for difference in difference.split("@@\n") {
        let side = |marks: &[char]| -> String {
            let lines = difference.lines().filter_map(|line| line.strip_prefix(marks));
            std::iter::once("").chain(lines).map(|line| line.to_owned() + "\n").collect()
        };
        let (old, new) = (side(&[' ', '-']), side(&[' ', '+']));
        assert!(old != new, "this changes nothing:\n{difference}");
        assert_eq!(message.matches(&old).count(), 1, "{name} has these lines not once:\n{difference}");
        message = message.replace(&old, &new);
    }
    message.split_off(1).into()
}

/// The messages that pages tell the difference from are right.
#[test]
fn the_messages_earn_nothing() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_gatefold")).args(["check", "--isolated", "docs/messages"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Checked 1 message: nothing to report.\n");
}

/// What the program says of the files, without its last line.
fn run(code: &str, files: &[File]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let options = write(folder.path(), files);
    let verb = if code.starts_with('X') { "export" } else { "check" };
    let is_sheet = |name: &&str| Path::new(name).extension().is_some_and(|end| end == "csv" || end == "xlsx");
    let sheets = files.iter().map(|file| file.name).filter(is_sheet);
    let arguments: Vec<&str> = match code.as_bytes()[0] {
        b'W' => std::iter::once("import").chain(sheets).chain(["--out", "records"]).collect(),
        _ => vec![verb, "."],
    };
    let output = Command::new(env!("CARGO_BIN_EXE_gatefold"))
        .current_dir(folder.path())
        .args(arguments)
        .args(options)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let said = String::from_utf8(output.stdout).expect("the output is UTF-8");
    let findings = said.rsplit_once("\nChecked ").map_or("", |(findings, _)| findings);
    findings.trim_end().to_owned() + "\n"
}

/// Writes the files into a folder, and says with which options they are to be looked at.
fn write<'a>(folder: &Path, files: &[File<'a>]) -> Vec<&'a str> {
    // No roster from outside.
    fs::create_dir(folder.join(".git")).unwrap();
    let mut options = Vec::new();
    for file in files {
        let path = folder.join(file.name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        let mut bytes = file.text.as_bytes().to_vec();
        for option in &file.options {
            match *option {
                "latin-1" => {
                    bytes = file.text.chars().map(|sign| u8::try_from(sign as u32).expect("Latin-1")).collect();
                }
                "hex" => bytes = unhexed(file.text.trim()),
                "sheet" => bytes = workbook(&file.text),
                "utf-16" => bytes = "\u{FEFF}".chars().chain(file.text.chars()).flat_map(utf16).collect(),
                option => options.push(option),
            }
        }
        fs::write(path, bytes).unwrap();
    }
    options
}

/// A workbook that is told row by row: `[Tracks]` begins a sheet, `|` stands between cells. A cell is a number or a day if it looks like
/// one, a text in quotation marks, a formula behind `=`, a long text that was cut (`cut(32767)`), and `<` is merged with the cell above.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let mut row = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            book.add_worksheet().set_name(name.trim_end_matches(']')).unwrap();
            row = 0;
            continue;
        }
        let last = book.worksheets().len() - 1;
        let sheet = book.worksheet_from_index(last).unwrap();
        for (col, cell) in (0..).zip(line.split('|').map(str::trim)) {
            let quoted = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
            if let Some(text) = quoted {
                sheet.write_string(row, col, text).unwrap();
            } else if cell == "<" {
                sheet.merge_range(row - 1, col, row, col, "", &rust_xlsxwriter::Format::new()).unwrap();
                sheet.write_number(row - 1, col, 1).unwrap();
            } else if let Some(count) = cell.strip_prefix("cut(") {
                let count: usize = count.trim_end_matches(')').parse().unwrap();
                sheet.write_string(row, col, "x".repeat(count - 1) + "…").unwrap();
            } else if cell.starts_with('=') {
                sheet.write_formula(row, col, cell).unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, col, number).unwrap();
            } else if let Ok(date) = rust_xlsxwriter::ExcelDateTime::parse_from_str(cell) {
                sheet.write_datetime_with_format(row, col, &date, &day).unwrap();
            } else {
                sheet.write_string(row, col, cell).unwrap();
            }
        }
        row += 1;
    }
    book.save_to_buffer().unwrap()
}

/// The bytes that are written as pairs of hexadecimal digits.
fn unhexed(text: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("two hexadecimal digits");
    (0..text.len()).step_by(2).map(pair).collect()
}

fn utf16(sign: char) -> Vec<u8> {
    let mut units = [0; 2];
    sign.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

/// `N003` of `error[N003]: …`
fn code(line: &str) -> Option<&str> {
    let (severity, rest) = line.split_once('[')?;
    ["error", "warning", "info"].contains(&severity).then(|| rest.split(']').next()).flatten()
}

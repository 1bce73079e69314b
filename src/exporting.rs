//! Where exports go: into files that appear whole or not at all, or beside files to be compared with.
use crate::{
    check::Checked,
    cli::Export,
    diagnostic::Diagnostic,
    ern::Kind,
    exporter::{Exporter, Form, Frame, Loss, Manner, Order, Told},
    exporters,
    failure::Failure,
    output::{self, Outcome, Staged},
    printable::printable,
    record::{Record, Text, identifiers::fault::quoted},
    root::Root,
    rules::exports::{FILE_UNUSABLE, MESSAGE_INCOMPLETE, NOT_CARRIED},
    sheet::Rows,
    shop::Shop,
    workbook::Book,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How an export ended.
pub(crate) struct End {
    /// Whether a file is not what it should be.
    pub(crate) is_stale: bool,
    /// What there is to say of it.
    pub(crate) text: String,
}

/// A record in each of the formats.
#[derive(Default)]
pub(crate) struct Written {
    pieces: Vec<Piece>,
    /// Texts that a spreadsheet would take for something else.
    misread: Vec<Text>,
    left_out: Vec<&'static str>,
}

/// What goes to a file.
enum Piece {
    Bytes(Vec<u8>),
    Rows(Rows),
}

/// Writes a record, and reports what the formats have to say of it.
///
/// # Errors
///
/// A vector that cannot be written to, or a message that nobody sends.
pub(crate) fn written(
    record: &Record,
    order: &Order<'_>,
    chosen: &[&Exporter],
    found: &mut Vec<Diagnostic>,
) -> io::Result<Written> {
    let mut written = Written::default();
    for exporter in chosen {
        let (piece, told) = match (order.form, exporter.rows) {
            (Form::Alone, _) => {
                let (bytes, told) = exporter.alone(record, order)?;
                (Piece::Bytes(bytes), told)
            }
            (Form::Bundle, Some(rows)) => {
                let (rows, told) = rows(record, order);
                (Piece::Rows(rows), told)
            }
            (Form::Bundle, None) => {
                let mut bytes = Vec::new();
                let told = (exporter.body)(record, order, &mut bytes)?;
                (Piece::Bytes(bytes), told)
            }
        };
        let Told { losses, mut misread, left_out } = told;
        found.extend(losses.into_iter().map(self::told));
        written.pieces.push(piece);
        written.misread.append(&mut misread);
        written.left_out.extend(left_out);
    }
    Ok(written)
}

/// Something that an exporter has to say, as a finding.
pub(crate) fn told(loss: Loss) -> Diagnostic {
    let Loss { kind, span, message, help } = loss;
    let rule = match kind {
        Kind::NotCarried => &NOT_CARRIED,
        Kind::Missing => &MESSAGE_INCOMPLETE,
        Kind::File => &FILE_UNUSABLE,
    };
    let mut finding = rule.finding(span, message);
    finding.help(help);
    finding
}

/// A file for all records.
enum Bundle {
    Text(output::Growing, Frame),
    Book(output::Growing, Box<Book>),
}

/// Texts that a spreadsheet would change; nobody reads more of them.
const MOST_MISREAD: usize = 10;

/// Where exports go: into files, or beside files to be compared with.
pub(crate) struct Target<'a> {
    asked: &'a Export,
    chosen: &'a [&'static Exporter],
    staged: Staged,
    /// One file for all records, in each format.
    bundles: Vec<Bundle>,
    /// The file whose records came last, and how many there were.
    last: (Option<Arc<str>>, usize),
    /// The names that were given away, in small letters: where case makes no difference, they would be one file.
    names: BTreeMap<String, Arc<str>>,
    stopped: bool,
    /// Whether all messages would have the same id.
    pub(crate) has_one_id: bool,
    written: usize,
    unchanged: usize,
    /// Texts that a spreadsheet would take for something else.
    misread: BTreeSet<Text>,
    /// Fields that a format has no place for.
    left_out: BTreeSet<&'static str>,
    /// What `--check` has to say.
    lines: Vec<String>,
}

impl<'a> Target<'a> {
    /// # Errors
    ///
    /// The file for all records cannot be begun.
    pub(crate) fn new(
        asked: &'a Export,
        chosen: &'a [&'static Exporter],
        shop: Option<&Shop>,
        root: &Root,
    ) -> Result<Self, Failure> {
        let mut staged = Staged::default();
        let mut bundles = Vec::new();
        if let Some(name) = &asked.bundle {
            for exporter in chosen {
                let path = asked.out.join(format!("{name}.{}", exporter.extension));
                let order = Order { form: Form::Bundle, message: None, dialect: asked.csv_dialect, shop, root };
                let frame = (exporter.frame)(&order);
                let file = staged.grow(&path, frame.head.as_bytes(), asked.check)?;
                bundles.push(if exporter.rows.is_some() {
                    let book = Book::new(true).map_err(|error| Failure::io("write", &path, &error))?;
                    Bundle::Book(file, Box::new(book))
                } else {
                    Bundle::Text(file, frame)
                });
            }
        }
        let (names, misread, last) = (BTreeMap::new(), BTreeSet::new(), (None, 0));
        let lines = Vec::new();
        let (stopped, has_one_id) = (false, false);
        let (written, unchanged) = (0, 0);
        Ok(Self {
            asked,
            chosen,
            staged,
            bundles,
            last,
            names,
            stopped,
            has_one_id,
            written,
            unchanged,
            misread,
            left_out: BTreeSet::new(),
            lines,
        })
    }

    /// Takes the records of a file.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or two records ask for the same one.
    pub(crate) fn take(
        &mut self,
        name: &Arc<str>,
        path: &Arc<str>,
        has_error: bool,
        count: usize,
        records: Vec<io::Result<Written>>,
    ) -> Result<(), Failure> {
        if self.last.0.as_ref() != Some(path) {
            self.last = (Some(Arc::clone(path)), 0);
        }
        let before = self.last.1;
        self.last.1 += count;
        // With an error nothing will be written; there is no need to go on.
        self.stopped |= has_error && !self.asked.keep_going;
        if self.stopped || has_error {
            return Ok(());
        }
        if self.asked.bundle.is_none() {
            self.name(name, path, count)?;
        }
        for (place, record) in records.into_iter().enumerate() {
            let failure = |error| Failure::new(format!("cannot export {path}: {error}"));
            let Written { pieces, misread, left_out } = record.map_err(failure)?;
            self.misread.extend(misread);
            self.left_out.extend(left_out);
            for (at, piece) in pieces.into_iter().enumerate() {
                match (piece, self.bundles.get_mut(at)) {
                    (Piece::Bytes(bytes), Some(Bundle::Text(file, frame))) => file.add(frame.joint, bytes)?,
                    (Piece::Rows(rows), Some(Bundle::Book(_, book))) => {
                        let rows = Rows { document: before + place, ..rows };
                        book.add(rows, &HashMap::new()).map_err(failure)?;
                    }
                    (Piece::Bytes(bytes), _) => {
                        let path = self.asked.out.join(format!("{name}.{}", self.chosen[at].extension));
                        self.put(&path, &bytes)?;
                    }
                    (Piece::Rows(_), _) => unreachable!("rows are only made for a workbook of all records"),
                }
            }
        }
        Ok(())
    }

    /// Exports are named after their record's file: one record to a file, and a file for each record.
    fn name(&mut self, name: &Arc<str>, path: &Arc<str>, count: usize) -> Result<(), Failure> {
        if self.has_one_id && !self.names.is_empty() {
            let why = "two messages would have the same id: write `{name}` in `--message-id`, for the name of the record's file";
            return Err(Failure::new(why));
        }
        let known = self.names.insert(name.to_lowercase(), Arc::clone(path));
        let several = count > 1 || known.as_ref() == Some(path);
        if several {
            let why = "it holds several records, and an export is named after its record's file; use `--bundle NAME`";
            return Err(Failure::new(format!("cannot export {path}: {why}")));
        }
        match known {
            Some(other) => Err(Failure::new(format!("{other} and {path} would be exported to the same files"))),
            None => Ok(()),
        }
    }

    fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        if !self.asked.check {
            match self.staged.write(path, bytes)? {
                Outcome::Written => self.written += 1,
                Outcome::Unchanged => self.unchanged += 1,
            }
        } else if !path.exists() {
            self.lines.push(format!("{} is missing", path.display()));
        } else if !output::says(path, bytes) {
            self.lines.push(format!("{} is out of date", path.display()));
        }
        Ok(())
    }

    /// Gives all files their names, or says which are not what they should be.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub(crate) fn finish(mut self, checked: &Checked) -> Result<End, Failure> {
        for bundle in std::mem::take(&mut self.bundles) {
            let (file, foot) = match bundle {
                Bundle::Text(file, frame) => (file, frame.foot),
                Bundle::Book(mut file, book) => {
                    book.write(&mut file).map_err(|error| Failure::io("write", file.path(), &error))?;
                    (file, "")
                }
            };
            let path = file.path().display().to_string();
            match file.end(foot)? {
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Written if self.asked.check => self.lines.push(format!("{path} is missing or out of date")),
                Outcome::Written => self.written += 1,
            }
        }
        if self.asked.check {
            return self.compare(checked);
        }
        let warning = self.warning();
        self.staged.commit()?;
        let (written, unchanged) = (self.written, self.unchanged);
        let folder = self.asked.out.display().to_string();
        let all = written + unchanged;
        let folder = printable(&folder);
        let mut text = format!("Wrote {written} of {all} exports to {folder}; {unchanged} already said the same.\n");
        text += &warning;
        Ok(End { is_stale: false, text })
    }

    /// What the CSV does not hold, and what a spreadsheet would make of it, if there is anything.
    fn warning(&self) -> String {
        let mut warning = String::new();
        if !self.left_out.is_empty() {
            let fields: Vec<String> = self.left_out.iter().map(|field| quoted(field)).collect();
            let fields = fields.join(", ");
            warning =
                format!("The CSV has no column for these fields of the records: {fields}. A workbook holds them.\n");
        }
        if self.misread.is_empty() {
            return warning;
        }
        let named: Vec<String> = self.misread.iter().take(MOST_MISREAD).map(|text| quoted(text)).collect();
        let more = match self.misread.len() - named.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let named = named.join(", ");
        let text =
            format!("A spreadsheet that opens the CSV takes these for formulas, numbers or dates: {named}{more}");
        let help = "A workbook (`--to xlsx`) holds them as they are, and `--csv-dialect excel` guards them.";
        [warning, format!("{}.\n{help}\n", printable(&text))].concat()
    }

    /// Says which exports are not what they should be.
    fn compare(mut self, checked: &Checked) -> Result<End, Failure> {
        self.lines.sort();
        // Only who looks at whole folders can say that a record is gone.
        if checked.is_folders && self.asked.bundle.is_none() {
            let lost = orphans(&self.asked.out, self.chosen, &checked.names)?;
            self.lines.extend(lost.iter().map(|path| format!("{} has lost its record", path.display())));
        }
        let is_stale = !self.lines.is_empty();
        self.lines.push(match self.lines.len() {
            0 => "All exports are up to date.".to_owned(),
            _ => "Run `gatefold export` to write them anew, and delete what has lost its record.".to_owned(),
        });
        let lines: Vec<String> = self.lines.iter().map(|line| format!("{}\n", printable(line))).collect();
        Ok(End { is_stale, text: lines.concat() })
    }
}

/// Exports in the folder that no record has.
fn orphans(folder: &Path, chosen: &[&Exporter], names: &[Arc<str>]) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failure = |error| Failure::io("read", folder, &error);
    let names: HashSet<&str> = names.iter().map(AsRef::as_ref).collect();
    let mut orphans = Vec::new();
    for entry in fs::read_dir(folder).map_err(failure)? {
        let name = entry.map_err(failure)?.file_name();
        let is_orphan = name.to_str().and_then(exported).is_some_and(|(name, exporter)| {
            chosen.iter().any(|chosen| chosen.name == exporter.name) && !name.starts_with('.') && !names.contains(name)
        });
        orphans.extend(is_orphan.then(|| folder.join(name)));
    }
    orphans.sort();
    Ok(orphans)
}

/// The record's name in that of an export, and whose export it is: the one with the longest ending, as in `leto.ern.xml`.
fn exported(name: &str) -> Option<(&str, &'static Exporter)> {
    let ends = exporters::all()
        .filter(|exporter| exporter.manner != Manner::Delivery)
        .filter_map(|exporter| Some((name.strip_suffix(exporter.extension)?.strip_suffix('.')?, exporter)));
    ends.min_by_key(|(name, _)| name.len())
}

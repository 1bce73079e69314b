//! Tables as records: each release goes into the file that it is from, or into a new one.
use super::{Importing, schema_path, slug};
use crate::{
    amend::amend,
    check::standing,
    diagnostic::MOST,
    failure::Failure,
    files,
    finding::Finding,
    handwriting,
    import::sheets::{self, Complaint, Draft, MANY, Standing, UNREADABLE, assemble, drafts, excerpt, known},
    printable::printable,
    schema::RELEASE,
    settings::{self, ConfigFile, Settings},
    shop::Shop,
    source::{File, Place, Position, shown},
    table::{self, Unreadable},
};
use serde_json::{Map, Value};
use std::{
    fs,
    path::{Component, Path, PathBuf},
};

impl Importing<'_> {
    /// Imports the tables of a file.
    pub(super) fn tables(&mut self, path: &Path, file: &File, bytes: Vec<u8>) -> Result<(), Failure> {
        self.has_tables = true;
        let tables = match table::read(bytes, self.asked.csv_dialect) {
            Ok(tables) => tables,
            Err(unreadable) => {
                self.findings.push(refused(unreadable, file));
                return Ok(());
            }
        };
        let mut complaints = Vec::new();
        let shop = self.shop()?;
        let mut drafts = drafts(&tables, shop.as_ref(), &mut complaints);
        self.count += drafts.all.len();
        for name in &drafts.ignored {
            self.lines.push(format!(
                "note: the sheet {name} of {} is none of Gatefold's, and nobody has looked at it",
                file.path
            ));
        }
        let performers = sheets::roster(&drafts, &mut complaints);
        let is_alone = drafts.all.len() == 1;
        // The documents of a file come one after the other.
        drafts.all.sort_by(|one, other| (&one.path, one.document).cmp(&(&other.path, other.document)));
        let (mut left, mut same) = (0, 0);
        for draft in &drafts.all {
            match self.record(draft, (path, is_alone), shop.as_ref(), &mut complaints)? {
                Some(true) => {}
                Some(false) => same += 1,
                None => left += 1,
            }
        }
        if same > 0 {
            self.lines.push(format!("{} says the same as before", super::counted(same, "record", "records")));
        }
        if left > 0 {
            self.lines.push(format!(
                "{} left alone: see what is said of the sheet",
                super::counted(left, "record", "records")
            ));
        }
        for (name, entry) in performers {
            self.told.entry(name).or_insert(entry);
        }
        self.findings.extend(complaints.iter().take(MOST).map(|complaint| complaint.finding(&tables, file)));
        Ok(())
    }

    /// The sheet of a shop that the files are.
    fn shop(&self) -> Result<Option<Shop>, Failure> {
        let file = self.asked.config.clone().map_or(ConfigFile::Found, ConfigFile::At);
        let settings = Settings { file, ..Settings::default() };
        let shop = |name: &String| settings::shop(&settings, &self.asked.out.join("*"), name);
        self.asked.sheet.as_ref().map(shop).transpose()
    }

    /// Puts a release into its file. Says whether anything changes; nothing, if it is left alone.
    fn record(
        &mut self,
        draft: &Draft,
        (path, is_alone): (&Path, bool),
        shop: Option<&Shop>,
        complaints: &mut Vec<Complaint>,
    ) -> Result<Option<bool>, Failure> {
        if draft.is_faulty || complaints.len() > MANY {
            return Ok(None);
        }
        let mut complain = |message: String, help: &str| {
            complaints.push(draft.complaint(message, help));
            Ok(None)
        };
        let Some(target) = self.target(draft, path, is_alone) else {
            let message = format!(
                "is about the file `{}`, and no record may stand there",
                draft.path.as_deref().unwrap_or_default()
            );
            return complain(message, "leave the hidden columns as they are, or empty them for a new release");
        };
        if !self.claimed.insert((target.clone(), draft.document)) {
            let message = format!("claims the file {}, as another release does", shown(&target));
            return complain(message, "give one of them another title, or import them into different folders");
        }
        let now = match self.files.get(&target) {
            Some((_, now)) => Some(now.clone()),
            None if target.symlink_metadata().is_ok() => {
                Some(fs::read_to_string(&target).map_err(|error| Failure::io("read", &target, &error))?)
            }
            None => None,
        };
        let Some(text) = now else {
            let Some(record) = assemble(draft, None, shop, complaints) else { return Ok(None) };
            self.new_record(target, None, &record);
            return Ok(Some(true));
        };
        let kept = self.standing.take().filter(|(path, _)| *path == target);
        let Some(standing) = kept.map(|(_, standing)| standing).or_else(|| standing(&target, &text)) else {
            let message = format!("is in the file {}, which cannot be read", shown(&target));
            return complain(message, "mend the file first: `gatefold check` shows what is wrong with it");
        };
        let Some(old) = standing.get(draft.document) else {
            if standing.len() == draft.document && self.files.contains_key(&target) {
                let Some(record) = assemble(draft, None, shop, complaints) else { return Ok(None) };
                self.new_record(target, Some(text), &record);
                return Ok(Some(true));
            }
            let message = format!(
                "is the {}. record of the file {}, which does not have so many",
                draft.document + 1,
                shown(&target)
            );
            return complain(message, "leave the hidden columns as they are, or empty them for a new release");
        };
        if draft.path.is_none() && is_another(draft, old, &target) {
            let message = format!("would go into the file {}, which is about another release", shown(&target));
            return complain(message, "rename that file, or import into another folder");
        }
        let known = known(old, draft, shop);
        let Some(record) = assemble(draft, Some(&known), shop, complaints) else { return Ok(None) };
        if record == known.value {
            // The other documents of the file need not read it again.
            self.standing = Some((target, standing));
            return Ok(Some(false));
        }
        Ok(self.amended(draft, target, text, record, complaints).then_some(true))
    }

    /// Writes a record anew; behind the others of its file, if there are any.
    fn new_record(&mut self, target: PathBuf, before: Option<String>, record: &Map<String, Value>) {
        let text = handwriting::document(record, &RELEASE, &schema_path(&self.asked.out, &RELEASE));
        self.lines.push(format!("wrote {}", shown(&target)));
        let text = before.map_or_else(|| text.clone(), |before| format!("{before}---\n{text}"));
        self.files.entry(target).or_insert((None, String::new())).1 = text;
    }

    /// Changes a record where it stands. Says whether that can be done.
    fn amended(
        &mut self,
        draft: &Draft,
        target: PathBuf,
        text: String,
        record: Map<String, Value>,
        complaints: &mut Vec<Complaint>,
    ) -> bool {
        match amend(&text, draft.document, &Value::Object(record), &RELEASE) {
            Ok(amended) => {
                let changes = super::counted(amended.changes, "change", "changes");
                self.lines.push(format!("changed {} ({changes})", shown(&target)));
                self.files.entry(target).or_insert_with(|| (Some(text), String::new())).1 = amended.text;
                true
            }
            Err(refusal) => {
                let place = format!("{}:{}:{}", shown(&target), refusal.at.line, refusal.at.column);
                let message = format!("is about a record that cannot be changed from here: {place}: {}", refusal.why);
                complaints.push(draft.complaint(message, "make the change in the file itself"));
                false
            }
        }
    }

    /// The file of a release: that which the sheets name, if it is in the folder; else one that is named after the release.
    fn target(&mut self, draft: &Draft, path: &Path, is_alone: bool) -> Option<PathBuf> {
        let out = &self.asked.out;
        if let Some(named) = &draft.path {
            let named = Path::new(named);
            let parts: Vec<_> = named.components().collect();
            let is_inside = parts.iter().all(|part| matches!(part, Component::Normal(_)));
            let is_hidden = named.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
            if parts.is_empty() || !is_inside || is_hidden || !files::is_record(named) || files::is_roster(named) {
                return None;
            }
            // The folder may be one of those that the path goes through.
            let ends = (0..parts.len()).map(|from| out.join(parts[from..].iter().collect::<PathBuf>()));
            let is_own = |path: &PathBuf| path.is_file() && is_in(path, out);
            return Some(
                ends.into_iter().find(is_own).unwrap_or_else(|| out.join(named.file_name().unwrap_or_default())),
            );
        }
        let title = draft.text("release_title").or_else(|| draft.text("title")).unwrap_or_default();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        // `export` puts the name of the shop behind that of the record.
        let of_shop = self.asked.sheet.as_ref().and_then(|shop| stem.strip_suffix(shop.as_str())?.strip_suffix('.'));
        let stem = of_shop.unwrap_or(&stem);
        let ends = |stem: &str| ["yaml", "yml"].map(|end| out.join(format!("{stem}.{end}")));
        let own = ends(stem).into_iter().chain(ends(&slug(title, 60))).find(|path| path.is_file());
        if let Some(own) = own.filter(|own| draft.name.is_empty() && is_alone && !files::is_roster(own)) {
            return Some(own);
        }
        let wanted = match draft.name.as_str() {
            "" if is_alone && (self.asked.sheet.is_none() || of_shop.is_some()) => stem,
            "" => title,
            name => name,
        };
        let mut record = Map::from_iter([("title".to_owned(), Value::from(wanted))]);
        record.extend(draft.text("barcode").map(|barcode| ("barcode".to_owned(), Value::from(slug(barcode, 60)))));
        Some(out.join(format!("{}.yaml", super::name(&record, &mut self.names))))
    }
}

/// Whether a file is in a folder or below it, wherever links lead.
fn is_in(path: &Path, folder: &Path) -> bool {
    let real = fs::canonicalize(path).ok().zip(fs::canonicalize(folder).ok());
    real.is_some_and(|(path, folder)| path.starts_with(folder))
}

/// Whether a file is about another release than a draft that does not say where it is from: of two things that tell releases apart,
/// one may have been changed.
fn is_another(draft: &Draft, old: &Standing, target: &Path) -> bool {
    let text = |key: &str| old.value.get(key).and_then(Value::as_str);
    let letters = |text: &str| {
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let differs =
        |own: Option<&str>, key| own.zip(text(key)).is_some_and(|(own, there)| letters(own) != letters(there));
    let title = draft.text("release_title").or_else(|| draft.text("title"));
    let name = target.file_stem().unwrap_or_default().to_string_lossy();
    let is_by_title =
        title.map(|title| slug(title, 60)).is_some_and(|slug| !slug.is_empty() && name.starts_with(&slug));
    differs(draft.text("barcode"), "barcode") && (is_by_title || differs(title, "title"))
}

/// A file without tables that can be read.
fn refused(unreadable: Unreadable, file: &File) -> Finding {
    let point = Position { line: 1, column: 1, utf16_column: 1, byte_column: 1 };
    let place = Place { file: file.clone(), bytes: 0..0, start: point, end: point };
    let excerpt = excerpt(file, point, "", &printable(&file.path));
    Finding::in_table(
        (UNREADABLE.code, UNREADABLE.name, UNREADABLE.severity),
        place,
        excerpt,
        unreadable.message,
        unreadable.help,
    )
}

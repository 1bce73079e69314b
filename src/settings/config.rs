//! A settings file, `gatefold.toml`: read, held against its schema, its words looked up.
use super::{shops, toml};
use crate::{
    decode::{self, Decode, Node, Refusal, fields},
    diagnostic::{Diagnostic, Severity},
    document::SYNTAX,
    drawing::draw,
    ern::{Feed, Party},
    failure::Failure,
    finding::Finding,
    house::{Guide, House, Marks, Parts},
    record::{Text, identifiers::Dpid},
    ruleset::{Choice, Feeds, Profile, Written, codes, ignored, weighed},
    schema,
    shop::Shop,
    source::{File, Source, shown},
    span::Spanned,
    unsaved::Unsaved,
};
use annotate_snippets::Renderer;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A settings file that can be used.
pub(crate) struct Config {
    /// The folder that its patterns are seen from, as the file system knows it.
    pub(crate) folder: PathBuf,
    pub(crate) keys: Keys,
    source: Source,
    weights: Vec<(&'static str, Severity)>,
    patterns: GlobSet,
    feeds: Arc<Feeds>,
    /// The sheets of shops.
    pub(super) shops: Vec<Shop>,
}

fields! {
    /// What can be set.
    #[derive(Default)]
    pub(crate) struct Keys {
        pub(crate) profile: Option<Spanned<Text>>,
        pub(crate) select: Vec<Spanned<Text>>,
        pub(crate) extend_select = "extend-select": Vec<Spanned<Text>>,
        pub(crate) ignore: Vec<Spanned<Text>>,
        pub(crate) severity: Entries<Spanned<Text>>,
        pub(crate) per_path = "per-path-ignores": Entries<Vec<Spanned<Text>>>,
        pub(crate) house = "house-style": Entries<Spanned<Text>>,
        feed: Entries<FeedKeys>,
        sheet: Entries<SheetKeys>,
    }
}

fields! {
    /// A shop's sheet as the file has it.
    #[derive(Default)]
    pub(super) struct SheetKeys {
        pub(super) rows: Option<Spanned<Text>>,
        pub(super) columns: Vec<ColumnKeys>,
    }
}

fields! {
    /// A column of such a sheet as the file has it.
    #[derive(Default)]
    pub(super) struct ColumnKeys {
        pub(super) title: Option<Spanned<Text>>,
        pub(super) field: Option<Spanned<Text>>,
        pub(super) or: Option<Spanned<Text>>,
        pub(super) version: Option<Spanned<Text>>,
        pub(super) text: Option<Spanned<Text>>,
        pub(super) date: Option<Spanned<Text>>,
        pub(super) separator: Option<Spanned<Text>>,
        pub(super) entry: Option<Spanned<u32>>,
        pub(super) part: Option<Spanned<Text>>,
        pub(super) roles: Vec<Spanned<Text>>,
        pub(super) world: Option<Spanned<Text>>,
        pub(super) words: Entries<Spanned<Text>>,
    }
}

fields! {
    /// A feed as the file has it.
    #[derive(Default)]
    struct FeedKeys {
        sender: PartyKeys,
        on_behalf_of = "on-behalf-of": Option<PartyKeys>,
        recipients: Vec<PartyKeys>,
        allowed_values = "avs-version": Option<Spanned<Text>>,
    }
}

fields! {
    /// A company as the file has it.
    #[derive(Default)]
    struct PartyKeys {
        dpid: Option<Spanned<Dpid>>,
        name: Option<Spanned<Text>>,
    }
}

/// No settings are longer.
const LONGEST: u64 = 1 << 20;

impl Config {
    /// Reads a settings file.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, with the places.
    pub(super) fn read(path: &Path, unsaved: &Unsaved) -> Result<Self, Failure> {
        let failure = |error| Failure::io("read", path, &error);
        let bytes = unsaved.read(path, LONGEST + 1).map_err(failure)?;
        if bytes.len() as u64 > LONGEST {
            return Err(Failure::new(format!("cannot use {}: it is longer than {LONGEST} bytes", path.display())));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Failure::new(format!("cannot use {}: it is not UTF-8", path.display())))?;
        let real = fs::canonicalize(path).map_err(failure)?;
        let folder = real.parent().unwrap_or(Path::new("/")).to_owned();
        let mut found = Vec::new();
        let config = Self::new(path, text, folder, &mut found);
        if found.is_empty() { Ok(config) } else { Err(unusable(found, &config.source)) }
    }

    pub(super) fn new(path: &Path, text: String, folder: PathBuf, found: &mut Vec<Diagnostic>) -> Self {
        let source = Source::whole(File { number: 0, path: shown(path).into() }, text);
        let keys = keys(&source, found);
        let weights = keys.weights(found);
        let patterns = keys.patterns(found);
        keys.look_up(found);
        let feeds = Arc::new(keys.feeds(found));
        let shops = keys.sheet.0.iter().map(|(name, sheet)| shops::read(name, sheet, found)).collect();
        Self { folder, keys, source, weights, patterns, feeds, shops }
    }

    /// Where a value stands: `gatefold.toml:3`.
    pub(crate) fn at<T>(&self, value: &Spanned<T>) -> String {
        let place = self.source.place(value.span);
        format!("{}:{}", place.path(), place.start.line)
    }

    /// The path of the file, as a person would write it.
    pub(crate) fn path(&self) -> &str {
        &self.source.file.path
    }

    /// Whether it has something to say of some paths only.
    pub(super) fn has_patterns(&self) -> bool {
        !self.patterns.is_empty()
    }

    /// The numbers of the patterns that a path fits, seen from the file's folder.
    pub(super) fn fits(&self, path: &Path) -> Vec<usize> {
        self.patterns.matches(path)
    }

    /// What it says of a path that fits these patterns.
    pub(super) fn written(&self, fits: &[usize]) -> Written {
        let keys = &self.keys;
        let choice = Choice {
            profile: keys.profile.as_ref().map(|profile| match profile.as_str() {
                "feed" => Profile::Feed,
                _ => Profile::Editorial,
            }),
            select: words(&keys.select),
            extend_select: words(&keys.extend_select),
            ignore: words(&keys.ignore),
            today: None,
        };
        let excused = fits.iter().flat_map(|at| words(&keys.per_path.0[*at].1)).collect();
        Written {
            choice,
            weights: self.weights.clone(),
            house: keys.house_style(),
            excused,
            feeds: Arc::clone(&self.feeds),
        }
    }
}

fn words(list: &[Spanned<Text>]) -> Vec<String> {
    list.iter().map(|word| word.to_string()).collect()
}

fn keys(source: &Source, found: &mut Vec<Diagnostic>) -> Keys {
    let mut tape = toml::read(source, found);
    if !found.is_empty() {
        return Keys::default();
    }
    schema::CONFIG.check(source, &mut tape, found);
    decode::decode(&tape).unwrap_or_default()
}

impl Keys {
    fn house_style(&self) -> House {
        let word = |key: &str| self.house.0.iter().find(|(own, _)| own.as_str() == key).map(|(_, word)| word.as_str());
        House {
            marks: word("quotation-marks").and_then(Marks::new),
            parts: word("parts").and_then(Parts::new),
            titles: word("title-case").and_then(Guide::new),
        }
    }

    fn weights(&self, found: &mut Vec<Diagnostic>) -> Vec<(&'static str, Severity)> {
        let mut weights = Vec::new();
        for (word, severity) in &self.severity.0 {
            let severity = match severity.as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                _ => Severity::Info,
            };
            match weighed(word, severity) {
                Ok(code) => weights.push((code, severity)),
                Err(message) => found.push(SYNTAX.finding(word.span, message)),
            }
        }
        weights
    }

    /// The names of the feeds.
    pub(crate) fn feed_names(&self) -> impl Iterator<Item = &Spanned<Text>> {
        self.feed.0.iter().map(|(name, _)| name)
    }

    /// The feeds. A number with a wrong last sign would send messages nowhere.
    fn feeds(&self, found: &mut Vec<Diagnostic>) -> Feeds {
        let mut party = |keys: &PartyKeys| {
            let dpid = keys.dpid.clone().unwrap_or_default();
            if let Err(due) = dpid.check_digit() {
                let message = format!("the last sign of `{}` should be {due}", dpid.value);
                found.push(SYNTAX.finding(dpid.span, message));
            }
            Party { dpid, name: keys.name.as_deref().cloned().unwrap_or_default() }
        };
        let mut feed = |keys: &FeedKeys| Feed {
            sender: party(&keys.sender),
            on_behalf_of: keys.on_behalf_of.as_ref().map(&mut party),
            recipients: keys.recipients.iter().map(&mut party).collect(),
            allowed_values: keys.allowed_values.as_deref().cloned(),
        };
        self.feed.0.iter().map(|(name, keys)| (name.value.clone(), feed(keys))).collect()
    }

    fn patterns(&self, found: &mut Vec<Diagnostic>) -> GlobSet {
        let mut patterns = GlobSetBuilder::new();
        for (pattern, _) in &self.per_path.0 {
            let anywhere = if pattern.contains('/') { "" } else { "**/" };
            let inside = if pattern.ends_with('/') { "**" } else { "" };
            let whole = format!("{anywhere}{}{inside}", pattern.trim_start_matches("./").trim_start_matches('/'));
            match GlobBuilder::new(&whole).literal_separator(true).build() {
                Ok(glob) => _ = patterns.add(glob),
                Err(error) => {
                    let message = format!("`{}` is not a pattern of paths: {}", pattern.value, error.kind());
                    found.push(SYNTAX.finding(pattern.span, message));
                }
            }
        }
        patterns.build().unwrap_or_default()
    }

    /// Whether all words name rules that may be chosen so.
    fn look_up(&self, found: &mut Vec<Diagnostic>) {
        let mut look = |list: &[Spanned<Text>], is_fine: fn(&[String]) -> bool, why: fn(&[String]) -> String| {
            for word in list {
                let own = [word.to_string()];
                if !is_fine(&own) {
                    found.push(SYNTAX.finding(word.span, why(&own)));
                }
            }
        };
        for list in [&self.select, &self.extend_select] {
            look(list, |own| codes(own).is_ok(), |own| codes(own).err().unwrap_or_default());
        }
        for list in std::iter::once(&self.ignore).chain(self.per_path.0.iter().map(|(_, rules)| rules)) {
            look(list, |own| ignored(own).is_ok(), |own| ignored(own).err().unwrap_or_default());
        }
    }
}

/// What is wrong with a text of settings. The pages of the rules are about records, so no code is named.
pub(crate) fn faults(path: &Path, text: String) -> Vec<Finding> {
    let mut found = Vec::new();
    let config = Config::new(path, text, PathBuf::new(), &mut found);
    let finding = |diagnostic| Finding { code: "", ..Finding::new(diagnostic, &config.source) };
    found.into_iter().map(finding).collect()
}

/// Says all that is wrong.
fn unusable(mut found: Vec<Diagnostic>, source: &Source) -> Failure {
    found.sort_by_key(|found| found.primary.span);
    let count = match found.len() {
        1 => "a fault".to_owned(),
        count => format!("{count} faults"),
    };
    let drawn = found.into_iter().map(|diagnostic| {
        // The pages of the rules are about records.
        let finding = Finding { code: "", ..Finding::new(diagnostic, source) };
        draw(&finding, &Renderer::plain())
    });
    let drawn: Vec<String> = drawn.collect();
    Failure::drawn(format!("nothing was done, since {} has {count}", source.file.path), drawn.join("\n\n"))
}

/// A table in the order of its file.
pub(crate) struct Entries<T>(pub(crate) Vec<(Spanned<Text>, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for Entries<T> {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        for (key, value) in node.entries()?.filter(|(_, value)| !value.is_absent()) {
            self.0.push((Spanned::decode(key)?, T::decode(value)?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, keys, schema};
    use crate::{settings::toml, source::File, value::value};
    use serde_json::Value;

    /// The published schema, asked as any editor would, and the reader.
    #[test]
    fn the_schema_and_the_reader_agree() {
        let published: Value = serde_json::from_str(schema::CONFIG.text).expect("it is JSON");
        let published = jsonschema::validator_for(&published).expect("it is a schema");
        for (text, is_good) in [
            ("", true),
            ("profile = 'feed'\nselect = ['ALL']\nignore = ['T003', 'not-a-friday']", true),
            ("[severity]\nT003 = 'info'\n[per-path-ignores]\n'archive/**' = ['V']\n'*.yml' = []", true),
            ("severity.T003 = 'error'\nper-path-ignores = { 'a/*' = [\"T\"] }", true),
            ("house-style = { quotation-marks = 'one-kind', parts = 'long', title-case = 'apple' }", true),
            ("[house-style]\nparts = 'Pt.'", false),
            ("[house-style]\ncasing = 'apple'", false),
            ("profile = 'feeds'", false),
            ("profile = true", false),
            ("ignore = 'T003'", false),
            ("ignore = ['T003', 'T003']", false),
            ("ignore = [2026-11-30]", false),
            ("ignored = ['T003']", false),
            ("[severity]\nT003 = 'fatal'", false),
            ("[severity]\nT003 = ['error']", false),
            ("[per-path-ignores]\n'archive/**' = 'T'", false),
            ("[per-path-ignores]\n'' = ['T']", false),
            ("[[severity]]\nT003 = 'info'", false),
            (
                "[feed.a-1]\nsender = {dpid = 'PADPIDA2014122301Q', name = 'É'}\nrecipients = [{dpid = 'PA-DPIDA-2013042401-U', name = 'B'}]",
                true,
            ),
            ("[feed.a]\nsender = {dpid = 'PADPIDA2014122301Q', name = 'A'}", false),
            (
                "[feed.a]\nsender = {dpid = 'PADPIDA2014122301Q', name = ' '}\nrecipients = [{dpid = 'PADPIDA2013042401U', name = 'B'}]",
                false,
            ),
            (
                "[feed.a]\nsender = {dpid = 'PADPIDA2014122301Q', name = \"A\\u0007\"}\nrecipients = [{dpid = 'PADPIDA2013042401U', name = 'B'}]",
                false,
            ),
            (
                "[sheet.a-1]\nrows = 'tracks'\ncolumns = [{title = 'Title', field = 'title', words = {a = 'b'}, entry = 1}]",
                true,
            ),
            ("[sheet.a]\ncolumns = []", false),
            ("[sheet.a]\ncolumns = [{field = 'title'}]", false),
            ("[sheet.a]\ncolumns = [{title = 'A', date = '%Y'}]", false),
            ("[sheet.a]\ncolumns = [{title = 'A', entry = 0}]", false),
            (
                "[feed.'a b']\nsender = {dpid = 'PADPIDA2014122301Q', name = 'A'}\nrecipients = [{dpid = 'PADPIDA2013042401U', name = 'B'}]",
                false,
            ),
        ] {
            let source = Source::whole(File { number: 0, path: "gatefold.toml".into() }, text.to_owned());
            let mut found = Vec::new();
            let tape = toml::read(&source, &mut found);
            assert_eq!(published.is_valid(&value(&tape, 0)), is_good, "the schema: {text}");
            keys(&source, &mut found);
            assert_eq!(found.is_empty(), is_good, "the reader: {text}\n{found:?}");
        }
    }
}

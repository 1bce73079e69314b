//! What a rule is: a row (code, name, severity), a function, a page.
use crate::{
    catalog::{Catalog, Shown},
    diagnostic::{Diagnostic, Label, Severity},
    ern::incoming::Incoming,
    finding::Finding,
    house::House,
    record::{Record, date::Date, roster::Roster},
    span::{Span, Spanned},
    wording::{Wording, signs::Class, spot::Spot},
};

/// One thing that can be wrong.
#[derive(Debug)]
pub struct Rule {
    /// A letter for the subject and three digits, such as `N003`. A code is never used again.
    pub code: &'static str,
    /// The code in words, such as `track-number-gap`.
    pub name: &'static str,
    /// How much a finding weighs.
    pub severity: Severity,
    /// The page that explains it, in Markdown; it is also its test.
    pub page: &'static str,
    /// Whether its findings can be mended by the program.
    pub mends: Mends,
    pub(crate) check: Check,
}

/// What the program can do about the findings of a rule; some of them may be left to people all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mends {
    /// Nothing.
    No,
    /// It proposes something, which `--unsafe-fixes` takes.
    Proposal,
    /// It mends what is sure: `--fix` does it.
    Safe,
}

impl Mends {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "none",
            Self::Proposal => "proposal",
            Self::Safe => "safe",
        }
    }
}

/// What the first letter of a code stands for.
const FAMILIES: &[(&str, &str)] = &[
    ("A", "exceptions from rules"),
    ("C", "all records together"),
    ("D", "dates"),
    ("E", "messages (DDEX ERN)"),
    ("F", "what a delivery needs"),
    ("I", "identifiers"),
    ("L", "languages"),
    ("N", "numbers of tracks and media"),
    ("P", "performers and the roster"),
    ("R", "rights"),
    ("S", "fields and their forms"),
    ("T", "titles and texts"),
    ("U", "durations"),
    ("V", "versions, covers, guests, soundtracks"),
    ("W", "sheets that are imported"),
    ("X", "exports"),
    ("Y", "YAML"),
];

/// Looks at one record.
pub(crate) type RecordCheck = fn(&Record, &mut Findings);
/// Looks at one record, and knows what day it is.
pub(crate) type TodayCheck = fn(&Record, Date, &mut Findings);
/// Looks at one record, and knows the style of the house.
pub(crate) type HouseCheck = fn(&Record, House, &mut Findings);
/// Looks at a message that was sent.
pub(crate) type MessageCheck = fn(&Incoming<'_>, &mut Findings);
/// Looks at one roster.
pub(crate) type RosterCheck = fn(&Roster, &mut Findings);
/// Looks at what is kept of all records.
pub(crate) type CatalogCheck = fn(&Catalog, &mut CatalogFindings);
/// Looks at one text.
pub(crate) type TextCheck = fn(&Wording<'_>) -> Vec<Spot>;
/// Looks at several texts, and says in which it found something.
pub(crate) type TextsCheck = fn(&[Wording<'_>]) -> Vec<(usize, Spot)>;

/// Who finds it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// The reader, before there is a record.
    Reading,
    /// A function that looks at one record.
    Record(RecordCheck),
    /// A function that looks at one record before it is delivered.
    Feed(RecordCheck),
    /// A function that looks at one record, where it is told what day it is.
    Today(TodayCheck),
    /// The same, before the record is delivered.
    FeedToday(TodayCheck),
    /// Whether a house has settled the matter, and a function that looks at one record if it has.
    House(fn(&House) -> bool, HouseCheck),
    /// A function that looks at the texts that a shop prints, and classes of characters without which it has nothing to say.
    Text(Class, TextCheck),
    /// The same, which looks at titles and versions only.
    Title(Class, TextCheck),
    /// Classes of characters, and a function that looks at all track titles together, where three or more do not have all of them.
    Titles(Class, TextsCheck),
    /// A part that was left in a title.
    Part,
    /// A function that looks at one roster.
    Roster(RosterCheck),
    /// A function for what stands in a record, and one for the same in a roster.
    RecordAndRoster(RecordCheck, RosterCheck),
    /// A function that looks at what is kept of all records of the run.
    Catalog(CatalogCheck),
    /// A function that looks at a message that was sent.
    Message(MessageCheck),
    /// An exporter that cannot carry a value.
    Export,
    /// What takes in the exceptions that a record makes.
    Exception,
}

/// What a record is looked at for, beside what is always wrong.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    /// Whether a delivery is meant.
    pub(crate) is_feed: bool,
    /// What day it is, if anybody has said. No clock is asked.
    pub(crate) today: Option<Date>,
    /// The style of the house.
    pub(crate) house: House,
}

impl Asked {
    /// Whether a rule looks at records at all.
    pub(crate) fn includes(&self, check: Check) -> bool {
        match check {
            Check::Feed(_) => self.is_feed,
            Check::Today(_) => self.today.is_some(),
            Check::FeedToday(_) => self.is_feed && self.today.is_some(),
            Check::House(is_settled, _) => is_settled(&self.house),
            _ => true,
        }
    }
}

impl Rule {
    /// A finding of this rule.
    pub(crate) fn finding(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: self.code,
            name: self.name,
            severity: self.severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            others: Vec::new(),
            helps: Vec::new(),
            fix: None,
        }
    }

    /// What it is about, by the first letter of its code.
    #[must_use]
    pub fn family(&self) -> &'static str {
        let own = FAMILIES.iter().find(|(letter, _)| self.code.starts_with(letter));
        own.map_or("", |(_, family)| family)
    }

    /// Whether a record may make an exception from it. What cannot be read is in no export, whatever a record says.
    pub(crate) fn has_exceptions(&self) -> bool {
        !matches!(self.check, Check::Reading | Check::Exception | Check::Message(_))
    }

    /// What the page says before its first example: what is true of a good record, and why it matters.
    pub(crate) fn story(&self) -> &'static str {
        let story = self.page.split("\n```").next().unwrap_or_default();
        // A last sentence that leads over to the example says nothing without it.
        let whole = story.trim_end();
        let (before, last) = whole.rsplit_once("\n\n").unwrap_or(("", whole));
        let story = if last.ends_with(':') { before } else { whole };
        story.split_once("\n\n").map_or("", |(_, story)| story)
    }

    /// What the page says first: one sentence.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        let mut paragraphs = self.page.split("\n\n").map(str::trim);
        paragraphs.nth(1).unwrap_or_default()
    }

    /// Where the page can be read.
    #[must_use]
    pub fn link(&self) -> String {
        link(self.code)
    }
}

/// The page of a rule on the web, if the project says in `Cargo.toml` where it is kept; else its path in the project.
pub(crate) fn link(code: &str) -> String {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => format!("docs/rules/{code}.md"),
        repository => format!("{repository}/blob/main/docs/rules/{code}.md"),
    }
}

/// Where a rule writes what it found. It knows the rule, so that the rule need not say which it is.
pub(crate) struct Findings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(rule: &'static Rule, list: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, list }
    }

    /// Reports the value that is wrong.
    pub(crate) fn at<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) -> &mut Diagnostic {
        self.on(value.span, message)
    }

    /// Reports the bytes that are wrong.
    pub(crate) fn on(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.list.push(self.rule.finding(span, message));
        self.list.last_mut().expect("a finding was just put there")
    }
}

/// Where a rule over the whole catalog writes what it found, at places that were kept.
pub(crate) struct CatalogFindings<'a> {
    rule: &'static Rule,
    list: &'a mut Vec<Finding>,
}

impl<'a> CatalogFindings<'a> {
    pub(crate) fn new(rule: &'static Rule, list: &'a mut Vec<Finding>) -> Self {
        Self { rule, list }
    }

    /// Reports a value that was kept.
    pub(crate) fn at(&mut self, shown: Shown, message: impl Into<String>) -> &mut Finding {
        let Rule { code, name, severity, .. } = *self.rule;
        self.list.push(Finding::at(shown, code, name, severity, message.into()));
        self.list.last_mut().expect("a finding was just put there")
    }
}

/// Rows of a subject's table; each page is found by the code. Behind the check stands what can be mended, if anything can.
macro_rules! rule {
    ($code:literal, $name:literal, $severity:ident, $check:expr) => {
        $crate::rule::rule!($code, $name, $severity, $check, No)
    };
    ($code:literal, $name:literal, $severity:ident, $check:expr, $mends:ident) => {
        $crate::rule::Rule {
            code: $code,
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            mends: $crate::rule::Mends::$mends,
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $code, ".md")),
            check: {
                #[allow(unused_imports, reason = "a row names only one of the kinds")]
                use $crate::rule::Check::{
                    Catalog, Exception, Export, Feed, FeedToday, House, Message, Part, Reading, Record,
                    RecordAndRoster, Roster, Text, Title, Titles, Today,
                };
                $check
            },
        }
    };
}
pub(crate) use rule;

/// Rows that the reader itself reports: a name to report them by, and the table.
macro_rules! rows {
    ($($constant:ident: $code:literal, $name:literal, $severity:ident, $check:ident $(, $mends:ident)?;)+) => {
        pub(crate) const RULES: &[$crate::rule::Rule] = &[$($constant),+];
        $(pub(crate) const $constant: $crate::rule::Rule = $crate::rule::rule!($code, $name, $severity, $check $(, $mends)?);)+
    };
}
pub(crate) use rows;

//! A finding as programs are told of it: one view that every such report is written from.
use crate::{
    check::{Checked, stdin_path},
    finding::{Finding, Mending, steady},
    printable::printable,
    root::Root,
    rule,
    source::{Place, Position},
};
use serde::Serialize;
use std::{borrow::Cow, collections::HashMap, path::Path};

/// A finding with all that can be said of it. Texts are as they may be shown; an edit's text is as it is to be written.
#[derive(Debug, Serialize)]
pub(crate) struct View<'a> {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) message: Cow<'a, str>,
    #[serde(flatten)]
    pub(crate) place: Spot<'a>,
    /// Which of the file's documents it is in, from 0.
    pub(crate) document: Option<usize>,
    /// The JSON Pointer to the value.
    pub(crate) pointer: Option<&'a str>,
    /// Whether the key is meant, not the value.
    pub(crate) on_key: bool,
    pub(crate) related: Vec<Spot<'a>>,
    pub(crate) help: Vec<Cow<'a, str>>,
    pub(crate) fix: Option<Fix<'a>>,
    /// Where the rule is explained.
    pub(crate) link: String,
    /// The same in every run until the finding itself changes, and no other finding's.
    pub(crate) fingerprint: String,
    #[serde(skip)]
    pub(crate) finding: &'a Finding,
}

/// A place, and what is said of it.
#[derive(Debug, Serialize)]
pub(crate) struct Spot<'a> {
    /// Seen from the root of the repository.
    pub(crate) path: Cow<'a, str>,
    pub(crate) start: Point,
    /// Right behind the last character.
    pub(crate) end: Point,
    pub(crate) label: Cow<'a, str>,
}

/// A point in a file.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Point {
    #[serde(flatten)]
    pub(crate) at: Position,
    /// How many bytes of the file are before it.
    pub(crate) offset: u64,
}

/// What would mend it.
#[derive(Debug, Serialize)]
pub(crate) struct Fix<'a> {
    pub(crate) is_safe: bool,
    pub(crate) edits: Vec<Replacement<'a>>,
}

/// A text in place of another one.
#[derive(Debug, Serialize)]
pub(crate) struct Replacement<'a> {
    pub(crate) start: Point,
    pub(crate) end: Point,
    pub(crate) text: &'a str,
}

/// The findings of a run, one view after the other, in their order.
pub(crate) struct Views<'a> {
    findings: std::slice::Iter<'a, Finding>,
    root: &'a Root,
    /// How often each print has come.
    prints: HashMap<u64, usize>,
    /// The path that was shown last, and as it is seen from the root.
    last: (&'a str, String),
}

impl<'a> Views<'a> {
    pub(crate) fn new(checked: &'a Checked, root: &'a Root) -> Self {
        Self { findings: checked.findings.iter(), root, prints: HashMap::new(), last: ("", root.path("")) }
    }

    fn path(&mut self, shown: &'a str) -> Cow<'a, str> {
        if self.last.0 != shown {
            let is_file = Path::new(shown) != stdin_path();
            let path = if is_file { self.root.path(shown) } else { shown.to_owned() };
            self.last = (shown, printable(&path).into_owned());
        }
        Cow::Owned(self.last.1.clone())
    }

    fn spot(&mut self, place: &'a Place, label: &'a str) -> Spot<'a> {
        Spot {
            path: self.path(place.path()),
            start: Point { at: place.start, offset: place.bytes.start },
            end: Point { at: place.end, offset: place.bytes.end },
            label: printable(label),
        }
    }
}

impl<'a> Iterator for Views<'a> {
    type Item = View<'a>;

    fn next(&mut self) -> Option<View<'a>> {
        let finding = self.findings.next()?;
        let place = self.spot(&finding.place, &finding.label);
        let print = print(&place.path, finding);
        let count = self.prints.entry(print).and_modify(|count| *count += 1).or_insert(1);
        Some(View {
            code: finding.code,
            name: finding.name,
            severity: finding.severity.word(),
            message: printable(&finding.message),
            fingerprint: format!("{print:016x}:{count}"),
            related: finding.others.iter().map(|(place, label)| self.spot(place, label)).collect(),
            place,
            document: finding.node.as_ref().map(|node| node.document),
            pointer: finding.node.as_ref().map(|node| node.pointer.as_str()),
            on_key: finding.node.as_ref().is_some_and(|node| node.is_key),
            help: finding.helps.iter().map(|help| printable(help)).collect(),
            fix: finding.fix.as_ref().map(Fix::of),
            link: rule::link(finding.code),
            finding,
        })
    }
}

impl<'a> Fix<'a> {
    fn of(mending: &'a Mending) -> Self {
        let edits = mending.edits.iter().map(|edit| Replacement {
            start: Point { at: edit.from, offset: edit.start },
            end: Point { at: edit.to, offset: edit.end },
            text: &edit.text,
        });
        Self { is_safe: mending.is_safe, edits: edits.collect() }
    }
}

impl View<'_> {
    /// `there is no track 2: its place calls for 2`, without what can be done.
    pub(crate) fn sentence(&self) -> String {
        match &self.place.label[..] {
            "" => self.message.to_string(),
            label => format!("{}: {label}", self.message),
        }
    }

    /// The sentence, and a line for each help.
    pub(crate) fn story(&self) -> String {
        self.help.iter().fold(self.sentence(), |story, help| story + "\nhelp: " + help)
    }

    /// `N003 track-number-gap`
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

/// A number for what a finding is, wherever its line stands now: its rule, its file, the way to its value, the words there
/// and the message. Numbers of tracks in the message change when one is added, so they do not count.
fn print(path: &str, finding: &Finding) -> u64 {
    let landmark = finding.node.as_ref().map_or("", |node| node.landmark.as_str());
    let message = steady(&finding.message);
    let parts = [finding.code, path, landmark, finding.words(), &message];
    // FNV-1a, which needs no key: every run is alike.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |print, byte| (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

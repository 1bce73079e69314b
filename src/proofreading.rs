//! Every printed text of a record, looked at once by all rules that are about texts.
use crate::{
    diagnostic::{Change, Diagnostic, cap},
    record::{
        Record, Text,
        release::{Printed, PrintedAs},
    },
    rule::{Check, Findings, Rule, TextCheck, TextsCheck},
    span::Spanned,
    wording::{
        Wording,
        spot::{Edit, Spot},
    },
};

/// The rules about texts, by what they look at.
#[derive(Default)]
pub(crate) struct Proofreader {
    /// Those that are asked about every text, and whether they are about titles alone.
    plain: Vec<(&'static Rule, TextCheck, bool)>,
    /// Those that are asked only where there are signs out of the ordinary.
    odd: Vec<(&'static Rule, TextCheck)>,
    titles: Vec<(&'static Rule, TextsCheck)>,
}

impl Proofreader {
    /// Takes a rule, if it is about texts.
    pub(crate) fn add(&mut self, rule: &'static Rule) {
        match rule.check {
            Check::Text(check) => self.plain.push((rule, check, false)),
            Check::Title(check) => self.plain.push((rule, check, true)),
            Check::OddText(check) => self.odd.push((rule, check)),
            Check::Titles(check) => self.titles.push((rule, check)),
            _ => {}
        }
    }

    /// What the rules find in the texts of a record.
    pub(crate) fn check(&self, record: &Record, found: &mut Vec<Diagnostic>) {
        let known = found.len();
        let count = record.release.all_tracks().count();
        let mut titles = Vec::with_capacity(count);
        let mut wordings = Vec::with_capacity(count);
        let mut sound = Sound::new();
        record.release.each_printed(&mut |Printed { text, language, kind }| {
            let is_name = kind == PrintedAs::Name;
            if is_name && sound.has(text) {
                return;
            }
            let before = found.len();
            let wording = Wording::new(text, language);
            self.read(&wording, text, kind, found);
            if is_name && found.len() == before {
                sound.add(text);
            }
            if kind == PrintedAs::TrackTitle {
                titles.push(text);
                wordings.push(wording);
            }
        });
        for (rule, check) in &self.titles {
            for (at, spot) in check(&wordings) {
                tell(rule, titles[at], spot, found);
            }
        }
        cap(found, known);
    }

    fn read(&self, wording: &Wording<'_>, text: &Spanned<Text>, kind: PrintedAs, found: &mut Vec<Diagnostic>) {
        for (rule, check, is_for_titles) in &self.plain {
            if !is_for_titles || kind != PrintedAs::Name {
                for spot in check(wording) {
                    tell(rule, text, spot, found);
                }
            }
        }
        if wording.signs.is_plain() {
            return;
        }
        for (rule, check) in &self.odd {
            for spot in check(wording) {
                tell(rule, text, spot, found);
            }
        }
    }
}

/// Names of a record that nothing is to be said of. A few names stand on very many tracks; each is looked at once.
struct Sound<'a> {
    places: [&'a str; 64],
}

impl<'a> Sound<'a> {
    /// Nothing can be said of a name that is empty.
    fn new() -> Self {
        Self { places: [""; 64] }
    }

    fn has(&self, name: &str) -> bool {
        self.places[Self::place(name)] == name
    }

    /// One that comes to the same place takes it.
    fn add(&mut self, name: &'a str) {
        self.places[Self::place(name)] = name;
    }

    fn place(name: &str) -> usize {
        let bytes = name.as_bytes();
        let sign = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
        let (first, middle, last) = (sign(0), sign(bytes.len() / 2), sign(bytes.len().wrapping_sub(2)));
        (first ^ (middle << 1) ^ (last << 2) ^ bytes.len()) % 64
    }
}

/// A longer text is no title and no name; what is wrong with it is left to people.
const LONGEST_MENDED: usize = 4096;

/// Reports a spot of a text, with what would mend it.
fn tell(rule: &'static Rule, text: &Spanned<Text>, spot: Spot, found: &mut Vec<Diagnostic>) {
    tell_spot(&mut Findings::new(rule, found), text, spot);
}

/// The same, where the rule is known already.
pub(crate) fn tell_spot(findings: &mut Findings, text: &Spanned<Text>, spot: Spot) {
    let Spot { at, message, help, edit } = spot;
    let finding = findings.on(text.part(at.clone()), message);
    finding.helps.extend(help);
    // Each finding holds the whole text mended, and a hostile one can be long and wrong in very many places.
    let Some(edit) = edit.filter(|_| text.len() <= LONGEST_MENDED) else { return };
    let mended = format!("{}{}{}", &text[..at.start], edit.replacement(), &text[at.end..]);
    if mended.trim().is_empty() {
        return;
    }
    let change = Change::Write(text.span, mended);
    match edit {
        Edit::Safe(_) => finding.mend([change]),
        Edit::Proposal(_) => finding.propose([change]),
    };
}

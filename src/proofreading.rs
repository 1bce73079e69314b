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
use std::cell::RefCell;

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
        record.release.each_printed(&mut |Printed { text, language, kind }| {
            let is_name = kind == PrintedAs::Name;
            if is_name && Sound::has(text) {
                return;
            }
            let before = found.len();
            let wording = Wording::new(text, language);
            self.read(&wording, text, kind, found);
            if is_name && found.len() == before {
                Sound::add(text);
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
                tell_all(rule, text, check(wording), found);
            }
        }
        if wording.signs.is_plain() {
            return;
        }
        for (rule, check) in &self.odd {
            tell_all(rule, text, check(wording), found);
        }
    }
}

thread_local! {
    /// What is said of a name depends on nothing but the name, and a few names stand on very many tracks.
    static SOUND: RefCell<Sound> = RefCell::new(Sound(vec![Text::default(); PLACES]));
}

/// How many names are kept for each thread.
const PLACES: usize = 1024;

/// Names that nothing is to be said of; one that comes to the same place takes it.
struct Sound(Vec<Text>);

impl Sound {
    fn has(name: &str) -> bool {
        SOUND.with_borrow(|sound| sound.0[Self::place(name)] == name)
    }

    fn add(name: &Text) {
        // A longer name needs room elsewhere, and no name is so long.
        if name.len() <= 64 {
            SOUND.with_borrow_mut(|sound| sound.0[Self::place(name)].clone_from(name));
        }
    }

    fn place(name: &str) -> usize {
        let bytes = name.as_bytes();
        let sign = |at: usize| usize::from(bytes.get(at).copied().unwrap_or_default());
        let (first, middle, last) = (sign(0), sign(bytes.len() / 2), sign(bytes.len().wrapping_sub(2)));
        (first ^ (middle << 2) ^ (last << 4) ^ (bytes.len() << 5)) % PLACES
    }
}

fn tell_all(rule: &'static Rule, text: &Spanned<Text>, spots: Vec<Spot>, found: &mut Vec<Diagnostic>) {
    // Nearly always there are none.
    if !spots.is_empty() {
        for spot in spots {
            tell(rule, text, spot, found);
        }
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

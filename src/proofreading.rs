//! Every printed text of a record, looked at once by all rules that are about texts.
use crate::{
    diagnostic::{Change, Diagnostic, cap},
    record::{
        Record, Text,
        release::{Printed, PrintedAs},
    },
    rule::{Check, Findings, Rule, TextCheck, TextsCheck},
    sound::Sound,
    span::Spanned,
    wording::{
        Wording,
        spot::{Edit, Spot},
    },
};

/// The rules about texts, by what they look at.
#[derive(Default)]
pub(crate) struct Proofreader {
    /// Those that are asked only about texts out of the ordinary.
    texts: Vec<(&'static Rule, TextCheck)>,
    /// Those that are asked about every title.
    titles: Vec<(&'static Rule, TextCheck)>,
    /// Those that look at the titles of all tracks.
    lists: Vec<(&'static Rule, TextsCheck)>,
}

impl Proofreader {
    /// Takes a rule, if it is about texts.
    pub(crate) fn add(&mut self, rule: &'static Rule) {
        match rule.check {
            Check::Text(check) => self.texts.push((rule, check)),
            Check::Title(check) => self.titles.push((rule, check)),
            Check::Titles(check) => self.lists.push((rule, check)),
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
            if is_name && SOUND.with(|sound| sound.has(text)) {
                return;
            }
            let before = found.len();
            let wording = Wording::new(text, language);
            self.read(&wording, text, kind, found);
            if is_name && found.len() == before {
                SOUND.with(|sound| sound.add(text));
            }
            if kind == PrintedAs::TrackTitle {
                titles.push(text);
                wordings.push(wording);
            }
        });
        for (rule, check) in &self.lists {
            for (at, spot) in check(&wordings) {
                tell(rule, titles[at], spot, found);
            }
        }
        cap(found, known);
    }

    fn read(&self, wording: &Wording<'_>, text: &Spanned<Text>, kind: PrintedAs, found: &mut Vec<Diagnostic>) {
        let texts = if wording.is_plain() { &[][..] } else { &self.texts };
        let titles = if kind == PrintedAs::Name { &[][..] } else { &self.titles };
        for (rule, check) in texts.iter().chain(titles) {
            let spots = check(wording);
            // Nearly always there are none.
            if !spots.is_empty() {
                for spot in spots {
                    tell(rule, text, spot, found);
                }
            }
        }
    }
}

thread_local! {
    /// What is said of a name depends on nothing but the name, and a few names stand on very many tracks.
    static SOUND: Sound = Sound::new(1024);
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

//! Every printed text of a record, looked at once by all rules that are about texts.
use crate::{
    diagnostic::{Change, Diagnostic, cap},
    record::{
        Record, Text, TrackSigns,
        release::{Printed, PrintedAs},
    },
    rule::{Check, Findings, Rule, TextCheck, TextsCheck},
    sound::Sound,
    span::Spanned,
    wording::{
        Wording,
        signs::{Class, Signs},
        spot::{Edit, Spot},
        whole::{look, look_at_version},
    },
};

/// The rules about texts, by what they look at.
#[derive(Default)]
pub(crate) struct Proofreader {
    /// Those that look at every text.
    texts: Asked<TextCheck>,
    /// Those that look at titles and versions.
    titles: Asked<TextCheck>,
    /// Those that look at the titles of all tracks.
    lists: Asked<TextsCheck>,
}

/// Rules of one kind.
struct Asked<C> {
    rules: Vec<(&'static Rule, C)>,
    /// For each class of characters the rules that look for it, as bits: a rule has nothing to say of a text without its classes.
    by_class: [u64; Class::BITS as usize],
    /// All these classes: most texts have none, and then no rule is asked.
    classes: Class,
}

impl<C> Default for Asked<C> {
    fn default() -> Self {
        Self { rules: Vec::new(), by_class: [0; Class::BITS as usize], classes: 0 }
    }
}

impl<C> Asked<C> {
    fn add(&mut self, rule: &'static Rule, classes: Class, check: C) {
        let own = 1_u64.checked_shl(self.rules.len() as u32).expect("there are not so many rules of a kind");
        for class in places(classes) {
            self.by_class[class] |= own;
        }
        self.rules.push((rule, check));
        self.classes |= classes;
    }
}

impl Asked<TextCheck> {
    fn ask(&self, printed: Printed<'_>, wording: &Wording<'_>, found: &mut Vec<Diagnostic>) {
        let asked = places(wording.signs.among(self.classes)).fold(0, |rules, class| rules | self.by_class[class]);
        for (rule, check) in places(asked).map(|at| &self.rules[at]) {
            for spot in check(wording) {
                tell(rule, printed.text, spot, found);
            }
        }
    }
}

/// The places of the bits that are set, in their order.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (place < u64::BITS).then_some(place as usize)
    })
}

impl Proofreader {
    /// Takes a rule, if it is about texts.
    pub(crate) fn add(&mut self, rule: &'static Rule) {
        match rule.check {
            Check::Text(classes, check) => self.texts.add(rule, classes, check),
            Check::Title(classes, check) => self.titles.add(rule, classes, check),
            Check::Titles(classes, check) => self.lists.add(rule, classes, check),
            _ => {}
        }
    }

    /// What the rules find in the texts of a record.
    pub(crate) fn check(&self, record: &Record, found: &mut Vec<Diagnostic>) {
        let known = found.len();
        let tracks = record.track_signs();
        SOUND.with(|sound| {
            record.release.each_printed(&mut |printed| {
                let Printed { text, kind, .. } = printed;
                if kind != PrintedAs::Name {
                    return self.read_title(printed, signs(printed, tracks), found);
                }
                if !sound.has(text) {
                    let before = found.len();
                    self.read_name(printed, found);
                    if found.len() == before {
                        sound.add(text);
                    }
                }
            });
        });
        self.check_lists(record, tracks, found);
        cap(found, known);
    }

    fn read_name(&self, name: Printed<'_>, found: &mut Vec<Diagnostic>) {
        let signs = Signs::of(name.text);
        if signs.any(self.texts.classes) {
            self.texts.ask(name, &Wording::of(name.text, name.language, signs), found);
        }
    }

    fn read_title(&self, title: Printed<'_>, signs: Signs, found: &mut Vec<Diagnostic>) {
        let is_version = title.kind == PrintedAs::Version;
        let signs = signs.with(if is_version { look_at_version(title.text) } else { look(title.text) });
        if signs.any(self.texts.classes | self.titles.classes) {
            let mut wording = Wording::of(title.text, title.language, signs);
            wording.is_version = is_version;
            self.texts.ask(title, &wording, found);
            self.titles.ask(title, &wording, found);
        }
    }

    /// Asks the rules about all titles, if so many are out of the ordinary.
    fn check_lists(&self, record: &Record, tracks: &[TrackSigns], found: &mut Vec<Diagnostic>) {
        const FEW: usize = 3;
        let is_odd = |track: &&TrackSigns| !track.title.all(self.lists.classes);
        if tracks.iter().filter(is_odd).take(FEW).count() < FEW {
            return;
        }
        let mut titles = Vec::new();
        record.release.each_printed(&mut |printed| {
            if printed.kind == PrintedAs::TrackTitle {
                let Printed { text, language, .. } = printed;
                titles.push((text, Wording::of(text, language, signs(printed, tracks).with(look(text)))));
            }
        });
        let (texts, wordings): (Vec<_>, Vec<_>) = titles.into_iter().unzip();
        for (rule, check) in &self.lists.rules {
            for (at, spot) in check(&wordings) {
                tell(rule, texts[at], spot, found);
            }
        }
    }
}

/// The signs of a printed text, which are known if it is a track's title or version.
fn signs(printed: Printed<'_>, tracks: &[TrackSigns]) -> Signs {
    match (printed.track.and_then(|track| tracks.get(track)), printed.kind) {
        (Some(track), PrintedAs::TrackTitle) => track.title,
        (Some(track), PrintedAs::Version) => track.version,
        _ => Signs::of(printed.text),
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

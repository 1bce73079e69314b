//! The exceptions that a text makes from the rules: the field `allow`, and comments such as `# gatefold: allow T003 — why`.
mod comments;

use crate::{
    diagnostic::{Diagnostic, Severity},
    finding::Finding,
    rule::{Check, Rule},
    rules::{
        self,
        exceptions::{EXCUSES_NOTHING, UNKNOWN_RULE, WITHOUT_REASON},
    },
    ruleset::{Ruleset, codes},
    schema::nearest,
    source::Source,
    span::Span,
    tape::{Index, Kind, Tape},
};
use comments::Comment;
use memchr::memmem::Finder;
use std::{ops::Range, sync::LazyLock};

/// What both ways of writing an exception have in them.
static ALLOW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"allow"));

/// The exceptions of one text.
#[derive(Default)]
pub(crate) struct Exceptions(Vec<Exception>);

/// A rule that is excused somewhere.
struct Exception {
    rule: &'static Rule,
    /// Where it is named.
    named: Span,
    /// The line, the track or the release that it is for.
    over: Span,
    is_used: bool,
}

/// An exception from a rule over the whole catalog, which speaks only when the text is gone.
pub(crate) struct Excuse {
    code: &'static str,
    file: u32,
    bytes: Range<u64>,
}

impl Excuse {
    /// Whether it is for that finding.
    pub(super) fn covers(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        let is_inside = self.bytes.start <= place.bytes.start && place.bytes.start <= self.bytes.end;
        self.code == finding.code && self.file == place.file.number && is_inside
    }
}

impl Exceptions {
    /// Takes in the exceptions of a text, and says what is wrong with them. Nearly no record has any.
    pub(super) fn read(source: &Source, tapes: &[Tape<'_>], found: &mut Vec<Diagnostic>) -> Self {
        let mut exceptions = Self::default();
        if ALLOW.find(source.text.as_bytes()).is_none() {
            return exceptions;
        }
        for tape in tapes.iter().filter(|tape| tape.len() > 0 && tape.kind(0) == Kind::Mapping) {
            exceptions.add_fields(tape, 0, found);
            let media = items(tape, 0, "media").into_iter().chain([0]);
            for track in media.flat_map(|medium| items(tape, medium, "tracks")) {
                exceptions.add_fields(tape, track, found);
            }
        }
        for Comment { word, named, over, reason } in comments::comments(source, tapes) {
            if exceptions.add(word, named, over, found) && reason.is_empty() {
                let mut finding = WITHOUT_REASON.finding(named, format!("nobody says why {word} is allowed here"));
                finding.help(format!("say why behind a dash: `# gatefold: allow {word} — as on the sleeve`"));
                found.push(finding);
            }
        }
        exceptions
    }

    /// The field `allow` of a release or a track.
    fn add_fields(&mut self, tape: &Tape<'_>, whole: Index, found: &mut Vec<Diagnostic>) {
        for allow in items(tape, whole, "allow") {
            let rule = (tape.kind(allow) == Kind::Mapping).then(|| tape.entry(allow, "rule")).flatten();
            if let Some((_, rule)) = rule.filter(|(_, rule)| tape.kind(*rule) == Kind::Text && !tape.is_faulty(*rule)) {
                self.add(tape.text(rule), tape.span(rule), tape.span(whole), found);
            }
        }
    }

    /// Takes in an exception, if it is from a rule that knows some; says whether it is.
    fn add(&mut self, word: &str, named: Span, over: Span, found: &mut Vec<Diagnostic>) -> bool {
        match rules::find(word) {
            Some(rule) if rule.has_exceptions() => {
                self.0.push(Exception { rule, named, over, is_used: false });
                return true;
            }
            Some(rule) => {
                let mut finding = UNKNOWN_RULE.finding(named, format!("there is no exception from {}", rule.code));
                finding.help("mend what it is about, and delete the exception");
                found.push(finding);
            }
            None => {
                let mut finding = UNKNOWN_RULE.finding(named, format!("there is no rule `{word}`"));
                finding.help(match nearest(word, rules::all().flat_map(|rule| [rule.code, rule.name])) {
                    Some(near) => format!("write `{near}`, if that is meant"),
                    None if codes(&[word.to_owned()]).is_ok() => {
                        "name one rule by its code or its name: an exception is from one alone".to_owned()
                    }
                    None => "choose one of those that `gatefold rules` lists, by its code or its name".to_owned(),
                });
                found.push(finding);
            }
        }
        false
    }

    /// Takes away the findings that are excused.
    pub(super) fn excuse(&mut self, found: &mut Vec<Diagnostic>) {
        if self.0.is_empty() {
            return;
        }
        found.retain(|found| {
            let place = found.primary.span;
            let covers = |exception: &&mut Exception| {
                let Exception { rule, over, .. } = exception;
                rule.code == found.code && over.start <= place.start && place.start <= over.end
            };
            let mut is_excused = false;
            for exception in self.0.iter_mut().filter_map(|exception| Some(exception).filter(covers)) {
                exception.is_used = true;
                is_excused = true;
            }
            !is_excused
        });
    }

    /// Reports the exceptions that no finding has needed, where that can be known: nothing is said of a rule that did not
    /// look, of one that looks at other records too, or of a text that could not be read in full.
    pub(super) fn report_unused(&self, rules: &Ruleset, found: &mut Vec<Diagnostic>) {
        let is_fault = |found: &Diagnostic| found.severity == Severity::Error && found.code.starts_with(['Y', 'S']);
        if self.0.is_empty() || found.iter().any(is_fault) {
            return;
        }
        let looked = |rule: &Rule| !matches!(rule.check, Check::Catalog(_) | Check::Export) && rules.has(rule);
        for Exception { rule, named, .. } in self.0.iter().filter(|one| !one.is_used && looked(one.rule)) {
            let message = format!("{} has nothing to say here, so there is nothing to excuse", rule.code);
            let mut finding = EXCUSES_NOTHING.finding(*named, message);
            finding.help("delete the exception, or move it to what it is about");
            found.push(finding);
        }
    }

    /// Those from rules over the whole catalog.
    pub(super) fn excuses(&self, source: &Source) -> Vec<Excuse> {
        let over_catalog = self.0.iter().filter(|exception| matches!(exception.rule.check, Check::Catalog(_)));
        let excuse = |exception: &Exception| {
            let byte = |byte: u32| source.first_byte + u64::from(byte);
            let bytes = byte(exception.over.start)..byte(exception.over.end);
            Excuse { code: exception.rule.code, file: source.file.number, bytes }
        };
        over_catalog.map(excuse).collect()
    }
}

/// The items of a list that a mapping has under that key.
fn items(tape: &Tape<'_>, mapping: Index, key: &str) -> Vec<Index> {
    if tape.kind(mapping) != Kind::Mapping {
        return Vec::new();
    }
    let list = tape.entry(mapping, key).map(|(_, value)| value);
    let list = list.filter(|list| tape.kind(*list) == Kind::Sequence);
    list.map_or_else(Vec::new, |list| tape.items(list).collect())
}

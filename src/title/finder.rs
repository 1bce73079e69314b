//! Finds the parts of a title: the notes at its end from the last one on, then its beginning, then the notes within it.
use crate::phrases::Phrases;
use crate::title::bonus;
use crate::title::brackets::{Note, last_dash, last_note, notes, trimmed};
use crate::title::cover;
use crate::title::disc;
use crate::title::guest::{self, Company, IsKnown};
use crate::title::names::split;
use crate::title::soundtrack;
use crate::title::version::{is_redundant, is_version};
use crate::title::vocabulary::{B, C, G, V};
use crate::title::words::{Words, first, has_letters};
use crate::title::{Kind, Look, Part};
use std::ops::Range;

/// Reads a title from its end.
pub(crate) struct Finder<'a, 'k> {
    title: &'a str,
    is_known: IsKnown<'k>,
    parts: Vec<Part<'a>>,
}

/// No title has more notes at its end.
const MOST: usize = 8;

impl<'a, 'k> Finder<'a, 'k> {
    pub(crate) fn new(title: &'a str, is_known: IsKnown<'k>) -> Self {
        Self { title, is_known, parts: Vec::new() }
    }

    pub(crate) fn parts_of_title(mut self, look: Look) -> Vec<Part<'a>> {
        let (mut end, read) = self.read_end(look);
        if look.guest {
            end = self.read_guest(self.title[..end].trim_end()).unwrap_or(end);
        }
        if look.colon || look.dash {
            self.read_beginning(end);
        }
        if look.bracket {
            self.read_middle(end.min(read));
        }
        self.in_order()
    }

    pub(crate) fn parts_of_version(mut self) -> Vec<Part<'a>> {
        self.read_middle(self.title.len());
        if self.parts.is_empty() {
            let inner = trimmed(self.title, 0..self.title.len());
            self.read_note(&Note { whole: inner.clone(), inner }, false);
        }
        self.parts.sort_by_key(|part| part.gone.start);
        self.parts
    }

    /// Reads the notes at the end, the last one first; says where the title itself ends, and from where on notes
    /// are read.
    fn read_end(&mut self, look: Look) -> (usize, usize) {
        let mut end = self.title.trim_end().len();
        for _ in 0..MOST {
            let text = self.title[..end].trim_end();
            let note = Some(text).filter(|_| look.bracket).and_then(last_note);
            let note = note.filter(|note| has_letters(&text[..note.whole.start]));
            if let Some(note) = &note
                && (self.read_note(note, true) || is_of_others(&text[note.inner.clone()]))
            {
                end = note.whole.start;
                continue;
            }
            let Some(before) = Some(text).filter(|_| look.dash).and_then(|text| self.read_last_dash(text)) else {
                return (end, note.map_or(end, |note| note.whole.start));
            };
            end = before;
        }
        (end, end)
    }

    /// Reads a note, and says whether it is one of ours.
    fn read_note(&mut self, note: &Note, may_be_version: bool) -> bool {
        let found = self.judge(note.inner.clone(), may_be_version);
        let outer = self.with_blanks(note.whole.clone());
        self.add(found, note.inner.clone(), outer, Some(&note.whole))
    }

    /// Reads what stands behind the last dash; whatever it is, only one dash part is reported as such.
    fn read_last_dash(&mut self, text: &'a str) -> Option<usize> {
        let dash = last_dash(text)?;
        let tail = dash.end..text.len();
        if !has_letters(&text[..dash.start]) || !has_letters(&text[tail.clone()]) || is_bonus(text, &dash) {
            return None;
        }
        let found = self.judge(tail.clone(), true);
        if self.add(found, tail.clone(), dash.start..text.len(), None) {
            return Some(dash.start);
        }
        if is_dash_part(&text[..dash.start], &text[tail.clone()]) {
            let values = vec![&text[tail.clone()]];
            self.parts.push(Part { kind: Kind::Dash, gone: dash.start..text.len(), at: tail, values });
        }
        None
    }

    /// Reads a guest without brackets, up to the notes at the end.
    fn read_guest(&mut self, text: &'a str) -> Option<usize> {
        let dashed = self.parts.iter().find(|part| part.kind == Kind::Dash).map(|part| part.gone.start);
        let text = &text[..dashed.unwrap_or(text.len()).min(text.len())];
        let end = last_note(text).map_or(text.len(), |note| note.whole.start);
        let guest = guest::in_text(&text[..end], self.is_known)?;
        // A guest in brackets is read with them.
        if notes(text).any(|note| note.whole.contains(&guest.start)) {
            return None;
        }
        let start = text[..guest.start].trim_end_matches([' ', ',', '-', '–', '—']).len();
        let names = trimmed(text, guest.names.clone());
        let part = self.guest(&guest, guest.start..names.end, start..names.end);
        self.parts.push(part);
        Some(start)
    }

    /// Reads `Bonus Track: ` at the beginning.
    fn read_beginning(&mut self, end: usize) {
        if let Some((mark, rest)) = bonus::before(&self.title[..end]) {
            self.parts.push(Part { kind: Kind::Bonus, gone: 0..rest, at: 0..mark, values: Vec::new() });
        } else if let Some(colon) = self.title[..end].rfind(": ") {
            let tail = trimmed(self.title, colon + 1..end);
            if Words::new(&self.title[tail.clone()]).is_some_and(|words| soundtrack::is_named(&words)) {
                let values = vec![&self.title[tail.clone()]];
                self.parts.push(Part { kind: Kind::Version, gone: colon..end, at: tail, values });
            }
        }
    }

    /// Reads guests, covers and bonus marks in brackets within the title; versions stand at its end.
    fn read_middle(&mut self, end: usize) {
        for note in notes(&self.title[..end]).take(MOST) {
            self.read_note(&note, false);
        }
    }

    /// What a note consists of: a guest, a cover or a bonus mark, behind a version or alone; or a version.
    fn judge(&self, inner: Range<usize>, may_be_version: bool) -> Vec<Part<'a>> {
        let note = &self.title[inner.clone()];
        // A text of more words than are read may be anything.
        let signs = Words::new(note).map_or(G | C | B | V, |words| words.signs);
        let may_be_version = may_be_version && signs & V != 0;
        let tail = Some(note).filter(|_| signs & (G | C | B) != 0).and_then(|note| self.tail(note, inner.start));
        let Some(tail) = tail else {
            let is_version = may_be_version && is_version(note);
            return if is_version { vec![self.version(inner)] } else { Vec::new() };
        };
        let head = note[..tail.at.start - inner.start].trim_end_matches([' ', ',', '-', '–', '/', '&', '+', ';']);
        if may_be_version && is_version(head) {
            return vec![self.version(inner.start..inner.start + head.len()), tail];
        }
        vec![tail]
    }

    fn tail(&self, note: &'a str, offset: usize) -> Option<Part<'a>> {
        let end = offset + note.len();
        if let Some(guest) = guest::in_note(note, self.is_known) {
            let at = offset + guest.start..end;
            return Some(self.guest(&guest::Guest { names: offset + guest.names.start..end, ..guest }, at.clone(), at));
        }
        let part = |kind, start, values| {
            let at = offset + start..end;
            Part { kind, gone: at.clone(), at, values }
        };
        if let Some(cover) = cover::in_note(note, self.is_known) {
            let values = cover.original.map(|name| note[name].trim_matches([' ', ':'])).into_iter().collect();
            return Some(part(Kind::Cover, cover.start, values));
        }
        bonus::in_note(note).map(|start| part(Kind::Bonus, start, Vec::new()))
    }

    fn guest(&self, guest: &guest::Guest, at: Range<usize>, gone: Range<usize>) -> Part<'a> {
        let kind = if guest.company == Company::With { Kind::With } else { Kind::Guest };
        let names = &self.title[guest.names.clone()];
        // `feat. X Remix` is a remix as much as a guest: whose, only a person can say.
        let values =
            if is_version(names) && !(self.is_known)(names) { Vec::new() } else { split(names, self.is_known) };
        Part { kind, gone, at, values }
    }

    fn version(&self, at: Range<usize>) -> Part<'a> {
        let version = &self.title[at.clone()];
        let kind = if is_redundant(version) { Kind::Redundant } else { Kind::Version };
        Part { kind, gone: at.clone(), at, values: vec![version] }
    }

    /// Adds what a note consists of, and lets its brackets go with it if nothing of it stays.
    fn add(
        &mut self,
        mut found: Vec<Part<'a>>,
        inner: Range<usize>,
        outer: Range<usize>,
        whole: Option<&Range<usize>>,
    ) -> bool {
        let count = found.len();
        let mut from = outer.start;
        if let Some(first) = found.first().filter(|first| first.at.start > inner.start) {
            from = self.title[..first.at.start].trim_end_matches([' ', ',', '-', '–', '/', '&', '+']).len();
        }
        let is_whole = from == outer.start;
        for (at, part) in found.iter_mut().enumerate() {
            let to = if is_whole { outer.end } else { inner.end };
            let next = if at + 1 == count { to } else { part.at.end };
            part.gone = from..next;
            from = next;
            if let Some(whole) = whole.filter(|_| count == 1 && is_whole) {
                part.at = whole.clone();
            }
        }
        self.parts.extend(found);
        count > 0
    }

    /// A note with the blanks before it, or those behind it where the title begins with it.
    fn with_blanks(&self, whole: Range<usize>) -> Range<usize> {
        // `Sundown - (Live)` has a dash too many.
        let before = self.title[..whole.start].trim_end_matches([' ', '-', '–', '—']).len();
        let after = &self.title[whole.end..];
        let blanks = if before == 0 { after.len() - after.trim_start().len() } else { 0 };
        before..whole.end + blanks
    }

    /// The parts, unless nothing that can be read would be left without them.
    fn in_order(self) -> Vec<Part<'a>> {
        let Self { title, mut parts, .. } = self;
        parts.sort_by_key(|part| part.gone.start);
        let mut from = 0;
        let mut leaves = false;
        for part in &parts {
            leaves |= title.get(from..part.gone.start).is_some_and(has_letters);
            from = from.max(part.gone.end);
        }
        leaves |= title.get(from..).is_some_and(has_letters);
        if leaves { parts } else { Vec::new() }
    }
}

/// Whether a dash sets off `Bonus Track` at the beginning.
fn is_bonus(text: &str, dash: &Range<usize>) -> bool {
    bonus::before(text).is_some_and(|(_, rest)| rest == dash.end)
}

/// Notes that other rules speak of, and that may stand behind ours.
fn is_of_others(note: &str) -> bool {
    static WORDS: Phrases = Phrases::new(&[
        "explicit", "clean", "dirty", "official", "video", "audio", "lyric", "lyrics", "ver", "version", "hd", "hq",
    ]);
    first(note, note).is_some_and(|word| WORDS.have(word.text))
        && Words::new(note).is_some_and(|words| words.iter().all(|word| WORDS.have(word.text)))
}

/// Whether what stands behind a dash looks like a note: in Latin letters and with a capital, since a dash within a
/// sentence goes on with a small letter, and Russian writes it for `is`. A movement (`I. Allegro`) belongs to its work,
/// `9 - 5` is a range.
fn is_dash_part(before: &str, tail: &str) -> bool {
    let first = tail.chars().find(|sign| sign.is_alphanumeric());
    let is_range =
        before.ends_with(|sign: char| sign.is_ascii_digit()) && tail.starts_with(|sign: char| sign.is_ascii_digit());
    let numeral = tail.split('.').next().unwrap_or(tail);
    let is_movement = tail.contains('.') && numeral.bytes().all(|byte| b"IVXLC0123456789".contains(&byte));
    let is_ost = soundtrack::abbreviated(tail).is_some();
    first.is_some_and(|sign| sign.is_ascii_digit() || (sign.is_uppercase() && u32::from(sign) < 0x250))
        && !(is_range || is_movement || is_ost || disc::is_disc(tail))
}

//! Quotation marks: whether each has its partner, as the language has it.
use crate::wording::Wording;
use crate::wording::blanks::is_blank;
use crate::wording::signs::{CURLY, STRAIGHT_DOUBLE};
use crate::wording::spot::Spot;
use std::ops::Range;

/// Each quotation mark has its partner. Inches (`12" Mix`) have none.
pub(crate) fn unbalanced_quotes(text: &Wording<'_>) -> Vec<Spot> {
    // One is enough: the first that is wrong puts all others out of step.
    let spot = if text.signs.any(CURLY) { curly(text) } else { None };
    let spot = spot.or_else(|| if text.signs.any(STRAIGHT_DOUBLE) { straight(text) } else { None });
    spot.into_iter().collect()
}

/// The first curly mark that is without a partner.
fn curly(text: &Wording<'_>) -> Option<Spot> {
    let mut open = Stack::default();
    let mut from = 0;
    for (at, sign) in text.text.char_indices().filter(|(_, sign)| is_mark(*sign)) {
        let is_other = is_hebrew(text, at, sign) || text.is_mangled(&range(at, sign));
        if at < from || is_other {
            continue;
        }
        if open.last().is_some_and(|(_, opening)| is_pair(opening, sign)) {
            open.pop();
            continue;
        }
        match alone(text, at, sign) {
            Alone::Opens => open.push((at, sign))?,
            Alone::Inches => {}
            Alone::ClosedBy(end) => from = end,
            Alone::Wrong(spot) => return Some(spot),
        }
    }
    let (first, last) = (open.first()?, open.last()?);
    if open.depth > 1 && first.1 == last.1 {
        let message = format!("`{}` opens and closes alike", last.1);
        return Some(Spot::new(range(last.0, last.1), message).help(format!("write `{}`", usual_partner(last.1))));
    }
    let message = format!("`{}` is never closed", first.1);
    Some(Spot::new(range(first.0, first.1), message).help(format!("add `{}`, or delete it", usual_partner(first.1))))
}

/// The marks that are open. Where more than these are, somebody plays with them.
#[derive(Default)]
struct Stack {
    marks: [(usize, char); 6],
    depth: usize,
}

impl Stack {
    fn push(&mut self, mark: (usize, char)) -> Option<()> {
        *self.marks.get_mut(self.depth)? = mark;
        self.depth += 1;
        Some(())
    }

    fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn first(&self) -> Option<(usize, char)> {
        self.marks[..self.depth].first().copied()
    }

    fn last(&self) -> Option<(usize, char)> {
        self.marks[..self.depth].last().copied()
    }
}

/// What a mark is where it closes nothing.
enum Alone {
    Opens,
    Inches,
    /// The same sign closes, and all up to here is well.
    ClosedBy(usize),
    Wrong(Spot),
}

fn alone(text: &Wording<'_>, at: usize, sign: char) -> Alone {
    if !matches!(sign, '”' | '»' | '」' | '』' | '｣' | '〞' | '〟') {
        return Alone::Opens;
    }
    if sign == '”' && text.before(at).is_some_and(|sign| sign.is_ascii_digit()) {
        return Alone::Inches;
    }
    let end = range(at, sign).end;
    let rest = &text.text[end..];
    let next = rest.char_indices().find(|(_, other)| *other == sign || is_pair(sign, *other));
    match next {
        Some((_, other)) if other != sign => Alone::Opens,
        Some((length, _)) if is_alike(text, &rest[..length]) => Alone::ClosedBy(end + length + sign.len_utf8()),
        Some(_) => {
            let help =
                "write a sign that opens before the words, and one that closes after them, without blanks between";
            Alone::Wrong(Spot::new(range(at, sign), format!("`{sign}` opens and closes alike")).help(help))
        }
        None => {
            Alone::Wrong(Spot::new(range(at, sign), format!("`{sign}` closes nothing")).help("open it, or delete it"))
        }
    }
}

/// Whether one sign may open and close: in some languages, and where nobody says which one it is.
fn is_alike(text: &Wording<'_>, inner: &str) -> bool {
    if text.language().is_empty() {
        return !inner.starts_with(is_blank) && !inner.ends_with(is_blank);
    }
    text.is_in(&["fi", "sv", "da", "nb", "nn", "no", "et", "hr", "sr", "bs", "sl", "he", "se", "nl", "af", "smn"])
}

/// Pairs of the languages that we know of.
const fn is_pair(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('“' | '‟', '”')
            | ('„', '“' | '”')
            | ('«', '»')
            | ('»', '«')
            | ('「', '」')
            | ('『', '』')
            | ('｢', '｣')
            | ('〝', '〞' | '〟')
    )
}

const fn usual_partner(open: char) -> char {
    match open {
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '「' => '」',
        '『' => '』',
        '｢' => '｣',
        '〝' => '〟',
        _ => '”',
    }
}

const fn is_mark(sign: char) -> bool {
    matches!(sign, '“'..='‟' | '«' | '»' | '「'..='』' | '｢' | '｣' | '〝'..='〟')
}

/// The straight mark that is left over.
fn straight(text: &Wording<'_>) -> Option<Spot> {
    let marks = || text.text.match_indices('"').map(|(at, _)| at).filter(|at| !is_hebrew(text, *at, '"'));
    let last = marks().next_back()?;
    let is_inch =
        |at: usize| text.before(at).is_some_and(|sign| sign.is_ascii_digit() || matches!(sign, '½' | '¼' | '¾'));
    let is_even = marks().count().is_multiple_of(2);
    if is_even || marks().any(is_inch) || !text.text.contains(char::is_alphanumeric) {
        return None;
    }
    Some(Spot::new(range(last, '"'), "this `\"` has no partner").help("add the other one, or delete it"))
}

/// Whether it stands among Hebrew letters, where it marks an abbreviation.
fn is_hebrew(text: &Wording<'_>, at: usize, sign: char) -> bool {
    let is_letter = |sign: Option<char>| matches!(sign, Some('\u{5D0}'..='\u{5EA}'));
    matches!(sign, '"' | '”' | '“') && is_letter(text.before(at)) && is_letter(text.after(at + sign.len_utf8()))
}

fn range(at: usize, sign: char) -> Range<usize> {
    at..at + sign.len_utf8()
}

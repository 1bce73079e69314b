//! A regular expression of the schema, matched letter by letter. The patterns of a record are short; a machine for any
//! pattern takes longer to be made ready than a record takes to be read.
use regex_syntax::{
    Parser,
    hir::{Class, Hir, HirKind, Look},
};

/// A pattern, as steps that follow each other.
pub(super) struct Pattern {
    steps: Vec<Step>,
    /// Whether it holds for the whole text rather than for a part.
    is_anchored: bool,
}

/// What a text must go on with.
enum Step {
    /// One letter: ASCII as bits, and ranges of others.
    Letter(u128, Vec<(char, char)>),
    /// From so many to so many times; nothing between them may hold many ways.
    Repeat(Vec<Step>, usize, usize),
    Either(Vec<Vec<Step>>),
    End,
}

/// Longer texts are for the library, unless a pattern takes one letter after the other.
const LONGEST: usize = 4096;

impl Pattern {
    /// None for one with anything that no pattern of a record needs.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let parsed = Parser::new().parse(pattern).ok()?;
        let mut parts: Vec<&Hir> = match parsed.kind() {
            HirKind::Concat(parts) => parts.iter().collect(),
            _ => vec![&parsed],
        };
        let is_anchored = matches!(parts.first().map(|first| first.kind()), Some(HirKind::Look(Look::Start)));
        if is_anchored {
            parts.remove(0);
        }
        let mut steps = Vec::new();
        for part in parts {
            push(part, &mut steps)?;
        }
        // Where one letter is sought anywhere, the first one that fits is the answer.
        let is_simple = is_anchored || matches!(steps[..], [Step::Letter(..)]);
        is_simple.then_some(Self { steps, is_anchored })
    }

    /// Whether the text has it; none, if it is too long to say.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        if text.len() > LONGEST {
            return None;
        }
        Some(if self.is_anchored {
            fits(&self.steps, text, &mut |_| true)
        } else {
            text.chars().any(|letter| self.steps.iter().all(|step| step.takes(letter)))
        })
    }
}

impl Step {
    fn takes(&self, letter: char) -> bool {
        match self {
            Self::Letter(ascii, _) if letter.is_ascii() => ascii >> (letter as u32) & 1 == 1,
            Self::Letter(_, ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&letter)),
            _ => false,
        }
    }
}

/// What is left of the text behind a letter that the step takes.
fn behind<'t>(step: &Step, text: &'t str) -> Option<&'t str> {
    let letter = text.chars().next()?;
    step.takes(letter).then(|| &text[letter.len_utf8()..])
}

/// Whether the text goes on with these steps, and then with what comes behind them.
fn fits(steps: &[Step], text: &str, then: &mut dyn FnMut(&str) -> bool) -> bool {
    let Some((step, steps)) = steps.split_first() else {
        return then(text);
    };
    match step {
        Step::Letter(..) => behind(step, text).is_some_and(|rest| fits(steps, rest, then)),
        Step::End => text.is_empty() && fits(steps, text, then),
        Step::Either(ways) => ways.iter().any(|way| fits(way, text, &mut |rest| fits(steps, rest, then))),
        Step::Repeat(inner, least, most) => match &inner[..] {
            [letter @ Step::Letter(..)] => letters(letter, (*least, *most), text, &mut |rest| fits(steps, rest, then)),
            _ => times(inner, (*least, *most), text, &mut |rest| fits(steps, rest, then)),
        },
    }
}

/// One letter several times, as often as can be.
fn letters(letter: &Step, (least, most): (usize, usize), text: &str, then: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut count = 0;
    let mut rest = text;
    while count < most
        && let Some(next) = behind(letter, rest)
    {
        rest = next;
        count += 1;
    }
    while count >= least {
        if then(rest) {
            return true;
        }
        let taken = &text[..text.len() - rest.len()];
        let Some(last) = taken.chars().next_back() else { return false };
        rest = &text[taken.len() - last.len_utf8()..];
        count -= 1;
    }
    false
}

/// A group several times, as often as can be.
fn times(inner: &[Step], (least, most): (usize, usize), text: &str, then: &mut dyn FnMut(&str) -> bool) -> bool {
    let again = most > 0
        && fits(inner, text, &mut |rest| {
            rest.len() < text.len() && times(inner, (least.saturating_sub(1), most - 1), rest, then)
        });
    again || (least == 0 && then(text))
}

fn push(part: &Hir, steps: &mut Vec<Step>) -> Option<()> {
    match part.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            steps.extend(text.chars().map(|letter| Step::of([(letter, letter)].into_iter())));
        }
        HirKind::Class(Class::Unicode(class)) => {
            steps.push(Step::of(class.ranges().iter().map(|range| (range.start(), range.end()))));
        }
        HirKind::Look(Look::End) => steps.push(Step::End),
        HirKind::Repetition(repeat) => {
            // One that may stand for nothing could be repeated for ever.
            let mut inner = Vec::new();
            repeat.sub.properties().minimum_len().filter(|length| *length > 0)?;
            push(&repeat.sub, &mut inner)?;
            let most = repeat.max.map_or(usize::MAX, |most| most as usize);
            steps.push(Step::Repeat(inner, repeat.min as usize, most));
        }
        HirKind::Capture(capture) => push(&capture.sub, steps)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| push(part, steps))?,
        HirKind::Alternation(ways) => {
            let mut all = Vec::new();
            for way in ways {
                let mut own = Vec::new();
                push(way, &mut own)?;
                all.push(own);
            }
            steps.push(Step::Either(all));
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => return None,
    }
    Some(())
}

impl Step {
    fn of(ranges: impl Iterator<Item = (char, char)>) -> Self {
        let mut ascii = 0;
        let mut others = Vec::new();
        for (first, last) in ranges {
            ascii |= (first..=last).take_while(char::is_ascii).fold(0, |bits, letter| bits | 1_u128 << (letter as u32));
            if !last.is_ascii() {
                others.push((first, last));
            }
        }
        Self::Letter(ascii, others)
    }
}

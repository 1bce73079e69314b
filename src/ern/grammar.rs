//! Which elements and texts a version of the standard has: our own tables, read when a message is first checked.
use super::{
    Version,
    codes::{Codes, Lists},
};
use std::{collections::HashMap, sync::LazyLock};

const ELEMENTS: &str = include_str!("grammar.txt");

/// What a version of the standard allows.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    shapes: Vec<Shape>,
    named: HashMap<&'static str, u16>,
    lists: Lists,
}

/// What an element of some kind holds.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// What its text is, where it has no elements.
    pub(crate) text: Option<Form>,
    /// The elements in it, in order.
    pub(crate) slots: Vec<Slot>,
    pub(crate) attributes: Vec<Demand>,
    parts: Vec<Part>,
    /// Which slots may come first, and whether none need come.
    start: Next,
}

/// Which slots may come next, and whether none need come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Next {
    pub(crate) slots: Vec<u16>,
    pub(crate) can_end: bool,
}

/// A place for an element.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    pub(crate) is_many: bool,
    is_required: bool,
    /// Which part it is of, and which of its branches.
    pub(crate) part: u16,
    pub(crate) branch: u16,
    next: Next,
}

/// One element, or a choice between rows of elements.
#[derive(Debug)]
struct Part {
    is_required: bool,
    repeats: bool,
    /// The slots of each branch.
    branches: Vec<std::ops::Range<u16>>,
}

/// What is in an element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Holds {
    Shape(u16),
    Text(Form),
}

/// An attribute.
#[derive(Debug)]
pub(crate) struct Demand {
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    pub(crate) is_required: bool,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Any,
    Boolean,
    Integer,
    Decimal,
    Duration,
    DateTime,
    Year,
    Date,
    Language,
    /// Two numbers with a comma between.
    Pair,
    Dpid,
    Ipi,
    /// A name within the message, and the letter that it begins with.
    Anchor(char),
    /// What leads to one.
    Link(char),
    /// That word.
    Word(&'static str),
    /// A word of that list.
    Codes(u16),
}

static GRAMMARS: [LazyLock<Grammar>; 2] =
    [LazyLock::new(|| Grammar::new(Version::V43)), LazyLock::new(|| Grammar::new(Version::V432))];

impl Grammar {
    /// What that version allows.
    pub(crate) fn of(version: Version) -> &'static Self {
        match version {
            Version::V43 => &GRAMMARS[0],
            Version::V432 => &GRAMMARS[1],
        }
    }

    /// The kind of element of that name, or the message of that name.
    pub(crate) fn named(&self, name: &str) -> Option<&Shape> {
        self.named.get(name).map(|at| self.shape(*at))
    }

    pub(crate) fn shape(&self, at: u16) -> &Shape {
        &self.shapes[usize::from(at)]
    }

    pub(crate) fn codes(&self, at: u16) -> &Codes {
        self.lists.at(at)
    }

    fn new(version: Version) -> Self {
        let mut grammar = Self { lists: Lists::new(version), ..Self::default() };
        let all: Vec<&str> = lines(ELEMENTS, version).collect();
        for line in all.iter().filter(|line| !line.starts_with(' ')) {
            let name = line.split(' ').next().unwrap_or_default();
            grammar.named.insert(name, grammar.named.len() as u16);
        }
        for line in all {
            let words = line.trim_start();
            if words.len() == line.len() {
                let form = line.split_once(" = ").map(|(_, word)| form(word, &grammar.lists));
                grammar.shapes.push(Shape { text: form, ..Shape::default() });
                continue;
            }
            let shape = grammar.shapes.last_mut().expect("a kind was begun");
            if words.starts_with('@') {
                shape.attributes.extend(words.split('@').skip(1).map(|words| demand(words, &grammar.lists)));
            } else {
                shape.add(words, &grammar.named, &grammar.lists);
            }
        }
        grammar.shapes.iter_mut().for_each(Shape::connect);
        grammar
    }
}

/// The lines that belong to a version.
pub(super) fn lines(text: &'static str, version: Version) -> impl Iterator<Item = &'static str> {
    let own = if version == Version::V432 { '+' } else { '-' };
    text.lines().filter_map(move |line| line.strip_prefix([' ', own]))
}

/// A name, and how often it stands: whether it must, and whether it may several times.
fn counted(word: &'static str) -> (&'static str, bool, bool) {
    match word.as_bytes().last() {
        Some(b'?') => (&word[..word.len() - 1], false, false),
        Some(b'*') => (&word[..word.len() - 1], false, true),
        Some(b'+') => (&word[..word.len() - 1], true, true),
        _ => (word, true, false),
    }
}

fn demand(words: &'static str, lists: &Lists) -> Demand {
    let (name, kind) = words.trim_end().split_once(' ').expect("an attribute has a kind");
    let (name, is_required, _) = counted(name);
    Demand { name, form: form(kind, lists), is_required }
}

fn form(word: &'static str, lists: &Lists) -> Form {
    let sign = || word.chars().next_back().unwrap_or_default();
    match word {
        "string" => Form::Any,
        "boolean" => Form::Boolean,
        "integer" => Form::Integer,
        "decimal" => Form::Decimal,
        "duration" => Form::Duration,
        "dateTime" => Form::DateTime,
        "gYear" => Form::Year,
        "date" => Form::Date,
        "language" => Form::Language,
        "pair" => Form::Pair,
        "dpid" => Form::Dpid,
        "ipi" => Form::Ipi,
        _ if word.starts_with("anchor-") => Form::Anchor(sign()),
        _ if word.starts_with("link-") => Form::Link(sign()),
        _ if word.starts_with('=') => Form::Word(&word[1..]),
        _ => {
            let list = word.strip_prefix('#').and_then(|list| lists.number(list));
            Form::Codes(list.expect("the tables name every kind of text"))
        }
    }
}

impl Shape {
    /// Adds a line of the table: an element, or a choice in brackets.
    fn add(&mut self, line: &'static str, named: &HashMap<&str, u16>, lists: &Lists) {
        let (rows, is_required, repeats) = match line.strip_prefix("( ").and_then(|rest| rest.rsplit_once(" )")) {
            None => (line, None, false),
            Some((rows, count)) => (rows, Some(count.is_empty() || count == "+"), count == "*" || count == "+"),
        };
        let part = self.parts.len() as u16;
        let mut branches = Vec::new();
        let mut demanded = true;
        for (branch, row) in (0..).zip(rows.split(" | ")) {
            let first = self.slots.len() as u16;
            for entry in row.split(", ") {
                let (word, kind) = entry.split_once(' ').unwrap_or((entry, ""));
                let (name, must, is_many) = counted(word);
                let kind = if kind.is_empty() { name } else { kind };
                let holds = named.get(kind).map_or_else(|| Holds::Text(form(kind, lists)), |at| Holds::Shape(*at));
                demanded = must;
                self.slots.push(Slot { name, holds, is_many, is_required: must, part, branch, next: Next::default() });
            }
            branches.push(first..self.slots.len() as u16);
        }
        self.parts.push(Part { is_required: is_required.unwrap_or(demanded), repeats, branches });
    }

    fn slot(&self, at: u16) -> &Slot {
        &self.slots[usize::from(at)]
    }

    /// What may come after the slot; at the beginning, if there is none.
    pub(crate) fn next(&self, after: Option<u16>) -> &Next {
        after.map_or(&self.start, |at| &self.slot(at).next)
    }

    /// Works out what may come after what.
    fn connect(&mut self) {
        self.start = self.behind_part(0);
        for at in 0..self.slots.len() as u16 {
            let slot = self.slot(at);
            let part = &self.parts[usize::from(slot.part)];
            let row = part.branches[usize::from(slot.branch)].clone();
            let mut next = Next { slots: if slot.is_many { vec![at] } else { Vec::new() }, can_end: false };
            let is_through = self.enter(at + 1..row.end, &mut next.slots);
            if is_through {
                if part.repeats {
                    part.branches.iter().for_each(|row| _ = self.enter(row.clone(), &mut next.slots));
                }
                let behind = self.behind_part(usize::from(slot.part) + 1);
                next.slots.extend(behind.slots);
                next.can_end = behind.can_end;
            }
            self.slots[usize::from(at)].next = next;
        }
    }

    /// Adds the slots that may come first in a row; says whether the row may be empty.
    fn enter(&self, row: std::ops::Range<u16>, slots: &mut Vec<u16>) -> bool {
        for at in row {
            slots.push(at);
            if self.slot(at).is_required {
                return false;
            }
        }
        true
    }

    fn behind_part(&self, first: usize) -> Next {
        let mut next = Next::default();
        for part in &self.parts[first..] {
            let mut can_skip = !part.is_required;
            for row in &part.branches {
                can_skip |= self.enter(row.clone(), &mut next.slots);
            }
            if !can_skip {
                return next;
            }
        }
        next.can_end = true;
        next
    }

    /// What is due between a slot and another one behind it, or the end: for each, the names to choose from.
    pub(crate) fn due(&self, after: Option<u16>, before: Option<u16>) -> Vec<Vec<&'static str>> {
        let mut due = Vec::new();
        let required = |row: std::ops::Range<u16>| {
            row.filter(|at| self.slot(*at).is_required).map(|at| vec![self.slot(at).name]).collect::<Vec<_>>()
        };
        let row = |at: u16| {
            let slot = self.slot(at);
            self.parts[usize::from(slot.part)].branches[usize::from(slot.branch)].clone()
        };
        let place = |at: u16| (self.slot(at).part, self.slot(at).branch);
        if let (Some(after), Some(before)) = (after, before)
            && place(after) == place(before)
            && after < before
        {
            return required(after + 1..before);
        }
        let first = after.map_or(0, |after| {
            due.extend(required(after + 1..row(after).end));
            usize::from(self.slot(after).part) + 1
        });
        let last = before.map_or(self.parts.len(), |before| usize::from(self.slot(before).part));
        for part in self.parts.get(first..last).unwrap_or_default() {
            let is_empty = |row: &std::ops::Range<u16>| row.clone().all(|at| !self.slot(at).is_required);
            if part.is_required && !part.branches.iter().any(is_empty) {
                due.push(part.branches.iter().map(|row| self.slot(row.start).name).collect());
            }
        }
        if let Some(before) = before {
            due.extend(required(row(before).start..before));
        }
        due
    }

    /// Whether two slots stand in branches of which one is to be chosen.
    pub(crate) fn exclude(&self, one: u16, other: u16) -> bool {
        let (one, other) = (self.slot(one), self.slot(other));
        one.part == other.part && one.branch != other.branch && !self.parts[usize::from(one.part)].repeats
    }
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Holds};
    use crate::ern::Version;

    #[test]
    fn the_tables_are_read() {
        for version in [Version::V43, Version::V432] {
            let grammar = Grammar::of(version);
            let message = grammar.named("NewReleaseMessage").expect("it is there");
            let names: Vec<&str> = message.slots.iter().map(|slot| slot.name).collect();
            assert_eq!(names[0], "MessageHeader");
            assert!(message.slots.iter().all(|slot| matches!(slot.holds, Holds::Shape(_))), "{names:?}");
            assert_eq!(message.next(None).slots, [0]);
            assert_eq!(message.due(None, Some(4)), [["MessageHeader"], ["PartyList"]]);
            let period = grammar.named("PeriodWithStartDate").expect("it is there");
            assert_eq!(period.due(None, None), [["StartDate", "StartDateTime"]]);
            assert!(period.exclude(0, 2) && !period.exclude(0, 1));
        }
    }
}

//! A schema as a list of tests that tell a sound document quickly. They never report a fault: where they do not say yes, the
//! schema library has the word, and where they say yes, it would too, as a test sees to.
use super::pattern::Pattern;
use crate::{
    names::{self, Name, names},
    tape::{Index, Kind, Node, Tape, same},
};
use serde_json::{Map, Value};
use std::{collections::HashMap, sync::Arc};

/// The tests of each schema within the schema, sorted out by what a value is; the whole is the first one.
pub(super) struct Quick {
    /// For each schema as many as there are kinds.
    plans: Vec<Plan>,
}

/// What is left to ask of a value whose kind is known.
#[derive(Clone)]
enum Plan {
    /// Nothing: the kind says it.
    Told(Answer),
    /// This alone, as nearly always.
    One(Test),
    /// All of these.
    All(Arc<[Test]>),
}

/// All kinds of values, each at the place of its number.
const KINDS: [Kind; 7] = [Kind::Null, Kind::Bool, Kind::Int, Kind::Float, Kind::Text, Kind::Sequence, Kind::Mapping];

/// The number of a schema within the schema.
type Id = usize;

/// What a schema asks for, a keyword or some that belong together.
#[derive(Clone)]
enum Test {
    /// `type`: the kinds, as bits.
    Kinds(u8),
    /// `enum`.
    Words(Arc<Words>),
    Pattern(Arc<Pattern>),
    /// `format: date`.
    Day,
    Minimum(i64),
    Maximum(i64),
    Object(Arc<Fields>),
    MinProperties(usize),
    Names(Id),
    Items(Id),
    MinItems(usize),
    UniqueItems,
    Same(Id),
    AllOf(Vec<Id>),
    AnyOf(Vec<Id>),
    OneOf(Vec<Id>),
    Not(Id),
    /// Something that only the library knows.
    Doubtful,
}

/// Words in order, and where those begin that have a certain first byte: some lists are long.
struct Words {
    list: Vec<Box<str>>,
    begins: [u16; 257],
}

impl Words {
    /// None for very many.
    fn new(mut list: Vec<Box<str>>) -> Option<Self> {
        list.sort_unstable();
        u16::try_from(list.len()).ok()?;
        let mut begins = [0; 257];
        for (byte, begin) in (0_u16..).zip(&mut begins) {
            *begin =
                list.partition_point(|word| word.bytes().next().is_none_or(|first| u16::from(first) < byte)) as u16;
        }
        Some(Self { list, begins })
    }

    #[inline(never)]
    fn have(&self, word: &[u8]) -> Answer {
        let alike = match word.first().map(|first| usize::from(*first)) {
            Some(first) => usize::from(self.begins[first])..usize::from(self.begins[first + 1]),
            None => 0..usize::from(self.begins[0]),
        };
        self.list[alike].iter().any(|known| same(known.as_bytes(), word)).into()
    }
}

/// `properties`, `required` and `additionalProperties`.
struct Fields {
    known: Vec<(Box<str>, Id)>,
    /// The place of each name that has a number.
    places: [u8; names::COUNT],
    /// Which of them must be there, as bits.
    required: u64,
    others: Others,
}

impl Fields {
    fn new(known: Vec<(Box<str>, Id)>, required: u64, others: Others) -> Self {
        let mut places = [u8::MAX; names::COUNT];
        for (at, (name, _)) in (0..u8::MAX).zip(&known) {
            places[names().find(name.as_bytes()).number()] = at;
        }
        Self { known, places, required, others }
    }

    /// The place of a field.
    #[inline]
    fn find(&self, tape: &Tape<'_>, key: &Node) -> Option<usize> {
        match key.name() {
            Name::UNKNOWN => self.known.iter().position(|(name, _)| same(name.as_bytes(), tape.bytes_of(key))),
            name => Some(usize::from(self.places[name.number()])).filter(|at| *at < self.known.len()),
        }
    }
}

enum Others {
    Allowed,
    Refused,
    Tested(Id),
}

/// Only a clear answer counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    Doubtful,
}

impl From<bool> for Answer {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

impl Quick {
    /// Takes in a schema.
    pub(super) fn new(schema: &Value) -> Self {
        let mut builder = Builder { root: schema, known: HashMap::new(), tests: Vec::new() };
        builder.add(schema);
        let mut tests = builder.tests;
        shorten(&mut tests);
        let plans = |id| KINDS.map(|kind| Sorter { tests: &tests, kind }.plan(id));
        Self { plans: (0..tests.len()).flat_map(plans).collect() }
    }

    /// Whether the document is sound for sure.
    pub(super) fn is_sound(&self, tape: &Tape<'_>) -> bool {
        self.ask_one(0, tape, 0) == Answer::Yes
    }

    /// Whether it is faulty for sure.
    #[cfg(test)]
    pub(super) fn is_faulty(&self, tape: &Tape<'_>) -> bool {
        self.ask_one(0, tape, 0) == Answer::No
    }

    /// The same where few values are asked.
    #[inline(never)]
    fn ask_one(&self, id: Id, tape: &Tape<'_>, index: Index) -> Answer {
        self.ask(id, tape, index)
    }

    /// Whether a schema holds for a value.
    #[allow(clippy::inline_always, reason = "very many values are asked, each of little")]
    #[inline(always)]
    fn ask(&self, id: Id, tape: &Tape<'_>, index: Index) -> Answer {
        let node = tape.node(index);
        match &self.plans[id * KINDS.len() + node.kind() as usize] {
            Plan::Told(answer) => *answer,
            Plan::One(test) => self.holds(test, tape, index, node),
            Plan::All(tests) => self.all_hold(tests, tape, index, node),
        }
    }

    #[inline(never)]
    fn all_hold(&self, tests: &[Test], tape: &Tape<'_>, index: Index, node: &Node) -> Answer {
        every(tests.iter().map(|test| self.holds(test, tape, index, node)))
    }

    /// Whether a test holds that says something of values of this kind. It only leads on: very many values are asked, and what
    /// one test needs, another need not wait for.
    #[allow(clippy::inline_always, reason = "very many values are asked, each of little")]
    #[inline(always)]
    fn holds(&self, test: &Test, tape: &Tape<'_>, index: Index, node: &Node) -> Answer {
        match test {
            Test::Words(words) => words.have(tape.bytes_of(node)),
            Test::Pattern(pattern) => meets(pattern, tape.bytes_of(node)),
            Test::Object(fields) => self.fields(fields, tape, index),
            Test::Items(id) => self.items(*id, tape, index),
            Test::MinItems(least) => (tape.count(index) >= *least).into(),
            Test::UniqueItems => unique(tape, index),
            Test::Same(id) => self.ask_one(*id, tape, index),
            _ => self.seldom(test, tape, index, node),
        }
    }

    /// The tests of which there are few.
    #[inline(never)]
    fn seldom(&self, test: &Test, tape: &Tape<'_>, index: Index, node: &Node) -> Answer {
        let number = || whole(tape.text_of(node));
        match test {
            Test::Day => day(tape.text_of(node)),
            Test::Minimum(least) => number().map_or(Answer::Doubtful, |number| (number >= *least).into()),
            Test::Maximum(most) => number().map_or(Answer::Doubtful, |number| (number <= *most).into()),
            Test::MinProperties(least) => (tape.count(index) >= *least).into(),
            Test::Names(id) => every(tape.entries(index).map(|(key, _)| self.ask_one(*id, tape, key))),
            Test::AllOf(ids) => every(ids.iter().map(|id| self.ask_one(*id, tape, index))),
            Test::AnyOf(ids) => {
                let mut answers = ids.iter().map(|id| self.ask_one(*id, tape, index));
                if answers.any(|answer| answer == Answer::Yes) { Answer::Yes } else { Answer::Doubtful }
            }
            Test::OneOf(ids) => self.one_of(ids, tape, index),
            Test::Not(id) => match self.ask_one(*id, tape, index) {
                Answer::Yes => Answer::No,
                Answer::No => Answer::Yes,
                Answer::Doubtful => Answer::Doubtful,
            },
            Test::Words(_) | Test::Pattern(_) | Test::Object(_) | Test::Items(_) | Test::MinItems(_) => {
                Answer::Doubtful
            }
            Test::UniqueItems | Test::Same(_) | Test::Kinds(_) | Test::Doubtful => Answer::Doubtful,
        }
    }

    #[inline(never)]
    fn items(&self, id: Id, tape: &Tape<'_>, sequence: Index) -> Answer {
        every(tape.items(sequence).map(|item| self.ask(id, tape, item)))
    }

    #[inline(never)]
    fn fields(&self, fields: &Fields, tape: &Tape<'_>, mapping: Index) -> Answer {
        let mut seen = 0;
        for (key, value) in tape.entries(mapping) {
            let Some(at) = fields.find(tape, tape.node(key)) else {
                match fields.others {
                    Others::Allowed => continue,
                    Others::Refused => return Answer::No,
                    Others::Tested(id) => match self.ask_one(id, tape, value) {
                        Answer::Yes => continue,
                        other => return other,
                    },
                }
            };
            seen |= 1 << at;
            let held = self.ask(fields.known[at].1, tape, value);
            if held != Answer::Yes {
                return held;
            }
        }
        (seen & fields.required == fields.required).into()
    }

    fn one_of(&self, ids: &[Id], tape: &Tape<'_>, node: Index) -> Answer {
        let mut count = 0;
        for id in ids {
            match self.ask_one(*id, tape, node) {
                Answer::Yes => count += 1,
                Answer::No => {}
                Answer::Doubtful => return Answer::Doubtful,
            }
        }
        (count == 1).into()
    }
}

#[inline(never)]
fn meets(pattern: &Pattern, text: &[u8]) -> Answer {
    pattern.is_met_by(text).into()
}

fn every(mut answers: impl Iterator<Item = Answer>) -> Answer {
    answers.find(|answer| *answer != Answer::Yes).unwrap_or(Answer::Yes)
}

const fn bit(kind: Kind) -> u8 {
    1 << kind as u8
}

/// A day of the calendar in full, in a year of four digits that nobody doubts.
fn day(text: &str) -> Answer {
    let digits =
        |from: usize, to: usize| text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number = |from, to| digits(from, to).and_then(|digits| digits.parse::<i16>().ok());
    let bytes = text.as_bytes();
    if bytes.len() != 10 {
        return Answer::No;
    }
    match (number(0, 4), number(5, 7), number(8, 10), bytes[4], bytes[7]) {
        (Some(year @ 1000..), Some(month), Some(day), b'-', b'-') => {
            // Neither month nor day has more than two digits.
            jiff::civil::Date::new(year, month as i8, day as i8).is_ok().into()
        }
        _ => Answer::Doubtful,
    }
}

/// A whole number of a usual size, in decimal digits.
fn whole(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| text.len() < 19)
}

/// Up to so many items are compared one with the other.
const FEW: usize = 24;

/// Whether no item is twice in a list.
#[inline(never)]
fn unique(tape: &Tape<'_>, sequence: Index) -> Answer {
    let mut rest = tape.items(sequence);
    if tape.count(sequence) > FEW {
        return Answer::Doubtful;
    }
    while let Some(item) = rest.next() {
        for other in rest.clone() {
            if !differ(tape, item, other) {
                return if tape.kind(item) == Kind::Text { Answer::No } else { Answer::Doubtful };
            }
        }
    }
    Answer::Yes
}

/// Whether two values are different for sure.
fn differ(tape: &Tape<'_>, one: Index, other: Index) -> bool {
    match (tape.kind(one), tape.kind(other)) {
        (Kind::Text, Kind::Text) => !same(tape.bytes(one), tape.bytes(other)),
        (Kind::Mapping, Kind::Mapping) => tape
            .entries(one)
            .any(|(key, value)| tape.entry(other, tape.text(key)).is_none_or(|(_, twin)| differ(tape, value, twin))),
        (Kind::Int | Kind::Float, Kind::Int | Kind::Float) => false,
        (one, other) => one != other,
    }
}

/// Sorts out what the tests ask of values of one kind.
struct Sorter<'a> {
    tests: &'a [Vec<Test>],
    kind: Kind,
}

/// Schemas lie no deeper in one another, where they speak of the same value.
const DEEPEST: usize = 16;

impl Sorter<'_> {
    fn plan(&self, id: Id) -> Plan {
        let mut left = Vec::new();
        match self.sort(id, &mut left, 0) {
            Answer::Yes => match left.pop() {
                None => Plan::Told(Answer::Yes),
                Some(only) if left.is_empty() => Plan::One(only),
                Some(last) => {
                    left.push(last);
                    Plan::All(left.into())
                }
            },
            told => Plan::Told(told),
        }
    }

    /// What the kind says of a schema; with `Yes`, what is left to ask has been added.
    fn sort(&self, id: Id, left: &mut Vec<Test>, depth: usize) -> Answer {
        if depth > DEEPEST {
            return Answer::Doubtful;
        }
        // A clear no goes before a doubt.
        let mut told = Answer::Yes;
        for test in &self.tests[id] {
            match self.sort_test(test, left, depth + 1) {
                Answer::Yes => {}
                Answer::No => return Answer::No,
                Answer::Doubtful => told = Answer::Doubtful,
            }
        }
        told
    }

    fn sort_test(&self, test: &Test, left: &mut Vec<Test>, depth: usize) -> Answer {
        let speaks_of = match test {
            Test::Kinds(kinds) => {
                return match kinds & bit(self.kind) {
                    // A number such as 7.0 is whole to a schema.
                    0 if self.kind == Kind::Float => Answer::Doubtful,
                    0 => Answer::No,
                    _ => Answer::Yes,
                };
            }
            Test::Words(_) if self.kind != Kind::Text => return Answer::No,
            Test::Minimum(_) | Test::Maximum(_) if self.kind == Kind::Float => return Answer::Doubtful,
            Test::Same(id) => return self.sort(*id, left, depth),
            Test::AllOf(ids) => {
                let tests: Vec<Answer> = ids.iter().map(|id| self.sort(*id, left, depth)).collect();
                return every(tests.into_iter());
            }
            Test::AnyOf(ids) | Test::OneOf(ids) => return self.sort_ways(test, ids, left, depth),
            Test::Not(id) => match self.sort(*id, &mut Vec::new(), depth) {
                Answer::No => return Answer::Yes,
                _ => self.kind,
            },
            Test::Doubtful => return Answer::Doubtful,
            Test::Words(_) | Test::Pattern(_) | Test::Day => Kind::Text,
            Test::Minimum(_) | Test::Maximum(_) => Kind::Int,
            Test::Object(_) | Test::MinProperties(_) | Test::Names(_) => Kind::Mapping,
            Test::Items(_) | Test::MinItems(_) | Test::UniqueItems => Kind::Sequence,
        };
        if speaks_of == self.kind {
            left.push(test.clone());
        }
        Answer::Yes
    }

    /// Of several ways, often one alone is open to a kind.
    fn sort_ways(&self, test: &Test, ids: &[Id], left: &mut Vec<Test>, depth: usize) -> Answer {
        let is_open = |id: &&Id| self.sort(**id, &mut Vec::new(), depth) != Answer::No;
        let open: Vec<Id> = ids.iter().filter(is_open).copied().collect();
        match open[..] {
            [] => return Answer::No,
            [only] => return self.sort(only, left, depth),
            _ if matches!(test, Test::AnyOf(_)) => left.push(Test::AnyOf(open)),
            _ => left.push(Test::OneOf(open)),
        }
        Answer::Yes
    }
}

/// Leads past schemas that only name another.
fn shorten(tests: &mut [Vec<Test>]) {
    let behind: Vec<Id> = (0..tests.len())
        .map(|start| {
            // A schema that names itself is met again after as many steps as there are schemas.
            (0..tests.len()).fold(start, |id, _| match tests[id][..] {
                [Test::Same(next)] => next,
                _ => id,
            })
        })
        .collect();
    for test in tests.iter_mut().flatten() {
        match test {
            Test::Same(id) | Test::Items(id) | Test::Names(id) | Test::Not(id) => *id = behind[*id],
            Test::AllOf(ids) | Test::AnyOf(ids) | Test::OneOf(ids) => ids.iter_mut().for_each(|id| *id = behind[*id]),
            Test::Object(fields) => {
                let fields = Arc::get_mut(fields).expect("nobody else holds it yet");
                fields.known.iter_mut().for_each(|(_, id)| *id = behind[*id]);
                if let Others::Tested(id) = &mut fields.others {
                    *id = behind[*id];
                }
            }
            _ => {}
        }
    }
}

/// Turns a schema into tests.
struct Builder<'a> {
    root: &'a Value,
    /// Schemas that are named, so that one that names itself comes to an end.
    known: HashMap<&'a str, Id>,
    tests: Vec<Vec<Test>>,
}

impl<'a> Builder<'a> {
    fn add(&mut self, schema: &'a Value) -> Id {
        let id = self.tests.len();
        self.tests.push(Vec::new());
        self.fill(id, schema);
        id
    }

    fn fill(&mut self, id: Id, schema: &'a Value) {
        let Value::Object(keywords) = schema else {
            self.tests[id].push(Test::Doubtful);
            return;
        };
        let tests: Vec<Test> = keywords.iter().filter_map(|(word, value)| self.test(keywords, word, value)).collect();
        self.tests[id] = tests;
    }

    /// The test of a keyword; none, where it asks for nothing or another one has asked already.
    fn test(&mut self, keywords: &'a Map<String, Value>, word: &str, value: &'a Value) -> Option<Test> {
        let number = || value.as_u64().and_then(|number| usize::try_from(number).ok());
        let test = match word {
            "$schema" | "$id" | "$defs" | "title" | "description" | "examples" | "patternErrorMessage" => return None,
            "type" => kinds(value).map(Test::Kinds),
            "enum" => words(value).map(Test::Words),
            "pattern" => value.as_str().and_then(Pattern::new).map(|pattern| Test::Pattern(Arc::new(pattern))),
            "format" if value == "date" => Some(Test::Day),
            "minimum" => value.as_i64().map(Test::Minimum),
            "maximum" => value.as_i64().map(Test::Maximum),
            "minProperties" => number().map(Test::MinProperties),
            "minItems" => number().map(Test::MinItems),
            "uniqueItems" if value == true => Some(Test::UniqueItems),
            "propertyNames" => Some(Test::Names(self.add(value))),
            "items" => Some(Test::Items(self.add(value))),
            "not" => Some(Test::Not(self.add(value))),
            "$ref" => value.as_str().map(|name| Test::Same(self.named(name))),
            "anyOf" => Some(Test::AnyOf(self.all(value))),
            "oneOf" => Some(Test::OneOf(self.all(value))),
            "allOf" => Some(Test::AllOf(self.all(value))),
            "required" if keywords.contains_key("properties") => return None,
            "additionalProperties" if keywords.contains_key("properties") || keywords.contains_key("required") => {
                return None;
            }
            "properties" | "required" | "additionalProperties" => {
                self.object(keywords).map(|fields| Test::Object(Arc::new(fields)))
            }
            _ => None,
        };
        Some(test.unwrap_or(Test::Doubtful))
    }

    fn all(&mut self, list: &'a Value) -> Vec<Id> {
        list.as_array().into_iter().flatten().map(|schema| self.add(schema)).collect()
    }

    fn named(&mut self, name: &'a str) -> Id {
        if let Some(id) = self.known.get(name) {
            return *id;
        }
        let id = self.tests.len();
        self.known.insert(name, id);
        self.tests.push(Vec::new());
        let schema = name.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer)).unwrap_or(&Value::Null);
        self.fill(id, schema);
        id
    }

    fn object(&mut self, keywords: &'a Map<String, Value>) -> Option<Fields> {
        let mut known: Vec<(Box<str>, Id)> = Vec::new();
        for (name, schema) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
            known.push((name.as_str().into(), self.add(schema)));
        }
        let mut required = 0;
        for name in keywords.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            let at = known.iter().position(|(known, _)| **known == *name).unwrap_or(known.len());
            if at == known.len() {
                self.tests.push(Vec::new());
                known.push((name.into(), self.tests.len() - 1));
            }
            required |= 1_u64.checked_shl(at as u32)?;
        }
        let others = match keywords.get("additionalProperties") {
            None | Some(Value::Bool(true)) => Others::Allowed,
            Some(Value::Bool(false)) => Others::Refused,
            Some(schema) => Others::Tested(self.add(schema)),
        };
        (known.len() <= 64).then(|| Fields::new(known, required, others))
    }
}

fn kinds(value: &Value) -> Option<u8> {
    let one = |word: &Value| match word.as_str()? {
        "null" => Some(bit(Kind::Null)),
        "boolean" => Some(bit(Kind::Bool)),
        "integer" => Some(bit(Kind::Int)),
        "number" => Some(bit(Kind::Int) | bit(Kind::Float)),
        "string" => Some(bit(Kind::Text)),
        "array" => Some(bit(Kind::Sequence)),
        "object" => Some(bit(Kind::Mapping)),
        _ => None,
    };
    match value {
        Value::Array(words) => words.iter().map(one).try_fold(0, |kinds, kind| Some(kinds | kind?)),
        word => one(word),
    }
}

fn words(value: &Value) -> Option<Arc<Words>> {
    let words = value.as_array()?.iter().map(|word| word.as_str().map(Box::from));
    words.collect::<Option<_>>().and_then(Words::new).map(Arc::new)
}

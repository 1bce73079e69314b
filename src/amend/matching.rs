//! Which entry of a list has become which, so that one that comes or goes does not make all others new.
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};

/// What entries are known by, the best first: a track by its number and title, then by its ISRC, and so on.
const KEYS: &[&[&str]] = &[
    &["number", "title"],
    &["isrc"],
    &["title", "version"],
    &["title"],
    &["name", "role"],
    &["name"],
    &["number"],
    &["date"],
    &["rule"],
];

/// Beyond so many pairs, entries that nothing names are not compared one with another.
const MOST_PAIRS: usize = 250_000;

/// For each new entry the old one that it has become; no old one twice.
pub(super) fn matched(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut matching = Matching { old, new, pairs: vec![None; new.len()], used: vec![false; old.len()] };
    matching.by(|value| Some(value.to_string()));
    for keys in KEYS {
        matching.by(|value| key(value, keys));
    }
    matching.by_likeness();
    matching.by_position();
    matching.pairs
}

struct Matching<'a> {
    old: &'a [Value],
    new: &'a [Value],
    pairs: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Matching<'_> {
    /// Pairs those that have the same name, in their order.
    fn by(&mut self, name: impl Fn(&Value) -> Option<String>) {
        if self.pairs.iter().all(Option::is_some) || self.used.iter().all(|used| *used) {
            return;
        }
        let mut named: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (at, value) in self.old.iter().enumerate().filter(|(at, _)| !self.used[*at]) {
            if let Some(name) = name(value) {
                named.entry(name).or_default().push_back(at);
            }
        }
        for (at, value) in self.new.iter().enumerate() {
            if self.pairs[at].is_some() {
                continue;
            }
            let first = name(value).and_then(|name| named.get_mut(&name)?.pop_front());
            self.pair(at, first);
        }
    }

    /// Pairs mappings that share the most fields.
    fn by_likeness(&mut self) {
        let free = self.used.iter().filter(|used| !**used).count();
        let open = self.pairs.iter().filter(|pair| pair.is_none()).count();
        if free * open > MOST_PAIRS {
            return;
        }
        for at in 0..self.new.len() {
            if self.pairs[at].is_none() {
                let candidates = (0..self.old.len()).filter(|old| !self.used[*old]);
                let scored = candidates.map(|old| (shared(&self.old[old], &self.new[at]), old));
                // The first of those that share the most.
                let best = scored.filter(|(score, _)| *score > 0).max_by_key(|(score, old)| (*score, usize::MAX - old));
                self.pair(at, best.map(|(_, old)| old));
            }
        }
    }

    /// Pairs what is left between two neighbours that are known.
    fn by_position(&mut self) {
        let mut from = 0;
        for at in 0..self.new.len() {
            if let Some(known) = self.pairs[at] {
                from = known + 1;
                continue;
            }
            let until = self.pairs[at..].iter().find_map(|pair| *pair).unwrap_or(self.old.len());
            let is_alike = |old: &usize| self.old[*old].is_object() == self.new[at].is_object();
            let free = (from..until).find(|old| !self.used[*old]).filter(is_alike);
            from = free.map_or(from, |old| old + 1);
            self.pair(at, free);
        }
    }

    fn pair(&mut self, new: usize, old: Option<usize>) {
        if let Some(old) = old {
            self.pairs[new] = Some(old);
            self.used[old] = true;
        }
    }
}

/// What a value has in these fields, if it has the first of them. A name on its own is a name.
fn key(value: &Value, keys: &[&str]) -> Option<String> {
    let field = |key: &str| match value {
        Value::String(_) if key == "name" => Some(value),
        value => value.get(key),
    };
    field(keys[0])?;
    Some(keys.iter().map(|key| field(key).map_or_else(String::new, Value::to_string)).collect::<Vec<_>>().join("\u{0}"))
}

/// How many fields of two mappings are the same; none, if most are not.
fn shared(one: &Value, other: &Value) -> usize {
    let (Value::Object(one), Value::Object(other)) = (one, other) else { return 0 };
    let same = one.iter().filter(|(key, value)| other.get(*key) == Some(value)).count();
    if same * 2 >= one.len().max(other.len()) { same } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::matched;
    use serde_json::{Value, json};

    #[test]
    fn entries_are_known_again() {
        let track = |number: u32, title: &str| json!({"number": number, "title": title, "bonus": false});
        let list = |tracks: &[(u32, &str)]| -> Vec<Value> { tracks.iter().map(|(n, t)| track(*n, t)).collect() };
        let old = list(&[(1, "a"), (2, "b"), (3, "c")]);
        for (new, pairs) in [
            (list(&[(1, "a"), (2, "b"), (3, "c")]), vec![Some(0), Some(1), Some(2)]),
            // One is put in, and the others have other numbers.
            (list(&[(1, "a"), (2, "x"), (3, "b"), (4, "c")]), vec![Some(0), None, Some(1), Some(2)]),
            (list(&[(1, "b"), (2, "c")]), vec![Some(1), Some(2)]),
            // One is called otherwise.
            (list(&[(1, "a"), (2, "B"), (3, "c")]), vec![Some(0), Some(1), Some(2)]),
            (list(&[(1, "c"), (2, "a"), (3, "b")]), vec![Some(2), Some(0), Some(1)]),
        ] {
            assert_eq!(matched(&old, &new), pairs, "{new:?}");
        }
        let names = |list: &[&str]| -> Vec<Value> { list.iter().map(|name| json!(name)).collect() };
        assert_eq!(matched(&names(&["A", "B", "C"]), &names(&["A", "X", "C"])), [Some(0), Some(1), Some(2)]);
        assert_eq!(matched(&names(&["A"]), &[json!({"name": "A", "role": "with"})]), [Some(0)]);
        assert_eq!(matched(&names(&["A", "A"]), &names(&["A", "A", "A"])), [Some(0), Some(1), None]);
    }
}

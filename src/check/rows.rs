//! The rows of a record that may be faulty: what could be read of it, and what stands in the place of the rest.
use crate::{
    record::Record,
    sheet::Rows,
    tape::{Index, Kind, Tape},
};
use std::collections::HashMap;

/// The rows of a record that was read from a tape.
pub(super) fn rows(record: &Record, tape: &Tape<'_>, document: usize) -> Rows {
    let mut faults = Faults::default();
    if tape.len() > 0 {
        faults.look(tape, 0, &mut String::new());
    }
    let place = |list: &str, at: usize| {
        let kept = faults.kept.get(list).and_then(|kept| kept.get(at));
        kept.copied().unwrap_or(at)
    };
    let mut rows = Rows::of(record, &place, &mut Vec::new());
    rows.document = document;
    for (pointer, text) in &faults.values {
        rows.fill(pointer, text);
    }
    rows
}

/// What a record lacks, since it could not be read.
#[derive(Default)]
struct Faults {
    /// The lists that lack an entry, and where those that are left stood.
    kept: HashMap<String, Vec<usize>>,
    /// The values, as they are written.
    values: Vec<(String, String)>,
}

impl Faults {
    fn look(&mut self, tape: &Tape<'_>, node: Index, pointer: &mut String) {
        let known = pointer.len();
        match tape.kind(node) {
            Kind::Mapping => {
                for (key, value) in tape.entries(node) {
                    pointer.push('/');
                    *pointer += &tape.text(key).replace('~', "~0").replace('/', "~1");
                    self.look(tape, value, pointer);
                    pointer.truncate(known);
                }
            }
            Kind::Sequence => {
                let is_kept = |item: &Index| !tape.is_faulty(*item) && tape.kind(*item) != Kind::Null;
                if !tape.items(node).all(|item| is_kept(&item)) {
                    let kept = tape.items(node).enumerate().filter(|(_, item)| is_kept(item)).map(|(at, _)| at);
                    self.kept.insert(pointer.clone(), kept.collect());
                }
                for (at, item) in tape.items(node).enumerate() {
                    pointer.extend(["/", &at.to_string()]);
                    self.look(tape, item, pointer);
                    pointer.truncate(known);
                }
            }
            Kind::Null => {}
            _ if tape.is_faulty(node) => self.values.push((pointer.clone(), tape.text(node).to_owned())),
            _ => {}
        }
    }
}

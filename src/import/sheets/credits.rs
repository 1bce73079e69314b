//! The rows of the sheet Credits: performers, writers and all others of a release and its tracks.
use super::{
    CELL_FORM, LOST_ROW,
    assemble::{Assembly, Ways, changed, number_name, put_list},
    draft::Draft,
    rows::Row,
    said::Said,
};
use crate::{columns::Who, sheet::Sheet};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// The name that a short form stands for, and the role that it has.
const NAME: &str = "name";
const ROLE: &str = "role";
const PLAIN_ROLE: &str = "main";

/// Whom an entry belongs to: nothing for the release, or the row of the track.
type Owner = Option<usize>;

/// Puts the entries of all lists in.
pub(super) fn credits(
    rows: &[Row],
    draft: &Draft,
    ways: &Ways,
    record: &mut Map<String, Value>,
    assembly: &mut Assembly<'_>,
) {
    let tracks = draft.tracks.as_deref().unwrap_or_default();
    let index = Index::new(tracks);
    let mut lists: BTreeMap<(Owner, &'static str), Vec<(usize, Value)>> = BTreeMap::new();
    let mut last: BTreeMap<(Owner, &'static str), usize> = BTreeMap::new();
    let old = Value::Object(assembly.known.map(|known| known.value.clone()).unwrap_or_default());
    for row in rows {
        let Some(part) = part(row, assembly) else { continue };
        let Some(owner) = owner(row, &index, assembly) else { continue };
        let known = row.pointer.as_ref().and_then(|pointer| assembly.known?.row(Sheet::Credits, pointer));
        let known = known.filter(|known| known.said("part").text() == Some(part));
        let base = known.and_then(|known| old.pointer(&known.pointer));
        let place = row.pointer.as_ref().and_then(|pointer| pointer.rsplit('/').next()?.parse().ok());
        // A new one comes behind the one that stands above it.
        let place = place.or_else(|| last.get(&(owner, part)).copied()).unwrap_or(0);
        last.insert((owner, part), place);
        let mut entry = match base {
            Some(Value::Object(entry)) => entry.clone(),
            Some(short) => Map::from_iter([(NAME.to_owned(), short.clone())]),
            None => Map::new(),
        };
        let was_short = base.is_none_or(Value::is_string);
        for (field, said, _) in
            changed(row, known).filter(|(field, ..)| field.path == field.name && PARTS.contains(&field.name))
        {
            if let Some(value) = assembly.value(row, field, said) {
                super::assemble::set(&mut entry, field.path, value);
            }
        }
        if !entry.contains_key(NAME) && *row.said(NAME) == Said::Nothing {
            assembly.complain(
                row,
                &CELL_FORM,
                NAME,
                "is empty, and everybody has a name",
                "write the name, or delete the row",
            );
        }
        lists.entry((owner, part)).or_default().push((place, short(entry, part, was_short)));
    }
    // Where no track was looked at, the release's own are all that can be changed.
    let owners = std::iter::once(None).chain((0..tracks.len()).map(Some));
    for owner in owners {
        let target = match owner {
            None => Some(&mut *record),
            Some(at) => ways.get(&at).and_then(|way| at_pointer(record, way)),
        };
        let Some(target) = target else { continue };
        for part in Who::LISTS {
            let mut entries = lists.remove(&(owner, part)).unwrap_or_default();
            entries.sort_by_key(|(place, _)| *place);
            put_list(target, part, entries.into_iter().map(|(_, entry)| entry).collect());
        }
    }
}

/// The fields of an entry.
const PARTS: [&str; 4] = [NAME, ROLE, "credited_as", "ipi"];

/// The list that a row is an entry of.
fn part(row: &Row, assembly: &mut Assembly<'_>) -> Option<&'static str> {
    let said = row.said("part");
    let found = said.text().and_then(|text| Who::LISTS.into_iter().find(|list| *list == text));
    if found.is_none() {
        let message = format!("says `{}`, and this is no list of a record", said.text().unwrap_or_default());
        assembly.complain(row, &CELL_FORM, "part", message, &format!("write one of {}", Who::LISTS.join(", ")));
    }
    found
}

/// The numbers of a medium and of a track.
type Numbers = (Option<u32>, Option<u32>);

/// The rows of tracks, to be found by what rows of credits say.
struct Index<'r> {
    by_pointer: HashMap<&'r str, usize>,
    by_place: HashMap<Numbers, usize>,
    /// Those that were not in the record before.
    new: HashMap<Numbers, usize>,
}

impl<'r> Index<'r> {
    fn new(tracks: &'r [Row]) -> Self {
        let (mut by_pointer, mut by_place, mut new) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, track) in tracks.iter().enumerate() {
            let place = (track.said("medium").number(), track.said(number_name(track)).number());
            by_place.entry(place).or_insert(at);
            match &track.pointer {
                Some(pointer) => _ = by_pointer.entry(pointer.as_str()).or_insert(at),
                None => _ = new.entry(place).or_insert(at),
            }
        }
        Self { by_pointer, by_place, new }
    }
}

/// Whom a row belongs to: by its pointer, or else by the numbers that it gives.
fn owner(row: &Row, tracks: &Index<'_>, assembly: &mut Assembly<'_>) -> Option<Owner> {
    let number = |name| row.said(name).number();
    let place = (number("medium"), number("track"));
    if let Some(pointer) = &row.pointer {
        let list = pointer.rsplit_once('/').map_or("", |(list, _)| list);
        let of = list.rsplit_once('/').map_or("", |(of, _)| of);
        if of.is_empty() && place == (None, None) {
            return Some(None);
        }
        if let Some(at) = tracks.by_pointer.get(of) {
            // A row that was copied may say another track, which is new.
            return Some(Some(*tracks.new.get(&place).unwrap_or(at)));
        }
        // Its track was taken out, and it goes with it.
        if assembly.known.is_some_and(|known| known.row(Sheet::Tracks, of).is_some()) {
            return None;
        }
    }
    if place == (None, None) {
        return Some(None);
    }
    let found = tracks.by_place.get(&place).copied();
    if found.is_none() {
        let help = "write the number of a track of the sheet Tracks, or leave it empty for the release as a whole";
        assembly.complain(row, &LOST_ROW, "track", "is on a row that belongs to no track", help);
    }
    found.map(Some)
}

/// An entry in its shortest form, unless it was long before.
fn short(mut entry: Map<String, Value>, part: &str, was_short: bool) -> Value {
    if was_short && part == Who::LISTS[0] && entry.get(ROLE).and_then(Value::as_str) == Some(PLAIN_ROLE) {
        entry.remove(ROLE);
    }
    match entry.get(NAME) {
        Some(name) if entry.len() == 1 && was_short && part != Who::LISTS[2] => name.clone(),
        _ => entry.into(),
    }
}

/// The track at a pointer.
fn at_pointer<'r>(record: &'r mut Map<String, Value>, pointer: &str) -> Option<&'r mut Map<String, Value>> {
    let (first, rest) = pointer.strip_prefix('/')?.split_once('/')?;
    record.get_mut(first)?.pointer_mut(&format!("/{rest}"))?.as_object_mut()
}

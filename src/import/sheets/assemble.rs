//! What tables say of a release, put into the record that there is, or into a new one. What they do not say stays as it is.
use super::{
    LOST_ROW, READING_ONLY, ROWS_DIFFER, TRACK_TWICE,
    complaint::Complaint,
    credits::credits,
    dates::dates,
    draft::Draft,
    heads::Shape,
    known::{Known, KnownRow},
    performers::performers,
    rows::Row,
    said::Said,
    shops::resolved,
};
use crate::{
    column::{Back, Field, On},
    rule::Rule,
    sheet::Sheet,
    shop::Shop,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// What the record shall be; nothing, if something is not understood.
pub(crate) fn assemble(
    draft: &Draft,
    known: Option<&Known>,
    shop: Option<&Shop>,
    complaints: &mut Vec<Complaint>,
) -> Option<Map<String, Value>> {
    let before = complaints.len();
    let told = shop.map(|shop| of_shop(draft, known, shop));
    let draft = told.as_ref().unwrap_or(draft);
    let mut assembly = Assembly { known, complaints };
    let mut record = known.map(|known| known.value.clone()).unwrap_or_default();
    if let Some(row) = &draft.release {
        let old = known.and_then(|known| known.row(Sheet::Releases, ""));
        assembly.plain(row, old, &mut record);
        dates(row, old, &mut record, &mut assembly);
        performers(row, old, None, &mut record, &mut assembly);
    }
    let mut ways = HashMap::new();
    if let Some(rows) = &draft.tracks {
        ways = assembly.tracks(rows, &mut record);
    }
    if let Some(rows) = &draft.credits {
        credits(rows, draft, &ways, &mut record, &mut assembly);
    }
    assembly.reading_only(draft, &record, &ways);
    (complaints.len() == before).then_some(record)
}

/// A draft from a shop's sheet, in which all that the sheet says as the record would is what the record says.
fn of_shop(draft: &Draft, known: Option<&Known>, shop: &Shop) -> Draft {
    let mut draft = draft.clone();
    let has_media = known.is_some_and(|known| known.value.contains_key("media"));
    let medium = |row: &Row| row.field("medium").and_then(|at| Some((at, row.cells[at].as_ref()?.1.number())));
    let tracks = draft.tracks.as_deref().unwrap_or_default();
    // One disc is no reason to speak of discs.
    if !has_media && tracks.iter().all(|row| medium(row).is_none_or(|(_, number)| number == Some(1))) {
        for row in draft.tracks.iter_mut().flatten() {
            if let Some((at, _)) = medium(row) {
                row.cells[at] = None;
            }
        }
    }
    draft.release =
        draft.release.map(|row| resolved(&row, known.and_then(|known| known.row(Sheet::Releases, "")), shop));
    if let Some(tracks) = &mut draft.tracks {
        let assembly = Assembly { known, complaints: &mut Vec::new() };
        let pointers = assembly.pointers(tracks);
        for (row, pointer) in tracks.iter_mut().zip(pointers) {
            *row = resolved(row, pointer.and_then(|pointer| known?.row(Sheet::Tracks, &pointer)), shop);
        }
    }
    draft
}

/// A record that is put together.
pub(super) struct Assembly<'a> {
    pub(super) known: Option<&'a Known>,
    complaints: &'a mut Vec<Complaint>,
}

/// The pointer that each row of tracks has in the new record, by the number of the row in the list.
pub(super) type Ways = HashMap<usize, String>;

/// A row of tracks, and what has become of it.
struct Placed<'r> {
    at: usize,
    row: &'r Row,
    medium: Option<u32>,
    number: Option<u32>,
    track: Map<String, Value>,
}

impl Assembly<'_> {
    pub(super) fn complain(
        &mut self,
        row: &Row,
        rule: &'static Rule,
        name: &str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.complaints.push(row.complaint(rule, name, message.into(), help));
    }

    /// The value of a field that was changed, if it is understood; the outer one is nothing, where it is not to be changed.
    #[allow(clippy::option_option, reason = "an empty cell is understood too")]
    pub(super) fn value(&mut self, row: &Row, field: &Field, said: &Said) -> Option<Option<Value>> {
        match said.value(field) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.complaints.push(row.complaint(wrong.rule, field.name, wrong.message, &wrong.help));
                None
            }
        }
    }

    /// Puts in all that has a column of its own.
    pub(super) fn plain(&mut self, row: &Row, old: Option<&KnownRow>, map: &mut Map<String, Value>) {
        for (field, said, known) in changed(row, old) {
            match (field.on, field.back) {
                (On::Reading, _) if old.is_some() => {
                    let place = if row.sheet == Sheet::Credits { "Tracks" } else { "Credits" };
                    let message = format!("was changed, and the grey column `{}` is for reading only", field.name);
                    self.complain(row, &READING_ONLY, field.name, message, &format!("change it on the sheet {place}"));
                }
                (On::Reading | On::Hidden, _) => {}
                (_, Back::Plain | Back::Parts(_)) => {
                    let Some(value) = self.value(row, field, said) else { continue };
                    let value = value.map(|value| kept(value, said, known, map.get(field.path)));
                    set(map, field.path, value);
                }
                _ => {}
            }
        }
    }

    /// Whether a new row names performers in the column that is for reading only, and nobody stands on the sheet Credits.
    fn reading_only(&mut self, draft: &Draft, record: &Map<String, Value>, ways: &Ways) {
        const LINE: &str = "performers";
        if draft.shape == Shape::Flat {
            return;
        }
        let old = self.known.and_then(|known| known.row(Sheet::Releases, ""));
        let of_release = draft.release.as_ref().map(|row| row.said(LINE)).or_else(|| Some(old?.said(LINE)));
        let help = "write them on the sheet Credits, a row for each";
        let is_lost =
            |row: &&Row| old.is_none() && row.said(LINE).text().is_some() && !record.contains_key("performers");
        if let Some(row) = draft.release.as_ref().filter(is_lost) {
            self.complain(row, &READING_ONLY, LINE, "names performers in a column that is for reading only", help);
        }
        for (at, row) in draft.tracks.iter().flatten().enumerate() {
            let track = ways.get(&at).and_then(|way| at_pointer(record, way));
            let is_new = self
                .known
                .is_none_or(|known| row.pointer.as_ref().is_none_or(|way| known.row(Sheet::Tracks, way).is_none()));
            let is_bare = track.is_some_and(|track| track.get("performers").is_none());
            if is_new && is_bare && row.said(LINE).text().is_some() && of_release != Some(row.said(LINE)) {
                self.complain(row, &READING_ONLY, LINE, "names performers in a column that is for reading only", help);
            }
        }
    }

    /// Puts in the tracks, in the order of their numbers.
    fn tracks(&mut self, rows: &[Row], record: &mut Map<String, Value>) -> Ways {
        let before = self.complaints.len();
        let pointers = self.pointers(rows);
        let old = Value::Object(self.known.map(|known| known.value.clone()).unwrap_or_default());
        let mut all = Vec::new();
        for (at, (row, pointer)) in rows.iter().zip(&pointers).enumerate() {
            let known = pointer.as_ref().and_then(|pointer| self.known?.row(Sheet::Tracks, pointer));
            let base = pointer.as_ref().and_then(|pointer| old.pointer(pointer)).and_then(Value::as_object);
            let mut track = base.cloned().unwrap_or_default();
            self.plain(row, known, &mut track);
            performers(row, known, Some(record), &mut track, self);
            let number = track.get("number").and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
            let said = self.medium(row, known);
            all.push(Placed { at, row, medium: said, number, track });
        }
        self.look_at(&all);
        if self.complaints.len() > before {
            return Ways::new();
        }
        all.sort_by_key(|placed| (placed.medium, placed.number));
        let mut ways = Ways::new();
        if all.iter().all(|placed| placed.medium.is_none()) {
            ways.extend(all.iter().enumerate().map(|(to, placed)| (placed.at, format!("/tracks/{to}"))));
            record.remove("media");
            put_list(record, "tracks", all.into_iter().map(|placed| placed.track.into()).collect());
            return ways;
        }
        let mut media: BTreeMap<u32, Vec<Placed<'_>>> = BTreeMap::new();
        for placed in all {
            media.entry(placed.medium.unwrap_or_default()).or_default().push(placed);
        }
        let list = media.into_iter().enumerate().map(|(to, (number, tracks))| {
            ways.extend(tracks.iter().enumerate().map(|(at, placed)| (placed.at, format!("/media/{to}/tracks/{at}"))));
            let base = number.checked_sub(1).and_then(|at| old.get("media")?.get(at as usize)?.as_object());
            let mut medium = base.cloned().unwrap_or_default();
            self.of_medium(number, &tracks, &mut medium);
            medium.insert("tracks".to_owned(), tracks.into_iter().map(|placed| Value::Object(placed.track)).collect());
            Value::Object(medium)
        });
        let list = list.collect();
        record.remove("tracks");
        put_list(record, "media", list);
        ways
    }

    /// Which track of the old record each row is.
    fn pointers(&self, rows: &[Row]) -> Vec<Option<String>> {
        let Some(known) = self.known else { return vec![None; rows.len()] };
        let number = |name| move |said: &Said| (name, said.number());
        let place = |row: &Row| (number("medium")(row.said("medium")).1, number("track")(row.said(number_name(row))).1);
        let mut taken: HashMap<&str, usize> = HashMap::new();
        let of_known = |known: &KnownRow| {
            (known.said("medium").number(), rows.first().and_then(|row| known.said(number_name(row)).number()))
        };
        let by_place: HashMap<_, _> = known.of(Sheet::Tracks).map(|known| (of_known(known), known)).collect();
        let mut found: Vec<Option<&str>> = vec![None; rows.len()];
        for (at, row) in rows.iter().enumerate() {
            let named = row.pointer.as_deref().and_then(|pointer| known.row(Sheet::Tracks, pointer));
            let is_named = row.pointer.is_some();
            let Some(old) = named.or_else(|| by_place.get(&place(row)).copied().filter(|_| !is_named)) else {
                continue;
            };
            // A row that was copied has the way of the other one too: it is that with the number which the track has.
            match taken.get(old.pointer.as_str()).copied() {
                Some(other) if of_known(old) == place(row) && place(&rows[other]) != place(row) => found[other] = None,
                Some(_) => continue,
                None => {}
            }
            taken.insert(&old.pointer, at);
            found[at] = Some(&old.pointer);
        }
        found.into_iter().map(|found| found.map(str::to_owned)).collect()
    }

    /// The medium that a row of tracks is on.
    fn medium(&mut self, row: &Row, known: Option<&KnownRow>) -> Option<u32> {
        let said = match row.field("medium").map(|at| &row.cells[at]) {
            Some(Some((_, said))) => said,
            _ => known?.said("medium"),
        };
        if *said != Said::Nothing && said.number().is_none_or(|number| number == 0) {
            let fields = row.shape.fields(Sheet::Tracks);
            let field = fields.iter().find(|field| field.name == "medium").expect("tracks stand on media");
            if self.value(row, field, said).is_some() {
                self.complain(
                    row,
                    &super::CELL_FORM,
                    "medium",
                    "should count the media from 1",
                    "write 1 for the first one",
                );
            }
        }
        said.number()
    }

    /// Whether each row of tracks has a number of its own.
    fn look_at(&mut self, all: &[Placed<'_>]) {
        let mut seen: HashMap<(Option<u32>, u32), u32> = HashMap::new();
        let has_media = all.iter().any(|placed| placed.medium.is_some());
        for placed in all {
            let name = number_name(placed.row);
            if has_media && placed.medium.is_none() {
                let help = "write the number of the medium that the track is on";
                self.complain(placed.row, &LOST_ROW, "medium", "is on a row that belongs to no medium", help);
            }
            let Some(number) = placed.number else {
                // What is no number was told already.
                if *placed.row.said(name) == Said::Nothing {
                    let help = "write the number of the track, or delete the row";
                    self.complain(placed.row, &LOST_ROW, name, "is on a row without the number of a track", help);
                }
                continue;
            };
            let first = *seen.entry((placed.medium, number)).or_insert(placed.row.row);
            if first != placed.row.row {
                let message = format!("says {number}, and row {} is track {number} already", first + 1);
                self.complain(
                    placed.row,
                    &TRACK_TWICE,
                    name,
                    message,
                    "write the number that the track has on the sleeve",
                );
            }
        }
    }

    /// Puts in what the rows of a medium say of it, which should be one thing.
    fn of_medium(&mut self, number: u32, tracks: &[Placed<'_>], medium: &mut Map<String, Value>) {
        let old = self
            .known
            .and_then(|known| known.of(Sheet::Tracks).find(|row| row.said("medium").number() == Some(number)));
        let Some(first) = tracks.first() else { return };
        for field in first.row.shape.fields(Sheet::Tracks) {
            let Some(key) = field.path.strip_prefix("/media/*/").filter(|_| field.name != "medium") else { continue };
            let own = tracks
                .iter()
                .filter(|placed| placed.row.field(field.name).is_some_and(|at| placed.row.cells[at].is_some()));
            let mut said: Option<(&Row, &Said)> = None;
            for placed in own {
                let now = placed.row.said(field.name);
                match said {
                    Some((_, before)) if before == now => {}
                    // A new row need not repeat it.
                    Some(_) if *now == Said::Nothing && placed.row.pointer.is_none() => {}
                    Some((row, _)) => {
                        let message = format!("says of the medium something else than row {}", row.row + 1);
                        self.complain(
                            placed.row,
                            &ROWS_DIFFER,
                            field.name,
                            message,
                            "write the same into all rows of the medium",
                        );
                    }
                    None => said = Some((placed.row, now)),
                }
            }
            let Some((row, said)) = said.filter(|(_, said)| old.is_none_or(|old| old.said(field.name) != *said)) else {
                continue;
            };
            if let Some(value) = self.value(row, field, said) {
                set(medium, key, value);
            }
        }
    }
}

/// What the column with the number of a track is called.
pub(super) fn number_name(row: &Row) -> &'static str {
    let fields = row.shape.fields(Sheet::Tracks);
    fields.iter().find(|field| field.path == "number").map_or("number", |field| field.name)
}

/// The cells of a row that say something else than they did.
pub(super) fn changed<'r>(
    row: &'r Row,
    old: Option<&'r KnownRow>,
) -> impl Iterator<Item = (&'static Field, &'r Said, &'r Said)> {
    const NOTHING: &Said = &Said::Nothing;
    let fields = row.shape.fields(row.sheet).iter().zip(&row.cells).enumerate();
    fields.filter_map(move |(at, (field, cell))| {
        let known = old.map_or(NOTHING, |old| &old.cells[at]);
        let (_, said) = cell.as_ref()?;
        (said != known).then_some((field, said, known))
    })
}

/// A list in which the entries that are said as before are those that were there.
pub(super) fn kept(value: Value, said: &Said, known: &Said, old: Option<&Value>) -> Value {
    let (Value::Array(new), Said::Many(said), Said::Many(known), Some(Value::Array(old))) = (&value, said, known, old)
    else {
        return value;
    };
    if old.len() != known.len() || new.len() != said.len() {
        return value;
    }
    let entry = |(new, said): (&Value, _)| {
        known.iter().position(|known| known == said).map_or_else(|| new.clone(), |at| old[at].clone())
    };
    new.iter().zip(said).map(entry).collect()
}

/// What the short form of a cover stands for.
const FIRST: &str = "performer";

/// Sets a field, or takes it out. Of a field in a field, the short form is a text that stands for its first one.
pub(super) fn set(map: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    let Some((outer, inner)) = path.split_once('/') else {
        match value {
            Some(value) => _ = map.insert(path.to_owned(), value),
            None => _ = map.remove(path),
        }
        return;
    };
    let mut whole = match map.remove(outer) {
        Some(Value::Object(whole)) => whole,
        Some(short) => Map::from_iter([(FIRST.to_owned(), short)]),
        None => Map::new(),
    };
    set(&mut whole, inner, value);
    match (whole.len(), whole.get(FIRST)) {
        (0, _) => {}
        (1, Some(first)) => _ = map.insert(outer.to_owned(), first.clone()),
        _ => _ = map.insert(outer.to_owned(), whole.into()),
    }
}

/// The value at a pointer.
fn at_pointer<'r>(record: &'r Map<String, Value>, pointer: &str) -> Option<&'r Value> {
    let (first, rest) = pointer.strip_prefix('/')?.split_once('/')?;
    record.get(first)?.pointer(&format!("/{rest}"))
}

pub(super) fn put_list(map: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if list.is_empty() {
        map.remove(name);
    } else {
        map.insert(name.to_owned(), list.into());
    }
}

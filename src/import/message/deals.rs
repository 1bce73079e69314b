//! What shops may do: deals for the whole, for each track, and for single tracks.
use super::{put, put_list, taken::At};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// More deals than a record can have, each track's own counted.
const MANY: usize = 20_000;

/// Takes the deals, and puts each where it belongs.
pub(super) fn deals(
    root: At<'_>,
    release: At<'_>,
    track_releases: &[At<'_>],
    references: &[String],
    record: &mut Map<String, Value>,
) {
    let Some(list) = root.child("DealList") else { return };
    // The deals of each `ReleaseDeal`.
    let mut offers: Vec<Vec<Value>> = Vec::new();
    let mut of: HashMap<String, Vec<usize>> = HashMap::new();
    for one in list.all("ReleaseDeal") {
        for reference in one.all("DealReleaseReference") {
            of.entry(reference.take().unwrap_or_default()).or_default().push(offers.len());
        }
        offers.push(one.all("Deal").filter_map(deal).collect());
    }
    let whole = release.peek_of("ReleaseReference").and_then(|own| of.get(&own)).cloned().unwrap_or_default();
    let named: HashMap<String, String> = track_releases
        .iter()
        .filter_map(|at| Some((at.peek_of("ReleaseResourceReference")?, at.peek_of("ReleaseReference")?)))
        .collect();
    let each: Vec<Vec<usize>> = references
        .iter()
        .map(|reference| named.get(reference).and_then(|own| of.get(own)).cloned().unwrap_or_default())
        .collect();
    let total: usize = each.iter().flatten().map(|at| offers[*at].len()).sum();
    if total > MANY {
        return;
    }
    let all = |list: &[usize]| -> Vec<Value> { list.iter().flat_map(|at| &offers[*at]).cloned().collect() };
    let usual = usual(&each);
    let of_tracks = all(&usual);
    let has_tracks = !track_releases.is_empty();
    let mut out = Vec::new();
    let of_whole = all(&whole);
    let known: HashSet<String> = of_tracks.iter().map(Value::to_string).collect();
    let of_both: HashSet<String> = of_whole.iter().map(Value::to_string).collect();
    let is_both = |deal: &Value| !has_tracks || known.contains(&deal.to_string());
    for deal in of_whole.iter().filter(|deal| is_both(deal)) {
        out.push(scoped(deal, None));
    }
    for deal in of_tracks.iter().filter(|deal| !of_both.contains(&deal.to_string())) {
        out.push(scoped(deal, Some("tracks")));
    }
    for deal in of_whole.iter().filter(|deal| !is_both(deal)) {
        out.push(scoped(deal, Some("release")));
    }
    put_list(record, "deals", distinct(out));
    let mut own = each.iter();
    each_track(record, &mut |track| {
        let Some(list) = own.next().filter(|list| **list != usual) else { return };
        put_list(track, "deals", distinct(all(list)));
    });
}

/// What most tracks have; nothing, if one has nothing: a record cannot except a track.
fn usual(each: &[Vec<usize>]) -> Vec<usize> {
    if each.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut counts: HashMap<&Vec<usize>, usize> = HashMap::new();
    for list in each {
        *counts.entry(list).or_default() += 1;
    }
    let most = each.iter().rev().max_by_key(|list| counts[list]);
    most.cloned().unwrap_or_default()
}

/// A deal for the whole or for each track.
fn scoped(deal: &Value, scope: Option<&str>) -> Value {
    let mut deal = deal.clone();
    if let Some(map) = deal.as_object_mut() {
        put(map, "scope", scope);
    }
    deal
}

/// The deals, each once; those that differ in their territories alone are one deal, as a person would write it.
fn distinct(deals: Vec<Value>) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for mut deal in deals {
        let own = deal.as_object_mut().and_then(|deal| deal.remove("territories"));
        // Deals for the whole world are of another kind than those for named territories.
        let terms = format!("{} {deal}", own.is_some());
        let codes = match own {
            Some(Value::Array(codes)) => codes,
            _ => Vec::new(),
        };
        if let Some(at) = known.get(&terms) {
            if let Some(Value::Array(others)) = out[*at].get_mut("territories") {
                let strangers: Vec<Value> = codes.into_iter().filter(|code| !others.contains(code)).collect();
                others.extend(strangers);
            }
            continue;
        }
        known.insert(terms, out.len());
        if let Some(map) = deal.as_object_mut() {
            put_list(map, "territories", codes);
        }
        out.push(deal);
    }
    out
}

fn each_track(record: &mut Map<String, Value>, call: &mut dyn FnMut(&mut Map<String, Value>)) {
    let mut walk = |list: &mut Value| {
        let tracks = list.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut);
        tracks.for_each(&mut *call);
    };
    if let Some(tracks) = record.get_mut("tracks") {
        walk(tracks);
    }
    if let Some(media) = record.get_mut("media").and_then(Value::as_array_mut) {
        media.iter_mut().filter_map(|medium| medium.get_mut("tracks")).for_each(walk);
    }
}

/// One deal, if it has what a record asks of one; else it is left where it is.
fn deal(at: At<'_>) -> Option<Value> {
    let terms = at.child("DealTerms")?;
    let period = terms.child("ValidityPeriod")?;
    let models: Vec<At<'_>> = terms.all("CommercialModelType").filter(|model| model.peek() != "UserDefined").collect();
    let uses: Vec<At<'_>> = terms.all("UseType").filter(|kind| kind.peek() != "UserDefined").collect();
    let start = period.child("StartDate")?;
    if models.is_empty() || uses.is_empty() || start.peek().is_empty() {
        return None;
    }
    let texts = |list: &[At<'_>]| {
        let mut texts: Vec<Value> = Vec::new();
        for text in list.iter().filter_map(|at| at.take()).map(Value::from) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    };
    let mut map = Map::new();
    let territories: Vec<At<'_>> = terms.all("TerritoryCode").collect();
    let is_world = territories.iter().any(|code| code.peek() == "Worldwide");
    let codes = texts(&territories);
    put_list(&mut map, "territories", if is_world { Vec::new() } else { codes });
    put_list(&mut map, "excluded_territories", texts(&terms.all("ExcludedTerritoryCode").collect::<Vec<_>>()));
    put_list(&mut map, "commercial_models", texts(&models));
    put_list(&mut map, "use_types", texts(&uses));
    put(&mut map, "start_date", start.take());
    put(&mut map, "end_date", period.text_of("EndDate"));
    let is_pre_order = terms.text_of("IsPreOrderDeal");
    put(&mut map, "pre_order", is_pre_order.filter(|flag| flag == "true").map(|_| json!(true)));
    Some(Value::Object(map))
}

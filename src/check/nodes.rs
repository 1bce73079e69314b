//! The nodes of findings between records: their documents are gone by then, so the few files they are in are read again.
use crate::{
    document::{self, Limits},
    finding::Finding,
    node::nodes,
    source::{File, Source},
    stream::Pieces,
};
use std::{fs, path::PathBuf};

/// Finds the node of each finding. It stays unknown on standard input, and where a file is another one now.
pub(super) fn add(found: &mut [Finding], paths: &[PathBuf], limits: &Limits) {
    found.sort_by_key(|finding| finding.place.order());
    for own in found.chunk_by_mut(|one, other| one.place.file.number == other.place.file.number) {
        let file = own[0].place.file.clone();
        if let Some(path) = paths.get(file.number as usize) {
            add_in(own, path, &file, limits);
        }
    }
}

/// Those of one file, in their order.
fn add_in(found: &mut [Finding], path: &PathBuf, file: &File, limits: &Limits) {
    let Ok(reader) = fs::File::open(path) else { return };
    let mut rest = found;
    let mut before = 0;
    for piece in Pieces::new(reader, limits.document_bytes).map_while(Result::ok) {
        let (start, end) = (piece.first_byte, piece.first_byte + piece.bytes.len() as u64);
        let source = Source::new(file.clone(), document::decode(&piece.bytes).0, piece.first_line, start);
        let tapes = document::read(&source, limits, &mut Vec::new()).tapes;
        let (own, behind) = rest.split_at_mut(rest.partition_point(|finding| finding.place.bytes.start < end));
        let places: Vec<_> = own.iter().map(|own| own.place.bytes.start - start..own.place.bytes.end - start).collect();
        for (finding, node) in own.iter_mut().zip(nodes(&tapes, &places)) {
            finding.node = node;
            finding.place_in_stream(before);
        }
        before += tapes.len();
        rest = behind;
        if rest.is_empty() {
            return;
        }
    }
}

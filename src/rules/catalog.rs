//! C: what only all records together can show, and what one ISRC may not be given to.
use crate::{
    alike::{letters, without_article},
    catalog::{Catalog, Keys, Part, Spellings, number},
    diagnostic::MOST,
    record::{Record, Text, identifiers::Isrc, track::Track},
    rule::{CatalogFindings, Findings, Rule, rule},
    span::Spanned,
};

pub(super) const RULES: &[Rule] = &[
    rule!("C001", "barcode-shared", Error, Catalog(barcode_shared)),
    rule!("C002", "catalog-number-shared", Error, Catalog(catalog_number_shared)),
    rule!("C003", "export-name-shared", Warning, Catalog(export_name_shared)),
    rule!("C004", "isrc-two-titles", Warning, Catalog(isrc_two_titles)),
    rule!("C005", "isrc-two-performers", Error, Catalog(isrc_two_performers)),
    rule!("C006", "isrc-two-durations", Warning, Catalog(isrc_two_durations)),
    rule!("C007", "isrc-twice-on-release", Warning, Record(isrc_twice_on_release)),
    rule!("C008", "recording-two-isrcs", Info, Catalog(recording_two_isrcs)),
    rule!("C009", "label-spelled-twice", Warning, Catalog(label_spelled_twice)),
    rule!("C010", "performer-spelled-twice-in-catalog", Warning, Catalog(performer_spelled_twice)),
];

/// A barcode is of one release. Zeros in front make no difference: shops compare fourteen digits.
fn barcode_shared(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "compare both with their sleeves: a barcode is never used twice";
    shared(catalog, &catalog.barcodes, ["another release has this barcode", help], findings);
}

/// A label gives a number to one release, in whatever way it is written. The disc and the download may share it.
fn catalog_number_shared(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "compare both with their spines: a label counts each release once";
    shared(
        catalog,
        &catalog.numbers_of_labels,
        ["another release of the label has this catalog number", help],
        findings,
    );
}

/// Says of each place of a key behind the first that the key is there already.
fn shared(catalog: &Catalog, keys: &Keys, [message, help]: [&str; 2], findings: &mut CatalogFindings) {
    let groups = keys.repeated();
    let pairs = groups.iter().flat_map(|places| places[1..].iter().map(|other| (places[0], *other)));
    for (first, other) in pairs.take(MOST) {
        findings.at(catalog.show(other), message).also(catalog.show(first), "the first").help(help);
    }
}

/// No two files have one name: their exports would be one file.
fn export_name_shared(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "rename one of the files; only as a bundle could both be exported";
    let message = "another record’s file has this name, and exports are named after it";
    shared(catalog, &catalog.export_names, [message, help], findings);
}

/// A recording has one ISRC.
fn recording_two_isrcs(catalog: &Catalog, findings: &mut CatalogFindings) {
    for (first, other) in catalog.recordings.twins().take(MOST) {
        let message = format!("this has the ISRC `{}` here, and `{}` on another release", other.isrc(), first.isrc());
        findings
            .at(catalog.show_part(other, Part::Title), message)
            .also(catalog.show_part(first, Part::Title), "the same title, performers and length")
            .help("give both the ISRC that came first, or say in `version` what is other here");
    }
}

/// An ISRC has one title.
fn isrc_two_titles(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "give both the same `title` and `version`, or the other recording its own ISRC";
    differing(catalog, Part::Title, ["another title or version", help], findings);
}

/// An ISRC has the same main performers wherever it stands.
fn isrc_two_performers(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "compare the ISRC with the label's list: it is of one recording, by the same main performers";
    differing(catalog, Part::Performers, ["other main performers", help], findings);
}

/// An ISRC has one length, but for a fade or a pause.
fn isrc_two_durations(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "measure both: a longer or shorter edit is a recording with an ISRC of its own";
    differing(catalog, Part::Duration, ["another duration", help], findings);
}

/// Says of each recording that its ISRC has something else on another release.
fn differing(catalog: &Catalog, part: Part, [what, help]: [&str; 2], findings: &mut CatalogFindings) {
    let pairs = catalog.recordings.pairs().filter(|(first, other)| other.difference(first) == Some(part));
    for (first, other) in pairs.take(MOST) {
        findings
            .at(catalog.show_part(other, part), format!("the ISRC `{}` has {what} on another release", other.isrc()))
            .also(catalog.show_part(first, part), "the first")
            .help(help);
    }
}

/// The tracks of a release are of different recordings; media of different kinds may have the same ones.
fn isrc_twice_on_release(record: &Record, findings: &mut Findings) {
    let release = &record.release;
    // Most releases have theirs in order, and then none is there twice.
    let keys = release.all_tracks().filter_map(|track| track.isrc.as_ref()).map(|isrc| isrc.signs());
    if keys.is_sorted_by(|one, other| one < other) {
        return;
    }
    let formats = release.media.iter().map(|medium| medium.format.as_ref());
    let own = Some(None).filter(|_| !release.tracks.is_empty());
    let mut tracks = Vec::with_capacity(release.all_tracks().count());
    for (side, (format, list)) in own.into_iter().chain(formats).zip(release.sides()).enumerate() {
        let numbered = list.iter().filter_map(|track| Some((track.isrc.as_ref()?, track)));
        let numbered = numbered.filter(|(isrc, _)| !isrc.is_placeholder());
        tracks.extend(numbered.map(|(isrc, track)| Numbered { key: number(isrc), side, format, isrc, track }));
    }
    tracks.sort_by_key(|track| track.key);
    for group in tracks.chunk_by(|one, other| one.key == other.key).filter(|group| group.len() > 1) {
        for other in &group[1..] {
            // Two tracks that cannot be told apart have their finding already.
            let is_told = other.side == group[0].side && other.track.title_print() == group[0].track.title_print();
            if is_told || other.format != group[0].format {
                continue;
            }
            findings
                .at(other.isrc, format!("two tracks of this release have the ISRC `{}`", other.isrc.compact()))
                .also(group[0].isrc.span, "the first")
                .help("compare both with the label's list: each recording has its own");
        }
    }
}

/// A track with its ISRC, and the medium it is on.
struct Numbered<'a> {
    key: u64,
    side: usize,
    format: Option<&'a Spanned<Text>>,
    isrc: &'a Spanned<Isrc>,
    track: &'a Track,
}

/// A label is spelled in one way.
fn label_spelled_twice(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "write it as the label does, in every record";
    spelled_twice(catalog, &catalog.labels, letters, help, findings);
}

/// Without a roster, too, a performer is spelled in one way.
fn performer_spelled_twice(catalog: &Catalog, findings: &mut CatalogFindings) {
    let help = "write it in one way, or keep a roster that tells the two apart";
    spelled_twice(catalog, &catalog.performers, |name| letters(without_article(name)), help, findings);
}

/// Says of each rarer spelling of a name that there is a usual one.
fn spelled_twice(
    catalog: &Catalog,
    names: &Spellings,
    fold: fn(&str) -> String,
    help: &str,
    findings: &mut CatalogFindings,
) {
    let groups = names.several(fold);
    let pairs = groups.iter().flat_map(|spellings| spellings[1..].iter().map(|other| (spellings[0], *other)));
    // What one record spells in two ways, that record has a finding of.
    let pairs = pairs.filter(|((_, usual), (_, other))| usual.first.record != other.first.record);
    for ((name, usual), (other, spelling)) in pairs.take(MOST) {
        findings
            .at(catalog.show(&spelling.first), format!("`{other}` is `{name}` in another record"))
            .also(catalog.show(&usual.first), "spelled so here")
            .help(help);
    }
}

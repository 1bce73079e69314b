//! I: the numbers of releases, recordings, works and names.
use crate::{
    diagnostic::Change,
    record::{
        Record,
        identifiers::{Ipi, Isrc, Iswc, catalog_number::resemblance},
        roster::Roster,
    },
    rule::{Findings, Rule, rule},
    span::{Span, Spanned},
};

pub(super) const RULES: &[Rule] = &[
    rule!("I001", "isrc-printed-form", Warning, Record(isrc_printed_form), Safe),
    rule!("I002", "isrc-prefix", Warning, Record(isrc_prefix)),
    rule!("I004", "isrc-placeholder", Warning, Record(isrc_placeholder)),
    rule!("I005", "barcode-check-digit", Error, Record(barcode_check_digit)),
    rule!("I007", "barcode-printed-form", Warning, Record(barcode_printed_form), Safe),
    rule!("I008", "iswc-check-digit", Error, Record(iswc_check_digit)),
    rule!("I009", "iswc-printed-form", Warning, Record(iswc_printed_form), Safe),
    rule!("I010", "isni-check-digit", Error, Roster(isni_check_digit)),
    rule!("I011", "ipi-check-digit", Warning, RecordAndRoster(ipi_check_digit, roster_ipi_check_digit)),
    rule!("I012", "catalog-number-is-another-identifier", Warning, Record(catalog_number_is_another)),
    rule!("I013", "grid-check-digit", Error, Record(grid_check_digit)),
];

/// Calls for each ISRC of a record: of its tracks, and of the originals of covers.
fn each_isrc<'a>(record: &'a Record, mut look: impl FnMut(&'a Spanned<Isrc>)) {
    record.release.all_tracks().for_each(|track| {
        if let Some(isrc) = &track.isrc {
            look(isrc);
        }
        if let Some(isrc) = track.cover_of.as_ref().and_then(|cover| cover.isrc.as_ref()) {
            look(isrc);
        }
    });
}

/// Every work's number of a record.
fn iswcs(record: &Record) -> impl Iterator<Item = &Spanned<Iswc>> {
    record.release.all_tracks().filter_map(|track| track.iswc.as_ref())
}

/// Where the last signs of a value stand.
fn last<T>(value: &Spanned<T>, count: u32) -> Span {
    let end = value.span.end - u32::from(value.quoted);
    match value.span.len() {
        length if length > (count as usize) + 1 => Span::new(end - count, end),
        _ => value.span,
    }
}

/// A finding of what is written for readers, with the form that machines take.
fn printed_form<T>(value: &Spanned<T>, compact: &str, name: &str, findings: &mut Findings) {
    findings
        .at(value, format!("this {name} is written as in print"))
        .help(format!("write `{compact}`: shops take it without blanks, hyphens and small letters"))
        .mend([Change::Write(value.span, compact.to_owned())]);
}

/// An ISRC stands without what is only there for readers.
fn isrc_printed_form(record: &Record, findings: &mut Findings) {
    each_isrc(record, |isrc| {
        if isrc.is_printed_form() {
            printed_form(isrc, isrc.compact(), "ISRC", findings);
        }
    });
}

/// An ISRC begins with letters that were given out.
fn isrc_prefix(record: &Record, findings: &mut Findings) {
    each_isrc(record, |isrc| {
        if !isrc.has_allotted_prefix() && !isrc.is_marked() {
            findings
                .at(isrc, format!("no ISRC begins with `{}`", isrc.prefix()))
                .help("compare it with the label's list: its first two letters are those of an agency");
        }
    });
}

/// An ISRC is a recording's own.
fn isrc_placeholder(record: &Record, findings: &mut Findings) {
    each_isrc(record, |isrc| {
        if isrc.is_placeholder() {
            findings
                .at(isrc, format!("`{}` only keeps the place of an ISRC", isrc.compact()))
                .help("delete it, and ask the label for the recording's own");
        }
    });
}

/// The last digit of a barcode is the one that the others call for.
fn barcode_check_digit(record: &Record, findings: &mut Findings) {
    let Some(barcode) = &record.release.barcode else { return };
    let Err(due) = barcode.check_digit() else { return };
    let finding = findings.on(last(barcode, 1), format!("the check digit of `{}` should be {due}", barcode.compact()));
    match barcode.add_on(barcode.compact()) {
        Some(add_on) => finding.label("perhaps an add-on was typed behind it").help(format!(
            "compare the number with the sleeve: without the last two digits, `{}` is right",
            add_on.barcode
        )),
        None => finding
            .label(format!("the other digits call for {due}"))
            .help("compare the number with the sleeve: a digit is wrong, or two have changed places"),
    };
}

/// A barcode stands without the blanks of print.
fn barcode_printed_form(record: &Record, findings: &mut Findings) {
    for barcode in record.release.barcode.iter().filter(|barcode| barcode.is_printed_form()) {
        findings
            .at(barcode, "this barcode is written as in print")
            .help(format!("write `\"{0}\"`: shops take digits alone", barcode.compact()))
            .mend([Change::Write(barcode.span, barcode.compact().to_owned())]);
    }
}

/// The last sign of a `GRid` is the one that the others call for.
fn grid_check_digit(record: &Record, findings: &mut Findings) {
    let Some(grid) = &record.release.grid else { return };
    let Err(due) = grid.check_digit() else { return };
    findings
        .on(last(grid, 1), format!("the last sign of `{}` should be {due}", grid.compact()))
        .label(format!("the other signs call for {due}"))
        .help("compare the number with the label's list: a sign is wrong, or two have changed places");
}

/// The last digit of an ISWC is the one that the others call for.
fn iswc_check_digit(record: &Record, findings: &mut Findings) {
    for iswc in iswcs(record) {
        let Err(due) = iswc.check_digit() else { continue };
        findings
            .on(last(iswc, 1), format!("the check digit of `{}` should be {due}", iswc.compact()))
            .label(format!("the other digits call for {due}"))
            .help("compare the number with the publisher's: a digit is wrong, or two have changed places");
    }
}

/// An ISWC stands without what is only there for readers.
fn iswc_printed_form(record: &Record, findings: &mut Findings) {
    for iswc in iswcs(record).filter(|iswc| iswc.is_printed_form()) {
        printed_form(iswc, iswc.compact(), "ISWC", findings);
    }
}

/// The last sign of an ISNI is the one that the others call for.
fn isni_check_digit(roster: &Roster, findings: &mut Findings) {
    for isni in roster.entries.iter().filter_map(|(_, entry)| entry.isni.as_ref()) {
        let Err(due) = isni.check_digit() else { continue };
        findings
            .on(last(isni, 1), format!("the last sign of `{}` should be {due}", isni.compact()))
            .label(format!("the other digits call for {due}"))
            .help("compare the number with isni.org: a digit is wrong, or two have changed places");
    }
}

/// The last two digits of a writer's IPI name number are those that the others call for.
fn ipi_check_digit(record: &Record, findings: &mut Findings) {
    let writers = record.release.all_tracks().flat_map(|track| &track.writers);
    writers.filter_map(|writer| writer.ipi.as_ref()).for_each(|ipi| ipi_digits(ipi, findings));
}

/// The same of a performer's.
fn roster_ipi_check_digit(roster: &Roster, findings: &mut Findings) {
    let all = roster.entries.iter().filter_map(|(_, entry)| entry.ipi.as_ref());
    all.for_each(|ipi| ipi_digits(ipi, findings));
}

fn ipi_digits(ipi: &Spanned<Ipi>, findings: &mut Findings) {
    if let Err(due) = ipi.check_digits() {
        findings
            .on(last(ipi, 2), format!("the last two digits of `{}` should be {due}", ipi.compact()))
            .help("compare the number with the society's: a digit is wrong, or two have changed places");
    }
}

/// A catalog number is the label's own, and no number of another kind.
fn catalog_number_is_another(record: &Record, findings: &mut Findings) {
    let Some(number) = &record.release.catalog_number else { return };
    let Some(other) = resemblance(number) else { return };
    findings
        .at(number, format!("`{}` is {}, and no catalog number", number.value, other.name()))
        .help("write the label's own number for the release, as on the spine");
}

//! C: what only all records together can show.
use crate::{
    catalog::Catalog,
    rule::{CatalogFindings, Rule, rule},
};

pub(super) const RULES: &[Rule] = &[rule!("C001", "barcode-shared", Error, Catalog(barcode_shared))];

/// A barcode is of one release. Zeros in front make no difference: shops compare fourteen digits.
fn barcode_shared(catalog: &Catalog, findings: &mut CatalogFindings) {
    for places in catalog.barcodes.repeated() {
        let [first, others @ ..] = &places[..] else { continue };
        for other in others {
            findings
                .at(catalog.show(other), "another release has this barcode")
                .also(catalog.show(first), "the first")
                .help("compare both with their sleeves: a barcode is never used twice");
        }
    }
}

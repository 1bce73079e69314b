//! All the exporters, a format family to a file. `BLESS=1 cargo test` keeps the two lists below.
mod csv;
mod ern;
mod json;
mod shop;
mod xlsx;
mod xml;

use crate::exporter::Exporter;

#[rustfmt::skip]
const FAMILIES: &[&[Exporter]] = &[
    csv::EXPORTERS,
    ern::EXPORTERS,
    json::EXPORTERS,
    shop::EXPORTERS,
    xlsx::EXPORTERS,
    xml::EXPORTERS,
];

/// Every exporter.
pub(crate) fn all() -> impl Iterator<Item = &'static Exporter> {
    FAMILIES.iter().copied().flatten()
}

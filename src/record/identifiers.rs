//! The numbers by which the world knows a release, a recording, a work, a name. Each is kept in its compact form.
pub(crate) mod barcode;
pub(crate) mod catalog_number;
mod check_digit;
pub(crate) mod compact;
pub(crate) mod dpid;
pub(crate) mod fault;
mod form;
pub(crate) mod grid;
pub(crate) mod ipi;
pub(crate) mod isni;
pub(crate) mod isrc;
pub(crate) mod iswc;
pub(crate) mod label_code;
mod lookalike;
pub(crate) mod mbid;

pub use barcode::Barcode;
pub use dpid::Dpid;
pub use fault::{Fault, Kind};
pub use grid::Grid;
pub use ipi::{Ipi, IpiBase};
pub use isni::Isni;
pub use isrc::Isrc;
pub use iswc::Iswc;
pub use label_code::LabelCode;
pub use mbid::Mbid;

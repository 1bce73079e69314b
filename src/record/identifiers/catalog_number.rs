//! The label's own number for a release: free text, unless it is a number of another kind in the wrong place.
use crate::record::identifiers::barcode::Barcode;
use crate::record::identifiers::isrc::Isrc;
use crate::record::identifiers::label_code::LabelCode;

/// Another identifier that a catalog number seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resemblance {
    Isrc,
    LabelCode,
    Barcode,
}

impl Resemblance {
    /// Its name with the article.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Isrc => "an ISRC",
            Self::LabelCode => "a label code",
            Self::Barcode => "a barcode",
        }
    }
}

/// What a catalog number seems to be, if something else. Labels number as they like, so it has to be it in full: an ISRC with a
/// prefix that is given out, a barcode of at least twelve digits with the right check digit. Eight digits in a row are many a
/// label's own number.
pub(crate) fn resemblance(text: &str) -> Option<Resemblance> {
    // All of them are twelve signs or more, or begin with `LC`.
    if text.len() < 12 && !text.trim_start().get(..2).is_some_and(|start| start.eq_ignore_ascii_case("LC")) {
        return None;
    }
    if LabelCode::parse(text).is_ok() {
        return Some(Resemblance::LabelCode);
    }
    if Isrc::parse(text).is_ok_and(|isrc| isrc.has_allotted_prefix()) {
        return Some(Resemblance::Isrc);
    }
    let is_barcode = Barcode::parse(text).is_ok_and(|code| code.compact().len() >= 12 && code.check_digit().is_ok());
    is_barcode.then_some(Resemblance::Barcode)
}

#[cfg(test)]
mod tests {
    use super::{Resemblance, resemblance};

    #[test]
    fn numbers_of_other_kinds_are_known() {
        for (text, expected) in [
            ("GBXWZ0800015", Resemblance::Isrc),
            ("GB-XWZ-08-00015", Resemblance::Isrc),
            ("LC 01234", Resemblance::LabelCode),
            ("lc-1234", Resemblance::LabelCode),
            ("5901234123457", Resemblance::Barcode),
            ("0 77778 62092 1", Resemblance::Barcode),
        ] {
            assert_eq!(resemblance(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn catalog_numbers_are_left_alone() {
        for text in [
            "QR-007",
            "88697123452",
            "07642357",
            "718752155428",
            "SUPR37300012",
            "XRCDBAR12345",
            "LC-001",
            "LC-1234-2",
            "LCD 1234",
            "CAD 3X13 CD",
            "[none]",
            "",
            "ДОРОЖКА 12",
        ] {
            assert_eq!(resemblance(text), None, "{text}");
        }
    }
}

//! Numbers and names that only keep a place: they may be sent in a test, never in earnest.
use super::{Gap, Kind};
use crate::{
    record::{
        Record, Text,
        identifiers::{Barcode, Dpid, Grid, Isrc, Iswc},
    },
    span::{Span, Spanned},
};

/// Every placeholder of a record.
pub(crate) fn placeholders(record: &Record) -> Vec<Gap> {
    let release = &record.release;
    let mut found = Found(Vec::new());
    found.number(release.barcode.as_ref(), is_barcode, "is from the numbers that no product has", Barcode::to_string);
    found.number(release.grid.as_ref(), is_grid, "is nobody's GRid", Grid::to_string);
    found.text(release.catalog_number.as_ref());
    found.text(release.label.as_ref());
    let lines = release.p_line.iter().chain(&release.c_line);
    lines.for_each(|line| found.text(line.owner.as_ref()));
    for track in release.all_tracks() {
        found.number(track.isrc.as_ref(), is_isrc, "is nobody's ISRC", Isrc::to_string);
        found.number(track.iswc.as_ref(), is_iswc, "is nobody's ISWC", Iswc::to_string);
        let original = track.cover_of.as_ref().and_then(|cover| cover.isrc.as_ref());
        found.number(original, is_isrc, "is nobody's ISRC", Isrc::to_string);
        found.text(track.p_line.as_deref().and_then(|line| line.owner.as_ref()));
        track.writers.iter().for_each(|writer| found.text(writer.name.as_ref()));
    }
    found.0
}

struct Found(Vec<Gap>);

impl Found {
    fn number<T>(&mut self, value: Option<&Spanned<T>>, is_one: fn(&T) -> bool, why: &str, shown: fn(&T) -> String) {
        if let Some(value) = value.filter(|value| is_one(value)) {
            self.add(value.span, format!("`{}` only keeps a place: it {why}", shown(value)));
        }
    }

    /// A text that says itself what it is.
    fn text(&mut self, value: Option<&Spanned<Text>>) {
        if let Some(value) = value.filter(|value| value.to_ascii_lowercase().contains("placeholder")) {
            self.add(value.span, format!("`{}` only keeps a place", value.value));
        }
    }

    fn add(&mut self, span: Span, message: String) {
        let help = "write the real one; until it is known, only a test can be sent (`--test`)".to_owned();
        self.0.push(Gap { kind: Kind::Missing, span, message, help });
    }
}

fn is_isrc(isrc: &Isrc) -> bool {
    isrc.is_marked() || isrc.is_placeholder()
}

/// Numbers that begin with 02, 04 or 2 are for use within a company (GS1, restricted circulation).
fn is_barcode(barcode: &Barcode) -> bool {
    let padded = barcode.padded();
    let is_short = barcode.compact().len() == 8;
    let is_nought = padded.iter().all(|digit| *digit == b'0');
    is_nought || (matches!(padded[1..3], [b'0', b'2' | b'4'] | [b'2', _]) && !is_short)
}

/// An issuer of nothing but `X` or `0`.
fn is_grid(grid: &Grid) -> bool {
    matches!(&grid.compact().as_bytes()[2..7], b"XXXXX" | b"00000")
}

/// A work with the number nought.
fn is_iswc(iswc: &Iswc) -> bool {
    iswc.compact().starts_with("T000000")
}

/// The numbers are given out by the date of the licence, which does not begin with four zeros.
pub(crate) fn is_dpid(dpid: &Dpid) -> bool {
    dpid.compact().as_bytes().get(7..11).is_some_and(|year| matches!(year, b"0000" | b"XXXX"))
}

#[cfg(test)]
mod tests {
    use super::{is_barcode, is_dpid, is_grid, is_isrc};

    #[test]
    fn placeholders_are_told_from_real_numbers() {
        let isrc = |text: &str| is_isrc(&text.parse().expect(text));
        assert!(isrc("XXTST1800001") && isrc("GBXWZ0800000"));
        assert!(!isrc("GBXWZ0800015") && !isrc("QZXXX2600001"));
        let barcode = |text: &str| is_barcode(&text.parse().expect(text));
        assert!(barcode("2000000000015") && barcode("0212345678901") && barcode("212345678901"));
        assert!(barcode("0000000000000"));
        assert!(
            !barcode("0077778620921") && !barcode("5901234123457") && !barcode("4006381333931") && !barcode("20123451")
        );
        let grid = |text: &str| is_grid(&text.parse().expect(text));
        assert!(grid("A1XXXXXABC1234002M") && !grid("A12425GABC1234002M"));
        let dpid = |text: &str| is_dpid(&text.parse().expect(text));
        assert!(dpid("PADPIDA0000000000Q") && !dpid("PADPIDA2014122301Q"));
    }
}

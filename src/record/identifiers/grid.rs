//! The number of a digital release (IFPI, Global Release Identifier).
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::Fault;
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a digital release (IFPI): `A1`, sixteen letters and digits.
    Grid, 18
}

const FORM: Form = Form {
    name: "a GRid",
    word: "GRID",
    made_of: "letters and digits, `A1` in front",
    places: b"a1****************",
    lengths: &[18],
    groups: &[],
};

impl Grid {
    /// Reads the compact form or a printed one, with hyphens and `GRID:` before it.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self)
    }

    /// As in print: `A1-2425G-ABC1234002-M`.
    #[must_use]
    pub fn printed(&self) -> String {
        self.0.grouped(&[2, 7, 17], '-')
    }

    /// Whether the last sign is the one that the others call for (ISO 7064, MOD 37,36); if not, which that is.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digit(&self) -> Result<(), char> {
        check_digit::check(self.0.bytes(), check_digit::mod_37_36)
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn published_numbers_are_right() {
        for (text, compact) in [
            ("A1-2425G-ABC1234002-M", "A12425GABC1234002M"),
            ("A10302B0003311870S", "A10302B0003311870S"),
            ("A10302B00033760393", "A10302B00033760393"),
            ("A10367T71015000002", "A10367T71015000002"),
            ("GRID:A1-2425G-ABC1234002-M", "A12425GABC1234002M"),
            ("grid: a12425gabc1234002m", "A12425GABC1234002M"),
        ] {
            let grid = Grid::parse(text).expect(text);
            assert_eq!((grid.compact(), grid.check_digit()), (compact, Ok(())), "{text}");
            assert_eq!(Grid::is_compact_form(text), text == compact, "{text}");
        }
        let printed = Grid::parse("A12425GABC1234002M").map(|grid| grid.printed());
        assert_eq!(printed.as_deref(), Ok("A1-2425G-ABC1234002-M"));
    }

    #[test]
    fn wrong_check_signs_are_kept_and_known() {
        for (text, due) in [("A1-2425G-ABC1234002-Q", 'M'), ("A1UCASE0000000001X", 'B')] {
            assert_eq!(Grid::parse(text).map(|grid| grid.check_digit()), Ok(Err(due)), "{text}");
        }
    }

    #[test]
    fn what_is_no_grid_is_told_why() {
        for (text, kind, message) in [
            (
                "A1-BENCH-GRID-0001",
                Kind::Length,
                "`A1-BENCH-GRID-0001` has 15, a GRid has 18 letters and digits, `A1` in front",
            ),
            (
                "B12425GABC1234002M",
                Kind::Sign,
                "`B` stands where a GRid has `A`: sign 1 of 18 letters and digits, `A1` in front",
            ),
        ] {
            let fault = Grid::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.message.as_str()), (kind, message), "{text}");
        }
    }
}

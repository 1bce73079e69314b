//! The number of a work, whoever sings it (ISO 15707).
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::Fault;
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a work (ISO 15707): `T` and ten digits.
    Iswc, 11
}

const FORM: Form = Form {
    name: "an ISWC",
    word: "ISWC",
    made_of: "signs, a `T` and ten digits",
    places: b"t9999999999",
    lengths: &[11],
    groups: &[],
};

impl Iswc {
    /// Reads the compact form or a printed one, with hyphens, full stops and blanks.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self)
    }

    /// As in print: `T-034.524.680-1`.
    #[must_use]
    pub fn printed(&self) -> String {
        let compact = self.compact();
        let part = |from, to| compact.get(from..to).unwrap_or_default();
        format!("{}-{}.{}.{}-{}", part(0, 1), part(1, 4), part(4, 7), part(7, 10), part(10, 11))
    }

    /// Whether the last digit is the one that the others call for; if not, which that is.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digit(&self) -> Result<(), char> {
        check_digit::check(self.0.bytes().get(1..).unwrap_or_default(), check_digit::iswc)
    }
}

#[cfg(test)]
mod tests {
    use super::Iswc;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn published_numbers_are_right() {
        for (text, compact) in [
            ("T-034.524.680-1", "T0345246801"),
            ("T-000.000.001-0", "T0000000010"),
            ("T-010.171.314-7", "T0101713147"),
            ("T- 101.914.232-4", "T1019142324"),
            ("T0000000010", "T0000000010"),
            ("T-702.152.911-5", "T7021529115"),
            ("T-070.178.113-6", "T0701781136"),
            ("T-900.213.450-1", "T9002134501"),
            ("ISWC T-034.524.680-1", "T0345246801"),
            ("t0345246801", "T0345246801"),
        ] {
            let iswc = Iswc::parse(text).expect(text);
            assert_eq!((iswc.compact(), iswc.check_digit()), (compact, Ok(())), "{text}");
            assert_eq!(Iswc::is_compact_form(text), text == compact, "{text}");
            assert_eq!(Iswc::parse(&iswc.printed()), Ok(iswc), "{text}");
        }
        assert_eq!(Iswc::parse("T0345246801").map(|iswc| iswc.printed()).as_deref(), Ok("T-034.524.680-1"));
    }

    #[test]
    fn wrong_check_digits_are_kept_and_known() {
        for (text, due) in [("T1234567890", '4'), ("T-345.246.800-1", '3'), ("T-000.000.002-0", '1')] {
            assert_eq!(Iswc::parse(text).map(|iswc| iswc.check_digit()), Ok(Err(due)), "{text}");
        }
    }

    #[test]
    fn what_is_no_iswc_is_told_why() {
        for (text, kind, at, message) in [
            ("T00010", Kind::Length, 0..6, "`T00010` has 6, an ISWC has 11 signs, a `T` and ten digits"),
            ("T-000.000-0", Kind::Length, 0..11, "`T-000.000-0` has 8, an ISWC has 11 signs, a `T` and ten digits"),
            ("0345246801", Kind::Length, 0..10, "`0345246801` has 10, an ISWC has 11 signs, a `T` and ten digits"),
            (
                "Т0345246801",
                Kind::Lookalike,
                0..2,
                "the `Т` in `Т0345246801` is a Cyrillic Te, where the Latin letter T is due",
            ),
            ("W0345246801", Kind::Sign, 0..1, "`W` does not belong in an ISWC"),
        ] {
            let fault = Iswc::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at, fault.message.as_str()), (kind, at, message), "{text}");
        }
    }
}

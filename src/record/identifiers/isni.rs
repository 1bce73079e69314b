//! The number of a name (ISO 27729).
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::Fault;
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a name (ISO 27729): fifteen digits, and a digit or an `X`.
    Isni, 16
}

const FORM: Form = Form {
    name: "an ISNI",
    word: "ISNI",
    made_of: "digits, the last of which may be an `X`",
    places: b"999999999999999X",
    lengths: &[16],
    groups: &[],
};

impl Isni {
    /// Reads the compact form or a printed one, with blanks and hyphens.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self)
    }

    /// As in print, in fours: `0000 0001 2281 955X`.
    #[must_use]
    pub fn printed(&self) -> String {
        self.0.grouped(&[4, 8, 12], ' ')
    }

    /// Whether the last sign is the one that the others call for (ISO 7064, MOD 11-2); if not, which that is.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digit(&self) -> Result<(), char> {
        check_digit::check(self.0.bytes(), check_digit::mod_11_2)
    }
}

#[cfg(test)]
mod tests {
    use super::Isni;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn published_numbers_are_right() {
        for (text, compact) in [
            ("0000 0001 2281 955X", "000000012281955X"),
            ("0000000081697225", "0000000081697225"),
            ("0000000115935851", "0000000115935851"),
            ("0000000364434564", "0000000364434564"),
            ("0000000106750994", "0000000106750994"),
            ("ISNI 0000-0001-2281-955x", "000000012281955X"),
        ] {
            let isni = Isni::parse(text).expect(text);
            assert_eq!((isni.compact(), isni.check_digit()), (compact, Ok(())), "{text}");
            assert_eq!(Isni::is_compact_form(text), text == compact, "{text}");
        }
        assert_eq!(Isni::parse("000000012281955X").map(|isni| isni.printed()).as_deref(), Ok("0000 0001 2281 955X"));
    }

    #[test]
    fn wrong_check_digits_are_kept_and_known() {
        for (text, due) in [("0000 0001 1111 955X", '8'), ("000000010675099X", '4')] {
            assert_eq!(Isni::parse(text).map(|isni| isni.check_digit()), Ok(Err(due)), "{text}");
        }
    }

    #[test]
    fn what_is_no_isni_is_told_why() {
        let extent = "an ISNI has 16 digits, the last of which may be an `X`";
        for (text, kind, at, message) in [
            ("0000 0001 2281", Kind::Length, 0..14, format!("`0000 0001 2281` has 12, {extent}")),
            ("000000010675099Y", Kind::Sign, 15..16, "`Y` does not belong in an ISNI".to_owned()),
            ("106750994", Kind::Length, 0..9, format!("`106750994` has 9, {extent}")),
            (
                "0000000106X50994",
                Kind::Sign,
                10..11,
                "`X` stands where an ISNI has a digit: sign 11 of 16 digits, the last of which may be an `X`"
                    .to_owned(),
            ),
        ] {
            let fault = Isni::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at, fault.message), (kind, at, message), "{text}");
        }
    }
}

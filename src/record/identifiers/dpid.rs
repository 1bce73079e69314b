//! The number of a sender or receiver of messages (DDEX Party Identifier).
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::Fault;
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a sender or receiver of messages (DDEX): `PADPIDA` and eleven letters and digits.
    Dpid, 18
}

const FORM: Form = Form {
    name: "a DPID",
    word: "DPID",
    made_of: "letters and digits, `PADPIDA` in front",
    places: b"padpida***********",
    lengths: &[18],
    groups: &[],
};

impl Dpid {
    /// Reads the compact form or a printed one, with hyphens.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self)
    }

    /// As in print: `PA-DPIDA-2014122301-Q`. Messages have the compact form only.
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
    use super::Dpid;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn published_numbers_are_right() {
        for text in ["PADPIDA3897722461G", "PADPIDA2014122301Q", "PADPIDA2013020802I", "PADPIDA2013042401U"] {
            let dpid = Dpid::parse(text).expect(text);
            assert_eq!((dpid.compact(), dpid.check_digit()), (text, Ok(())));
            assert!(Dpid::is_compact_form(text));
        }
    }

    #[test]
    fn the_printed_form_is_read_and_is_not_the_compact_one() {
        let printed = "PA-DPIDA-2014122301-Q";
        let dpid = Dpid::parse(printed).expect(printed);
        assert_eq!((dpid.compact(), dpid.printed().as_str()), ("PADPIDA2014122301Q", printed));
        assert!(!Dpid::is_compact_form(printed));
    }

    #[test]
    fn wrong_check_signs_are_kept_and_known() {
        for (text, due) in [("PADPIDA0000000001A", 'O'), ("PADPIDA20129999999", 'G'), ("PADPIDA2014101001U", 'E')] {
            assert_eq!(Dpid::parse(text).map(|dpid| dpid.check_digit()), Ok(Err(due)), "{text}");
        }
    }

    #[test]
    fn what_is_no_dpid_is_told_why() {
        let fault = Dpid::parse("PADPIDA2014").expect_err("eleven signs");
        assert_eq!(fault.kind, Kind::Length);
        assert_eq!(fault.message, "`PADPIDA2014` has 11, a DPID has 18 letters and digits, `PADPIDA` in front");
    }
}

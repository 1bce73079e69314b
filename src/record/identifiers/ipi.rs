//! The numbers of those who own rights, at the rights societies (CISAC): a name number for each name, a base number for the person.
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::{Compact, identifier};
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a name at the rights societies: eleven digits, with zeros in front.
    Ipi, 11
}

identifier! {
    /// The number of a person or company at the rights societies: a letter and ten digits.
    IpiBase, 11
}

const NAME: Form = Form {
    name: "an IPI name number",
    word: "IPI",
    made_of: "digits",
    places: b"99999999999",
    lengths: &[11],
    groups: &[],
};

/// The zeros in front are often left out; fewer digits than five are none.
const SHORT: Form = Form { lengths: &[5, 6, 7, 8, 9, 10, 11], ..NAME };

const BASE: Form = Form {
    name: "an IPI base number",
    word: "IPI",
    made_of: "signs, a letter and ten digits",
    places: b"A9999999999",
    lengths: &[11],
    groups: &[],
};

impl Ipi {
    /// Reads the digits, with blanks, full stops and hyphens between them; zeros that are left out in front are put there.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let short: Compact<11> = SHORT.read(text).map_err(|fault| match fault.kind {
            Kind::Length | Kind::Empty => NAME.read::<11>(text).err().unwrap_or(fault),
            _ => fault,
        })?;
        let mut padded = [b'0'; 11];
        let start = padded.len().saturating_sub(short.bytes().len());
        padded[start..].copy_from_slice(short.bytes());
        if padded == [b'0'; 11] {
            let at = trimmed(text);
            let message =
                format!("{} is nobody's number, an IPI name number is not all zeros", quoted(&text[at.clone()]));
            return Err(
                Fault::new(Kind::Placeholder, at, message).help("delete it, and ask the writer's rights society")
            );
        }
        Ok(Self(Compact::new(&padded).unwrap_or_default()))
    }

    /// As in print: eleven digits in a row.
    #[must_use]
    pub fn printed(&self) -> String {
        self.compact().to_owned()
    }

    /// Whether the last two digits are those that the others call for; if not, which those are. The rule is not published, so a
    /// number that breaks it is doubtful rather than wrong.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digits(&self) -> Result<(), String> {
        let Some((body, last)) = self.0.bytes().split_at_checked(9) else { return Ok(()) };
        let due = check_digit::ipi_name(body);
        if due == last { Ok(()) } else { Err(due.into_iter().map(char::from).collect()) }
    }
}

impl IpiBase {
    /// Reads the compact form or a printed one, with hyphens.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        BASE.read(text).map(Self)
    }

    /// As in print: `I-001068130-6`.
    #[must_use]
    pub fn printed(&self) -> String {
        self.0.grouped(&[1, 10], '-')
    }

    /// Whether the last digit is the one that the others call for; doubtful rather than wrong, as of [`Ipi::check_digits`]. Of
    /// other first letters than `I` nothing is known.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digit(&self) -> Result<(), char> {
        match self.0.bytes() {
            [b'I', digits @ ..] => check_digit::check(digits, check_digit::ipi_base),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ipi, IpiBase};
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn published_name_numbers_are_right() {
        for text in
            ["00014107338", "00274373649", "00045620792", "00052210040", "00334284961", "00011123948", "00600664284"]
        {
            let ipi = Ipi::parse(text).expect(text);
            assert_eq!((ipi.compact(), ipi.check_digits()), (text, Ok(())));
            assert!(Ipi::is_compact_form(text));
        }
    }

    #[test]
    fn zeros_in_front_are_put_there() {
        for (text, compact) in [
            ("14107338", "00014107338"),
            ("014107338", "00014107338"),
            ("00014.10.73.38", "00014107338"),
            ("IPI 00014107338", "00014107338"),
            ("07338", "00000007338"),
        ] {
            assert_eq!(Ipi::parse(text).map(|it| it.to_string()).as_deref(), Ok(compact), "{text}");
        }
    }

    #[test]
    fn doubtful_check_digits_are_kept_and_known() {
        assert_eq!(Ipi::parse("00000007338").map(|ipi| ipi.check_digits()), Ok(Err("74".to_owned())));
        assert_eq!(Ipi::parse("00014107339").map(|ipi| ipi.check_digits()), Ok(Err("38".to_owned())));
        assert_eq!(Ipi::default().check_digits(), Ok(()));
    }

    #[test]
    fn what_is_no_name_number_is_told_why() {
        for (text, kind, at, message) in [
            (
                "00000000000",
                Kind::Placeholder,
                0..11,
                "`00000000000` is nobody's number, an IPI name number is not all zeros",
            ),
            ("", Kind::Empty, 0..0, "there is nothing here, an IPI name number has 11 digits"),
            (
                "MusicBrainz::Server=HASH(0x1)",
                Kind::Sign,
                0..25,
                "`MusicBrainz::Server=HASH(` does not belong in an IPI name number",
            ),
            ("000141073380", Kind::Length, 0..12, "`000141073380` has 12, an IPI name number has 11 digits"),
            ("338", Kind::Length, 0..3, "`338` has 3, an IPI name number has 11 digits"),
        ] {
            let fault = Ipi::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at, fault.message.as_str()), (kind, at, message), "{text}");
        }
    }

    #[test]
    fn base_numbers_are_read_as_in_print() {
        let base = IpiBase::parse("I-001068130-6").expect("as published");
        assert_eq!(
            (base.compact(), base.printed().as_str(), base.check_digit()),
            ("I0010681306", "I-001068130-6", Ok(()))
        );
        assert_eq!(IpiBase::parse("I-001068130-7").map(|base| base.check_digit()), Ok(Err('6')));
        assert_eq!(IpiBase::parse("X0010681307").map(|base| base.check_digit()), Ok(Ok(())));
        assert_eq!(IpiBase::parse("001068130").expect_err("without letter").kind, Kind::Length);
    }
}

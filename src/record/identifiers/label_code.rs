//! The number of a label at GVL, printed on sleeves.
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::Fault;
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a label (GVL): `LC-` and four or five digits. It has no check digit.
    LabelCode, 8
}

const FORM: Form = Form {
    name: "a label code",
    word: "",
    made_of: "signs, `LC` and four or five digits",
    places: b"lc99999",
    lengths: &[6, 7],
    groups: &[2],
};

impl LabelCode {
    /// Reads `LC` and four or five digits, with or without a blank or hyphen between.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let signs: crate::record::identifiers::compact::Compact<7> = FORM.read(text)?;
        let digits = signs.text().get(2..).unwrap_or_default();
        Ok(Self(
            crate::record::identifiers::compact::Compact::new(format!("LC-{digits}").as_bytes()).unwrap_or_default(),
        ))
    }

    /// As on a sleeve: `LC 04567`.
    #[must_use]
    pub fn printed(&self) -> String {
        self.compact().replace('-', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::LabelCode;
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn label_codes_are_read_as_on_sleeves() {
        for (text, compact) in
            [("LC-1234", "LC-1234"), ("LC 01234", "LC-01234"), ("lc01234", "LC-01234"), ("LC - 1234", "LC-1234")]
        {
            assert_eq!(LabelCode::parse(text).map(|it| it.to_string()).as_deref(), Ok(compact), "{text}");
            assert_eq!(LabelCode::is_compact_form(text), text == compact, "{text}");
        }
        assert_eq!(LabelCode::parse("LC-1234").map(|code| code.printed()).as_deref(), Ok("LC 1234"));
    }

    #[test]
    fn what_is_no_label_code_is_told_why() {
        for (text, kind) in [
            ("LC-123", Kind::Length),
            ("LC-123456", Kind::Length),
            ("LC-O1234", Kind::Lookalike),
            ("LX-1234", Kind::Sign),
            ("LC-12-34", Kind::Groups),
            ("", Kind::Empty),
        ] {
            assert_eq!(LabelCode::parse(text).expect_err(text).kind, kind, "{text}");
        }
    }
}

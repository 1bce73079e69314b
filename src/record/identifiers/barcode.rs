//! The number under the bars (GS1): UPC, EAN or GTIN.
use crate::record::identifiers::check_digit;
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};
use crate::record::identifiers::form::Form;
use std::ops::Range;

identifier! {
    /// The number under the bars (GS1): UPC, EAN or GTIN of 8, 12, 13 or 14 digits. Zeros in front count.
    Barcode, 14
}

const FORM: Form = Form {
    name: "a barcode",
    word: "",
    made_of: "digits",
    places: b"99999999999999",
    lengths: &[8, 12, 13, 14],
    groups: &[],
};

/// The digits of a small second barcode beside the first, typed behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AddOn {
    /// The barcode without them.
    pub(crate) barcode: Barcode,
    /// The bytes of the given text that hold them.
    pub(crate) at: Range<usize>,
}

impl Barcode {
    /// Reads digits, with blanks and hyphens as in print.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self).map_err(|fault| match fault.kind {
            Kind::Length => explained(text, fault),
            Kind::Sign => rounded(text).unwrap_or(fault),
            _ => fault,
        })
    }

    /// As under the bars: `0 36000 24145 7`, `5 901234 123457`.
    #[must_use]
    pub fn printed(&self) -> String {
        let groups: &[usize] = match self.compact().len() {
            8 => &[4],
            12 => &[1, 6, 11],
            13 => &[1, 7],
            _ => &[1, 3, 8, 13],
        };
        self.0.grouped(groups, ' ')
    }

    /// Whether the last digit is the one that the others call for; if not, which that is.
    ///
    /// # Errors
    ///
    /// What it should be.
    pub fn check_digit(&self) -> Result<(), char> {
        check_digit::check(self.0.bytes(), check_digit::mod_10)
    }

    /// With zeros in front up to fourteen digits: the same product has the same ones, however its number is written.
    #[must_use]
    pub fn padded(&self) -> [u8; 14] {
        let mut padded = [b'0'; 14];
        let start = padded.len() - self.0.bytes().len();
        padded[start..].copy_from_slice(self.0.bytes());
        padded
    }

    /// The add-on in a text that was read, if there seems to be one: fourteen digits with a wrong check digit may be a right UPC
    /// and two more. For one in ten such numbers that is chance, so it is to be said beside the check digit, not for certain.
    pub(crate) fn add_on(&self, text: &str) -> Option<AddOn> {
        if self.compact().len() == 14 && self.check_digit().is_err() { add_on(text) } else { None }
    }
}

/// A UPC of twelve or an EAN of thirteen digits that is right in itself, and two or five digits behind it.
fn add_on(text: &str) -> Option<AddOn> {
    let digits: Vec<usize> = text.char_indices().filter(|(_, sign)| sign.is_ascii_digit()).map(|(at, _)| at).collect();
    let length = match digits.len() {
        14 | 17 => 12,
        15 | 18 => 13,
        _ => return None,
    };
    let start = *digits.get(length)?;
    let barcode = FORM.read(&text[..start]).map(Barcode).ok()?;
    barcode.check_digit().ok()?;
    Some(AddOn { barcode, at: start..digits.last()? + 1 })
}

fn explained(text: &str, fault: Fault) -> Fault {
    if let Some(AddOn { barcode, at }) = add_on(text) {
        let message = format!("{} behind `{barcode}` belong to another barcode, an add-on", quoted(&text[at.clone()]));
        return Fault::new(Kind::AddOn, at, message).instead(barcode.compact());
    }
    // Programs that take a barcode for a number drop the zero in front.
    let whole = (text.len() <= 40).then(|| FORM.read(&format!("0{}", text.trim())).map(Barcode).ok()).flatten();
    let whole = whole.filter(|whole| whole.check_digit().is_ok());
    match whole {
        Some(whole) => {
            let help = format!("write `{whole}`, if a zero was lost in front");
            Fault { help: Some(help), ..fault.instead(whole.compact()) }
        }
        None => fault,
    }
}

/// `5.90123E+12`: what a spreadsheet makes of a barcode.
fn rounded(text: &str) -> Option<Fault> {
    let at = trimmed(text);
    let (front, power) = text[at.clone()].split_once("E+").or_else(|| text[at.clone()].split_once("e+"))?;
    let is_number =
        |part: &str| part.bytes().all(|sign| sign.is_ascii_digit() || b".,".contains(&sign)) && !part.is_empty();
    if !is_number(front) || !is_number(power) {
        return None;
    }
    let message =
        format!("{} is what a spreadsheet left of a barcode: its last digits are lost", quoted(&text[at.clone()]));
    Some(
        Fault::new(Kind::Sign, at, message)
            .help("copy it from the sleeve, or make the column a text in the spreadsheet"),
    )
}

#[cfg(test)]
mod tests {
    use super::Barcode;
    use crate::record::identifiers::fault::Kind;

    fn barcode(text: &str) -> Barcode {
        Barcode::parse(text).expect(text)
    }

    #[test]
    fn published_numbers_are_right() {
        for text in [
            "07642357",
            "718752155427",
            "4050538793819",
            "0666017082523",
            "00602577318801",
            "07875354382095",
            "036000241457",
            "5901234123457",
            "01234565",
        ] {
            assert_eq!(barcode(text).compact(), text);
            assert!(Barcode::is_compact_form(text), "{text}");
            assert_eq!(barcode(text).check_digit(), Ok(()), "{text}");
            assert_eq!(barcode(text).add_on(text), None, "{text}");
        }
    }

    #[test]
    fn wrong_check_digits_are_kept_and_known() {
        for (text, due) in [
            ("07642358", '7'),
            ("718752155428", '7'),
            ("4050538793810", '9'),
            ("05099907138655", '2'),
            ("5099907138457", '4'),
            ("123123123123", '5'),
            ("12345678904321", '4'),
            ("5901234123458", '7'),
        ] {
            assert_eq!(barcode(text).check_digit(), Err(due), "{text}");
        }
    }

    #[test]
    fn what_is_no_barcode_is_told_why() {
        for (text, kind, at, message, instead) in [
            ("1234565", Kind::Length, 0..7, "`1234565` has 7, a barcode has 8, 12, 13 or 14 digits", Some("01234565")),
            ("1234567", Kind::Length, 0..7, "`1234567` has 7, a barcode has 8, 12, 13 or 14 digits", None),
            (
                "842056520418700004",
                Kind::AddOn,
                13..18,
                "`00004` behind `8420565204187` belong to another barcode, an add-on",
                Some("8420565204187"),
            ),
            (
                "8 420565 204187 00004",
                Kind::AddOn,
                16..21,
                "`00004` behind `8420565204187` belong to another barcode, an add-on",
                Some("8420565204187"),
            ),
            ("077778620921 UPC", Kind::Sign, 13..16, "`UPC` does not belong in a barcode", None),
            (
                "5.90123E+12",
                Kind::Sign,
                0..11,
                "`5.90123E+12` is what a spreadsheet left of a barcode: its last digits are lost",
                None,
            ),
            (
                "59O1234123457",
                Kind::Lookalike,
                2..3,
                "the `O` in `59O1234123457` is a letter, where the digit 0 is due",
                Some("5901234123457"),
            ),
            (" ", Kind::Empty, 0..1, "there is nothing here, a barcode has 8, 12, 13 or 14 digits", None),
        ] {
            let fault = Barcode::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at, fault.message.as_str()), (kind, at, message), "{text}");
            assert_eq!(fault.instead.as_deref(), instead, "{text}");
        }
    }

    #[test]
    fn fourteen_digits_may_be_a_upc_and_two_more() {
        let text = "02083116542649";
        let add_on = barcode(text).add_on(text).expect(text);
        assert_eq!((add_on.barcode.compact(), add_on.at), ("020831165426", 12..14));
        // Two more behind a UPC that is right by chance cannot be told from a wrong digit.
        assert!(barcode("12345678904321").add_on("12345678904321").is_some());
        assert_eq!(barcode("12345678904231").add_on("12345678904231"), None);
    }

    #[test]
    fn printed_forms_are_kept_in_compact_form() {
        for (text, printed) in [
            ("5901234123457", "5 901234 123457"),
            ("036000241457", "0 36000 24145 7"),
            ("07642357", "0764 2357"),
            ("00602577318801", "0 06 02577 31880 1"),
        ] {
            assert_eq!(barcode(text).printed(), printed);
            assert_eq!(barcode(printed).compact(), text);
            assert!(!Barcode::is_compact_form(printed));
        }
    }

    #[test]
    fn zeros_in_front_make_no_other_product() {
        assert_eq!(barcode("602577318801").padded(), barcode("00602577318801").padded());
        assert_ne!(barcode("602577318801"), barcode("00602577318801"));
        assert_eq!(&Barcode::default().padded(), b"00000000000000");
    }
}

//! The number of a recording (ISO 3901): two letters, three letters or digits, two digits for a year, five more.
use crate::record::identifiers::compact::identifier;
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};
use crate::record::identifiers::form::Form;

identifier! {
    /// The number of a recording (ISO 3901): two letters, three letters or digits, seven digits. It has no check digit.
    Isrc, 12
}

const FORM: Form = Form {
    name: "an ISRC",
    word: "ISRC",
    made_of: "letters and digits",
    places: b"AA***9999999",
    lengths: &[12],
    groups: &[2, 5, 7],
};

/// What begins such texts was never an ISRC: shops make them up for recordings that have none.
const DUMMIES: &[&str] = &["DUM_", "DUM-"];

/// The first two letters that the registration authority has given out, those that are no longer used (`CS`, `IM`, `PR`, `YU`)
/// included (IFPI, Valid Characters in the ISRC Prefix, 4 November 2025). They are no countries: `QZ` is American, `TC` a
/// distributor, `ZZ` the whole world; so nothing may be read from them.
const PREFIXES: &str = "\
AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BC BD BE BF BG BH BI BJ BK BM BN BO BP BR BS BT BW BX BY BZ CA CB \
CD CF CG CH CI CL CM CN CO CP CR CS CU CV CW CY CZ DE DG DK DM DO DZ EC EE EG ES ET FI FJ FO FR FX GA GB GD GE \
GG GH GI GL GM GN GQ GR GT GW GX GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KR KS \
KW KY KZ LA LB LC LI LK LR LS LT LU LV MA MC MD ME MF MG MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ NA NE NG \
NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA QM QN QT QZ RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN \
SO SR SS SV SX SY SZ TC TD TG TH TL TN TO TR TT TW TZ UA UG UK US UY UZ VC VE VG VN VU VV XK YE YU ZA ZB ZM \
ZW ZZ";

/// One bit for each pair of letters, so that looking costs nothing.
const ALLOTTED: [u32; 26] = {
    let (prefixes, mut allotted, mut at) = (PREFIXES.as_bytes(), [0; 26], 0);
    while at < prefixes.len() {
        allotted[(prefixes[at] - b'A') as usize] |= 1 << (prefixes[at + 1] - b'A');
        at += 3;
    }
    allotted
};

impl Isrc {
    /// Reads the compact form or a printed one: `ISRC` before it, hyphens or blanks between the groups, small letters.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        FORM.read(text).map(Self).map_err(|fault| placeholder(text).unwrap_or(fault))
    }

    /// As on a sleeve: `ISRC AA-6Q7-20-00047`.
    #[must_use]
    pub fn printed(&self) -> String {
        format!("ISRC {}", self.0.grouped(FORM.groups, '-'))
    }

    /// The two letters in front; they say nothing about a country.
    #[must_use]
    pub fn prefix(&self) -> &str {
        self.compact().get(..2).unwrap_or_default()
    }

    /// Whether the two letters in front were ever given out.
    #[must_use]
    pub fn has_allotted_prefix(&self) -> bool {
        let &[first @ b'A'..=b'Z', second @ b'A'..=b'Z', ..] = self.0.bytes() else { return false };
        ALLOTTED[usize::from(first - b'A')] >> (second - b'A') & 1 == 1
    }

    /// Whether it is marked as nobody's: `XX` is no country and no agency, and never will be (ISO 3166-1, user-assigned).
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.0.bytes().starts_with(b"XX")
    }

    /// Whether it only keeps the place: the recording's own number is five zeros.
    #[must_use]
    pub fn is_placeholder(&self) -> bool {
        self.0.bytes().ends_with(b"00000")
    }
}

/// `DUM_22832`: what a shop wrote where it had no ISRC.
fn placeholder(text: &str) -> Option<Fault> {
    let at = trimmed(text);
    let is_dummy =
        |dummy: &str| text[at.clone()].get(..dummy.len()).is_some_and(|start| start.eq_ignore_ascii_case(dummy));
    if !DUMMIES.iter().any(|dummy| is_dummy(dummy)) {
        return None;
    }
    let message = format!("{} stands in for an ISRC that is not there", quoted(&text[at.clone()]));
    Some(Fault::new(Kind::Placeholder, at, message).help("delete it, and ask the label for the recording's own"))
}

#[cfg(test)]
mod tests {
    use super::{Isrc, PREFIXES};
    use crate::record::identifiers::fault::Kind;

    #[test]
    fn printed_forms_are_kept_in_compact_form() {
        for (text, compact) in [
            ("USPR37300012", "USPR37300012"),
            ("GB-XWZ-08-00015", "GBXWZ0800015"),
            ("gbxwz0800015", "GBXWZ0800015"),
            ("AA6Q72000047", "AA6Q72000047"),
            ("ISRC AA-6Q7-20-00047", "AA6Q72000047"),
            ("QMDA71418090", "QMDA71418090"),
            ("ISRC GB-AJY-12-34567", "GBAJY1234567"),
            ("usl4q0702458", "USL4Q0702458"),
            ("JM-K40-14-00212", "JMK401400212"),
            ("BRBMG0300729", "BRBMG0300729"),
            ("ISRCGBXWZ0800015", "GBXWZ0800015"),
            ("ISRC: GBXWZ0800015", "GBXWZ0800015"),
            ("GB\u{2011}XWZ\u{2013}08\u{a0}00015", "GBXWZ0800015"),
            // Iceland, and not the word.
            ("ISRC10800015", "ISRC10800015"),
            ("isrc10800015", "ISRC10800015"),
            ("IS-RC1-08-00015", "ISRC10800015"),
            ("ISRC IS-RC1-08-00015", "ISRC10800015"),
        ] {
            assert_eq!(Isrc::parse(text).map(|it| it.to_string()).as_deref(), Ok(compact), "{text}");
            assert_eq!(Isrc::is_compact_form(text), text == compact, "{text}");
        }
    }

    #[test]
    fn what_is_no_isrc_is_told_why() {
        for (text, kind, at, message) in [
            ("USPR373000128", Kind::Length, 0..13, "`USPR373000128` has 13, an ISRC has 12 letters and digits"),
            (
                "12PR37300012",
                Kind::Sign,
                0..1,
                "`1` stands where an ISRC has a letter: sign 1 of 12 letters and digits",
            ),
            ("", Kind::Empty, 0..0, "there is nothing here, an ISRC has 12 letters and digits"),
            ("ISRC", Kind::Length, 0..4, "`ISRC` has 4, an ISRC has 12 letters and digits"),
            ("123", Kind::Length, 0..3, "`123` has 3, an ISRC has 12 letters and digits"),
            (
                "aa-xyz-012-3456",
                Kind::Groups,
                10..11,
                "`aa-xyz-012-3456` is not divided as an ISRC is in print: `AA-XYZ-01-23456`",
            ),
            ("DUM_22832", Kind::Placeholder, 0..9, "`DUM_22832` stands in for an ISRC that is not there"),
            ("TEST0012024001", Kind::Length, 0..14, "`TEST0012024001` has 14, an ISRC has 12 letters and digits"),
            ("USBENCH0100001", Kind::Length, 0..14, "`USBENCH0100001` has 14, an ISRC has 12 letters and digits"),
            (
                "ТC6Q72000047",
                Kind::Lookalike,
                0..2,
                "the `Т` in `ТC6Q72000047` is a Cyrillic Te, where the Latin letter T is due",
            ),
            ("GBXWZ08OOO15", Kind::Lookalike, 7..10, "the `O` in `GBXWZ08OOO15` is a letter, where the digit 0 is due"),
            (
                "GBXWZ08000l5",
                Kind::Lookalike,
                10..11,
                "the `l` in `GBXWZ08000l5` is a letter, where the digit 1 is due",
            ),
            (
                "GBXWZ080001S",
                Kind::Sign,
                11..12,
                "`S` stands where an ISRC has a digit: sign 12 of 12 letters and digits",
            ),
            ("GBXWZ08_00015", Kind::Sign, 7..8, "`_` does not belong in an ISRC"),
            ("GBXWZ08\u{200b}00015", Kind::Sign, 7..10, "a sign that cannot be seen (U+200B) stands in an ISRC"),
        ] {
            let fault = Isrc::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at, fault.message.as_str()), (kind, at, message), "{text}");
        }
    }

    #[test]
    fn what_is_meant_is_proposed() {
        for (text, instead) in [
            ("ТC6Q72000047", Some("TC6Q72000047")),
            ("GBXWZ08OOO15", Some("GBXWZ0800015")),
            ("GB-XWZ-О8-OOOl5", Some("GBXWZ0800015")),
            ("ＧＢＸＷＺ０８０００１５", Some("GBXWZ0800015")),
            ("GBXWZ08\u{200b}00015", Some("GBXWZ0800015")),
            ("aa-xyz-012-3456", Some("AAXYZ0123456")),
            ("ТC6Q7200004S", None),
            ("USPR373000128", None),
        ] {
            assert_eq!(Isrc::parse(text).expect_err(text).instead.as_deref(), instead, "{text}");
        }
    }

    #[test]
    fn prefixes_are_no_countries() {
        assert_eq!(PREFIXES.split(' ').count(), 223);
        for (text, is_allotted) in [
            ("USPR37300012", true),
            ("QZDA71418090", true),
            ("TCDA71418090", true),
            ("UKDA71418090", true),
            ("GXDA71418090", true),
            ("CBDA71418090", true),
            ("ZZDA71418090", true),
            ("YUDA79018090", true),
            ("AA6Q72000047", false),
            ("REDA71418090", false),
            ("VADA71418090", false),
        ] {
            assert_eq!(Isrc::parse(text).map(|isrc| isrc.has_allotted_prefix()), Ok(is_allotted), "{text}");
        }
        assert!(!Isrc::default().has_allotted_prefix());
    }

    #[test]
    fn five_zeros_keep_a_place() {
        let is_placeholder = |text| Isrc::parse(text).map(|isrc| isrc.is_placeholder());
        assert_eq!(is_placeholder("GBXWZ0800000"), Ok(true));
        assert_eq!(is_placeholder("GBXWZ0000010"), Ok(false));
    }

    #[test]
    fn it_prints_as_on_a_sleeve() {
        assert_eq!(Isrc::parse("AA6Q72000047").map(|isrc| isrc.printed()).as_deref(), Ok("ISRC AA-6Q7-20-00047"));
    }
}

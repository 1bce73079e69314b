//! The numbers by which the world knows a release, a recording, a work, a name. Each is kept in its compact form.
use crate::record::{Text, leaf::leaf};
use compact_str::format_compact;
use std::{fmt, str::FromStr};

/// Kinds of identifier: each takes its printed form, drops what is only there for readers, and keeps the compact form.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident: $length:pat, $form:literal, $compact:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Text);

        impl $name {
            /// The compact form.
            #[must_use]
            pub fn compact(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = &'static str;

            fn from_str(printed: &str) -> Result<Self, Self::Err> {
                let compact: fn(&str) -> Text = $compact;
                let text = compact(printed);
                let sound = text.bytes().all(|byte| byte.is_ascii_alphanumeric()) && matches!(text.len(), $length);
                sound.then_some(Self(text)).ok_or($form)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        leaf!($name);
    )+};
}

identifiers! {
    /// The number of a recording (ISO 3901): two letters, three letters or digits, seven digits. It has no check digit.
    Isrc: 12, "an ISRC has twelve letters and digits", |printed| {
        let mut capitals = without(printed, &[' ', '-']);
        capitals.make_ascii_uppercase();
        capitals.strip_prefix("ISRC").map(Text::from).unwrap_or(capitals)
    };
    /// The number under the bars (GS1): UPC, EAN or GTIN of 8, 12, 13 or 14 digits. Zeros in front count.
    Barcode: 8 | 12 | 13 | 14, "a barcode has 8, 12, 13 or 14 digits", |printed| without(printed, &[' ', '-']);
    /// The number of a work (ISO 15707): `T` and ten digits.
    Iswc: 11, "an ISWC is a T and ten digits", |printed| without(printed, &[' ', '-', '.']);
    /// The number of a name at the rights societies: eleven digits, with zeros in front.
    Ipi: 11, "an IPI name number has eleven digits", |printed| format_compact!("{printed:0>11}");
    /// The number of a name (ISO 27729): fifteen digits, and a digit or an `X`.
    Isni: 16, "an ISNI has sixteen digits", |printed| without(printed, &[' ']);
}

fn without(printed: &str, signs: &[char]) -> Text {
    printed.chars().filter(|sign| !signs.contains(sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_forms_are_kept_in_compact_form() {
        let isrc = |text: &str| text.parse::<Isrc>().map(|it| it.to_string());
        assert_eq!(isrc("GB-XWZ-08-00015").as_deref(), Ok("GBXWZ0800015"));
        assert_eq!(isrc("ISRC gb-ajy-12-34567").as_deref(), Ok("GBAJY1234567"));
        assert!(isrc("ТC6Q72000047").is_err(), "a Cyrillic letter is no letter of an ISRC");
        let work = "T-034.524.680-1".parse::<Iswc>().map(|it| it.to_string());
        assert_eq!(work.as_deref(), Ok("T0345246801"));
        let barcode = "5 901234 123457".parse::<Barcode>().map(|it| it.to_string());
        assert_eq!(barcode.as_deref(), Ok("5901234123457"));
        let ipi = "014107338".parse::<Ipi>().map(|it| it.to_string());
        assert_eq!(ipi.as_deref(), Ok("00014107338"));
    }
}

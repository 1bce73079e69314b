//! A short text of ASCII signs that lies in no heap: what identifiers are kept in.
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

/// Up to `N` ASCII signs. The room that is left over is filled with zeros, so that order and equality are those of the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Compact<const N: usize> {
    signs: [u8; N],
    length: u8,
    manner: Manner,
}

/// Whether it was read from a printed form. That makes no difference between two identifiers.
#[derive(Clone, Copy, Default)]
struct Manner(bool);

impl PartialEq for Manner {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Manner {}

impl PartialOrd for Manner {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Manner {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for Manner {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl<const N: usize> Compact<N> {
    /// The signs in a row; `None` if they are too many, or one of them is not ASCII.
    pub(crate) fn new(signs: &[u8]) -> Option<Self> {
        let mut compact = Self::default();
        if !signs.is_ascii() {
            return None;
        }
        if let Some(whole) = signs.as_array::<N>() {
            return Some(Self { signs: *whole, length: u8::try_from(N).ok()?, ..compact });
        }
        compact.signs.get_mut(..signs.len())?.copy_from_slice(signs);
        compact.length = u8::try_from(signs.len()).ok()?;
        Some(compact)
    }

    /// Notes how it was written.
    pub(crate) fn read_from(mut self, text: &str) -> Self {
        self.manner = Manner(self.bytes() != text.as_bytes());
        self
    }

    /// Whether it was read from a printed form.
    pub(crate) fn is_printed_form(&self) -> bool {
        self.manner.0
    }

    /// The signs.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.signs.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }

    /// The text in groups that end at the given signs, a joint between each two.
    pub(crate) fn grouped(&self, ends: &[usize], joint: char) -> String {
        let mut printed = String::with_capacity(N + ends.len());
        for (at, &sign) in self.bytes().iter().enumerate() {
            if ends.contains(&at) {
                printed.push(joint);
            }
            printed.push(char::from(sign));
        }
        printed
    }
}

impl<const N: usize> Default for Compact<N> {
    fn default() -> Self {
        Self { signs: [0; N], length: 0, manner: Manner(false) }
    }
}

impl<const N: usize> fmt::Debug for Compact<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text(), f)
    }
}

/// A kind of identifier that is kept in its compact form; its `parse` stands in its own file.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $room:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::record::identifiers::compact::Compact<$room>);

        impl $name {
            /// The signs of the compact form.
            #[allow(dead_code, reason = "only some kinds are compared so often")]
            pub(crate) fn signs(&self) -> &[u8] {
                self.0.bytes()
            }

            /// The compact form, as it is exported; empty for the default only.
            #[must_use]
            pub fn compact(&self) -> &str {
                self.0.text()
            }

            /// Whether a text is an identifier of this kind, and already in its compact form.
            #[must_use]
            pub fn is_compact_form(text: &str) -> bool {
                Self::parse(text).is_ok_and(|identifier| identifier.compact() == text)
            }

            /// Whether the record has it in a printed form.
            #[must_use]
            pub fn is_printed_form(&self) -> bool {
                self.0.is_printed_form()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.compact())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text).map_err(|fault| fault.message)
            }
        }

        $crate::record::leaf::leaf!($name);
    };
}
pub(crate) use identifier;

#[cfg(test)]
mod tests {
    use super::Compact;

    #[test]
    fn a_compact_text_holds_what_fits() {
        assert_eq!(Compact::<4>::new(b"AB").expect("two signs").text(), "AB");
        assert_eq!(Compact::<4>::new(b"ABCDE"), None);
        assert_eq!(Compact::<4>::new("é".as_bytes()), None);
        assert_eq!(Compact::<4>::default().text(), "");
        assert!(Compact::<4>::new(b"A") < Compact::<4>::new(b"AA"));
    }

    #[test]
    fn groups_end_where_they_are_told_to() {
        let compact = Compact::<6>::new(b"ABCDEF").expect("six signs");
        assert_eq!(compact.grouped(&[1, 4], '-'), "A-BCD-EF");
        assert_eq!(compact.grouped(&[0, 9], ' '), " ABCDEF");
    }
}

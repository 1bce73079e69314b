//! Where a value stands in its source.
use serde::{Serialize, Serializer};
use std::ops::{Deref, Range};

/// A range of bytes in the text of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as the standard library writes it.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value, and where and how it was written.
#[derive(Clone, Debug, Default)]
pub struct Spanned<T> {
    /// The value itself.
    pub value: T,
    /// The bytes it was read from, quotes included.
    pub span: Span,
    /// Whether the text stands in quotes or in a block, rather than plainly.
    pub quoted: bool,
}

impl<T: AsRef<str>> Spanned<T> {
    /// The place of a part of the text, or of the whole where the text is not written as it reads (escapes, several lines).
    pub(crate) fn part(&self, part: Range<usize>) -> Span {
        let lead = match self.span.len().checked_sub(self.value.as_ref().len()) {
            Some(0) if !self.quoted => 0,
            Some(2) if self.quoted => 1,
            _ => return self.span,
        };
        let start = self.span.start + lead;
        Span::new(start + part.start as u32, start + part.end as u32)
    }
}

/// Two values are equal wherever they stand.
impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

//! How the parts of a message are written: each is an element, its fields are attributes and elements in their order.
use super::Version;
use crate::record::date::{Date, PartialDate};
use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesEnd, BytesStart, BytesText, Event},
};
use std::{borrow::Cow, fmt, io};

/// Where a message is written to.
pub(super) struct Out<'o> {
    writer: Writer<&'o mut Vec<u8>>,
    pub(super) version: Version,
}

impl<'o> Out<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, version: Version) -> Self {
        Self { writer: Writer::new_with_indent(out, b' ', 2), version }
    }

    pub(super) fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.writer.write_event(event)
    }

    fn text(&mut self, start: BytesStart<'_>, name: &str, text: &str) -> io::Result<()> {
        self.event(Event::Start(start))?;
        self.characters(text)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element with others in it.
    pub(super) fn element(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.event(Event::Start(BytesStart::new(name)))?;
        inner(self)?;
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// The text of an element.
    pub(super) fn characters(&mut self, text: &str) -> io::Result<()> {
        self.event(Event::Text(BytesText::from_escaped(partial_escape(text))))
    }
}

/// A part of a message.
pub(super) trait Node {
    /// Writes it under that name; nothing, if there is nothing.
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()>;
}

impl<T: Node> Node for Option<T> {
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
        self.as_ref().map_or(Ok(()), |node| node.write(name, out))
    }
}

impl<T: Node> Node for Vec<T> {
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
        self.iter().try_for_each(|node| node.write(name, out))
    }
}

/// One and perhaps more, where the standard wants at least one.
pub(super) struct Some1<T> {
    pub(super) first: T,
    pub(super) rest: Vec<T>,
}

impl<T: Node> Node for Some1<T> {
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
        self.first.write(name, out)?;
        self.rest.write(name, out)
    }
}

impl Node for &str {
    fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
        out.text(BytesStart::new(name), name, self)
    }
}

macro_rules! leaves {
    ($($type:ty),+) => {$(
        impl Node for $type {
            fn write(&self, name: &str, out: &mut Out<'_>) -> io::Result<()> {
                out.text(BytesStart::new(name), name, &self.to_string())
            }
        }
    )+};
}
leaves!(String, bool, u16, u32, u64, Reference, Cow<'_, str>, Date, PartialDate, Playing);

/// A name within the message: `P3` of a party, `A7` of a recording or an image, `R0` of a release, `T7` of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Reference(pub(super) char, pub(super) usize);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// A playing time as the standard writes it: `PT3M20S`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Playing(pub(super) u64);

impl fmt::Display for Playing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        match hours {
            0 => write!(f, "PT{minutes}M{seconds}S"),
            _ => write!(f, "PT{hours}H{minutes}M{seconds}S"),
        }
    }
}

/// What an attribute says; nothing, if it is left out.
pub(super) trait Attribute {
    fn add(&self, name: &str, start: &mut BytesStart<'_>);
}

impl Attribute for &str {
    fn add(&self, name: &str, start: &mut BytesStart<'_>) {
        start.push_attribute((name, *self));
    }
}

impl Attribute for bool {
    fn add(&self, name: &str, start: &mut BytesStart<'_>) {
        start.push_attribute((name, if *self { "true" } else { "false" }));
    }
}

impl Attribute for usize {
    fn add(&self, name: &str, start: &mut BytesStart<'_>) {
        start.push_attribute((name, self.to_string().as_str()));
    }
}

impl<T: Attribute> Attribute for Option<T> {
    fn add(&self, name: &str, start: &mut BytesStart<'_>) {
        if let Some(value) = self {
            value.add(name, start);
        }
    }
}

/// Kinds of parts, each with the names of its attributes in brackets and of its elements, in the order of the standard; one whose
/// content is a text has `= TEXT`. An element that an older version calls otherwise has that name behind `|`.
macro_rules! nodes {
    ($(
        $(#[$doc:meta])*
        $type:ident $(<$life:lifetime>)? {
            $([$($attribute:literal $attribute_field:ident: $attribute_type:ty),+])?
            $(= $text_field:ident: $text_type:ty,)?
            $($element:literal $(| $old:literal)? $field:ident: $field_type:ty,)*
        }
    )+) => {$(
        $(#[$doc])*
        pub(in crate::ern) struct $type $(<$life>)? {
            $($(pub(in crate::ern) $attribute_field: $attribute_type,)+)?
            $(pub(in crate::ern) $text_field: $text_type,)?
            $(pub(in crate::ern) $field: $field_type,)*
        }

        impl $(<$life>)? $type $(<$life>)? {
            /// Writes what is between its tags.
            pub(in crate::ern) fn write_parts(&self, out: &mut $crate::ern::node::Out<'_>) -> std::io::Result<()> {
                $(
                    let name = $element;
                    $(let name = if out.version == $crate::ern::Version::V43 { $old } else { name };)?
                    $crate::ern::node::Node::write(&self.$field, name, out)?;
                )*
                $(out.characters(&self.$text_field)?;)?
                Ok(())
            }
        }

        impl $(<$life>)? $crate::ern::node::Node for $type $(<$life>)? {
            fn write(&self, name: &str, out: &mut $crate::ern::node::Out<'_>) -> std::io::Result<()> {
                #[allow(unused_mut, reason = "most have no attribute")]
                let mut start = quick_xml::events::BytesStart::new(name);
                $($($crate::ern::node::Attribute::add(&self.$attribute_field, $attribute, &mut start);)+)?
                out.event(quick_xml::events::Event::Start(start))?;
                self.write_parts(out)?;
                out.event(quick_xml::events::Event::End(quick_xml::events::BytesEnd::new(name)))
            }
        }
    )+};
}
pub(super) use nodes;

//! The record as XML, an element for a field; `schemas/release.xsd` describes it.
use crate::{
    exporter::{Exporter, Form, Frame, Manner, Order, Told},
    record::Record,
    schema::singular,
};
use quick_xml::{
    Writer,
    events::{BytesEnd, BytesStart, BytesText, Event},
};
use serde::{
    Serialize,
    ser::{self, Impossible, SerializeSeq, SerializeStruct},
};
use std::{fmt, io};

pub(super) const EXPORTERS: &[Exporter] = &[Exporter {
    name: "xml",
    extension: "xml",
    about: "an element for each field",
    frame,
    manner: Manner::Files,
    body,
    rows: None,
}];

/// The namespace of the elements.
const NAMESPACE: &str = "urn:gatefold:release:1";

fn frame(order: &Order<'_>) -> Frame {
    const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    match order.form {
        Form::Alone => Frame { head: DECLARATION.to_owned(), joint: "", foot: "\n" },
        Form::Bundle => {
            let head = format!("{DECLARATION}<releases xmlns=\"{NAMESPACE}\">\n");
            Frame { head, joint: "\n", foot: "\n</releases>\n" }
        }
    }
}

fn body(record: &Record, order: &Order<'_>, out: &mut Vec<u8>) -> io::Result<Told> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    let namespace = (order.form == Form::Alone).then_some(NAMESPACE);
    let root = Element { writer: &mut writer, name: "release", namespace };
    record.release.serialize(root).map_err(|Trouble(error)| error)?;
    Ok(Told::default())
}

/// Writes a value as the element of that name: fields as elements in it, items as elements named in the singular.
struct Element<'w, 'o> {
    writer: &'w mut Writer<&'o mut Vec<u8>>,
    name: &'w str,
    namespace: Option<&'static str>,
}

impl<'w, 'o> Element<'w, 'o> {
    fn text(self, text: &str) -> Result<(), Trouble> {
        let mut start = BytesStart::new(self.name);
        start.extend_attributes(self.namespace.map(|namespace| ("xmlns", namespace)));
        let end = start.to_end().into_owned();
        self.writer.write_event(Event::Start(start.borrow()))?;
        // A reader takes a plain CR for a line break.
        let escaped = quick_xml::escape::partial_escape(text).replace('\r', "&#13;");
        self.writer.write_event(Event::Text(BytesText::from_escaped(escaped)))?;
        Ok(self.writer.write_event(Event::End(end))?)
    }

    fn open(self, item: String) -> Result<Open<'w, 'o>, Trouble> {
        let mut start = BytesStart::new(self.name);
        start.extend_attributes(self.namespace.map(|namespace| ("xmlns", namespace)));
        self.writer.write_event(Event::Start(start))?;
        Ok(Open { writer: self.writer, name: self.name, item })
    }
}

/// An element that holds elements.
struct Open<'w, 'o> {
    writer: &'w mut Writer<&'o mut Vec<u8>>,
    name: &'w str,
    /// What the items of a list are called.
    item: String,
}

impl Open<'_, '_> {
    fn inner<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Trouble> {
        value.serialize(Element { writer: &mut *self.writer, name, namespace: None })
    }

    fn close(self) -> Result<(), Trouble> {
        Ok(self.writer.write_event(Event::End(BytesEnd::new(self.name)))?)
    }
}

impl SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Trouble;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Trouble> {
        // What is said to Gatefold alone goes to nobody else.
        if name == "allow" { Ok(()) } else { self.inner(name, value) }
    }

    fn end(self) -> Result<(), Trouble> {
        self.close()
    }
}

impl SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = Trouble;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Trouble> {
        let item = self.item.clone();
        self.inner(&item, value)
    }

    fn end(self) -> Result<(), Trouble> {
        self.close()
    }
}

/// What the writer could not do.
#[derive(Debug)]
struct Trouble(io::Error);

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Trouble {}

impl ser::Error for Trouble {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

macro_rules! as_text {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, value: $type) -> Result<(), Trouble> {
            self.text(&value.to_string())
        })+
    };
}

/// Records are made of structures, lists, texts, numbers and yes-or-no; anything else would be a mistake of ours.
macro_rules! never {
    ($($method:ident($($argument:ty),*) -> $result:ty;)+) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$result, Trouble> {
            Err(ser::Error::custom(concat!("a record has no value for ", stringify!($method))))
        })+
    };
}

impl<'w, 'o> ser::Serializer for Element<'w, 'o> {
    type Ok = ();
    type Error = Trouble;
    type SerializeSeq = Open<'w, 'o>;
    type SerializeStruct = Open<'w, 'o>;
    type SerializeTuple = Impossible<(), Trouble>;
    type SerializeTupleStruct = Impossible<(), Trouble>;
    type SerializeTupleVariant = Impossible<(), Trouble>;
    type SerializeMap = Impossible<(), Trouble>;
    type SerializeStructVariant = Impossible<(), Trouble>;

    as_text! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char
    }

    never! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_str(self, value: &str) -> Result<(), Trouble> {
        self.text(value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Trouble> {
        self.text(variant)
    }

    fn serialize_none(self) -> Result<(), Trouble> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Trouble> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Trouble> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Trouble> {
        Err(ser::Error::custom("a record has no value for serialize_newtype_variant"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'o>, Trouble> {
        let item = singular(self.name);
        self.open(item)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'o>, Trouble> {
        self.open(String::new())
    }
}

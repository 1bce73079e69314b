#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
use super::{
    Kind, read, root_namespace,
    tree::{Attribute, Element},
};
use std::fmt::Write;

/// The faults of a text: the kind, and the bytes that they stand at.
fn faults(text: &str) -> Vec<(Kind, &str)> {
    read(text).faults.iter().map(|fault| (fault.kind, &text[fault.span.range()])).collect()
}

#[test]
fn a_tree_knows_where_its_parts_stand() {
    let text = "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- a -->\n<e:M xmlns:e=\"urn:m\" V=' a&amp;b\n'>\n  <T e:x=\"1\"> one &#233;<![CDATA[<2>]]>\r\n</T><U/>\n</e:M>\n";
    let parsed = read(text);
    assert_eq!(parsed.faults, []);
    let tree = parsed.tree.unwrap();
    let root = tree.root();
    assert_eq!((root.name(), root.written_name(), root.namespace()), ("M", "e:M", "urn:m"));
    assert_eq!(&text[root.name_span().range()], "e:M");
    assert!(text[root.span().range()].starts_with("<e:M") && text[root.span().range()].ends_with("</e:M>"));
    assert_eq!(root.text(), "");
    let value = root.attribute("V").unwrap();
    assert_eq!((value.value(), &text[value.value_span().range()]), (" a&b ", " a&amp;b\n"));
    let title = root.child("T").unwrap();
    assert_eq!((title.namespace(), title.text()), ("", " one é<2>\n"));
    assert_eq!(&text[title.text_span().range()], "one &#233;<![CDATA[<2>]]>");
    let attribute = title.attributes().next().unwrap();
    assert_eq!((attribute.name(), attribute.written_name(), attribute.namespace()), ("x", "e:x", "urn:m"));
    assert_eq!(root.children().map(Element::name).collect::<Vec<_>>(), ["T", "U"]);
    assert_eq!(root.child("U").unwrap().parent(), Some(root));
    assert_eq!(root.descendants().count(), 3);
    assert_eq!((tree.len(), tree.elements().count()), (3, 3));
}

#[test]
fn what_is_not_sound_is_told_at_its_place() {
    for (text, kind, place) in [
        ("", Kind::Syntax, ""),
        ("x", Kind::Syntax, "x"),
        ("<a>", Kind::Syntax, "a"),
        ("<a></b>", Kind::Syntax, "</b>"),
        ("<a/></a>", Kind::Syntax, "</a>"),
        ("<a/><b/>", Kind::Syntax, "b"),
        ("<a/>tail", Kind::Syntax, "tail"),
        ("<a/>&amp;", Kind::Syntax, "&amp;"),
        ("<a/><![CDATA[]]>", Kind::Syntax, ""),
        ("<a b='1' b='2'/>", Kind::Syntax, "b"),
        ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", Kind::Syntax, "q:b"),
        ("<a b='1'c='2'/>", Kind::Syntax, "c"),
        ("<a b/>", Kind::Syntax, "b"),
        ("<a b=1/>", Kind::Syntax, "b"),
        ("<a b='<'/>", Kind::Syntax, "<"),
        ("<a 1b='x'/>", Kind::Syntax, "1b"),
        ("<a b='x></a>", Kind::Syntax, "<a b='x></a>"),
        ("<1a/>", Kind::Syntax, "1a"),
        ("<a:/>", Kind::Syntax, "a:"),
        ("<a:b:c/>", Kind::Syntax, "a:b:c"),
        ("< a/>", Kind::Syntax, ""),
        ("<a>]]></a>", Kind::Syntax, "]]>"),
        ("<a><!-- x -- y --></a>", Kind::Syntax, "--"),
        ("<a><!-- x ---></a>", Kind::Syntax, "--"),
        ("<a><!-- x </a>", Kind::Syntax, "<!-- x </a>"),
        ("<a><?xml version='1.0'?></a>", Kind::Syntax, "<?xml version='1.0'?>"),
        ("<a><?XML x?></a>", Kind::Syntax, "XML"),
        ("<a><?1 x?></a>", Kind::Syntax, "1"),
        (" <?xml version='1.0'?><a/>", Kind::Syntax, "<?xml version='1.0'?>"),
        ("<?xml version='2.0'?><a/>", Kind::Syntax, "2.0"),
        ("<?xml encoding='UTF-8'?><a/>", Kind::Syntax, "encoding"),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", Kind::Encoding, "ISO-8859-1"),
        ("<!DOCTYPE a><a/>", Kind::Doctype, "<!DOCTYPE"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", Kind::Doctype, "<!DOCTYPE"),
        ("<a>\u{1}</a>", Kind::Character, "\u{1}"),
        ("<a b='\u{FFFE}'/>", Kind::Character, "\u{FFFE}"),
        ("<a>&b;</a>", Kind::Reference, "&b;"),
        ("<a>&#0;</a>", Kind::Reference, "&#0;"),
        ("<a>&#xD800;</a>", Kind::Reference, "&#xD800;"),
        ("<a>&#99999999999999;</a>", Kind::Reference, "&#99999999999999;"),
        ("<a>&#x;</a>", Kind::Reference, "&#x;"),
        ("<a>R & B</a>", Kind::Reference, "&"),
        ("<a b='R & B'/>", Kind::Reference, "&"),
        ("<a b='&c;'/>", Kind::Reference, "&c;"),
        ("<p:a/>", Kind::Prefix, "p"),
        ("<a p:b='1'/>", Kind::Prefix, "p"),
        ("<a xmlns:p=''/>", Kind::Prefix, "xmlns:p"),
        ("<a xmlns:xmlns='u'/>", Kind::Prefix, "xmlns:xmlns"),
    ] {
        assert_eq!(faults(text), [(kind, place)], "{text}");
    }
}

#[test]
fn what_is_sound_is_read() {
    for text in [
        "<a/>",
        "<?xml version=\"1.0\" encoding='UTF-8' standalone=\"yes\" ?>\n<a />\n<!-- b --><?c d?>\n",
        "<a b = 'c'\n d=\"e'f\"></a >",
        "<é:ü xmlns:é='u'/>",
        "<a xml:lang='fr'/>",
        "<a xmlns='u'><b xmlns=''/></a>",
        "<a b='>'>></a>",
        "<a><!----><!-- - --></a>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#10;&#x1F3B5;</a>",
    ] {
        let parsed = read(text);
        assert_eq!(parsed.faults, [], "{text}");
        assert!(parsed.tree.is_some(), "{text}");
    }
}

#[test]
fn a_text_with_a_fault_is_marked() {
    for text in ["<a><b>&x;</b></a>", "<a><b>\u{1}</b></a>", "<a><b>]]></b></a>", "<a><b>x & y</b></a>"] {
        let parsed = read(text);
        assert_eq!(parsed.faults.len(), 1, "{text}");
        let tree = parsed.tree.unwrap();
        assert!(tree.root().child("b").unwrap().is_faulty() && !tree.root().is_faulty(), "{text}");
    }
    let tree = read("<a b='&x;' c='d'/>").tree.unwrap();
    let faulty: Vec<bool> = tree.root().attributes().map(Attribute::is_faulty).collect();
    assert_eq!(faulty, [true, false]);
}

#[test]
fn depth_and_size_are_bounded() {
    assert_eq!(faults(&"<a>".repeat(100_000)), [(Kind::Size, "a")]);
    let many = format!("<a>{}</a>", "<b/>".repeat(1_000_000));
    assert_eq!(faults(&many), [(Kind::Size, "b")]);
    let mut attributes = String::new();
    (0..1_100_000).for_each(|number| write!(attributes, " a{number}='1'").unwrap());
    assert_eq!(faults(&format!("<a{attributes}/>")), [(Kind::Size, "a999999")]);
    let same = format!("<a{}/>", " b='1'".repeat(900_000));
    assert_eq!(read(&same).faults.len(), 1000);
    assert_eq!(read(&format!("<a>{}</a>", "&b;".repeat(1_000_000))).faults.len(), 1000);
    let mut prefixes = String::new();
    (0..5000).for_each(|number| write!(prefixes, " xmlns:p{number}='u{number}'").unwrap());
    assert_eq!(faults(&format!("<a{prefixes}/>"))[0].0, Kind::Size);
}

#[test]
fn the_namespace_is_told_by_the_beginning() {
    let beginning = "<?xml version='1.0'?><!-- a --><e:M xmlns:e='urn:m' b='1'><c";
    assert_eq!(root_namespace(beginning).as_deref(), Some("urn:m"));
    assert_eq!(root_namespace("<a><b"), Some(String::new()));
    assert_eq!(root_namespace("<!DOCTYPE a><a/>"), None);
    assert_eq!(root_namespace("title: x"), None);
}

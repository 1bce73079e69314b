//! A file that is taken for an ERN message: whether it is sound XML of a version that is known.
use crate::{
    diagnostic::{Diagnostic, cap},
    document::Foreign,
    ern::{
        Version,
        incoming::{Incoming, MESSAGES, Origin, origin},
        matching::{self, Breach},
    },
    official::DdexSchema,
    rule::{Rule, rows},
    source::Source,
    span::Span,
    xml::{self, Kind},
};
use std::collections::BTreeSet;

rows! {
    SYNTAX: "E001", "xml-syntax", Error, Reading;
    DOCTYPE: "E002", "xml-document-type", Error, Reading;
    TOO_LARGE: "E003", "xml-too-large", Error, Reading;
    ENCODING: "E004", "xml-not-utf-8", Error, Reading;
    CHARACTER: "E005", "xml-control-character", Error, Reading;
    REFERENCE: "E006", "xml-unknown-entity", Error, Reading;
    PREFIX: "E007", "xml-unknown-prefix", Error, Reading;
    UNKNOWN_MESSAGE: "E008", "unknown-message", Error, Reading;
    DISAGREES: "E021", "schema-disagrees", Error, Reading;
}

/// How much of a file is looked at to see whether it is a message.
const BEGINNING: u64 = 64 << 10;

/// Whether a file in a folder is an ERN message: an XML file whose outermost element is in a namespace of ERN.
pub(crate) fn is_message(path: &std::path::Path) -> bool {
    use std::io::Read;
    let mut beginning = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    let text = String::from_utf8_lossy(&beginning);
    read.is_ok() && xml::root_namespace(&text).is_some_and(|namespace| origin(&namespace) != Origin::Foreign)
}

/// Whether a path is that of an XML file.
pub(crate) fn is_xml(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}

const fn rule(kind: Kind) -> &'static Rule {
    match kind {
        Kind::Syntax => &SYNTAX,
        Kind::Doctype => &DOCTYPE,
        Kind::Size => &TOO_LARGE,
        Kind::Encoding => &ENCODING,
        Kind::Character => &CHARACTER,
        Kind::Reference => &REFERENCE,
        Kind::Prefix => &PREFIX,
    }
}

/// Reads a message; nothing, if it cannot be made out what it says.
pub(crate) fn read<'s>(source: &'s Source, found: &mut Vec<Diagnostic>) -> Option<Incoming<'s>> {
    let xml::Parsed { tree, faults } = xml::read(&source.text);
    let known = found.len();
    for fault in faults {
        let mut finding = rule(fault.kind).finding(fault.span, fault.message);
        finding.help(fault.help);
        if let Some((span, text)) = fault.also {
            finding.also(span, text);
        }
        found.push(finding);
    }
    cap(found, known);
    let tree = tree?;
    let root = tree.root();
    let versions = Version::ALL.map(Version::name).join(" and ");
    let (span, name) = (root.name_span(), root.name());
    match origin(root.namespace()) {
        Origin::Known(version) if MESSAGES.contains(&name) => return Incoming::new(tree, version),
        Origin::Known(version) => {
            let message = format!("`{name}` is no message of ERN {}", version.name());
            let help = format!("name files that hold a {}", MESSAGES.join(" or a "));
            found.push(unknown(span, message, &help));
        }
        Origin::Unknown(version) => {
            let message = format!("this is a message of ERN `{version}`, and only {versions} are known");
            found.push(unknown(span, message, "ask the sender for a message of ERN 4.3.2"));
        }
        Origin::Foreign => {
            let message = format!("`{name}` is no ERN message: its namespace is none of DDEX ERN's");
            let help = format!("name messages of ERN {versions}, or declare the namespace at the outermost element");
            found.push(unknown(span, message, &help));
        }
    }
    None
}

/// Holds a message against DDEX's own schema, and says where that and our tables disagree.
pub(crate) fn compare(schema: &DdexSchema, message: &Incoming<'_>, source: &Source, found: &mut Vec<Diagnostic>) {
    let Some(refusals) = schema.refusals(message.version, &source.text) else { return };
    let known = found.len();
    if let (true, Some(breach)) = (refusals.is_empty(), message.breaches.iter().find(|breach| is_seen(breach))) {
        let text = "Gatefold's tables refuse this, and DDEX's schema does not";
        let mut finding = DISAGREES.finding(breach.span, text);
        finding.help("tell the makers of Gatefold, and leave out the other finding with `--ignore`");
        found.push(finding);
    }
    let told = told_of(message, source);
    for refusal in refusals.into_iter().filter(|refusal| !told.contains(&refusal.line)) {
        let line = source.line_span_or_last(refusal.line);
        let text = format!("DDEX's schema refuses this, and Gatefold's tables do not: {}", refusal.message);
        let mut finding = DISAGREES.finding(line, text);
        finding.help("mend it, since the schema counts; and tell the makers of Gatefold");
        found.push(finding);
    }
    cap(found, known);
}

/// The lines at which the schema may tell of what our tables have told as well: those of the element with the fault, and where its
/// neighbours and what holds them all begin and end, since one element too many puts out the others.
fn told_of(message: &Incoming<'_>, source: &Source) -> BTreeSet<usize> {
    let line = |byte: u32| source.line(byte) + 1;
    let mut lines = BTreeSet::new();
    let mut holders = BTreeSet::new();
    for breach in &message.breaches {
        let element = message.tree.around(breach.span.start);
        // What lacks something is told of at its own name.
        holders.insert(element.index());
        if let Some(holder) = element.parent() {
            holders.insert(holder.index());
            lines.extend(line(element.span().start)..=line(element.span().end));
        }
    }
    for holder in holders.into_iter().map(|index| message.tree.element(index)) {
        let ends = [holder.span().start, holder.name_span().end, holder.span().end.saturating_sub(1)];
        lines.extend(ends.into_iter().chain(holder.children().map(|child| child.span().start)).map(line));
    }
    lines
}

/// Whether the program that runs the schema can see it: it looks at no attribute of an element whose content is a plain text, nor at
/// blanks around a word.
fn is_seen(breach: &Breach) -> bool {
    use matching::Kind;
    match breach.kind {
        Kind::UnknownAttribute => false,
        Kind::NotAllowed => breach.meant.as_ref().is_some_and(|(word, known)| !known.contains(&word.trim())),
        _ => true,
    }
}

/// What is said of a file that is larger than it may be.
pub(crate) fn too_long(limit: u32) -> Diagnostic {
    let mut finding = TOO_LARGE.finding(Span::default(), format!("the file is longer than {limit} bytes"));
    finding.help("split it into several messages, or raise `--max-document-bytes`");
    finding
}

/// What is said of a file that is not UTF-8.
pub(crate) fn foreign(foreign: &Foreign) -> Diagnostic {
    let mut finding = ENCODING.finding(foreign.span, foreign.message);
    finding.help("save the file as UTF-8");
    finding
}

fn unknown(span: Span, message: String, help: &str) -> Diagnostic {
    let mut finding = UNKNOWN_MESSAGE.finding(span, message);
    finding.help(help);
    finding
}

//! E01x: elements, attributes and texts of a message that the standard's tables do not allow.
use crate::{
    ern::{incoming::Incoming, matching::Kind},
    rule::{Findings, Rule, rule},
    schema::nearest,
};

pub(super) const RULES: &[Rule] = &[
    rule!("E011", "unknown-element", Error, Message(unknown_element)),
    rule!("E012", "element-out-of-order", Error, Message(out_of_order)),
    rule!("E013", "element-missing", Error, Message(missing)),
    rule!("E014", "element-repeated", Error, Message(repeated)),
    rule!("E015", "elements-exclude", Error, Message(excluded)),
    rule!("E016", "unknown-attribute", Error, Message(unknown_attribute)),
    rule!("E017", "attribute-missing", Error, Message(attribute_missing)),
    rule!("E018", "word-not-allowed", Error, Message(not_allowed)),
    rule!("E019", "value-form", Error, Message(wrong_form)),
    rule!("E020", "text-between-elements", Error, Message(stray_text)),
];

/// What the tables have to say of that kind.
fn tell(message: &Incoming<'_>, kind: Kind, findings: &mut Findings) {
    for breach in message.breaches.iter().filter(|breach| breach.kind == kind) {
        let near = breach.meant.as_ref().and_then(|(word, known)| nearest(word, known.iter().copied()));
        let help = near.map_or_else(|| breach.help.clone(), |near| format!("write `{near}`, if that is meant"));
        let finding = findings.on(breach.span, breach.message.clone());
        finding.help(help);
        if let Some((span, text)) = &breach.also {
            finding.also(*span, text.clone());
        }
    }
}

/// Every element is one that the standard has at that place.
fn unknown_element(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::UnknownElement, findings);
}

/// Elements stand in the order of the standard.
fn out_of_order(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::OutOfOrder, findings);
}

/// Every element that the standard demands is there.
fn missing(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::Missing, findings);
}

/// What may stand once stands once.
fn repeated(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::Repeated, findings);
}

/// Of elements that exclude each other, one is there.
fn excluded(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::Excluded, findings);
}

/// Every attribute is one that its element has.
fn unknown_attribute(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::UnknownAttribute, findings);
}

/// Every attribute that the standard demands is there.
fn attribute_missing(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::MissingAttribute, findings);
}

/// Where the standard has a list of words, the text is one of them.
fn not_allowed(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::NotAllowed, findings);
}

/// Numbers, dates, times, languages and references have the standard's form.
fn wrong_form(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::WrongForm, findings);
}

/// No text stands between elements.
fn stray_text(message: &Incoming<'_>, findings: &mut Findings) {
    tell(message, Kind::StrayText, findings);
}

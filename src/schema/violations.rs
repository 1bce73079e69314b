//! What the schema does not allow, in words, at the smallest place that is wrong.
use super::{
    CONFLICTING_FIELDS, EMPTY_LIST, MISSING_FIELD, OUT_OF_RANGE, REPEATED_ITEM, UNKNOWN_FIELD, UNKNOWN_VALUE,
    WRONG_FORM, WRONG_TYPE, dates,
    meant::meant,
    types::single_type,
    walk::{Step, Target, Walk, fields, list, names},
};
use crate::{
    diagnostic::{Change, MOST},
    document::quoted,
    record::{
        identifiers::{Barcode, Fault, Ipi, Isni, Isrc, Iswc},
        language::Language,
    },
    span::Span,
    tape::Index,
    value::value,
};
use jsonschema::{JsonType, ValidationError, error::ValidationErrorKind};
use serde_json::Value;
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// What is wrong with a text that should be an identifier; the schema's title says of which kind.
fn identifier_fault(rules: &Value, text: &str) -> Option<Fault> {
    match rules["title"].as_str()? {
        "ISRC" => Isrc::parse(text).err(),
        "ISWC" => Iswc::parse(text).err(),
        "IPI" | "IPI name number" => Ipi::parse(text).err(),
        "ISNI" => Isni::parse(text).err(),
        "Barcode" => Barcode::parse(text).err(),
        "Language" => Language::parse(text).err(),
        _ => None,
    }
}

impl Walk<'_, '_> {
    /// Reports a violation, unless the reader had something to say of that place already.
    pub(super) fn report(&mut self, error: &ValidationError<'_>) {
        use ValidationErrorKind as E;
        let Some(target) = self.target(error) else { return };
        let rules = self.rules_around(error);
        match error.kind() {
            E::AdditionalProperties { unexpected } => self.unknown_fields(&target, unexpected, rules),
            E::Required { property } => self.missing_field(&target, property.as_str().unwrap_or_default(), rules),
            E::Type { kind } => self.wrong_type(&target, kind, rules),
            E::Enum { options } => self.unknown_value(&target, options),
            E::Pattern { .. } => self.wrong_form(&target, rules),
            E::Format { .. } => self.date(&target, false),
            E::MinItems { .. } | E::MinProperties { .. } => self.empty(&target),
            E::UniqueItems => self.repeated(&target),
            E::Minimum { .. } | E::Maximum { .. } => self.out_of_range(&target, rules),
            E::Not { schema } => self.conflict(&target, &names(&schema["required"])),
            E::OneOfNotValid { context } | E::AnyOf { context } => self.branches(&target, context, rules),
            E::OneOfMultipleValid { context } => {
                let fields: Vec<String> =
                    alternatives(rules).unwrap_or_else(|| context.iter().flatten().map(ToString::to_string).collect());
                self.conflict(&target, &fields);
            }
            E::PropertyNames { error } => self.report_name(&target, error),
            // A test sees to it that the schemas use no other keyword; should they, the library's words are better than none.
            other => {
                let message = format!("this is not what `{}` asks for", other.keyword());
                self.add(&WRONG_FORM, &target, message);
            }
        }
    }

    fn unknown_fields(&mut self, target: &Target, unexpected: &[String], rules: &Value) {
        let known: Vec<&str> =
            rules["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let tape = self.tape;
        let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let unknown = tape.entries(target.node).filter(|(key, _)| unexpected.contains(tape.text(*key)));
        let entries: Vec<(Index, Index)> = unknown.collect();
        self.faults.extend(entries.iter().map(|(_, value)| *value));
        for (key, _) in entries.into_iter().take(MOST) {
            if tape.is_faulty(key) {
                continue;
            }
            let name = tape.text(key);
            let whole = self.whole(target);
            let meant = meant(name, &known).filter(|meant| tape.entry(target.node, meant).is_none());
            let finding = self.push(&UNKNOWN_FIELD, tape.span(key), format!("{whole} has no field `{name}`"));
            match meant {
                Some(meant) if name.starts_with(&format!("{meant}:")) => finding
                    .label("a blank is missing behind the colon")
                    .help(format!("write `{meant}: {}`", &name[meant.len() + 1..])),
                Some(meant) => finding.label(format!("did you mean `{meant}`?")),
                None if name == "<<" => finding.help("write the fields out: merge keys are not part of YAML 1.2"),
                None if known.len() > 10 => finding.help("run `gatefold schema` to see the fields"),
                None => finding.help(format!("use one of {}", list(&known, "or"))),
            };
        }
    }

    fn missing_field(&mut self, target: &Target, name: &str, rules: &Value) {
        // A misspelled field is one fault, and has its finding.
        let known = fields(rules);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let mut keys = self.tape.entries(target.node).map(|(key, _)| self.tape.text(key)).take(100);
        if keys.any(|key| key == "<<" || (!known.contains(&key) && meant(key, &known) == Some(name))) {
            return;
        }
        let message = format!("{} has no `{name}`", self.whole(target));
        let place = self.first_key(target);
        self.push(&MISSING_FIELD, place, message).help(format!("add `{name}:` here"));
    }

    fn unknown_value(&mut self, target: &Target, options: &Value) {
        if self.tape.kind(target.node).is_collection() || !self.is_written(target) {
            self.mistyped(target, &[JsonType::String], &Value::Null);
            return;
        }
        let options = names(options);
        let known: Vec<&str> = options.iter().map(String::as_str).collect();
        let text = self.tape.text(target.node).to_owned();
        let field = self.field(target);
        let meant = meant(&text, &known).map(str::to_owned);
        let long = known.len() > 20;
        let finding = self.add(&UNKNOWN_VALUE, target, format!("{field} cannot be `{text}`"));
        match meant.as_deref() {
            // Plain, it would be the next thing to complain of.
            Some("NO") => finding.label("did you mean `\"NO\"`?"),
            Some(meant) => finding.label(format!("did you mean `{meant}`?")),
            None if long => finding.help("write the country's two letters (ISO 3166-1), such as `FR`"),
            None => finding.help(format!("use one of {}", list(&known, "or"))),
        };
    }

    fn wrong_form(&mut self, target: &Target, rules: &Value) {
        let text = self.tape.text(target.node).to_owned();
        let field = self.field(target);
        let form = rules["patternErrorMessage"].as_str().unwrap_or_default().to_owned();
        if text.trim().is_empty() {
            self.add(&WRONG_FORM, target, format!("{field} is empty")).help("write what belongs there");
        } else if !text.trim_end().contains(['\n', '\r']) && text.ends_with('\n') {
            self.add(&WRONG_FORM, target, format!("{field} ends with a line break"))
                .help("write it on one line, behind the colon and without `|` or `>`");
        } else if text.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            self.add(&WRONG_FORM, target, format!("{field} goes over several lines")).help("write it on one line");
        } else {
            if let Some(fault) = identifier_fault(rules, &text) {
                return self.identifier(target, &text, fault);
            }
            let meant = respelled(&text).into_iter().find(|other| *other != text && self.fits(rules, other));
            let finding = self.add(&WRONG_FORM, target, format!("{field} is not written as it should be"));
            match meant {
                Some(meant) => finding.label(format!("did you mean `{meant}`?")),
                None => finding.label(form),
            };
        }
    }

    /// What an identifier of that kind says of the text, at the signs that are wrong.
    fn identifier(&mut self, target: &Target, text: &str, fault: Fault) {
        let whole = self.tape.span(target.node);
        // Written as it reads, the signs of the text are those of the source.
        let span = match self.raw(target.node).len().checked_sub(text.len()) {
            Some(quotes @ (0 | 2)) => {
                let start = whole.start + quotes as u32 / 2;
                Span::new(start + fault.at.start as u32, start + fault.at.end as u32)
            }
            _ => whole,
        };
        self.faults.push(target.node);
        let finding = self.push(&WRONG_FORM, span, fault.message);
        finding.helps.extend(fault.help);
        if let Some(instead) = fault.instead {
            finding.propose([Change::Write(whole, instead)]);
        }
    }

    fn empty(&mut self, target: &Target) {
        // One whose entries have findings of the reader is not empty.
        if self.tape.items(target.node).next().is_some() {
            return;
        }
        let field = self.field(target);
        let help = match target.path.last() {
            Some(Step::Field(name)) if name.ends_with("territories") => {
                "name at least one country; without the field, it is the whole world"
            }
            _ => "write at least one entry",
        };
        self.add(&EMPTY_LIST, target, format!("{field} is empty")).help(help);
    }

    fn out_of_range(&mut self, target: &Target, rules: &Value) {
        // A number with a fraction has its finding already.
        if self.faults.contains(&target.node) {
            return;
        }
        let (field, raw) = (self.field(target), self.raw(target.node));
        let message = format!("{field} cannot be {raw}");
        let help = format!("write a number from {} to {}", rules["minimum"], rules["maximum"]);
        self.add(&OUT_OF_RANGE, target, message).help(help);
    }

    fn repeated(&mut self, target: &Target) {
        let field = self.field(target);
        let mut seen: HashMap<String, Index> = HashMap::new();
        for item in self.tape.items(target.node) {
            let whole = value(self.tape, item);
            let first = match seen.entry(whole.to_string()) {
                Entry::Occupied(first) => *first.get(),
                Entry::Vacant(slot) => {
                    slot.insert(item);
                    continue;
                }
            };
            let (place, first) = (self.place(item), self.place(first));
            let name =
                whole.as_str().or(whole["name"].as_str()).map_or("this entry".to_owned(), |name| format!("`{name}`"));
            self.push(&REPEATED_ITEM, place, format!("{name} stands more than once in {field}"))
                .label("again here")
                .also(first, "the first")
                .help("delete it, or write what was meant");
            self.faults.push(item);
        }
    }

    /// Fields that exclude each other: the finding is at the last of them.
    fn conflict(&mut self, target: &Target, fields: &[String]) {
        let mut keys: Vec<Index> =
            fields.iter().filter_map(|name| self.tape.entry(target.node, name)).map(|(key, _)| key).collect();
        keys.sort_unstable();
        let [first, .., last] = keys[..] else { return };
        let message =
            format!("{} has both `{}` and `{}`", self.whole(target), self.tape.text(first), self.tape.text(last));
        let (place, other) = (self.tape.span(last), self.tape.span(first));
        self.push(&CONFLICTING_FIELDS, place, message).also(other, "the first").help("keep one of the two");
        let values =
            keys.iter().filter_map(|key| self.tape.entry(target.node, self.tape.text(*key))).map(|(_, value)| value);
        self.faults.extend(values.collect::<Vec<_>>());
    }

    /// Speaks of the branch that was plainly meant.
    fn branches(&mut self, target: &Target, context: &[Vec<ValidationError<'static>>], rules: &Value) {
        if let Some(names) = choice_of_fields(context) {
            let message = format!(
                "{} has neither {}",
                self.whole(target),
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" nor ")
            );
            let place = self.first_key(target);
            self.push(&MISSING_FIELD, place, message).help(format!("add {} here", list(&names, "or")));
            return;
        }
        let own = |error: &&ValidationError<'static>| matches!(error.kind(), ValidationErrorKind::Type { .. });
        let here = |error: &&ValidationError<'static>| error.instance_path().into_iter().count() == target.path.len();
        let meant = context.iter().filter(|branch| !branch.iter().any(|error| own(&error) && here(&error)));
        let meant: Vec<_> = meant.collect();
        if meant.is_empty() {
            let expected: Vec<JsonType> =
                context.iter().flatten().filter(own).filter(here).filter_map(single_type).collect();
            let mut kinds = expected;
            kinds.dedup();
            self.mistyped(target, &kinds, rules);
        } else if meant
            .iter()
            .any(|branch| branch.iter().any(|error| matches!(error.kind(), ValidationErrorKind::Format { .. })))
        {
            self.date(target, true);
        } else if let Some(branch) = meant.into_iter().min_by_key(|branch| branch.len())
            && !self.is_split_text(target, branch)
        {
            for error in branch {
                self.report(error);
            }
        }
    }

    /// `- Leto: Original`: a name that its colon made a field of.
    fn is_split_text(&mut self, target: &Target, branch: &[ValidationError<'static>]) -> bool {
        let mut entries = self.tape.entries(target.node);
        let (Some((key, value)), None) = (entries.next(), entries.next()) else { return false };
        let unknown = branch.iter().any(|error| match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                unexpected.len() == 1
                    && meant(&unexpected[0], &["name", "role", "credited_as", "performer", "title"]).is_none()
            }
            _ => false,
        });
        let span = self.tape.span(target.node);
        if !unknown || self.tape.kind(value).is_collection() || self.tape.text(key) == "<<" {
            return false;
        }
        let raw = self.source.text[span.range()].trim_matches(['{', '}']).trim().to_owned();
        let whole = self.whole(target);
        self.faults.push(target.node);
        self.push(&WRONG_TYPE, span, format!("{whole} should be a name, and a colon makes a field of it"))
            .help(format!("quote it: {}", quoted(&raw)));
        true
    }

    /// A key that is no name.
    fn report_name(&mut self, target: &Target, error: &ValidationError<'_>) {
        let bad: Vec<Index> = self
            .tape
            .entries(target.node)
            .map(|(key, _)| key)
            .filter(|key| error.instance().as_str() == Some(self.tape.text(*key)))
            .collect();
        let rules = self.rules_around(error);
        let form = rules["patternErrorMessage"].as_str().unwrap_or_default().to_owned();
        for key in bad {
            let message =
                if self.tape.text(key).trim().is_empty() { "the name is empty" } else { "this is not a name" };
            self.push(&WRONG_FORM, self.tape.span(key), message).label(form.clone());
        }
    }

    pub(super) fn date(&mut self, target: &Target, partial: bool) {
        let fault = dates::fault(self.tape.text(target.node), partial);
        let whole = self.tape.span(target.node);
        let finding = self.add(fault.rule, target, fault.message);
        finding.help(fault.help);
        match fault.instead.map(|(date, is_sure)| (Change::Write(whole, date), is_sure)) {
            Some((change, true)) => _ = finding.mend([change]),
            Some((change, false)) => _ = finding.propose([change]),
            None => {}
        }
    }
}

/// The fields of which one is required, if that is all that the branches ask for.
fn choice_of_fields(context: &[Vec<ValidationError<'static>>]) -> Option<Vec<String>> {
    let branch = |errors: &Vec<ValidationError<'static>>| match &errors[..] {
        [error] => match error.kind() {
            ValidationErrorKind::Required { property } => property.as_str().map(str::to_owned),
            _ => None,
        },
        _ => None,
    };
    context.iter().map(branch).collect()
}

/// Other ways to write an identifier or a code, of which one may be right.
fn respelled(text: &str) -> Vec<String> {
    let compact: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let tag = text.split('-').enumerate().map(|(at, part)| match (at, part.len()) {
        (0, _) => part.to_lowercase(),
        (_, 2) => part.to_uppercase(),
        _ => part[..part.len().min(1)].to_uppercase() + &part.get(1..).unwrap_or_default().to_lowercase(),
    });
    let tag = if text.is_ascii() { tag.collect::<Vec<_>>().join("-") } else { String::new() };
    vec![text.trim().to_owned(), compact, text.to_uppercase(), tag, text.replace('.', ":")]
}

/// What a `oneOf` of required fields lets one choose from.
fn alternatives(rules: &Value) -> Option<Vec<String>> {
    let branches = rules["oneOf"].as_array()?;
    branches.iter().map(|branch| branch["required"][0].as_str().map(str::to_owned)).collect()
}

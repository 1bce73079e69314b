//! What the parser's faults are called in words that can be acted on.
use super::{Reader, SYNTAX, TAB, TOO_DEEP};
use crate::span::Span;
use granit_parser::ErrorKind;

/// Reports a fault of the syntax, on the characters that are wrong as far as they can be told.
pub(super) fn report(reader: &mut Reader<'_, '_>, text: &str, at: usize, kind: &ErrorKind) {
    let at = floor(text, at);
    if let Some(tab) = tab(text, at, kind) {
        reader.report(&TAB, tab, "a tab stands where YAML takes only blanks").help("put blanks in its place");
        return;
    }
    if *kind == ErrorKind::RecursionLimitExceeded {
        reader.report(&TOO_DEEP, sign(text, at), "too many lists and mappings lie in one another here");
        return;
    }
    let line = Line::around(text, at);
    let (span, message, help) = fault(text, at, &line, kind);
    let finding = reader.report(&SYNTAX, span, message);
    if let Some(help) = help {
        finding.help(help);
    }
}

/// The place, the sentence and the help.
fn fault(text: &str, at: usize, line: &Line<'_>, kind: &ErrorKind) -> (Span, String, Option<String>) {
    use ErrorKind as E;
    let here = sign(text, at);
    if is_about_lines(kind)
        && let Some((line, value)) = open_quote(text, at).and_then(|line| line.value.map(|value| (line, value)))
    {
        let mark = &value.text[..1];
        let help = match mark {
            "'" => line.quoted(),
            _ => Some(format!("close the text with `{mark}`")),
        };
        return (sign(text, value.start), "this quotation mark is never closed".to_owned(), help);
    }
    let say =
        |message: &str, help: &str| (here, message.to_owned(), Some(help.to_owned()).filter(|help| !help.is_empty()));
    match kind {
        E::MappingValueNotAllowed | E::InvalidColonPlacement
            if line.value.is_some_and(|value| value.text.contains(':')) =>
        {
            let (start, value) = line.value.map_or((at, ""), |value| (value.start, value.text));
            let colon = value.find(": ").or_else(|| value.rfind(':')).unwrap_or(0);
            (sign(text, start + colon), "a colon inside a text makes YAML read a field name".to_owned(), line.quoted())
        }
        E::UnexpectedCharacter { character } => {
            (here, format!("a text cannot begin with `{character}` unless it is quoted"), line.quoted())
        }
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            let mark = if text[at..].starts_with('\'') { "'" } else { "\"" };
            say("this quotation mark is never closed", &format!("close the text with `{mark}`"))
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            here,
            "there is more text behind the closing quotation mark".to_owned(),
            Some(line.quoted().unwrap_or_else(|| "quote the whole text".to_owned())),
        ),
        E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::UndeclaredTagHandle
        | E::InvalidTagEscape
        | E::InvalidTagUtf8
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte => {
            (here, "a text that begins with `!` is a tag to YAML".to_owned(), line.quoted())
        }
        E::MissingAnchorOrAliasName => {
            (here, "a text that begins with `*` or `&` is a reference to YAML".to_owned(), line.quoted())
        }
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            say("this is no escape that YAML knows", "write the backslash twice, or put the text in single quotes")
        }
        E::InvalidLowSurrogateHexEscape | E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate => {
            say("this escape is one half of a character", "write the character itself")
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey | E::UnexpectedEndOfPlainScalar if line.tight().is_some() => {
            let (span, help) = line.tight().unwrap_or((here, String::new()));
            (span, "a blank is missing behind this colon".to_owned(), Some(help))
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey | E::UnexpectedEndOfPlainScalar => (
            line.first_sign(text, at),
            "this line is neither a field nor part of the text above it".to_owned(),
            Some("write `field: value`, or line it up with its neighbours".to_owned()),
        ),
        kind if is_about_lines(kind) => (
            line.first_sign(text, at),
            "this line does not fit the lines above it".to_owned(),
            Some(
                "line it up with its neighbours: same number of blanks, and `- ` before each item of a list".to_owned(),
            ),
        ),
        E::ExpectedFlowMappingSeparator | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            say("a `,` or a `}` is missing here", "close the `{`, or quote the text that holds it")
        }
        E::ExpectedFlowSequenceSeparator | E::UnexpectedEofFlowSequence => {
            say("a `,` or a `]` is missing here", "close the `[`, or quote the text that holds it")
        }
        E::UnclosedFlowCollection { open } => (
            here,
            format!("this `{open}` is never closed"),
            Some("close it, or quote the text that holds it".to_owned()),
        ),
        E::MismatchedFlowCollectionEnd { open, close } => (here, format!("this `{close}` closes a `{open}`"), None),
        E::MisplacedFlowCollectionEnd => (here, "this closes nothing".to_owned(), line.quoted()),
        E::CommentNotSeparated => {
            say("a comment needs a blank before its `#`", "put a blank before it, or quote the text that holds it")
        }
        E::BomInsideDocument => say("a byte order mark stands in the middle of the file", "delete it"),
        E::InvalidDocumentEnd => say("nothing but a comment may stand behind `...` or `---` here", ""),
        other => (here, format!("this is not sound YAML: {other}"), None),
    }
}

/// Whether the parser lost track of which line belongs to what.
fn is_about_lines(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::InvalidIndentation
            | E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::BlockSequenceEntryNotAllowed
            | E::InvalidQuotedScalarIndent
            | E::InvalidBlockScalarIndent
            | E::InvalidFlowScalarIndent
            | E::MappingKeyNotAllowed
            | E::MappingValueNotAllowed
            | E::InvalidColonPlacement
            | E::SimpleKeyExpected
            | E::InvalidSimpleKey
            | E::UnexpectedEndOfPlainScalar
            | E::UnclosedQuotedScalar
            | E::DocumentIndicatorInQuotedScalar
    )
}

/// A tab where blanks are due. The parser may notice it a line late.
fn tab(text: &str, at: usize, kind: &ErrorKind) -> Option<Span> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    );
    let mut start = line_start(text, at);
    for line in text[start..].split_inclusive('\n').take(3) {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            let count = line[tab..indentation].bytes().take_while(|byte| *byte == b'\t').count();
            return Some(Span::new((start + tab) as u32, (start + tab + count) as u32));
        }
        start += line.len();
        if !about_tabs {
            break;
        }
    }
    about_tabs.then(|| sign(text, at))
}

/// A text above the place, or at it, that begins with a quotation mark and does not end with it.
fn open_quote(text: &str, at: usize) -> Option<Line<'_>> {
    let mut end = line_start(text, at)
        + text[line_start(text, at)..].find(['\n', '\r']).unwrap_or(text.len() - line_start(text, at));
    for _ in 0..20 {
        let line = Line::around(text, end);
        if let Some(value) = line.value.filter(|value| value.text.starts_with(['"', '\''])) {
            let mark = &value.text[..1];
            let inner = value.text[1..].replace("\\\\", "").replace("\\\"", "").replace("''", "");
            return (!inner.contains(mark)).then_some(line);
        }
        end = line.start.checked_sub(1)?;
    }
    None
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The character at a place; at the end of the text, the place alone.
fn sign(text: &str, at: usize) -> Span {
    let length = text[at..].chars().next().filter(|sign| !matches!(sign, '\n' | '\r')).map_or(0, char::len_utf8);
    Span::new(at as u32, (at + length) as u32)
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// The line of a place, taken apart as far as it looks like `field: value`.
struct Line<'a> {
    start: usize,
    text: &'a str,
    key: &'a str,
    value: Option<Value<'a>>,
}

#[derive(Clone, Copy)]
struct Value<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let start = line_start(text, at);
        let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
        let body = line.trim_start_matches([' ', '\t']).trim_start_matches("- ");
        let (key, value) = match body.split_once(": ") {
            Some((key, value)) => (key.trim(), Some(value.trim())),
            None => (body.trim(), None),
        };
        let value = value
            .filter(|value| !value.is_empty())
            .map(|value| Value { start: start + (value.as_ptr() as usize - line.as_ptr() as usize), text: value });
        Self { start, text: line, key, value }
    }

    /// "Quote it", with the whole line as it should be.
    fn quoted(&self) -> Option<String> {
        let value = self.value?;
        Some(format!("quote it: `{}: {}`", self.key, quoted(value.text).trim_matches('`')))
    }

    /// The colon of `title:Low Tide`, and the line as it should be.
    fn tight(&self) -> Option<(Span, String)> {
        let (key, value) = self.key.split_once(':')?;
        let is_field = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let colon = self.start + self.text.find(self.key)? + key.len();
        is_field.then(|| (Span::new(colon as u32, colon as u32 + 1), format!("write `{key}: {value}`")))
    }

    /// The first word of the line.
    fn first_sign(&self, text: &str, at: usize) -> Span {
        let indentation = self.text.len() - self.text.trim_start().len();
        if self.text.trim().is_empty() {
            return sign(text, at);
        }
        Span::new((self.start + indentation) as u32, (self.start + self.text.trim_end().len()) as u32)
    }
}

/// A text in the quotation marks that YAML takes, between backticks.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') {
        format!("`'{text}'`")
    } else {
        format!("`\"{}\"`", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// The same, behind its field name if it has one on the line.
pub(super) fn in_line(text: &str, at: u32, value: &str) -> String {
    let line = Line::around(text, floor(text, at as usize));
    match line.value {
        Some(whole) if whole.text.starts_with(value) => {
            format!("`{}: {}`", line.key, quoted(whole.text).trim_matches('`'))
        }
        _ => quoted(value),
    }
}

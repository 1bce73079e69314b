//! What the parser's faults are called in words that can be acted on.
use super::{
    Reader, SYNTAX, TAB, TOO_DEEP,
    line::{Line, line_start, upwards},
};
use crate::span::Span;
use granit_parser::ErrorKind;

/// What is wrong, where, and what can be done.
type Fault = (Span, String, Option<String>);

pub(super) const TOO_MANY_LEVELS: &str = "too many lists and mappings lie in one another here";
pub(super) const CLOSE_BRACKETS: &str = "close the brackets, or quote the text if they belong to a title";

/// Reports a fault of the syntax, on the characters that are wrong as far as they can be told.
pub(super) fn report(reader: &mut Reader<'_>, text: &str, at: usize, kind: &ErrorKind) {
    let at = text.floor_char_boundary(at.min(text.len()));
    if let Some(tab) = tab(text, at, kind) {
        reader.report(&TAB, tab, "a tab stands where YAML takes only blanks").help("put blanks in its place");
        return;
    }
    if *kind == ErrorKind::RecursionLimitExceeded {
        reader.report(&TOO_DEEP, sign(text, at), TOO_MANY_LEVELS).help(CLOSE_BRACKETS);
        return;
    }
    let line = Line::around(text, at);
    let (span, message, help) = conflict(text, at)
        .or_else(|| is_about_lines(kind).then(|| misread_line(text, at)).flatten())
        .unwrap_or_else(|| fault(text, at, &line, kind));
    let finding = reader.report(&SYNTAX, span, message);
    if let Some(help) = help {
        finding.help(help);
    }
}

/// The lines that Git writes where two edits meet.
fn conflict(text: &str, at: usize) -> Option<Fault> {
    let below = text[at..].split_inclusive('\n').take(2).map(str::len).sum::<usize>();
    let line = upwards(text, text.floor_char_boundary((at + below).saturating_sub(1).max(at)))
        .find(|line| ["<<<<<<< ", "=======", ">>>>>>> "].iter().any(|mark| line.text.starts_with(mark)))?;
    let help = "keep the side that is right, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`";
    let message = "two edits were not put together here".to_owned();
    line.body().map(|span| (span, message, Some(help.to_owned())))
}

/// Where the parser lost track of the lines: a text above that begins like something else.
fn misread_line(text: &str, at: usize) -> Option<Fault> {
    if let Some(fault) = upwards(text, at).find_map(|line| open_text(text, at, &line)) {
        return Some(fault);
    }
    if let Some(fault) = open_entry(text, at) {
        return Some(fault);
    }
    if let Some((field, due)) = upwards(text, at).take(2).find_map(|line| line.lost_colon()) {
        let message = format!("a colon is missing behind `{}`", &text[field.range()]);
        return Some((field, message, Some(format!("write `{due}`"))));
    }
    let line = Line::around(text, at);
    let found = |span, message: &str, help: Option<String>| Some((span, message.to_owned(), help));
    if let Some(value) = line.value {
        if matches!(value.text, "-" | "?") || value.text.starts_with("- ") || value.text.starts_with("? ") {
            let message = format!("a text cannot begin with `{}` and a blank unless it is quoted", &value.text[..1]);
            return Some((sign(text, value.start), message, line.quote(value.start)));
        }
        if let Some(colon) = value.text.find(": ").or_else(|| value.text.strip_suffix(':').map(str::len)) {
            let message = "a colon inside a text makes YAML read a field name";
            let in_braces = line.text.trim_start_matches([' ', '-']).starts_with('{') || value.text.starts_with('{');
            let comma = || Some("put a comma between two fields, or quote the text that holds the colon".to_owned());
            let help = if in_braces { comma() } else { line.quote(value.start) };
            return found(sign(text, value.start + colon), message, help);
        }
    }
    if let Some((span, help)) = line.tight() {
        return found(span, "a blank is missing behind this colon", Some(help));
    }
    let dash = upwards(text, at).take(2).find_map(|line| line.tight_dash());
    dash.and_then(|span| {
        found(span, "a blank is missing behind this dash", Some("write `- ` before each item of a list".to_owned()))
    })
}

/// An entry of a list, as in `- {name: Viktor Tsoi`, whose bracket is still open where the next entry begins.
fn open_entry(text: &str, at: usize) -> Option<Fault> {
    let lines: Vec<Line<'_>> = upwards(text, at).take(3).collect();
    let is_item = |line: &Line<'_>| line.text.trim_start().starts_with("- ");
    let above = lines.windows(2).find(|pair| is_item(&pair[0])).map(|pair| &pair[1]).filter(|line| is_item(line))?;
    let body = above.text.trim_start().trim_start_matches("- ").trim_start();
    let open = body.chars().next().filter(|sign| matches!(sign, '{' | '['))?;
    let count = |sign: char| body.matches(sign).count();
    let closing = if open == '{' { '}' } else { ']' };
    let place = sign(text, above.start + above.text.len() - body.len());
    let help = format!("close it with `{closing}` at the end of the line, or quote the text that holds it");
    (count(open) > count(closing)).then(|| (place, format!("this `{open}` is never closed"), Some(help)))
}

/// A quotation mark or a bracket that is not closed up to the place, or closed too early.
fn open_text(text: &str, at: usize, line: &Line<'_>) -> Option<Fault> {
    let value = line.value?;
    let end = at.max(line.start + line.text.len());
    let behind = &text[value.start..end];
    let first = sign(text, value.start);
    match behind.as_bytes().first()? {
        mark @ (b'"' | b'\'') => {
            let mark = char::from(*mark);
            let inner = behind[1..].replace("\\\\", "").replace("\\\"", "").replace("''", "");
            let help =
                if mark == '\'' { line.quote(value.start) } else { Some(format!("close the text with `{mark}`")) };
            (!inner.contains(mark)).then(|| (first, "this quotation mark is never closed".to_owned(), help))
        }
        open @ (b'[' | b'{') => {
            let closing = if *open == b'[' { ']' } else { '}' };
            let Some(closed) = behind.rfind(closing) else {
                let message = format!("this `{}` is never closed", char::from(*open));
                return Some((first, message, Some("close it, or quote the text that holds it".to_owned())));
            };
            let is_last = behind[closed + 1..].trim_start().is_empty()
                || behind[closed + 1..].trim_start().starts_with(['#', '\n']);
            let on_line = closed < value.text.len();
            let message = "there is more text behind the closing bracket".to_owned();
            let place = Span::new(
                (value.start + closed + 1) as u32,
                (value.start + value.text.len()).max(value.start + closed + 1) as u32,
            );
            let help = format!("quote it, if it is a name or a title: {}", super::quoted(value.text));
            (on_line && !is_last && value.text.len() > closed + 1).then_some((place, message, Some(help)))
        }
        _ => None,
    }
}

/// Any other fault: the place, the sentence and the help.
fn fault(text: &str, at: usize, line: &Line<'_>, kind: &ErrorKind) -> Fault {
    use ErrorKind as E;
    let here = sign(text, at);
    let say = |message: &str, help: &str| (here, message.to_owned(), (!help.is_empty()).then(|| help.to_owned()));
    match kind {
        E::UnexpectedCharacter { character: '`' } => {
            (here, "a text cannot begin with a backtick unless it is quoted".to_owned(), line.quote(at))
        }
        E::UnexpectedCharacter { character } => {
            (here, format!("a text cannot begin with `{character}` unless it is quoted"), line.quote(at))
        }
        E::InvalidBlockScalarHeader => {
            let message = "a `|` or `>` announces a text on the lines below, and nothing may stand behind it";
            (here, message.to_owned(), line.quote(at))
        }
        E::ExpectedDocumentStart | E::MissingDocumentEndBeforeDirective | E::InvalidDirectiveName => {
            say("a line that begins with `%` is an instruction to YAML", "put what belongs to the record in a field")
        }
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            let mark = if text[at..].starts_with('\'') { "'" } else { "\"" };
            say("this quotation mark is never closed", &format!("close the text with `{mark}`"))
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => say(
            "there is more text behind the closing quotation mark",
            "quote the whole text, or put a comma between two texts",
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
            (word(text, at), "a text that begins with `!` is a tag to YAML".to_owned(), line.quote(at))
        }
        E::MissingAnchorOrAliasName => {
            (word(text, at), "a text that begins with `*` or `&` is a reference to YAML".to_owned(), line.quote(at))
        }
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            let message = "this is no escape that YAML knows".to_owned();
            let help = "write the backslash twice, or put the text in single quotes".to_owned();
            (bad_escape(text, at).unwrap_or(here), message, Some(help))
        }
        E::InvalidLowSurrogateHexEscape | E::InvalidLowSurrogate | E::MissingLowSurrogate | E::UnpairedLowSurrogate => {
            say("this escape is one half of a character", "write the character itself")
        }
        kind if is_about_lines(kind) => {
            let message = "this line does not fit the lines above it".to_owned();
            let help = "line it up with its neighbours: the same number of blanks, and `- ` before each item of a list";
            (line.body().unwrap_or(here), message, Some(help.to_owned()))
        }
        E::ExpectedFlowMappingSeparator | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            say("a `,` or a `}` is missing here", "close the `{`, or quote the text that holds it")
        }
        E::ExpectedFlowSequenceSeparator | E::UnexpectedEofFlowSequence => {
            say("a `,` or a `]` is missing here", "close the `[`, or quote the text that holds it")
        }
        E::UnclosedFlowCollection { open } => {
            say(&format!("this `{open}` is never closed"), "close it, or quote the text that holds it")
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            say(&format!("this `{close}` closes a `{open}`"), "put the bracket that belongs to it")
        }
        E::MisplacedFlowCollectionEnd => {
            say("this bracket closes nothing", "delete it, or quote the text that holds it")
        }
        E::CommentNotSeparated => {
            say("a comment needs a blank before its `#`", "put a blank before it, or quote the text that holds it")
        }
        E::BomInsideDocument => say("a byte order mark stands in the middle of the file", "delete it"),
        E::InvalidDocumentEnd => {
            say("nothing but a comment may stand behind `...` or `---` here", "move it to a line below")
        }
        other => say(&format!("this is not sound YAML: {other}"), "compare the line with its neighbours"),
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
            | E::ExpectedNodeContent
            | E::BlockSequenceEntryNotAllowed
            | E::BlockEntryInFlowCollection
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
            | E::ExpectedFlowSequenceSeparator
            | E::ExpectedFlowMappingSeparator
            | E::InvalidMappingValueWhitespace
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

/// The first escape of a double-quoted text that YAML does not know.
fn bad_escape(text: &str, at: usize) -> Option<Span> {
    let mut from = at;
    while let Some(backslash) = text[from..].find('\\').map(|step| from + step) {
        let sign = text[backslash + 1..].chars().next()?;
        let digits = match sign {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code =
            text[backslash + 1 + sign.len_utf8()..].chars().take_while(char::is_ascii_hexdigit).take(digits).count();
        if code < digits || !"0abtnvfre \"/\\N_LPxuU\t\r\n".contains(sign) {
            return Some(Span::new(backslash as u32, (backslash + 1 + sign.len_utf8()) as u32));
        }
        from = backslash + 1 + sign.len_utf8();
    }
    None
}

/// The word at a place.
fn word(text: &str, at: usize) -> Span {
    let behind = &text[at..];
    let end = behind.find([' ', '\n', '\r', '\t', ',', ']', '}']).unwrap_or(behind.len());
    Span::new(at as u32, (at + end) as u32)
}

/// The character at a place; at the end of the text, the place alone.
fn sign(text: &str, at: usize) -> Span {
    let first = text[at..].chars().next().filter(|sign| !matches!(sign, '\n' | '\r'));
    Span::new(at as u32, (at + first.map_or(0, char::len_utf8)) as u32)
}

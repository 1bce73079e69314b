//! A text as YAML has it: plain where every reader takes it for a text, else in quotation marks.
use std::fmt::Write as _;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surroundings {
    /// Alone behind its key.
    Block,
    /// In `[…]` or `{…}`, where commas and brackets mean something.
    Flow,
    /// Before the colon.
    Key,
}

/// A text on one line.
pub(crate) fn scalar(text: &str, surroundings: Surroundings) -> String {
    if is_plain(text, surroundings) { text.to_owned() } else { quoted(text) }
}

/// A text of several lines as a block under its key, if nothing of it would be lost; without the key.
pub(super) fn block(text: &str, indent: usize) -> Option<String> {
    let is_long = text.strip_suffix('\n').unwrap_or(text).contains('\n');
    if is_long { literal(text, indent) } else { None }
}

/// The same for any text, however short.
pub(crate) fn literal(text: &str, indent: usize) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_fine = |line: &str| {
        !line.starts_with(char::is_whitespace) && !line.ends_with(char::is_whitespace) && line.chars().all(is_printable)
    };
    if body.is_empty() || body.starts_with('\n') || body.ends_with('\n') || !body.split('\n').all(is_fine) {
        return None;
    }
    let mut block = String::from(if body.len() == text.len() { "|-" } else { "|" });
    for line in body.split('\n') {
        block.push('\n');
        if !line.is_empty() {
            let _ = write!(block, "{:indent$}{line}", "");
        }
    }
    Some(block)
}

/// Words that one reader or another takes for something else than a text.
const WORDS: &[&str] =
    &["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", "+.inf", ".nan", "=", "<<"];

pub(crate) fn is_plain(text: &str, surroundings: Surroundings) -> bool {
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let has_edge = text.starts_with(|sign: char| sign.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`".contains(sign))
        || text.ends_with(|sign: char| sign.is_whitespace() || sign == ':');
    let has_mark = text.contains(": ") || text.contains(" #");
    let has_flow = match surroundings {
        Surroundings::Block => false,
        Surroundings::Flow | Surroundings::Key => text.contains([',', '[', ']', '{', '}', ':']),
    };
    !(text.is_empty() || is_word || has_edge || has_mark || has_flow || is_number(text))
        && text.chars().all(is_printable)
}

/// Whether some reader may take it for a number, a time or the like. A day of the calendar is a text.
fn is_number(text: &str) -> bool {
    let is_like = text.chars().all(|sign| sign.is_ascii_hexdigit() || "xXoO_.:+-".contains(sign));
    let begins = text.starts_with(|sign: char| sign.is_ascii_digit() || "+-.".contains(sign));
    let bytes = text.as_bytes();
    let is_day = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    is_like && begins && !is_day
}

/// Whether a sign can be seen, or is a blank that everybody knows.
pub(crate) fn is_printable(sign: char) -> bool {
    !(sign.is_control()
        || matches!(sign, '\u{85}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
}

/// A text in double quotation marks, as YAML and JSON have it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for sign in text.chars() {
        match sign {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            sign if is_printable(sign) => quoted.push(sign),
            sign => _ = write!(quoted, "\\u{:04X}", u32::from(sign)),
        }
    }
    quoted.push('"');
    quoted
}

//! Brackets: whether each has its partner.
use crate::ascii::{among, places};
use crate::wording::Wording;
use crate::wording::signs::WIDE_BRACKET;
use crate::wording::spot::Spot;
use std::ops::Range;

/// Each bracket has its partner, but for faces `:)`, enumerations `a)` and heaps `)))`.
pub(crate) fn unbalanced_brackets(text: &Wording<'_>) -> Vec<Spot> {
    // Where all are of ASCII, the bytes tell.
    let is_wide = text.signs.any(WIDE_BRACKET);
    if if is_wide {
        is_sound(text.text.chars())
    } else {
        let bytes = text.text.as_bytes();
        is_sound(places(bytes, |bytes| among(bytes, PLAIN)).map(|at| char::from(bytes[at])))
    } {
        return Vec::new();
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut spots = Vec::new();
    for (at, sign) in text.text.char_indices() {
        if let Some(close) = partner(sign) {
            open.push((at, close));
        } else if is_closing(sign) {
            match open.last() {
                Some((_, close)) if narrow(*close) == narrow(sign) => _ = open.pop(),
                // A face or a heap inside brackets does not close them, and no more does it open any.
                _ if is_meant(text, at, sign) => {}
                Some((start, close)) if !is_meant(text, *start, *close) => {
                    spots.push(crossed(text, *start, at, sign));
                    open.pop();
                }
                _ => spots.push(
                    Spot::new(at..at + sign.len_utf8(), format!("`{sign}` closes nothing"))
                        .help("open it, or delete it"),
                ),
            }
        }
    }
    let left = open.into_iter().filter(|(at, close)| !is_meant(text, *at, *close));
    spots.extend(left.map(|(at, close)| unclosed(text, at, close)));
    spots.retain(|spot| !text.is_mangled(&spot.at));
    spots.sort_by_key(|spot| spot.at.start);
    spots
}

/// Those of ASCII.
const PLAIN: [u8; 6] = *b"([{}])";

/// Whether all is in pairs, as it nearly always is, and at most four deep.
fn is_sound(signs: impl Iterator<Item = char>) -> bool {
    let (mut open, mut depth) = ([' '; 4], 0);
    for sign in signs {
        if let Some(close) = partner(sign) {
            let Some(place) = open.get_mut(depth) else { return false };
            (*place, depth) = (close, depth + 1);
        } else if is_closing(sign) {
            let Some(top) = depth.checked_sub(1).filter(|top| narrow(open[*top]) == narrow(sign)) else { return false };
            depth = top;
        }
    }
    depth == 0
}

fn unclosed(text: &Wording<'_>, at: usize, close: char) -> Spot {
    let range = one(text, at);
    let message = format!("`{}` is never closed", &text.text[range.clone()]);
    Spot::new(range, message).help(format!("add `{close}`, or delete it"))
}

fn crossed(text: &Wording<'_>, start: usize, at: usize, sign: char) -> Spot {
    let message = format!("`{sign}` closes `{}`", &text.text[one(text, start)]);
    Spot::new(at..at + sign.len_utf8(), message).help("write brackets of one kind")
}

fn one(text: &Wording<'_>, at: usize) -> Range<usize> {
    at..at + text.after(at).map_or(0, char::len_utf8)
}

/// Whether a bracket is at home alone.
fn is_meant(text: &Wording<'_>, at: usize, sign: char) -> bool {
    let range = one(text, at);
    let own = text.after(at);
    let (before, after) = (text.before(at), text.after(range.end));
    let is_heap = before == own || after == own;
    let is_alone = before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace);
    let is_face = before.is_some_and(is_eye) && !after.is_some_and(char::is_alphanumeric)
        || (after.is_some_and(is_eye) && before.is_none_or(char::is_whitespace));
    is_heap || is_alone || is_face || (sign == ')' && own == Some(')') && is_enumeration(&text.text[..at]))
}

/// `1)` and `a)`: a number or a letter that begins a text or follows a blank.
fn is_enumeration(text: &str) -> bool {
    // Three digits and the blank before them are all there is to see.
    let mut signs = text.chars().rev().take(4);
    let Some(last) = signs.next().filter(char::is_ascii_alphanumeric) else { return false };
    let before = if last.is_ascii_digit() { signs.find(|sign| !sign.is_ascii_digit()) } else { signs.next() };
    before.map_or_else(|| text.len() < 4, char::is_whitespace)
}

/// The eyes, noses and tears of faces.
const fn is_eye(sign: char) -> bool {
    matches!(sign, ':' | ';' | '=' | '-' | '^' | '<' | '>' | '\'')
}

fn partner(sign: char) -> Option<char> {
    Some(match sign {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '（' => '）',
        '［' => '］',
        '｛' => '｝',
        '〈' => '〉',
        '《' => '》',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    })
}

fn is_closing(sign: char) -> bool {
    matches!(sign, ')' | ']' | '}' | '）' | '］' | '｝' | '〉' | '》' | '】' | '〕')
}

/// The bracket without its width: a Japanese text often mixes both.
const fn narrow(sign: char) -> char {
    match sign {
        '）' => ')',
        '］' => ']',
        '｝' => '}',
        _ => sign,
    }
}

//! Blanks beside punctuation: none before a comma, none inside brackets; in French one before the tall signs.
use crate::wording::Wording;
use crate::wording::blanks::is_blank;
use crate::wording::signs::TALL;
use crate::wording::spot::Spot;

/// No blank stands before a comma or inside brackets, and none before `:`, `;`, `!` and `?` but in French.
pub(crate) fn blank_before_punctuation(text: &Wording<'_>) -> Vec<Spot> {
    let tall = tall(text);
    let mut spots = Vec::new();
    let mut last = ['\0'; 2];
    // How many brackets are open.
    let mut depth = 0;
    for (at, sign) in text.text.char_indices() {
        if is_blank(sign) && !is_blank(last[1]) {
            spots.extend(spot(text, at, last, tall, depth > 0));
        }
        depth += i32::from(matches!(sign, '(' | '[')) - i32::from(matches!(sign, ')' | ']'));
        last = [last[1], sign];
    }
    spots
}

/// What there is to say of the blanks that begin here, after these two signs, in open brackets or not.
fn spot(text: &Wording<'_>, start: usize, [last_but_one, last]: [char; 2], tall: Tall, is_open: bool) -> Option<Spot> {
    let rest = text.text[start..].trim_start_matches(is_blank);
    let at = start..text.text.len() - rest.len();
    let next = rest.chars().next()?;
    let follows = || rest[next.len_utf8()..].trim_start_matches(next).chars().next();
    let is_word = last.is_alphanumeric();
    let message = match next {
        _ if matches!(last, '(' | '[') && next.is_alphanumeric() && !is_face(last_but_one) => {
            format!("a blank stands after `{last}`")
        }
        ')' | ']' if is_word => format!("a blank stands before `{next}`"),
        ',' if (is_word || is_closing(last)) && is_end(follows()) && !rest.starts_with(",,") => {
            "a blank stands before a comma".to_owned()
        }
        '.' if is_word && rest == "." => "a blank stands before a full stop".to_owned(),
        ':' | ';' | '!' | '?'
            if tall == Tall::Joined
                && (is_word || is_closing(last))
                && is_punctuation(rest, last)
                && (is_open || !is_mouth(rest)) =>
        {
            format!("a blank stands before `{next}`, as in French only")
        }
        _ => return None,
    };
    (!text.is_mangled(&at)).then(|| Spot::new(at, message).help("delete the blank").safe(""))
}

/// Where the tall signs (`:`, `;`, `!`, `?`) stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tall {
    /// Right after the word.
    Joined,
    /// After a blank, or nobody can tell.
    Apart,
}

/// By the language; where nobody says it, a text that always sets them apart is taken for French.
fn tall(text: &Wording<'_>) -> Tall {
    if !text.language().is_empty() {
        return if text.is_in(JOINED) { Tall::Joined } else { Tall::Apart };
    }
    if !text.signs.any(TALL) {
        return Tall::Apart;
    }
    let mut last = ' ';
    for sign in text.text.chars() {
        if matches!(sign, '!' | '?' | ';') && last.is_alphanumeric() {
            return Tall::Joined;
        }
        last = sign;
    }
    Tall::Apart
}

/// Languages that never set a blank before the tall signs.
const JOINED: &[&str] = &[
    "af", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "ga", "gl", "hr", "hu", "id",
    "is", "it", "lt", "lv", "mk", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv",
    "tr", "uk",
];

/// Whether eyes are followed by a mouth, `:)`, unless a bracket is open that it closes.
fn is_mouth(rest: &str) -> bool {
    matches!(rest.as_bytes(), [b':' | b';', b')' | b']', ..])
}

/// Whether the tall signs here end a word, and are neither a face `:)` nor the beginning of a name `:wumpscut:`.
fn is_punctuation(rest: &str, last: char) -> bool {
    let after = rest.trim_start_matches([':', ';', '!', '?']);
    let is_between_digits =
        last.is_ascii_digit() && after.trim_start_matches(is_blank).starts_with(|sign: char| sign.is_ascii_digit());
    is_end(after.chars().next()) && !is_between_digits
}

fn is_end(sign: Option<char>) -> bool {
    sign.is_none_or(|sign| is_blank(sign) || is_closing(sign))
}

const fn is_closing(sign: char) -> bool {
    matches!(sign, ')' | ']' | '}' | '”' | '’' | '»' | '"')
}

/// The eyes of a face: `:(`.
const fn is_face(sign: char) -> bool {
    matches!(sign, ':' | ';' | '=' | '-')
}

//! Apostrophes: a right quotation mark (U+2019), neither a left one nor an accent.
use crate::wording::Wording;
use crate::wording::blanks::is_blank;
use crate::wording::letters::words;
use crate::wording::spot::Spot;

/// A left quotation mark (U+2018) opens a quotation; an apostrophe is a right one.
pub(crate) fn quote_direction(text: &Wording<'_>) -> Vec<Spot> {
    // The ‘okina of the Pacific and the Uzbek `o‘` are letters.
    if text.is_in(&["uz", "haw", "to", "sm", "ty", "mi", "fj", "rar"]) {
        return Vec::new();
    }
    let last_close = last_close(text);
    let mut is_lower_open = false;
    let mut spots = Vec::new();
    for (start, sign) in text.text.char_indices() {
        match sign {
            '‚' => is_lower_open = true,
            // In German it closes what `‚` has opened.
            '‘' if is_lower_open => is_lower_open = false,
            '‘' => {
                let at = start..start + sign.len_utf8();
                if is_apostrophe(text, start, last_close > Some(start)) && !text.is_mangled(&at) {
                    let message = "`‘` opens a quotation, where an apostrophe is meant";
                    spots.push(Spot::new(at, message).help("write `’`").propose("’"));
                }
            }
            _ => {}
        }
    }
    spots
}

/// Where the last `’` stands that may close a quotation.
fn last_close(text: &Wording<'_>) -> Option<usize> {
    let closes = |at: &usize| {
        let (before, after) = (text.before(*at), text.after(at + '’'.len_utf8()));
        before.is_some_and(|sign| !is_blank(sign)) && after.is_none_or(|sign| !sign.is_alphanumeric())
    };
    text.text.rmatch_indices('’').map(|(at, _)| at).find(closes)
}

fn is_apostrophe(text: &Wording<'_>, start: usize, is_closed: bool) -> bool {
    let rest = &text.text[start + '‘'.len_utf8()..];
    let is_word = rest.starts_with(char::is_alphanumeric);
    let word = is_word.then(|| words(rest).next()).flatten().map_or("", |at| &rest[at]);
    let before = text.before(start);
    if before.is_some_and(char::is_alphanumeric) {
        return is_ending(word) || (is_elided(&text.text[..start], text) && word.starts_with(is_vowel));
    }
    let is_between_words = || {
        let behind = &rest[word.len()..];
        start > 0 && behind.strip_prefix(['’', '‘', '\'']).unwrap_or(behind).starts_with(' ')
    };
    match word {
        "n" | "N" => is_between_words() && before == Some(' '),
        _ => !is_closed && is_shortened(word),
    }
}

/// What follows an apostrophe inside an English word, or nothing: `Rockin‘`.
fn is_ending(word: &str) -> bool {
    ["", "s", "t", "d", "m", "ll", "re", "ve", "em", "n", "cause"]
        .iter()
        .any(|ending| word.eq_ignore_ascii_case(ending))
}

/// Words that have lost their beginning, decades and years.
fn is_shortened(word: &str) -> bool {
    const SHORTENED: &[&str] = &[
        "til", "till", "cause", "cos", "coz", "cuz", "em", "bout", "round", "tis", "twas", "neath", "gainst", "nuff",
        "nother", "tude", "ere",
    ];
    let is_year = |digits: &str| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year(word.strip_suffix('s').unwrap_or(word)) || SHORTENED.iter().any(|short| word.eq_ignore_ascii_case(short))
}

/// `L‘été`: whether the text before ends in a French article or the like. Chinese in Latin letters has `T‘ang`.
fn is_elided(text: &str, wording: &Wording<'_>) -> bool {
    let from = text
        .rfind(|sign: char| !sign.is_alphanumeric())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let is_one_of = |words: &[&str]| words.iter().any(|word| text[from..].eq_ignore_ascii_case(word));
    is_one_of(&["l", "d", "j", "qu"])
        || (wording.is_in(&["fr", "it", "ca", "oc"]) && is_one_of(&["c", "m", "n", "s", "t", "un", "dell", "nell"]))
}

fn is_vowel(sign: char) -> bool {
    matches!(sign.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h') || matches!(sign, '\u{C0}'..='\u{17F}')
}

/// An accent (U+00B4, U+0060) never stands for an apostrophe.
pub(crate) fn accent_as_apostrophe(text: &Wording<'_>) -> Vec<Spot> {
    let accents = || text.text.char_indices().filter(|(_, sign)| is_accent(*sign));
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let first_open = accents()
        .find(|(at, sign)| !is_word(text.before(*at)) && is_word(text.after(at + sign.len_utf8())))
        .map(|(at, _)| at);
    let last_close = accents()
        .rfind(|(at, sign)| is_word(text.before(*at)) && !is_word(text.after(at + sign.len_utf8())))
        .map(|(at, _)| at);
    let is_quoted = first_open.is_some() && last_close > first_open;
    let mut spots = Vec::new();
    for (start, sign) in accents() {
        let at = start..start + sign.len_utf8();
        let (before, after) = (text.before(start), text.after(at.end));
        if !(is_word(before) || is_word(after)) || text.is_mangled(&at) {
            continue;
        }
        let accented = before.filter(|_| sign == '´' && !is_word(after)).and_then(acute);
        spots.push(match accented {
            Some(letter) if !is_quoted => {
                let at = start - 1..at.end;
                let message = format!("an accent stands by itself after `{}`", &text.text[start - 1..start]);
                Spot::new(at, message).help(format!("write `{letter}`, or an apostrophe: `’`")).propose(letter)
            }
            _ if is_quoted && Some(start) == first_open => mark(at, sign, "a quotation mark").propose("‘"),
            _ if is_quoted && Some(start) == last_close => mark(at, sign, "a quotation mark").propose("’"),
            _ if text.text.contains('\'') => mark(at, sign, "an apostrophe").safe("'"),
            _ => mark(at, sign, "an apostrophe").safe("’"),
        });
    }
    spots
}

fn mark(at: std::ops::Range<usize>, sign: char, meant: &str) -> Spot {
    let name = if sign == '`' { "a backtick" } else { "an accent" };
    let spot = Spot::new(at, format!("{name} stands where {meant} is meant"));
    spot.help(format!("write {meant}"))
}

const fn is_accent(sign: char) -> bool {
    matches!(sign, '´' | '`')
}

/// The letter with the accent that was typed after it.
const fn acute(sign: char) -> Option<char> {
    match sign {
        'a' => Some('á'),
        'e' => Some('é'),
        'i' => Some('í'),
        'o' => Some('ó'),
        'u' => Some('ú'),
        'A' => Some('Á'),
        'E' => Some('É'),
        'I' => Some('Í'),
        'O' => Some('Ó'),
        'U' => Some('Ú'),
        _ => None,
    }
}

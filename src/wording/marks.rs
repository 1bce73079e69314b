//! The kind of apostrophes and quotation marks: straight, as keyboards have them, or curly, as printers do.
use crate::house::Marks;
use crate::wording::Wording;
use crate::wording::signs::{APOSTROPHE, CURLY, STRAIGHT_DOUBLE, STRAIGHT_SINGLE, TURNED};
use crate::wording::spot::Spot;

/// The marks of a record's texts that are not of the house's kind, each with the number of its text.
pub(crate) fn other_marks(texts: &[Wording<'_>], house: Marks) -> Vec<(usize, Spot)> {
    let Some(due) = due(texts, house) else { return Vec::new() };
    let strays = texts.iter().enumerate().flat_map(|(index, text)| marks(text).map(move |mark| (index, text, mark)));
    let strays = strays.filter(|(.., mark)| mark.kind != due);
    strays.map(|(index, text, mark)| (index, spot(text, &mark, house))).collect()
}

/// The kind that marks should be of; none, if there is nothing to be said of any.
fn due(texts: &[Wording<'_>], house: Marks) -> Option<Kind> {
    let has = |classes| texts.iter().any(|text| text.signs.any(classes));
    let (straight, curly) = (has(STRAIGHT_SINGLE | STRAIGHT_DOUBLE), has(APOSTROPHE | CURLY | TURNED));
    match house {
        Marks::Curly => straight.then_some(Kind::Curly),
        Marks::Straight => curly.then_some(Kind::Straight),
        Marks::OneKind if straight && curly => {
            let count = |kind| texts.iter().flat_map(marks).filter(|mark| mark.kind == kind).count();
            // The fewer are the strays.
            Some(if count(Kind::Straight) > count(Kind::Curly) { Kind::Straight } else { Kind::Curly })
        }
        Marks::OneKind => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Straight,
    Curly,
}

/// A mark, and where it stands.
struct Mark {
    at: usize,
    sign: char,
    kind: Kind,
}

/// The marks of a text. Feet, inches and the abbreviations of Hebrew are straight by nature.
fn marks<'a>(text: &'a Wording<'_>) -> impl Iterator<Item = Mark> + 'a {
    let has_any = text.signs.any(STRAIGHT_SINGLE | STRAIGHT_DOUBLE | APOSTROPHE | CURLY | TURNED);
    let signs = if has_any { text.text } else { "" };
    signs.char_indices().filter_map(move |(at, sign)| {
        let is_own = |before: char| before.is_ascii_digit() || matches!(before, '\u{5D0}'..='\u{5EA}');
        let kind = match sign {
            '\'' | '"' if !text.before(at).is_some_and(is_own) => Kind::Straight,
            '‘'..='‟' if !text.is_mangled(&(at..at + sign.len_utf8())) => Kind::Curly,
            _ => return None,
        };
        Some(Mark { at, sign, kind })
    })
}

fn spot(text: &Wording<'_>, mark: &Mark, house: Marks) -> Spot {
    let &Mark { at, sign, kind } = mark;
    let (own, due) = match kind {
        Kind::Straight => ("straight", "curly"),
        Kind::Curly => ("curly", "straight"),
    };
    let message = match house {
        Marks::OneKind => format!("`{sign}` is {own}, and most of this record are {due}"),
        _ => format!("`{sign}` is {own}, and this house writes {due} ones"),
    };
    let spot = Spot::new(at..at + sign.len_utf8(), message);
    match counterpart(text, at, sign) {
        Some(other) => spot.help(format!("write `{other}`")).propose(other),
        None => spot.help(format!("write a {due} one")),
    }
}

/// The same mark of the other kind, where there is no doubt about it.
fn counterpart(text: &Wording<'_>, at: usize, sign: char) -> Option<&'static str> {
    let (before, after) = (text.before(at), text.after(at + sign.len_utf8()));
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_english = text.language().is_empty() || text.is_in(&["en"]);
    match sign {
        '‘' | '’' | '‛' => Some("'"),
        '“' | '”' | '„' | '‟' => Some("\""),
        // `Don't`, `Rollin'`, `'90s`; before a word it may open a quotation.
        '\'' if is_word(before) || after.is_some_and(|sign| sign.is_ascii_digit()) => Some("’"),
        '"' if is_english && !is_word(before) && is_word(after) => Some("“"),
        '"' if is_english && before.is_some_and(|sign| !sign.is_whitespace()) && !is_word(after) => Some("”"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::other_marks;
    use crate::{
        house::Marks,
        wording::{Wording, spot::Edit},
    };

    /// What is found in the titles, and what they become.
    fn mended(titles: &str, language: &str, house: Marks) -> (String, String) {
        let titles: Vec<&str> = titles.split(" ¦ ").collect();
        let texts: Vec<Wording<'_>> = titles.iter().map(|title| Wording::new(title, language)).collect();
        let spots = other_marks(&texts, house);
        let at: String = spots.iter().map(|(index, spot)| &titles[*index][spot.at.clone()]).collect();
        let mut own: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        for (index, spot) in spots.iter().rev() {
            if let Some(edit) = spot.edit.as_ref().map(Edit::replacement) {
                own[*index].replace_range(spot.at.clone(), edit);
            }
        }
        (at, own.join(" ¦ "))
    }

    #[test]
    fn marks_are_of_the_kind_of_the_house() {
        for (house, language, titles, at, after) in [
            (Marks::OneKind, "en", "Don't Go ¦ I’m Here ¦ You’re There", "'", "Don’t Go ¦ I’m Here ¦ You’re There"),
            (Marks::OneKind, "en", "Don’t Go ¦ I'm Here ¦ You're There", "’", "Don't Go ¦ I'm Here ¦ You're There"),
            (Marks::OneKind, "en", "Don't Go ¦ I'm Here", "", "Don't Go ¦ I'm Here"),
            (Marks::OneKind, "fr", "L'été ¦ L’hiver ¦ D’abord", "'", "L’été ¦ L’hiver ¦ D’abord"),
            (Marks::Curly, "en", "\"Heroes\" ¦ Class of '99", "\"\"'", "“Heroes” ¦ Class of ’99"),
            (Marks::Curly, "en", "12\" Mix ¦ 12' Under ¦ I’m Here", "", "12\" Mix ¦ 12' Under ¦ I’m Here"),
            (Marks::Curly, "de", "Das \"Lied\"", "\"\"", "Das \"Lied\""),
            (Marks::Curly, "en", "'Til I Collapse", "'", "'Til I Collapse"),
            (Marks::Curly, "he", "תנ\"ך", "", "תנ\"ך"),
            (Marks::Straight, "en", "“Heroes” ¦ L’été", "“”’", "\"Heroes\" ¦ L'été"),
            (Marks::Straight, "fr", "« Leto »", "", "« Leto »"),
        ] {
            let due = (at.to_owned(), after.to_owned());
            assert_eq!(mended(titles, language, house), due, "{titles}");
        }
    }
}

//! How a house writes the parts and volumes of its titles: `Pt. 2` or `Part 2`.
use crate::house::Parts;
use crate::title::words::{Word, first};
use std::ops::Range;

/// The short and the long way to write each.
const FORMS: &[(&str, &str)] = &[("Pt.", "Part"), ("Pts.", "Parts"), ("Vol.", "Volume"), ("Vols.", "Volumes")];

/// Where a title writes a part or a volume in the other way, and how the house would.
pub(crate) fn in_other_style(title: &str, style: Parts) -> Option<(Range<usize>, &'static str)> {
    if !title.bytes().any(|byte| matches!(byte, b'P' | b'p' | b'V' | b'v')) {
        return None;
    }
    let mut rest = title;
    while let Some(word) = first(rest, title) {
        rest = &title[word.end()..];
        let Some((short, long)) = FORMS.iter().find(|(short, long)| is_form(word, short) || is_form(word, long)) else {
            continue;
        };
        let end = word.end() + usize::from(rest.starts_with('.'));
        let wanted = if style == Parts::Short { short } else { long };
        if &title[word.start..end] != *wanted && is_counted(&title[end..]) {
            return Some((word.start..end, wanted));
        }
    }
    None
}

fn is_form(word: Word, form: &str) -> bool {
    word.text.eq_ignore_ascii_case(form.trim_end_matches('.'))
}

/// Whether a number follows, as in `Part 2`; `Part of Me` and `Part I Play` go on otherwise.
fn is_counted(rest: &str) -> bool {
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let Some(number) = first(rest, rest).filter(|number| rest[..number.start].chars().all(|sign| " #".contains(sign)))
    else {
        return false;
    };
    let is_roman = number.text.bytes().all(|byte| b"IVXLC".contains(&byte));
    let ends = !rest[number.end()..].trim_start().starts_with(char::is_alphanumeric);
    number.is_number() || ((is_roman || number.is_one_of(NUMBERS)) && ends)
}

#[cfg(test)]
mod tests {
    use super::{Parts, in_other_style};

    #[test]
    fn parts_are_written_as_the_house_does() {
        for (title, style, expected) in [
            ("Another Brick in the Wall, Part 2", Parts::Short, Some(("Part", "Pt."))),
            ("Another Brick in the Wall, Pt. 2", Parts::Long, Some(("Pt.", "Part"))),
            ("Another Brick in the Wall, Pt. 2", Parts::Short, None),
            ("Greatest Hits, Vol 2", Parts::Short, Some(("Vol", "Vol."))),
            ("Shine On (Parts I–V)", Parts::Short, Some(("Parts", "Pts."))),
            ("Party 2", Parts::Short, None),
            ("Part of Your World", Parts::Short, None),
            ("The Part I Play", Parts::Short, None),
            ("Part-Time Lover", Parts::Short, None),
            ("Volume 8", Parts::Short, Some(("Volume", "Vol."))),
            ("Turn the Volume Up", Parts::Short, None),
        ] {
            let found = in_other_style(title, style).map(|(range, wanted)| (&title[range], wanted));
            assert_eq!(found, expected, "{title}");
        }
    }
}

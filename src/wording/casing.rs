//! Whole records in capitals, or in small letters. One such title is somebody's wish; a list of them is a sheet's.
use crate::wording::Wording;
use crate::wording::letters::script;
use crate::wording::signs::{FOREIGN_CASE, LOWER, UPPER};
use crate::wording::spot::Spot;

/// The titles of a record are not all in capitals.
pub(crate) fn all_capitals(titles: &[Wording<'_>]) -> Vec<(usize, Spot)> {
    told(titles, Casing::Capitals, "in capitals")
}

/// The titles of a record are not all in small letters.
pub(crate) fn all_lower_case(titles: &[Wording<'_>]) -> Vec<(usize, Spot)> {
    told(titles, Casing::Small, "in small letters")
}

fn told(titles: &[Wording<'_>], casing: Casing, which: &str) -> Vec<(usize, Spot)> {
    let (mut count, mut total) = (0, 0);
    for own in titles.iter().map(Casing::of) {
        count += usize::from(own == casing);
        total += usize::from(own != Casing::Without);
    }
    if count < 3 || count * 2 <= total {
        return Vec::new();
    }
    let is_so = |(_, title): &(usize, &Wording<'_>)| Casing::of(title) == casing;
    let spot = |title: &Wording<'_>| {
        let message = format!("the title is {which}, as {count} of {total} are here");
        Spot::new(0..title.text.len(), message)
            .help("write it as a shop prints titles; if the sleeve has it so on purpose, allow it")
    };
    titles.iter().enumerate().filter(is_so).map(|(index, title)| (index, spot(title))).collect()
}

/// How a title is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Casing {
    Capitals,
    Small,
    Mixed,
    /// It has no letters with case, or too few to tell: `R.E.M.`, `USA`, `99`.
    Without,
}

impl Casing {
    fn of(title: &Wording<'_>) -> Self {
        if title.signs.all(UPPER | LOWER) {
            return Self::Mixed;
        }
        if !title.signs.any(UPPER | LOWER | FOREIGN_CASE) {
            return Self::Without;
        }
        let (mut capitals, mut small, mut dots) = (0, 0, 0);
        let mut last = ' ';
        for sign in title.text.chars() {
            capitals += usize::from(has_case(sign) && sign.is_uppercase());
            small += usize::from(has_case(sign) && sign.is_lowercase());
            dots += usize::from(sign == '.' && last.is_alphabetic());
            last = sign;
        }
        match (capitals, small) {
            _ if capitals + small < 4 || dots * 2 > capitals + small => Self::Without,
            (_, 0) => Self::Capitals,
            (0, _) => Self::Small,
            _ => Self::Mixed,
        }
    }
}

/// Georgian has capitals for headlines only, and no title needs them.
fn has_case(sign: char) -> bool {
    script(sign).is_some() || matches!(sign, '\u{531}'..='\u{587}')
}

#[cfg(test)]
mod tests {
    use super::{all_capitals, all_lower_case};
    use crate::wording::Wording;

    fn found(titles: &[&str]) -> (usize, usize) {
        let titles: Vec<Wording<'_>> = titles.iter().map(|title| Wording::new(title, "")).collect();
        (all_capitals(&titles).len(), all_lower_case(&titles).len())
    }

    #[test]
    fn only_whole_records_are_found() {
        for (titles, expected) in [
            (&["HOLLOW ROAD", "TALLOW", "Wick", "EMBERS"][..], (3, 0)),
            (&["hollow road", "tallow", "wick"], (0, 3)),
            (&["BEYONCÉ", "Halo", "KNAS"], (0, 0)),
            (&["R.E.M.", "S.T.A.Y.", "USA", "DNA"], (0, 0)),
            (&["椎名林檎", "방탄소년단", "ქართული", "أم كلثوم"], (0, 0)),
            (&["ГРУППА КРОВИ", "КУКУШКА", "ПАЧКА СИГАРЕТ"], (3, 0)),
            (&["HOLLOW ROAD", "TALLOW"], (0, 0)),
        ] {
            assert_eq!(found(titles), expected, "{titles:?}");
        }
    }
}

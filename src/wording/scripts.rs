//! Words of letters from two scripts: `Kино`, whose `K` is a Latin one.
use crate::wording::Wording;
use crate::wording::letters::{Script, script, twin, words};
use crate::wording::spot::Spot;
use std::{cell::OnceCell, ops::Range};

/// The letters of a word are of one script.
pub(crate) fn two_scripts_in_a_word(text: &Wording<'_>) -> Vec<Spot> {
    let whole = OnceCell::new();
    words(text.text).filter_map(|at| spot(text, at, &whole)).filter(|spot| !text.is_mangled(&spot.at)).collect()
}

/// What there is to say of a word. The whole text is counted once, and only where a word leaves it open.
fn spot(text: &Wording<'_>, word: Range<usize>, whole: &OnceCell<Tally>) -> Option<Spot> {
    let mut scripts = text.text[word.clone()].chars().filter_map(script_of);
    let first = scripts.next()?;
    if scripts.all(|script| script == first) {
        return None;
    }
    let tally = Tally::of(&text.text[word.clone()]);
    let (own, strange) = tally.sides(|| whole.get_or_init(|| Tally::of(text.text)))?;
    let mut at: Option<Range<usize>> = None;
    let mut is_slip = false;
    for (start, sign) in text.text[word.clone()].char_indices().filter(|(_, sign)| script_of(*sign) == Some(strange)) {
        let start = word.start + start;
        at = Some(at.map_or(start, |at| at.start)..start + sign.len_utf8());
        is_slip |= is_slip_for(sign, own, &tally);
    }
    let at = at.filter(|_| is_slip)?;
    let part = &text.text[at.clone()];
    let message = format!("`{}` is {} with {}: `{part}`", &text.text[word], name(own), letters(part, strange));
    let spot = Spot::new(at.clone(), message);
    let twins: Option<String> =
        part.chars().map(|sign| if script_of(sign) == Some(strange) { twin(sign, own) } else { Some(sign) }).collect();
    Some(match twins {
        Some(twins) => spot.help(format!("write `{twins}` with {} letters", name(own))).propose(twins),
        None => spot.help("write the word in one script"),
    })
}

/// Whether such a letter comes of a slip. What has no twin is seen by everybody, and meant: `KoЯn`, `DΔWN`, `Мультfильмы`;
/// but for a small Cyrillic letter in a Latin word.
fn is_slip_for(sign: char, own: Script, tally: &Tally) -> bool {
    let is_cyrillic_amid_latin = own == Script::Latin && script(sign) == Some(Script::Cyrillic) && sign.is_lowercase();
    twin(sign, own).is_some() || (is_cyrillic_amid_latin && tally.latin > 4)
}

/// How many letters of each script there are.
#[derive(Default)]
struct Tally {
    latin: usize,
    greek: usize,
    cyrillic: usize,
    /// Latin letters without a Cyrillic twin, and Cyrillic ones without a Latin twin.
    plainly_latin: usize,
    plainly_cyrillic: usize,
}

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = Self::default();
        for sign in text.chars() {
            match script_of(sign) {
                Some(Script::Latin) => {
                    tally.latin += 1;
                    tally.plainly_latin += usize::from(twin(sign, Script::Cyrillic).is_none());
                }
                Some(Script::Greek) => tally.greek += 1,
                Some(Script::Cyrillic) => {
                    tally.cyrillic += 1;
                    tally.plainly_cyrillic += usize::from(twin(sign, Script::Latin).is_none());
                }
                None => {}
            }
        }
        tally
    }

    /// The word's own script, and the one that has strayed in.
    fn sides<'a>(&self, whole: impl Fn() -> &'a Self) -> Option<(Script, Script)> {
        use Script::{Cyrillic, Greek, Latin};
        match (self.latin, self.greek, self.cyrillic) {
            (1.., 0, 1..) if self.plainly_latin == 0 && self.plainly_cyrillic > 0 => Some((Cyrillic, Latin)),
            (1.., 0, 1..) if self.plainly_cyrillic == 0 && self.plainly_latin > 0 => Some((Latin, Cyrillic)),
            // Where each letter may be of either, the other words tell.
            (1.., 0, 1..) if self.plainly_latin + self.plainly_cyrillic == 0 => {
                let whole = whole();
                Some(if whole.plainly_cyrillic > whole.plainly_latin { (Cyrillic, Latin) } else { (Latin, Cyrillic) })
            }
            (latin @ 1.., 0, cyrillic @ 1..) => {
                Some(if latin >= cyrillic { (Latin, Cyrillic) } else { (Cyrillic, Latin) })
            }
            (latin @ 1.., greek @ 1.., _) => Some(if latin >= greek { (Latin, Greek) } else { (Greek, Latin) }),
            (0, greek @ 1.., cyrillic @ 1..) => {
                Some(if cyrillic >= greek { (Cyrillic, Greek) } else { (Greek, Cyrillic) })
            }
            _ => None,
        }
    }
}

/// The script of a letter; the signs of units belong to all scripts.
const fn script_of(sign: char) -> Option<Script> {
    match sign {
        'Ω' | 'μ' => None,
        _ => script(sign),
    }
}

const fn name(script: Script) -> &'static str {
    match script {
        Script::Latin => "Latin",
        Script::Greek => "Greek",
        Script::Cyrillic => "Cyrillic",
    }
}

fn letters(part: &str, script: Script) -> String {
    match part.chars().nth(1) {
        None => format!("a {} letter", name(script)),
        Some(_) => format!("{} letters", name(script)),
    }
}

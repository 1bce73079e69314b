//! Where a title says that the track is a bonus: `Bonus Track: L’été`, `L’été (Bonus Track)`.
use crate::title::brackets::last_dash;
use crate::title::vocabulary::Class;
use crate::title::words::{Word, Words, first, has_letters};

const BONUS: &[&str] = &["bonus", "bonustrack", "bonustitel", "bonusspår", "bonusspor", "bónus", "bônus", "бонус"];
const TRACKS: &[&str] = &["track", "tracks", "song", "cut", "titel", "трек", "трэк"];

/// Where the bonus mark of a note begins: `Japanese Bonus Track` is one as a whole, `Live Bonus Track` from `Bonus` on.
pub(crate) fn in_note(note: &str) -> Option<usize> {
    if note.contains("ボーナス") || note.contains("보너스") {
        return Some(0);
    }
    let words = Words::new(note)?;
    let (head, is_named) = match &words[..] {
        [head @ .., bonus, track] if bonus.is_one_of(BONUS) && track.is_one_of(TRACKS) => (head, true),
        [track, bonus]
            if bonus.is_one_of(BONUS) && track.is_one_of(&["piste", "titre", "faixa", "pista", "traccia"]) =>
        {
            return Some(0);
        }
        [head @ .., bonus] if bonus.is_one_of(BONUS) => (head, bonus.text.len() > "bonus".len() && !bonus.is("бонус")),
        _ => return None,
    };
    let is_plain = |word: &Word| word.class != Class::Other && word.class != Class::Speech;
    if head.iter().all(is_version_word) && head.iter().any(|word| word.class == Class::Version && !word.is("deluxe")) {
        return words.get(head.len()).map(|bonus| bonus.start);
    }
    (is_named || head.iter().all(is_plain)).then_some(0)
}

fn is_version_word(word: &Word) -> bool {
    matches!(word.class, Class::Version | Class::Helper | Class::Joint)
}

/// Where the title begins behind `Bonus Track: `, and where the mark ends.
pub(crate) fn before(title: &str) -> Option<(usize, usize)> {
    if !first(title, title)?.is_one_of(BONUS) {
        return None;
    }
    // No mark is longer.
    let colon = title.char_indices().take(30).find(|(_, sign)| matches!(sign, ':' | '：'));
    let (mark, rest) = match colon {
        Some((at, sign)) => (at + sign.len_utf8(), at + sign.len_utf8()),
        None => last_dash(title).map(|dash| (dash.start, dash.end))?,
    };
    let words = Words::new(&title[..mark])?;
    let is_mark = match &words[..] {
        [bonus] => bonus.is_one_of(BONUS),
        [bonus, track] => bonus.is_one_of(BONUS) && track.is_one_of(TRACKS),
        [bonus, track, number] => bonus.is_one_of(BONUS) && track.is_one_of(TRACKS) && number.is_number(),
        _ => false,
    };
    let rest = title.len() - title[rest..].trim_start().len();
    (is_mark && has_letters(&title[rest..])).then_some((mark, rest))
}

#[cfg(test)]
mod tests {
    use super::{before, in_note};

    #[test]
    fn marks_of_bonus_tracks_are_found() {
        for (note, expected) in [
            ("Bonus Track", Some(0)),
            ("Bonus", Some(0)),
            ("Japanese Bonus Track", Some(0)),
            ("iTunes Bonus Track", Some(0)),
            ("Japan Bonus", Some(0)),
            ("Live Bonus Track", Some(5)),
            ("бонус-трек", Some(0)),
            ("ボーナストラック", Some(0)),
            ("Bonus Track Version", None),
            ("Bonus Beats", None),
            ("Signing Bonus", None),
        ] {
            assert_eq!(in_note(note), expected, "{note}");
        }
        assert_eq!(before("Bonus Track: L’été"), Some((12, 13)));
        assert_eq!(before("Bonus Track - Leto"), Some((11, 14)));
        assert_eq!(before("Bonus: "), None);
        assert_eq!(before("Bonus Army: March"), None);
    }
}

//! The words that notes are made of, in the languages that sleeves are written in, and what each may be a sign of.
use Class::{CarefulHead, Head, Helper, Joint, Link, Other, Speech, Version};

/// What a word does in the name of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Class {
    /// Says alone that this is a version: `Demo`.
    Version,
    /// Says it at the end, whatever stands before: `Someone Remix`.
    Head,
    /// Says it at the end of names, and not of sentences: `Someone Mix`, but not `In the Mix`.
    CarefulHead,
    /// Goes with the others: `Acoustic`, `Radio`, `2011`.
    Helper,
    /// Holds the others together: `&`, `the`.
    Joint,
    /// A preposition or a possessive, as in any text.
    Link,
    /// A pronoun or a verb: this is a sentence.
    Speech,
    /// Anything else, such as a name.
    #[default]
    Other,
}

/// What a word may be a sign of; added up for a text, they tell what is worth looking for.
pub(crate) type Signs = u8;
/// A guest.
pub(crate) const G: Signs = 1;
/// A cover.
pub(crate) const C: Signs = 2;
/// A bonus track.
pub(crate) const B: Signs = 4;
/// A version.
pub(crate) const V: Signs = 8;
const NONE: Signs = 0;

/// No word or phrase of our lists has more bytes.
pub(crate) const LONGEST: usize = 40;

/// What a word does in the name of a version, and what it is a sign of.
pub(crate) fn meaning(word: &str) -> (Class, Signs) {
    if word.is_ascii() {
        let is_number = word.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        return if is_number { (Helper, NONE) } else { known(word.as_bytes()).unwrap_or((Other, NONE)) };
    }
    let mut buffer = [0_u8; LONGEST];
    let Some(lower) = lowered(word, &mut buffer) else { return (Other, NONE) };
    if lower.first().is_some_and(u8::is_ascii_digit) {
        return (Helper, NONE);
    }
    known(lower).unwrap_or((Other, unspaced(word)))
}

/// What a word of ASCII is a sign of.
pub(crate) fn signs_of(word: &[u8]) -> Signs {
    // Nearly every word is a sign of nothing, and shares its mark with none that is.
    if SIGNS[mark(word)] == NONE { NONE } else { known(word).map_or(NONE, |(_, signs)| signs) }
}

/// What the table has of a word; letters of ASCII may be in any case.
fn known(word: &[u8]) -> Option<(Class, Signs)> {
    let mut next = FIRST[mark(word)];
    while let Some(at) = usize::from(next).checked_sub(1) {
        if TABLE[at].0.as_bytes().eq_ignore_ascii_case(word) {
            return Some((TABLE[at].1, TABLE[at].2));
        }
        next = NEXT[at];
    }
    None
}

/// How many marks there are.
const MARKS: usize = 2048;

/// A few bits of a word, in which case makes no difference.
const fn mark(word: &[u8]) -> usize {
    match word {
        [] => 0,
        [one] => (*one | 0x20) as usize,
        [first, .., last] => {
            let (first, last) = ((*first | 0x20) as usize, (*last | 0x20) as usize);
            let middle = (word[word.len() / 2] | 0x20) as usize;
            ((first << 5) ^ (middle << 3) ^ last ^ (word.len() << 7)) % MARKS
        }
    }
}

/// The words of the table by their marks: the number of the last one with a mark, from 1, and for each word that of the one before
/// it with the same mark; 0 where there is none.
static FIRST: [u16; MARKS] = CHAINS.0;
static NEXT: [u16; TABLE.len()] = CHAINS.1;

/// What the words of each mark are signs of.
static SIGNS: [Signs; MARKS] = {
    let mut signs = [NONE; MARKS];
    let mut at = 0;
    while at < TABLE.len() {
        signs[mark(TABLE[at].0.as_bytes())] |= TABLE[at].2;
        at += 1;
    }
    signs
};

const CHAINS: ([u16; MARKS], [u16; TABLE.len()]) = {
    let (mut first, mut next) = ([0; MARKS], [0; TABLE.len()]);
    let mut at = 0;
    while at < TABLE.len() {
        let mark = mark(TABLE[at].0.as_bytes());
        next[at] = first[mark];
        at += 1;
        first[mark] = at as u16;
    }
    (first, next)
};

/// Where words are not set apart by blanks, one may hold any other.
pub(super) fn unspaced(word: &str) -> Signs {
    if word.bytes().any(|byte| byte >= 0xe3) { B | C | V } else { NONE }
}

/// A short text in lower case.
pub(crate) fn lowered<'a>(word: &str, buffer: &'a mut [u8; LONGEST]) -> Option<&'a [u8]> {
    if word.is_ascii() {
        let lower = buffer.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        return Some(lower);
    }
    let mut end = 0;
    let mut add = |sign: char| {
        let place = buffer.get_mut(end..end + sign.len_utf8())?;
        end += sign.encode_utf8(place).len();
        Some(())
    };
    for sign in word.chars() {
        let done = match sign {
            '’' => add('\''),
            // The letters of most words are told without Unicode's tables.
            'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'а'..='я' => add(sign),
            'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => {
                add(char::from_u32(sign as u32 + 0x20).unwrap_or(sign))
            }
            _ => sign.to_lowercase().try_for_each(&mut add),
        };
        done?;
    }
    buffer.get(..end)
}

/// Every word in lower case, in the order of its bytes.
#[rustfmt::skip]
const TABLE: &[(&str, Class, Signs)] = &[
    ("a", Joint, NONE), ("acapella", Version, V), ("acappella", Version, V), ("accapella", Version, V),
    ("acoustic", Version, V), ("acoustique", Version, V), ("acustica", Version, V), ("acustico", Version, V),
    ("acústica", Version, V), ("acústico", Version, V), ("ain't", Speech, NONE), ("akoestisch", Version, V),
    ("akustik", Version, V), ("akustinen", Version, V), ("akustisch", Version, V), ("akustisk", Version, V),
    ("akustyczna", Version, V), ("album", Helper, V), ("albumversion", Other, NONE), ("alternate", Helper, NONE),
    ("alternative", Helper, NONE), ("am", Speech, NONE), ("ambient", Helper, NONE), ("an", Joint, NONE),
    ("and", Joint, NONE), ("anniversary", Helper, NONE),
    ("are", Speech, NONE), ("as", Link, NONE), ("at", Link, NONE),
    ("aus", Other, V), ("avec", Other, G), ("backing", Helper, NONE), ("band", Helper, NONE), ("bass", Helper, NONE),
    ("bbc", Helper, NONE), ("be", Speech, NONE),
    ("been", Speech, NONE), ("bonus", Helper, B), ("bonusspor", Other, B),
    ("bonusspår", Other, B), ("bonustitel", Other, B), ("bonustrack", Other, B), ("boosted", Helper, NONE),
    ("bootleg", Version, V), ("but", Speech, NONE), ("by", Link, NONE), ("bónus", Other, B), ("bônus", Other, B),
    ("can", Speech, NONE), ("can't", Speech, NONE), ("canlı", Version, V), ("cannot", Speech, NONE),
    ("capela", Other, V), ("capella", Other, V), ("cappella", Version, V), ("cast", Other, V), ("cd", Helper, NONE),
    ("chill", Helper, NONE), ("chillout", Helper, NONE), ("chinese", Helper, NONE), ("choir", Helper, NONE),
    ("club", Helper, NONE), ("collector's", Helper, NONE), ("collectors", Helper, NONE), ("com", Other, G),
    ("come", Speech, NONE), ("con", Other, G), ("concept", Helper, NONE), ("concert", Helper, V),
    ("concierto", Other, V), ("could", Speech, NONE), ("cover", Other, C), ("covers", Other, C),
    ("coverversion", Other, C), ("cut", Other, V), ("dal", Other, V), ("dance", Helper, NONE), ("deluxe", Version, V),
    ("demo", Version, V), ("demos", Version, V), ("did", Speech, NONE), ("digital", Helper, NONE),
    ("digitally", Helper, NONE), ("direct", Other, V), ("directe", Other, V), ("directo", Other, V),
    ("diretta", Other, V), ("disco", Helper, NONE), ("do", Speech, NONE), ("does", Speech, NONE),
    ("don't", Speech, NONE), ("drum", Helper, NONE),
    ("drums", Helper, NONE), ("dub", Version, V), ("duet", Helper, G),
    ("dutch", Helper, NONE), ("dźwiękowa", Other, V),
    ("e", Joint, NONE), ("early", Helper, NONE), ("edit", Version, V),
    ("edited", Version, V), ("edition", Head, V), ("electric", Helper, NONE), ("electronic", Helper, NONE),
    ("elävänä", Other, V), ("english", Helper, NONE), ("ep", Helper, NONE), ("estilo", Other, C), ("et", Joint, NONE),
    ("euro", Helper, NONE), ("expanded", Helper, NONE), ("extended", Version, V), ("extra", Helper, NONE),
    ("famous", Other, C), ("feat", Other, G), ("featuring", Other, G), ("female", Helper, NONE),
    ("festival", Helper, NONE), ("fi", Helper, NONE), ("film", Other, V), ("filmmusik", Other, V),
    ("final", Helper, NONE), ("first", Helper, NONE), ("for", Link, NONE), ("found", Speech, NONE),
    ("french", Helper, NONE), ("from", Link, V), ("ft", Other, G), ("full", Helper, NONE), ("german", Helper, NONE),
    ("get", Speech, NONE), ("give", Speech, NONE),
    ("go", Speech, NONE), ("gonna", Speech, NONE), ("got", Speech, NONE),
    ("gotta", Speech, NONE), ("guitar", Helper, NONE), ("had", Speech, NONE), ("has", Speech, NONE),
    ("have", Speech, NONE), ("he", Speech, NONE), ("her", Link, NONE), ("hi", Helper, NONE), ("him", Speech, NONE),
    ("his", Link, NONE), ("homage", Other, C), ("home", Helper, NONE), ("hommage", Other, C), ("house", Helper, NONE),
    ("how", Speech, NONE), ("i", Speech, NONE), ("i'm", Speech, NONE), ("if", Speech, NONE), ("in", Link, NONE),
    ("inch", Helper, NONE), ("inst", Version, V), ("instrumentaal", Version, V), ("instrumental", Version, V),
    ("instrumentale", Version, V), ("instrumentals", Version, V),
    ("international", Helper, NONE), ("into", Link, NONE),
    ("invité", Other, G), ("is", Speech, NONE),
    ("it", Speech, NONE), ("it's", Speech, NONE), ("italian", Helper, NONE),
    ("its", Link, NONE), ("japan", Helper, NONE), ("japanese", Helper, NONE), ("jazz", Helper, NONE),
    ("karaoke", Version, V), ("keep", Speech, NONE), ("kexp", Helper, NONE), ("korean", Helper, NONE),
    ("late", Helper, NONE), ("latin", Helper, NONE), ("length", Helper, NONE), ("let", Speech, NONE),
    ("let's", Speech, NONE), ("like", Speech, NONE), ("limited", Helper, NONE), ("live", Version, V),
    ("lo", Helper, NONE), ("lofi", Helper, NONE),
    ("long", Helper, NONE), ("love", Speech, NONE), ("lp", Helper, NONE),
    ("main", Helper, NONE), ("make", Speech, NONE),
    ("male", Helper, NONE), ("mashup", Version, V), ("may", Speech, NONE),
    ("me", Speech, NONE), ("med", Other, G), ("metal", Helper, NONE), ("mine", Speech, NONE), ("mit", Other, G),
    ("mix", Version, V), ("mono", Version, V), ("movie", Helper, NONE), ("mtv", Helper, NONE), ("musik", Other, V),
    ("musique", Other, V), ("must", Speech, NONE), ("my", Link, NONE), ("n", Joint, NONE), ("new", Helper, NONE),
    ("nightcore", Version, V), ("no", Speech, NONE),
    ("normal", Other, NONE), ("not", Speech, NONE), ("of", Link, NONE),
    ("off", Helper, NONE), ("official", Helper, NONE),
    ("oh", Speech, NONE), ("old", Helper, NONE), ("on", Link, NONE),
    ("or", Speech, NONE), ("orchestra", Helper, NONE), ("orchestral", Helper, V), ("original", Helper, V),
    ("originale", Other, V), ("originally", Other, C), ("originalmusik", Other, V), ("originalversion", Other, NONE),
    ("ost", Helper, NONE), ("our", Link, NONE), ("out", Link, NONE), ("outtake", Version, V), ("part", Helper, NONE),
    ("performance", CarefulHead, V), ("performed", Other, C), ("piano", Helper, NONE), ("pista", Other, V),
    ("playback", Other, V), ("pop", Helper, NONE), ("popular", Other, C), ("popularized", Other, C),
    ("pt", Helper, NONE), ("punk", Helper, NONE), ("radio", Helper, V), ("re", Helper, NONE),
    ("recorded", Helper, C | V), ("recording", CarefulHead, V), ("refix", Head, V), ("reggae", Helper, NONE),
    ("regular", Other, NONE), ("rehearsal", Version, V), ("reimagined", Version, V), ("reissue", Version, V),
    ("remaster", Version, V), ("remastered", Version, V), ("remastering", Other, V), ("remasterisé", Version, V),
    ("remasterizada", Version, V), ("remasterizado", Version, V), ("remezcla", Version, V), ("remix", Version, V),
    ("remixed", Version, V), ("remixes", Version, V), ("reprise", Other, C), ("rerecorded", Version, V),
    ("reverb", Helper, NONE), ("rework", Head, V), ("reworked", Version, V), ("rmx", Version, V),
    ("rock", Helper, NONE), ("rough", Helper, NONE), ("russian", Helper, NONE), ("score", Other, V),
    ("second", Helper, NONE), ("session", CarefulHead, V), ("sessions", CarefulHead, V), ("she", Speech, NONE),
    ("short", Helper, NONE), ("should", Speech, NONE), ("single", Helper, NONE), ("size", Helper, V),
    ("slowed", Version, V), ("so", Speech, NONE),
    ("soft", Helper, NONE), ("solo", Helper, NONE), ("sonora", Other, V),
    ("soundtrack", Other, V), ("spanish", Helper, NONE), ("special", Helper, NONE), ("sped", Version, V),
    ("speed", Helper, NONE), ("spotify", Helper, NONE), ("standard", Helper, NONE), ("stereo", Version, V),
    ("stil", Other, C), ("string", Helper, NONE), ("strings", Helper, NONE), ("stripped", Version, V),
    ("strumentale", Version, V), ("studio", Helper, NONE), ("style", Other, C), ("sung", Other, C),
    ("super", Helper, NONE), ("symphonic", Helper, NONE), ("synth", Helper, NONE), ("take", Helper, V),
    ("techno", Helper, NONE), ("tempo", Helper, NONE), ("than", Link, NONE), ("that", Speech, NONE),
    ("the", Joint, NONE), ("their", Link, NONE), ("them", Speech, NONE), ("theme", Helper, NONE),
    ("then", Speech, NONE), ("these", Speech, NONE), ("they", Speech, NONE), ("third", Helper, NONE),
    ("this", Speech, NONE), ("those", Speech, NONE), ("to", Link, NONE), ("tour", Helper, NONE), ("track", Helper, V),
    ("trance", Helper, NONE), ("trap", Helper, NONE),
    ("tribute", Other, C), ("tv", Helper, NONE), ("uk", Helper, NONE),
    ("ukulele", Helper, NONE), ("uncut", Helper, NONE), ("und", Joint, NONE), ("under", Link, NONE),
    ("unedited", Helper, NONE), ("unplugged", Version, V), ("unreleased", Helper, NONE), ("up", Helper, NONE),
    ("upon", Link, NONE), ("us", Helper, NONE), ("usa", Helper, NONE), ("ver", Version, V), ("versao", Version, V),
    ("versio", Version, V), ("version", Version, V), ("versione", Version, V), ("versión", Version, V),
    ("versão", Version, V), ("verze", Version, V), ("video", Helper, NONE), ("vinyl", Helper, NONE),
    ("violin", Helper, NONE), ("vip", Version, V), ("vivo", Other, V), ("vocal", Helper, V), ("vocals", Helper, NONE),
    ("vol", Helper, NONE), ("w", Other, G), ("wanna", Speech, NONE), ("want", Speech, NONE), ("was", Speech, NONE),
    ("we", Speech, NONE), ("we're", Speech, NONE), ("were", Speech, NONE), ("wersja", Version, V),
    ("what", Speech, NONE), ("when", Speech, NONE), ("where", Speech, NONE), ("who", Speech, NONE),
    ("why", Speech, NONE), ("will", Speech, NONE),
    ("with", Link, G), ("without", Link, NONE), ("won't", Speech, NONE),
    ("would", Speech, NONE), ("y", Joint, NONE), ("yeah", Speech, NONE), ("you", Speech, NONE),
    ("you're", Speech, NONE), ("your", Link, NONE),
    ("yours", Speech, NONE), ("álbum", Other, NONE), ("élő", Other, V),
    ("żywo", Other, V), ("živě", Other, V), ("акустика", Version, V), ("акустическая", Version, V),
    ("акустична", Version, V), ("альбомная", Other, NONE),
    ("без", Joint, NONE), ("бонус", Other, B), ("в", Link, NONE),
    ("версия", Version, V), ("версія", Version, V), ("вживую", Version, V), ("вокала", Helper, NONE),
    ("демо", Version, V), ("дубль", Other, V), ("запись", Other, V), ("звук", Other, V), ("и", Joint, NONE),
    ("из", Other, V), ("инструментал", Version, V), ("инструментальная", Version, V), ("кавер", Other, C),
    ("караоке", Version, V), ("кинофильма", Other, V), ("концертная", Version, V), ("лайв", Version, V),
    ("микс", Version, V), ("минус", Version, V), ("минусовка", Version, V), ("музыка", Other, V), ("на", Link, NONE),
    ("не", Link, NONE), ("но", Link, NONE),
    ("новая", Helper, NONE), ("ночная", Helper, NONE), ("оригинал", Other, NONE),
    ("оригинальная", Other, NONE), ("оркестром", Other, V),
    ("п", Other, G), ("при", Other, G), ("радио", Helper, NONE),
    ("ремастер", Version, V), ("ремастеринг", Version, V), ("ремикс", Version, V), ("саундтрек", Other, V),
    ("старая", Helper, NONE), ("студийная", Helper, NONE), ("участием", Other, G), ("фильма", Other, V),
    ("הופעה", Other, V), ("라이브", Version, V), ("리믹스", Version, V), ("어쿠스틱", Version, V),
];

#[cfg(test)]
mod tests {
    use super::{Class, LONGEST, NONE, TABLE, V, meaning};

    #[test]
    fn the_table_is_in_order_and_in_lower_case() {
        assert!(TABLE.is_sorted_by(|(one, ..), (other, ..)| one < other));
        assert!(TABLE.iter().all(|(word, ..)| word.to_lowercase() == *word && word.len() <= LONGEST));
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert_eq!(meaning("REMIX"), (Class::Version, V));
        assert_eq!(meaning("Акустика"), (Class::Version, V));
        assert_eq!(meaning("You’re"), (Class::Speech, NONE));
        assert_eq!(meaning("2011"), (Class::Helper, NONE));
        assert_eq!(meaning("Sundown"), (Class::Other, NONE));
    }
}

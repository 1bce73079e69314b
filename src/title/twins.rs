//! Titles that should be the same, and titles that should not.
/// A track, as a listener tells it from the others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    pub(crate) title: &'a str,
    /// Empty where there is none.
    pub(crate) version: &'a str,
    /// The names of those who perform it, as the track or else the release has them.
    pub(crate) performers: &'a [&'a str],
}

/// In what the only track of a release differs from the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    Title,
    Version,
}

/// What a release of one track says otherwise than the track; shops compare letter by letter.
pub(crate) fn difference(release: Named, track: Named) -> Option<Difference> {
    if release.title != track.title {
        return Some(Difference::Title);
    }
    (release.version != track.version).then_some(Difference::Version)
}

/// The tracks that say of themselves what an earlier one says, each with that one: (first, again).
pub(crate) fn repeated(tracks: &[Named]) -> Vec<(usize, usize)> {
    let mut prints: Vec<(u64, usize)> = tracks.iter().enumerate().map(|(at, track)| (fingerprint(track), at)).collect();
    prints.sort_unstable();
    let same = prints.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
    let mut pairs: Vec<_> = same
        .flat_map(|group| group[1..].iter().map(|(_, again)| (group[0].1, *again)))
        .filter(|(first, again)| is_same(&tracks[*first], &tracks[*again]))
        .collect();
    pairs.sort_by_key(|(_, again)| *again);
    pairs
}

fn is_same(one: &Named, other: &Named) -> bool {
    folded(one.title).eq(folded(other.title))
        && folded(one.version).eq(folded(other.version))
        && one.performers.len() == other.performers.len()
        && one.performers.iter().all(|name| other.performers.contains(name))
}

/// One number for all that is the same; FNV-1a, which needs no key, so that every run is
/// alike. Performers count in any order.
fn fingerprint(track: &Named) -> u64 {
    let begun = hash(folded(track.title), 0xcbf2_9ce4_8422_2325);
    let names = track.performers.iter().map(|name| hash(name.chars(), 0xcbf2_9ce4_8422_2325));
    hash(folded(track.version), begun ^ 0xff).wrapping_add(names.fold(0, u64::wrapping_add))
}

fn hash(signs: impl Iterator<Item = char>, start: u64) -> u64 {
    signs.fold(start, |hash, sign| (hash ^ u64::from(u32::from(sign))).wrapping_mul(0x0100_0000_01b3))
}

/// A text without case, quotes, and the kinds of dashes and blanks.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let signs = text.chars().filter_map(|sign| match sign {
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '"' | '“' | '”' | '„' | '«' | '»' => None,
        '‐' | '‑' | '–' | '—' | '−' => Some('-'),
        '\u{a0}' | '\u{202f}' => Some(' '),
        sign => Some(sign),
    });
    signs.flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{Difference, Named, difference, repeated};

    fn named<'a>(title: &'a str, version: &'a str, performers: &'a [&'a str]) -> Named<'a> {
        Named { title, version, performers }
    }

    #[test]
    fn a_release_of_one_track_has_its_title_and_version() {
        let leto = named("Leto", "", &[]);
        assert_eq!(difference(leto, leto), None);
        assert_eq!(difference(leto, named("Leto!", "", &[])), Some(Difference::Title));
        assert_eq!(difference(leto, named("Leto", "Live", &[])), Some(Difference::Version));
    }

    #[test]
    fn repeated_titles_are_found() {
        let tracks = [
            named("L’été", "", &["Zveri"]),
            named("Sundown", "", &["Zveri", "Kino"]),
            named("L'Été", "", &["Zveri"]),
            named("Sundown", "Live", &["Zveri", "Kino"]),
            named("L’été", "", &["Kino"]),
            named("SUNDOWN", "", &["Kino", "Zveri"]),
        ];
        assert_eq!(repeated(&tracks), [(0, 2), (1, 5)]);
        assert_eq!(repeated(&[]), []);
    }
}

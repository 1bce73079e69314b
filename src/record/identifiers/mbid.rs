//! The number that anything has at `musicbrainz.org` (MBID).
use crate::record::identifiers::compact::{Compact, identifier};
use crate::record::identifiers::fault::{Fault, Kind, quoted, trimmed};
use crate::record::identifiers::lookalike;

identifier! {
    /// The number that anything has at `musicbrainz.org`: 36 signs in the form of a UUID, of whatever version.
    Mbid, 36
}

const ADDRESS: &str = "musicbrainz.org/";
const EXTENT: &str = "an MBID has 32 digits and letters from a to f, with hyphens between";

impl Mbid {
    /// Reads it in small or capital letters, alone or in the address of a page there.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let whole = trimmed(text);
        let at =
            address(&text[whole.clone()]).map_or(whole.clone(), |(start, end)| whole.start + start..whole.start + end);
        let mbid = &text[at.clone()];
        if mbid.is_empty() {
            let at = if whole.is_empty() { 0..text.len() } else { whole };
            return Err(Fault::new(Kind::Empty, at, format!("there is no MBID here, {EXTENT}")));
        }
        if let Some((place, sign)) = mbid.char_indices().find(|(_, sign)| !sign.is_ascii_hexdigit() && *sign != '-') {
            let place = at.start + place;
            return Err(stranger(text, place, sign));
        }
        let digits = mbid.bytes().filter(|sign| *sign != b'-').count();
        if digits != 32 {
            let message = format!("{} has {digits}, {EXTENT}", quoted(mbid));
            return Err(
                Fault::new(Kind::Length, at, message).help("copy it from the address of the page at MusicBrainz")
            );
        }
        let compact = hyphened(mbid);
        if !mbid.eq_ignore_ascii_case(&compact) {
            let message = format!("{} is not divided as an MBID is: `{compact}`", quoted(mbid));
            return Err(Fault::new(Kind::Groups, at, message).instead(compact));
        }
        if compact.bytes().all(|sign| sign == b'0' || sign == b'-') {
            let message = "an MBID of zeros stands for nothing";
            return Err(Fault::new(Kind::Placeholder, at, message).help("delete it"));
        }
        Ok(Self(Compact::new(compact.as_bytes()).unwrap_or_default()))
    }

    /// As it is shown; the same as the compact form.
    #[must_use]
    pub fn printed(&self) -> String {
        self.compact().to_owned()
    }
}

/// Where the number stands in an address such as `https://musicbrainz.org/release/…/cover-art`; nothing, if it is none.
fn address(text: &str) -> Option<(usize, usize)> {
    let start = text.find(ADDRESS)? + ADDRESS.len();
    let Some((kind, rest)) = text[start..].split_once('/') else { return Some((start, start)) };
    let start = start + kind.len() + 1;
    Some((start, start + rest.find(['/', '?', '#']).unwrap_or(rest.len())))
}

fn stranger(text: &str, at: usize, sign: char) -> Fault {
    let place = at..at + sign.len_utf8();
    if lookalike::is_invisible(sign) {
        let message = format!("a sign that cannot be seen (U+{:04X}) stands in an MBID", sign as u32);
        return Fault::new(Kind::Sign, place, message).help("delete it");
    }
    match lookalike::called(sign) {
        Some(name) => {
            Fault::new(Kind::Lookalike, place, format!("the `{sign}` in {} is {name}, {EXTENT}", quoted(text)))
                .help("copy it from the address of the page at MusicBrainz")
        }
        None => Fault::new(Kind::Sign, place, format!("`{sign}` does not belong in an MBID, {EXTENT}"))
            .help("copy it from the address of the page at MusicBrainz"),
    }
}

/// The digits in small letters, in groups of 8, 4, 4, 4 and 12.
fn hyphened(text: &str) -> String {
    let mut hyphened = String::with_capacity(36);
    for sign in text.chars().filter(|sign| *sign != '-') {
        if [8, 13, 18, 23].contains(&hyphened.len()) {
            hyphened.push('-');
        }
        hyphened.push(sign.to_ascii_lowercase());
    }
    hyphened
}

#[cfg(test)]
mod tests {
    use super::Mbid;
    use crate::record::identifiers::fault::Kind;

    const REAL: &str = "410f99f8-a876-3416-bd8e-42233a00a477";

    #[test]
    fn numbers_and_addresses_are_read() {
        for (text, compact) in [
            (REAL, REAL),
            ("abcdef89-4444-5555-789a-1432abcdef88", "abcdef89-4444-5555-789a-1432abcdef88"),
            ("410F99F8-A876-3416-BD8E-42233A00A477", REAL),
            ("https://musicbrainz.org/release/410f99f8-a876-3416-bd8e-42233a00a477", REAL),
            ("https://beta.musicbrainz.org/release/410f99f8-a876-3416-bd8e-42233a00a477/cover-art?x=1#y", REAL),
            ("musicbrainz.org/artist/410f99f8-a876-3416-bd8e-42233a00a477#top", REAL),
        ] {
            assert_eq!(Mbid::parse(text).map(|it| it.to_string()).as_deref(), Ok(compact), "{text}");
            assert_eq!(Mbid::is_compact_form(text), text == compact, "{text}");
        }
    }

    #[test]
    fn what_is_no_mbid_is_told_why() {
        for (text, kind, at) in [
            ("abcdef89-4444", Kind::Length, 0..13),
            ("00000000a0000-0000-0000-000000000000", Kind::Length, 0..36),
            ("00000000-0000-0000-0000-000000000000", Kind::Placeholder, 0..36),
            ("410f99f8a8763416bd8e42233a00a477", Kind::Groups, 0..32),
            ("410g99f8-a876-3416-bd8e-42233a00a477", Kind::Sign, 3..4),
            ("410f99f8-а876-3416-bd8e-42233a00a477", Kind::Lookalike, 9..11),
            ("410f99f8-\u{200b}a876-3416-bd8e-42233a00a477", Kind::Sign, 9..12),
            ("https://musicbrainz.org/release", Kind::Empty, 0..31),
            ("https://musicbrainz.org/release/", Kind::Empty, 0..32),
            ("", Kind::Empty, 0..0),
        ] {
            let fault = Mbid::parse(text).expect_err(text);
            assert_eq!((fault.kind, fault.at), (kind, at), "{text}");
        }
    }
}

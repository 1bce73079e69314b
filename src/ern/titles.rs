//! Titles and names as a shop shows them.
use super::{node::Some1, parties::Parties, tree};
use crate::{
    record::{
        Text,
        performer::{Performer, Role},
        release,
    },
    span::Spanned,
};
use std::borrow::Cow;

/// A title with its version, in its own language and in others.
pub(super) struct Titles<'a> {
    pub(super) title: &'a str,
    pub(super) version: Option<&'a Spanned<Text>>,
    pub(super) language: Option<&'a Spanned<Text>>,
    pub(super) others: &'a [release::Title],
}

impl<'a> Titles<'a> {
    fn language(&self) -> Option<&'a str> {
        self.language.map(|language| language.as_str())
    }

    /// Which one is meant is said only where there are several.
    fn is_default(&self) -> Option<bool> {
        (!self.others.is_empty()).then_some(true)
    }

    fn others(&self) -> impl Iterator<Item = (Option<&'a str>, &'a str)> {
        self.others.iter().filter_map(|title| {
            let language = title.language.as_ref().map(|language| language.as_str());
            Some((language, title.title.as_ref()?.as_str()))
        })
    }

    /// `DisplayTitleText`: one text, the version in brackets.
    pub(super) fn texts(&self) -> Some1<tree::TitleText<'a>> {
        let text = match self.version {
            Some(version) => Cow::Owned(format!("{} ({})", self.title, version.value)),
            None => Cow::Borrowed(self.title),
        };
        let rest = self.others().map(|(language, title)| tree::TitleText {
            language,
            is_default: None,
            text: Cow::Borrowed(title),
        });
        Some1 {
            first: tree::TitleText { language: self.language(), is_default: self.is_default(), text },
            rest: rest.collect(),
        }
    }

    /// `DisplayTitle`: title and version apart. No version stands beside a title of another language.
    pub(super) fn parts(&self) -> Some1<tree::Title<'a>> {
        let version = self.version.map(|version| tree::SubTitle {
            number: 1,
            is_displayed: true,
            kind: "Version",
            text: version,
        });
        let own = tree::Title { language: self.language(), is_default: self.is_default(), text: self.title, version };
        let rest =
            self.others().map(|(language, text)| tree::Title { language, is_default: None, text, version: None });
        Some1 { first: own, rest: rest.collect() }
    }
}

/// What a version is called in the standard, if its words say so plainly.
pub(crate) fn version_type(version: &str) -> Option<&'static str> {
    let lowered = version.to_lowercase();
    let words: Vec<&str> =
        lowered.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |phrase: &&str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase)
    };
    if words == ["live"] {
        return Some("LiveVersion");
    }
    VERSIONS.iter().find(|(phrases, _)| phrases.iter().any(has)).map(|(_, code)| *code)
}

/// Words of versions, those that say more first.
const VERSIONS: &[(&[&str], &str)] = &[
    (&["karaoke"], "KaraokeVersion"),
    (&["instrumental"], "InstrumentalVersion"),
    (&["a cappella", "acappella", "a capella", "acapella"], "ACappellaVersion"),
    (&["demo", "demos"], "DemoVersion"),
    (&["remix", "remixed"], "RemixVersion"),
    (&["live at", "live from", "live in", "live on", "live version", "recorded live"], "LiveVersion"),
    (&["radio edit", "radio version", "radio mix"], "RadioVersion"),
    (&["clean version", "clean edit"], "CleanVersion"),
    (&["album version"], "AlbumVersion"),
    (&["single version", "single edit"], "SingleVersion"),
    (&["session", "sessions"], "SessionVersion"),
    (&["alternate", "alternative version", "alternate take"], "AlternativeVersion"),
    (&["mono"], "MonoVersion"),
    (&["stereo"], "StereoVersion"),
];

/// The names of a credit in one text: `Zveri & Petr Pogodaev feat. Jenia Lubich`.
pub(super) fn artist_name(credit: &[Performer]) -> String {
    let joined = |role: Role| {
        let names = credit.iter().filter(|performer| performer.role == role).filter_map(shown_name);
        let names: Vec<&str> = names.collect();
        match &names[..] {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{} & {last}", most.join(", ")),
        }
    };
    let mut text = joined(Role::Main);
    for (word, role) in [("with", Role::With), ("feat.", Role::Featured)] {
        let names = joined(role);
        if !names.is_empty() {
            text = format!("{text} {word} {names}");
        }
    }
    text.trim_start().to_owned()
}

/// The name as this sleeve prints it.
fn shown_name(performer: &Performer) -> Option<&str> {
    performer.credited_as.as_ref().or(performer.name.as_ref()).map(|name| name.as_str())
}

/// The performers that stand beside the title. Who made a remix is a contributor.
pub(super) fn artists<'a>(credit: &'a [Performer], parties: &mut Parties<'a>) -> Vec<tree::DisplayArtist> {
    let role = |performer: &Performer| match performer.role {
        Role::Main => Some("MainArtist"),
        Role::Featured | Role::With => Some("FeaturedArtist"),
        Role::Remixer | Role::Unreadable => None,
    };
    let named = credit.iter().filter_map(|performer| Some((parties.performer(performer)?, role(performer)?)));
    named.zip(1..).map(|((party, role), number)| tree::DisplayArtist { number, party, role }).collect()
}

#[cfg(test)]
mod tests {
    use super::version_type;

    #[test]
    fn versions_are_known_by_their_words() {
        for (version, code) in [
            ("Acoustic & Bass Demo", Some("DemoVersion")),
            ("Live at the Quay", Some("LiveVersion")),
            ("Live", Some("LiveVersion")),
            ("Kino Remix", Some("RemixVersion")),
            ("Radio Edit", Some("RadioVersion")),
            ("End Titles", None),
            ("Deluxe Edition", None),
            ("Original Motion Picture Soundtrack", None),
            ("Long Live the King Mix", None),
            ("", None),
        ] {
            assert_eq!(version_type(version), code, "{version}");
        }
    }
}

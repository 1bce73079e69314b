//! What somebody did, in the words of the standard (its allowed values for a contributor's role).
use super::{Version, codes::Lists};
use std::{collections::HashMap, sync::LazyLock};

/// The standard's word for what a record says in plain ones: `mixing engineer` is `MixingEngineer`, `producer` `StudioProducer`.
pub(crate) fn role(words: &str) -> Option<&'static str> {
    KNOWN.get(&folded(words)).copied()
}

/// Every role by its words, folded.
static KNOWN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let everyday = EVERYDAY.iter().map(|(word, role)| ((*word).to_owned(), *role));
    ROLES.iter().map(|role| (folded(role), *role)).chain(everyday).collect()
});

/// Every word that can be used, for whoever has to choose.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    EVERYDAY.iter().map(|(word, _)| *word).chain(ROLES.iter().copied())
}

/// What a writer did; without a word for it, music and words.
pub(super) fn writer(role: &str) -> &'static str {
    match role {
        "composer" => "Composer",
        "lyricist" => "Lyricist",
        "arranger" => "Arranger",
        "adapter" => "Adapter",
        "translator" => "Translator",
        _ => "ComposerLyricist",
    }
}

/// Whether a role has to do with the cover and not with the sound.
pub(super) fn is_visual(role: &str) -> bool {
    VISUAL.contains(&role)
}

/// Letters and digits alone, in small letters.
fn folded(words: &str) -> String {
    words.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What people say, without blanks, and the standard has other words for.
const EVERYDAY: &[(&str, &str)] = &[
    ("producer", "StudioProducer"),
    ("musicproducer", "StudioProducer"),
    ("musicalproducer", "StudioProducer"),
    ("recordproducer", "StudioProducer"),
    ("mixing", "MixingEngineer"),
    ("mix", "MixingEngineer"),
    ("mastering", "MasteringEngineer"),
    ("recording", "RecordingEngineer"),
    ("soundengineer", "Engineer"),
    ("writer", "ComposerLyricist"),
    ("songwriter", "ComposerLyricist"),
    ("music", "Composer"),
    ("lyrics", "Lyricist"),
    ("words", "Lyricist"),
    ("arrangement", "Arranger"),
    ("vocals", "Vocalist"),
    ("leadvocals", "LeadVocalist"),
    ("backingvocals", "BackgroundVocalist"),
    ("backgroundvocals", "BackgroundVocalist"),
    ("backingvocalist", "BackgroundVocalist"),
    ("photography", "Photographer"),
    ("photo", "Photographer"),
    ("photos", "Photographer"),
    ("artwork", "CoverDesigner"),
    ("coverart", "CoverDesigner"),
    ("coverdesign", "CoverDesigner"),
    ("design", "GraphicDesigner"),
    ("artdirection", "ArtDirector"),
    ("illustration", "Illustrator"),
];

/// Those who made what is seen.
const VISUAL: &[&str] = &[
    "ArtCopyist",
    "ArtDirector",
    "Calligrapher",
    "Cartoonist",
    "CoverDesigner",
    "GraphicArtist",
    "GraphicAssistant",
    "GraphicDesigner",
    "Illustrator",
    "Painter",
    "Photographer",
    "TypeDesigner",
];

/// The values that 4.3 and 4.3.2 have in common, but for those that say nothing.
static ROLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let [older, newer] = [Version::V43, Version::V432].map(Lists::new);
    let newer = newer.words(LIST);
    let says_something =
        |role: &&str| !matches!(*role, "NotSpecified" | "Unknown" | "UserDefined") && !role.contains('/');
    let both = older.words(LIST).iter().filter(|role| newer.binary_search(role).is_ok());
    both.copied().filter(says_something).collect()
});

const LIST: &str = "ContributorRole";

#[cfg(test)]
mod tests {
    use super::{EVERYDAY, ROLES, VISUAL, role};

    #[test]
    fn plain_words_find_the_standards_own() {
        for (words, found) in [
            ("producer", Some("StudioProducer")),
            ("Mastering Engineer", Some("MasteringEngineer")),
            ("co-producer", Some("CoProducer")),
            ("A&R administrator", None),
            ("AAndRAdministrator", Some("AAndRAdministrator")),
            ("DJ", Some("DJ")),
            ("tea maker", None),
            ("", None),
        ] {
            assert_eq!(role(words), found, "{words}");
        }
    }

    #[test]
    fn the_tables_lead_to_words_of_the_standard() {
        assert!(ROLES.is_sorted());
        let named = EVERYDAY.iter().map(|(_, role)| role).chain(VISUAL);
        named.for_each(|role| assert!(ROLES.contains(role), "{role}"));
    }
}

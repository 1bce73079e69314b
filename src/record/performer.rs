//! A performer as a release or a track credits one.
use crate::{
    decode::{Decode, Node, Refusal, fields},
    record::{
        Text,
        identifiers::Isrc,
        release::PrintedAs,
        roster::{Known, Roster},
    },
    span::Spanned,
};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// The name that a release with more than three main performers goes under.
pub const VARIOUS_ARTISTS: &str = "Various Artists";

/// The same in other languages; shops take them in those languages' catalogs.
const TRANSLATIONS: &[&str] = &[
    "Artistes Variés",
    "Artisti Vari",
    "Artistas Varios",
    "Artistas Vários",
    "Blandade artister",
    "Divers Artistes",
    "Diverse artister",
    "Différents Artistes",
    "Varios Artistas",
    "Vários Artistas",
    "Verschiedene Interpreten",
    "Verschiedene Künstler",
    "Разные исполнители",
    "Різні виконавці",
];

/// Whether a name stands for more performers than can be named.
#[must_use]
pub fn is_various_artists(name: &str) -> bool {
    let is_as_long = name.len() < 64 && LENGTHS >> name.len() & 1 == 1;
    is_as_long && (name == VARIOUS_ARTISTS || TRANSLATIONS.contains(&name))
}

/// How long these names are, as bits: most names are of another length.
const LENGTHS: u64 = {
    let mut lengths = 1 << VARIOUS_ARTISTS.len();
    let mut at = 0;
    while at < TRANSLATIONS.len() {
        lengths |= 1 << TRANSLATIONS[at].len();
        at += 1;
    }
    lengths
};

/// Whether a name is a wrong way to write `Various Artists`, such as `VA`.
#[must_use]
pub fn misspells_various_artists(name: &str) -> bool {
    const FORMS: &[&str] = &[
        "va",
        "v/a",
        "v.a.",
        "v. a.",
        "various",
        "various artist",
        "various artists",
        "varios artists",
        "various performers",
    ];
    // They all begin with one letter, and hardly any name does.
    if !name.trim_start().starts_with(['v', 'V']) {
        return false;
    }
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name != VARIOUS_ARTISTS && FORMS.iter().any(|form| form.eq_ignore_ascii_case(&words))
}

/// How a performer takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The track is theirs.
    #[default]
    Main,
    /// A guest: `feat.`
    Featured,
    /// A companion: `with`
    With,
    /// The maker of a remix.
    Remixer,
    /// It was given and could not be read; there is a finding at its place.
    #[serde(rename = "$unreadable")]
    Unreadable,
}

impl Role {
    /// All roles, in the order in which they are named.
    pub(crate) const ALL: [Self; 4] = [Self::Main, Self::Featured, Self::With, Self::Remixer];

    /// The word that a record has for it; nothing, if it could not be read.
    pub(crate) const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Main => "main",
            Self::Featured => "featured",
            Self::With => "with",
            Self::Remixer => "remixer",
            Self::Unreadable => return None,
        })
    }
}

fields! {
    /// One entry of a credit. A plain name in the record is the name of a main performer.
    #[derive(Clone, Debug, Default, Serialize)]
    pub struct Performer {
        /// The name, never split.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<Spanned<Text>>,
        /// How they take part.
        pub role: Role,
        /// The name as this sleeve prints it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credited_as: Option<Spanned<Text>>,
    }
    with {
        /// What the roster knows of the name.
        #[serde(skip)]
        known: Option<Known>,
    }
}

/// Two entries are equal whatever roster they were looked up in.
impl PartialEq for Performer {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.role, &self.credited_as) == (&other.name, other.role, &other.credited_as)
    }
}

impl Performer {
    /// The name where the roster does not have it, and the name as printed.
    pub(crate) fn each_printed<'a>(&'a self, tell: &mut impl FnMut(Option<&'a Spanned<Text>>, &'a str, PrintedAs)) {
        if self.known.is_none() {
            tell(self.name.as_ref(), "", PrintedAs::Name);
        }
        tell(self.credited_as.as_ref(), "", PrintedAs::Name);
    }

    /// What the roster knows of the name; nothing, if there is no roster or it does not have it.
    #[must_use]
    pub fn known(&self) -> Option<Known> {
        self.known
    }

    /// The name, if they are a main performer.
    #[must_use]
    pub fn main_name(&self) -> Option<&Spanned<Text>> {
        self.name.as_ref().filter(|_| self.role == Role::Main)
    }

    /// Whether this is `Various Artists`.
    #[must_use]
    pub fn is_various(&self) -> bool {
        self.name.as_ref().is_some_and(|name| is_various_artists(name))
    }
}

/// Who performs a release or a track.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Credit {
    performers: Vec<Performer>,
    /// Whether the field stands in the record, be it unreadable.
    #[serde(skip)]
    is_given: bool,
}

impl Credit {
    /// Whether the record leaves it out.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        !self.is_given
    }

    /// Notes what the roster knows of each name. Most tracks are by whoever the one before is by: `first` is what it knows of the
    /// first one there.
    pub(crate) fn look_up(&mut self, roster: &Roster, first: &mut Option<Known>) {
        for (at, performer) in self.performers.iter_mut().enumerate() {
            let Some(name) = &performer.name else { continue };
            performer.known = match *first {
                Some(Known::Name(entry)) if at == 0 && roster.entries[entry].0.value == name.value => *first,
                _ => roster.known(name),
            };
            if at == 0 {
                *first = performer.known;
            }
        }
    }

    /// What is out of the ordinary in it, once it has been looked up.
    pub(crate) fn oddities(&self) -> Oddities {
        let is = |holds: bool, oddity: u8| u8::from(holds) * oddity;
        let of_name = self.performers.iter().fold(0, |all, performer| {
            let is_known = match performer.known {
                Some(Known::Name(_)) => 0,
                Some(Known::Alias(_) | Known::Misspelling(_)) => Oddities::OTHER_NAME,
                None => Oddities::STRANGER,
            };
            all | is_known | is(performer.is_various(), Oddities::VARIOUS)
        });
        let has_main = self.performers.iter().any(|performer| performer.role == Role::Main);
        let of_all = is(!has_main && !self.performers.is_empty(), Oddities::LEADERLESS);
        Oddities(of_name | of_all | is(self.may_repeat(), Oddities::REPEATED))
    }

    /// Whether two entries have one name; where there are very many, they may have.
    pub(crate) fn may_repeat(&self) -> bool {
        /// So many entries are compared each with each.
        const FEW: usize = 8;
        // Who is in the roster is told by their number there; a name that is not in it is nobody's there.
        let is_same = |one: &Performer, other: &Performer| match (one.known, other.known) {
            (Some(one), Some(other)) => one.entry() == other.entry(),
            (None, None) => one.name.is_some() && one.name.as_deref() == other.name.as_deref(),
            _ => false,
        };
        let mut all = self.performers.iter().enumerate();
        self.performers.len() > FEW
            || all.any(|(at, own)| self.performers[..at].iter().any(|other| is_same(own, other)))
    }
}

/// What is out of the ordinary in credits, as bits. Very many rules look at performers, and nearly always these tell that they need
/// not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oddities(u8);

impl Oddities {
    /// A name that no roster has.
    pub(crate) const STRANGER: u8 = 1;
    /// A name that the roster has as another of somebody's names.
    pub(crate) const OTHER_NAME: u8 = 1 << 1;
    /// `Various Artists`.
    pub(crate) const VARIOUS: u8 = 1 << 2;
    /// A credit without a main performer.
    pub(crate) const LEADERLESS: u8 = 1 << 3;
    /// Somebody who may stand twice in a credit.
    pub(crate) const REPEATED: u8 = 1 << 4;

    /// Whether one of these occurs.
    pub(crate) const fn any(self, oddities: u8) -> bool {
        self.0 & oddities != 0
    }

    /// Those of both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Deref for Credit {
    type Target = [Performer];

    fn deref(&self) -> &[Performer] {
        &self.performers
    }
}

impl<'a> IntoIterator for &'a Credit {
    type Item = &'a Performer;
    type IntoIter = std::slice::Iter<'a, Performer>;

    fn into_iter(self) -> Self::IntoIter {
        self.performers.iter()
    }
}

impl Decode for Role {
    fn decode(node: Node<'_>) -> Result<Self, Refusal> {
        node.word()
    }
}

impl Decode for Credit {
    fn fill(&mut self, node: Node<'_>) -> Result<(), Refusal> {
        self.is_given = true;
        self.performers.fill(node)
    }
}

fields! {
    /// The original of a cover. A plain name in the record is the performer's.
    #[derive(Clone, Debug, Default, PartialEq, Serialize)]
    pub struct Cover {
        /// Who is known for the original.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub performer: Option<Spanned<Text>>,
        /// The original's own title.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub title: Option<Spanned<Text>>,
        /// The recording number of the original.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub isrc: Option<Spanned<Isrc>>,
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn a_role_goes_by_one_word() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).ok(), role.word().map(serde_json::Value::from));
        }
        assert!(Role::ALL.is_sorted());
    }
}

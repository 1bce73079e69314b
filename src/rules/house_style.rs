//! T and V: the style of the house. Each rule is silent until the settings say what the style is.
use crate::{
    house::House,
    proofreading::tell_spot,
    record::{
        Record, Text,
        release::{Printed, PrintedAs},
    },
    rule::{Findings, Rule, rule},
    span::Spanned,
    title::volume::in_other_style,
    wording::{Wording, marks::other_marks, spot::Spot, title_case::other_capitals},
};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "T021",
        "quotation-mark-style",
        Warning,
        House(|house| house.marks.is_some(), quotation_mark_style),
        Proposal
    ),
    rule!("T023", "title-case", Info, House(|house| house.titles.is_some(), title_case)),
    rule!("V018", "part-and-volume", Warning, House(|house| house.parts.is_some(), part_and_volume), Proposal),
];

/// Titles and versions with their languages. Names are as their owners write them.
fn titles<'a>(record: &'a Record, kinds: &[PrintedAs]) -> Vec<(&'a Spanned<Text>, Wording<'a>)> {
    let mut titles = Vec::new();
    record.release.each_printed(&mut |Printed { text, language, kind, .. }| {
        if kinds.contains(&kind) {
            titles.push((text, Wording::new(text, language)));
        }
    });
    titles
}

const TITLES: &[PrintedAs] = &[PrintedAs::Title, PrintedAs::TrackTitle];
const WITH_VERSIONS: &[PrintedAs] = &[PrintedAs::Title, PrintedAs::TrackTitle, PrintedAs::Version];

/// Apostrophes and quotation marks are of the house's kind.
fn quotation_mark_style(record: &Record, house: House, findings: &mut Findings) {
    let Some(marks) = house.marks else { return };
    let (texts, wordings): (Vec<_>, Vec<_>) = titles(record, WITH_VERSIONS).into_iter().unzip();
    for (at, spot) in other_marks(&wordings, marks) {
        tell_spot(findings, texts[at], spot);
    }
}

/// The capitals of a title are those of the house's guide.
fn title_case(record: &Record, house: House, findings: &mut Findings) {
    let Some(guide) = house.titles else { return };
    for (text, wording) in titles(record, TITLES) {
        for spot in other_capitals(&wording, guide) {
            tell_spot(findings, text, spot);
        }
    }
}

/// Parts and volumes are written as the house does.
fn part_and_volume(record: &Record, house: House, findings: &mut Findings) {
    let Some(style) = house.parts else { return };
    for (text, wording) in titles(record, WITH_VERSIONS) {
        let is_english = wording.language().is_empty() || wording.is_in(&["en"]);
        let Some((at, due)) = in_other_style(text, style).filter(|_| is_english) else { continue };
        let message = format!("`{}` is not how this house writes it", &text[at.clone()]);
        tell_spot(findings, text, Spot::new(at, message).help(format!("write `{due}`")).propose(due));
    }
}

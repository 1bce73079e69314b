//! Where each recording stands: in a row, or in a row for each medium.
use super::taken::{At, mark};

/// One medium: its title, and what is on it.
#[derive(Default)]
pub(super) struct Medium<'t> {
    pub(super) title: Option<String>,
    pub(super) items: Vec<Item<'t>>,
}

/// A place on a medium.
#[derive(Clone, Copy)]
pub(super) struct Item<'t> {
    pub(super) at: At<'t>,
    /// Its number, as the message has it.
    pub(super) number: Option<u32>,
}

/// Groups that are a disc, a side or a set of files; all others are works with several parts.
const MEDIA: &[&str] = &["Component", "ComponentRelease", "ReleaseComponent", "Side"];

/// Takes the rows of a release.
pub(super) fn media(release: At<'_>) -> Vec<Medium<'_>> {
    let mut media = Vec::new();
    let Some(root) = release.child("ResourceGroup") else { return media };
    let mut own = Medium::default();
    mark(root.child("SequenceNumber").filter(|number| number.peek() == "1"));
    fill(root, &mut own, &mut media, 0);
    if !own.items.is_empty() {
        media.insert(0, own);
    }
    media
}

fn fill<'t>(group: At<'t>, own: &mut Medium<'t>, media: &mut Vec<Medium<'t>>, depth: usize) {
    for part in group.children() {
        match part.name() {
            "ResourceGroupContentItem" => {
                let number = part.child("SequenceNumber");
                // In a work with several parts, each part counts from one.
                let number = number.filter(|number| depth == 0 || number.peek().is_empty());
                own.items.push(Item { at: part, number: number.and_then(|number| number.take()?.parse().ok()) });
                mark(part.child("SequenceNumber"));
            }
            "ResourceGroup" => {
                let kind = part.peek_attribute("ResourceGroupType").unwrap_or_default();
                mark(part.child("SequenceNumber"));
                if depth == 0 && MEDIA.contains(&kind.as_str()) {
                    part.attribute("ResourceGroupType");
                    let mut medium = Medium { title: title(part), items: Vec::new() };
                    fill(part, &mut medium, media, 0);
                    if !medium.items.is_empty() {
                        media.push(medium);
                    }
                } else {
                    fill(part, own, media, depth + 1);
                }
            }
            "LinkedReleaseResourceReference" => part.mark(),
            _ => {}
        }
    }
}

fn title(group: At<'_>) -> Option<String> {
    let title = group.child("DisplayTitle").and_then(|title| title.text_of("TitleText"));
    let text = group.child("DisplayTitleText");
    match (title, text) {
        (Some(title), text) => {
            mark(text.filter(|text| text.peek() == title));
            Some(title)
        }
        (None, text) => text.and_then(At::take),
    }
}

//! What shops may do with a release and its tracks, from when on, and where.
use super::{
    Making, Purpose,
    gap::{self, Gaps},
    node::Reference,
    tree,
};
use crate::record::deal::Deal;

const WORLDWIDE: &str = "Worldwide";

impl<'a> Making<'a> {
    pub(super) fn deals(&self, gaps: &mut Gaps) -> Option<tree::DealList<'a>> {
        if self.message.purpose == Purpose::Takedown {
            return None;
        }
        let release = &self.record.release;
        // A single with one track is sold as a whole only, so what is said of its track is said of it.
        let is_one = self.is_simple && release.all_tracks().all(|track| track.deals.is_empty());
        let whole: Vec<&Deal> = release.deals.iter().filter(|deal| deal.is_for_release() || is_one).collect();
        let each: Vec<&Deal> = release.deals.iter().filter(|deal| deal.is_for_tracks()).collect();
        let mut list = Offers::default();
        list.add(Reference('R', 0), &whole);
        for (track, number) in release.all_tracks().zip(1..) {
            let own: Vec<&Deal> = track.deals.iter().collect();
            match (self.is_simple, own.is_empty()) {
                (true, _) => list.add(Reference('R', 0), &own),
                (false, true) => list.add(Reference('R', number), &each),
                (false, false) => list.add(Reference('R', number), &own),
            }
        }
        let offers = list.0.into_iter();
        let deals: Vec<_> =
            offers.map(|(deals, releases)| tree::ReleaseDeal { releases, deals: terms(&deals) }).collect();
        gaps.need(deals.first(), gap::title(release), "there is no deal: no shop may sell this", "add `deals:`");
        (!deals.is_empty()).then_some(tree::DealList { deals })
    }
}

/// Deals, and the releases that they are for.
#[derive(Default)]
struct Offers<'a>(Vec<(Vec<&'a Deal>, Vec<Reference>)>);

impl<'a> Offers<'a> {
    /// What is offered as the first release or as the last one stands with it.
    fn add(&mut self, release: Reference, deals: &[&'a Deal]) {
        if deals.is_empty() {
            return;
        }
        let last = self.0.len().saturating_sub(1);
        let known = [0, last].into_iter().find(|at| self.0.get(*at).is_some_and(|(known, _)| known == deals));
        match known {
            Some(at) if self.0[at].1.last() == Some(&release) => {}
            Some(at) => self.0[at].1.push(release),
            None => self.0.push((deals.to_vec(), vec![release])),
        }
    }
}

fn terms<'a>(deals: &[&'a Deal]) -> Vec<tree::Deal<'a>> {
    deals.iter().filter_map(|deal| Some(tree::Deal { terms: one(deal)? })).collect()
}

/// A deal without a first day has a finding.
fn one(deal: &Deal) -> Option<tree::DealTerms<'_>> {
    let start = deal.start_date.as_deref().copied()?;
    let excluded: Vec<&str> = deal.excluded_territories.iter().map(|territory| territory.code()).collect();
    let mut territories: Vec<&str> = deal.territories.iter().map(|territory| territory.code()).collect();
    if territories.is_empty() && excluded.is_empty() {
        territories.push(WORLDWIDE);
    }
    Some(tree::DealTerms {
        territories,
        excluded,
        period: tree::Period { start, end: deal.end_date.as_deref().copied() },
        models: deal.commercial_models.iter().map(|model| model.as_str()).collect(),
        uses: deal.use_types.iter().map(|kind| kind.as_str()).collect(),
        is_pre_order: deal.pre_order.as_deref().copied(),
    })
}

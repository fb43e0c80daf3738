use crate::prelude::*;

/// The device's clock keeps the time of a place that is neither the claimed home nor where a session came from.
pub const SIGNAL: Signal =
    Signal { id: "clock-differs", family: Family::Network, tier: Tier::Corroborating, page: include_str!("clock_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((home, place)) = residence(dossier) else { return };
    if place.zones.is_empty() {
        return;
    }
    let mut contradicting = Vec::new();
    // Who came openly from a place at another time had their device there: that is told by `ip-country-differs`.
    let seen_at: Vec<&Place> =
        dossier.claims.iter().enumerate().filter(|(_, c)| matches!(c.what, What::Session { .. })).filter_map(|(n, _)| dossier.place_of(n)).collect();
    for claim in &dossier.claims {
        let What::Session { utc_offset_minutes: Some(offset), at, .. } = &claim.what else { continue };
        report.looked();
        let at_home = offsets(place, *at);
        let fits_a_session = seen_at.iter().any(|p| offsets(p, *at).contains(offset));
        if !at_home.is_empty() && !at_home.contains(offset) && !fits_a_session {
            contradicting.push(dossier.evidence(claim));
        }
    }
    let level = if contradicting.len() >= 2 { "repeated" } else { "once" };
    let mut contradicting = contradicting.into_iter();
    if let Some(first) = contradicting.next() {
        let because = "The clock of the device is set to a zone that fits neither the claimed home nor any place that a session came from.";
        let home = dossier.evidence(&dossier.claims[home]);
        let found = report.finding(level, because, first);
        found.and(home).explained_if(dossier.declares(&What::MovedRecently));
        for more in contradicting {
            found.and(more);
        }
    }
}

use crate::prelude::*;

/// Between the form and the shipment the destination moved to a place far away.
pub const SIGNAL: Signal =
    Signal { id: "ship-to-changed", family: Family::Logistics, tier: Tier::Corroborating, page: include_str!("ship_to_changed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let places: Vec<_> = dossier
        .claims
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(&c.what, What::Address { kind: AddressKind::ShipTo, .. }))
        .filter_map(|(n, c)| Some((c, dossier.place_of(n)?)))
        .collect();
    for pair in places.windows(2) {
        let [(before, here), (after, there)] = pair else { continue };
        report.looked();
        let km = here.least_km(there);
        if before.origin.event != after.origin.event && km > 80.0 {
            let because = format!("The destination of the laptop moved by at least {km:.0} km.");
            report
                .finding("far", because, dossier.evidence(after))
                .and(dossier.evidence(before))
                .explained_if(dossier.declares(&What::MovedRecently));
            return;
        }
    }
}

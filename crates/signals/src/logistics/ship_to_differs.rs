use crate::prelude::*;

/// The laptop is to be sent far from where the person is said to live.
pub const SIGNAL: Signal =
    Signal { id: "ship-to-differs", family: Family::Logistics, tier: Tier::Corroborating, page: include_str!("ship_to_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let place = |wanted: AddressKind| {
        dossier.claims.iter().enumerate().find_map(|(n, c)| match &c.what {
            What::Address { kind, .. } if *kind == wanted => Some((c, dossier.place_of(n)?)),
            _ => None,
        })
    };
    let Some((ship_to, there)) = place(AddressKind::ShipTo) else { return };
    let Some((home, here)) = place(AddressKind::Identity).or_else(|| place(AddressKind::Residence)) else { return };
    report.looked();
    let km = here.least_km(there);
    if km > 80.0 {
        let because = format!("The laptop is to go at least {km:.0} km away from the home on file.");
        report.finding("far", because, dossier.evidence(ship_to)).and(dossier.evidence(home)).explained_if(dossier.declares(&What::MovedRecently));
    }
}

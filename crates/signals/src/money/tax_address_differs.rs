use crate::prelude::*;

/// The tax form, the home and the laptop's destination lie in three places far from each other.
pub const SIGNAL: Signal =
    Signal { id: "tax-address-differs", family: Family::Money, tier: Tier::Corroborating, page: include_str!("tax_address_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let place = |wanted: AddressKind| {
        dossier.claims.iter().enumerate().rev().find_map(|(n, c)| match &c.what {
            What::Address { kind, .. } if *kind == wanted => Some((c, dossier.place_of(n)?)),
            _ => None,
        })
    };
    let (Some((tax, a)), Some((home, b)), Some((ship_to, c))) = (place(AddressKind::Tax), place(AddressKind::Residence), place(AddressKind::ShipTo))
    else {
        return;
    };
    report.looked();
    if a.least_km(b) > 80.0 && a.least_km(c) > 80.0 && b.least_km(c) > 80.0 {
        report
            .finding("three", "Tax form, home and the laptop's destination lie in three places far apart.", dossier.evidence(tax))
            .and(dossier.evidence(home))
            .and(dossier.evidence(ship_to))
            .explained_if(dossier.declares(&What::MovedRecently));
    }
}

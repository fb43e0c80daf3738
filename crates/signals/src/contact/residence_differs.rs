use crate::prelude::*;

/// Form, résumé, profile or interview name homes that lie far apart.
pub const SIGNAL: Signal =
    Signal { id: "residence-differs", family: Family::Contact, tier: Tier::Corroborating, page: include_str!("residence_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let places: Vec<_> = dossier
        .claims
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(&c.what, What::Address { kind: AddressKind::Residence, .. } | What::Place { .. }))
        .filter_map(|(n, c)| Some((c, dossier.place_of(n)?)))
        .collect();
    let Some(((first, home), rest)) = places.split_first() else { return };
    for (claim, place) in rest {
        report.looked();
        let km = home.least_km(place);
        if km > 300.0 && (claim.origin.speaker != first.origin.speaker || claim.origin.stage != first.origin.stage) {
            let level = if home.country == place.country { "far" } else { "abroad" };
            let because =
                format!("The place given at the stage {:?} lies at least {km:.0} km from the one on the form.", claim.origin.stage.as_str());
            // Where they worked or studied before: an old résumé or profile, and a move since.
            let moved = dossier.claims.iter().enumerate().any(|(n, c)| {
                matches!(&c.what, What::Job { .. } | What::Study { .. })
                    && dossier.place_of(n).is_some_and(|station| station.least_km(place) < 60.0 && place.country == station.country)
            });
            let evidence = dossier.evidence(claim);
            report.finding(level, because, evidence).and(dossier.evidence(first)).explained_if(moved || dossier.declares(&What::MovedRecently));
            return;
        }
    }
}

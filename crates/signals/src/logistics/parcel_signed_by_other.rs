use crate::prelude::*;

/// Somebody with an unrelated name signed for the laptop.
pub const SIGNAL: Signal = Signal {
    id: "parcel-signed-by-other",
    family: Family::Logistics,
    tier: Tier::Corroborating,
    page: include_str!("parcel_signed_by_other.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let names = own_names(dossier);
    for claim in &dossier.claims {
        let What::Parcel { signed_by: Some(by), .. } = &claim.what else { continue };
        report.looked();
        if !names.is_empty() && is_person(by) && names.iter().all(|name| unrelated_names(name, by)) {
            report.finding("other", "Somebody with an unrelated name signed for the laptop.", dossier.evidence(claim));
            return;
        }
    }
}

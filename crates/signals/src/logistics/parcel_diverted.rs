use crate::prelude::*;

/// The laptop did not go where it was sent.
pub const SIGNAL: Signal =
    Signal { id: "parcel-diverted", family: Family::Logistics, tier: Tier::Corroborating, page: include_str!("parcel_diverted.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::Parcel { code, .. } = &claim.what else { continue };
        report.looked();
        let (level, because) = match code {
            CarrierCode::ReExported => ("re-exported", "The carrier reports that the parcel left the country again."),
            CarrierCode::Redirected => ("redirected", "The parcel was redirected on its way."),
            _ => continue,
        };
        report.finding(level, because, dossier.evidence(claim)).explained_if(dossier.declares(&What::MovedRecently));
    }
}

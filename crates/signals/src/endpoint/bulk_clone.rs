use crate::prelude::*;

/// In the first weeks far more repositories were cloned than others in the role clone, or code went to a private account.
pub const SIGNAL: Signal =
    Signal { id: "bulk-clone", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("bulk_clone.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::CodeActivity { cloned, cohort_p95, pushed_to_personal } = &claim.what else { continue };
        report.looked();
        let many = cloned.zip(*cohort_p95).is_some_and(|(cloned, usual)| cloned > 2 * usual.max(5));
        if many || *pushed_to_personal {
            let because = if many { "Far more repositories were cloned than is usual in the role." } else { "Code was pushed to a private account." };
            report.finding(if many { "many" } else { "pushed" }, because, dossier.evidence(claim));
            return;
        }
    }
}

use crate::prelude::*;

/// The résumé uses a technology in a job that ended before the technology existed.
pub const SIGNAL: Signal = Signal {
    id: "technology-before-release",
    family: Family::Employment,
    tier: Tier::Corroborating,
    page: include_str!("technology_before_release.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Prose { until: Some(_), .. })) {
        report.looked();
    }
    for (fact, claim) in dossier.facts() {
        let (Says::Released { technology, month, date }, What::Prose { until: Some(until), .. }) = (&fact.says, &claim.what) else { continue };
        // Six months of slack for previews and betas.
        if let (Some(last), Some(evidence)) = (until.last_month(), dossier.evidence_of_fact(fact))
            && last + 6 < *month
        {
            report.finding("before", format!("A job that ended in {until} is said to have used {technology}, first released in {date}."), evidence);
        }
    }
}

use crate::prelude::*;

/// The job began years before there was such a company.
pub const SIGNAL: Signal = Signal {
    id: "employed-before-founding",
    family: Family::Employment,
    tier: Tier::Corroborating,
    page: include_str!("employed_before_founding.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    for (fact, claim) in dossier.facts() {
        let (What::Job { start, .. }, Says::FoundedIn(founded)) = (&claim.what, &fact.says) else { continue };
        let Some(year) = start.as_ref().and_then(PartialDate::year) else { continue };
        report.looked();
        if year + 1 < *founded
            && let Some(evidence) = dossier.evidence_of_fact(fact)
        {
            report.finding("before", format!("The job began in {year}; the company exists since {founded}."), evidence);
        }
    }
}

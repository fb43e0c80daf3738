use crate::prelude::*;

/// A school or employer is on the watch-list of public designations.
pub const SIGNAL: Signal =
    Signal { id: "watch-listed-connection", family: Family::Education, tier: Tier::Weak, page: include_str!("watch_listed_connection.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (fact, claim) in dossier.facts() {
        if let (Says::WatchList { reason }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
            let what = if matches!(claim.what, What::Study { .. }) { "school" } else { "employer" };
            report.finding(
                "listed",
                format!("The {what} stands on the watch-list: {reason}. It adds nothing to the score; verify more deeply."),
                evidence,
            );
        }
    }
    if dossier.claims.iter().any(|c| matches!(c.what, What::Study { .. } | What::Job { .. })) {
        report.looked();
    }
}

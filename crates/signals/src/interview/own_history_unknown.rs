use crate::prelude::*;

/// The candidate could not answer two or more plain questions about what their own résumé says.
pub const SIGNAL: Signal =
    Signal { id: "own-history-unknown", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("own_history_unknown.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let mut wrong = Vec::new();
    for claim in &dossier.claims {
        if let What::Question { outcome, .. } = &claim.what {
            report.looked();
            if *outcome == Answered::Wrong {
                wrong.push(dossier.evidence(claim));
            }
        }
    }
    if wrong.len() >= 2 && !dossier.declares(&What::Accommodation) {
        let because = format!("{} questions about their own résumé were answered wrongly.", wrong.len());
        let more = wrong.len() >= 3;
        let mut wrong = wrong.into_iter();
        if let Some(first) = wrong.next() {
            let found = report.finding(if more { "wrong" } else { "two" }, because, first);
            for more in wrong {
                found.and(more);
            }
        }
    }
}

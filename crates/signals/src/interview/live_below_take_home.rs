use crate::prelude::*;

/// Somebody who excelled at home fell to the bottom of the cohort when watched.
pub const SIGNAL: Signal =
    Signal { id: "live-below-take-home", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("live_below_take_home.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let scores = |live: bool| {
        dossier.each(move |c| match &c.what {
            What::TestScore { proctored, score, cohort_p05 } if *proctored == live => Some((*score, *cohort_p05)),
            _ => None,
        })
    };
    let home = scores(false).max_by(|a, b| a.1.0.total_cmp(&b.1.0));
    for (claim, (score, p05)) in scores(true) {
        let Some((home_claim, (home_score, _))) = home else { return };
        report.looked();
        if home_score >= 0.8 && home_score - score >= 0.5 && p05.is_none_or(|p| score <= p) {
            let because = format!("The live test scored {score:.2} after {home_score:.2} at home.");
            report.finding("below", because, dossier.evidence(claim)).and(dossier.evidence(home_claim));
        }
    }
}

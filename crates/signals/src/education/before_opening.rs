use crate::prelude::*;

/// The study lies before the school began to teach or after it closed.
pub const SIGNAL: Signal =
    Signal { id: "before-opening", family: Family::Education, tier: Tier::Hard, page: include_str!("before_opening.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (fact, claim) in dossier.facts() {
        let What::Study { start, end, .. } = &claim.what else { continue };
        let year = |date: &Option<PartialDate>| date.as_ref().and_then(PartialDate::year);
        let because = match fact.says {
            Says::OpenedIn(opened) => {
                report.looked();
                year(end)
                    .or_else(|| year(start))
                    .filter(|y| *y < opened)
                    .map(|y| format!("The study ended in {y}, before the school opened in {opened}."))
            }
            Says::ClosedIn(closed) => {
                report.looked();
                year(start).filter(|y| *y > closed).map(|y| format!("The study began in {y}, after the school closed in {closed}."))
            }
            _ => None,
        };
        if let (Some(because), Some(evidence)) = (because, dossier.evidence_of_fact(fact)) {
            report.finding("impossible", because, evidence);
        }
    }
}

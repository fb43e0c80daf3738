use crate::prelude::*;

/// Résumé, profile and interview tell different careers.
pub const SIGNAL: Signal =
    Signal { id: "history-differs", family: Family::Employment, tier: Tier::Corroborating, page: include_str!("history_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let jobs = |wanted: fn(Speaker, Stage) -> bool| {
        dossier
            .each(|c| match &c.what {
                What::Job { employer, start, .. } => Some((employer.as_str(), start)),
                _ => None,
            })
            .filter(|(c, _)| wanted(c.origin.speaker, c.origin.stage))
            .collect::<Vec<_>>()
    };
    let resume = jobs(|speaker, _| speaker == Speaker::Resume);
    let elsewhere = jobs(|speaker, stage| speaker == Speaker::Profile || stage == Stage::Interview);
    let (Some((claimed, _)), Some((other, _))) = (resume.first(), elsewhere.first()) else { return };
    report.looked();
    let common: Vec<_> = resume.iter().flat_map(|a| elsewhere.iter().filter(|b| same_organisation(a.1.0, b.1.0)).map(move |b| (a, b))).collect();
    if common.is_empty() {
        if resume.len() >= 2 && elsewhere.len() >= 2 {
            let because = "The employers on the résumé and those named elsewhere have none in common.";
            report.finding("unrelated", because, dossier.evidence(claimed)).and(dossier.evidence(other));
        }
        return;
    }
    for ((claim, (_, a)), (elsewhere, (_, b))) in common {
        let months = |d: &Option<PartialDate>| d.as_ref().and_then(|d| Some((d.first_month()?, d.last_month()?)));
        if let (Some(a), Some(b)) = (months(a), months(b))
            && (a.0 - b.1 > 18 || b.0 - a.1 > 18)
        {
            let because = "The same job begins more than eighteen months earlier or later on the profile than on the résumé.";
            report.finding("dates", because, dossier.evidence(claim)).and(dossier.evidence(elsewhere));
            return;
        }
    }
}

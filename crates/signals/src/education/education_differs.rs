use crate::prelude::*;

/// Résumé and profile, or résumé and interview, name entirely different schools.
pub const SIGNAL: Signal =
    Signal { id: "education-differs", family: Family::Education, tier: Tier::Corroborating, page: include_str!("education_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let schools = |wanted: fn(Speaker, Stage) -> bool| {
        dossier
            .each(|c| match &c.what {
                What::Study { institution, .. } => Some(institution.as_str()),
                _ => None,
            })
            .filter(|(c, _)| wanted(c.origin.speaker, c.origin.stage))
            .collect::<Vec<_>>()
    };
    let resume = schools(|speaker, _| speaker == Speaker::Resume);
    let elsewhere = schools(|speaker, stage| speaker == Speaker::Profile || stage == Stage::Interview);
    let (Some((claimed, _)), Some((other, _))) = (resume.first(), elsewhere.first()) else { return };
    report.looked();
    if !resume.iter().any(|(_, a)| elsewhere.iter().any(|(_, b)| same_organisation(a, b))) {
        report
            .finding("unrelated", "The schools on the résumé and those named elsewhere have none in common.", dossier.evidence(claimed))
            .and(dossier.evidence(other));
    }
}

use crate::prelude::*;

/// For half a year or more the person studied on a campus and worked on site in a place far away.
pub const SIGNAL: Signal = Signal {
    id: "study-overlaps-distant-work",
    family: Family::Education,
    tier: Tier::Corroborating,
    page: include_str!("study_overlaps_distant_work.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    for (n, study) in dossier.claims.iter().enumerate() {
        let What::Study { institution, level, start, end, .. } = &study.what else { continue };
        let (Some(from), Some(to), Some(campus)) = (first(start), last(end), dossier.place_of(n)) else { continue };
        let online =
            |text: &str| words(text).iter().any(|w| matches!(w.as_str(), "online" | "distance" | "remote" | "part" | "evening" | "executive"));
        for (m, job) in dossier.claims.iter().enumerate() {
            let What::Job { start, end, remote: false, title, .. } = &job.what else { continue };
            let (Some(begin), Some(stop), Some(place)) = (first(start), last(end), dossier.place_of(m)) else { continue };
            report.looked();
            let months = to.min(stop) - from.max(begin) + 1;
            let km = campus.least_km(place);
            let intern =
                title.as_deref().is_some_and(|t| words(t).iter().any(|w| matches!(w.as_str(), "intern" | "internship" | "trainee" | "assistant")));
            let apart = online(institution) || level.as_deref().is_some_and(online);
            if months >= 12 && km > 300.0 && !intern && !apart {
                let because = format!("For {months} months a study on campus and a job on site overlap, at least {km:.0} km apart.");
                report.finding("apart", because, dossier.evidence(study)).and(dossier.evidence(job));
                return;
            }
        }
    }
}

fn first(date: &Option<PartialDate>) -> Option<i32> {
    date.as_ref()?.last_month()
}

fn last(date: &Option<PartialDate>) -> Option<i32> {
    date.as_ref()?.first_month()
}

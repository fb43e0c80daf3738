use crate::prelude::*;

/// For months the person worked on site in two places too far apart to commute.
pub const SIGNAL: Signal = Signal {
    id: "distant-work-overlaps",
    family: Family::Employment,
    tier: Tier::Corroborating,
    page: include_str!("distant_work_overlaps.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let now = month_of(dossier.as_of);
    let mut jobs = Vec::new();
    for (index, claim) in dossier.claims.iter().enumerate() {
        let What::Job { start: Some(start), end, remote: false, title, .. } = &claim.what else { continue };
        let casual = title.as_deref().is_some_and(|t| {
            words(t).iter().any(|w| {
                matches!(
                    w.as_str(),
                    "intern"
                        | "internship"
                        | "consultant"
                        | "contractor"
                        | "freelancer"
                        | "advisor"
                        | "founder"
                        | "cofounder"
                        | "board"
                        | "volunteer"
                        | "lecturer"
                        | "assistant"
                )
            })
        });
        if claim.origin.speaker != Speaker::Resume || casual {
            continue;
        }
        // The latest start and the earliest end that the dates can mean.
        let last = match end {
            Some(end) => end.first_month(),
            None => Some(now),
        };
        if let (Some(first), Some(last), Some(place)) = (start.last_month(), last, dossier.place_of(index)) {
            jobs.push((first, last, place, claim));
        }
    }
    for (n, (first_a, last_a, a, job_a)) in jobs.iter().enumerate() {
        for (first_b, last_b, b, job_b) in &jobs[n + 1..] {
            report.looked();
            let months = last_a.min(last_b) - first_a.max(first_b);
            let km = a.least_km(b);
            if months >= 4 && km > 150.0 {
                let because = format!("Two jobs on site overlap by {months} months, at least {km:.0} km apart.");
                report.finding("overlap", because, dossier.evidence(job_a)).and(dossier.evidence(job_b));
                return;
            }
        }
    }
}

use crate::prelude::*;

/// The degree was taken in less time than it can be.
pub const SIGNAL: Signal =
    Signal { id: "study-too-short", family: Family::Education, tier: Tier::Corroborating, page: include_str!("study_too_short.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::Study { level: Some(level), start, end, .. } = &claim.what else { continue };
        let (Some(least), Some(months)) = (least_months(level), most_months(start, end)) else { continue };
        report.looked();
        if months < least {
            let because = format!("The degree was taken in at most {months} months; it takes {least} at least.");
            report.finding("short", because, dossier.evidence(claim));
        }
    }
}

/// Months that a degree takes at least, counted generously: transfers and accelerated courses stay silent.
fn least_months(level: &str) -> Option<i32> {
    let words = words(level);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    if has(&["phd", "doctor", "doctorate", "dphil"]) {
        Some(22)
    } else if has(&["master", "masters", "msc", "ms", "ma", "mba", "meng"]) {
        Some(8)
    } else if has(&["bachelor", "bachelors", "bsc", "bs", "ba", "beng", "btech"]) {
        Some(20)
    } else {
        None
    }
}

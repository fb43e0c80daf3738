use crate::prelude::*;

/// A dormant profile woke and became somebody else's.
pub const SIGNAL: Signal =
    Signal { id: "profile-rewritten", family: Family::Profiles, tier: Tier::Corroborating, page: include_str!("profile_rewritten.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::ProfileState { dormant_from, dormant_until, changed, .. } = &claim.what else { continue };
        report.looked();
        let (Some(from), Some(until)) = (dormant_from, dormant_until) else { continue };
        let months = (until.as_millisecond() - from.as_millisecond()) / (30 * DAY_MS);
        let other_person = changed.iter().any(|c| matches!(c, Changed::Name | Changed::Education));
        if months >= 24 && (other_person || changed.len() >= 4) {
            let level = if other_person { "other-person" } else { "rewritten" };
            let words: Vec<&str> = changed.iter().map(Changed::as_str).collect();
            let because = format!("The profile lay still for {months} months; then {} changed.", words.join(", "));
            report.finding(level, because, dossier.evidence(claim)).explained_if(dossier.declares(&What::NameChanged));
        }
    }
}

use crate::prelude::*;

/// The public profile was made in the last six months, the career is five years long or more.
pub const SIGNAL: Signal = Signal { id: "profile-young", family: Family::Profiles, tier: Tier::Weak, page: include_str!("profile_young.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let career = dossier
        .each(|c| match &c.what {
            What::Job { start: Some(start), .. } if c.origin.speaker == Speaker::Resume => start.last_month(),
            _ => None,
        })
        .map(|(_, month)| month)
        .min();
    for (claim, (created, network)) in dossier.each(|c| match &c.what {
        What::ProfileState { created_at: Some(created), network, .. } => Some((*created, network.clone())),
        _ => None,
    }) {
        let Some(career) = career else { return };
        report.looked();
        let days = (dossier.as_of.as_millisecond().min(claim.origin.at.as_millisecond()) - created.as_millisecond()) / DAY_MS;
        if (0..183).contains(&days) && month_of(created) - career >= 60 {
            let because =
                format!("The {} profile is {days} days old, beside a career of {} years.", network.as_str(), (month_of(created) - career) / 12);
            report.finding("young", because, dossier.evidence(claim));
        }
    }
}

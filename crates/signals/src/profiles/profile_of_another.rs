use crate::prelude::*;

/// The profile that the candidate names carries the network's verification for somebody else.
pub const SIGNAL: Signal =
    Signal { id: "profile-of-another", family: Family::Profiles, tier: Tier::Corroborating, page: include_str!("profile_of_another.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let names = own_names(dossier);
    if names.is_empty() {
        return;
    }
    for (claim, verified) in dossier.each(|c| match &c.what {
        What::Name { full, kind: NameKind::Verified, .. } if c.origin.stage == Stage::Profile => Some(full),
        _ => None,
    }) {
        report.looked();
        if names.iter().all(|n| unrelated_names(n, verified)) {
            report.finding("another", "The network verified the profile for a person of another name.", dossier.evidence(claim));
        }
    }
}

use crate::prelude::*;

/// Asked to place a word in the profile or to sign in, the candidate failed.
pub const SIGNAL: Signal =
    Signal { id: "control-failed", family: Family::Profiles, tier: Tier::Hard, page: include_str!("control_failed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        if let What::ProfileState { control: Some(control), .. } = &claim.what {
            report.looked();
            if *control == Control::Failed {
                report.finding("failed", "The candidate could not prove control of the profile they name.", dossier.evidence(claim));
            }
        }
    }
}

use crate::prelude::*;

/// Asked to prove control, the candidate declined.
pub const SIGNAL: Signal =
    Signal { id: "control-declined", family: Family::Profiles, tier: Tier::Weak, page: include_str!("control_declined.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        if let What::ProfileState { control: Some(control), .. } = &claim.what {
            report.looked();
            if *control == Control::Declined {
                report.finding("declined", "The candidate declined to prove control of the profile they name.", dossier.evidence(claim));
            }
        }
    }
}

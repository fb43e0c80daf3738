use crate::prelude::*;

/// The candidate signed in to or placed a word in the profile.
pub const SIGNAL: Signal =
    Signal { id: "control-proven", family: Family::Profiles, tier: Tier::Weak, page: include_str!("control_proven.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        if let What::ProfileState { control: Some(control), .. } = &claim.what {
            report.looked();
            if *control == Control::Proven {
                report.finding("proven", "The candidate proved control of the profile they name.", dossier.evidence(claim));
            }
        }
    }
}

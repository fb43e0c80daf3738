use crate::prelude::*;

/// Right at the beginning the candidate wanted to leave the hiring platform for a private messenger.
pub const SIGNAL: Signal =
    Signal { id: "moved-off-platform", family: Family::Interview, tier: Tier::Weak, page: include_str!("moved_off_platform.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::MovedOffPlatform, "moved", 1, "The candidate asked to move to a private messenger.");
}

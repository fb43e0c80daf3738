use crate::prelude::*;

/// The real holder of the identity or profile, reached independently, says that this is not them.
pub const SIGNAL: Signal =
    Signal { id: "holder-contests", family: Family::Identity, tier: Tier::Hard, page: include_str!("holder_contests.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let because = "The holder of the claimed profile or history says that they did not apply.";
    checked(dossier, report, &CheckKind::ProfileOwner, &[CheckOutcome::Denied], "contested", because);
}

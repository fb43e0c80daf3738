use crate::prelude::*;

/// A provider of checks reports a match with a sanctions list, confirmed by a second identifier.
pub const SIGNAL: Signal =
    Signal { id: "sanctions-match", family: Family::Identity, tier: Tier::Hard, page: include_str!("sanctions_match.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let because = "The provider confirms a match with a sanctions list by a second identifier.";
    checked(dossier, report, &CheckKind::Sanctions, &[CheckOutcome::Denied], "confirmed", because);
}

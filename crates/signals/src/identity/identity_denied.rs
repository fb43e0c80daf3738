use crate::prelude::*;

/// A vendor or authority, reached independently, says that the identity does not hold.
pub const SIGNAL: Signal =
    Signal { id: "identity-denied", family: Family::Identity, tier: Tier::Hard, page: include_str!("identity_denied.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Identity,
        &[CheckOutcome::Denied],
        "denied",
        "An identity check through an independent channel came back negative.",
    );
    if report.found.is_empty() {
        checked(
            dossier,
            report,
            &CheckKind::Identity,
            &[CheckOutcome::Mismatch],
            "mismatch",
            "An identity check through an independent channel found a difference.",
        );
    }
}

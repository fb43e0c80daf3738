use crate::prelude::*;

/// An employer reached through its own switchboard or register has no such employee or other dates.
pub const SIGNAL: Signal =
    Signal { id: "employment-denied", family: Family::Employment, tier: Tier::Hard, page: include_str!("employment_denied.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Employment,
        &[CheckOutcome::Denied],
        "denied",
        "The employer, reached independently, does not know the employment.",
    );
    if report.found.is_empty() {
        checked(
            dossier,
            report,
            &CheckKind::Employment,
            &[CheckOutcome::Mismatch],
            "mismatch",
            "The employer, reached independently, gives other dates or another title.",
        );
    }
}

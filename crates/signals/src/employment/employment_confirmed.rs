use crate::prelude::*;

/// The employment is real under this name.
pub const SIGNAL: Signal =
    Signal { id: "employment-confirmed", family: Family::Employment, tier: Tier::Weak, page: include_str!("employment_confirmed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Employment,
        &[CheckOutcome::Confirmed],
        "confirmed",
        "The employer, reached independently, confirms the employment.",
    );
}

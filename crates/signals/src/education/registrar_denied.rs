use crate::prelude::*;

/// A registrar or clearing house, reached through a channel found independently, has no such degree on record.
pub const SIGNAL: Signal =
    Signal { id: "registrar-denied", family: Family::Education, tier: Tier::Hard, page: include_str!("registrar_denied.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Education,
        &[CheckOutcome::Denied],
        "denied",
        "The school, reached independently, has no such degree on record.",
    );
    if report.found.is_empty() {
        checked(
            dossier,
            report,
            &CheckKind::Education,
            &[CheckOutcome::Mismatch],
            "mismatch",
            "The school, reached independently, gives other dates or another degree.",
        );
    }
}

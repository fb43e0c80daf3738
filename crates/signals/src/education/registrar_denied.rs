use crate::prelude::*;

/// A registrar or clearing house, reached through a channel found independently, has no such degree on record.
pub const SIGNAL: Signal =
    Signal { id: "registrar-denied", family: Family::Education, tier: Tier::Hard, page: include_str!("registrar_denied.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Education,
        &[CheckOutcome::Denied, CheckOutcome::Mismatch],
        "denied",
        "The school, reached independently, does not confirm the degree.",
    );
}

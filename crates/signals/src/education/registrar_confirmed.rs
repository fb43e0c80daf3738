use crate::prelude::*;

/// The degree exists under this name.
pub const SIGNAL: Signal =
    Signal { id: "registrar-confirmed", family: Family::Education, tier: Tier::Weak, page: include_str!("registrar_confirmed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    checked(
        dossier,
        report,
        &CheckKind::Education,
        &[CheckOutcome::Confirmed],
        "confirmed",
        "The school, reached independently, confirms the degree.",
    );
}

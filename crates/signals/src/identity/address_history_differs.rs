use crate::prelude::*;

/// The history of addresses that a provider found never touches where the person says they live.
pub const SIGNAL: Signal = Signal {
    id: "address-history-differs",
    family: Family::Identity,
    tier: Tier::Corroborating,
    page: include_str!("address_history_differs.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let outcomes = [CheckOutcome::Denied, CheckOutcome::Mismatch];
    checked(dossier, report, &CheckKind::Address, &outcomes, "elsewhere", "The addresses on record never touch the one claimed.");
    let moved = dossier.declares(&What::MovedRecently);
    for found in &mut report.found {
        found.explained_if(moved);
    }
}

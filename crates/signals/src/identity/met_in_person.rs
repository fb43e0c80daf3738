use crate::prelude::*;

/// Somebody of the company met the candidate in person.
pub const SIGNAL: Signal = Signal { id: "met-in-person", family: Family::Identity, tier: Tier::Weak, page: include_str!("met_in_person.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::InPersonMet, "met", 1, "A colleague met the person.");
}

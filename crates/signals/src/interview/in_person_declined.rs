use crate::prelude::*;

/// Offered a meeting near the place where they say they live, the candidate declined.
pub const SIGNAL: Signal =
    Signal { id: "in-person-declined", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("in_person_declined.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::InPersonDeclined, "declined", 1, "A meeting near the place claimed was declined.");
}

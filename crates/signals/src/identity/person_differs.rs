use crate::prelude::*;

/// People who interviewed or verified the candidate say that it was not the same person.
pub const SIGNAL: Signal =
    Signal { id: "person-differs", family: Family::Identity, tier: Tier::Corroborating, page: include_str!("person_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::PersonDiffers, "seen", 1, "An interviewer noted that another person sat there than before.");
}

use crate::prelude::*;

/// Asked everyday things about the place where they say they live, the candidate did not know them.
pub const SIGNAL: Signal =
    Signal { id: "place-unknown", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("place_unknown.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(
        dossier,
        report,
        &ObservationCode::PlaceUnknown,
        "unknown",
        1,
        "The candidate could not answer everyday questions about the place claimed.",
    );
}

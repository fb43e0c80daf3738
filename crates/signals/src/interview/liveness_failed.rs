use crate::prelude::*;

/// Asked to turn, pass a hand before the face or read a random phrase, the picture did not follow.
pub const SIGNAL: Signal =
    Signal { id: "liveness-failed", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("liveness_failed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::LivenessFailed, "failed", 1, "The candidate failed an unpredictable liveness challenge.");
}

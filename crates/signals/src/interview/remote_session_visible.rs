use crate::prelude::*;

/// The candidate's machine was itself steered from elsewhere during the interview.
pub const SIGNAL: Signal = Signal {
    id: "remote-session-visible",
    family: Family::Interview,
    tier: Tier::Corroborating,
    page: include_str!("remote_session_visible.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::RemoteSessionVisible, "seen", 1, "A remote session was visible on the shared screen.");
}

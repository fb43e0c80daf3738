use crate::prelude::*;

/// The candidate's screen showed accounts, résumés or messages of other identities.
pub const SIGNAL: Signal =
    Signal { id: "other-persona-visible", family: Family::Interview, tier: Tier::Hard, page: include_str!("other_persona_visible.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::OtherPersonaVisible, "seen", 1, "A shared screen showed accounts of another persona.");
}

use crate::prelude::*;

/// Other interviews or a room full of callers could be heard.
pub const SIGNAL: Signal = Signal { id: "other-voices", family: Family::Interview, tier: Tier::Weak, page: include_str!("other_voices.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::OtherVoices, "heard", 1, "Other interviews were heard in the background.");
}

use crate::prelude::*;

/// The person in the call could not read a code that was sent to their own number.
pub const SIGNAL: Signal =
    Signal { id: "code-not-returned", family: Family::Contact, tier: Tier::Corroborating, page: include_str!("code_not_returned.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(
        dossier,
        report,
        &ObservationCode::OneTimeCodeFailed,
        "failed",
        1,
        "A one-time code sent to the number on the form did not come back during the call.",
    );
}

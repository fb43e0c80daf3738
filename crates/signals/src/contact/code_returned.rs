use crate::prelude::*;

/// The person in the call holds the phone on the form.
pub const SIGNAL: Signal = Signal { id: "code-returned", family: Family::Contact, tier: Tier::Weak, page: include_str!("code_returned.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(
        dossier,
        report,
        &ObservationCode::OneTimeCodePassed,
        "passed",
        1,
        "A one-time code sent to the number on the form came back during the call.",
    );
}

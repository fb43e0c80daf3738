use crate::prelude::*;

/// Asked in a call to show the serial number of the company laptop, the employee could not.
pub const SIGNAL: Signal =
    Signal { id: "serial-not-shown", family: Family::Logistics, tier: Tier::Corroborating, page: include_str!("serial_not_shown.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::SerialNotShown, "not-shown", 1, "The company laptop could not be shown in a call.");
}

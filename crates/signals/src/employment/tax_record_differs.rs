use crate::prelude::*;

/// A wage or tax record, looked up with consent, contradicts the history that was claimed.
pub const SIGNAL: Signal =
    Signal { id: "tax-record-differs", family: Family::Employment, tier: Tier::Hard, page: include_str!("tax_record_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let outcomes = [CheckOutcome::Denied, CheckOutcome::Mismatch];
    checked(dossier, report, &CheckKind::TaxRecord, &outcomes, "differs", "A wage or tax record does not agree with the history claimed.");
}

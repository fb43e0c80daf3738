use crate::prelude::*;

/// No number of that country has this form.
pub const SIGNAL: Signal =
    Signal { id: "phone-impossible", family: Family::Contact, tier: Tier::Weak, page: include_str!("phone_impossible.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (index, claim) in dossier.claims.iter().enumerate() {
        if let What::Phone(_) = &claim.what {
            report.looked();
        }
        for fact in dossier.facts.iter().filter(|f| f.claim == index) {
            if let (Says::PhoneImpossible(why), Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
                report.finding("impossible", format!("The phone number cannot exist: {why}."), evidence);
            }
        }
    }
}

use crate::prelude::*;

/// The laptop is to go to an address at which nobody lives: a private mailbox, a post office box, a forwarder.
pub const SIGNAL: Signal =
    Signal { id: "ship-to-mail-drop", family: Family::Logistics, tier: Tier::Corroborating, page: include_str!("ship_to_mail_drop.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let is = |claim: &Claim| matches!(&claim.what, What::Address { kind: AddressKind::ShipTo, .. });
    if dossier.claims.iter().any(is) {
        report.looked();
    }
    for (fact, claim) in dossier.facts().filter(|(_, claim)| is(claim)) {
        if let (Says::MailDrop(why), Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
            let _ = claim;
            report.finding("drop", format!("The laptop is to go to {why}."), evidence);
            return;
        }
    }
}

use crate::prelude::*;

/// The mailbox is at a provider of throw-away addresses.
pub const SIGNAL: Signal =
    Signal { id: "mail-disposable", family: Family::Contact, tier: Tier::Weak, page: include_str!("mail_disposable.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (index, claim) in dossier.claims.iter().enumerate() {
        if let What::Email(_) = &claim.what {
            report.looked();
            let fact = dossier.facts.iter().find(|f| f.claim == index && f.says == Says::MailDomain(MailClass::Disposable));
            if let Some(evidence) = fact.and_then(|f| dossier.evidence_of_fact(f)) {
                report.finding("disposable", "The mailbox belongs to a provider of throw-away addresses.", evidence);
            }
        }
    }
}

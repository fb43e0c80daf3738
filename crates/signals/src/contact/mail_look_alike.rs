use crate::prelude::*;

/// A mailbox of the candidate or of a reference is at a domain that only looks like that of an employer on the résumé.
pub const SIGNAL: Signal =
    Signal { id: "mail-look-alike", family: Family::Contact, tier: Tier::Hard, page: include_str!("mail_look_alike.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Email(_) | What::Reference { email: Some(_), .. })) {
        report.looked();
    }
    for (fact, _) in dossier.facts() {
        if let (Says::LookAlike { employer, domain }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
            let because = format!("A mailbox is at a domain that only looks like that of {employer} ({domain}).");
            report.finding("look-alike", because, evidence);
            return;
        }
    }
}

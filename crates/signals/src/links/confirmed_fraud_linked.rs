use crate::prelude::*;

/// A hard link leads to a candidacy that people decided was a fraud.
pub const SIGNAL: Signal =
    Signal { id: "confirmed-fraud-linked", family: Family::Links, tier: Tier::Hard, page: include_str!("confirmed_fraud_linked.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for neighbour in &dossier.neighbours {
        report.looked();
        let confirmed: Vec<_> = neighbour.others.iter().filter(|o| o.confirmed_fraud).collect();
        if let (true, Some(first)) = (exact(neighbour.kind), confirmed.first()) {
            let because = format!("It shares a {} with {}, which was decided to be a fraud.", neighbour.kind.as_str(), first.candidacy);
            let found = report.finding("confirmed", because, neighbour.own.clone());
            found.and(first.evidence.clone());
            found.others = vec![first.candidacy.clone()];
        }
    }
}

/// Exact links between things that somebody stated or signed.
fn exact(kind: LinkKind) -> bool {
    use LinkKind::{DeviceSerial, IdentityDocument, Judged, Mailbox, MfaDevice, Payee, Phone, ProfileUrl};
    matches!(kind, Phone | Mailbox | ProfileUrl | IdentityDocument | Payee | MfaDevice | DeviceSerial | Judged)
}

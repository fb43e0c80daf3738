use super::office_contact;
use crate::prelude::*;

/// The contact belongs to an office between the candidate and us.
pub const SIGNAL: Signal =
    Signal { id: "office-contact-shared", family: Family::Links, tier: Tier::Weak, page: include_str!("office_contact_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for neighbour in dossier.neighbours.iter().filter(|n| matches!(n.kind, LinkKind::Phone | LinkKind::Mailbox)) {
        report.looked();
        if office_contact(dossier, neighbour) {
            let because = format!("The {} is that of an office through which {} applied too.", neighbour.kind.as_str(), list(neighbour));
            let found = report.finding("office", because, neighbour.own.clone());
            found.link(neighbour);
            // An office joins its clients into no campaign.
            found.link = None;
        }
    }
}

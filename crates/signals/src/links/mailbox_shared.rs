use super::office_contact;
use crate::prelude::*;

/// Another candidacy, by somebody with another name, can be reached at the same mailbox (dots, case and sub-addresses folded).
pub const SIGNAL: Signal = Signal { id: "mailbox-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("mailbox_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Email(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Mailbox && !office_contact(dossier, n)) {
        let level = if household(dossier) { "household" } else { "shared" };
        let because = format!("The mailbox is also used by {}, under another name.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

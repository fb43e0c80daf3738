use crate::prelude::*;

/// An identity check read the same document for somebody under another name.
pub const SIGNAL: Signal =
    Signal { id: "identity-document-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("identity_document_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::IdentityDocument(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::IdentityDocument) {
        let level = "shared";
        let because = format!("The identity document was also shown by {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

use crate::prelude::*;

/// Two people's files descend from one file.
pub const SIGNAL: Signal =
    Signal { id: "document-id-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("document_id_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Document { .. } | What::FileId(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::DocumentId) {
        let level = "shared";
        let because = format!("A document carries the same document id as one sent by {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

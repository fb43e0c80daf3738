use crate::prelude::*;

/// Byte for byte the same file came with another person's application.
pub const SIGNAL: Signal =
    Signal { id: "file-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("file_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Document { content: Some(_), .. } | What::FileHash(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::DocumentFile) {
        let level = "shared";
        let because = format!("The very same file was also sent by {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

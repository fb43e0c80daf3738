use crate::prelude::*;

/// One mailbox or phone vouches for several differently named applicants.
pub const SIGNAL: Signal =
    Signal { id: "reference-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("reference_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Reference { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::ReferenceContact) {
        let level = "shared";
        let because = format!("A reference's contact also vouches for {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

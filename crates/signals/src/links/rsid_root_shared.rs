use crate::prelude::*;

/// Two Word documents descend from one: the number that Word wrote into the first of them is in both.
pub const SIGNAL: Signal =
    Signal { id: "rsid-root-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("rsid_root_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::RsidRoot(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::RsidRoot) {
        let because = format!("A Word document descends from the same file as one sent by {}.", list(neighbour));
        report.finding("shared", because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

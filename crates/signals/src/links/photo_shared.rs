use crate::prelude::*;

/// The very same picture (by hash, not by face) stands beside another name.
pub const SIGNAL: Signal =
    Signal { id: "photo-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("photo_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Photo(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Photo) {
        let level = "shared";
        let because = format!("The same picture is also used by {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

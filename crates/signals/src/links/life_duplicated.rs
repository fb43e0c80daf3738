use crate::prelude::*;

/// Another candidacy has the same name and the same stations of life, but can be reached nowhere that this one can.
pub const SIGNAL: Signal =
    Signal { id: "life-duplicated", family: Family::Links, tier: Tier::Corroborating, page: include_str!("life_duplicated.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Job { .. } | What::Study { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::SameLife) {
        let because = format!(
            "The stations of life are those of {}, but no contact, network or device is: one of the two may be using the other's life.",
            list(neighbour)
        );
        report.finding("duplicated", because, neighbour.own.clone()).link(neighbour);
    }
}

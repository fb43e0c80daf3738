use crate::prelude::*;

/// One account is to receive the pay of several differently named people.
pub const SIGNAL: Signal = Signal { id: "payee-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("payee_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Payee { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Payee) {
        // One other person, at the same home before anything was sent anywhere: a couple with one account.
        let home = |n: &Neighbour| {
            n.kind == LinkKind::Address
                && n.own.pointer == "/data/address"
                && n.holders == 1
                && n.others.iter().all(|o| neighbour.others.iter().any(|p| p.candidacy == o.candidacy))
        };
        let level = if neighbour.holders == 1 && dossier.neighbours.iter().any(home) { "household" } else { "shared" };
        let because = format!("The account that is to be paid is also that of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

use crate::prelude::*;

/// One account is to receive the pay of several differently named people.
pub const SIGNAL: Signal = Signal { id: "payee-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("payee_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Payee { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Payee) {
        let level = "shared";
        let because = format!("The account that is to be paid is also that of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

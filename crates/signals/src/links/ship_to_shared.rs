use crate::prelude::*;

/// The laptops of unrelated people go to one address.
pub const SIGNAL: Signal =
    Signal { id: "ship-to-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("ship_to_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let sent = |pointer: &str| {
        dossier.claims.iter().any(|c| matches!(&c.what, What::Address { kind: AddressKind::ShipTo, .. }) && c.origin.pointer == pointer)
    };
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Address { kind: AddressKind::ShipTo, .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Address && sent(&n.own.pointer)) {
        let level = match neighbour.holders {
            0 | 1 if household(dossier) => "household",
            0 | 1 => "two",
            _ => "several",
        };
        let because = format!("The laptop goes to the address of {} too.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

use super::has_unit;
use crate::prelude::*;

/// Another candidacy gives the same street address.
pub const SIGNAL: Signal =
    Signal { id: "address-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("address_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Address { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Address) {
        let level = if household(dossier) {
            "household"
        } else if house(neighbour) {
            "house"
        } else if dossier
            .claims
            .iter()
            .any(|c| c.origin.pointer == neighbour.own.pointer && matches!(&c.what, What::Address { address, .. } if has_unit(address)))
        {
            "unit"
        } else {
            "building"
        };
        let because = format!("The same street address is also used by {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

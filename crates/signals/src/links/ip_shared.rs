use crate::prelude::*;

/// Sessions of differently named applicants left from one network address.
pub const SIGNAL: Signal = Signal { id: "ip-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("ip_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Session { ip: Some(_), .. })) {
        report.looked();
    }
    // What more people hold than any operation had behind one contact is a gateway, whoever runs it.
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Ip && n.holders < super::SWITCHBOARD) {
        let level = match gateway(dossier, neighbour) {
            // Thousands of strangers meet there, whoever they are.
            Some(EgressClass::Mobile | EgressClass::Relay) => continue,
            Some(EgressClass::Hosting | EgressClass::Vpn) => "exit",
            None if household(dossier) => "household",
            None if house(neighbour) => "house",
            None if nothing_else(dossier, neighbour) => "alone",
            None => "shared",
        };
        let because = format!("The session came from the network address that {} used too.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

/// Whether the address is all that is shared with those who hold it: strangers meet so at a carrier's gateway, a campus or a library.
fn nothing_else(dossier: &Dossier, address: &Neighbour) -> bool {
    let holds_it = |o: &Other| address.others.iter().any(|a| a.candidacy == o.candidacy);
    !dossier.neighbours.iter().any(|n| n.kind != LinkKind::Ip && n.others.iter().any(holds_it))
}

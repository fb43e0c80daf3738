use crate::prelude::*;

/// At work the laptops or sign-ins of unrelated employees come from one private network.
pub const SIGNAL: Signal =
    Signal { id: "work-network-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("work_network_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    // The laptop's own network: a sign-in may come from a phone in a café.
    let at_work =
        |pointer: &str| dossier.claims.iter().enumerate().find(|(_, c)| matches!(c.what, What::EndpointIp(_)) && c.origin.pointer == pointer);
    if dossier.claims.iter().any(|c| matches!(c.what, What::EndpointIp(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Ip) {
        let Some((n, _)) = at_work(&neighbour.own.pointer) else { continue };
        if egress(dossier, n).is_some() {
            continue;
        }
        let level = if neighbour.holders >= 2 {
            "several"
        } else if household(dossier) {
            "household"
        } else {
            "two"
        };
        let because = format!("The laptop is behind the network address that {} has too.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

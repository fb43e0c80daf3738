use crate::prelude::*;

/// Company laptops of unrelated employees are on one wireless network.
pub const SIGNAL: Signal =
    Signal { id: "wifi-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("wifi_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::WifiBssid(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::WifiBssid) {
        let level = if household(dossier) {
            "household"
        } else if house(neighbour) {
            "house"
        } else {
            "shared"
        };
        let because = format!("The laptop sits on the same Wi-Fi as that of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

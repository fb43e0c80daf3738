use crate::prelude::*;

/// The same device sent applications under other names.
pub const SIGNAL: Signal =
    Signal { id: "device-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("device_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Session { device_id: Some(_), .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Device) {
        let level = if household(dossier) { "household" } else { "shared" };
        let because = format!("The application was sent from the device that also sent those of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

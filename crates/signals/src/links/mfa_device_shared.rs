use crate::prelude::*;

/// One phone confirms the sign-ins of several employees.
pub const SIGNAL: Signal =
    Signal { id: "mfa-device-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("mfa_device_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::MfaDevice(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::MfaDevice) {
        let level = "shared";
        let because = format!("The second factor is held on a device that also serves {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

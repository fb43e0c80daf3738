use crate::prelude::*;

/// One company laptop is reported for two employees.
pub const SIGNAL: Signal =
    Signal { id: "device-serial-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("device_serial_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::DeviceSerial(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::DeviceSerial) {
        let because = format!("The company laptop is reported for {} too.", list(neighbour));
        report.finding("shared", because, neighbour.own.clone()).link(neighbour);
    }
}

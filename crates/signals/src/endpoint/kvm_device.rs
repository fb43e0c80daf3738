use crate::prelude::*;

/// Hardware is attached that lets somebody else use the laptop without any software on it.
pub const SIGNAL: Signal =
    Signal { id: "kvm-device", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("kvm_device.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::Usb { .. } | What::Display { .. })) {
        report.looked();
    }
    for (fact, _) in dossier.facts() {
        if let (Says::KvmDevice(name), Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
            report.finding(
                "attached",
                format!("A device that presents itself like {name} is attached: keyboard, mouse and screen can be reached over the network."),
                evidence,
            );
            return;
        }
    }
    for (fact, _) in dossier.facts() {
        if let (Says::KvmPose(name), Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact)) {
            let because = format!("The screen has no serial number and names itself as {name} can: it may be such a device or an ordinary screen.");
            report.finding("pose", because, evidence);
            return;
        }
    }
}

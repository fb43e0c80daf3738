use crate::prelude::*;

/// A consumer VPN runs on the company machine.
pub const SIGNAL: Signal = Signal { id: "vpn-client", family: Family::Endpoint, tier: Tier::Weak, page: include_str!("vpn_client.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::Software(_))) {
        report.looked();
    }
    for (fact, _) in dossier.facts() {
        if let (Says::RemoteTool { name, kind }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact))
            && kind == "vpn-client"
        {
            report.finding("runs", format!("A consumer VPN runs on the company laptop: {name}."), evidence);
            return;
        }
    }
}

use crate::prelude::*;

/// A tunnel that opens the machine to the outside runs on it.
pub const SIGNAL: Signal =
    Signal { id: "dev-tunnel", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("dev_tunnel.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::Software(_))) {
        report.looked();
    }
    for (fact, _) in dossier.facts() {
        if let (Says::RemoteTool { name, kind }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact))
            && kind == "tunnel"
        {
            report.finding("runs", format!("A tunnel to the outside runs on the company laptop: {name}."), evidence);
            return;
        }
    }
}

use crate::prelude::*;

/// A program that moves the mouse by itself runs on the machine.
pub const SIGNAL: Signal = Signal { id: "mouse-jiggler", family: Family::Endpoint, tier: Tier::Weak, page: include_str!("mouse_jiggler.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::Software(_))) {
        report.looked();
    }
    for (fact, _) in dossier.facts() {
        if let (Says::RemoteTool { name, kind }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact))
            && kind == "jiggler"
        {
            report.finding("runs", format!("A program that feigns activity runs on the company laptop: {name}."), evidence);
            return;
        }
    }
}

use crate::prelude::*;

/// Software that lets somebody else use the laptop runs on it; two different ones are rarely an accident.
pub const SIGNAL: Signal =
    Signal { id: "remote-tools", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("remote_tools.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(c.what, What::Software(_))) {
        report.looked();
    }
    let mut tools: Vec<(&str, _)> = Vec::new();
    for (fact, _) in dossier.facts() {
        if let (Says::RemoteTool { name, kind }, Some(evidence)) = (&fact.says, dossier.evidence_of_fact(fact))
            && kind == "remote-control"
            && !tools.iter().any(|(known, _)| known == name)
        {
            tools.push((name, evidence));
        }
    }
    let level = if tools.len() >= 2 { "several" } else { "one" };
    let names: Vec<&str> = tools.iter().map(|(n, _)| *n).collect();
    let because = format!("Remote-control software on the company laptop: {}.", names.join(", "));
    let mut tools = tools.into_iter();
    if let Some((_, first)) = tools.next() {
        let found = report.finding(level, because, first);
        for (_, more) in tools {
            found.and(more);
        }
    }
}

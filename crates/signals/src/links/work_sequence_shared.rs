use crate::prelude::*;

/// Two jobs in a row agree in employer, first and last month with another person's history.
pub const SIGNAL: Signal = Signal {
    id: "work-sequence-shared",
    family: Family::Links,
    tier: Tier::Corroborating,
    page: include_str!("work_sequence_shared.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Job { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::WorkSequence) {
        let level = "shared";
        let because = format!("Two consecutive jobs, with the same employers and the same months, also stand in the résumé of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

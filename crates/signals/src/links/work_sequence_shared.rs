use crate::prelude::*;

/// Jobs in a row agree in employer and dates with another person's history.
pub const SIGNAL: Signal =
    Signal { id: "work-sequence-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("work_sequence_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Job { .. })) {
        report.looked();
    }
    for neighbour in &dossier.neighbours {
        let (level, what) = match neighbour.kind {
            LinkKind::WorkSequence => ("months", "Two consecutive jobs, with the same employers and the same months,"),
            LinkKind::CareerYears => ("years", "Three consecutive jobs, with the same employers and years,"),
            _ => continue,
        };
        report.finding(level, format!("{what} also stand in the résumé of {}.", list(neighbour)), neighbour.own.clone()).link(neighbour);
    }
}

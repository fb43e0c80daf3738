use crate::prelude::*;

/// Three or more jobs in a row agree in employer, first and last month with the career of somebody of another name.
pub const SIGNAL: Signal = Signal { id: "career-shared", family: Family::Links, tier: Tier::Hard, page: include_str!("career_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let sequences: Vec<_> = dossier.neighbours.iter().filter(|n| n.kind == LinkKind::WorkSequence).collect();
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Job { .. })) {
        report.looked();
    }
    for (n, first) in sequences.iter().enumerate() {
        for second in &sequences[n + 1..] {
            if let Some(other) = first.others.iter().find(|o| second.others.iter().any(|p| p.candidacy == o.candidacy)) {
                let because = format!("Three or more consecutive jobs agree to the month with those of {}, under another name.", other.candidacy);
                let found = report.finding("shared", because, first.own.clone());
                found.link(first).and(second.own.clone());
                return;
            }
        }
    }
}

use crate::prelude::*;

/// Several repositories hold work from more than a year before the account was made.
pub const SIGNAL: Signal = Signal {
    id: "commits-before-account",
    family: Family::Profiles,
    tier: Tier::Corroborating,
    page: include_str!("commits_before_account.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let Some(created) = dossier.claims.iter().find_map(|c| match &c.what {
        What::ProfileState { created_at, network: Network::GitHub, .. } => *created_at,
        _ => None,
    }) else {
        return;
    };
    let mut older = Vec::new();
    for claim in &dossier.claims {
        let What::Repository { first_commit_at: Some(first), fork: false, .. } = &claim.what else { continue };
        report.looked();
        if (created.as_millisecond() - first.as_millisecond()) / DAY_MS > 365 {
            older.push(dossier.evidence(claim));
        }
    }
    if older.len() >= 2 {
        let because = format!("{} repositories that are not forks begin more than a year before the account existed.", older.len());
        let mut older = older.into_iter();
        if let Some(first) = older.next() {
            let found = report.finding("before", because, first);
            for more in older.take(4) {
                found.and(more);
            }
        }
    }
}

use crate::prelude::*;

/// Two differently named people name one profile, site or code account as theirs.
pub const SIGNAL: Signal =
    Signal { id: "profile-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("profile_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::ProfileUrl { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::ProfileUrl) {
        let level = "shared";
        let because = format!("The same public profile is also named by {}, under another name.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

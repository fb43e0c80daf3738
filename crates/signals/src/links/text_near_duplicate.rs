use crate::prelude::*;

/// Most of the résumé's wording, apart from passages that many people use, stands in another person's résumé.
pub const SIGNAL: Signal =
    Signal { id: "text-near-duplicate", family: Family::Links, tier: Tier::Corroborating, page: include_str!("text_near_duplicate.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Prose { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Text) {
        let level = "shared";
        let because = format!("The résumé's text is nearly the same as that of {}.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

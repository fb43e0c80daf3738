use crate::prelude::*;

/// Several whole lines of the résumé, each of which few write, stand in one other person's résumé.
pub const SIGNAL: Signal =
    Signal { id: "lines-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("lines_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Prose { .. })) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Lines) {
        let (level, count) = if neighbour.lines >= 3 { ("several", "Three whole lines or more") } else { ("two", "Two whole lines") };
        let because = format!("{count} of the résumé, each of which few write, stand in that of {}, too.", list(neighbour));
        report.finding(level, because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

use crate::prelude::*;

/// At least three quarters of the résumé's wording, apart from passages that many use, stand in another person's résumé.
pub const SIGNAL: Signal = Signal { id: "text-copied", family: Family::Links, tier: Tier::Hard, page: include_str!("text_copied.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::Prose { .. })) {
        report.looked();
    }
    // A Jaccard similarity of 0.6: two texts of one length have three quarters of their wording in common.
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Text && n.permille.is_some_and(|p| p >= 600)) {
        let because = format!("The résumé's text is for the most part word for word that of {}, under another name.", list(neighbour));
        report.finding("copied", because, neighbour.own.clone()).link(neighbour);
    }
}

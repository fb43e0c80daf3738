use crate::prelude::*;

/// A person looked at two candidacies and recorded that they belong to one operation.
pub const SIGNAL: Signal = Signal { id: "link-judged", family: Family::Links, tier: Tier::Hard, page: include_str!("link_judged.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::Judged) {
        report
            .finding("judged", format!("A colleague judged that this candidacy and {} belong together.", list(neighbour)), neighbour.own.clone())
            .link(neighbour);
    }
}

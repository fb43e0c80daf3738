use crate::prelude::*;

/// The very same picture (by hash) is in the documents of two people.
pub const SIGNAL: Signal =
    Signal { id: "embedded-image-shared", family: Family::Links, tier: Tier::Corroborating, page: include_str!("embedded_image_shared.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    if dossier.claims.iter().any(|c| matches!(&c.what, What::EmbeddedImage(_))) {
        report.looked();
    }
    for neighbour in dossier.neighbours.iter().filter(|n| n.kind == LinkKind::EmbeddedImage) {
        let because = format!("A picture in the document is also in one sent by {}.", list(neighbour));
        report.finding("shared", because, neighbour.own.clone()).link(neighbour).explained_if(declared_household(neighbour));
    }
}

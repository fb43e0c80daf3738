use crate::prelude::*;

/// Code of the employee was written under an unrelated name.
pub const SIGNAL: Signal =
    Signal { id: "code-author-differs", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("code_author_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let names = own_names(dossier);
    for claim in &dossier.claims {
        let What::CodeAuthor(author) = &claim.what else { continue };
        report.looked();
        if !names.is_empty() && is_person(author) && names.iter().all(|name| unrelated_names(name, author)) {
            report.finding("other", "Code was written under an unrelated name.", dossier.evidence(claim));
            return;
        }
    }
}

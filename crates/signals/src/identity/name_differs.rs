use crate::prelude::*;

/// A name on the résumé, a profile or in a meeting has nothing in common with the name on the form.
pub const SIGNAL: Signal = Signal { id: "name-differs", family: Family::Identity, tier: Tier::Weak, page: include_str!("name_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((own, name)) = own_name(dossier) else { return };
    let names = own_names(dossier);
    for (claim, other) in dossier.each(|c| match &c.what {
        What::Name { full, kind: NameKind::Display | NameKind::Full | NameKind::Legal, .. } => Some(full),
        _ => None,
    }) {
        if claim.origin.pointer == own.origin.pointer && claim.origin.event == own.origin.event {
            continue;
        }
        report.looked();
        let elsewhere = claim.origin.stage.as_str();
        let known = names.iter().filter(|n| **n != other.as_str()).any(|n| !unrelated_names(n, other));
        if unrelated_names(name, other) && !known {
            let because = format!("The name given at the stage {elsewhere:?} has no word in common with the one on the form.");
            report
                .finding("unrelated", because, dossier.evidence(claim))
                .and(dossier.evidence(own))
                .explained_if(dossier.declares(&What::NameChanged));
        }
    }
}

use crate::prelude::*;

/// Pay is to go to an account whose holder has another name.
pub const SIGNAL: Signal =
    Signal { id: "payee-of-another", family: Family::Money, tier: Tier::Hard, page: include_str!("payee_of_another.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let names = own_names(dossier);
    for claim in &dossier.claims {
        let What::Payee { holder: Some(holder), .. } = &claim.what else { continue };
        report.looked();
        if !names.is_empty() && names.iter().all(|n| unrelated_names(n, holder)) {
            report
                .finding("another", "The account belongs to somebody of another name.", dossier.evidence(claim))
                .explained_if(dossier.declares(&What::NameChanged));
        }
    }
}

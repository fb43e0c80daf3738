use crate::prelude::*;

/// The name on the identity document has nothing in common with the name on the application.
pub const SIGNAL: Signal = Signal {
    id: "verified-name-differs",
    family: Family::Identity,
    tier: Tier::Corroborating,
    page: include_str!("verified_name_differs.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((own, name)) = own_name(dossier) else { return };
    for (claim, verified) in dossier.each(|c| match &c.what {
        What::Name { full, kind: NameKind::Verified, .. } if c.origin.stage == Stage::Check => Some(full),
        _ => None,
    }) {
        report.looked();
        if own_names(dossier).iter().all(|n| unrelated_names(n, verified)) && unrelated_names(name, verified) {
            report
                .finding("unrelated", "The name that the identity check read is not the one on the form.", dossier.evidence(claim))
                .and(dossier.evidence(own));
        }
    }
}

use crate::prelude::*;

/// The session came out of a data centre or a commercial VPN instead of a home or office line.
pub const SIGNAL: Signal = Signal { id: "egress-hosting", family: Family::Network, tier: Tier::Weak, page: include_str!("egress_hosting.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (index, claim) in dossier.claims.iter().enumerate() {
        if let What::Session { ip: Some(_), .. } = &claim.what {
            report.looked();
            let fact = dossier
                .facts
                .iter()
                .find(|f| f.claim == index && matches!(f.says, Says::Egress { class: EgressClass::Hosting | EgressClass::Vpn, .. }));
            if let Some(evidence) = fact.and_then(|f| dossier.evidence_of_fact(f)) {
                report.finding("hosting", "The session left through a data centre or a commercial VPN.", evidence);
                return;
            }
        }
    }
}

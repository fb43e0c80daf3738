use crate::prelude::*;

/// The session's network address is delegated to another country than the claimed residence.
pub const SIGNAL: Signal =
    Signal { id: "ip-country-differs", family: Family::Network, tier: Tier::Weak, page: include_str!("ip_country_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((home, place)) = residence(dossier) else { return };
    for (fact, claim) in dossier.facts() {
        let Says::IpCountry(country) = &fact.says else { continue };
        report.looked();
        let routed = matches!(egress(dossier, fact.claim), Some((EgressClass::Hosting | EgressClass::Vpn | EgressClass::Relay, _)));
        if *country != place.country
            && !routed
            && claim.origin.stage <= Stage::Interview
            && let Some(evidence) = dossier.evidence_of_fact(fact)
        {
            let home = dossier.evidence(&dossier.claims[home]);
            report
                .finding("abroad", "The session came from another country than the one the candidate lives in.", evidence)
                .and(home)
                .explained_if(dossier.declares(&What::MovedRecently));
            return;
        }
    }
}

use crate::prelude::*;

/// The postal code of the address lies in another state than the address says.
pub const SIGNAL: Signal =
    Signal { id: "postal-code-differs", family: Family::Contact, tier: Tier::Weak, page: include_str!("postal_code_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (fact, claim) in dossier.facts() {
        let (What::Address { address, kind: AddressKind::Residence }, Says::PostalState(state)) = (&claim.what, &fact.says) else { continue };
        let said = dossier.place_of(fact.claim).and_then(|p| p.region.as_deref()).or(address.region.as_deref().filter(|r| r.len() == 2));
        let Some(said) = said else { continue };
        report.looked();
        if !said.eq_ignore_ascii_case(state)
            && let Some(evidence) = dossier.evidence_of_fact(fact)
        {
            report.finding("elsewhere", format!("The postal code lies in {state}, the address says {said}."), evidence);
            return;
        }
    }
}

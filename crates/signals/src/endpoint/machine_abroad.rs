use crate::prelude::*;

/// The company laptop is seen on networks of another country than the one it was sent to, week after week.
pub const SIGNAL: Signal =
    Signal { id: "machine-abroad", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("machine_abroad.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let sent = dossier.claims.iter().enumerate().find_map(|(n, c)| match &c.what {
        What::Address { kind: AddressKind::ShipTo, .. } => dossier.place_of(n),
        _ => None,
    });
    let Some(sent) = sent else { return };
    let mut away: Vec<&Claim> = Vec::new();
    for (fact, claim) in dossier.facts() {
        let (What::EndpointIp(_), Says::IpCountry(country)) = (&claim.what, &fact.says) else { continue };
        report.looked();
        if *country == sent.country {
            return;
        }
        if egress(dossier, fact.claim).is_none() {
            away.push(claim);
        }
    }
    let (Some(first), Some(last)) = (away.first(), away.last()) else { return };
    let days = (last.origin.at.as_millisecond() - first.origin.at.as_millisecond()) / DAY_MS;
    if days >= 14 {
        let because = format!("For {days} days the laptop was seen in another country than the one it was sent to.");
        report.finding("weeks", because, dossier.evidence(last)).and(dossier.evidence(first));
    }
}

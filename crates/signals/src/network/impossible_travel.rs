use crate::prelude::*;

/// Two sessions follow each other faster than anybody can travel, and neither left through a known VPN, data centre or carrier.
pub const SIGNAL: Signal =
    Signal { id: "impossible-travel", family: Family::Network, tier: Tier::Corroborating, page: include_str!("impossible_travel.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let mut sessions: Vec<_> = dossier
        .claims
        .iter()
        .enumerate()
        .filter_map(|(n, c)| match &c.what {
            What::Session { at, .. } if egress(dossier, n).is_none() => Some((*at, c, dossier.place_of(n)?)),
            _ => None,
        })
        .collect();
    sessions.sort_by_key(|(at, ..)| *at);
    for pair in sessions.windows(2) {
        let [(from_at, from, a), (to_at, to, b)] = pair else { continue };
        report.looked();
        let hours = (to_at.as_millisecond() - from_at.as_millisecond()) as f64 / 3_600_000.0;
        let km = a.least_km(b);
        // 900 km/h is an airliner's speed; half an hour of slack for clocks.
        if km > 500.0 && km / (hours + 0.5) > 900.0 {
            let because = format!("Two sessions, {hours:.1} hours apart, came from places at least {km:.0} km apart, neither through a known VPN.");
            report.finding("impossible", because, dossier.evidence(to)).and(dossier.evidence(from));
            return;
        }
    }
}

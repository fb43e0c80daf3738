use crate::prelude::*;

/// A sign-in with the employee's password was blocked, from a country that is not theirs.
pub const SIGNAL: Signal = Signal {
    id: "blocked-signin-abroad",
    family: Family::Endpoint,
    tier: Tier::Corroborating,
    page: include_str!("blocked_signin_abroad.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((_, home)) = residence(dossier) else { return };
    let mut abroad: Vec<(&str, &Claim)> = Vec::new();
    for claim in &dossier.claims {
        let What::BlockedSignin { country: Some(country) } = &claim.what else { continue };
        report.looked();
        if *country != home.country {
            abroad.push((country, claim));
        }
    }
    // Two from one country: guesses at passwords come from everywhere.
    for (n, (country, claim)) in abroad.iter().enumerate() {
        if let Some((_, earlier)) = abroad.get(..n).unwrap_or_default().iter().find(|(other, _)| other == country) {
            let because = format!("Sign-ins from {country} were blocked more than once.");
            report.finding("repeatedly", because, dossier.evidence(claim)).and(dossier.evidence(earlier));
            return;
        }
    }
}

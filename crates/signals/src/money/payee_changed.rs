use crate::prelude::*;

/// The account to be paid changed twice or more within 90 days.
pub const SIGNAL: Signal =
    Signal { id: "payee-changed", family: Family::Money, tier: Tier::Corroborating, page: include_str!("payee_changed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let mut accounts: Vec<(&str, &Claim)> = Vec::new();
    for (claim, account) in dossier.each(|c| match &c.what {
        What::Payee { account, .. } => Some(account.as_str()),
        _ => None,
    }) {
        report.looked();
        if !accounts.iter().any(|(known, _)| *known == account) {
            accounts.push((account, claim));
        }
    }
    if let ([(_, first), .., (_, last)], true) = (accounts.as_slice(), accounts.len() >= 3) {
        let days = (last.origin.at.as_millisecond() - first.origin.at.as_millisecond()) / DAY_MS;
        if days <= 90 {
            let because = format!("The account to be paid changed {} times within {days} days.", accounts.len() - 1);
            report.finding("repeatedly", because, dossier.evidence(last)).and(dossier.evidence(first));
        }
    }
}

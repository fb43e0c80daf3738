use crate::prelude::*;

/// Pay is to go to a prepaid card, a money-transfer service or a crypto wallet.
pub const SIGNAL: Signal = Signal { id: "payee-unusual", family: Family::Money, tier: Tier::Weak, page: include_str!("payee_unusual.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::Payee { kind: Some(kind), .. } = &claim.what else { continue };
        report.looked();
        let (level, what) = match kind {
            PayeeKind::Crypto => ("crypto", "a crypto wallet"),
            PayeeKind::Prepaid | PayeeKind::TransferService => ("transfer", "a prepaid card or transfer service"),
            _ => continue,
        };
        report.finding(level, format!("Pay is to go to {what}."), dossier.evidence(claim));
        return;
    }
}

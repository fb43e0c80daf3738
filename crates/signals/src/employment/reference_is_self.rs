use crate::prelude::*;

/// The contact given for a reference is the candidate's own.
pub const SIGNAL: Signal =
    Signal { id: "reference-is-self", family: Family::Employment, tier: Tier::Hard, page: include_str!("reference_is_self.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    for claim in &dossier.claims {
        let What::Reference { email, phone, .. } = &claim.what else { continue };
        report.looked();
        for own in &dossier.claims {
            let same = match &own.what {
                What::Email(mailbox) if own.origin.speaker == Speaker::Form => {
                    email.as_deref().is_some_and(|e| e.trim().eq_ignore_ascii_case(mailbox.trim()))
                }
                What::Phone(number) => phone.as_deref().is_some_and(|p| {
                    let (a, b) = (digits(p), digits(number));
                    a.len() >= 8 && b.len() >= 8 && (a.ends_with(&b) || b.ends_with(&a))
                }),
                _ => false,
            };
            if same {
                report.finding("self", "A reference is reached at the candidate's own contact.", dossier.evidence(claim)).and(dossier.evidence(own));
                return;
            }
        }
    }
}

use crate::prelude::*;

/// After the application the phone or mailbox was changed, twice or more.
pub const SIGNAL: Signal =
    Signal { id: "contacts-changed", family: Family::Contact, tier: Tier::Corroborating, page: include_str!("contacts_changed.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    // What the candidate gave on forms, by event: several numbers on one form are no change.
    let digits = |phone: &str| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    let tail = |phone: &str| digits(phone).chars().rev().take(8).collect::<String>();
    for mail in [false, true] {
        let given: Vec<(&Claim, String)> = dossier
            .claims
            .iter()
            .filter(|c| c.origin.speaker == Speaker::Form && c.origin.stage != Stage::Message)
            .filter_map(|c| match &c.what {
                What::Phone(phone) if !mail => Some((c, tail(phone))),
                What::Email(address) if mail => Some((c, address.trim().to_lowercase())),
                _ => None,
            })
            .collect();
        let mut changes: Vec<&Claim> = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        let mut event = None;
        for (claim, value) in &given {
            let another = event.is_some_and(|e| e != claim.origin.event);
            if another {
                report.looked();
                if !known.contains(&value.as_str()) && !changes.iter().any(|c| c.origin.event == claim.origin.event) {
                    changes.push(claim);
                }
            }
            known.push(value);
            event = Some(claim.origin.event);
        }
        if let [.., before, last] = changes.as_slice() {
            let what = if mail { "mailbox" } else { "phone number" };
            let because = format!("The {what} was changed {} times after the application.", changes.len());
            report.finding("repeatedly", because, dossier.evidence(last)).and(dossier.evidence(before));
            return;
        }
    }
}

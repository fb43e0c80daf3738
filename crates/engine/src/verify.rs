//! Credential verification: for every claim whether it is confirmed, and whom to ask through which channel for the others.

use std::fmt::Write;

use hirewall_model::claims::{AddressKind, NameKind, Speaker};
use hirewall_model::dossier::{Dossier, Says};
use hirewall_model::event::{CheckChannel, CheckKind, CheckOutcome, Control};
use hirewall_model::{Claim, What};

/// How a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Somebody who must know, reached through a channel found independently, says so.
    Confirmed,
    /// They, or a reference edition, say otherwise.
    Contradicted,
    /// Nobody was asked yet.
    Unverified,
    /// They were asked and cannot say, or have not answered.
    Unknown,
}

impl Status {
    /// Its word in the plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Contradicted => "contradicted",
            Self::Unverified => "unverified",
            Self::Unknown => "unknown",
        }
    }
}

/// One claim to verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is claimed, in the candidate's words.
    pub claim: String,
    /// Where it stands: source, event and field.
    pub at: String,
    /// How it stands.
    pub status: Status,
    /// Who says so: a check, or an edition's row.
    pub says: String,
    /// Whom to ask, and how to find them without the candidate's help.
    pub whom: String,
    /// What to ask.
    pub ask: String,
    /// The kind of `check.returned` that closes it.
    pub closes: &'static str,
}

/// The plan: studies, jobs, referees, identity, home, profiles, in this order.
pub fn plan(dossier: &Dossier) -> Vec<Item> {
    let mut items = Vec::new();
    for (n, claim) in dossier.claims.iter().enumerate().filter(|(_, c)| c.origin.speaker == Speaker::Resume || c.origin.speaker == Speaker::Form) {
        let item = match &claim.what {
            What::Study { institution, level, area, end, .. } if claim.origin.speaker == Speaker::Resume => {
                let (status, says) = standing(dossier, n, &CheckKind::Education, institution);
                let whom = match hirewall_refdata::school(institution).filter(|key| !key.starts_with("unitid:")) {
                    Some(domain) => {
                        format!("the registrar of {institution}: find the office on the school's own pages ({domain}), or a national clearing house")
                    }
                    None => {
                        format!("the registrar of {institution}: find the school in the national register of schools, never by the candidate's link")
                    }
                };
                let degree: Vec<&str> = [level.as_deref(), area.as_deref()].into_iter().flatten().collect();
                let when = end.as_ref().map(|d| format!(", {d}")).unwrap_or_default();
                Item {
                    claim: format!("{} at {institution}{when}", if degree.is_empty() { "studies".to_owned() } else { degree.join(" in ") }),
                    at: at(dossier, claim),
                    status,
                    says,
                    whom,
                    ask: "Was this degree conferred to this person, in which subject and month? If there is no record: under a former name?".into(),
                    closes: "education",
                }
            }
            What::Job { employer, title, start, end, .. } if claim.origin.speaker == Speaker::Resume => {
                let (status, says) = standing(dossier, n, &CheckKind::Employment, employer);
                let whom = match hirewall_refdata::employer_domain(employer) {
                    Some(domain) => format!("the personnel office of {employer}, by the switchboard on {domain}"),
                    None => format!(
                        "the personnel office of {employer}: find it in a company register or by its switchboard, never by a number that the candidate gave"
                    ),
                };
                let written = |date: &Option<hirewall_model::PartialDate>| date.as_ref().map_or_else(|| "…".to_owned(), |d| d.to_string());
                Item {
                    claim: format!("{} at {employer}, {} to {}", title.as_deref().unwrap_or("employed"), written(start), written(end)),
                    at: at(dossier, claim),
                    status,
                    says,
                    whom,
                    ask: "Did this person work there, as what, from when to when, on site or from afar?".into(),
                    closes: "employment",
                }
            }
            What::Reference { name, employer, .. } => {
                let name = name.as_deref().unwrap_or("a referee");
                let (status, says) = standing(dossier, n, &CheckKind::Reference, name);
                let employer = employer.as_deref().unwrap_or("the employer named");
                Item {
                    claim: format!("{name}, {employer}, as a referee"),
                    at: at(dossier, claim),
                    status,
                    says,
                    whom: format!("{name} through the switchboard of {employer}, not by the number or mailbox given"),
                    ask: "Do you know this person, from which work, and did you agree to be named?".into(),
                    closes: "reference",
                }
            }
            What::ProfileUrl { url, .. } => {
                let (status, says) = control(dossier, url);
                Item {
                    claim: format!("the profile {url}"),
                    at: at(dossier, claim),
                    status,
                    says,
                    whom: "the candidate".into(),
                    ask: "Put this code into the profile, a gist or a signed commit; or sign in while sharing the screen; or name somebody who knows the account.".into(),
                    closes: "profile_owner",
                }
            }
            _ => continue,
        };
        if !items.iter().any(|known: &Item| known.claim == item.claim) {
            items.push(item);
        }
    }
    if let Some(claim) = dossier.claims.iter().find(|c| matches!(&c.what, What::Name { kind: NameKind::Full, .. })) {
        let (status, says) = standing(dossier, usize::MAX, &CheckKind::Identity, "");
        items.push(Item {
            claim: "the identity".into(),
            at: at(dossier, claim),
            status,
            says,
            whom: "an identity provider, or a notary or partner office in person".into(),
            ask: "Document and person together, with the same steps for all candidates of this tier.".into(),
            closes: "identity",
        });
    }
    if let Some(claim) = dossier.claims.iter().find(|c| matches!(&c.what, What::Address { kind: AddressKind::Residence, .. })) {
        let (status, says) = standing(dossier, usize::MAX, &CheckKind::Address, "");
        items.push(Item {
            claim: "the home".into(),
            at: at(dossier, claim),
            status,
            says,
            whom: "the candidate, then a provider of address histories".into(),
            ask: "A document of the last three months that shows the address.".into(),
            closes: "address",
        });
    }
    items
}

/// What checks and editions say of a claim; the last check counts.
fn standing(dossier: &Dossier, index: usize, kind: &CheckKind, about: &str) -> (Status, String) {
    let same = |a: &str, b: &str| b.is_empty() || a.trim().eq_ignore_ascii_case(b.trim());
    let check = dossier.claims.iter().rev().find_map(|c| match &c.what {
        What::Check { kind: of, channel, outcome, about: named } if of == kind && named.as_deref().is_none_or(|n| same(n, about)) => {
            Some((c, channel.as_ref(), outcome))
        }
        _ => None,
    });
    if let Some((claim, channel, outcome)) = check {
        let own = channel != Some(&CheckChannel::Independent);
        let status = match outcome {
            CheckOutcome::Confirmed if own => Status::Unverified,
            CheckOutcome::Confirmed => Status::Confirmed,
            CheckOutcome::Denied | CheckOutcome::Mismatch => Status::Contradicted,
            _ => Status::Unknown,
        };
        let through = if own { " through a contact that the candidate gave" } else { "" };
        return (status, format!("check of {}{through}, {}", outcome.as_str(), at(dossier, claim)));
    }
    let fact = dossier.facts.iter().find(|f| f.claim == index && matches!(f.says, Says::NotAwarded { .. }));
    match fact {
        Some(fact) => (Status::Contradicted, format!("{}, row {}", fact.edition, fact.key)),
        None => (Status::Unverified, String::new()),
    }
}

fn control(dossier: &Dossier, url: &str) -> (Status, String) {
    let state = dossier.claims.iter().rev().find_map(|c| match &c.what {
        What::ProfileState { url: seen, control: Some(control), .. } if seen.trim_end_matches('/') == url.trim_end_matches('/') => Some((c, control)),
        _ => None,
    });
    match state {
        Some((claim, Control::Proven)) => (Status::Confirmed, format!("control proven, {}", at(dossier, claim))),
        Some((claim, Control::Failed)) => (Status::Contradicted, format!("control failed, {}", at(dossier, claim))),
        Some((claim, Control::Declined)) => (Status::Unknown, format!("declined, {}", at(dossier, claim))),
        _ => (Status::Unverified, String::new()),
    }
}

fn at(dossier: &Dossier, claim: &Claim) -> String {
    let evidence = dossier.evidence(claim);
    format!("{} {}{}", evidence.source, evidence.event, evidence.pointer)
}

/// The plan in words.
pub fn text(candidacy: &str, items: &[Item]) -> String {
    let mut out =
        format!("Verification plan of {candidacy}\nThe same steps are owed by all candidates of this tier; the order is that of the list.\n");
    for (n, item) in items.iter().enumerate() {
        let _ = writeln!(out, "\n{}. {}: {}", n + 1, item.status.as_str(), item.claim);
        let _ = writeln!(out, "   stands at   {}", item.at);
        if !item.says.is_empty() {
            let _ = writeln!(out, "   said by     {}", item.says);
        }
        if item.status != Status::Confirmed {
            let _ = writeln!(out, "   whom        {}", item.whom);
            let _ = writeln!(out, "   ask         {}", item.ask);
            let _ = writeln!(out, "   closed by   check.returned, kind {}, channel independent", item.closes);
        }
    }
    out
}

/// The text by which a candidate agrees to be verified; counsel adapts it.
pub const CONSENT: &str = "\
Consent to verification

I agree that the company asks the schools, employers and referees that I named, and a provider of identity checks, whether what I said of my studies,
my work and my identity is so. They may answer the company. Nothing else is asked, and nobody else is told.

I may see every answer, add to it and have it corrected, before anything is decided because of it. I may withdraw this consent at any time; what
was not asked by then is not asked any more. The answers are kept as long as the application, and then erased.

Name, date, signature
";

/// How to write to somebody whose history may be used by another. It is sent through a channel found independently, and blames nobody.
pub const INTRODUCTION: &str = "\
Subject: Did you apply to us?

Hello,

we received an application with a professional history like yours. We found this way to reach you on your employer's own pages, not in the
application. Before we go on we would like to be sure that the history is used with your knowledge.

Could you tell us, by this channel or by a call to our switchboard, whether you applied to us? You need not send any document. If it was not you,
we will tell you what was used, keep it from being used here again, and name the offices that help in such cases.

If it was you: thank you, this is all that we need.
";

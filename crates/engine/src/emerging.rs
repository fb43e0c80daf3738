//! What emerges among the applications of a store: traits for [`hirewall_link::emerging`], alerts for analysts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_link::emerging::{Application, Trait, emerging};
use hirewall_link::normal;
use hirewall_model::What;
use hirewall_model::assessment::{Assessment, Band};
use hirewall_model::claims::Speaker;
use hirewall_store::{Store, Stored};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::stages::people;
use crate::{Error, Policy, gather};

/// Candidacies read at once.
const CHUNK: usize = 500;
/// Candidacies named with an alert; the rest are counted.
const NAMED: usize = 8;
const DAY_US: i64 = 86_400_000_000;

/// Something for an analyst to look at. It adds no bits to anybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// Trait → value: what those people have in common.
    pub traits: BTreeMap<String, String>,
    /// Other traits far above their own past that most of them have in common too, as `(trait, value)`.
    pub also: Vec<(String, String)>,
    /// People who bring it, in the window.
    pub people: usize,
    /// As many as its own past and season would have.
    pub expected: f64,
    /// Expected share of false alerts among those at least as strong.
    pub q: f64,
    /// Day of the first and the last of them.
    pub first: Date,
    /// See `first`.
    pub last: Date,
    /// Of their candidacies, those in review or hold already.
    pub flagged: usize,
    /// Campaigns that some of them stand in.
    pub campaigns: BTreeSet<String>,
    /// Some of their candidacies, the first ones.
    pub candidacies: Vec<String>,
    /// What it may be instead.
    pub innocent_when: &'static str,
}

/// The alerts of a store.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alerts {
    /// Last day of the window.
    pub until: Date,
    /// Days in the window.
    pub days: i64,
    /// Applications in the store up to then.
    pub applications: usize,
    /// What emerged; none where the past is too short to tell.
    pub alerts: Option<Vec<Alert>>,
}

/// What is known of one candidacy beside its traits.
struct Case {
    flagged: bool,
    campaign: Option<String>,
    same_person: Vec<String>,
}

/// Looks at the `days` days up to `until`, or to the latest application.
pub async fn alerts(store: &Store, policy: &Policy, until: Option<Date>, days: i64) -> Result<Alerts, Error> {
    let mut applications: Vec<Application> = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    for chunk in store.subjects().await?.chunks(CHUNK) {
        for stored in store.events_of(chunk).await?.chunk_by(|a, b| a.subject == b.subject) {
            let Some(application) = stored.first().and_then(|e| application(&e.subject, stored, policy)) else { continue };
            let last = store.assessments_of(&application.candidacy).await?.pop().and_then(|text| serde_json::from_str::<Assessment>(&text).ok());
            cases.push(Case {
                flagged: last.as_ref().is_some_and(|a| a.band >= Band::Review),
                campaign: last.as_ref().and_then(|a| a.campaign.clone()),
                same_person: last.map(|a| a.same_person).unwrap_or_default(),
            });
            applications.push(application);
        }
    }
    let one_person = people(applications.iter().zip(&cases).map(|(a, case)| (a.candidacy.as_str(), case.same_person.as_slice())));
    for (application, person) in applications.iter_mut().zip(one_person) {
        application.person = person;
    }
    let place: HashMap<&str, usize> = applications.iter().enumerate().map(|(n, a)| (a.candidacy.as_str(), n)).collect();
    let until_day = match until {
        Some(date) => date.to_zoned(jiff::tz::TimeZone::UTC).map_or(i64::MAX, |z| z.timestamp().as_microsecond().div_euclid(DAY_US)),
        None => applications.iter().map(|a| a.day).max().unwrap_or(0),
    };
    let found = emerging(&applications, until_day, days);
    let alert = |pattern: hirewall_link::emerging::Pattern| {
        let of = |candidacy: &String| place.get(candidacy.as_str()).map(|n| &cases[*n]);
        Alert {
            innocent_when: innocent(&pattern.traits),
            traits: pattern.traits.into_iter().map(|(kind, value)| (kind.as_str().to_owned(), value)).collect(),
            also: pattern.also.into_iter().map(|(kind, value)| (kind.as_str().to_owned(), value)).collect(),
            people: pattern.people,
            expected: (pattern.expected * 100.0).round() / 100.0,
            q: pattern.q,
            first: date(pattern.days.0),
            last: date(pattern.days.1),
            flagged: pattern.candidacies.iter().filter_map(of).filter(|c| c.flagged).count(),
            campaigns: pattern.candidacies.iter().filter_map(of).filter_map(|c| c.campaign.clone()).collect(),
            candidacies: pattern.candidacies.into_iter().take(NAMED).collect(),
        }
    };
    Ok(Alerts {
        until: date(until_day),
        days,
        applications: applications.iter().filter(|a| a.day <= until_day).count(),
        alerts: found.map(|found| found.into_iter().map(alert).collect()),
    })
}

fn date(day: i64) -> Date {
    let at = Timestamp::from_microsecond(day.saturating_mul(DAY_US)).unwrap_or(Timestamp::MAX);
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// What a pattern may be instead of an operation.
fn innocent(traits: &[(Trait, String)]) -> &'static str {
    let has = |kind: Trait| traits.iter().any(|(k, _)| *k == kind);
    if has(Trait::Arrivals) {
        "A job was opened or advertised in a new place."
    } else if has(Trait::Employers) {
        "An employer closed or let people go, and those who had come there from one place look for work together."
    } else if has(Trait::School) || has(Trait::Degree) {
        "A school's class graduated, its career office or a fair named this company, or a new course counts its first graduates."
    } else if has(Trait::AreaCode) {
        "A branch or a campaign for applicants in that area was opened, or an employer there let people go."
    } else if has(Trait::Producer) {
        "A job board or a popular editor changed the program that writes its documents."
    } else {
        "A job was advertised among people who have this in common."
    }
}

/// What an application brings. Only what the candidate sent counts, as of whenever.
fn application(candidacy: &str, stored: &[Stored], policy: &Policy) -> Option<Application> {
    let read = gather::candidacy(candidacy, stored, Timestamp::MAX)?;
    if read.merged_into.is_some() {
        return None;
    }
    let role = policy.role_family(&read.requisition).to_owned();
    let mut traits: BTreeSet<(Trait, String)> = BTreeSet::from([(Trait::Arrivals, role.clone()), (Trait::Role, role)]);
    let mut jobs = Vec::new();
    for claim in &read.claims {
        match &claim.what {
            What::Study { institution, area, level, .. } if claim.origin.speaker == Speaker::Resume => {
                traits.insert((Trait::School, normal::organisation(institution)));
                let degree: Vec<&str> = [level, area].into_iter().flatten().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
                traits.insert((Trait::Degree, degree.join(" ").to_lowercase()));
            }
            What::Job { employer, start: Some(start), .. } if claim.origin.speaker == Speaker::Resume => {
                jobs.extend(start.year().map(|year| (year, normal::organisation(employer))));
            }
            What::Email(mail) if claim.origin.speaker == Speaker::Form => {
                traits.extend(mail_shape(mail).map(|shape| (Trait::MailShape, shape)));
            }
            What::Phone(phone) => {
                let phone = normal::phone(phone, gather::country(&read.requisition));
                traits.extend(phone.and_then(|p| Some((Trait::AreaCode, p.get(..5)?.to_owned()))));
            }
            _ => {}
        }
    }
    jobs.sort();
    jobs.dedup_by(|a, b| a.1 == b.1);
    traits.extend(jobs.windows(2).map(|two| (Trait::Employers, format!("{} > {}", two[0].1, two[1].1))));
    for body in stored.iter().filter_map(|e| serde_json::from_slice::<Value>(&e.body).ok()) {
        let producer = body.pointer("/data/meta/producer").and_then(Value::as_str).map(str::trim).filter(|p| !p.is_empty());
        traits.extend(producer.map(|p| (Trait::Producer, p.to_owned())));
    }
    traits.retain(|(_, value)| !value.is_empty());
    let day = stored.iter().map(|e| e.time_us).min()?.div_euclid(DAY_US);
    Some(Application { candidacy: candidacy.to_owned(), day, person: 0, traits: traits.into_iter().collect() })
}

/// The form of a mailbox: `a.a99@gmail.com` for ada.stein71@gmail.com.
fn mail_shape(mail: &str) -> Option<String> {
    let mail = mail.trim().to_lowercase();
    let (local, domain) = mail.rsplit_once('@')?;
    let mut shape = String::new();
    for c in local.chars() {
        match c {
            c if c.is_alphabetic() => {
                if !shape.ends_with('a') {
                    shape.push('a');
                }
            }
            c if c.is_numeric() => shape.push('9'),
            other => shape.push(other),
        }
    }
    Some(format!("{shape}@{domain}"))
}

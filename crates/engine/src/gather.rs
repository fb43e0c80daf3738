//! Stored events of one candidacy → claims, facts and what can be compared.

use std::collections::HashSet;

use hirewall_link::{Card, Key};
use hirewall_model::assessment::{SecurityFinding, Unreadable};
use hirewall_model::claims::{self, Stage};
use hirewall_model::dossier::{Dossier, EventRef, Neighbour};
use hirewall_model::event::{Data, DocumentRead, Event, Requisition};
use hirewall_model::parse::{Remark, Severity};
use hirewall_model::{Claim, What};
use hirewall_store::Stored;
use jiff::Timestamp;

use crate::security::{self, Sender};

/// The events of one candidacy up to a time, read.
#[derive(Debug, Clone)]
pub struct Candidacy {
    /// Its id.
    pub id: String,
    /// Its events in order of (time, source, id).
    pub events: Vec<EventRef>,
    /// What was said.
    pub claims: Vec<Claim>,
    /// The job; `unspecified` where no event names it.
    pub requisition: Requisition,
    /// Latest stage heard of.
    pub stage: &'static str,
    /// Values that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What its documents show besides what they say: for the security queue.
    pub security: Vec<SecurityFinding>,
    /// Who sent its mails, as far as the mails say.
    pub senders: Vec<Sender>,
    /// Where its events continue, if it was merged into another candidacy.
    pub merged_into: Option<String>,
}

/// Reads stored events, which must be in order. `None` when nothing of it counts as of then.
pub fn candidacy(id: &str, stored: &[Stored], as_of: Timestamp) -> Option<Candidacy> {
    let mut all = Vec::with_capacity(stored.len());
    for event in stored.iter().filter(|e| e.time_us <= as_of.as_microsecond()) {
        // What is in the log was read once before; a body that no longer reads is left out rather than guessed at.
        if let Ok(read) = hirewall_model::parse::event(&event.body) {
            all.push(read);
        }
    }
    let erased = all.iter().filter(|(e, _)| matches!(e.data, Data::CandidacyErased(_))).map(|(e, _)| e.time).max();
    all.retain(|(e, _)| erased.is_none_or(|at| e.time > at));
    if all.is_empty() {
        return None;
    }
    // Of a document that was read by two versions of the parser the newer reading counts.
    let versions: Vec<(String, u32)> =
        all.iter().filter_map(|(e, _)| reading(&e.data)).map(|r| (r.document.clone(), r.parser.unwrap_or(0))).collect();
    all.retain(|(e, _)| {
        reading(&e.data).is_none_or(|r| !versions.iter().any(|(hash, version)| *hash == r.document && *version > r.parser.unwrap_or(0)))
    });
    replaced(&mut all);
    // Jobs and studies in structured form are not read out of the document once more: the same life would be told twice.
    let structured = all.iter().any(|(e, _)| {
        matches!(&e.data, Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a)
        if a.resume.as_ref().is_some_and(|r| !r.work.is_empty() || !r.education.is_empty()))
    });
    let mut read = Candidacy {
        id: id.to_owned(),
        events: Vec::with_capacity(all.len()),
        claims: Vec::new(),
        requisition: Requisition { id: "unspecified".into(), title: "unspecified".into(), ..Requisition::default() },
        stage: Stage::Application.as_str(),
        unreadable: Vec::new(),
        security: Vec::new(),
        senders: Vec::new(),
        merged_into: None,
    };
    let mut latest = Stage::Application;
    for (index, (event, remarks)) in all.iter().enumerate() {
        read.events.push(EventRef { source: event.source.clone(), id: event.id.clone() });
        let claims = claims::of_event(index, event);
        let told_twice = |claim: &Claim| structured && reading(&event.data).is_some() && matches!(claim.what, What::Job { .. } | What::Study { .. });
        read.claims.extend(claims.into_iter().filter(|claim| !told_twice(claim)));
        if let Some((document, why)) = reading(&event.data).and_then(|r| Some((r, r.unreadable.clone()?))) {
            read.unreadable.push(Unreadable { input: document.filename.clone().unwrap_or_else(|| event.id.clone()), why });
        }
        for remark in remarks.iter().filter(|r| r.severity == Severity::Unreadable) {
            read.unreadable.push(Unreadable { input: format!("{} {}{}", event.source, event.id, remark.pointer), why: remark.what.clone() });
        }
        match &event.data {
            Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a) => {
                if let Some(requisition) = &a.requisition {
                    read.requisition = requisition.clone();
                }
            }
            Data::CandidacyMerged(merged) => read.merged_into = Some(merged.into.clone()),
            Data::DocumentRead(document) => read.security.extend(security::of_document(document, &event.id)),
            Data::MessageReceived(message) => read.senders.push(Sender::of(message)),
            _ => {}
        }
    }
    for claim in &read.claims {
        if claim.origin.stage != Stage::Decision {
            latest = latest.max(claim.origin.stage);
        }
    }
    read.stage = latest.as_str();
    Some(read)
}

/// Leaves out applications made of documents that a later one for the same job also lists: a folder was screened again with more in it, or by a
/// newer parser.
fn replaced(all: &mut Vec<(Event, Vec<Remark>)>) {
    let made = |event: &Event| match &event.data {
        Data::ApplicationSubmitted(a) if event.source == hirewall_intake::EXTRACTED => {
            let documents: HashSet<String> = a.documents.iter().map(|d| d.id.clone()).collect();
            Some((a.requisition.as_ref().map(|r| r.id.clone()), documents))
        }
        _ => None,
    };
    let applications: Vec<_> = all.iter().map(|(event, _)| made(event)).collect();
    let is_replaced = |n: usize| {
        let Some((job, listed)) = &applications[n] else { return false };
        applications.iter().enumerate().any(|(m, other)| {
            other.as_ref().is_some_and(|(its_job, lists)| m != n && its_job == job && listed.is_subset(lists) && (m > n || listed != lists))
        })
    };
    let mut replaced = (0..applications.len()).map(is_replaced);
    all.retain(|_| !replaced.next().unwrap_or(false));
}

/// What was read out of a document, if that is what an event holds.
fn reading(data: &Data) -> Option<&DocumentRead> {
    match data {
        Data::DocumentRead(read) => Some(read),
        _ => None,
    }
}

/// What is stored of a candidacy as of its latest event, without its neighbours; none where there is nothing.
pub fn alone(id: &str, stored: &[Stored]) -> Option<Dossier> {
    let latest = stored.iter().map(|event| event.time_us).max()?;
    let as_of = Timestamp::from_microsecond(latest).ok()?;
    Some(candidacy(id, stored, as_of)?.dossier(as_of, Vec::new()))
}

/// Country that completes national phone numbers where the candidate names none.
pub fn country(requisition: &Requisition) -> Option<&str> {
    requisition.country.as_deref().map(str::trim).filter(|c| c.len() == 2)
}

impl Candidacy {
    /// Time of the first thing said, in microseconds.
    pub fn first_us(&self) -> i64 {
        self.claims.iter().map(|c| c.origin.at.as_microsecond()).min().unwrap_or(0)
    }

    /// What can be compared of it.
    pub fn card(&self, key: &Key) -> Card {
        hirewall_link::card::card(&self.id, self.events.clone(), &self.claims, country(&self.requisition), key)
    }

    /// Adds what the editions know and what others share.
    pub fn dossier(self, as_of: Timestamp, neighbours: Vec<Neighbour>) -> Dossier {
        let facts = hirewall_refdata::facts(&self.claims, country(&self.requisition));
        Dossier { candidacy: self.id, as_of, requisition: self.requisition, events: self.events, claims: self.claims, facts, neighbours }
    }
}
